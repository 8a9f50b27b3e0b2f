"""Rows of moments alone: titles of columns where they stand apart, a posology where they do not."""

import re
from itertools import pairwise
from statistics import median

from extraction.sheet.cues import MOMENTS
from extraction.sheet.rows import Row
from extraction.spelling.matching import fold

APART = 0.8
"""Heights of letters between titles of columns; words of a text stand nearer."""
_FEWEST = 2
_LISTED = re.compile(r"[,/+&]|\bet\b")


def heads_moments(row: Row) -> bool:
    """Whether the row is `Matin  Midi  Soir` above columns, and not `matin, midi et soir`."""
    if len(row.words) < _FEWEST or row.words[0].box is None:
        # Words of a text have no box that could stand apart from another.
        return False
    words = [fold(word.text).strip(" .:") for word in row.words]
    if not MOMENTS.issuperset(words) or _LISTED.search(fold(row.text)):
        return False
    boxes = [word.box for word in row.words if word.box is not None]
    if len(boxes) < len(words):
        return False
    least = min(b.x - a.x - a.width for a, b in pairwise(boxes))
    return least > APART * median(box.height for box in boxes)
