"""Spaces that the picture shows part words; what is printed whole stays one word."""

from itertools import pairwise

import numpy as np
import pytest

from ocr.certainty.spaces import part_words
from ocr.cleaning.clean import to_grey
from ocr.cleaning.ink import Ink, find_ink
from ocr.page import Line, Word
from prescription.record import Box
from tests.ocr.drawn import SANS, SERIF, draw_page

FONTS = (SANS, SERIF, "DejaVuSansMono.ttf", "LiberationSans-Regular.ttf")
BEFORE, BEHIND = "Amlodipine prendre", "pendant un mois"


def drawn(row: str, font: str) -> tuple[Ink, list[Box]]:
    """A drawn row and the boxes of the words that stand on it: nearest letters, widest paper."""
    ink = find_ink(to_grey(np.asarray(draw_page([row], font=font))))
    columns = np.flatnonzero((ink.labels > 0).any(axis=0))
    rows = np.flatnonzero((ink.labels > 0).any(axis=1))
    widths = np.diff(columns)
    gaps = sorted(np.argsort(-widths, kind="stable")[: len(row.split()) - 1])
    lefts = [columns[0], *(columns[i + 1] for i in gaps)]
    rights = [*(columns[i] for i in gaps), columns[-1]]
    return ink, [
        Box(int(a), int(rows[0]), int(b - a) + 1, int(np.ptp(rows)) + 1)
        for a, b in zip(lefts, rights, strict=True)
    ]


def read_as(printed: str, read: str, font: str) -> list[Word]:
    """What becomes of `printed` within a row, where the engine read it as `read` without spaces."""
    ink, boxes = drawn(f"{BEFORE} {printed} {BEHIND}", font)
    first, last = len(BEFORE.split()), len(BEHIND.split())
    inner = boxes[first:-last]
    whole = Box(inner[0].x, inner[0].y, inner[-1].x + inner[-1].width - inner[0].x, inner[0].height)
    words = [
        *map(Word, BEFORE.split(), boxes[:first], [0.95] * first),
        Word(read, whole, 0.95),
        *map(Word, BEHIND.split(), boxes[-last:], [0.95] * last),
    ]
    (line,) = part_words([Line(tuple(words))], ink)
    return list(line.words[first:-last])


@pytest.mark.parametrize("font", FONTS)
@pytest.mark.parametrize(
    "printed", ["1 - 0 - 0", "10 j", "les 6 h", "1 cp", "1 boîte", "mg : 1", "à J10", "0,9 %"]
)
def test_a_space_left_out_is_put_back(printed: str, font: str) -> None:
    words = read_as(printed, printed.replace(" ", ""), font)
    assert [word.text for word in words] == printed.split()
    boxes = [word.box for word in words if word.box]
    assert all(a.x + a.width < b.x for a, b in pairwise(boxes))
    assert {word.confidence for word in words} == {0.95}


@pytest.mark.parametrize("font", FONTS)
@pytest.mark.parametrize(
    "printed",
    [
        "1-0-0",
        "10j",
        "1cp",
        "2,5",
        "1/2",
        "12/04/2026",
        "11h11",
        "(matin)",
        "x3/j",
        "l'œil",
        "0,9%",
    ],
)
def test_what_is_printed_without_a_space_stays_one_word(printed: str, font: str) -> None:
    assert [word.text for word in read_as(printed, printed, font)] == [printed]


@pytest.mark.parametrize("font", FONTS)
def test_two_numbers_read_as_one_are_not_parted_in_silence(font: str) -> None:
    assert [word.text for word in read_as("0 6", "06", font)] == ["06"]


@pytest.mark.parametrize("font", FONTS)
@pytest.mark.parametrize("printed", ["0 0 0 1", "1 0 1", "mg 1 1 1", "mg 0 1 0 0"])
def test_doses_of_a_day_read_as_one_number_are_parted_and_asked(printed: str, font: str) -> None:
    words = read_as(printed, printed.replace(" ", ""), font)
    assert [word.text for word in words] == printed.split()
    assert all((word.confidence or 0) < 0.1 for word in words)


@pytest.mark.parametrize("font", FONTS)
@pytest.mark.parametrize("printed", ["1000", "111", "mg1000", "10 000", "1 000"])
def test_a_number_printed_as_one_is_not_parted(printed: str, font: str) -> None:
    read = printed.replace(" ", "")
    assert [word.text for word in read_as(printed, read, font)] == [read]


def test_letters_are_not_parted_where_one_of_them_is_worn_away() -> None:
    ink, boxes = drawn(f"{BEFORE} Posologi e {BEHIND}", SANS)
    whole = boxes[2]._replace(width=boxes[3].x + boxes[3].width - boxes[2].x)
    words = [Word(t, b, 0.95) for t, b in zip(BEFORE.split(), boxes[:2], strict=True)]
    words += [Word("Posologie", whole, 0.95)]
    words += [Word(t, b, 0.95) for t, b in zip(BEHIND.split(), boxes[4:], strict=True)]
    (line,) = part_words([Line(tuple(words))], ink)
    assert line.words == tuple(words)


def test_a_word_read_in_two_ways_stays_whole() -> None:
    ink, boxes = drawn(f"{BEFORE} 1 - 0 - 0 {BEHIND}", SANS)
    whole = boxes[2]._replace(width=boxes[6].x + boxes[6].width - boxes[2].x)
    disputed = Word("1-0-0", whole, 0.05, ("1-0-6",))
    words = (Word("Amlodipine", boxes[0], 0.95), Word("prendre", boxes[1], 0.95), disputed)
    (line,) = part_words([Line((*words, *(Word("un", box, 0.95) for box in boxes[7:])))], ink)
    assert line.words[2] == disputed


def test_letters_set_apart_are_one_word() -> None:
    ink, boxes = drawn("ORDONNANCE 10 mg", "DejaVuSansMono.ttf")
    (line,) = part_words([Line(tuple(map(Word, ("ORDONNANCE", "10", "mg"), boxes)))], ink)
    assert [word.text for word in line.words] == ["ORDONNANCE", "10", "mg"]


@pytest.mark.parametrize("font", FONTS)
def test_slots_before_a_comma_are_parted_and_asked(font: str) -> None:
    words = read_as("1 0 0 0,", "1000,", font)
    assert [word.text for word in words] == ["1", "0", "0", "0,"]
    assert all((word.confidence or 0.0) < 0.8 for word in words)
