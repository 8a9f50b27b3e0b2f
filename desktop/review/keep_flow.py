"""Keeping what a human made of a draft so far; what could not be kept is kept again at the end."""

from collections.abc import Collection

from PySide6.QtCore import QObject, Signal

from desktop.background import Background
from desktop.desk import Desk
from desktop.queue_rows import Loaded
from desktop.review.review_page import ReviewPage
from desktop.review.review_words import lost_by_closing, not_kept
from ordonnancier.review.sheet import Sheet
from storage.keyring import Role


class KeepFlow(QObject):
    """`refused` tells that a draft was given back to a reader, who keeps nothing; `said` carries
    why it was not kept; `lost` the same for the door, when the register is locked.
    """

    refused = Signal()
    said = Signal(str)
    lost = Signal(str)

    def __init__(self, desk: Desk, storage: Background, page: ReviewPage) -> None:
        super().__init__(page)
        self._desk = desk
        self._storage = storage
        self._page = page
        self._is_open = False
        # The newest sheet of each draft that is not kept, and of which drafts that failed.
        self._newest: dict[int, tuple[Loaded, Sheet]] = {}
        self._failed: set[int] = set()
        # The sheets that were tried once more because the window was to close.
        self._tried: dict[int, Sheet] = {}

    def start(self) -> None:
        """The register is open."""
        self._is_open = True

    def keep(self, loaded: Loaded, sheet: Sheet) -> None:
        """Keep a sheet in the place of its draft."""
        number = loaded.waiting.id
        self._newest[number] = (loaded, sheet)
        self._failed.discard(number)
        self._storage.run(
            lambda: self._desk.keep(number, sheet),
            lambda _: self._forget(number, sheet),
            lambda sentence: self._tell(loaded, sheet, sentence),
        )

    def keep_again(self, numbers: Collection[int]) -> None:
        """Try once more what could not be kept of drafts."""
        for number in self._failed.intersection(numbers):
            self.keep(*self._newest[number])

    def keep_last(self, numbers: Collection[int]) -> None:
        """The window is to close: try once more, and only once, what could not be kept."""
        left = (n for n in self._failed if self._newest[n][1] is not self._tried.get(n))
        self.keep_again(set(numbers).intersection(left))
        self._tried = {number: sheet for number, (_, sheet) in self._newest.items()}

    def pause(self, numbers: Collection[int]) -> None:
        """The register closes: the last time that something of the drafts in it can be kept."""
        self._is_open = False
        self.keep_again(numbers)
        self._newest.clear()
        self._failed.clear()
        self._tried.clear()

    def _give_back(self, loaded: Loaded) -> None:
        """What a reader changed goes back at once, lest it look taken.

        A reader keeps nothing: the draft is still as it was loaded.
        """
        self._page.histories.forget(loaded)
        if self._page.loaded is loaded:
            self._page.show_draft(loaded, self._page.pictures)
        self.refused.emit()

    def _forget(self, number: int, sheet: Sheet) -> None:
        if number in self._newest and self._newest[number][1] is sheet:
            del self._newest[number]

    def _tell(self, loaded: Loaded, sheet: Sheet, sentence: str) -> None:
        number = loaded.waiting.id
        if not self._is_open:
            self.lost.emit(not_kept(sentence))
            return
        if self._desk.refusal(Role.CAPTURER):
            self._forget(number, sheet)
            self._give_back(loaded)
        elif number in self._newest and self._newest[number][1] is sheet:
            self._failed.add(number)
            closes = self._tried.get(number) is sheet
            sentence = not_kept(sentence) + (lost_by_closing() if closes else "")
        self.said.emit(sentence)
