"""Spaces that the picture shows and the engine left out: `1 - 0 - 0` comes back as `1-0-0`.

A word is parted where the paper between two of its signs is as wide as the spaces of its line.
Two digits are not, which would be another number, but where a space stands between all of three or
four: `0 0 0 1` comes back as `0001`, and is asked.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ocr.certainty.judging import DISPUTED
from ocr.cleaning.ink import Ink, share_inside
from ocr.page import Line, Word
from prescription.record import Box

FEWEST_SPACES, FEWEST_LETTERS = 3, 8
"""Of a line; with fewer, those of all lines tell how wide a space is."""
NARROWEST = 0.8
"""In usual spaces: narrower paper is none."""
WIDER = 1.6
"""And so many times as wide as paper between letters is at most."""
WIDEST = 2.5
"""In usual spaces: wider paper parts cells."""
ONE_SIGN = 0.5
"""Share of the narrower one's width in which two parts of a sign, such as an accent, overlap."""
STEM = 0.18
"""Of a `j`, in heights of capitals: its hook reaches under the space before it."""
HIGH = 80
"""Percentile of a line's components that is as high as capitals and digits."""
DIGIT = 0.55
"""Of the height of capitals: a 1 takes the room of other digits, of which its stroke fills less."""

_COUNTED = re.compile(r"(?:[^\W_]|[-.:,;()'’/=+*•!?°→])+%?")
"""Signs whose parts stand above each other; those of a percent sign may not."""
_WHOLE = re.compile(r"\d[\d.,/]|[.,/]\d|['’].|[^\W\d_][a-zà-ÿœ]|[A-ZÀ-Þ][A-ZÀ-Þ]")
"""Not parted: signs of a number, and letters, which a worn `i` leaves wide apart."""
_SLOTS = re.compile(r"([a-zµ]*)([0-9]{3,4})[.,;:)]?")
"""`mg0001`, `1000,`: the doses of a day."""

Span = tuple[int, int]
"""The columns of a sign: the first, and the one behind the last."""
Papers = NDArray[np.float64]
"""Widths of paper, in heights of their line's capitals."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line with the signs of each word, and how high its capitals are in pixels."""

    line: Line
    spans: tuple[tuple[Span, ...], ...]
    high: float

    def spaces(self) -> Papers:
        """The paper between words beside each other."""
        pairs = pairwise(spans for spans in self.spans if spans)
        return np.array([b[0][0] - a[-1][1] for a, b in pairs if b[0][0] > a[-1][1]]) / self.high

    def letter_papers(self) -> Papers:
        """The paper between letters within words."""
        words = zip(self.line.words, self.spans, strict=True)
        plain = (
            spans for word, spans in words if word.text.isalpha() and len(word.text) == len(spans)
        )
        return np.array([b[0] - a[1] for spans in plain for a, b in pairwise(spans)]) / self.high


def part_words(lines: Sequence[Line], ink: Ink) -> tuple[Line, ...]:
    """The lines, words parted where the picture shows a space. Disputed words stay whole."""
    rows = [_row(line, ink.stats[1:]) for line in lines]
    spaces, letters = [row.spaces() for row in rows], [row.letter_papers() for row in rows]
    usual = _least_space(np.concatenate(spaces), np.concatenate(letters)) if rows else None
    return tuple(
        replace(row.line, words=tuple(_parted(row, _least_space(*papers) or usual)))
        for row, *papers in zip(rows, spaces, letters, strict=True)
    )


def _row(line: Line, stats: NDArray[np.int32]) -> Row:
    box = line.box
    inside = stats[share_inside(stats, box) > 0.5] if box else stats[:0]
    inside = inside[np.argsort(inside[:, 0], kind="stable")]
    spans = tuple(
        _spans(inside[share_inside(inside, w.box) > 0.5]) if w.box else () for w in line.words
    )
    return Row(line, spans, float(np.percentile(inside[:, 3], HIGH)) if len(inside) else 1.0)


def _spans(parts: NDArray[np.int32]) -> tuple[Span, ...]:
    """The signs of components that are sorted by their left edge."""
    found: list[Span] = []
    for x, _, width, _, _ in parts.tolist():
        left, right = found[-1] if found else (0, 0)
        if found and min(right, x + width) - x >= ONE_SIGN * min(width, right - left):
            found[-1] = left, max(right, x + width)
        else:
            found.append((x, x + width))
    return tuple(found)


def _least_space(spaces: Papers, letters: Papers) -> float | None:
    """The narrowest paper that is a space; None where too few were seen."""
    if len(spaces) < FEWEST_SPACES or len(letters) < FEWEST_LETTERS:
        return None
    usual = float(np.median(spaces[spaces < WIDEST * np.median(spaces)]))
    return max(NARROWEST * usual, WIDER * float(np.percentile(letters, 95)))


def _parted(row: Row, least: float | None) -> Iterator[Word]:
    for word, spans in zip(row.line.words, row.spans, strict=True):
        cuts = [] if least is None else list(_cuts(word, spans, least, row.high))
        slots = () if least is None else _slots(word, spans, least * row.high, row.high)
        asked = replace(
            word,
            confidence=min(word.confidence or 0.0, DISPUTED),
            alternatives=(word.text, *word.alternatives),
        )
        yield from _cut(asked, slots, spans) if slots else _cut(word, cuts, spans)


def _cut(word: Word, cuts: Sequence[int], spans: Sequence[Span]) -> Iterator[Word]:
    """The word as those that begin at these signs."""
    if not cuts or word.box is None:
        yield word
        return
    x, y, width, height = word.box
    edges = [0, *cuts, len(word.text)]
    for start, stop in pairwise(edges):
        left = spans[start][0] if start else x
        right = spans[stop - 1][1] if stop < len(word.text) else x + width
        yield replace(word, text=word.text[start:stop], box=Box(left, y, right - left, height))


def _slots(word: Word, spans: Sequence[Span], space: float, high: float) -> Sequence[int]:
    """Before which of its signs a word is parted into the doses of a day; none where it is not."""
    found = _SLOTS.fullmatch(word.text)
    if found is None or len(spans) != len(word.text):
        return ()
    first, behind = found.span(2)
    digits = [
        _as_wide(span, DIGIT * high) if sign == "1" else (float(span[0]), float(span[1]))
        for sign, span in zip(found[2], spans[first:behind], strict=True)
    ]
    apart = all(b[0] - a[1] >= space for a, b in pairwise(digits))
    if first:
        apart = apart and spans[first][0] - spans[first - 1][1] >= space
    return range(first or 1, behind) if apart else ()


def _as_wide(span: Span, width: float) -> tuple[float, float]:
    """The columns around a stroke that a digit of this width takes."""
    more = max(width - (span[1] - span[0]), 0.0) / 2
    return span[0] - more, span[1] + more


def _cuts(word: Word, spans: Sequence[Span], least: float, high: float) -> Iterator[int]:
    """Before which of its signs a word has a space."""
    text = word.text
    bare = text.removesuffix("%")
    known = len(spans) == len(text) or (len(bare) < len(text) and len(spans) > len(bare))
    if word.alternatives or not known or not _COUNTED.fullmatch(text):
        return
    for place in range(1, len(text)):
        left, right = spans[place]
        left = max(left, right - round(STEM * high)) if text[place] in "jJ" else left
        if left - spans[place - 1][1] >= least * high and not _WHOLE.match(text, place - 1):
            yield place
