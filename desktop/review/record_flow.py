"""Recording what was checked; the sample is only tried, never recorded."""

from PySide6.QtCore import QObject, Signal

from desktop.background import Background
from desktop.desk import Desk
from desktop.queue_rows import Kind, Loaded, Waiting
from desktop.review.review_page import ReviewPage
from desktop.review.review_words import recorded, steps_left, tried
from ordonnancier.sample import is_sample


class RecordFlow(QObject):
    """`said` carries a sentence, `done` tells that the draft in hand is no longer in the queue."""

    said = Signal(str)
    done = Signal()

    def __init__(self, desk: Desk, storage: Background, page: ReviewPage) -> None:
        super().__init__(page)
        self._desk = desk
        self._storage = storage
        self._page = page
        page.record_asked.connect(self._record)

    def _record(self) -> None:
        loaded, sheet = self._page.loaded, self._page.sheet
        if loaded is None or sheet is None:
            return
        waiting = loaded.waiting
        if is_sample(waiting.source):
            row = Waiting(Kind.DRAFT, waiting.id, waiting.source.name)
            self._storage.run(
                lambda: self._desk.drop(row),
                lambda _: self._tell(loaded, tried()),
                self.said.emit,
            )
            return
        self._storage.run(
            lambda: self._desk.record(waiting.id, sheet.current, waiting.source),
            lambda entry: self._show_recorded(loaded, entry),
            self.said.emit,
        )

    def _show_recorded(self, loaded: Loaded, number: int) -> None:
        sentence = recorded(number)
        if self._page.steps_wanted:
            # Whoever records a prescription is beyond the first day: they come back when asked for.
            self._page.show_steps(False)
            sentence += steps_left() if self._page.steps.left else ""
        self._tell(loaded, sentence)

    def _tell(self, loaded: Loaded, sentence: str) -> None:
        self._page.histories.forget(loaded)
        self._page.show_nothing(sentence)
        self.said.emit(sentence)
        self.done.emit()
