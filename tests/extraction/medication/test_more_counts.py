"""Numbers that count packs, intakes or blood tests, not what is taken each time."""

from decimal import Decimal

import pytest

from tests.extraction.reading import line, reasons

ASKED = ("dosageInstruction", "ambiguous-posology")


@pytest.mark.parametrize(
    "text",
    [
        "Ozempic 0,5 mg le lundi, 1 stylo",
        "Trulicity 1,5 mg le samedi, 4 stylos",
        "Humira 40 mg tous les 14 jours, 2 stylos",
        "Durogesic 25 µg/h tous les 3 jours, 2 patchs",
        "Ventoline 2 bouffées si besoin, 1 flacon par mois",
    ],
)
def test_what_may_be_handed_out_is_asked(text: str) -> None:
    assert ASKED in reasons(line(text))


@pytest.mark.parametrize(
    "text",
    [
        "Humira 40 mg 1 stylo SC tous les 14 jours",
        "Humira 40 mg : 1 stylo SC le lundi",
        "Lovenox 4000 UI le soir 1 seringue",
        "Venofer 100 mg 1 ampoule IV par semaine",
    ],
)
def test_what_is_taken_by_the_piece_is_not_asked(text: str) -> None:
    assert ASKED not in reasons(line(text))


@pytest.mark.parametrize(
    "text",
    [
        "Xyzall 5 mg : 1 cp le soir, jusqu'à 4 par jour si besoin",
        "Aerius 5 mg 1 cp/j, jusqu'à 2/j si besoin",
        "Atarax 25 mg 1 cp au coucher, max 3/j si anxiété",
    ],
)
def test_a_regular_intake_that_may_become_more_is_asked(text: str) -> None:
    assert ASKED in reasons(line(text))


@pytest.mark.parametrize(
    "text",
    [
        "Doliprane 1 g 1 cp x3/j, max 4/j si douleur",
        "Imovane 7,5 1 cp au coucher si besoin, max 1/j",
        "Doliprane 1 g 1 cp toutes les 6 h si douleur, max 4/j",
    ],
)
def test_a_need_with_its_maximum_is_not_asked(text: str) -> None:
    assert line(text).review == ()


@pytest.mark.parametrize(
    ("text", "most", "unit"),
    [
        ("Tercian 40 mg/ml 20 gouttes si angoisse, max 3/j", 60, "goutte"),
        ("Haldol 2 mg/ml 5 gttes si nausées max 3 par jour", 15, "goutte"),
        ("Doliprane 500 mg 2 cp si douleur max 6/j", 6, "comprimé"),
    ],
)
def test_a_maximum_below_one_dose_counts_the_intakes(text: str, most: int, unit: str) -> None:
    (dosage,) = line(text).dosage_instruction
    assert dosage.max_dose_per_period is not None
    limit = dosage.max_dose_per_period.numerator
    assert (limit.value, limit.unit) == (Decimal(most), unit)


@pytest.mark.parametrize(
    "text",
    [
        "Plaquenil 200 : 2/j sauf le dimanche 1/j",
        "Plaquenil 200 : 2/j, 1/j le dimanche",
        "Plaquenil 200 : 2/j la semaine et 1/j le week-end",
    ],
)
def test_a_second_number_a_day_is_never_dropped(text: str) -> None:
    assert ("dosageInstruction", "unread-text") in reasons(line(text))


@pytest.mark.parametrize(
    "text",
    [
        "Néo-mercazole 20 mg 1 cp/j, NFS tous les 10 jours puis mensuelle",
        "Méthotrexate 2,5 mg 6 cp/sem, bilan hépatique tous les 15 jours puis tous les mois",
    ],
)
def test_blood_tests_later_on_are_no_second_dose(text: str) -> None:
    (dosage,) = line(text).dosage_instruction
    assert "puis" in dosage.additional_instruction[0].text
    assert line(text).review == ()


def test_a_dose_behind_a_blood_test_is_one() -> None:
    text = "Vitamine B12 1000 µg 1 amp/j 7 j, NFS à J8, puis 1 amp/mois"
    assert [d.sequence for d in line(text).dosage_instruction] == [1, 2]


@pytest.mark.parametrize(
    "text", ["Gonal-f 900 150 UI SC par jour", "Puregon 600 200 UI/j SC", "Menopur 75 150 UI/j"]
)
def test_a_pen_and_its_dose_are_not_one_number(text: str) -> None:
    request = line(text)
    assert not any(d.dose_and_rate for d in request.dosage_instruction)
    assert ("dosageInstruction", "unread-text") in reasons(line(text))


@pytest.mark.parametrize("text", ["Tobi 300 aérosol matin", "Pentacarinat 300 aérosol/mois"])
def test_more_than_anybody_inhales_is_asked(text: str) -> None:
    assert ASKED in reasons(line(text))


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("Doxycycline 100 mg 1 cp/j au milieu du repas sans se recoucher 3 mois", ["C"]),
        ("Doxycycline 100 mg 1 cp le midi, ne pas se coucher dans l'heure", ["NOON"]),
        ("Doxycycline 100 mg 1 cp le soir avant de se coucher", ["HS"]),
    ],
)
def test_not_lying_down_is_no_bedtime(text: str, when: list[str]) -> None:
    (dosage,) = line(text).dosage_instruction
    assert dosage.timing is not None
    assert [w.value for w in dosage.timing.repeat.when] == when


def test_a_pharmacist_called_martin_is_no_morning() -> None:
    for text in ("Subutex 8 mg 1 cp/j pharmacie MARTIN", "Doliprane 1 g 1 cp x3/j Dr Martin"):
        (dosage,) = line(text).dosage_instruction
        assert dosage.timing is not None
        assert dosage.timing.repeat.when == ()


def test_a_fever_after_a_vaccine_tells_no_route() -> None:
    (dosage,) = line("Doliprane 1 dose 8 kg x4/j si fièvre post-vaccinale").dosage_instruction
    assert dosage.route is None
    assert dosage.as_needed_codeable_concept is not None
    assert dosage.as_needed_codeable_concept.text == "si fièvre post-vaccinale"


def test_hours_of_a_first_step_agree_with_the_number_of_the_next() -> None:
    text = "Rifamycine Chibret collyre 1 goutte toutes les 2 heures OD 48 h puis 4x/j 5 j"
    assert line(text).review == ()


@pytest.mark.parametrize(
    "text",
    [
        "Ozempic 0,5 → 1 mg /sem",
        "Amlor 5 → 10 mg 1 gél le matin",
        "Eductyl 1 suppo si pas de selle 3 j",
    ],
)
def test_a_change_or_a_wait_told_in_short_is_asked(text: str) -> None:
    assert line(text).review


@pytest.mark.parametrize(
    "text",
    [
        "Lasilix 40 mg → 1 cp le matin",
        "Kardegic 75 → 1 sachet le midi",
        "Solupred cp orodispersible 5 mg → 1 mg/kg chaque matin 3 jours",
        "Microlax 1 lavement si pas de selles depuis 3 jours",
    ],
)
def test_arrows_before_a_dose_and_waits_in_full_are_not_asked(text: str) -> None:
    assert line(text).review == ()


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("Dulcolax suppo 1 si besoin max 1/j", 1, "suppositoire"),
        ("Spasfon lyoc : 2 si contractions, max 6/j", 2, "lyophilisat"),
    ],
)
def test_a_bare_count_before_a_need_is_the_dose(text: str, amount: int, unit: str) -> None:
    (dosage,) = line(text).dosage_instruction
    quantity = dosage.dose_and_rate[0].dose_quantity
    assert quantity is not None
    assert (quantity.value, quantity.unit) == (Decimal(amount), unit)
    assert line(text).review == ()


def test_a_strength_before_a_need_is_no_dose() -> None:
    request = line("Risperdal 1 si agitation")
    assert not any(d.dose_and_rate for d in request.dosage_instruction)
    assert request.review


@pytest.mark.parametrize("text", ["Aldactone 25 mg 1/2/j", "Préviscan 1/2/jour"])
def test_half_a_tablet_a_day_in_short(text: str) -> None:
    (dosage,) = line(text).dosage_instruction
    quantity = dosage.dose_and_rate[0].dose_quantity
    assert quantity is not None
    assert quantity.value == Decimal("0.5")
    assert dosage.timing is not None
    assert dosage.timing.repeat.frequency == 1
    assert line(text).review == ()


def test_a_date_is_no_half() -> None:
    assert line("Kardegic 75 mg 1/2/26").review


@pytest.mark.parametrize(
    "text",
    [
        "Laroxyl 10 mg le soir puis 25 mg si bien toléré",
        "Coversyl 2,5 mg 15 j puis 5 mg si bonne tolérance",
    ],
)
def test_a_step_on_condition_that_tells_no_rhythm_is_asked(text: str) -> None:
    assert ASKED in reasons(line(text))


def test_a_step_on_condition_with_its_rhythm_is_read() -> None:
    assert line("Laroxyl 10 mg le soir 7 j puis 25 mg le soir si bien toléré").review == ()


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Celebrex 200 1/j en une ou deux prises", True),
        ("Lasilix 40 2 cp/j en 1 à 2 prises", True),
        ("Lasilix 40 2 cp/j en 2 prises", False),
        ("Amoxicilline 3 g/j en 3 à 4 prises", False),
        ("Amoxicilline 1 g en 2 prises par jour", True),
        ("Depakine 500 mg en 2 prises", True),
        ("Amoxicilline 2 g/j en 3 prises", True),
        ("Seresta 50 mg/j en 3 prises", True),
        ("Amoxicilline 80 mg/kg/j en 3 prises, 12 kg", True),
        ("Amoxicilline 90 mg/kg/j en 3 prises", False),
        ("Lamictal 200 mg/j en 2 prises", False),
        ("Amoxicilline 3 g/j en 4 prises", False),
    ],
)
def test_a_count_shared_by_one_or_two_intakes_is_asked(text: str, asked: bool) -> None:
    assert bool(line(text).review) is asked


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Evra 3 patchs 1/sem", True),
        ("Fosavance 4 cp 1/sem", True),
        ("Nicopatch 21 mg/24 h 4 patchs 1/j", True),
        ("Evra 1 patch 1/sem", False),
        ("Solupred 20 mg 3 cp 1/j 5 jours", False),
        ("Novatrex 2,5 mg 6 cp 1 fois/sem", False),
    ],
)
def test_what_is_handed_out_before_one_each_time_is_asked(text: str, asked: bool) -> None:
    assert bool(line(text).review) is asked


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Olmetec 20 : 1/2 cp le matin, passer à 1 cp si TA > 14", True),
        ("Toviaz 4 mg 1 cp/j 1 mois puis 2 cp si insuffisant", True),
        ("Smecta 1 sachet 3 fois par jour 3 jours puis 1 sachet si diarrhée", False),
        ("Doliprane 1 g 1 cp x 3/j 2 jours puis 1 cp si douleur", False),
    ],
)
def test_a_step_for_a_measure_or_a_failure_is_no_need(text: str, asked: bool) -> None:
    assert bool(line(text).review) is asked


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Doliprane 500 mg 2 cp matin et soir en 2 prises", True),
        ("Augmentin 500 mg/62,5 mg 4 cp matin et soir en deux fois", True),
        ("Doliprane 500 mg 4 cp/j en 2 prises matin et soir", False),
    ],
)
def test_a_dose_shared_among_moments_is_asked(text: str, asked: bool) -> None:
    assert bool(line(text).review) is asked


def test_what_follows_the_hours_between_two_intakes_is_the_dose() -> None:
    read = line("Ventoline 100 µg à 4 h d'intervalle 2 bouffées x 4/j")
    dose = read.dosage_instruction[0].dose_and_rate[0].dose_quantity
    assert dose is not None
    assert (dose.value, dose.unit) == (Decimal(2), "bouffée")
