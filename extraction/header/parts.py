"""The header's rows cut into columns, and the value that belongs to a label."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from extraction.sheet.rows import Row, columns_of, share_height, words_between
from extraction.spelling.matching import fold
from ocr.page import Word, surround
from prescription.record import Reading, Review, ReviewReason

_TOUCHING = 0.06
"""In heights of a word: paper between two halves of one."""
_NARROW, _FEWEST_GAPS = 0.5, 3
"""Of the least other space of its row, a gap within a word, where there are so many spaces: those
of a row are of one width, but for what parts columns."""
_SPECK = 0.4
"""Of the height of most rows."""
_ROWS_BELOW = 2
"""How many rows under its label a value may stand."""


@dataclass(frozen=True, slots=True)
class Part:
    """One column of one row; `line` counts the rows of the header."""

    row: Row
    text: str
    folded: str
    line: int


@dataclass(frozen=True, slots=True)
class Found:
    """A value read from a part, with the offsets it was read from."""

    value: str
    part: Part
    start: int
    end: int

    def reading(self, field: str, rule: str) -> Reading:
        """The evidence of a field that has this value."""
        words = words_between(self.part.row.words, self.start, self.end)
        known = [w.confidence for w in words if w.confidence is not None]
        return Reading(
            field=field,
            text=self.part.text[self.start : self.end].strip(),
            rule=rule,
            page=self.part.row.page,
            box=surround(w.box for w in words),
            confidence=min(known, default=None),
        )

    def doubt(self, field: str, reason: ReviewReason, text: str | None = None) -> Review:
        """A reason to look at a field that has this value."""
        seen = self.reading(field, "")
        return Review(field, reason, text or seen.text, seen.box, seen.page)


def parts_of(rows: Iterable[Row]) -> tuple[Part, ...]:
    """Every column of every row, in reading order; rows beside each other share a line.

    A speck that was read as a letter makes no line.
    """
    rows = list(rows)
    high = median([row.box.height for row in rows if row.box is not None] or [0])
    parts: list[Part] = []
    line, last = 0, None
    for row in rows:
        speck = row.box is not None and row.box.height < _SPECK * high
        if last is not None and not speck and not share_height(last, row):
            line += 1
        last = last if speck else row
        whole = _without_breaks(row)
        parts += (Part(part, part.text, fold(part.text), line) for part in columns_of(whole))
    return tuple(parts)


def _without_breaks(row: Row) -> Row:
    """The row, words that the engine broke in two whole again: `Est` touching `elle`."""
    words: list[Word] = []
    spaces = [_gap(left, right) for left, right in pairwise(row.words)]
    for place, word in enumerate(row.words):
        broken = place and _goes_on(row.words[place - 1].text, word.text)
        if broken and _is_within(spaces, place - 1, word):
            confidence = min(words[-1].confidence or 0.0, word.confidence or 0.0)
            box = surround([words[-1].box, word.box])
            words[-1] = Word(words[-1].text + word.text, box, confidence)
        else:
            words.append(word)
    return replace(row, words=tuple(words))


def _goes_on(left: str, right: str) -> bool:
    """Whether letters may be the rest of a word: `Gwenaël` `le`, `ARNAUD-ME` `YER`."""
    if not left[-1:].isalpha():
        return False
    capitals = left[-2:].isupper() and right[:2].isupper() and right[:2].isalpha()
    return right[:1].islower() or capitals


def _gap(left: Word, right: Word) -> float:
    if left.box is None or right.box is None:
        return float("inf")
    return right.box.x - left.box.x - left.box.width


def _is_within(spaces: Sequence[float], place: int, word: Word) -> bool:
    """Whether a gap is that of letters which touch, or far narrower than every space of its row."""
    gap = spaces[place]
    if word.box is None or gap == float("inf"):
        return False
    if gap <= _TOUCHING * word.box.height:
        return True
    others = [space for i, space in enumerate(spaces) if i != place and space > 0]
    return len(spaces) >= _FEWEST_GAPS and bool(others) and gap <= _NARROW * min(others)


def after_label(parts: Sequence[Part], i: int, end: int) -> tuple[tuple[Part, int], ...]:
    """Where the value of a label may begin: the label is in part `i` and ends at offset `end`.

    Behind the label, in the column to the right, or under it; nearest first.
    """
    label = parts[i]
    if re.search(r"\w", label.text[end:]):
        return ((label, end),)
    right = [p for p in parts[i + 1 : i + 2] if p.line == label.line]
    return tuple((part, 0) for part in (*right, *below(parts, label)))


def above(parts: Sequence[Part], part: Part) -> tuple[Part, ...]:
    """The parts that stand above another one, nearest first."""
    found = [p for p in parts if part.line - _ROWS_BELOW <= p.line < part.line and _over(p, part)]
    return tuple(reversed(found))


def below(parts: Sequence[Part], part: Part) -> tuple[Part, ...]:
    """The parts that stand under another one, nearest first."""
    return tuple(
        p for p in parts if part.line < p.line <= part.line + _ROWS_BELOW and _over(part, p)
    )


def _over(label: Part, value: Part) -> bool:
    """Whether the value stands under its label; without boxes every row below does."""
    a, b = label.row.box, value.row.box
    if a is None or b is None:
        return True
    return a.x < b.x + b.width and b.x < a.x + a.width
