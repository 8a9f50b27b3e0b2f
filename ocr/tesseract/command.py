"""Tesseract's command line: the way in that works wherever Tesseract is installed.

Pictures go in on standard input and words come back on standard output: nothing touches the disk.
"""

import io
import os
import subprocess
from collections.abc import Callable, Sequence
from functools import cache

import numpy as np
import pytesseract
from numpy.typing import NDArray
from PIL import Image

from ocr.tesseract.recognition import (
    DPI,
    OutOfTimeError,
    Rows,
    Segmentation,
    Token,
    language_missing,
    not_installed,
    parse_tsv,
    unreadable,
)
from prescription.language import Fault, say


class CommandEngine:
    """Tesseract as a program (`ocr.tesseract.recognition.Engine`)."""

    @property
    def name(self) -> str:
        """What `doctor` calls it."""
        return say(fr="par sa ligne de commande", en="by its command line")

    def version(self) -> str:
        """Raises Fault when Tesseract is missing."""
        return _version()

    def languages(self) -> tuple[str, ...]:
        """Raises Fault when Tesseract is missing."""
        return _languages()

    def recognize_each(
        self,
        pictures: Sequence[NDArray[np.uint8]],
        segmentation: Segmentation,
        languages: Sequence[str],
        dpi: int,
        seconds: float,
    ) -> tuple[tuple[Token, ...], ...]:
        """Starting Tesseract takes as long as reading ten lines: all go in as one file."""
        packed = _to_pgm(pictures[0]) if len(pictures) == 1 else _to_tiff(pictures)
        command = [
            pytesseract.pytesseract.tesseract_cmd,
            *("stdin", "stdout", "--psm", str(int(segmentation)), "-l", "+".join(languages)),
            *("--dpi", str(dpi), "tsv"),
        ]
        try:
            done = subprocess.run(
                command,
                input=packed,
                capture_output=True,
                timeout=seconds,
                check=False,
                # More than one thread makes a page take six times as long.
                env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            )
        except FileNotFoundError:
            raise not_installed() from None
        except subprocess.TimeoutExpired:
            raise OutOfTimeError from None
        if done.returncode:
            raise _fault_of(done.stderr.decode(errors="replace"), languages)
        return parse_tsv(done.stdout.decode(errors="replace"), len(pictures))

    def recognize_page(
        self,
        picture: NDArray[np.uint8],
        language: str,
        seconds: float,
        found: Callable[[Rows], object] | None,  # noqa: ARG002 - the program gives what it has read
    ) -> tuple[Token, ...]:
        """As `recognize_each`."""
        return self.recognize_each([picture], Segmentation.AUTO, (language,), DPI, seconds)[0]

    def line_reader(self, language: str) -> None:
        """The program gives words, not rows it has not read."""


@cache
def _version() -> str:
    try:
        return str(pytesseract.get_tesseract_version())
    except (pytesseract.TesseractNotFoundError, SystemExit):
        raise not_installed() from None


@cache
def _languages() -> tuple[str, ...]:
    try:
        return tuple(pytesseract.get_languages())
    except pytesseract.TesseractNotFoundError:
        raise not_installed() from None


def _to_pgm(grey: NDArray[np.uint8]) -> bytes:
    height, width = grey.shape
    return b"P5 %d %d 255\n" % (width, height) + np.ascontiguousarray(grey).tobytes()


def _to_tiff(pictures: Sequence[NDArray[np.uint8]]) -> bytes:
    buffer = io.BytesIO()
    first, *rest = (Image.fromarray(picture) for picture in pictures)
    first.save(buffer, "TIFF", save_all=True, append_images=rest)
    return buffer.getvalue()


def _fault_of(message: str, languages: Sequence[str]) -> Fault:
    for language in languages:
        if f"'{language}'" in message or f"{language}.traineddata" in message:
            return language_missing(language)
    return unreadable()
