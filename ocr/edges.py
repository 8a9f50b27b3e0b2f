"""Rows that the edge of the picture cuts: what stood beyond is lost, and a person must say so.

A sheet that lay askew on the glass, or a photograph taken too near, ends in the middle of a word
on some rows and between two words on others: `pendant 7 jours` is gone and nothing looks amiss.
"""

from collections.abc import Sequence

import numpy as np

from ocr.cleaning.clean import Grey
from ocr.page import Line, Word
from prescription.record import Box

TOUCHING = 0.12
"""In heights of a word: nearer to the edge no letter stands on a whole page."""
NEXT_WORD = 1.6
"""In heights of a word: a row that ends nearer to a cutting edge may go on beyond it."""
READ = 0.5
"""Confidence of what is read on paper; of the grain of a desk hardly anything has it."""
DARK = 90.0
"""Grey level below which it is no paper, even in shadow."""
LEAST_LETTERS = 2
"""Of a row: a single sign at the edge is a speck or a rule."""


def find_cut_ends(lines: Sequence[Line], page: Grey) -> tuple[Box, ...]:
    """Where rows were cut off by the edge of the picture or of the paper on a dark bed.

    Boxes are those of the page as given.
    """
    height = page.shape[0]
    ends = [(line, word) for line in lines if _is_text(line) for word in _outer(line)]
    found: list[Box] = []
    for gap in (_left_gap, _right_gap):
        gaps = [(gap(word.box, page), word.box) for _, word in ends if word.box is not None]
        if not any(_touches(space, box) for space, box in gaps):
            continue
        found += [box for space, box in gaps if space <= NEXT_WORD * box.height]
    for line, word in ends:
        box, row = word.box, line.box
        if box is not None and row is not None:
            space = min(row.y, height - row.y - row.height)
            found += [row] if _touches(space, box) else []
    return tuple(dict.fromkeys(found))


def _is_text(line: Line) -> bool:
    letters = [word for word in line.words if (word.confidence or 0.0) >= READ]
    return sum(sum(map(str.isalnum, word.text)) for word in letters) >= LEAST_LETTERS


def _outer(line: Line) -> tuple[Word, ...]:
    """The first and the last word of a row."""
    return tuple({id(word): word for word in (line.words[0], line.words[-1])}.values())


def _touches(space: float, box: Box) -> bool:
    return space <= max(TOUCHING * box.height, 1.0)


def _left_gap(box: Box, page: Grey) -> int:
    rows = page[box.y : box.y + box.height, : box.x]
    return box.x - _dark_run(rows)


def _right_gap(box: Box, page: Grey) -> int:
    rows = page[box.y : box.y + box.height, box.x + box.width :]
    return int(rows.shape[1]) - _dark_run(rows[:, ::-1])


def _dark_run(rows: Grey) -> int:
    """How many columns from the first one on are a dark bed, not paper."""
    paper = np.flatnonzero(rows.mean(axis=0) > DARK) if rows.size else np.zeros(0)
    return int(paper[0]) if len(paper) else 0
