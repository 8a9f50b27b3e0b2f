"""Pages of text and tables as PDF, by reportlab, in a font that has every French letter."""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, BinaryIO

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

PLAIN, BOLD = "Vera", "VeraBd"
SIZE = 7.5
LEADING = 9.5
MARGIN = 12 * mm
HEAD = 26 * mm
FOOT = 14 * mm
GAP: float = 2 * mm
WIDTH, HEIGHT = landscape(A4)
MISSING = "\N{WHITE SQUARE}"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: a text a column, or one text across them all (`heading`)."""

    cells: tuple[str, ...]
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what stands above it, and its share of the width."""

    title: str
    share: float


@dataclass(frozen=True, slots=True)
class _Wrapped:
    cells: tuple[tuple[str, ...], ...]
    heading: bool

    @property
    def height(self) -> float:
        return max(len(lines) for lines in self.cells) * LEADING + GAP


@cache
def load_fonts() -> None:
    """Make the fonts that come with reportlab known to it."""
    for name in (PLAIN, BOLD):
        pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))


def printable(text: str) -> str:
    """The text with what the font lacks as its plain letter, else as a white square."""
    load_fonts()
    known: Any = pdfmetrics.getFont(PLAIN).face.charToGlyph
    if all(ord(char) in known for char in text):
        return text
    return "".join(
        part if ord(part) in known else MISSING
        for char in text
        for part in (char if ord(char) in known else _plain(char))
    )


def write_table(
    stream: BinaryIO,
    *,
    title: str,
    head: Sequence[str],
    foot: Callable[[int, int], str],
    columns: Sequence[Column],
    rows: Iterable[Row],
) -> int:
    """Write a table over as many landscape A4 pages as it takes; how many.

    `head` are lines at the top of each page, the first one bold; `foot` gives the line at the
    bottom from the page's number and how many there are.
    """
    load_fonts()
    pages = _paginated(columns, rows)
    canvas = Canvas(stream, pagesize=(WIDTH, HEIGHT), pageCompression=1)
    canvas.setTitle(title)
    for number, page in enumerate(pages, start=1):
        _draw_frame(canvas, title, head, foot(number, len(pages)))
        _draw_rows(canvas, columns, page)
        canvas.showPage()
    canvas.save()
    return len(pages)


def _paginated(columns: Sequence[Column], rows: Iterable[Row]) -> list[list[_Wrapped]]:
    titles = _wrap(columns, Row(tuple(column.title for column in columns)), BOLD)
    room = HEIGHT - HEAD - FOOT - 2 * MARGIN
    pages = [[titles]]
    left = room - titles.height
    for row in rows:
        wrapped = _wrap(columns, row, BOLD if row.heading else PLAIN)
        # A heading alone at the foot of a page would stand apart from what it heads.
        if wrapped.height + (3 * LEADING if row.heading else 0) > left and len(pages[-1]) > 1:
            pages.append([titles])
            left = room - titles.height
        pages[-1].append(wrapped)
        left -= wrapped.height
    return pages


def _wrap(columns: Sequence[Column], row: Row, font: str) -> _Wrapped:
    if row.heading:
        width = WIDTH - 2 * MARGIN
        return _Wrapped((tuple(_split(row.cells[0], font, width)),), heading=True)
    widths = _widths(columns)
    cells = (
        tuple(_split(cell, font, width - GAP))
        for cell, width in zip(row.cells, widths, strict=True)
    )
    return _Wrapped(tuple(cells), heading=font == BOLD)


def _split(text: str, font: str, width: float) -> list[str]:
    lines: list[str] = simpleSplit(printable(text), font, SIZE, width)
    return [piece for line in lines for piece in _cut(line, font, width)] or [""]


def _cut(line: str, font: str, width: float) -> list[str]:
    """A word longer than its column, in pieces that fit: nothing is written over."""
    if pdfmetrics.stringWidth(line, font, SIZE) <= width:
        return [line]
    pieces = [""]
    for char in line:
        if pdfmetrics.stringWidth(pieces[-1] + char, font, SIZE) > width and pieces[-1]:
            pieces.append("")
        pieces[-1] += char
    return pieces


def _widths(columns: Sequence[Column]) -> list[float]:
    whole = sum(column.share for column in columns)
    return [(WIDTH - 2 * MARGIN) * column.share / whole for column in columns]


def _draw_frame(canvas: Canvas, title: str, head: Sequence[str], foot: str) -> None:
    top = HEIGHT - MARGIN - LEADING
    for index, line in enumerate(head):
        canvas.setFont(PLAIN if index else BOLD, SIZE + 1)
        canvas.drawString(MARGIN, top - index * (LEADING + 1), printable(line))
    canvas.setFont(BOLD, SIZE + 3)
    canvas.drawRightString(WIDTH - MARGIN, top, printable(title))
    canvas.setLineWidth(0.5)
    canvas.line(MARGIN, HEIGHT - HEAD, WIDTH - MARGIN, HEIGHT - HEAD)
    canvas.setFont(PLAIN, SIZE)
    canvas.drawString(MARGIN, MARGIN, printable(foot))


def _draw_rows(canvas: Canvas, columns: Sequence[Column], rows: Sequence[_Wrapped]) -> None:
    top = HEIGHT - HEAD - LEADING
    for row in rows:
        canvas.setFont(BOLD if row.heading else PLAIN, SIZE)
        left = MARGIN
        for lines, width in zip(row.cells, _widths(columns), strict=False):
            for index, line in enumerate(lines):
                canvas.drawString(left, top - index * LEADING, line)
            left += width
        top -= row.height
        canvas.setLineWidth(0.1)
        canvas.line(MARGIN, top + LEADING - 1, WIDTH - MARGIN, top + LEADING - 1)


def _plain(char: str) -> str:
    parts = unicodedata.normalize("NFKD", char)
    return "".join(part for part in parts if not unicodedata.combining(part)) or MISSING
