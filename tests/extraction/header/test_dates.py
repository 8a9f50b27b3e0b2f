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


@pytest.mark.parametrize(
    "named",
    [
        "Mme ROBERT Marie, 12/12/1950",
        "Patient : ROBERT née DUVAL Marie, 12/12/1950 F",
        "Mme ROBERT Marie née DUVAL - 12/12/1950",
        "M. ROBERT Paul 12/12/1950",
        "Enfant ROBERT Paul (12/12/2018)",
    ],
)
def test_a_date_behind_a_name_may_be_its_birth_and_is_asked(named: str) -> None:
    alone = header(f"Dr Jean MARTIN\n{named}")
    assert {"authoredOn", "patient.birthDate"} & {review.field for review in alone.review}
    for text in (
        f"Dr Jean MARTIN\nle 12/05/2026\n{named}",
        f"{named}\nDr Jean MARTIN\nLe 12/05/2026",
    ):
        read = header(text)
        assert read.authored_on == date(2026, 5, 12)
        assert read.patient is not None
        assert read.patient.birth_date is not None
        assert [review.field for review in read.review] == ["patient.birthDate"]


def test_the_day_told_behind_a_name_is_that_of_issue() -> None:
    read = header("Dr Jean MARTIN\nMme ROBERT Marie le 12/05/2026")
    assert read.authored_on == date(2026, 5, 12)
    assert read.review == ()


def test_two_days_that_may_both_be_that_of_issue_are_a_doubt() -> None:
    read = header("Dr Anne PETIT\n12/03/2026\nM. GARCIA Nathan\n21/03/2026")
    assert [(r.field, r.text) for r in read.review] == [("authoredOn", "12/03/2026 / 21/03/2026")]


def test_two_days_told_as_surely_are_a_doubt() -> None:
    read = header("Dr Anne PETIT\nfait le 12/03/2026\nM. GARCIA Nathan\nDate : 21/03/2026")
    assert [(r.field, r.text) for r in read.review] == [("authoredOn", "12/03/2026 / 21/03/2026")]


def test_a_birth_whose_words_were_not_read_is_not_the_day_of_issue() -> None:
    read = header("Dr Anne PETIT\nMme GARCIA Odile\nNc.c le 09/05/1967\nDate 19/10/2026")
    assert read.authored_on == date(2026, 10, 19)
    assert [r.field for r in read.review] == ["patient.birthDate"]


@pytest.mark.parametrize("label", ["D.N.", "D.N :", "DDN", "D.D.N."])
def test_short_words_of_birth(label: str) -> None:
    read = header(f"Dr Jean MARTIN\nMme Lucie PETIT\n{label} 14/08/47\nLe 03/02/2026")
    assert read.patient is not None
    assert read.patient.birth_date == date(1947, 8, 14)
    assert not read.review
