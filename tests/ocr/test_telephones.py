"""A telephone number that has not its ten digits is never sure; other numbers near it are."""

import pytest

from ocr.certainty.telephones import doubt_telephones
from ocr.page import Line, Word
from prescription.record import Box


def doubted(text: str) -> list[str]:
    """The words of a row that are doubted; two spaces are a wide gap."""
    words, x = [], 100
    for word in text.split(" "):
        words += [Word(word, Box(x, 100, 20 * len(word), 36), 0.95)] if word else []
        x += 20 * len(word) + 20 if word else 150
    (line,) = doubt_telephones([Line(tuple(words))])
    assert [word.text for word in line.words] == text.split()
    return [word.text for word in line.words if (word.confidence or 0.0) < 0.8]


@pytest.mark.parametrize(
    ("row", "number"),
    [
        ("Téléphone : 0. 36 49 93 77", "0. 36 49 93 77"),
        ("Tél. 05 36 49 93 7", "05 36 49 93 7"),
        ("Fax : 05.36.49.93.777", "05.36.49.93.777"),
        ("Tél 05 36 49 9 77 Fax 05 36 49 93 78", "05 36 49 9 77"),
        ("tél : 95 36 49 93 77", "95 36 49 93 77"),
        ("En cas d'urgence : 02 74 9 33 91 ou le 15", "02 74 9 33 91"),
        ("12 rue Haute - 02 74 199 33 91", "02 74 199 33 91"),
        ("Secrétariat : 05 36 49 93", "05 36 49 93"),
    ],
)
def test_a_number_with_a_digit_too_few_or_too_many_is_not_sure(row: str, number: str) -> None:
    assert doubted(row) == number.split()


@pytest.mark.parametrize(
    "row",
    [
        "Tél : 05 36 49 93 77",
        "Tél. 05.36.49.93.77 - Fax 05.36.49.93.78",
        "Téléphone +33 (0)5 36 49 93 77",
        "Fax : 05 36 49 73 49 7 ans",
        "Tél : 05 36 49 93 77  12 mars 2026",
        "Tél : 15 ou 112",
        "Télmisartan 40 mg 1 0 1",
        "RPPS 10101234567 05 36 49",
        "12 rue Haute 05 36 49 93 77",
        "1 85 05 78 006 084 36",
        "01 1 0 1 0",
        "Urgence : le 15 ou 112",
    ],
)
def test_whole_numbers_and_others_stay_sure(row: str) -> None:
    assert doubted(row) == []
