"""From words with boxes to lines and blocks in reading order.

Geometry decides, not the engine's own idea of columns: an engine glues header columns on one page
and tears table rows apart on the next.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from ocr.page import Line, Word
from prescription.record import Box

COLUMN_GAP = 2.3
"""A gap wider than this many line heights parts two segments of a row."""
BASELINE_TOLERANCE = 0.3
"""Share of the line height by which baselines of one row may differ."""
POINT = 0.4
"""Lower than this share of the line height are points and specks."""
BLOCK_GAP = 1.3
"""A white band higher than this many line heights parts two blocks."""

DOSE = re.compile(
    r"\d\s?(mg|µg|mcg|g|ml|ui|%|cp|cps?|cpr|comp|gel|gél|sach|amp|inj|goutt|bouff|supp|unidose|dose"
    r"|x|fois|/\s?(?:\d*\s?[jh]\b|jours?|sem|mois|kg|ml|prises?|dose)|j\b|jours?\b|sem|mois|h\b|bo[iî]te)|\d\s?-\s?\d\s?-\s?\d|matin|midi|soir|coucher",
    re.IGNORECASE,
)
"""What a line with a strength, a dose or a rhythm holds and a line of a header does not."""
_TELEPHONE = re.compile(
    r"^\W*(?:(?:(?:t[ée]l|fax)\w*\W*)?(?:\d{2}[ .\-]*){5}|\w ?0[1-9](?:[ .\-]*\d{2}){4})$",
    re.IGNORECASE,
)
"""In a margin: no row of a medication begins so. The sign of a telephone is read as a letter or a
digit, `J 05 49 86 16 64`, `404 97 21 57 49`."""
_ITEM_MARK = re.compile(r"^(\(?\d{1,2}[.)°/-]?|[-–—•*·>●■☐□o])$")

Segment = tuple[Word, ...]
"""Words of one row without a column gap between them."""


def arrange(words: Sequence[Word]) -> tuple[Line, ...]:
    """Lines in reading order; `words` need boxes in a picture whose lines are level."""
    if not words:
        return ()
    height = median(_box(w).height for w in words)
    rows = [_segments(row, height) for row in _rows(words, height)]
    segments = [s for row in rows for s in _join_row(row, rows)]
    return _number(_order(_blocks(segments, height)))


def _rows(words: Sequence[Word], height: float) -> list[list[Word]]:
    """Words of one baseline together, top to bottom, each left to right."""
    rows: list[list[Word]] = []
    feet: list[int] = []
    for word in sorted(words, key=lambda w: _centre(w)):
        top, foot = _box(word).y, _box(word).y + _box(word).height
        clear = _centre(word) - BASELINE_TOLERANCE * max(height, foot - top)
        for at in range(len(rows) - 1, max(len(rows) - 13, -1), -1):
            row = rows[at]
            if feet[at] <= top and _centre(row[-1]) <= clear:
                continue  # all of the row is too high: its lowest middle is the last one's
            if any(_shares_height(near, word, height) for near in _beside(row, word, height)):
                row.append(word)
                feet[at] = max(feet[at], foot)
                break
        else:
            rows.append([word])
            feet.append(foot)
    for row in rows:
        row.sort(key=lambda w: _box(w).x)
    return sorted(rows, key=lambda row: median(_centre(w) for w in row))


def _beside(row: Sequence[Word], word: Word, height: float) -> list[Word]:
    """The words of a row nearest to a word at either side; points only where there is no other."""
    at = _box(word).x
    told = [w for w in row if not _is_point(w, height)] or row
    sides = ([w for w in told if _box(w).x < at], [w for w in told if _box(w).x >= at])
    return [min(side, key=lambda w: abs(_box(w).x - at)) for side in sides if side]


def _shares_height(near: Word, word: Word, height: float) -> bool:
    a, b = _box(near), _box(word)
    tolerance = BASELINE_TOLERANCE * max(height, min(a.height, b.height))
    return _overlap(a, b) > 0.45 or abs(_centre(near) - _centre(word)) < tolerance


def _is_point(word: Word, height: float) -> bool:
    """Whether a word is too small to tell on which height its row stands."""
    return _box(word).height < POINT * height


def _segments(row: Sequence[Word], height: float) -> list[Segment]:
    parts: list[list[Word]] = [[row[0]]]
    high = max(median(_box(w).height for w in row), 0.7 * height)
    for left, right in pairwise(row):
        gap = _box(right).x - (_box(left).x + _box(left).width)
        if gap > COLUMN_GAP * high and not _ITEM_MARK.match(left.text):
            parts.append([])
        parts[-1].append(right)
    return [tuple(part) for part in parts]


def _join_row(row: Sequence[Segment], rows: Sequence[Sequence[Segment]]) -> list[Segment]:
    """The segments of a row that carries a dose become one: a table row, or leaders to a number."""
    if len(row) == 1 or not any(DOSE.search(_text(s)) for s in row):
        return list(row)
    if _TELEPHONE.search(_text(row[0])):
        return [row[0], *_join_row(row[1:], rows)]
    if not _has_margin(row[1:], rows):
        return [tuple(w for s in row for w in s)]
    return [row[0], tuple(w for s in row[1:] for w in s)]


def _has_margin(others: Sequence[Segment], rows: Sequence[Sequence[Segment]]) -> bool:
    """Whether what is left of `others` is a margin: its rows mostly miss those beside it."""
    edge = _box(others[0][0]).x
    column = [r for r in rows if _box(r[0][0]).x < edge and _right(r[0]) < edge]
    paired = [r for r in column if len(r) > 1]
    return len(column) >= 4 and len(paired) < 0.4 * len(column)


def _blocks(segments: Sequence[Segment], height: float) -> list[list[Segment]]:
    """Segments below each other without a white band between them."""
    blocks: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda s: median(_centre(w) for w in s)):
        box = _around(segment)
        home = None
        for block in blocks:
            last = _around(block[-1])
            gap = box.y - (last.y + last.height)
            beside = min(box.x + box.width, last.x + last.width) - max(box.x, last.x)
            close = -0.5 * height < gap < BLOCK_GAP * max(height, min(last.height, box.height))
            if close and beside > 0:
                home = block
        if home is None:
            blocks.append([segment])
        else:
            home.append(segment)
    return blocks


def _order(blocks: Sequence[list[Segment]]) -> list[list[Segment]]:
    """Above before below, left before right (Breuel 2003): a partial order, then sorted."""
    boxes = [_around(tuple(w for s in block for w in s)) for block in blocks]
    left = set(range(len(blocks)))
    ordered: list[list[Segment]] = []
    while left:
        free = [i for i in left if not any(_before(boxes[j], boxes[i]) for j in left - {i})]
        chosen = min(free or left, key=lambda i: (boxes[i].y, boxes[i].x))
        ordered.append(blocks[chosen])
        left.remove(chosen)
    return ordered


def _before(a: Box, b: Box) -> bool:
    across = min(a.x + a.width, b.x + b.width) - max(a.x, b.x)
    down = min(a.y + a.height, b.y + b.height) - max(a.y, b.y)
    if across > 0:
        return a.y + a.height / 2 < b.y + b.height / 2
    return down > 0 and a.x < b.x


def _number(blocks: Sequence[Sequence[Segment]]) -> tuple[Line, ...]:
    return tuple(Line(s, number) for number, block in enumerate(blocks) for s in block)


def _box(word: Word) -> Box:
    assert word.box is not None  # noqa: S101 - read from a picture
    return word.box


def _around(segment: Segment) -> Box:
    box = Line(segment).box
    assert box is not None  # noqa: S101 - read from a picture
    return box


def _right(segment: Segment) -> int:
    return max(_box(w).x + _box(w).width for w in segment)


def _centre(word: Word) -> float:
    return _box(word).y + _box(word).height / 2


def _overlap(a: Box, b: Box) -> float:
    down = min(a.y + a.height, b.y + b.height) - max(a.y, b.y)
    return down / max(min(a.height, b.height), 1)


def _text(segment: Segment) -> str:
    return " ".join(w.text for w in segment)
