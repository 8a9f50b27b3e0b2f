"""Tables of medications: the cells of one medication are brought together, column by column."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from extraction.drugs.lexicon import Lexicon
from extraction.drugs.mentions import match_drug
from extraction.sheet.cues import (
    is_column_title,
    is_column_titles,
    is_dosed,
    is_header,
    zone_heading,
)
from extraction.sheet.entries import bullet_end
from extraction.sheet.rows import Row, columns_of, spoken_columns_of
from extraction.sheet.titles import with_title
from extraction.spelling.matching import fold
from ocr.page import Word

_UNFINISHED = re.compile(r"(?:[/+,(]|\b(?:de|et|du|d'))$")
_NEAR = 1.5
"""How far an edge may be from its column's, in heights of the letters."""
_WIDER = 1.35
"""A pitch this many times the usual one begins a new medication."""
_FEWEST_ALIGNED = 2
"""Rows that must agree on a column without title."""
_FEWEST_LETTERS = 3
_APART = 2.3
"""Rows this many heights of the letters apart are not one wrapped cell."""


@dataclass(frozen=True, slots=True)
class _Column:
    title: str
    left: int
    right: int

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


def unfold_tables(rows: Sequence[Row], lexicon: Lexicon) -> tuple[Row, ...]:
    """The rows with every table's cells in the order drug, posology, duration, …

    A table begins under a row of column titles, or where drugs stand in a column beside another,
    and ends at the first row that is no row of cells.
    """
    unfolded: list[Row] = []
    untitled = () if any(_columns(row) for row in rows) else _untitled_columns(rows, lexicon)
    i = 0
    while i < len(rows):
        columns = _columns(rows[i])
        if columns:
            unfolded.append(rows[i])
            i += 1
            while i < len(rows) and _more_titles(rows[i], columns):
                unfolded.append(rows[i])
                i += 1
        elif untitled and _names_a_drug(rows[i], lexicon):
            columns = untitled
        else:
            unfolded.append(rows[i])
            i += 1
            continue
        cells: list[dict[int, Row]] = []
        scraps: list[Row] = []
        while i < len(rows) and (
            (found := _cells(rows[i], columns, lexicon)) or (cells and _is_scrap(rows[i]))
        ):
            if found:
                cells.append(found)
            else:
                scraps.append(rows[i])
            i += 1
        for record in _records(cells, lexicon):
            unfolded += _lend(record, columns)
        unfolded += scraps
        if not cells and not _columns(rows[i - 1]):
            unfolded.append(rows[i])
            i += 1
    return tuple(unfolded)


def _is_scrap(row: Row) -> bool:
    """Whether a row is what is left of a rule or of a stroke: it does not end the table."""
    return sum(map(str.isalnum, row.text)) < _FEWEST_LETTERS


def _untitled_columns(rows: Sequence[Row], lexicon: Lexicon) -> tuple[_Column, ...]:
    """The columns in which several drugs stand beside their posology, without titles above."""
    lefts: list[tuple[int, int]] = []
    firsts: list[int] = []
    for row in rows:
        boxes = [part.box for part in spoken_columns_of(row) if part.box is not None]
        if len(boxes) > 1 and _names_a_drug(row, lexicon):
            firsts.append(boxes[0].x)
            lefts += [(box.x, box.height) for box in boxes[1:]]
    groups: list[list[int]] = []
    for left, height in sorted(lefts):
        if groups and left - groups[-1][-1] < _NEAR * height:
            groups[-1].append(left)
        else:
            groups.append([left])
    shared = [min(group) for group in groups if len(group) >= _FEWEST_ALIGNED]
    if len(firsts) < _FEWEST_ALIGNED or not shared:
        return ()
    return tuple(_Column("", left, left) for left in (min(firsts), *shared))


def _names_a_drug(row: Row, lexicon: Lexicon) -> bool:
    first = columns_of(row)[0]
    match = match_drug(first.text, lexicon, bullet_end(fold(first.text)))
    return match is not None and match.exact


def _columns(row: Row) -> tuple[_Column, ...]:
    """The columns that a row of titles names; none when it is no such row."""
    if any(word.box is None for word in row.words) or not is_column_titles(fold(row.text)):
        return ()
    groups: list[list[Word]] = []
    for part in columns_of(row):
        for k, word in enumerate(part.words):
            title = is_column_title(fold(word.text))
            if k == 0 or (title and any(is_column_title(fold(w.text)) for w in groups[-1])):
                groups.append([])
            groups[-1].append(word)
    return tuple(_column(group) for group in groups)


def _column(words: Sequence[Word]) -> _Column:
    boxes = [word.box for word in words if word.box is not None]
    title = " ".join(word.text for word in words)
    return _Column(fold(title), boxes[0].x, boxes[-1].x + boxes[-1].width)


def _more_titles(row: Row, columns: Sequence[_Column]) -> bool:
    """Whether a row goes on with the titles: `Durée du` above `traitement`."""
    words = [fold(word.text) for word in row.words]
    return len(words) <= len(columns) and all(map(is_column_title, words))


def _cells(row: Row, columns: Sequence[_Column], lexicon: Lexicon) -> dict[int, Row]:
    """The row's words by column; nothing when the row stands outside the table."""
    folded = fold(row.text)
    if zone_heading(folded) or is_column_titles(folded):
        return {}
    parts = tuple(_split(row, columns))
    if len(parts) == 1 and not _is_aligned(parts[0], columns):
        return {}
    if is_header(folded) and not is_dosed(folded) and match_drug(row.text, lexicon) is None:
        return {}
    found: dict[int, Row] = {}
    for part in parts:
        place = _place(part, columns)
        box = part.box
        if place is None or box is None:
            return {}
        crossed = [c for c in columns[place + 1 :] if c.left + box.height < box.x + box.width]
        if crossed and place == 0:
            return {}
        known = found.get(place)
        found[place] = part if known is None else replace(known, words=known.words + part.words)
    return found


def _split(row: Row, columns: Sequence[_Column]) -> Iterator[Row]:
    """The row's parts, cut also where a word begins at the left edge of a column."""
    for part in columns_of(row):
        boxes = [word.box for word in part.words if word.box is not None]
        height = median(box.height for box in boxes) if boxes else 0
        cut = 0
        for k, box in enumerate(boxes):
            apart = k and box.x - (boxes[k - 1].x + boxes[k - 1].width) > height
            if apart and any(abs(box.x - c.left) < _NEAR * height for c in columns):
                yield replace(part, words=part.words[cut:k])
                cut = k
        yield replace(part, words=part.words[cut:])


def _is_aligned(part: Row, columns: Sequence[_Column]) -> bool:
    """Whether a part begins at a column's left edge or is centred in a column."""
    box = part.box
    if box is None:
        return False
    near, middle = _NEAR * box.height, box.x + box.width / 2
    return any(abs(c.left - box.x) < near or abs(c.middle - middle) < near for c in columns)


def _place(part: Row, columns: Sequence[_Column]) -> int | None:
    box = part.box
    if box is None:
        return None
    near = _NEAR * box.height
    middle = box.x + box.width / 2
    by_left = min(range(len(columns)), key=lambda k: abs(columns[k].left - box.x))
    by_middle = min(range(len(columns)), key=lambda k: abs(columns[k].middle - middle))
    if abs(columns[by_left].left - box.x) < near:
        return by_left
    if abs(columns[by_middle].middle - middle) < near:
        return by_middle
    before = [k for k, column in enumerate(columns) if column.left <= box.x + near]
    return before[-1] if before else 0


def _records(cells: Sequence[dict[int, Row]], lexicon: Lexicon) -> list[list[dict[int, Row]]]:
    """The rows of cells of each medication.

    A medication begins where its drug is named. When cells stand above the first drug, names are
    centred beside their cells, and every row goes to the nearest name.
    """
    starts = [k for k, row in enumerate(cells) if _begins(cells, k, lexicon)]
    if not starts:
        return [[row] for row in cells]
    records: list[list[dict[int, Row]]] = [[] for _ in starts]
    centred = starts[0] > 0
    for k, row in enumerate(cells):
        if centred:
            nearest = min(range(len(starts)), key=lambda n: abs(_y(cells[starts[n]]) - _y(row)))
        else:
            nearest = max(n for n, start in enumerate(starts) if start <= k)
        records[nearest].append(row)
    return records


def _begins(cells: Sequence[dict[int, Row]], k: int, lexicon: Lexicon) -> bool:
    drug = cells[k].get(0)
    if drug is None or drug.box is None:
        return False
    if k == 0:
        return True
    match = match_drug(drug.text, lexicon, bullet_end(fold(drug.text)))
    exact = match is not None and match.exact
    if _goes_on(cells[k - 1].get(0), drug, lexicon) or (drug.text[0].islower() and not exact):
        return False
    if exact:
        return True
    pitch = _y(cells[k]) - _y(cells[k - 1])
    usual = min((b - a for a, b in pairwise(map(_y, cells)) if b > a), default=pitch)
    if len(cells[k]) > 1 and (match is not None or pitch > _WIDER * usual):
        return True
    return pitch > _APART * drug.box.height


def _goes_on(before: Row | None, drug: Row, lexicon: Lexicon) -> bool:
    """Whether a first cell goes on with the one above: in brackets, or with half a name."""
    if before is None:
        return False
    if drug.text[0] == "(" or _UNFINISHED.search(fold(before.text)):
        return True
    whole = match_drug(f"{before.text} {drug.text}", lexicon)
    return whole is not None and whole.exact and whole.end > len(before.text) + 1


def _y(cells: dict[int, Row]) -> float:
    boxes = [row.box for row in cells.values() if row.box is not None]
    return min((box.y + box.height / 2 for box in boxes), default=0.0)


def _lend(record: Sequence[dict[int, Row]], columns: Sequence[_Column]) -> Iterator[Row]:
    """One row for each cell of the record, with what its column's title lends."""
    for place, column in enumerate(columns):
        parts = [row[place] for row in record if place in row]
        if not parts:
            continue
        words = tuple(word for part in parts for word in part.words)
        cell = replace(parts[0], words=words, cell=place > 0)
        titled = place > 0 and not _runs_across(cell, columns[place + 1 :])
        yield with_title(cell, column.title) if titled else cell


def _runs_across(cell: Row, columns: Sequence[_Column]) -> bool:
    """Whether a cell goes on under the titles that follow: then it belongs to none of them."""
    box = cell.box
    return box is not None and any(c.right < box.x + box.width for c in columns)
