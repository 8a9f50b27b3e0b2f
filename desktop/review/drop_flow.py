"""Taking rows out of the queue, and putting the last ones back until the register is locked."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from desktop.background import Background
from desktop.desk import Desk
from desktop.queue_rows import Gone, Kind, Waiting
from desktop.review.review_page import ReviewPage
from desktop.review.review_words import removed

MOST_KEPT = 10
"""Rows that can be put back: their pages are held in memory."""


class DropFlow(QObject):
    """Takes out and puts back; `changed` tells that the queue is another one, `back` carries the
    draft that was put back, `said` a sentence.
    """

    said = Signal(str)
    changed = Signal()
    back = Signal(int)

    def __init__(self, desk: Desk, storage: Background, page: ReviewPage) -> None:
        super().__init__(page)
        self._desk = desk
        self._storage = storage
        self._page = page
        self._gone: list[Gone] = []
        self._going: list[Waiting] = []
        self._hasty = 0
        self._is_newest = self._is_open = False
        page.removed.asked.connect(self.put_back)
        page.kept.connect(lambda _: self._outdate())

    @property
    def can_undo(self) -> bool:
        """Whether something was taken out, or is just going."""
        return bool(self._gone or self._going)

    @property
    def is_newest(self) -> bool:
        """Whether nothing was changed in a prescription since."""
        return self._is_newest

    def left_of(self, queue: Sequence[Waiting]) -> tuple[Waiting, ...]:
        """A queue without what is just going: it was looked at before."""
        going = {(row.kind, row.id) for row in self._going}
        return tuple(row for row in queue if (row.kind, row.id) not in going)

    def drop(self, row: Waiting) -> None:
        """Take a row out of the queue."""
        loaded = self._page.loaded
        if row.kind is Kind.DRAFT and loaded is not None and loaded.waiting.id == row.id:
            # What was typed goes, and comes back, with the rest.
            self._page.panel.hold()
            self._page.show_nothing("")
        elif row.fault:
            # What was told of it, and which keys are for it, goes with it.
            self._page.say("")
        self._going.append(row)
        self._is_newest = True
        self._show()
        self._storage.run(
            lambda: self._desk.drop(row),
            self._tell_gone,
            lambda sentence: self._tell_kept(row, sentence),
        )

    def put_back(self) -> None:
        """Put the row back that was taken out last."""
        if self._going:
            # Whoever is quicker than the disk has it back as soon as it is gone.
            self._hasty += 1
        elif self._gone:
            gone = self._gone.pop()
            self._storage.run(
                lambda: self._desk.put_back_in_queue(gone),
                lambda _: self._tell_back(gone),
                self.said.emit,
            )

    def start(self) -> None:
        """The register is open."""
        self._is_open = True

    def forget(self) -> None:
        """The register closes: what was taken out stays out."""
        self._is_open = self._is_newest = False
        self._gone.clear()
        self._going.clear()
        self._hasty = 0
        self._show()

    def _outdate(self) -> None:
        self._is_newest = False

    def _tell_gone(self, gone: Gone) -> None:
        if not self._is_open:
            return
        self._going.remove(gone.waiting)
        self._gone = [*self._gone, gone][-MOST_KEPT:]
        self._show()
        self.changed.emit()
        while self._hasty and self._gone and not self._going:
            self._hasty -= 1
            self.put_back()

    def _tell_kept(self, row: Waiting, sentence: str) -> None:
        """It could not be taken out: it is in the queue as before."""
        if not self._is_open:
            return
        self._going.remove(row)
        self._show()
        self.said.emit(sentence)
        self.changed.emit()

    def _tell_back(self, gone: Gone) -> None:
        if not self._is_open:
            return
        self._is_newest = bool(self._gone)
        self._show()
        self.changed.emit()
        if gone.waiting.kind is Kind.DRAFT:
            self.back.emit(gone.waiting.id)

    def _show(self) -> None:
        rows = [*(gone.waiting for gone in self._gone), *self._going]
        last = rows[-1] if rows else None
        self._page.removed.tell(removed(last.patient or last.name) if last else "")
