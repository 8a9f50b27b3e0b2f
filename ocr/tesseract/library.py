"""Tesseract inside this process (tesserocr): no start-up, a line in a hundredth of a second.

Only for a process of its own, as `ocr.files.worker` is: the code is native, the pictures foreign.
"""

import os
import threading
import time
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ocr.tesseract.recognition import (
    DPI,
    MAX_SIDE,
    OutOfTimeError,
    Rows,
    Segmentation,
    Token,
    language_missing,
    not_installed,
    parse_tsv,
    unreadable,
)
from ocr.threads import most_threads
from prescription.language import say
from prescription.record import Box
from prescription.resources import RESOURCES

# Read once, when the library is loaded: more than one thread makes a page take six times as long.
os.environ["OMP_THREAD_LIMIT"] = "1"

try:
    import tesserocr
except ImportError:  # no wheel for this system
    tesserocr = None

GRACE = 2.0
"""Seconds after which a call that does not heed its deadline is left behind."""
BESIDE = 2
"""The number of the reader of lines, past those of pages."""
_PICTURES = 9
"""The first kind of block (`tesserocr.PT`) that is no text."""
SHARED = 3
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
        """Several pictures are shared out between threads; Tesseract frees the interpreter."""
        return self._recognize(_Task(pictures, dpi, seconds), segmentation, languages)

    def recognize_page(
        self,
        picture: NDArray[np.uint8],
        language: str,
        seconds: float,
        found: Callable[[Rows], object] | None,
    ) -> tuple[Token, ...]:
        """Tesseract does not lay out again what it has laid out."""
        task = _Task([picture], DPI, seconds, found)
        return self._recognize(task, Segmentation.AUTO, (language,))[0]

    def _recognize(
        self, task: "_Task", segmentation: Segmentation, languages: Sequence[str]
    ) -> tuple[tuple[Token, ...], ...]:
        for language in languages:
            if language not in self.languages():
                raise language_missing(language)
        if any(max(picture.shape) > MAX_SIDE for picture in task.pictures):
            raise unreadable()
        count = min(most_readers(), 1 + len(task.pictures) // SHARED)
        model = "+".join(languages)
        threads = [_Thread(task, _reader(model, number)) for number in range(count)]
        for thread in threads:
            thread.reader.SetPageSegMode(int(segmentation))
            thread.start()
        _wait(threads, task.until)
        return task.all_read()

    def line_reader(self, language: str) -> "_LineReader":
        """One of its own, whatever the other readers do."""
        return _LineReader(language)


class _Task:
    """Pictures to be read until the time is over; whoever is free takes the widest that waits."""

    def __init__(
        self,
        pictures: Sequence[NDArray[np.uint8]],
        dpi: int,
        seconds: float,
        found: Callable[[Rows], object] | None = None,
    ) -> None:
        self.pictures, self.dpi, self.found = pictures, dpi, found
        self.until = time.monotonic() + seconds
        self.waiting = sorted(range(len(pictures)), key=lambda i: pictures[i].shape[1])
        self.read: dict[int, tuple[Token, ...]] = {}

    def all_read(self) -> tuple[tuple[Token, ...], ...]:
        """The words of each picture. Raises OutOfTimeError when one was not read in time."""
        if len(self.read) < len(self.pictures):
            raise OutOfTimeError
        return tuple(self.read[i] for i in range(len(self.pictures)))


class _Thread(threading.Thread):
    """Reads pictures of a task by a reader of its own."""

    def __init__(self, task: _Task, reader: Any) -> None:
        super().__init__(daemon=True)
        self.task, self.reader = task, reader

    def run(self) -> None:
        task = self.task
        while task.waiting:
            try:
                index = task.waiting.pop()
            except IndexError:  # the other thread took the last
                break
            picture = task.pictures[index]
            _show(self.reader, picture, task.dpi)
            if task.found:
                task.found(_lay_out(self.reader))
            try:
                task.read[index] = _read_shown(self.reader, task.until - time.monotonic())
            except OutOfTimeError:
                return
        self.reader.Clear()


class _LineReader:
    """A `LineReader` of `recognition`."""

    def __init__(self, language: str) -> None:
        self._key = (language, BESIDE)
        self._reader = _reader(*self._key)

    def read(self, line: NDArray[np.uint8], seconds: float) -> tuple[Token, ...]:
        """The words of a picture of one line. Raises OutOfTimeError."""
        self._reader.SetPageSegMode(int(Segmentation.LINE))
        _show(self._reader, line, DPI)
        return _read_shown(self._reader, seconds)

    def leave(self) -> None:
        """Forget this reader, which does not come back."""
        _readers.pop(self._key, None)


def _show(reader: Any, picture: NDArray[np.uint8], dpi: int) -> None:
    height, width = picture.shape
    pixels = np.ascontiguousarray(picture).tobytes()
    reader.SetImageBytes(pixels, width, height, 1, width)
    reader.SetSourceResolution(dpi)


def _lay_out(reader: Any) -> Rows:
    """Where words stand on the picture shown, line by line; none has been read."""
    rows: list[list[Box]] = []
    found = reader.AnalyseLayout()
    while found is not None:
        if found.IsAtBeginningOf(tesserocr.RIL.TEXTLINE):
            rows.append([])
        corners = found.BoundingBox(tesserocr.RIL.WORD)
        if corners is not None and tesserocr.PT.FLOWING_TEXT <= found.BlockType() < _PICTURES:
            left, top, right, bottom = corners
            rows[-1].append(Box(left, top, right - left, bottom - top))
        if not found.Next(tesserocr.RIL.WORD):
            break
    return tuple(tuple(row) for row in rows if row)


def _read_shown(reader: Any, seconds: float) -> tuple[Token, ...]:
    if not reader.Recognize(max(int(seconds * 1000), 1)):
        raise OutOfTimeError
    return parse_tsv(reader.GetTSVText(0), 1)[0]


def _wait(threads: Sequence[_Thread], until: float) -> None:
    """Until all are done, or a little longer than the time.

    Tesseract looks at its deadline between words, not while it cuts the page into lines: a thread
    that is still busy then is left behind with its reader, to end with this process.
    """
    for thread in threads:
        thread.join(max(until - time.monotonic(), 0.0) + GRACE)
    busy = [thread.reader for thread in threads if thread.is_alive()]
    for key in [key for key, reader in _readers.items() if reader in busy]:
        del _readers[key]


def most_readers() -> int:
    """How many readers of one model there may be: each takes its model's memory."""
    return min(most_threads(), 2)


def load_models() -> None:
    """Load what readings begin with, where the library is usable."""
    if is_usable():
        for language in ("fra", "eng"):
            if (Path(f"{data_folder()}") / f"{language}.traineddata").is_file():
                for number in range(most_readers()):
                    _reader(language, number)
                if language == "eng" and most_readers() > 1:
                    _reader(language, BESIDE)


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
