"""Where the medications of a table begin: which rows of cells are one record."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from extraction.drugs.lexicon import Lexicon
from extraction.drugs.mentions import DrugMatch, match_drug
from extraction.sheet.captions import SMALLER, print_height
from extraction.sheet.cues import is_intake, is_note
from extraction.sheet.entries import bullet_end
from extraction.sheet.line_numbers import NUMBER
from extraction.sheet.rows import Row
from extraction.sheet.scopes import is_same_drug
from extraction.spelling.matching import fold

_UNFINISHED = re.compile(r"(?:[/+,(]|\b(?:de|et|du|d'))$")
_DIGIT = re.compile(r"\d")
_WIDER = 1.35
"""A pitch this many times the usual one begins a new medication."""
_APART = 2.3
"""Rows this many heights of the letters apart are not one wrapped cell."""

_FEWEST_COUNTED = 2
"""Cells of a row that is a line of its own: its number, its name, and another one."""
_MOST_ROWS = 4
"""In which the row above of a name is sought."""
_SLACK = 0.25
"""Of the letters' height, that two cells of one row may stand apart."""


def records_of(cells: Sequence[dict[int, Row]], lexicon: Lexicon) -> list[list[dict[int, Row]]]:
    """The rows of cells of each medication.

    A medication begins where its drug is named. Cells of several rows may be centred beside it:
    `1 comprimé toutes` above, `les 12 h` below the line of the name. Rows that stand as near to
    each other as those of one cell go together to the name they stand beside; where that tells
    nothing, to the nearest name if cells stand above the first, to the one above else.
    """
    starts: list[int] = []
    for k in range(len(cells)):
        apart = starts and (
            _is_note_apart(cells, starts[-1], k, lexicon) or _is_counted(cells, starts[-1], k)
        )
        if apart or _begins(cells, k, lexicon):
            starts.append(k)
    if not starts:
        return [[row] for row in cells]
    owners = [_owner(cells, starts, k) for k in range(len(cells))]
    homes = {(k, place): owners[k] for k, row in enumerate(cells) for place in row}
    names = _names(cells, owners, len(starts))
    places = sorted({place for row in cells for place in row} - {0})
    nearest = min((pitch for place in places for _, pitch in _pitches(cells, place)), default=0.0)
    for place in places:
        for cell in _stacks(cells, place, nearest):
            beside = _beside(_extent(cells, cell, place), names, sure=starts[0] > 0)
            if beside is not None:
                homes |= {(k, place): beside for k in cell}
    records: list[list[dict[int, Row]]] = [[] for _ in starts]
    for k, row in enumerate(cells):
        for n in sorted({homes[k, place] for place in row}):
            records[n].append({place: row[place] for place in row if homes[k, place] == n})
    return records


def _owner(cells: Sequence[dict[int, Row]], starts: Sequence[int], k: int) -> int:
    """The medication a row of cells belongs to, where nothing but its height tells."""
    if starts[0] > 0:
        here = middle_of(cells[k])
        return min(range(len(starts)), key=lambda n: abs(middle_of(cells[starts[n]]) - here))
    return max(n for n, start in enumerate(starts) if start <= k)


def _names(
    cells: Sequence[dict[int, Row]], owners: Sequence[int], count: int
) -> list[tuple[float, float]]:
    """From where to where down the page the name of each medication stands."""
    rows = [
        [k for k, owner in enumerate(owners) if owner == n and 0 in cells[k]] for n in range(count)
    ]
    return [_extent(cells, own, 0) for own in rows]


def _stacks(cells: Sequence[dict[int, Row]], place: int, nearest: float) -> Iterator[list[int]]:
    """The rows of a column that stand as near to each other as those of one wrapped cell.

    `nearest`: how near any two rows of the table stand.
    """
    rows = [k for k, row in enumerate(cells) if place in row]
    stack = rows[:1]
    for k, pitch in _pitches(cells, place):
        usual = max(letter_height(cells[n][place]) for n in (stack[-1], k))
        if pitch > min(_APART * usual, _WIDER * nearest):
            yield stack
            stack = []
        stack.append(k)
    yield stack


def _pitches(cells: Sequence[dict[int, Row]], place: int) -> Iterator[tuple[int, float]]:
    """The rows of a column but the first, and how far below the one above each stands."""
    rows = [k for k, row in enumerate(cells) if place in row]
    middles = [middle_of({0: cells[k][place]}) for k in rows]
    for k, above, here in zip(rows[1:], middles, middles[1:], strict=False):
        yield k, here - above


def _extent(
    cells: Sequence[dict[int, Row]], rows: Sequence[int], place: int
) -> tuple[float, float]:
    found = [cells[k][place] for k in rows]
    middles = [middle_of({0: row}) for row in found]
    slack = _SLACK * max(map(letter_height, found), default=0.0)
    return min(middles, default=0.0) - slack, max(middles, default=0.0) + slack


def _beside(
    cell: tuple[float, float], names: Sequence[tuple[float, float]], *, sure: bool
) -> int | None:
    """The medication whose name stands beside a cell of several rows, or (not `sure`) nearest.

    None where several do: rows that stand as near as those of one cell tell nothing.
    """
    top, foot = cell
    met = [n for n, (above, below) in enumerate(names) if above <= foot and top <= below]
    if len(met) > 1 or (sure and not met):
        return None
    middle = top + foot
    return met[0] if met else min(range(len(names)), key=lambda n: abs(sum(names[n]) - middle))


def _begins(cells: Sequence[dict[int, Row]], k: int, lexicon: Lexicon) -> bool:
    drug = cells[k].get(0)
    if drug is None or drug.box is None:
        return False
    if k == 0:
        return True
    match = match_drug(drug.text, lexicon, bullet_end(fold(drug.text)))
    exact = match is not None and match.exact
    if drug.text[0].islower() and not exact:
        return False
    if _goes_on(_name_above(cells, k), drug, match, lexicon):
        return False
    pitch = middle_of(cells[k]) - middle_of(cells[k - 1])
    if exact and _is_caption(cells, k, match, lexicon):
        return False
    if exact:
        wrapped = len(cells[k]) == 1 and pitch <= _APART * letter_height(drug)
        return not (wrapped and _names_it_again(cells[k - 1].get(0), match, lexicon))
    usual = min((b - a for a, b in pairwise(map(middle_of, cells)) if b > a), default=pitch)
    if len(cells[k]) > 1 and (match is not None or pitch > _WIDER * usual):
        return True
    return pitch > _APART * letter_height(drug)


def _is_caption(
    cells: Sequence[dict[int, Row]], k: int, own: DrugMatch | None, lexicon: Lexicon
) -> bool:
    """Whether a first cell says the other name of the drug right above, without a strength.

    `ramipril - cp` below `TRIATEC 5 mg`, in smaller print or beside no dose.
    """
    drug, before = cells[k][0], _name_above(cells, k)
    if own is None or before is None or before.box is None or drug.box is None:
        return False
    near = drug.box.y - before.box.y <= _APART * letter_height(before)
    if not near or _DIGIT.search(drug.text):
        return False
    dosed = any(is_intake(fold(row.text)) for place, row in cells[k].items() if place > 0)
    if dosed and print_height(drug) >= SMALLER * print_height(before):
        return False
    above = match_drug(before.text, lexicon, bullet_end(fold(before.text)))
    return above is not None and above.exact and is_same_drug(above, own)


def _name_above(cells: Sequence[dict[int, Row]], k: int) -> Row | None:
    """The first cell above, across what stands between where a name is of two rows.

    The number of a line, or its other cells: they are centred beside the name.
    """
    return next(
        (cells[n][0] for n in range(k - 1, max(k - _MOST_ROWS, -1), -1) if 0 in cells[n]), None
    )


def _is_note_apart(cells: Sequence[dict[int, Row]], start: int, k: int, lexicon: Lexicon) -> bool:
    """Whether a lone first cell tells supply of no drug: `QSP 3 mois` below a remark."""
    only = cells[k].get(0)
    above = cells[start].get(0)
    if only is None or above is None or len(cells[k]) > 1:
        return False
    return is_note(fold(only.text)) and match_drug(above.text, lexicon) is None


def _is_counted(cells: Sequence[dict[int, Row]], start: int, k: int) -> bool:
    """Whether a number counts a row of a name, however misread, and one counts the name above.

    The number of a name of two rows stands beside either of them, or between.
    """
    numbered = any(NUMBER in row for row in cells[start:k])
    return numbered and NUMBER in cells[k] and 0 in cells[k] and len(cells[k]) > _FEWEST_COUNTED


def _goes_on(before: Row | None, drug: Row, own: DrugMatch | None, lexicon: Lexicon) -> bool:
    """Whether a first cell goes on with the one above: in brackets, or with half a name.

    `own` is what the cell names alone: `cp` above `Bisoprolol` is no half of its name.
    """
    if before is None:
        return False
    if drug.text[0] == "(" or _UNFINISHED.search(fold(before.text)) or _closes(before, drug):
        return True
    whole = match_drug(f"{before.text} {drug.text}", lexicon)
    if whole is None or not whole.exact or whole.end <= len(before.text) + 1:
        return False
    if own is None or not own.exact:
        return True
    named, both = own.candidates[0].drug, whole.candidates[0].drug
    above = match_drug(before.text, lexicon, bullet_end(fold(before.text)))
    if above is not None and above.exact and above.candidates[0].drug == both:
        return False  # the salt of `chlorure de sodium` is none of `Prevenar 13` above it
    return set(named.substances) != set(both.substances)


def _closes(before: Row, below: Row) -> bool:
    """Whether a cell closes the bracket of the one above: `(Insuline` above `glargine) 100 UI`."""
    open_, close = before.text.rfind("("), below.text.find(")")
    return open_ > before.text.rfind(")") and close >= 0 and "(" not in below.text[:close]


def _names_it_again(before: Row | None, own: DrugMatch | None, lexicon: Lexicon) -> bool:
    """Whether a name stands right below another one of its substances, without a strength.

    `Acide acétylsalicylique` above `Kardégic 75`, whose bracket was lost.
    """
    if before is None or own is None or _DIGIT.search(before.text):
        return False
    above = match_drug(before.text, lexicon, bullet_end(fold(before.text)))
    if above is None or not above.exact:
        return False
    one, other = above.candidates[0].drug, own.candidates[0].drug
    return one.name != other.name and set(one.substances) == set(other.substances)


def letter_height(row: Row) -> float:
    """The usual height of a row's words in pixels."""
    return float(median([word.box.height for word in row.words if word.box is not None] or [0]))


def middle_of(cells: dict[int, Row]) -> float:
    """How far down the page the highest of a row of cells stands, in pixels."""
    boxes = [row.box for row in cells.values() if row.box is not None]
    return min((box.y + box.height / 2 for box in boxes), default=0.0)
