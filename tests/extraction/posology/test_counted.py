"""`x 3` behind a rhythm and `à renouveler` in a crisis: kept as words and asked, never counted."""

from decimal import Decimal

import pytest

from tests.extraction.reading import line, reasons

ASKED = ("dosageInstruction", "ambiguous-posology")


@pytest.mark.parametrize(
    ("text", "every", "kept"),
    [
        ("Uvedose 100000 UI 1 ampoule par mois x 3", (1, "mo"), "x 3"),
        ("Uvedose 100000 UI 1 ampoule par mois 3 fois", (1, "mo"), "3 fois"),
        ("Uvedose 100000 UI 1 ampoule par mois 3 prises", (1, "mo"), "3 prises"),
        ("Uvedose 100000 UI 1 ampoule mensuelle x 6", (1, "mo"), "x 6"),
        ("Uvedose 100000 UI 1 amp /3 mois x 4", (3, "mo"), "x 4"),
        ("Vitamine B12 1000 µg 1 amp IM/sem x 4", (1, "wk"), "x 4"),
        ("Vitamine B12 1000 µg 1 ampoule IM par semaine x 6", (1, "wk"), "x 6"),
        ("Decapeptyl 3 mg 1 inj/15j x 6", (15, "d"), "x 6"),
        ("Doliprane 1 g 1 cp/j x 3", (1, "d"), "x 3"),
        ("Fosamax 70 mg 1 cp/sem x 12", (1, "wk"), "x 12"),
        ("Amoxicilline 1 g 3 cp/j x 5", (1, "d"), "x 5"),
        ("Macrogol 4000 10 g 1 sachet/j x 10 puis SB", (1, "d"), "x 10"),
        ("Fluconazole 150 mg 1 gélule toutes les semaines x 4 fois", (1, "wk"), "x 4 fois"),
        ("Prednisone 20 mg 3 cp le matin x 5", (1, "d"), "x 5"),
    ],
)
def test_times_in_all_are_no_frequency(text: str, every: tuple[int, str], kept: str) -> None:
    medication = line(text)
    dosage = medication.dosage_instruction[0]
    assert dosage.timing is not None
    repeat = dosage.timing.repeat
    assert repeat.period_unit is not None
    assert repeat.frequency == 1
    assert (repeat.period, repeat.period_unit.value) == (Decimal(every[0]), every[1])
    assert kept in [note.text for note in dosage.additional_instruction]
    assert ASKED in reasons(medication)


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("Doliprane 1 g 1 cp x3/j", 3),
        ("Doliprane 1 g 1 g x 3/j", 3),
        ("Doliprane 1 g 1 cp x3 par jour", 3),
        ("Doliprane 1 g 1 cp 3x/j pendant 7 jours", 3),
        ("Doliprane 1 g 1 cp toutes les 6 h, 4 fois par jour", 4),
        ("Doliprane 1 g 1 cp matin et soir x 2", 2),
    ],
)
def test_times_a_day_stay(text: str, times: int) -> None:
    medication = line(text)
    (dosage,) = medication.dosage_instruction
    assert dosage.timing is not None
    assert dosage.timing.repeat.frequency == times
    assert medication.review == ()


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Relpax 40 mg 1 cp si migraine, renouvelable 1 fois dans les 24 h",
         "renouvelable 1 fois dans les 24 h"),
        ("Relpax 40 mg 1 cp si migraine, à renouveler 1 fois", "à renouveler 1 fois"),
        ("Natispray 0,30 mg 1 bouffée si douleur thoracique à renouveler 2 fois",
         "à renouveler 2 fois"),
        ("Natispray 0,30 mg 1 bouffée SL, renouvelable 1 fois", "renouvelable 1 fois"),
        ("Doliprane 1 g 1 cp si besoin renouvelable 3 fois par jour",
         "renouvelable 3 fois par jour"),
        ("Ventoline 100 µg 2 bouffées à renouveler toutes les 20 minutes 3 fois si crise",
         "à renouveler toutes les 20 minutes 3 fois"),
    ],
)  # fmt: skip
def test_another_intake_is_no_renewal(text: str, kept: str) -> None:
    medication = line(text)
    (dosage,) = medication.dosage_instruction
    assert medication.dispense_request is None
    assert dosage.timing is None
    assert kept in [note.text for note in dosage.additional_instruction]
    assert ASKED in reasons(medication)


@pytest.mark.parametrize(
    "text",
    [
        "Tahor 10 mg 1 cp le soir AR 2",
        "Tahor 10 mg 1 cp le soir à renouveler 2 fois",
        "Tahor 10 mg 1 cp/j renouvelable 2 fois",
        "Doliprane 1 g 1 cp si douleur AR 2",
        "Doliprane 1 g 1 cp si douleur, 1 boîte, à renouveler 2 fois",
    ],
)
def test_a_renewal_stays(text: str) -> None:
    medication = line(text)
    assert medication.dispense_request is not None
    assert medication.dispense_request.number_of_repeats_allowed == 2
    assert medication.review == ()


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Spasfon 80 mg 6 cp par jour 3 prises", True),
        ("Spasfon 80 mg 6 cp par jour, 3 prises", True),
        ("Spasfon 80 mg 2 cp par jour 3 fois", True),
        ("Spasfon 80 mg 1 cp par jour 3 fois", False),
        ("Spasfon 80 mg 2 cp 3 fois par jour", False),
        ("Spasfon 80 mg 6 cp par jour en 3 prises", False),
    ],
)
def test_a_total_of_the_day_with_its_intakes_is_asked(text: str, asked: bool) -> None:
    assert (ASKED in reasons(line(text))) is asked


@pytest.mark.parametrize(
    "text",
    [
        "Spasfon 80 mg 1 cp si douleur 3 fois par jour, à renouveler 1 fois",
        "Doliprane 1 g 1 cp 4 fois par jour si fièvre à renouveler 2 fois",
    ],
)
def test_a_renewal_beside_a_need_is_kept_and_asked(text: str) -> None:
    medication = line(text)
    assert medication.dispense_request is not None
    assert medication.dispense_request.number_of_repeats_allowed in (1, 2)
    assert ASKED in reasons(medication)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Lyrica 75 1 gel x2/j (soit 150 mg/j)", False),
        ("Lyrica 75 1 gel x2/j (soit 300 mg/j)", True),
        ("Keppra 500 mg matin et soir, soit 1 g/j", False),
        ("Keppra 500 1 cp matin et 2 cp soir, soit 1,5 g/j", False),
        ("Keppra 500 1 cp matin et 2 cp soir, soit 1 g/j", True),
        ("Lyrica 75 1 à 2 gel x2/j (soit 150 mg/j)", True),
        ("Solupred 20 3 cp/j soit 60 mg/j 5 jours", False),
        ("Solupred 20 3 cp/j soit 40 mg/j 5 jours", True),
        ("Doliprane 1 g 1 cp x 3/j si douleur (soit 3 g/j)", True),
        ("Amlodipine 5 mg 1 cp le soir (au lieu de 2)", False),
        ("Kardegic 75 mg 1 sachet le midi (à la place de 160 mg)", False),
        ("Amlodipine 5 mg 1 cp le soir au lieu de 2", True),
        ("Amlodipine 5 mg 1 cp le soir (au lieu de 2 si oedèmes)", True),
        ("Tahor 20 mg (au lieu de 40) 1 cp le soir", True),
    ],
)
def test_a_total_that_comes_out_and_a_former_dose_in_brackets_are_sure(
    text: str, asked: bool
) -> None:
    found = line(text)
    assert all(
        d.dose_and_rate[0].dose_quantity is None or d.dose_and_rate[0].dose_quantity.unit != "g"
        for d in found.dosage_instruction
    )
    assert bool(found.review) is asked


@pytest.mark.parametrize(
    "text",
    [
        "Natispray 0,30 mg 1 pulv si douleur thoracique, à renouveler 5 min après si besoin",
        "Ventoline 100 µg 2 bouffées si gêne respiratoire, à répéter si besoin, max 8 bouffées/j",
        "Zomig 2,5 mg 1 cp en cas de crise, à répéter 2h après si récidive, max 10 mg/j",
    ],
)
def test_an_intake_repeated_soon_for_the_same_need_is_not_asked(text: str) -> None:
    medication = line(text)
    assert medication.review == ()
    (dosage,) = medication.dosage_instruction
    assert dosage.as_needed_codeable_concept
    assert dosage.additional_instruction[0].text.startswith(("à renouveler", "à répéter"))


@pytest.mark.parametrize(
    "text",
    [
        "Doliprane 1 g 1 cp si douleur, à renouveler si besoin",
        "Doliprane 1 g 1 cp le soir si douleur, à renouveler 4 h après si besoin",
        "Spasfon 2 cp si douleur, à renouveler 3 fois par jour si besoin",
        "Spasfon 2 cp si douleur, à renouveler dans 1 mois si besoin",
    ],
)
def test_a_repetition_that_may_be_of_the_prescription_is_asked(text: str) -> None:
    assert line(text).review


@pytest.mark.parametrize(
    "text",
    [
        "Amlor 5 1 gélule par jour pour 1 mois à renouveler 11 mois",
        "Ramipril 2,5 mg 1 cp le matin, à renouveler pendant 6 mois",
        "Ramipril 2,5 mg 1 cp le matin 1 mois, renouvelable 1 an",
    ],
)
def test_how_long_to_renew_without_how_often_is_asked(text: str) -> None:
    medication = line(text)
    assert ASKED in reasons(medication)
    request = medication.dispense_request
    assert request is None or request.number_of_repeats_allowed is None
