"""Tables of medications: the cells of one medication are brought together, column by column."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median

from extraction.drugs.lexicon import Lexicon
from extraction.drugs.mentions import match_drug
from extraction.sheet.cells_beside import cells_beside
from extraction.sheet.columns import (
    AT_EDGE,
    NEAR,
    Column,
    goes_on_with_titles,
    names_a_drug,
    spaces,
    titled_columns,
    untitled_columns,
    with_last_column,
)
from extraction.sheet.cues import MOMENTS, is_column_titles, is_dosed, is_header
from extraction.sheet.line_numbers import NUMBER, cut_number
from extraction.sheet.moment_titles import heads_moments
from extraction.sheet.rows import Row, columns_of
from extraction.sheet.table_records import letter_height, middle_of, records_of
from extraction.sheet.ticks import lacking, with_ticks
from extraction.sheet.titles import with_title
from extraction.sheet.zones import zone_heading
from extraction.spelling.matching import fold

_FEWEST_LETTERS = 3
_LIKELY = 0.85
_LENGTH = re.compile(r"(?:pendant |pdt |x ?)?\d+ ?(?:j|jrs?|jours?|sem|semaines?|mois|ans?)\W*")
"""In the column of a moment: a length whose own title was not read, and no dose."""
_FAR = 4.0
"""A lone cell this many heights below the others is no cell: it is a remark or the footer."""


def unfold_tables(rows: Sequence[Row], lexicon: Lexicon) -> tuple[Row, ...]:
    """The rows with every table's cells in the order drug, posology, duration, …

    A table begins under a row of column titles, or where drugs stand in a column beside another,
    and ends at the first row that is no row of cells.
    """
    unfolded: list[Row] = []
    untitled = () if any(titled_columns(row) for row in rows) else untitled_columns(rows, lexicon)
    i = 0
    while i < len(rows):
        columns = titled_columns(rows[i])
        if columns:
            unfolded.append(rows[i])
            i += 1
            while i < len(rows) and goes_on_with_titles(rows[i], columns):
                unfolded.append(rows[i])
                i += 1
            columns = with_last_column(columns, rows[i:])
        elif untitled and _opens(rows[i], untitled, lexicon):
            columns = untitled
        else:
            unfolded.append(rows[i])
            i += 1
            continue
        cells: list[dict[int, Row]] = []
        scraps: list[Row] = []
        while i < len(rows) and (
            (found := _next_cells(rows[i], columns, cells, lexicon)) or _is_scrap(rows[i])
        ):
            if found:
                cells.append(found)
            else:
                scraps.append(rows[i])
            i += 1
        records = records_of(cells, lexicon)
        for record, lacks in zip(records, lacking(records, columns), strict=True):
            lent = [*_lend(record, columns)]
            unfolded += [*lent[:-1], replace(lent[-1], ticked=True)] if lacks and lent else lent
        unfolded += scraps
        if not cells and not scraps and columns is untitled:
            unfolded.append(rows[i])
            i += 1
    return tuple(unfolded)


def _opens(row: Row, columns: Sequence[Column], lexicon: Lexicon) -> bool:
    """Whether a table without titles begins here: at a drug, or at what is like one in cells."""
    if names_a_drug(row, lexicon):
        return True
    name = _cells(row, columns, lexicon)
    match = match_drug(name[0].text, lexicon) if len(name) > 1 and 0 in name else None
    return match is not None and match.candidates[0].score >= _LIKELY


def _next_cells(
    row: Row, columns: Sequence[Column], above: Sequence[dict[int, Row]], lexicon: Lexicon
) -> dict[int, Row]:
    """The row's words by column; nothing where the table has ended."""
    found = _cells(row, columns, lexicon)
    if len(found) != 1 or not above:
        return found
    (only,) = found.values()
    far = middle_of(found) - middle_of(above[-1]) > _FAR * letter_height(only)
    return {} if far and not names_a_drug(only, lexicon) else found


def _is_scrap(row: Row) -> bool:
    """Whether a row is what is left of a rule or of a stroke: it does not end the table."""
    return sum(map(str.isalnum, row.text)) < _FEWEST_LETTERS


def _cells(row: Row, columns: Sequence[Column], lexicon: Lexicon) -> dict[int, Row]:
    """The row's words by column; nothing when the row stands outside the table."""
    folded = fold(row.text)
    if zone_heading(folded) or is_column_titles(folded) or heads_moments(row):
        return {}
    number, rest = cut_number(row, columns[0])
    if rest is None:
        return number
    row = rest
    parts = tuple(_split(row, columns))
    if len(parts) == 1 and not number and not _is_aligned(parts[0], columns):
        return {}
    if is_header(folded) and not is_dosed(folded) and match_drug(row.text, lexicon) is None:
        return {}
    found: dict[int, Row] = {**number}
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


def _split(row: Row, columns: Sequence[Column]) -> Iterator[Row]:
    """The row's parts, cut also where a word begins at the left edge of a column."""
    parts = columns_of(row)
    for place, part in enumerate(parts):
        boxes = [word.box for word in part.words if word.box is not None]
        height = median(box.height for box in boxes) if boxes else 0
        gaps, wider = spaces(boxes)
        cut = 0
        for k, (gap, box) in enumerate(zip(gaps, boxes[1:], strict=True), 1):
            near = min(columns, key=lambda c: abs(box.x - c.left))
            off = abs(box.x - near.left)
            # A name that fills its cell leaves no wide gap; other cells tell that it is one.
            wide = gap > wider or (place == cut == 0 and len(parts) > 1)
            filled = wide and off < AT_EDGE * height and _may_begin(part.words[k].text, near)
            if filled or (gap > height and off < NEAR * height):
                yield replace(part, words=part.words[cut:k])
                cut = k
        yield replace(part, words=part.words[cut:])


def _may_begin(text: str, column: Column) -> bool:
    """Whether a word may begin a cell: one of a moment holds a number or a dash, or no words."""
    return not _is_moment(column) or not text[0].isalpha()


def _is_moment(column: Column) -> bool:
    return column.title.strip(" .:") in MOMENTS


def _is_aligned(part: Row, columns: Sequence[Column]) -> bool:
    """Whether a part begins at a column's left edge or is centred in a column."""
    box = part.box
    if box is None:
        return False
    near, middle = NEAR * box.height, box.x + box.width / 2
    return any(abs(c.left - box.x) < near or abs(c.middle - middle) < near for c in columns)


def _place(part: Row, columns: Sequence[Column]) -> int | None:
    box = part.box
    if box is None:
        return None
    near = NEAR * box.height
    middle = box.x + box.width / 2
    by_left = min(range(len(columns)), key=lambda k: abs(columns[k].left - box.x))
    by_middle = min(range(len(columns)), key=lambda k: abs(columns[k].middle - middle))
    if abs(columns[by_left].left - box.x) < near:
        return by_left
    if abs(columns[by_middle].middle - middle) < near:
        return by_middle
    before = [k for k, column in enumerate(columns) if column.left <= box.x + near]
    return before[-1] if before else 0


def _lend(record: Sequence[dict[int, Row]], columns: Sequence[Column]) -> Iterator[Row]:
    """One row for each cell of the record, with what its column's title lends."""
    return with_ticks([*_titled(record, columns)], [column.title for column in columns[1:]])


def _titled(
    record: Sequence[dict[int, Row]], columns: Sequence[Column]
) -> Iterator[tuple[str, Row]]:
    for place, column in enumerate(columns):
        parts = [row[place] for row in record if place in row]
        numbers = [row[NUMBER] for row in record if NUMBER in row] if place == 0 else []
        parts = numbers + parts
        if not parts:
            continue
        first, *beside = cells_beside(parts) if place else (_joined(parts),)
        if column.counted and len(numbers) == 1:
            first = replace(first, counted=True)
        cell = replace(first, cell=place > 0, ticked=column.title.isdigit())
        titled = place > 0 and not _runs_across(cell, columns[place + 1 :])
        titled &= not (_is_moment(column) and _LENGTH.fullmatch(fold(cell.text)))
        yield (column.title, with_title(cell, column.title)) if titled else ("", cell)
        yield from (("", replace(other, cell=True)) for other in beside)


def _joined(parts: Sequence[Row]) -> Row:
    return replace(parts[0], words=tuple(word for part in parts for word in part.words))


def _runs_across(cell: Row, columns: Sequence[Column]) -> bool:
    """Whether a cell goes on under the titles that follow: then it belongs to none of them."""
    box = cell.box
    return box is not None and any(c.right < box.x + box.width for c in columns)
