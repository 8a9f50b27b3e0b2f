"""Pages drawn with a typewriter: every character is as wide as it is on the drawing."""

import re
from textwrap import dedent

from ocr.page import Line, Page, Word
from prescription.record import Box

WIDTH, HEIGHT, LINE = 20, 30, 50


def type_page(
    drawing: str, number: int = 1, confidence: float = 0.95, *, by_column: bool = False
) -> Page:
    """The page of a drawing, one `Line` a row, or (`by_column`) one for each part of a row."""
    lines = []
    rows = dedent(drawing).strip("\n").splitlines()
    for y, row in enumerate(rows):
        parts = re.finditer(r"\S+(?: {1,3}\S+)*", row) if by_column else [re.match(".*", row)]
        for block, part in enumerate(parts):
            assert part is not None
            words = tuple(
                Word(
                    m[0],
                    Box((part.start() + m.start()) * WIDTH, y * LINE, len(m[0]) * WIDTH, HEIGHT),
                    confidence,
                )
                for m in re.finditer(r"\S+", part[0])
            )
            if words:
                lines.append(Line(words, block))
    return Page(number, tuple(lines), width=2000, height=LINE * len(rows))
