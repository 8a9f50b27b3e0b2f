"""A postcode that has not its five digits is never sure; other numbers of a header are."""

import pytest

from ocr.certainty.postcodes import doubt_postcodes
from ocr.page import Line, Word


def doubted(text: str) -> list[str]:
    """The words of a row, each read without a doubt, that are doubted."""
    (line,) = doubt_postcodes([Line(tuple(Word(word, confidence=0.95) for word in text.split()))])
    assert line.text == text
    return [word.text for word in line.words if (word.confidence or 0.0) < 0.8]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("9140 DUNKERQUE", "9140"),
        ("36, boulevard Gambetta - 5700 METZ", "5700"),
        ("559140 Saint-Pol sur Mer", "559140"),
        ("99140 Dunkerque CEDEX 1", "99140"),
    ],
)
def test_a_code_with_a_digit_too_few_or_too_many_is_not_sure(row: str, code: str) -> None:
    assert doubted(row) == [code]


@pytest.mark.parametrize(
    "row",
    [
        "59140 DUNKERQUE",
        "36, boulevard Gambetta - 57000 METZ",
        "1140 Route de Lyon",
        "4000 Anti-Xa",
        "LOVENOX 4000 UI",
        "1000 mg matin et soir",
        "Metz, le 12 mars 2026",
    ],
)
def test_whole_codes_and_other_numbers_stay_sure(row: str) -> None:
    assert doubted(row) == []
