"""Leaders and bullets among the words of their lines, left out while the words are read again."""

from collections.abc import Sequence
from dataclasses import replace

from ocr.cleaning.dots import Mark
from ocr.page import Line, Word
from prescription.record import Box


def without_marks(lines: Sequence[Line], marks: Sequence[Mark]) -> tuple[Line, ...]:
    """The lines with their letters and digits alone; a line of marks alone is none."""
    boxes = {mark.box for mark in marks}
    bare = (replace(ln, words=tuple(w for w in ln.words if w.box not in boxes)) for ln in lines)
    return tuple(line for line in bare if line.words)


def put_marks(lines: Sequence[Line], marks: Sequence[Mark]) -> tuple[Line, ...]:
    """The lines with each mark at its place in the line it stands nearest to.

    One that stands beside no line is no mark: what is left of a crease may look like an arrow.
    """
    changed = list(lines)
    for mark in marks:
        near = [
            (_distance(mark.box, line.box), i)
            for i, line in enumerate(lines)
            if line.box and _rows_between(mark.box, line.box) <= line.box.height
        ]
        _, home = min(near, default=(0.0, -1))
        if home >= 0:
            changed[home] = _with_mark(changed[home], mark)
    return tuple(changed)


def _with_mark(line: Line, mark: Mark) -> Line:
    at = sum(word.box is not None and word.box.x < mark.box.x for word in line.words)
    word = Word(mark.text, mark.box, 1.0)
    return replace(line, words=(*line.words[:at], word, *line.words[at:]))


def _distance(box: Box, line: Box) -> float:
    """Pixels between a mark and a line, those up and down counted tenfold."""
    across = max(line.x - box.x - box.width, box.x - line.x - line.width, 0)
    return across + 10.0 * _rows_between(box, line)


def _rows_between(box: Box, line: Box) -> int:
    """Pixels between a mark and a line, up and down."""
    return max(line.y - box.y - box.height, box.y - line.y - line.height, 0)
