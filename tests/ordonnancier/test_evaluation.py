"""The ruler finds the faults planted in front of it."""

from dataclasses import replace
from decimal import Decimal

import pytest

from ordonnancier.evaluation.compare import LineResult, Outcome, compare_line, compare_lines
from ordonnancier.evaluation.score import Tally
from prescription.dosage import (
    Dosage,
    DoseAndRate,
    EventTiming,
    PeriodUnit,
    Quantity,
    Ratio,
    Repeat,
    Timing,
)
from prescription.record import Medication, MedicationRequest, Review, ReviewReason


def amount(value: str, unit: str) -> Quantity:
    return Quantity(Decimal(value), unit)


def line(
    *,
    name: str = "Doliprane",
    strength: str = "1000",
    unit: str = "mg",
    doses: tuple[tuple[str, EventTiming], ...] = (("1", EventTiming.MORN),),
) -> MedicationRequest:
    """A line that gives `doses`, each at its moment."""
    return MedicationRequest(
        text=f"{name} {strength} {unit} " + " et ".join(f"{dose} {when}" for dose, when in doses),
        medication=Medication(
            text=name, name=name, strength=(Ratio(amount(strength, unit)),), form="comprimé"
        ),
        dosage_instruction=tuple(
            Dosage(
                timing=Timing(
                    Repeat(frequency=1, period=Decimal(1), period_unit=PeriodUnit.D, when=(moment,))
                ),
                dose_and_rate=(DoseAndRate(amount(dose, "comprimé")),),
            )
            for dose, moment in doses
        ),
        confidence=0.97,
    )


def faults(result: LineResult) -> dict[str, Outcome]:
    return {k: v for k, v in result.outcomes.items() if v is not Outcome.RIGHT}


def test_a_right_line_is_entirely_right() -> None:
    result = compare_line(line(), line())
    assert result.entirely_right
    assert not result.silent_error


def test_one_gram_is_a_thousand_milligrams() -> None:
    assert compare_line(line(), line(strength="1", unit="g")).entirely_right


@pytest.mark.parametrize(
    ("found", "field"),
    [
        (line(doses=(("10", EventTiming.MORN),)), "dose"),
        (line(strength="100"), "strength"),
        (line(name="Dafalgan"), "drug"),
        (line(doses=(("1", EventTiming.EVE),)), "moments"),
    ],
)
def test_a_planted_fault_shows_in_its_column_and_is_silent_without_review(
    found: MedicationRequest, field: str
) -> None:
    result = compare_line(line(), found)
    assert faults(result) == {field: Outcome.WRONG}
    assert result.silent_error
    reviewed = replace(found, review=(Review(field, ReviewReason.UNREAD_TEXT),))
    assert not compare_line(line(), reviewed).silent_error


def test_doses_swapped_between_moments_are_wrong() -> None:
    morning_two = line(doses=(("2", EventTiming.MORN), ("1", EventTiming.EVE)))
    evening_two = line(doses=(("2", EventTiming.EVE), ("1", EventTiming.MORN)))
    assert faults(compare_line(morning_two, evening_two)) == {"dose": Outcome.WRONG}


def test_one_dose_at_two_moments_is_the_same_as_two_doses() -> None:
    twice = line(doses=(("1", EventTiming.MORN), ("1", EventTiming.EVE)))
    first = twice.dosage_instruction[0]
    both = Repeat(
        frequency=2,
        period=Decimal(1),
        period_unit=PeriodUnit.D,
        when=(EventTiming.MORN, EventTiming.EVE),
    )
    once = replace(twice, dosage_instruction=(replace(first, timing=Timing(both)),))
    assert compare_line(twice, once).entirely_right
    thrice = replace(first, timing=Timing(replace(both, frequency=3)))
    assert faults(compare_line(twice, replace(twice, dosage_instruction=(thrice,))))


def test_lost_and_invented_lines_are_told_apart_from_wrong_ones() -> None:
    truth = [line(), line(name="Kardegic", strength="75")]
    read = [line(), line(name="Ventoline", strength="100", unit="µg", doses=())]
    results = compare_lines(truth, read)
    assert [(r.lost, r.invented) for r in results] == [
        (False, False),
        (True, False),
        (False, True),
    ]
    tally = Tally()
    tally.add_page(results, seconds=2.0)
    figures = tally.summary()
    assert (figures["lostLines"], figures["inventedLines"]) == (1, 1)
    assert figures["entirelyRight"] == 0.5
    assert figures["silentErrorCount"] == 1
    assert figures["fields"]["drug"]["missed"] == 1


def test_characters_and_numbers_are_counted() -> None:
    read = replace(line(), text=line().text.replace("1000", "100O"))
    result = compare_line(line(), read)
    assert result.characters == (1, len(line().text))
    assert result.numbers == (1, 2)
