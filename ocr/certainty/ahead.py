"""Second readings begun beside the first, where a second processor would wait for it.

The rows of a page are known before they are read: they are cut out and read meanwhile. Where the
crop that is wanted afterwards is the same to the pixel, it has been read already; any other is read
then. What comes out is the same without it, only later.
"""

import threading
import time
from collections.abc import Callable, Mapping

from ocr.certainty.pieces import Boxes, Crop, cut_bare_piece, key_of, part_at_gaps
from ocr.certainty.strip import Strip
from ocr.cleaning.ink import Ink
from ocr.cleaning.straighten import Straight
from ocr.page import Word
from ocr.tesseract.engine import (
    LineReader,
    OutOfTimeError,
    Rows,
    Token,
    engine,
    second_language,
)
from ocr.threads import most_threads

STOPPED_SECONDS = 2.0
"""A line takes a hundredth."""


class Ahead:
    """What was read ahead, for `seconds` at most; to be closed."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._read: dict[Crop, tuple[Token, ...]] = {}
        self._cut: list[tuple[Ink, dict[Boxes, Strip]]] = []
        self._running: _Running | None = None

    def close(self) -> None:
        """Read no more (`contextlib.closing`)."""
        self.take()

    def begin(self, straight: Straight) -> Callable[[Rows], None] | None:
        """For a page that will now be read for the first time; the one before is left.

        What comes back begins with it, once it is told its rows; None where nothing is read ahead.
        """
        self.take()
        reader = engine().line_reader(second_language()) if most_threads() > 1 else None
        if reader is None:
            return None
        self._cut.append((straight.ink, {}))
        self._running = _Running(straight, reader, self._seconds, self._read, self._cut[-1][1])
        return self._running.read_rows

    def strips(self, ink: Ink) -> Mapping[Boxes, Strip]:
        """The strips that were cut out of a picture's ink until now."""
        return next((dict(cut) for of, cut in self._cut if of is ink), {})

    def take(self) -> Mapping[Crop, tuple[Token, ...]]:
        """The words of each crop that was read until now; no other is begun."""
        if self._running is not None:
            self._running.end()
            self._running = None
        return dict(self._read)


class _Running:
    """Fills `read` with the lines of a page, from the widest, in a thread of its own."""

    def __init__(
        self,
        straight: Straight,
        reader: LineReader,
        seconds: float,
        read: dict[Crop, tuple[Token, ...]],
        cut: dict[Boxes, Strip],
    ) -> None:
        self._straight, self._reader, self._read = straight, reader, read
        self._cut = cut
        self._until = time.monotonic() + seconds
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None

    def read_rows(self, rows: Rows) -> None:
        """Begin to read: until all is read, the time is over or it is ended."""
        if not self._ended.is_set():
            self._thread = threading.Thread(target=self._run, args=(rows,), daemon=True)
            self._thread.start()

    def _run(self, rows: Rows) -> None:
        ink, thick = self._straight.ink, self._straight.two_levels
        words = ([Word("", box, 0.0) for box in row] for row in rows)
        crops = []
        for part in (part for line in words for part in part_at_gaps(line)):
            if self._ended.is_set():
                return
            piece = cut_bare_piece(part, ink)
            self._cut[piece.boxes] = piece.strip
            crops.append(piece.shown(thick=thick))
        for crop in sorted(crops, key=lambda crop: -crop.shape[1]):
            left = self._until - time.monotonic()
            if self._ended.is_set() or left <= 0:
                return
            try:
                self._read[key_of(crop)] = self._reader.read(crop, left)
            except OutOfTimeError:
                return

    def end(self) -> None:
        """Begin no other line; a reader that does not come back is left behind."""
        self._ended.set()
        if self._thread is not None:
            self._thread.join(STOPPED_SECONDS)
            if self._thread.is_alive():
                self._reader.leave()
