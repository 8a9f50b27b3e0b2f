"""Tesseract inside this process (tesserocr): no start-up, a line in a hundredth of a second.

Only for a process of its own, as `ocr.files.worker` is: the code is native, the pictures foreign.
"""

import os
import threading
import time
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ocr.tesseract.recognition import (
    MAX_SIDE,
    OutOfTimeError,
    Segmentation,
    Token,
    language_missing,
    not_installed,
    parse_tsv,
    unreadable,
)
from prescription.language import say
from prescription.resources import RESOURCES

# Read once, when the library is loaded: more than one thread makes a page take six times as long.
os.environ["OMP_THREAD_LIMIT"] = "1"

try:
    import tesserocr
except ImportError:  # no wheel for this system
    tesserocr = None

GRACE = 2.0
"""Seconds after which a call that does not heed its deadline is left behind."""
SHARED = 8
"""So many pictures are worth a second reader."""
_DATA_FOLDERS = (
    ("/usr/share/tesseract-ocr", "*/tessdata"),
    ("/usr/share", "tessdata"),
    ("/usr/share/tesseract", "tessdata"),
    ("/usr/local/share", "tessdata"),
    ("C:/Program Files/Tesseract-OCR", "tessdata"),
    (str(RESOURCES.parent), "tessdata"),  # a frozen program brings the data it was tried with
)

_readers: dict[tuple[str, int], Any] = {}


class LibraryEngine:
    """Tesseract as a library (an `Engine` of `recognition`), with the system's language data."""

    @property
    def name(self) -> str:
        """What `doctor` calls it."""
        return say(fr="par la bibliothèque tesserocr", en="by the tesserocr library")

    def version(self) -> str:
        """Raises Fault when the library or its data is missing."""
        if not is_usable():
            raise not_installed()
        return str(tesserocr.PyTessBaseAPI.Version())

    def languages(self) -> tuple[str, ...]:
        """Raises Fault when the library or its data is missing."""
        folder = data_folder()
        if tesserocr is None or folder is None:
            raise not_installed()
        return tuple(sorted(file.stem for file in folder.glob("*.traineddata")))

    def recognize_each(
        self,
        pictures: Sequence[NDArray[np.uint8]],
        segmentation: Segmentation,
        languages: Sequence[str],
        dpi: int,
        seconds: float,
    ) -> tuple[tuple[Token, ...], ...]:
        """Many pictures are shared out between two threads; Tesseract frees the interpreter."""
        for language in languages:
            if language not in self.languages():
                raise language_missing(language)
        if any(max(picture.shape) > MAX_SIDE for picture in pictures):
            raise unreadable()
        count = 2 if len(pictures) >= SHARED and most_threads() > 1 else 1
        readers = [_reader("+".join(languages), number) for number in range(count)]
        until = time.monotonic() + seconds
        shares = [_Share(pictures[n::count], readers[n], dpi, until) for n in range(count)]
        for share in shares:
            share.reader.SetPageSegMode(int(segmentation))
            share.start()
        _wait(shares, until)
        return tuple(shares[i % count].read[i // count] for i in range(len(pictures)))


class _Share(threading.Thread):
    """Reads some pictures until the time is over; `read` holds what was done by then."""

    def __init__(
        self, pictures: Sequence[NDArray[np.uint8]], reader: Any, dpi: int, until: float
    ) -> None:
        super().__init__(daemon=True)
        self.pictures, self.reader, self.dpi, self.until = pictures, reader, dpi, until
        self.read: list[tuple[Token, ...]] = []

    def run(self) -> None:
        for picture in self.pictures:
            height, width = picture.shape
            pixels = np.ascontiguousarray(picture).tobytes()
            self.reader.SetImageBytes(pixels, width, height, 1, width)
            self.reader.SetSourceResolution(self.dpi)
            left = max(int((self.until - time.monotonic()) * 1000), 1)
            if not self.reader.Recognize(left):
                return
            self.read += parse_tsv(self.reader.GetTSVText(0), 1)
        self.reader.Clear()


def _wait(shares: Sequence[_Share], until: float) -> None:
    """Raises OutOfTimeError when a share is not all read in time.

    Tesseract looks at its deadline between words, not while it cuts the page into lines: a thread
    that is still busy then is left behind with its reader, to end with this process.
    """
    for share in shares:
        share.join(max(until - time.monotonic(), 0.0) + GRACE)
    busy = [share.reader for share in shares if share.is_alive()]
    for key in [key for key, reader in _readers.items() if reader in busy]:
        del _readers[key]
    if any(len(share.read) < len(share.pictures) for share in shares):
        raise OutOfTimeError


def most_threads() -> int:
    """How many threads may read: the processors, or fewer where ORDONNANCIER_THREADS says so."""
    told = os.environ.get("ORDONNANCIER_THREADS", "")
    return int(told) if told.isdecimal() else os.cpu_count() or 1


def load_models() -> None:
    """Load what readings begin with, where the library is usable."""
    if is_usable():
        for language in ("fra", "eng"):
            if (Path(f"{data_folder()}") / f"{language}.traineddata").is_file():
                _reader(language, 0)


def is_usable() -> bool:
    """Whether the library and the French data are there."""
    return tesserocr is not None and data_folder() is not None


@cache
def data_folder() -> Path | None:
    """Where the system keeps the language data; None when French is in none of the usual places."""
    told = os.environ.get("TESSDATA_PREFIX")
    usual = [place for root, name in _DATA_FOLDERS for place in sorted(Path(root).glob(name))]
    places = [Path(told)] if told else usual
    found = [place for place in places if (place / "fra.traineddata").is_file()]
    return found[-1] if found else None


def _reader(model: str, number: int) -> Any:
    """Loading a model takes a tenth of a second, so each is kept."""
    if (model, number) not in _readers:
        try:
            reader = tesserocr.PyTessBaseAPI(path=f"{data_folder()}/", lang=model)
        except RuntimeError:
            raise unreadable() from None
        reader.SetVariable("debug_file", os.devnull)
        tesserocr.set_leptonica_log_level(tesserocr.LeptLogLevel.NONE)
        _readers[model, number] = reader
    return _readers[model, number]
