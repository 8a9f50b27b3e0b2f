"""Printed rows of a page: the words that stand on one height, left to right, in columns."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import field, replace
from itertools import accumulate
from statistics import median

from extraction.values import value
from ocr.page import Page, Word, surround
from prescription.record import Box

_COLUMN_GAP = 2.2
"""A gap this many times the height of the letters separates columns."""
_OF_LETTERHEAD = re.compile(
    r"\W*(?:(?:\d ?\d[ .\-]*){5}|\d{9,11}|[^\W_] ?0[1-9](?:[ .\-]*\d{2}){4})"
)
"""A telephone number, its sign read as a letter or a digit, RPPS, AM or FINESS."""


@value
class Row:
    """Words of one printed row of a page, or of one column of it; `block` as in `ocr.page.Line`.

    The second and later cells of a table's row are a `cell` each. It carries what its column's
    title says: words `before` and `after` its own, or that its own mean nothing (`silent`).
    `ticked`: marks under moments, or none there, tell when; a human must look. `counted`: the
    first word is the number of the line in its table. `whole`: its words go together however wide
    the gaps between them.
    """

    page: int
    words: tuple[Word, ...]
    block: int = 0
    cell: bool = False
    before: str = ""
    after: str = ""
    silent: bool = False
    ticked: bool = False
    counted: bool = False
    whole: bool = False
    text: str = field(init=False, compare=False)
    """The words with one space between."""
    box: Box | None = field(init=False, compare=False)
    """The smallest box around all words."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", " ".join([word.text for word in self.words]))
        object.__setattr__(self, "box", surround([word.box for word in self.words]))


def rows_of(page: Page) -> tuple[Row, ...]:
    """The page's lines from top to bottom; lines that share a height become one row."""
    rows = [Row(page.number, line.words, line.block) for line in page.lines if line.words]
    if any(row.box is None for row in rows):
        return tuple(rows)
    return tuple(_joined(group) for group in _same_height(rows))


def columns_of(row: Row) -> tuple[Row, ...]:
    """The parts of a row that wide gaps separate, left to right."""
    boxes = [word.box for word in row.words if word.box is not None]
    if len(boxes) < len(row.words):
        return (row,)
    gap = _COLUMN_GAP * median(box.height for box in boxes)
    parts: list[list[Word]] = [[row.words[0]]]
    for before, box, word in zip(boxes, boxes[1:], row.words[1:], strict=False):
        if box.x - (before.x + before.width) > gap:
            parts.append([])
        parts[-1].append(word)
    return tuple(replace(row, words=tuple(part)) for part in parts)


def spoken_columns_of(row: Row) -> tuple[Row, ...]:
    """The columns of a row that hold letters; digits and marks go with the column they stand by."""
    parts: list[Row] = []
    for part in columns_of(row):
        if parts and not (_speaks(part.text) and _speaks(parts[-1].text)):
            parts[-1] = replace(parts[-1], words=parts[-1].words + part.words)
        else:
            parts.append(part)
    return tuple(parts)


def _speaks(text: str) -> bool:
    """Whether words stand for themselves: letters, or a number of a letterhead in the margin."""
    return any(map(str.isalpha, text)) or is_of_letterhead(text)


def is_of_letterhead(text: str) -> bool:
    """Whether a text is a number of a letterhead alone: `J 05 49 86 16 64` is no fifth day."""
    return _OF_LETTERHEAD.fullmatch(text) is not None


def share_height(one: Row, other: Row) -> bool:
    """Whether two rows of one page stand beside each other."""
    return one.page == other.page and _overlap(one, other)


def _same_height(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Rows of different blocks whose heights overlap by more than half, as groups."""
    group: list[Row] = []
    for row in sorted(rows, key=_middle):
        if group and not _beside(group, row):
            yield group
            group = []
        group.append(row)
    if group:
        yield group


def _beside(group: Sequence[Row], row: Row) -> bool:
    return all(_overlap(other, row) and _apart(other, row) for other in group)


def _overlap(one: Row, other: Row) -> bool:
    a, b = one.box, other.box
    if a is None or b is None:
        return False
    shared = min(a.y + a.height, b.y + b.height) - max(a.y, b.y)
    return shared > 0.5 * min(a.height, b.height)


def _apart(one: Row, other: Row) -> bool:
    a, b = one.box, other.box
    return a is not None and b is not None and (a.x + a.width <= b.x or b.x + b.width <= a.x)


def _middle(row: Row) -> float:
    box = row.box
    return 0.0 if box is None else box.y + box.height / 2


def _joined(group: Sequence[Row]) -> Row:
    if len(group) == 1:
        return group[0]
    ordered = sorted(group, key=lambda row: row.box or (0,))
    words = tuple(word for row in ordered for word in row.words)
    return Row(ordered[0].page, words, ordered[0].block)


def words_between(words: Sequence[Word], start: int, end: int) -> tuple[Word, ...]:
    """The words that offsets of their text (one character between two words) fall on."""
    return words_at(words, next_starts(words), start, end)


def next_starts(words: Sequence[Word]) -> list[int]:
    """Where the word behind each word begins in their text."""
    return list(accumulate([len(word.text) + 1 for word in words]))


def words_at(
    words: Sequence[Word], following: Sequence[int], start: int, end: int
) -> tuple[Word, ...]:
    """`words_between` for one who asks often: `following` are the `next_starts` of the words."""
    stop = bisect_left(following, end) + 1 if end > 0 else 0
    return tuple(words[bisect_right(following, start + 1) : stop])


def left_of(row: Row, other: Row) -> bool:
    """Whether a row stands in a column of its own, to the left of the other."""
    a, b = row.box, other.box
    return a is not None and b is not None and a.x + a.width + 2 * a.height < b.x
