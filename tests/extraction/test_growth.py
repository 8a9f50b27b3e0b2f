"""The work of reading a line grows as its length does, whatever is repeated in it.

Counted in calls, not in seconds: the count is the same on every machine.
"""

import re
import sys
from collections.abc import Callable
from typing import Any

import pytest

from extraction.posology.instruction import LONGEST_READ, read_instruction
from extraction.reader import read_prescriptions
from extraction.sheet.entries import MOST_WORDS
from ocr.page import Page

REPEATED = re.split(
    r"\|",
    "1 |1-|1 - |1,|1/2 |½ |( |(1 cp |[|puis |puis 1 cp |si |si besoin |et |matin et |matin, midi, |"
    "1 cp matin puis |de 1 à |3x|x |max 3 |J1 J8 |lundi mardi |8h |à 8h et |pendant 3 jours |"
    "cent vingt et un |5 mg/|1 mg 1 g |selon |ou |1 cp ou |tous les jours |1 jour sur 2 |l |lO |"
    "mot inconnu |+ paracétamol |Doliprane 1 cp |Dolipranne |mat in |1cpmatin ",
)
NAME = "DOLIPRANE 1000 mg : "
FEW, TIMES = 18, 3
SLACK = 1.4
"""By how much more than the length the work may grow; twice as steep a growth would give 3."""


def calls_of(work: Callable[[], Any]) -> int:
    """How many functions are called, Python's own included."""
    count = 0

    def note(_frame: Any, event: str, _arg: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def read_line(text: str) -> None:
    read_prescriptions([Page.from_text(text)])


def growth(read: Callable[[str], Any], text: str, times: int) -> float:
    """How many times more calls a text takes that is repeated so many times."""
    read(NAME + text * 2)
    few = calls_of(lambda: read(NAME + text))
    return calls_of(lambda: read(NAME + text * times)) / few


@pytest.mark.parametrize("piece", REPEATED)
def test_the_work_of_a_line_grows_as_its_length_does(piece: str) -> None:
    text = piece * FEW
    assert len((NAME + text * TIMES).split()) <= MOST_WORDS
    assert growth(read_line, text, TIMES) <= TIMES * SLACK


@pytest.mark.parametrize("piece", REPEATED)
def test_the_work_of_an_instruction_grows_as_its_length_does(piece: str) -> None:
    text = piece * (LONGEST_READ // 12 // len(piece))
    assert growth(read_instruction, text, 6) <= 6 * SLACK


def test_a_page_of_lines_takes_the_work_of_its_lines() -> None:
    lines = "".join(f"\nAMLOR {n} mg : 1 gélule le matin" for n in range(60))
    assert growth(read_line, lines, TIMES) <= TIMES * SLACK


@pytest.mark.parametrize("row", ["1 comprimé matin et soir", "mot inconnu", "AMLOR 5 mg", "(1-0-1"])
def test_a_drug_over_many_rows_takes_the_work_of_its_rows(row: str) -> None:
    assert growth(read_line, f"\n{row}" * 60, TIMES) <= TIMES * SLACK


@pytest.mark.parametrize("text", ["mot " * 10_000, NAME + "1 " * 10_000, NAME + "1" * 5_001])
def test_what_is_no_line_is_refused_with_little_work(text: str) -> None:
    read_line(NAME)
    usual = calls_of(lambda: read_line(NAME + "1 cp matin, midi et soir"))
    assert calls_of(lambda: read_line(text)) <= usual + 12 * len(text.split())
