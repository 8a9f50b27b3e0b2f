"""The window closes: what can be kept is kept; it stays open once to tell of what cannot."""

from PySide6.QtWidgets import QWidget

from desktop.background import Background
from desktop.capture.capture_flow import CaptureFlow
from desktop.capture.scan_flow import ScanFlow
from desktop.entry.door_flow import DoorFlow
from desktop.guard.closing_notes import note_lost
from desktop.review.review_flow import ReviewFlow


class Closing:
    """Asked in this order: `stays_open`, `take_last` before the register closes, `note` after."""

    def __init__(
        self,
        storage: Background,
        door: DoorFlow,
        review: ReviewFlow,
        capture: CaptureFlow,
        scan: ScanFlow,
    ) -> None:
        self._storage, self._door = storage, door
        self._review, self._capture, self._scan = review, capture, scan
        self._is_kept = True

    def lose(self, sentence: str) -> None:
        """Tell at the door what was lost, and again at the next entering: nobody may be there."""
        self._door.add(sentence)
        note_lost()

    def stays_open(self, window: QWidget, *, is_open: bool) -> bool:
        """Whether closing now would lose something, which is told; `is_open`: the register is."""
        if unkept := self._scan.unkept():
            self._door.add(unkept)
            self._scan.said.emit(unkept)
            return True
        if not is_open:
            return False
        self._review.keep_last()
        # Out of sight, and not there without an answer, while the last work is done.
        window.hide()
        # What failed is told by whoever asked for it.
        is_kept = self._storage.ends_well()
        window.setVisible(not is_kept)
        return not is_kept

    def take_last(self) -> None:
        """Take in the page under way and what is being listed."""
        self._is_kept = all((self._scan.stop(), self._capture.take_in_last()))

    def note(self) -> None:
        """Note what was lost all the same, to be told at the next start."""
        if not (self._storage.ends_well() and self._is_kept):
            note_lost()
