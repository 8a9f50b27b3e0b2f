"""Of two readings of a word the one that exists is taken, and still counts as uncertain."""

import pytest

from extraction.spelling.disputed import settle
from ocr.page import Line, Page, Word


def settled(text: str, *alternatives: str) -> Word:
    page = Page(1, (Line((Word(text, confidence=0.05, alternatives=alternatives),)),))
    return settle(page).lines[0].words[0]


@pytest.mark.parametrize(
    ("text", "other", "taken"),
    [
        ("HbAïc,", "HbA1c,", "HbA1c,"),
        ("rnatin", "matin", "matin"),
        ("matin", "rnatin", "matin"),
        ("10", "40", "10"),
        ("DURANT", "DURAND", "DURANT"),
    ],
)
def test_the_word_that_exists_is_taken(text: str, other: str, taken: str) -> None:
    word = settled(text, other)
    assert word.text == taken
    assert word.confidence == 0.05


def test_two_words_that_exist_are_not_chosen_between() -> None:
    assert settled("rnatin", "matin", "midi").text == "rnatin"
