"""Tesseract inside this process (tesserocr): no start-up, a line in a hundredth of a second.

Only for a process of its own, as `ocr.worker` is: the code is native and the pictures are foreign.
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

from ocr.recognition import (
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

# Read once, when the library is loaded: more than one thread makes a page take six times as long.
os.environ["OMP_THREAD_LIMIT"] = "1"

try:
    import tesserocr
except ImportError:  # no wheel for this system
    tesserocr = None

GRACE = 2.0
"""Seconds after which a call that does not heed its deadline is left behind."""
_DATA_FOLDERS = (
    ("/usr/share/tesseract-ocr", "*/tessdata"),
    ("/usr/share", "tessdata"),
    ("/usr/share/tesseract", "tessdata"),
    ("/usr/local/share", "tessdata"),
    ("C:/Program Files/Tesseract-OCR", "tessdata"),
)

_readers: dict[str, Any] = {}


class LibraryEngine:
    """Tesseract as a library (`ocr.recognition.Engine`), with the system's language data."""

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
        """One picture after the other, all within `seconds`."""
        model = "+".join(languages)
        reader = _reader(model, languages, self.languages())
        reader.SetPageSegMode(int(segmentation))
        until = time.monotonic() + seconds
        read: list[tuple[Token, ...]] = []
        for picture in pictures:
            height, width = picture.shape
            if max(height, width) > MAX_SIDE:
                raise unreadable()
            reader.SetImageBytes(np.ascontiguousarray(picture).tobytes(), width, height, 1, width)
            reader.SetSourceResolution(dpi)
            if not _finishes(reader, model, until - time.monotonic()):
                raise OutOfTimeError
            read += parse_tsv(reader.GetTSVText(0), 1)
        reader.Clear()
        return tuple(read)


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


def _reader(model: str, languages: Sequence[str], installed: Sequence[str]) -> Any:
    """Loading a model takes a tenth of a second, so each is kept."""
    for language in languages:
        if language not in installed:
            raise language_missing(language)
    if model not in _readers:
        try:
            _readers[model] = tesserocr.PyTessBaseAPI(path=f"{data_folder()}/", lang=model)
        except RuntimeError:
            raise unreadable() from None
        _readers[model].SetVariable("debug_file", os.devnull)
    return _readers[model]


def _finishes(reader: Any, model: str, seconds: float) -> bool:
    """Whether recognition ends in time.

    Tesseract looks at its deadline between words, not while it cuts the page into lines: a thread
    that is still busy then is left to end with this process.
    """
    ended: list[bool] = []
    deadline = max(int(seconds * 1000), 1)
    thread = threading.Thread(
        target=lambda: ended.append(bool(reader.Recognize(deadline))), daemon=True
    )
    thread.start()
    thread.join(max(seconds, 0.0) + GRACE)
    if not ended:
        del _readers[model]
    return ended == [True]
