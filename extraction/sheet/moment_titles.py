"""Rows of moments alone: titles of columns where they stand apart, a posology where they do not."""

import re
from dataclasses import replace
from itertools import pairwise
from statistics import median

from extraction.sheet.cues import MOMENTS, is_column_title
from extraction.sheet.rows import Row, columns_of
from extraction.spelling.matching import fold

APART = 0.8
"""Heights of letters between titles of columns; words of a text stand nearer."""
_FEWEST, _FEWEST_ALONE = 2, 3
HOUR = re.compile(r"(\d{1,2}) ?[h:] ?(\d\d)?")
"""What heads a column with the hour of an intake, folded."""
_HOURS = re.compile(r"(?:\d{1,2} ?[h:] ?(?:\d\d)?(?: +|$))+")
"""Several of them, where the columns are narrow: `8h 12h`."""
_BEGINS = re.compile(r"\d{1,2}(?= ?[h:])")
RULES = frozenset({"|", "¦"})
"""What the rules between columns are read as."""
_LISTED = re.compile(r"[,/+&]|\bet\b")


def heads_moments(row: Row) -> bool:
    """Whether the row is `Matin  Midi  Soir` above columns, and not `matin, midi et soir`.

    Or hours: `Médicament  08:00  12:00  19:00  Durée`.
    """
    if len(row.words) < _FEWEST or row.words[0].box is None:
        # Words of a text have no box that could stand apart from another.
        return False
    if _heads_hours(row):
        return True
    words = [fold(word.text).strip(" .:") for word in row.words]
    if not MOMENTS.issuperset(words) or _LISTED.search(fold(row.text)):
        return False
    boxes = [word.box for word in row.words if word.box is not None]
    if len(boxes) < len(words):
        return False
    least = min(b.x - a.x - a.width for a, b in pairwise(boxes))
    return least > APART * median(box.height for box in boxes)


def _heads_hours(row: Row) -> bool:
    """Whether hours stand apart in a row, alone or beside titles of other columns."""
    said = tuple(word for word in row.words if word.text not in RULES)
    if not said:
        return False
    row = replace(row, words=said)
    parts = [fold(part.text).strip(" .") for part in columns_of(row)]
    others = [part for part in parts if not _HOURS.fullmatch(part)]
    hours = sum(len(_BEGINS.findall(part)) for part in parts if _HOURS.fullmatch(part))
    words = [word for part in others for word in re.findall(r"[^\W\d_]{2,}|\d", part)]
    if hours >= _FEWEST_ALONE and sum(map(str.isdigit, words)) == 1 < len(words):
        # What is left of an hour, or the edge of the table: what stands below it is asked.
        words = [word for word in words if not word.isdigit()]
    return hours >= (_FEWEST if words else _FEWEST_ALONE) and all(map(is_column_title, words))
