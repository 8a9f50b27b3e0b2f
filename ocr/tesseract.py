"""The one module that knows Tesseract's command line.

Pictures go in on standard input and words come back on standard output: nothing touches the disk.
Another engine with the same `recognize` may stand in its place.
"""

import csv
import io
import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

import numpy as np
import pytesseract
from numpy.typing import NDArray
from PIL import Image

from prescription.language import Fault
from prescription.record import Box

MAX_SIDE = 32767
"""Tesseract refuses larger pictures."""


class Segmentation(IntEnum):
    """How the page is cut into lines (Tesseract's page segmentation modes)."""

    AUTO = 3
    COLUMN = 4
    BLOCK = 6
    LINE = 7
    RAW_LINE = 13
    SPARSE = 11


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


def recognize(
    grey: NDArray[np.uint8],
    *,
    segmentation: Segmentation = Segmentation.AUTO,
    languages: Sequence[str] = ("fra",),
    dpi: int = 300,
    seconds: float = 60.0,
) -> tuple[Token, ...]:
    """The words of `grey` (height, width), in the engine's reading order.

    Raises OutOfTimeError after `seconds`, Fault when Tesseract or a language is missing.
    """
    return _run(_to_pgm(grey), 1, segmentation, languages, dpi, seconds)[0]


def recognize_each(
    crops: Sequence[NDArray[np.uint8]],
    *,
    segmentation: Segmentation = Segmentation.LINE,
    languages: Sequence[str] = ("fra",),
    dpi: int = 300,
    seconds: float = 60.0,
) -> tuple[tuple[Token, ...], ...]:
    """The words of each picture, in one call of the engine. Raises as `recognize` does.

    Starting Tesseract takes as long as reading ten lines: the pictures go in as one TIFF.
    """
    if not crops:
        return ()
    return _run(_to_tiff(crops), len(crops), segmentation, languages, dpi, seconds)


def _run(
    picture: bytes,
    pages: int,
    segmentation: Segmentation,
    languages: Sequence[str],
    dpi: int,
    seconds: float,
) -> tuple[tuple[Token, ...], ...]:
    command = [
        pytesseract.pytesseract.tesseract_cmd,
        *("stdin", "stdout", "--psm", str(int(segmentation)), "-l", "+".join(languages)),
        *("--dpi", str(dpi), "tsv"),
    ]
    try:
        done = subprocess.run(
            command,
            input=picture,
            capture_output=True,
            timeout=seconds,
            check=False,
            # More than one thread makes a page take six times as long.
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except FileNotFoundError:
        raise _not_installed() from None
    except subprocess.TimeoutExpired:
        raise OutOfTimeError from None
    if done.returncode:
        raise _fault_of(done.stderr.decode(errors="replace"), languages)
    return _parse_tsv(done.stdout.decode(errors="replace"), pages)


@cache
def installed_version() -> str:
    """Such as `5.3.0`. Raises Fault when Tesseract is missing."""
    try:
        return str(pytesseract.get_tesseract_version())
    except (pytesseract.TesseractNotFoundError, SystemExit):
        raise _not_installed() from None


@cache
def installed_languages() -> tuple[str, ...]:
    """Such as `("eng", "fra")`. Raises Fault when Tesseract is missing."""
    try:
        return tuple(pytesseract.get_languages())
    except pytesseract.TesseractNotFoundError:
        raise _not_installed() from None


def _to_pgm(grey: NDArray[np.uint8]) -> bytes:
    height, width = grey.shape
    return b"P5 %d %d 255\n" % (width, height) + np.ascontiguousarray(grey).tobytes()


def _to_tiff(crops: Sequence[NDArray[np.uint8]]) -> bytes:
    buffer = io.BytesIO()
    first, *rest = (Image.fromarray(crop) for crop in crops)
    first.save(buffer, "TIFF", save_all=True, append_images=rest)
    return buffer.getvalue()


def _parse_tsv(text: str, pages: int) -> tuple[tuple[Token, ...], ...]:
    tokens: list[list[Token]] = [[] for _ in range(pages)]
    for row in csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        word = (row["text"] or "").strip()
        if row["level"] != "5" or not word:
            continue
        box = Box(*(int(row[name]) for name in ("left", "top", "width", "height")))
        confidence = min(max(float(row["conf"]) / 100, 0.0), 1.0)
        line = (int(row["block_num"]), int(row["par_num"]), int(row["line_num"]))
        tokens[int(row["page_num"]) - 1].append(Token(word, box, confidence, line))
    return tuple(tuple(page) for page in tokens)


def _fault_of(message: str, languages: Sequence[str]) -> Fault:
    for language in languages:
        if f"'{language}'" in message or f"{language}.traineddata" in message:
            return _language_missing(language)
    return Fault(
        fr="Tesseract n'a pas pu lire la page ; `ordonnancier doctor` vérifie l'installation.",
        en="Tesseract could not read the page; `ordonnancier doctor` checks the installation.",
    )


def _not_installed() -> Fault:
    command = "sudo apt install tesseract-ocr tesseract-ocr-fra"
    return Fault(
        fr=f"Tesseract n'est pas installé : lancez `{command}`.",
        en=f"Tesseract is not installed: run `{command}`.",
    )


def _language_missing(language: str) -> Fault:
    command = f"sudo apt install tesseract-ocr-{language}"
    return Fault(
        fr=f"Les données « {language} » de Tesseract manquent : lancez `{command}`.",
        en=f"Tesseract's `{language}` data is missing: run `{command}`.",
    )
