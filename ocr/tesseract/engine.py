"""Reading pictures with Tesseract, by whichever way this machine offers."""

from collections.abc import Callable, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from ocr.tesseract.command import CommandEngine
from ocr.tesseract.library import LibraryEngine, is_usable
from ocr.tesseract.recognition import (
    DPI,
    Engine,
    LineReader,
    OutOfTimeError,
    Rows,
    Segmentation,
    Token,
)

__all__ = [
    "LineReader",
    "OutOfTimeError",
    "Rows",
    "Segmentation",
    "Token",
    "engine",
    "recognize",
    "recognize_each",
    "recognize_page",
    "second_language",
]


@cache
def engine() -> Engine:
    """The library where it is installed and finds French, else the command line."""
    return LibraryEngine() if is_usable() else CommandEngine()


def second_language() -> str:
    """The model of second readings: English, which errs otherwise than French, where it is."""
    return "eng" if "eng" in engine().languages() else "fra"


def recognize(
    grey: NDArray[np.uint8],
    *,
    segmentation: Segmentation = Segmentation.AUTO,
    languages: Sequence[str] = ("fra",),
    dpi: int = DPI,
    seconds: float = 60.0,
) -> tuple[Token, ...]:
    """The words of `grey` (height, width), in the engine's reading order.

    Raises OutOfTimeError after `seconds`, Fault when Tesseract or a language is missing.
    """
    return engine().recognize_each([grey], segmentation, languages, dpi, seconds)[0]


def recognize_page(
    grey: NDArray[np.uint8],
    *,
    seconds: float,
    found: Callable[[Rows], object] | None = None,
) -> tuple[Token, ...]:
    """The words of a French page; `found` is told its rows before they are read, if at all.

    Raises as `recognize` does.
    """
    return engine().recognize_page(grey, "fra", seconds, found)


def recognize_each(
    crops: Sequence[NDArray[np.uint8]],
    *,
    segmentation: Segmentation = Segmentation.LINE,
    languages: Sequence[str] = ("fra",),
    dpi: int = DPI,
    seconds: float = 60.0,
) -> tuple[tuple[Token, ...], ...]:
    """The words of each picture. Raises as `recognize` does; `seconds` are for all of them."""
    if not crops:
        return ()
    return engine().recognize_each(crops, segmentation, languages, dpi, seconds)
