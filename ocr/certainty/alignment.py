"""Two readings of one line laid beside each other."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from ocr.page import Word

REACHES_OVER = 0.5
"""Share of the next word that a word's box covers where it is wrong."""


def pair(a: Sequence[Word], b: Sequence[Word]) -> Iterator[tuple[Sequence[Word], Sequence[Word]]]:
    """Both readings cut where both have a word's end at the same place of the text."""
    text_a, ends_a = _glue(a)
    text_b, ends_b = _glue(b)
    low, high = _places(text_a, text_b)
    start_a = start_b = 0
    for index_a, end in enumerate(ends_a[:-1], start=1):
        fit = [j for j, e in enumerate(ends_b[:-1], start=1) if low[end] <= e <= high[end]]
        fit = [j for j in fit if j > start_b]
        if fit:
            yield a[start_a:index_a], b[start_b : fit[0]]
            start_a, start_b = index_a, fit[0]
    yield a[start_a:], b[start_b:]


def _glue(words: Sequence[Word]) -> tuple[str, list[int]]:
    ends: list[int] = []
    text = ""
    for word in words:
        text += word.text
        ends.append(len(text))
    return text, ends


def _places(a: str, b: str) -> tuple[list[int], list[int]]:
    """For each place between characters of `a`, the lowest and highest place of it in `b`."""
    low, high = [len(b)] * (len(a) + 1), [0] * (len(a) + 1)
    for op in Levenshtein.opcodes(a, b):
        for place in range(op.src_start, op.src_end + 1):
            if op.tag == "equal":
                there = (op.dest_start + place - op.src_start,) * 2
            elif place == op.src_start == op.src_end:
                there = (op.dest_start, op.dest_end)
            elif place == op.src_start:
                there = (op.dest_start, op.dest_start)
            elif place == op.src_end:
                there = (op.dest_end, op.dest_end)
            else:
                there = (op.dest_start, op.dest_end)
            low[place] = min(low[place], there[0])
            high[place] = max(high[place], there[1])
    return low, high


def find_matching(
    first: Sequence[Word], other: Sequence[Word], start: int, stop: int
) -> Sequence[Word]:
    """The words of `other` that stand where `first[start:stop]` stand.

    None where they run on into what stands beside: a neighbour would come twice.
    """
    found: list[Word] = []
    place = 0
    for a, b in pair(first, other):
        end = place + len(a)
        if place < stop and end > start:
            if place < start or end > stop:
                return ()
            found.extend(b)
        place = end
    return found


def side_by_side(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words of a piece, none reaching over the next: the engine may give one the whole row.

    A number is read alone by its box, and would come back with its neighbours.
    """
    boxes = [word.box for word in words if word.box is not None]
    for place, (one, other) in enumerate(pairwise(boxes)):
        over = one.x + one.width - other.x
        if one.x < other.x and over > REACHES_OVER * other.width:
            boxes[place] = one._replace(width=other.x - one.x)
    return tuple(replace(word, box=box) for word, box in zip(words, boxes, strict=True))
