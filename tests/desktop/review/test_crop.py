"""The enlarged words: digits large enough, nothing of the field cut away or repeated."""

from itertools import pairwise

import pytest

from desktop.review.crop_rows import DIGIT, lay_out
from desktop.review.field_words import Spot
from prescription.record import Box, PageWord

WIDTH = 640


def print_line(text: str, line: int, height: int) -> list[PageWord]:
    """A line as it is printed: digits `height` high, each letter about half as wide."""
    words, x = [], 100
    for word in text.split():
        width = len(word) * height * 6 // 10
        words.append(PageWord(word, 1, Box(x, 200 + 2 * height * line, width, height), line, 0.9))
        x += width + height // 2
    return words


@pytest.mark.parametrize("height", [9, 14, 18, 30, 60])
def test_digits_are_forty_pixels_high_however_long_the_field(height: int) -> None:
    first = print_line("DOLIPRANE 1000 mg : 1 comprimé toutes les 6 heures si douleur", 0, height)
    words = [*first, *print_line("sans dépasser 3 par jour pendant 5 jours", 1, height)]
    box = Box(90, 190, 100 * height, 4 * height)
    rows = lay_out(words, Spot(0, (box,), height), WIDTH)
    assert 40 <= height * rows.times <= DIGIT
    for row in rows.rows:
        assert sum(box.width * rows.times for box in row) <= WIDTH
    shown = [
        next(n for n, row in enumerate(rows.boxes) if row.x <= w.box.x and _same(row, w.box))
        for w in words
    ]
    assert shown == sorted(shown)
    assert len(rows.rows) > 2


def test_a_printed_line_begins_where_the_one_before_left_room() -> None:
    words = [*print_line("si douleur,", 0, 20), *print_line("sans dépasser 3 par jour", 1, 20)]
    rows = lay_out(words, Spot(0, (Box(90, 190, 2000, 100),), 20), WIDTH)
    assert len(rows.rows[0]) == 2
    assert len(rows.rows) == 2
    assert rows.height < 3 * 60


def test_rows_of_one_line_do_not_overlap() -> None:
    words = print_line("1 comprimé le matin 1 comprimé le midi et 2 comprimés le soir", 0, 20)
    rows = lay_out(words, Spot(0, (Box(90, 190, 2000, 60),), 20), WIDTH)
    for before, after in pairwise(rows.boxes):
        assert before.x + before.width <= after.x + 6


def test_nothing_between_two_words_is_left_out_where_a_row_ends() -> None:
    words = print_line("1 comprimé le matin 1 comprimé le midi et 2 comprimés le soir", 0, 20)
    rows = lay_out(words, Spot(0, (Box(90, 190, 2000, 60),), 20), WIDTH)
    assert len(rows.boxes) > 1
    for before, after in pairwise(rows.boxes):
        assert before.x + before.width >= after.x


def test_a_box_without_known_words_is_one_row() -> None:
    rows = lay_out((), Spot(0, (Box(10, 10, 80, 20),), 20), WIDTH)
    assert len(rows.boxes) == 1
    assert 20 * rows.times == pytest.approx(DIGIT)


def _same(row: Box, word: Box) -> bool:
    inside = row.x <= word.x and word.x + word.width <= row.x + row.width
    return inside and row.y <= word.y <= row.y + row.height
