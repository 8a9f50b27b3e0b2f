"""A later dose in milligrams behind one in tablets of a strength that is told."""

from decimal import Decimal

import pytest

from extraction.medication.limits import highest_dose
from tests.extraction.reading import line, reasons

ASKED = ("dosageInstruction", "ambiguous-posology")


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("Lamictal 25 mg : 1 cp/j pendant 15 jours puis 50 mg/j", 50, "mg"),
        ("Sifrol LP 0,26 mg : 1 cp le matin pdt 1 semaine puis 0,52 mg/j", Decimal("0.52"), "mg"),
        ("Emend 125 mg 1 gélule J1 puis 80 mg J2 et J3", 80, "mg"),
        ("Ozempic 0,25 mg 1 inj/semaine 4 semaines puis 0,5 mg/semaine", Decimal("0.5"), "mg"),
        ("Lovenox 4000 UI 1 inj/j 10 jours puis 6000 UI/j 5 jours", 6000, "UI"),
        ("Effexor LP 37,5 mg : 1 gélule le matin 7 jours puis 75 mg le matin", 75, "mg"),
        ("Prednisone 20 mg 2 cp/j 3 jours puis 5 mg/j 3 jours", 5, "mg"),
    ],
)
def test_a_step_in_milligrams_after_tablets_is_no_strength(
    text: str, amount: int | Decimal, unit: str
) -> None:
    medication = line(text)
    last = highest_dose(medication.dosage_instruction[-1])
    assert last is not None
    assert (last.value, last.unit) == (amount, unit)
    assert medication.review == ()


@pytest.mark.parametrize(
    "text",
    [
        "Lasilix 40 mg 1 cp le matin et 20 mg le soir",
        "Lasilix 1 cp le matin 7 jours puis 20 mg le matin",
        "Lasilix 40 mg : 20 mg le matin 7 jours puis 1 cp le matin",
        "Prednisone 20 mg 2 cp/j 3 jours puis 5 mg",
        "Ozempic 0,25 mg 1 inj par semaine 4 semaines puis 0,5 mg 1 inj par semaine",
        "Effexor LP 37,5 mg : 1 gélule le matin pendant 7 jours puis 75 mg",
        "Vimpat 50 mg 1 cp matin et soir 7 jours puis 100 mg",
        "Lamictal 25 mg 1 cp/j 15 jours puis 50 g/j",
    ],
)
def test_what_may_be_a_strength_or_another_dose_is_asked(text: str) -> None:
    assert ASKED in reasons(line(text))


@pytest.mark.parametrize(
    "text",
    [
        "Lamictal 25 mg : 1 cp/j pendant 15 jours puis 50 mg 1 cp/j",
        "Kardegic 75 mg 1 sachet/j puis 160 mg 1 sachet/j",
    ],
)
def test_a_strength_of_a_later_step_is_asked(text: str) -> None:
    assert line(text).review
