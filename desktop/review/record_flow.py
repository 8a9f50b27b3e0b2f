"""Recording what was checked; the sample is only tried, never recorded."""

from PySide6.QtCore import QObject, Signal

from desktop.background import Background
from desktop.desk import Desk
from desktop.queue_rows import Kind, Loaded, Waiting
from desktop.review.review_page import ReviewPage
from desktop.review.review_words import pressed_twice, recorded, steps_left, tried
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
        self._going: Loaded | None = None
        self._opens_next = False
        page.record_asked.connect(self._record)
        page.chosen.connect(lambda _: self._expect_next(False))

    def _record(self) -> None:
        loaded, sheet = self._page.loaded, self._page.sheet
        if loaded is None or sheet is None:
            return
        if loaded is self._going:
            return
        if not self._page.may_finish:
            self.said.emit(self._page.left)
            return
        if self._opens_next and self._page.panel.in_hand.is_on:
            # It opened between two presses of one movement: nobody has looked at it.
            self.said.emit(pressed_twice())
            return
        self._going = loaded
        self._page.wait_for_register(True)
        waiting = loaded.waiting
        if is_sample(waiting.source):
            row = Waiting(Kind.DRAFT, waiting.id, waiting.source.name)
            self._storage.run(
                lambda: self._desk.drop(row),
                lambda _: self._tell(loaded, tried()),
                lambda sentence: self._refuse(loaded, sentence),
            )
            return
        self._storage.run(
            lambda: self._desk.record(waiting.id, sheet.current, waiting.source),
            lambda entry: self._show_recorded(loaded, entry),
            lambda sentence: self._refuse(loaded, sentence),
        )

    def _expect_next(self, opens_next: bool) -> None:
        """Whether the next draft opens of itself, and was not chosen."""
        self._opens_next = opens_next

    def _refuse(self, loaded: Loaded, sentence: str) -> None:
        self._going = None
        if self._page.loaded is loaded:
            self._page.wait_for_register(False)
        self.said.emit(sentence)

    def _show_recorded(self, loaded: Loaded, number: int) -> None:
        sentence = recorded(number)
        if self._page.steps_wanted:
            # Whoever records a prescription is beyond the first day: they come back when asked for.
            self._page.show_steps(False)
            sentence += steps_left() if self._page.steps.left else ""
        self._tell(loaded, sentence)

    def _tell(self, loaded: Loaded, sentence: str) -> None:
        self._going = None
        self._expect_next(True)
        self._page.histories.forget(loaded)
        self._page.show_nothing(sentence)
        self.said.emit(sentence)
        self.done.emit()
