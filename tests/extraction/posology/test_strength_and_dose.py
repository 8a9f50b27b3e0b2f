"""A strength behind the name and a dose below it are not two doses; a 1 glued in is a slash."""

from decimal import Decimal

import pytest

from ordonnancier.capture import capture_text
from prescription.dosage import Quantity, Ratio
from prescription.french import describe_dosages
from prescription.record import MedicationRequest


def read(text: str) -> MedicationRequest:
    (line,) = capture_text(text).prescriptions[0].medications
    return line


def test_every_day_belongs_to_the_dose_behind_it() -> None:
    line = read("CEFTRIAXONE 1 g solution injectable\nchaque jour 1 g IV 10 j")
    assert line.medication.strength == (Ratio(Quantity(Decimal(1), "g")),)
    assert describe_dosages(line.dosage_instruction) == (
        "1 g, 1 fois par jour, pendant 10 jours, voie intraveineuse"
    )


def test_without_a_form_it_is_asked() -> None:
    assert read("CEFTRIAXONE 1 g chaque jour 2 g IV 10 j").review


@pytest.mark.parametrize("written", ["4000 UI10,4 ml", "4000 UI 10,4 ml", "4000 UI/0,4 ml"])
def test_a_one_between_unit_and_volume_is_a_slash(written: str) -> None:
    line = read(f"LOVENOX {written} 1 inj/j")
    assert line.medication.strength == (
        Ratio(Quantity(Decimal(4000), "UI"), Quantity(Decimal("0.4"), "mL")),
    )
    assert describe_dosages(line.dosage_instruction) == "1 injection, 1 fois par jour"


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("Lovenox 4000 1 inj/j", Quantity(Decimal(4000), "UI")),
        ("Arixtra 2,5 1 inj/j 6 semaines", Quantity(Decimal("2.5"), "mg")),
        ("Copaxone 40 3 inj/sem", Quantity(Decimal(40), "mg")),
        ("Kenacort Retard 40 1 inj IM si crise", Quantity(Decimal(40), "mg")),
    ],
)
def test_a_number_before_an_injection_is_what_it_holds(text: str, strength: Quantity) -> None:
    line = read(text)
    assert line.medication.strength == (Ratio(strength),)
    assert line.review == ()


@pytest.mark.parametrize("text", ["Lovenox 40 1 inj/j", "Lantus 20 1 inj le soir"])
def test_a_number_nobody_sells_is_asked(text: str) -> None:
    assert read(text).review


def test_nobody_takes_ten_tablets_and_a_quarter() -> None:
    line = read("Valium 10 1/4 matin 1/4 midi 1/2 coucher")
    assert line.medication.strength == (Ratio(Quantity(Decimal(10), "mg")),)
    assert line.review == ()


def test_five_and_a_half_may_be_taken() -> None:
    assert read("Cortancyl 5 1/2 le matin").review


@pytest.mark.parametrize(
    "text", ["Tahor 20 boîte de 30 1 le soir", "Xarelto 10 bte de 30 1 cp/j", "Xarelto 10 b 1 cp/j"]
)
def test_a_number_of_packs_right_behind_the_name_may_be_the_strength(text: str) -> None:
    assert ("dosageInstruction", "unread-text") in [
        (r.field, r.reason.value) for r in read(text).review
    ]


def test_packs_that_no_strength_equals_are_read() -> None:
    assert read("Doliprane 2 boîtes 1 cp x3/j").review == ()


def test_a_dose_behind_renewals_is_no_number_of_them() -> None:
    for text in ("Tahor 20 mg renouvellement 1 cp le soir", "Tahor 20 mg AR 1 cp le soir"):
        request = read(text)
        assert request.dispense_request is None
        assert request.review
    assert read("Tahor 20 mg AR 1, 1 cp le soir").review == ()


@pytest.mark.parametrize(
    ("text", "whens"),
    [
        ("Lexomil 6 0 0 1", ["EVE"]),
        ("Lexomil 6 1 0 1", ["MORN", "EVE"]),
        ("Amlor 5 1 0 0", ["MORN"]),
    ],
)
def test_a_strength_before_three_numbers_is_no_first_slot(text: str, whens: list[str]) -> None:
    request = read(text)
    assert request.review == ()
    assert len(request.medication.strength) == 1
    (dosage,) = request.dosage_instruction
    assert dosage.timing is not None
    assert [when.value for when in dosage.timing.repeat.when] == whens


def test_what_the_volume_holds_is_no_second_dose() -> None:
    request = read("Amoxicilline 500 mg/5 ml 7,5 ml (750 mg) x 2/j 6 jours")
    assert request.review == ()
    (dosage,) = request.dosage_instruction
    assert dosage.dose_and_rate[0].dose_quantity == Quantity(Decimal("7.5"), "mL")


def test_what_the_volume_does_not_hold_is_asked() -> None:
    assert read("Amoxicilline 500 mg/5 ml 7,5 ml (500 mg) x 2/j 6 jours").review


@pytest.mark.parametrize(
    "text",
    [
        "Toviaz 4 mg 1/j, 8 mg si insuffisant",
        "Crestor 10 mg (20 mg si LDL > 1)",
        "Aprepitant 125 1h avant la chimio à J1, 80 mg le matin à J2 et J3",
        "Zophren 4 mg avant la chimio, 8 mg le soir",
        "Téicoplanine 400 mg /12h x 5 doses puis 400 mg/24h",
    ],
)
def test_a_first_dose_that_may_pass_for_the_strength_or_the_supply_is_asked(text: str) -> None:
    asked = {(r.field, r.reason.value) for r in read(text).review}
    assert ("dosageInstruction", "ambiguous-posology") in asked


@pytest.mark.parametrize(
    "text",
    [
        "Doliprane 500 mg : 1 g si douleur",
        "Azithromycine 250 mg : 500 mg J1 250 mg J2 à J5",
        "Solupred 20 mg comprimé 60 mg le matin",
    ],
)
def test_a_strength_right_before_another_dose_is_one(text: str) -> None:
    found = read(text)
    assert found.medication.strength
    assert found.review == ()


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Temesta 1 - 1 - 2,5", True),
        ("Temesta 1 mg 1 - 1 - 2", False),
        ("Temesta 1 cp matin 2,5 cp soir", False),
        ("Lexomil 1/4-0-1/2", False),
        ("Kardegic 1-0-0", False),
    ],
)
def test_bare_numbers_that_are_all_strengths_are_asked(text: str, asked: bool) -> None:
    assert bool(read(text).review) is asked


@pytest.mark.parametrize(
    "parts", [" matin : 1 soir : 2", "\nmatin : 1\nsoir : 2", " : matin 1, soir 2"]
)
def test_a_moment_with_a_number_each_leaves_the_strength_alone(parts: str) -> None:
    found = read(f"Risperdal 2 mg{parts}")
    assert found.medication.strength == (Ratio(Quantity(Decimal(2), "mg")),)
    assert describe_dosages(found.dosage_instruction) == (
        "1 comprimé, le matin ; en même temps 2 comprimés, le soir"
    )
    assert found.review == ()


def test_two_measures_with_a_moment_each_are_two_doses() -> None:
    found = read("Medrol 16 mg matin 4 soir")
    assert describe_dosages(found.dosage_instruction) == (
        "16 mg, le matin ; en même temps 4 mg, le soir"
    )


def test_a_strength_before_a_single_dose_counts_no_doses() -> None:
    found = read("Ciflox 500 dose unique")
    assert found.medication.strength == (Ratio(Quantity(Decimal(500), "mg")),)
    assert found.dosage_instruction[0].dose_and_rate == ()
    assert found.review != ()


@pytest.mark.parametrize(
    ("text", "dosage"),
    [
        (
            "Haldol gouttes 5 matin, 10 soir",
            "5 gouttes, le matin ; en même temps 10 gouttes, le soir",
        ),
        ("Haldol gouttes 5 le soir", "5 gouttes, le soir"),
        ("Laroxyl gouttes 40 mg/ml 10 le soir", "10 gouttes, le soir"),
    ],
)
def test_a_number_behind_drops_is_no_strength_of_tablets(text: str, dosage: str) -> None:
    found = read(text)
    assert describe_dosages(found.dosage_instruction) == dosage
    assert found.review == ()


@pytest.mark.parametrize(
    "text",
    ["Tercian gouttes 40 le soir", "Laroxyl gouttes 25 le soir", "Zyrtec gouttes 10 le soir"],
)
def test_a_number_of_drops_that_may_be_a_strength_is_asked(text: str) -> None:
    assert read(text).review != ()


@pytest.mark.parametrize(
    ("text", "doses"),
    [
        ("Bisoprolol 2,5 mg cp matin : 1, soir : 1", ["1"]),
        ("Bisoprolol 2,5 mg cp\nmatin : 1 - soir : 2", ["1", "2"]),
        ("Bisoprolol 2,5 mg, matin : 1 / soir : 1", ["1"]),
        ("Metformine 500 mg cp matin : 1, midi : 1, soir : 1", ["1"]),
    ],
)
def test_numbers_behind_moments_leave_the_strength_alone(text: str, doses: list[str]) -> None:
    line = read(text)
    assert line.medication.strength
    taken = [d.dose_and_rate[0].dose_quantity for d in line.dosage_instruction]
    assert taken == [Quantity(Decimal(dose), "comprimé") for dose in doses]
    assert not line.review


@pytest.mark.parametrize(
    ("text", "dosage"),
    [
        ("Skenan LP 60 mg/j en 2 prises", "30 mg, 2 fois par jour"),
        ("Lamictal 200 mg par jour en deux prises", "100 mg, 2 fois par jour"),
        ("Amoxicilline 3 g/j en 3 prises", "1 g, 3 fois par jour"),
    ],
)
def test_a_total_of_the_day_shared_out_is_no_strength(text: str, dosage: str) -> None:
    line = read(text)
    assert line.medication.strength == ()
    assert describe_dosages(line.dosage_instruction) == dosage
    assert line.review == ()


@pytest.mark.parametrize(
    ("text", "strength", "asked"),
    [
        ("Amlodipine 5 mg 1 cp le mat augm à 10 mg", 5, True),
        ("Levothyrox 75 µg 1 cp le matin, monter à 100 µg si TSH > 4", 75, True),
        ("Furosémide 40 mg 1 cp/j passé à 60 mg", 40, True),
        ("Amlodipine 1 cp le matin à 10 mg", 10, False),
        ("Prednisone 40 mg le matin, comprimé à 20 mg", 20, False),
    ],
)
def test_a_quantity_to_go_up_to_is_not_the_strength_of_what_is_dosed(
    text: str, strength: int, asked: bool
) -> None:
    line = read(text)
    assert [ratio.numerator.value for ratio in line.medication.strength] == [strength]
    assert bool(line.review) is asked


@pytest.mark.parametrize(
    ("text", "dose", "unit"),
    [
        ("Levothyrox 100 : 1 cp du lundi au vendredi, 75 le week-end", 75, "µg"),
        ("Lasilix 40 1 cp matin, 20 midi", 20, "mg"),
        ("Aricept 5 1 le soir 1 mois puis 10", 10, "mg"),
    ],
)
def test_a_number_nobody_counts_is_measured_and_asked(text: str, dose: int, unit: str) -> None:
    line = read(text)
    last = line.dosage_instruction[-1].dose_and_rate[0].dose_quantity
    assert last is not None
    assert (int(last.value), last.unit) == (dose, unit)
    assert line.review
