"""A dash between how often and how long: `1 cp x 3 - 7 jours`."""

from decimal import Decimal

import pytest

from prescription.dosage import Quantity, Range, Repeat
from prescription.record import MedicationRequest
from tests.extraction.reading import line, reasons

ASKED = ("dosageInstruction", "ambiguous-posology")


def rhythm(medication: MedicationRequest) -> Repeat:
    timing = medication.dosage_instruction[0].timing
    assert timing is not None
    return timing.repeat


@pytest.mark.parametrize(
    ("text", "times", "days"),
    [
        ("Ciflox 500 1 cp x 2 - 7 jours", 2, 7),
        ("Ciflox 500 1 cp x2-7j", 2, 7),
        ("Spasfon 2 cp x3 - 5j", 3, 5),
        ("Doliprane 1 g x 3 - 5 jours", 3, 5),
        ("Doliprane 1 g si douleur x 3 - 5 jours", 3, 5),
        ("Birodogyl 1 cp x 3 – 6 jours", 3, 6),
        ("Toplexil sirop 1 c à s x 3 - 4 jours", 3, 4),
        ("SPASFON 80 : 2 cp x 3 - 5 jours", 3, 5),
        ("Augmentin 1 g 1 sachet x 3 - 7 jours, QSP 7 jours", 3, 7),
        ("Augmentin 1 g 1 sachet x 3 - 7 jours au début des repas", 3, 7),
        ("Amoxicilline 500 mg 1 gel x 3 - 7 jours puis 1 gel le matin", 3, 7),
    ],
)
def test_a_number_of_times_and_a_length_are_asked(text: str, times: int, days: int) -> None:
    medication = line(text)
    repeat = rhythm(medication)
    assert repeat.frequency == times
    assert repeat.bounds_duration == Quantity(Decimal(days), "d")
    assert ASKED in reasons(medication)


@pytest.mark.parametrize(
    "text",
    [
        "Celebrex 200 1 gel x 1 - 2 mois",
        "Lovenox 4000 UI 1 inj SC x 7 - 10 jours",
        "Ciflox 500 1 cp x 5 - 7 jours",
        "Ciflox 500 1 cp x 2 à 7 jours",
        "Augmentin 1 g 1 sachet, 3 - 7 jours",
    ],
)
def test_a_range_that_may_begin_with_a_number_of_times_is_asked(text: str) -> None:
    assert ASKED in reasons(line(text))


@pytest.mark.parametrize(
    ("text", "times", "low"),
    [
        ("Ciflox 500 1 cp matin et soir x 5-7 j", 2, 5),
        ("Ciflox 500 matin et soir 1 cp x 5-7 j", 2, 5),
        ("Ciflox 500 1 cp x 2/j pdt 5-7 j", 2, 5),
        ("Ciflox 500 1 cp par jour x 5-7 jours", 1, 5),
        ("Ciflox 500 1 cp matin et soir pendant 5 - 7 jours", 2, 5),
        ("Ciflox 500 1 cp x 2 – 5 à 7 jours", 2, 5),
        ("Ciflox 500 1 cp x 5 à 7 jours", 1, 5),
    ],
)
def test_a_range_of_days_stays_one(text: str, times: int, low: int) -> None:
    medication = line(text)
    repeat = rhythm(medication)
    assert repeat.frequency == times
    assert repeat.bounds_range == Range(Quantity(Decimal(low), "d"), Quantity(Decimal(7), "d"))
    assert medication.review == ()


@pytest.mark.parametrize(
    "text", ["Ciflox 500 1 cp 3x - 7 jours", "Ciflox 500 1 cp (x 3) - 7 jours"]
)
def test_a_dash_behind_a_complete_number_of_times_is_not_asked(text: str) -> None:
    assert line(text).review == ()
