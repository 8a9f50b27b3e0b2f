"""What every way to Tesseract takes and gives, and the faults they share."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from prescription.language import Fault
from prescription.record import Box

MAX_SIDE = 32767
"""Tesseract refuses larger pictures."""
DPI = 300
"""What pictures are taken for unless it is said otherwise."""


class Segmentation(IntEnum):
    """How the page is cut into lines (Tesseract's page segmentation modes)."""

    AUTO = 3
    COLUMN = 4
    BLOCK = 6
    LINE = 7
    RAW_LINE = 13


@dataclass(frozen=True, slots=True)
class Token:
    """A word as the engine read it: box in pixels of the picture, confidence 0 to 1.

    `line` tells words that the engine put in one line from others.
    """

    text: str
    box: Box
    confidence: float
    line: tuple[int, int, int]


class OutOfTimeError(Exception):
    """Tesseract did not finish in the time given; the caller must tell which region is unread."""


Rows = tuple[tuple[Box, ...], ...]
"""The boxes of words, line by line."""


class LineReader(Protocol):
    """Reads lines beside whatever else is read; for one thread at a time."""

    def read(self, line: NDArray[np.uint8], seconds: float) -> tuple[Token, ...]:
        """The words of a picture of one line. Raises OutOfTimeError."""

    def leave(self) -> None:
        """Forget this reader, which does not come back."""


class Engine(Protocol):
    """A way to Tesseract."""

    @property
    def name(self) -> str:
        """What `doctor` calls it."""

    def version(self) -> str:
        """Such as `5.3.0`. Raises Fault when Tesseract is missing."""

    def languages(self) -> tuple[str, ...]:
        """Such as `("eng", "fra")`. Raises Fault when Tesseract is missing."""

    def recognize_each(
        self,
        pictures: Sequence[NDArray[np.uint8]],
        segmentation: Segmentation,
        languages: Sequence[str],
        dpi: int,
        seconds: float,
    ) -> tuple[tuple[Token, ...], ...]:
        """The words of each picture (height, width), in the engine's reading order.

        Raises OutOfTimeError when all of them take longer than `seconds`, Fault when Tesseract or
        a language is missing.
        """

    def recognize_page(
        self,
        picture: NDArray[np.uint8],
        language: str,
        seconds: float,
        found: Callable[[Rows], object] | None,
    ) -> tuple[Token, ...]:
        """The words of a page; `found` is told where they stand before they are read.

        In another thread than the caller's, and not at all where the engine cannot tell. Raises as
        `recognize_each` does.
        """

    def line_reader(self, language: str) -> LineReader | None:
        """A reader kept for lines; None where rows are not found without being read."""


def parse_tsv(text: str, pages: int) -> tuple[tuple[Token, ...], ...]:
    """The words of each page in Tesseract's table: level, page, block, … confidence, text."""
    tokens: list[list[Token]] = [[] for _ in range(pages)]
    for row in text.splitlines():
        cells = row.split("\t")
        word = cells[11].strip() if len(cells) > 11 else ""
        if cells[0] != "5" or not word:
            continue
        page, block, paragraph, line, _, left, top, width, height = map(int, cells[1:10])
        confidence = min(max(float(cells[10]) / 100, 0.0), 1.0)
        box = Box(left, top, width, height)
        tokens[page - 1].append(Token(word, box, confidence, (block, paragraph, line)))
    return tuple(tuple(page) for page in tokens)


def not_installed() -> Fault:
    """The sentence for a machine without Tesseract."""
    command = "sudo apt install tesseract-ocr tesseract-ocr-fra"
    return Fault(
        fr=f"Tesseract n'est pas installé : lancez `{command}`.",
        en=f"Tesseract is not installed: run `{command}`.",
    )


def language_missing(language: str) -> Fault:
    """The sentence for a machine without the data of a language."""
    command = f"sudo apt install tesseract-ocr-{language}"
    return Fault(
        fr=f"Les données « {language} » de Tesseract manquent : lancez `{command}`.",
        en=f"Tesseract's `{language}` data is missing: run `{command}`.",
    )


def unreadable() -> Fault:
    """The sentence for a picture that Tesseract refuses."""
    return Fault(
        fr="Tesseract n'a pas pu lire la page ; `ordonnancier doctor` vérifie l'installation.",
        en="Tesseract could not read the page; `ordonnancier doctor` checks the installation.",
    )
