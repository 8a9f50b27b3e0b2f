"""A page as words with boxes and confidences, whichever engine read it.

A `Line` is what a person reads in one go: the words of one printed line, or one row of a table,
cell after cell (the cells of a row belong to one drug). Columns that stand beside each other
without being a table, such as the two halves of a header, give lines of their own in different
blocks. Lines come in reading order: block by block, left before right, each from top to bottom.
A block is a group of lines without a white band between them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from prescription.record import Box, Review

UNREAD_SIGN = "\ufffd"
"""Stands for ink among words that is a sign and was not read; its confidence is near 0."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word; `box` in pixels of the page as given, `confidence` 0 to 1.

    Both are None where text was given instead of a picture. `alternatives` are other readings of
    the same ink, best first: where there is one, the confidence is near 0. `level` is the word's
    box on the level page (`Page.from_level`), where the page is not level.
    """

    text: str
    box: Box | None = None
    confidence: float | None = None
    alternatives: tuple[str, ...] = ()
    level: Box | None = None


@lru_cache(maxsize=8192)
def _typed(text: str) -> Word:
    """A word without a picture: the same wherever it stands."""
    return Word(text)


@dataclass(frozen=True, slots=True)
class Line:
    """Words in the order they are read; `block` numbers the group of lines it stands in."""

    words: tuple[Word, ...]
    block: int = 0

    @property
    def text(self) -> str:
        """The words with one space between."""
        return " ".join(word.text for word in self.words)

    @property
    def box(self) -> Box | None:
        """The smallest box around all words."""
        return surround(word.box for word in self.words)


@dataclass(frozen=True, slots=True)
class Code:
    """A barcode: `kind` such as `Code 128`, `QR`, its content, `box` in pixels of the page."""

    kind: str
    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its lines from top to bottom and what could not be read of it (`review`).

    `number` counts from 1 in the file; `width` and `height` are pixels of the page as given, 0 for
    text without a picture. On a turned, skewed, tilted or curled page `from_level` is the way from
    pixels of the level page to those of this one: a 3 × 3 matrix row by row and, where the page
    is curled, its bend (`ocr.level`). On a level page it is empty.
    """

    number: int
    lines: tuple[Line, ...]
    width: int = 0
    height: int = 0
    review: tuple[Review, ...] = ()
    from_level: tuple[float, ...] = ()
    codes: tuple[Code, ...] = ()

    @classmethod
    def from_text(cls, text: str, number: int = 1) -> "Page":
        """A page of plain text: one `Line` a line; a blank line starts a new block.

        The bars around a row of a table are no words of it, `| Lasilix | 1 | 0 |`, nor is its rule,
        `|---|---|`.
        """
        lines: list[Line] = []
        block = 0
        for row in text.splitlines():
            words = tuple(map(_typed, _without_frame(row).split()))
            if _is_rule(row):
                continue
            if words:
                lines.append(Line(words, block))
            else:
                block += 1
        return cls(number, tuple(lines))


def _without_frame(row: str) -> str:
    bare = row.strip()
    framed = len(bare) > 1 and bare[0] == bare[-1] == "|" and "|" in bare[1:-1]
    return bare[1:-1] if framed else row


def _is_rule(row: str) -> bool:
    bare = row.strip()
    return "|" in bare and "-" in bare and not bare.strip("|-:+= ")


def surround(boxes: Iterable[Box | None]) -> Box | None:
    """The smallest box around all `boxes`; None when there is none."""
    known = [(b.x, b.y, b.x + b.width, b.y + b.height) for b in boxes if b is not None]
    if not known:
        return None
    left, top, right, foot = zip(*known, strict=True)
    x, y = min(left), min(top)
    return Box(x, y, max(right) - x, max(foot) - y)
