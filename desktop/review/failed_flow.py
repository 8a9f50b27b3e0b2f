"""Files that could not be read: read again, or keyed in by hand."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from desktop.background import Background
from desktop.capture.capture_flow import CaptureFlow
from desktop.desk import Desk
from desktop.queue_rows import Waiting
from desktop.review.review_page import ReviewPage
from desktop.review.review_words import cannot_be_read, nothing_failed, welcome


class FailedFlow(QObject):
    """`keyed` carries the empty draft begun beside a file, `said` a sentence; `rows` gives what
    waits in the queue, nothing while the register is closed.
    """

    said = Signal(str)
    keyed = Signal(int)

    def __init__(
        self,
        desk: Desk,
        storage: Background,
        page: ReviewPage,
        capture: CaptureFlow,
        rows: Callable[[], Sequence[Waiting]],
    ) -> None:
        super().__init__(page)
        self._desk = desk
        self._storage = storage
        self._page = page
        self._capture = capture
        self._rows = rows
        self._begun: int | None = None
        page.failed_chosen.connect(self._tell)

    def retry(self) -> None:
        """Read a file again that could not be read."""
        failed = self._failed()
        if failed is not None:
            self._capture.retry(failed.id)

    def key_in(self) -> None:
        """Begin an empty draft beside a page that could not be read."""
        failed = self._failed()
        # Keys hit twice ask for it twice, before the first draft is in sight.
        if failed is not None and failed.id != self._begun:
            self._begun = failed.id
            self._storage.run(
                lambda: self._desk.key_in(failed.id), self._open_keyed, self._tell_refused
            )

    def _open_keyed(self, draft: int) -> None:
        self._begun = None
        self.keyed.emit(draft)

    def _tell_refused(self, sentence: str) -> None:
        self._begun = None
        self.said.emit(sentence)

    def tell_rest(self) -> None:
        """Tell of what is left when nothing is read any more: a file that failed, or nothing."""
        failed = self._in_hand()
        if failed is None:
            self._page.say(welcome())
        else:
            self._tell(failed)

    def _failed(self) -> Waiting | None:
        """The file that could not be read and is meant; a sentence when there is none."""
        found = self._in_hand()
        if found is None:
            self.said.emit(nothing_failed())
        return found

    def _in_hand(self) -> Waiting | None:
        """The file that could not be read: the row in hand, else the first of them."""
        failed = [one for one in self._rows() if one.fault]
        row = self._page.queue.selected
        return next((one for one in failed if row and one.id == row.id), next(iter(failed), None))

    def _tell(self, row: Waiting) -> None:
        self._page.say(cannot_be_read(row.name, row.fault or ""))
