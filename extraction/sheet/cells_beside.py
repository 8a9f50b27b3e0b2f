"""Two cells that were taken for one: a length or a supply that stands beside a wrapped posology.

    1 cp à prendre matin      pendant 1
    midi et soir              mois

The third column of a table without titles may begin elsewhere in each of its rows, and is no
column then; a title may be lost. Read row by row the length would stand in mid-sentence. Rows with
a length each (`1 cp le matin   3 jours` above `2 cp le matin   5 jours`) are read row by row.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from extraction.sheet.columns import AT_EDGE, NEAR, spaces
from extraction.sheet.rows import Row, columns_of
from extraction.spelling.matching import fold
from ocr.page import Word
from prescription.record import Box

_OPENS = re.compile(
    r"\W*(?:pendant|pdt|pour|durant|duree|traitement|qsp|q\.s\.p|ar\b|a renouveler|renouv\w+)"
)
_AMOUNT = re.compile(
    r"\W*\d+ ?(?:j(?:ours?|rs?)?|sem(?:aines?)?|mois|ans?|bo[iî]tes?|btes?|bts?|fl(?:acons?)?)\b"
)


def cells_beside(parts: Sequence[Row]) -> tuple[Row, ...]:
    """The rows of one cell as the cells they hold: one, or two side by side."""
    whole = _joined(parts, [part.words for part in parts])
    cells = columns_of(parts[0])
    if len(parts) < 2 or len(cells) != 2 or cells[1].box is None:
        return (whole,)
    halves = [_cut(part, cells[1].box) for part in parts]
    left = [one for one, _ in halves if one]
    right = [other for _, other in halves if other]
    if not all(map(any, halves)) or len(left) < 2 or not _tells_once(parts[0], right):
        return (whole,)
    return (_joined(parts, left), _joined(parts, right))


def _cut(part: Row, edge: Box) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """The words before a cell's edge and those from it on; none where a word runs across it.

    Where the words before it fill their cell, the space is but wider than others.
    """
    boxes = [word.box for word in part.words if word.box is not None]
    gaps, wide = spaces(boxes)
    at = sum(box.x < edge.x - AT_EDGE * edge.height for box in boxes)
    runs_on = 0 < at < len(boxes) and gaps[at - 1] <= wide
    off = at < len(boxes) and boxes[at].x - edge.x > NEAR * edge.height
    over = at > 0 and boxes[at - 1].x + boxes[at - 1].width > edge.x
    return ((), ()) if runs_on or off or over else (part.words[:at], part.words[at:])


def _tells_once(first: Row, right: Sequence[tuple[Word, ...]]) -> bool:
    """Whether one length or supply stands in the cell on the right, and not one in each row."""
    said, *below = (fold(replace(first, words=words).text) for words in right)
    if _OPENS.match(said):
        return not any(map(_OPENS.match, below))
    return bool(_AMOUNT.match(said)) and not any(
        _OPENS.match(other) or _AMOUNT.match(other) for other in below
    )


def _joined(parts: Sequence[Row], words: Sequence[tuple[Word, ...]]) -> Row:
    return replace(parts[0], words=tuple(word for some in words for word in some))
