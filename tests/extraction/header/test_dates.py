"""Dates as papers write them, and numbers that are none."""

from datetime import date

import pytest

from extraction.header.dates import find_dates
from tests.extraction.header.test_header import header


@pytest.mark.parametrize(
    "written",
    ["12/03/2026", "12/3/26", "12.03.2026", "12-03-26", "12 mars 2026", "12 MARS 2026",
     "2026-03-12", "12 / 03 / 2026", "12 mars 26", "12-mars-2026", "12 03 2026",
     "12,03,2026", "12, 03. 2026"],
)  # fmt: skip
def test_the_twelfth_of_march(written: str) -> None:
    (found,) = find_dates(f"Fait à Lyon, le {written}.")
    assert found.value == date(2026, 3, 12)
    assert not found.repaired


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("le 1er février 2026", date(2026, 2, 1)),
        ("1 août 1956", date(1956, 8, 1)),
        ("3 déc. 2025", date(2025, 12, 3)),
        ("né le 12/03/84", date(1984, 3, 12)),
    ],
)
def test_other_dates(written: str, value: date) -> None:
    assert [found.value for found in find_dates(written)] == [value]


def test_letters_read_for_digits_are_told() -> None:
    (found,) = find_dates("l2/O3/2026")
    assert (found.value, found.repaired) == (date(2026, 3, 12), True)


@pytest.mark.parametrize(
    "text",
    ["1-0-1", "1/2/3", "04 78 12 34 56", "31/02/2026", "12/13/2026", "500 mg/62,5 mg", "1/2 à 1",
     "69003 LYON", "10 10 12 34 56 7", "le 12", "", "3 fois par jour"],
)  # fmt: skip
def test_no_date(text: str) -> None:
    assert find_dates(text) == ()


def test_two_dates_keep_their_places() -> None:
    text = "Née le 12/03/1956, vue le 03/04/2026"
    assert [text[f.start : f.end] for f in find_dates(text)] == ["12/03/1956", "03/04/2026"]


def test_the_day_of_the_prescription_that_is_renewed_is_not_the_day_of_issue() -> None:
    text = "Dr Paul MARTIN\nRenouvellement de l'ordonnance du 12/01/2026\nLe 12/03/2026"
    assert header(text).authored_on == date(2026, 3, 12)
