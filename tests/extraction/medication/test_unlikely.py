"""Rhythms, units and lengths that nobody writes for such a drug: they are asked."""

import pytest

from prescription.french import describe_dosages
from tests.extraction.reading import line, reasons

ASKED = ("dosageInstruction", "ambiguous-posology")
UNLIKELY = ("dosageInstruction", "dose-implausible")
DOSE = ("dosageInstruction[0].doseAndRate", "dose-implausible")


@pytest.mark.parametrize(
    "text",
    [
        "Ramipril 5 mg 1 cp/ 3 mois",
        "Dexeryl 2 applications / 3 mois",
        "Xalatan 1 goutte/2 mois",
        "Décapeptyl LP 11,25 mg 1 injection IM en une seule prise durant 3 mois",
        "Enantone LP 11,25 mg 1 inj/j SC",
        "Ventoline 100 µg 2 bouffées 4x/h si gêne, 5 jours",
        "Smecta 1 sachet 3 fois par heure",
        "Nitriderm 5 mg 8h 20h",
        "Faslodex 250 mg 1 injection IM par jour",
    ],
)
def test_a_rhythm_nobody_prescribes_is_asked(text: str) -> None:
    assert UNLIKELY in reasons(line(text))


@pytest.mark.parametrize(
    "text",
    [
        "Uvedose 100 000 UI 1 ampoule / 3 mois",
        "Bonviva 150 mg 1 cp par mois",
        "Enantone LP 11,25 mg 1 inj SC / 3 mois",
        "Fosamax 70 mg 1 cp par semaine",
        "Doliprane 1 g 1 cp x3/24h",
        "Ventoline 100 µg 2 bouffées toutes les 4 h, 5 jours",
    ],
)
def test_the_rhythm_of_such_a_drug_is_not_asked(text: str) -> None:
    assert line(text).review == ()


@pytest.mark.parametrize(
    "text",
    [
        "Doliprane 2,4 % 60 mu/kg/j en 4 prises",
        "Lantus 100 UI/mL : 10 mg le soir",
        "Oracilline 1 MUI : 1 g x 3/j",
        "Amiklin 500 mg : 1000 mcg IV par jour",
        "Amoxicilline 250 mg/5 mL 60 µg/kg/j en 2 prises",
    ],
)
def test_a_unit_the_drug_is_not_measured_in_is_asked(text: str) -> None:
    assert DOSE in reasons(line(text))


@pytest.mark.parametrize(
    "text",
    ["Lovenox 4000 UI 4000 UI/j SC", "Gentalline 80 mg 3 mg/kg/j IV 3 jours", "Digoxine 250 µg/j"],
)
def test_the_unit_of_the_drug_is_not_asked(text: str) -> None:
    assert DOSE not in reasons(line(text))


@pytest.mark.parametrize(
    "text",
    [
        "Témozolomide 140 mg 1 gélule/j J1-J5",
        "Témozolomide 100 mg 2 gélules le soir J1 à J5",
        "Ibrance 125 mg 1 gélule/j 21 j puis 7 j d'arrêt",
        "Ibrance 125 mg 1 gélule/j pendant 21 jours puis 1 semaine de pause",
    ],
)
def test_the_days_of_one_cure_are_asked(text: str) -> None:
    assert ASKED in reasons(line(text))


def test_a_pause_between_two_steps_is_none_that_comes_back() -> None:
    medication = line("Prednisone 20 mg 1 cp/j 7 j, 2 j d'arrêt puis 1 cp/j 7 j")
    assert ASKED not in reasons(medication)


def test_days_right_behind_the_name_may_be_the_strength() -> None:
    assert ("medication.strength", "ambiguous-posology") in reasons(line("Pentasa 1j 2 cp x2/j"))
    assert line("Pentasa 1 g 2 cp x2/j 1 j").review == ()


@pytest.mark.parametrize(
    "text",
    [
        "Versatis 1 patch 1 fois par jour pour 28 jrs 12 par jour",
        "Oxazépam 10 mg 1 cp 3 fois par jour 14 jours si nécessaire pa splus de 3 par jour",
        "Paracétamol 1 g 1 cp toutes les 6 h si douleur pas plus e 4 par jour",
        "Paracétamol 1 g 1 cp si douleur wose maximale 3 par jour",
        "Duphaston 10 mg 1 cp au coucher x 3 mois du 1J6 au J25",
        "Mupirocine 2 % pommade à appliquer 2x par jour durée 7",
        "Imodium 2 mg 1-1-1,2 j",
        "Spasfon Lyoc 80 mi lyophilisat oral 1 à 2 lyocs si douleur",
        "Efferalgan pédiatrique 30 mg po ur 1 ml 1 dose-poids toutes les 6 h",
    ],
)
def test_words_or_units_lost_before_a_second_number_are_asked(text: str) -> None:
    assert ASKED in reasons(line(text))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Smecta 1 sachet x3/j 3 jours puis 2/j",
            "1 sachet, 3 fois par jour, pendant 3 jours ; puis 1 sachet, 2 fois par jour",
        ),
        (
            "Smecta 1 sachet x3/j 2 jours, x2/j 2 jours, x1/j 1 jour",
            "1 sachet, 3 fois par jour, pendant 2 jours ; puis 1 sachet, 2 fois par jour, "
            "pendant 2 jours ; puis 1 sachet, 1 fois par jour, pendant 1 jour",
        ),
        ("Kétoprofène 100 mg amp 2 ml 1 amp IM/j", None),
        ("Gentalline 80 mg dans 100 ml 80 mg x2/j IV", None),
    ],
)
def test_steps_and_volumes_in_whole_words_are_not_asked(text: str, told: str | None) -> None:
    medication = line(text)
    assert ASKED not in reasons(medication)
    assert told is None or describe_dosages(medication.dosage_instruction) == told


@pytest.mark.parametrize("text", ["Crestor 5 : le soir 1 cp", "Bisoprolol 5 : matin 1 cp"])
def test_a_strength_before_a_colon_and_a_moment_is_no_hour(text: str) -> None:
    medication = line(text)
    assert medication.review == ()
    assert [ratio.numerator.value for ratio in medication.medication.strength] == [5]
    assert all(d.timing and not d.timing.repeat.time_of_day for d in medication.dosage_instruction)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Haldol gouttes\n5 - 0 - 5 - 0 pendant 15 jours", "5 gouttes, le matin et le soir"),
        ("Haldol gouttes 5-0-0-1 pendant 15 jours", "5 gouttes, le matin"),
    ],
)
def test_the_first_of_four_slots_of_drops_is_no_strength(text: str, told: str) -> None:
    medication = line(text)
    assert medication.medication.strength == ()
    assert describe_dosages(medication.dosage_instruction).startswith(told)


@pytest.mark.parametrize("words", ["12 h par jour", "12h/jour", "12 h/24"])
def test_how_long_a_patch_is_worn_is_no_second_hour(words: str) -> None:
    medication = line(f"Versatis 1 patch le matin, {words}, 15 jours")
    assert len(medication.dosage_instruction) == 1
    assert "1 patch, le matin" in describe_dosages(medication.dosage_instruction)


@pytest.mark.parametrize("words", ["1 patch/16 h", "1 patch toutes les 12 h"])
def test_hours_in_which_a_patch_is_worn_are_asked(words: str) -> None:
    assert ASKED in reasons(line(f"Nicopatch 21 mg {words}"))
    assert line("Exelon 9,5 mg 1 patch/24 h").review == ()


@pytest.mark.parametrize("words", ["urée 10 j", "urée : 10 jours", "urée : un mois"])
def test_a_length_whose_first_letter_is_lost_is_no_drug(words: str) -> None:
    medication = line(f"Furosémide 40 mg 1 cp/j {words}")
    assert medication.medication.name == "furosémide"
    assert ("dosageInstruction", "unread-text") in reasons(medication)


def test_a_word_as_near_to_one_as_to_another_is_not_put_right() -> None:
    medication = line("Solupred 20 mg 2 voite orale le matin 3 jours")
    assert medication.dispense_request is None
    assert medication.review
    assert line("Avamys 2 pulvérisations le matin, durée 3 moirs").review
