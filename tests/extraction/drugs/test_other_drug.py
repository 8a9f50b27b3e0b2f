"""Another drug inside a line: its dose and its strength are not the first one's in silence."""

from decimal import Decimal

import pytest

from tests.extraction.reading import line, reasons

DRUG = ("medication.name", "ambiguous-drug")


@pytest.mark.parametrize(
    "text",
    [
        "Tahor 10 arrêté ; remplacer par Crestor 1 cp le soir",
        "Doliprane 1g en alternance avec Advil 1 cp x3/j",
        "Doliprane 1g en alternance avec Advil 400 1 cp x3/j",
        "Kardegic 75 relais par Plavix 1 cp le matin",
        "Tahor 10 1 cp le soir QSP 3 mois Kardegic",
    ],
)
def test_a_dose_behind_another_drug_is_asked(text: str) -> None:
    assert DRUG in reasons(line(text))


@pytest.mark.parametrize(
    "text",
    [
        "Doliprane 1 g (paracétamol) 1 cp x3/j",
        "Doliprane 1 g 1 cp x3/j en alternance avec Advil",
    ],
)
def test_a_name_that_takes_no_dose_is_not_asked(text: str) -> None:
    assert DRUG not in reasons(line(text))


@pytest.mark.parametrize(
    "text",
    [
        "Rocephine 1 g 1 inj IM/j pdt 3 jours diluer avec lidocaïne 1 %",
        "Ceftriaxone 1 g 1 inj IM par jour avec de la lidocaïne 1 % pendant 3 jours",
    ],
)
def test_the_strength_of_a_solvent_stays_words(text: str) -> None:
    medication = line(text)
    (strength,) = medication.medication.strength
    assert (strength.numerator.value, strength.numerator.unit) == (Decimal(1), "g")
    (dosage,) = medication.dosage_instruction
    assert any("lidocaïne 1 %" in note.text for note in dosage.additional_instruction)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Gaviscon 1 sachet après les repas et au coucher", True),
        ("Gaviscon 1 sachet avant les repas et le soir", True),
        ("Spasfon 80 mg 2 cp le matin et aux repas", True),
        ("Gaviscon 1 sachet après les 3 repas et au coucher", False),
        ("Gaviscon 1 sachet 4 fois par jour après les repas et au coucher", False),
        ("Spasfon 80 mg 1 cp matin et soir au cours des repas", False),
    ],
)
def test_meals_nobody_counted_are_asked(text: str, asked: bool) -> None:
    assert (("dosageInstruction", "ambiguous-posology") in reasons(line(text))) is asked


def test_as_soon_as_possible_is_no_condition() -> None:
    (dosage,) = line("Norlevo 1,5 mg 1 cp dès que possible").dosage_instruction
    assert dosage.as_needed_codeable_concept is None
    assert [note.text for note in dosage.additional_instruction] == ["dès que possible"]


def test_a_range_behind_a_strength_is_no_row_of_cells() -> None:
    medication = line("SERTRALINE 50 - 1-2 gelules au petit déj")
    (dosage,) = medication.dosage_instruction
    (amount,) = dosage.dose_and_rate
    assert amount.dose_range is not None
    assert amount.dose_range.low is not None
    assert amount.dose_range.high is not None
    assert (amount.dose_range.low.value, amount.dose_range.high.value) == (Decimal(1), Decimal(2))
    assert line("SERTRALINE 50-1-2 gelules au petit déj").review != ()
