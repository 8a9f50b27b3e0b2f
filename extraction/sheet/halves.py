"""Prescriptions set in two columns: drugs side by side, each with its own dose below or behind.

The cells of a table's row belong to one drug; here a row holds the words of two. What tells them
apart: rows whose right halves begin with a name and its strength at one edge, beside such a name
on the left or alone, while both columns say when to take what. The left column is read before the
right one.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from statistics import median

from extraction.sheet.rows import Row
from ocr.page import Word
from prescription.record import Box

FEWEST_ROWS = 2
"""Rows with a drug in the right half, and rows of either half that say when."""
SAME_EDGE = 0.8
"""In heights of a word: by how much words of one edge may lie apart."""
LEAST_GAP = 1.2
"""In heights of a word: paper before the right half of a row that tells where it begins."""
TITLE_EDGE, TITLE_GAP = 6.0, 2.5
"""In heights of a word: a title stands near the edge of its column, and not far above it."""
FEWEST_TO_LEAN, MOST_LEAN = 3, 0.12
"""Right halves that must agree that their edge leans, and by how much it does at most."""
MOST_GAP = 3.0
"""In heights of a word: paper above a row of one half that no longer belongs to a column."""

_NAMED = re.compile(
    r"^\W*(?:\d{1,2}\W+)?[^\W\d_][\w'’-]{3,}(?:\s\(?[^\W\d][\w'’-]*\)?){0,4}\s\d[\d\s.,/]*"
    r"(?:mg|g|[µu]g|mcg|ml|m?ui|%)(?!\w)",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"matin|midi|soir|coucher|repas|fois|par jour|/\s?j|\bx\s?\d|\d\s?-\s?\d\s?-\s?\d"
    r"|tou(?:te)?s les",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Edge:
    """Where the right column begins: on a photograph it may lean."""

    x: float
    lean: float = 0.0

    def at(self, row: Row) -> float:
        return self.x + self.lean * (row.box.y if row.box is not None else 0)


def in_reading_order(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows, those of two columns parted: the left column first."""
    edge, first = _find_edge(rows)
    left: list[Row] = []
    right: list[Row] = []
    for place, row in enumerate(rows[first:], start=first):
        halves = _part(row, edge)
        apart = place > first and _gap(rows[place - 1], row) > MOST_GAP * _height(row)
        if halves is None and _goes_on(rows[place:], edge):
            return tuple(rows)  # which half its words belong to is for a human to say
        if halves is None or (apart and not all(halves)):  # it stands below both, or across
            return (*rows[:first], *left, *right, *rows[place:])
        left += [replace(row, words=halves[0])] if halves[0] else []
        right += [replace(row, words=halves[1])] if halves[1] else []
    return (*rows[:first], *left, *right)


def _find_edge(rows: Sequence[Row]) -> tuple[_Edge, int]:
    """Where the right column begins, and the first row that has both; behind all where none has."""
    none = (_Edge(0.0), len(rows))
    pairs = [(row, start) for row in rows for start in _named_starts(row.words)]
    pairs += _named_below(rows, [start for _, start in pairs])
    pairs.sort(key=lambda pair: pair[0].box.y if pair[0].box is not None else 0)
    if len(pairs) < FEWEST_ROWS or not any(_NAMED.match(row.text) for row, _ in pairs):
        return none
    edge = _fit_edge([(row.box.y, start) for row, start in pairs if row.box is not None])
    both = [row for row, start in pairs if abs(start - edge.at(row)) <= SAME_EDGE * _height(row)]
    if len(both) < FEWEST_ROWS:
        return none
    first = next(place for place, row in enumerate(rows) if row is both[0])
    above = first
    while above and _gap(rows[above - 1], rows[above]) <= TITLE_GAP * _height(rows[above]):
        above -= 1
    over = rows[above:first]
    on_left = {_text(parted[0]) for row in over if (parted := _part(row, edge)) is not None}
    if any(_is_titled(row, edge, on_left) for row in over):
        return none  # `Avant` and `Après` do not hold alike
    halves = [parted for row in rows[first:] if (parted := _part(row, edge)) is not None]
    said = [sum(bool(_WHEN.search(_text(half[side]))) for half in halves) for side in (0, 1)]
    return (edge, first) if min(said) >= FEWEST_ROWS else none


def _named_below(rows: Sequence[Row], starts: Sequence[int]) -> list[tuple[Row, int]]:
    """Rows of the right column alone that name a drug, at the edge of one that stands beside."""
    firsts = [(row, row.words[0].box.x) for row in rows if row.words[0].box is not None]
    return [
        (row, first)
        for row, first in firsts
        if _NAMED.match(row.text)
        and any(abs(first - start) <= SAME_EDGE * _height(row) for start in starts)
    ]


def _fit_edge(starts: Sequence[tuple[int, int]]) -> _Edge:
    """The edge most right halves begin at; it leans where several of them tell so."""
    leans = [
        (right - left) / (below - above)
        for (above, left), (below, right) in combinations(starts, 2)
        if below > above
    ]
    lean = median(leans) if len(starts) >= FEWEST_TO_LEAN and leans else 0.0
    lean = lean if abs(lean) <= MOST_LEAN else 0.0
    return _Edge(median([start - lean * y for y, start in starts] or [0.0]), lean)


def _goes_on(rows: Sequence[Row], edge: _Edge) -> bool:
    """Whether drugs stand at the edge of the right column below too."""
    return any(
        abs(start - edge.at(row)) <= SAME_EDGE * _height(row)
        for row in rows
        for start in _named_starts(row.words)
    )


def _named_starts(words: Sequence[Word]) -> list[int]:
    """Where, behind the beginning of a row, a name with a strength begins after a gap."""
    starts: list[int] = []
    for place, (left, right) in enumerate(pairwise(words), start=1):
        a, b = left.box, right.box
        if a is None or b is None or b.x - a.x - a.width <= LEAST_GAP * b.height:
            continue
        if _NAMED.match(_text(words[place:])):
            starts.append(b.x)
    return starts


def _part(row: Row, leaning: _Edge) -> tuple[tuple[Word, ...], tuple[Word, ...]] | None:
    """The words of a row before the edge and those behind it; None where a word stands across."""
    high, edge = _height(row), leaning.at(row)
    boxes = [word.box or Box(0, 0, 0, 0) for word in row.words]
    cut = next((i for i, box in enumerate(boxes) if box.x >= edge - SAME_EDGE * high), len(boxes))
    if cut > 1:
        last, before = boxes[cut - 1], boxes[cut - 2]
        apart = last.x - before.x - before.width > LEAST_GAP * high
        # The box of a word may begin too far left.
        cut -= apart and last.x >= edge - 2 * SAME_EDGE * high
    if any(box.x + box.width > edge for box in boxes[:cut]):
        return None
    return row.words[:cut], row.words[cut:]


def _is_titled(row: Row, edge: _Edge, on_left: Collection[str]) -> bool:
    """Whether a row above has words of its own at the right column's edge, and no date.

    A letterhead that stands over both halves is none: two small sheets lie on a large one.
    """
    halves = _part(row, edge)
    beside = halves[1][0].box if halves and halves[1] else None
    if beside is None or halves is None or any(map(str.isdigit, _text(halves[1]))):
        return False
    if _text(halves[1]) in on_left:
        return False
    if abs(beside.x - edge.at(row)) > TITLE_EDGE * _height(row):
        return False
    before = halves[0][-1].box if halves[0] else None
    return before is None or beside.x - before.x - before.width > LEAST_GAP * _height(row)


def _gap(above: Row, below: Row) -> int:
    a, b = above.box, below.box
    return 0 if a is None or b is None else b.y - a.y - a.height


def _height(row: Row) -> float:
    return median(word.box.height for word in row.words if word.box is not None)


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)
