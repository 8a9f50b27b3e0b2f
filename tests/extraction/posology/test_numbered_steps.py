"""Steps told by the numbers of their days or weeks: `J1-J3 1 cp/j`, `S1-S2 : 25 mg`."""

from decimal import Decimal

import pytest

from prescription.dosage import Quantity, Range
from tests.extraction.reading import line, reasons


def steps(text: str) -> list[tuple[int, str, str]]:
    """Sequence, dose and length of each dosage."""
    found = []
    for dosage in line(text).dosage_instruction:
        assert dosage.timing
        dose, length = dosage.dose_and_rate[0].dose_quantity, dosage.timing.repeat.bounds_duration
        found.append((dosage.sequence, written(dose), written(length)))
    return found


def written(quantity: Quantity | None) -> str:
    return f"{quantity.value} {quantity.unit}" if quantity else ""


@pytest.mark.parametrize(
    "text",
    [
        "Solupred 20 mg J1-J3 3 cp le matin, J4-J6 2 cp le matin",
        "Solupred 20 mg J1-J3 : 3 cp le matin, J4-J6 : 2 cp le matin",
        "Solupred 20 mg : J1 à J3 3 cp le matin puis J4 à J6 2 cp le matin",
        "Solupred 20 mg 3 cp le matin J1-J3, 2 cp le matin J4-J6",
    ],
)
def test_days_before_and_behind_their_dose(text: str) -> None:
    assert steps(text) == [(1, "3 comprimé", "3 d"), (2, "2 comprimé", "3 d")]
    assert not line(text).review


@pytest.mark.parametrize(
    "text",
    [
        "Lamictal 25 mg S1-S2 1 cp/j, S3-S4 2 cp/j",
        "Lamictal 25 S1 S2 : 1 cp/j, S3 S4 : 2 cp/j",
        "Lamictal 25 mg S1 à S2 : 1 cp/j puis S3 à S4 : 2 cp/j",
        "Lamictal 25 mg semaines 1 et 2 : 1 cp/j, semaines 3 et 4 : 2 cp/j",
    ],
)
def test_numbered_weeks(text: str) -> None:
    assert steps(text) == [(1, "1 comprimé", "2 wk"), (2, "2 comprimé", "2 wk")]
    assert not line(text).review


@pytest.mark.parametrize(
    "text",
    [
        "Solupred 20 mg J1 à J3 3 cp le matin, J6 à J8 2 cp le matin",
        "Lamictal 25 mg S1-S2 1 cp/j, S5-S6 2 cp/j",
    ],
)
def test_days_that_no_step_names_are_asked(text: str) -> None:
    assert ("dosageInstruction", "ambiguous-posology") in reasons(line(text))


def test_a_week_before_a_range_is_no_numbered_week() -> None:
    (dosage,) = line("Actonel 35 mg 1 cp par semaine 1 à 2 mois").dosage_instruction
    assert dosage.timing
    assert dosage.timing.repeat.bounds_range == Range(
        Quantity(Decimal(1), "mo"), Quantity(Decimal(2), "mo")
    )


def test_days_apart_of_a_cycle_stay_words() -> None:
    read = line("Lonsurf 20 mg/8,19 mg : 3 cp x 2/j J1-J5 et J8-J12")
    assert read.dosage_instruction[0].additional_instruction[0].text == "J1-J5 et J8-J12"
    assert read.review


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Prednisolone 20 mg : 3 cp/j J1 à J5 le matin, 2 cp/j J6 à J8, 1 cp/j J9 à J10", True),
        ("Solupred 20 mg 60 mg/j le matin pendant 5 jours puis 40 mg/j pendant 5 jours", True),
        ("Solupred 20 mg 3 cp le matin pendant 3 jours puis 2 cp pendant 3 jours", False),
        ("Solupred 20 mg 3 cp/j le matin 3 jours puis 2 cp/j le soir 3 jours", False),
        ("Solupred 20 mg 3 cp/j 3 jours puis 2 cp/j 3 jours", False),
    ],
)
def test_a_moment_that_the_next_step_may_keep_is_asked(text: str, asked: bool) -> None:
    told = reasons(line(text))
    assert (("dosageInstruction", "ambiguous-posology") in told) is asked
