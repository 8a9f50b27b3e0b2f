"""Rows below the last of several drugs that may be meant for all of them: the others are asked."""

from decimal import Decimal

import pytest

from prescription.dosage import PeriodUnit
from tests.extraction.reading import read, reasons

ROWS = "Eliquis 5 mg 1 cp matin et soir\nNebivolol 5 mg 1/2 cp le matin\nInexium 20 mg 1 cp le soir"
STACKED = (
    "Venlafaxine LP 75 mg\n2 gélules le matin\nAlprazolam 0,25 mg\n1 cp le soir\nSi anxiété\n"
    "Mirtazapine 15 mg\n1 cp au coucher"
)
ASKED = ("dosageInstruction", "ambiguous-posology")


@pytest.mark.parametrize(
    "told",
    ["TTT 3 mois", "Trait. 3 mois", "TTT pour 3 mois AR 5x", "pdt 3 mois AR x 1",
     "pendant 3 mois à renouveler 2 fois", "3 mois + 3 mois"],
)  # fmt: skip
@pytest.mark.parametrize("above", [ROWS, STACKED])
def test_a_length_below_the_last_drug_is_asked_of_the_others(above: str, told: str) -> None:
    *others, last = read(f"{above}\n{told}").medications
    assert len(others) == 2
    assert all(ASKED in reasons(other) for other in others)
    timing = last.dosage_instruction[0].timing
    assert timing is not None
    lasts = timing.repeat.bounds_duration
    assert lasts is not None
    assert (lasts.value, lasts.unit) == (Decimal(3), PeriodUnit.MO.value)


def test_a_length_that_no_row_has_read_is_asked_of_all() -> None:
    assert all(ASKED in reasons(one) for one in read(f"{ROWS}\nT.T.T : 3 mois").medications)


@pytest.mark.parametrize(
    "told", ["Écraser les comprimés", "Prendre les médicaments au cours des repas"]
)
def test_what_is_said_of_the_drugs_together_is_asked_of_all(told: str) -> None:
    assert all(ASKED in reasons(one) for one in read(f"{ROWS}\n{told}").medications)


@pytest.mark.parametrize(
    "text",
    [
        f"{ROWS}\nÀ écraser",
        "Doliprane 1 g\n1 cp x3/j\n5 jours\nInexium 20 mg\n1 cp le soir\n7 jours",
        "Doliprane 1 g 1 cp x3/j\npendant 5 jours\nInexium 20 mg 1 cp le soir\npendant 7 jours",
    ],
)
def test_what_is_of_the_last_drug_alone_is_not_asked(text: str) -> None:
    assert all(one.review == () for one in read(text).medications)


def test_measuring_ones_sugar_is_no_drug() -> None:
    draft = read("Toujeo 22 UI le soir\nAutosurveillance 4 fois par jour")
    assert [one.medication.name for one in draft.medications] == ["Toujeo"]
    assert [item.text for item in draft.other_items] == ["Autosurveillance 4 fois par jour"]
