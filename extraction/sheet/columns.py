"""Where a table's columns stand: under titles, or where drugs stand beside their posology."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from extraction.drugs.lexicon import Lexicon
from extraction.drugs.mentions import match_drug
from extraction.sheet.cues import MOMENTS, is_column_title, is_column_titles
from extraction.sheet.entries import bullet_end
from extraction.sheet.moment_titles import HOUR, RULES, heads_moments
from extraction.sheet.rows import Row, columns_of, spoken_columns_of
from extraction.spelling.matching import fold
from ocr.page import Word
from prescription.record import Box

NEAR = 1.5
"""How far an edge may be from its column's, in heights of the letters."""
AT_EDGE = 0.4
"""How far, where nothing but the edge tells that a cell begins there."""
WIDE_SPACE = 1.4
"""A gap this many times the others, before a column's edge, begins its cell."""
_FEWEST_SPACES = 2
_FEWEST_ALIGNED = 2
"""Rows that must agree on a column without title, drugs named in them."""
_FEWEST_CELLS = 3
"""Or so many rows with a part there, below a single drug: its posology is wrapped."""

_COUNTS = re.compile(r"(?:n[°o.]|num\w*\.?|#|lignes?)\W*")
_JOINING = frozenset({"et", "ou", "de", "du", "par", "en"})


@dataclass(frozen=True, slots=True)
class Column:
    """A column from `left` to `right` in pixels; `title` is folded, empty where there is none.

    `counted`: left of its cells are the numbers of the lines, as `N°` above them says.
    """

    title: str
    left: int
    right: int
    counted: bool = False

    @property
    def middle(self) -> float:
        """Where a centred cell has its middle."""
        return (self.left + self.right) / 2


def untitled_columns(rows: Sequence[Row], lexicon: Lexicon) -> tuple[Column, ...]:
    """The columns in which several drugs stand beside their posology, without titles above."""
    lefts: list[tuple[int, int]] = []
    firsts: list[int] = []
    parted = (row for row in rows if len(columns_of(row)) > 1)
    named = [row for row in parted if names_a_drug(row, lexicon)]
    parts_of = spoken_columns_of if len(named) > 1 else columns_of
    for row in named:
        boxes = [part.box for part in parts_of(row) if part.box is not None]
        if len(boxes) > 1:
            firsts.append(boxes[0].x)
            lefts += [(box.x, box.height) for box in boxes[1:]]
    groups: list[list[int]] = []
    for left, height in sorted(lefts):
        if groups and left - groups[-1][-1] < NEAR * height:
            groups[-1].append(left)
        else:
            groups.append([left])
    shared = [
        min(group) for group in groups if len(group) >= _FEWEST_ALIGNED or _recurs(named, group)
    ]
    if len(firsts) == 1:
        below = _wrapped_below(rows, named[0], lexicon)
        shared = [
            min(group)
            for group in groups
            if _is_filled(rows, min(group)) or _stands_at(below, min(group))
        ]
    elif len(firsts) < _FEWEST_ALIGNED:
        return ()
    if not shared:
        return ()
    return tuple(Column("", left, left) for left in (min(firsts), *shared))


def _is_filled(rows: Sequence[Row], left: int) -> bool:
    """Whether several rows have a part that begins at this column's left edge."""
    return sum(_stands_at(columns_of(row), left) for row in rows) >= _FEWEST_CELLS


def _wrapped_below(rows: Sequence[Row], named: Row, lexicon: Lexicon) -> tuple[Row, ...]:
    """The parts of the row below the only drug where its name goes on there, beside another cell.

    `injectable` below `VENOFER 100 mg/5 ml, solution`.
    """
    at = rows.index(named) + 1
    parts = columns_of(rows[at]) if at < len(rows) else ()
    if len(parts) < 2 or not parts[0].text[0].islower() or match_drug(parts[0].text, lexicon):
        return ()
    first = columns_of(named)[0].box
    return parts if first is not None and _stands_at(parts[:1], first.x) else ()


def _stands_at(parts: Sequence[Row], left: int) -> bool:
    """Whether one of the parts of a row begins at this edge."""
    boxes = [part.box for part in parts if part.box is not None]
    return any(abs(box.x - left) < AT_EDGE * box.height for box in boxes)


def _recurs(rows: Sequence[Row], group: Sequence[int]) -> bool:
    """Whether a cell that fills its column leaves but a wide space before a word at its edge."""
    return sum(_begins_at(row, min(group)) for row in rows) >= _FEWEST_ALIGNED


def _begins_at(row: Row, left: int) -> bool:
    boxes = [word.box for word in row.words if word.box is not None]
    gaps, wide = spaces(boxes)
    return any(
        abs(box.x - left) < AT_EDGE * box.height and gap > wide
        for gap, box in zip(gaps, boxes[1:], strict=True)
    )


def spaces(boxes: Sequence[Box]) -> tuple[list[int], float]:
    """The spaces between the words of a row, and what is wider than they are used to be."""
    gaps = [b.x - a.x - a.width for a, b in pairwise(boxes)]
    height = median(box.height for box in boxes) if boxes else 0
    return gaps, WIDE_SPACE * (median(gaps) if len(gaps) > _FEWEST_SPACES else height)


def names_a_drug(row: Row, lexicon: Lexicon) -> bool:
    """Whether the row's first part is a drug's name, spelt as it is known."""
    first = columns_of(row)[0]
    match = match_drug(first.text, lexicon, bullet_end(fold(first.text)))
    return match is not None and match.exact


def titled_columns(row: Row) -> tuple[Column, ...]:
    """The columns that a row of titles names; none when it is no such row."""
    if any(word.box is None for word in row.words):
        return ()
    if not (is_column_titles(fold(row.text)) or heads_moments(row)):
        return ()
    groups: list[list[Word]] = []
    # A digit may be what is left of a title: what stands below it is of none of the others.
    said = tuple(word for word in row.words if word.text not in RULES)
    for part in columns_of(replace(row, words=said)):
        for k, word in enumerate(part.words):
            joined = k > 0 and (_joins(word.text) or _joins(part.words[k - 1].text))
            title = _is_title(word.text) and not joined
            if k == 0 or (title and any(_is_title(w.text) for w in groups[-1])):
                groups.append([])
            groups[-1].append(word)
    if len(groups) > 1 and _COUNTS.fullmatch(fold(" ".join(word.text for word in groups[0]))):
        # `N°` far left of `Produit`: what stands below it counts the lines.
        groups = [groups[0] + groups[1], *groups[2:]]
    return tuple(_column(group) for group in groups)


def with_last_column(columns: Sequence[Column], rows: Sequence[Row]) -> tuple[Column, ...]:
    """The columns, and one more where cells stand right of the last moment, under no title.

    `21 jours` there, whose title `Durée` was not read, is no dose of the evening.
    """
    last = columns[-1]
    if last.title.strip(" .:") not in MOMENTS and HOUR.fullmatch(last.title) is None:
        return tuple(columns)
    starts = [start for row in rows if (start := _start_beyond(row, columns)) is not None]
    return (*columns, Column("", min(starts), min(starts))) if starts else tuple(columns)


def _start_beyond(row: Row, columns: Sequence[Column]) -> int | None:
    """Where a row of the table begins its cell right of the last title, if it does."""
    boxes = [word.box for word in row.words if word.box is not None]
    if not boxes or abs(boxes[0].x - columns[0].left) > NEAR * boxes[0].height:
        return None
    last = columns[-1]
    return next(
        (
            right.x
            for left, right in pairwise(boxes)
            if right.x > last.right + right.height and right.x - left.x - left.width > right.height
        ),
        None,
    )


def _is_title(text: str) -> bool:
    return is_column_title(fold(text)) or HOUR.fullmatch(fold(text)) is not None


def _joins(text: str) -> bool:
    """Whether a word of a title joins its neighbours: `Posologie et voie` heads one column."""
    return fold(text) in _JOINING or text[-1] in "/,&+-"


def _column(words: Sequence[Word]) -> Column:
    boxes = [word.box for word in words if word.box is not None]
    title = " ".join(word.text for word in words)
    # `N° Produit`: the names stand below the second word, the numbers of lines beside them.
    first = 1 if len(words) > 1 and _COUNTS.fullmatch(fold(words[0].text)) else 0
    return Column(fold(title), boxes[first].x, boxes[-1].x + boxes[-1].width, counted=first > 0)


def goes_on_with_titles(row: Row, columns: Sequence[Column]) -> bool:
    """Whether a row goes on with the titles: `Durée du` above `traitement`."""
    words = [fold(word.text) for word in row.words]
    return len(words) <= len(columns) and all(map(is_column_title, words))
