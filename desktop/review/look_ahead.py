"""The pages of the next draft, made ready before it is asked for."""

from collections.abc import Callable, Sequence
from itertools import chain

from PySide6.QtCore import QObject

from desktop.background import Background
from desktop.desk import Desk
from desktop.queue_rows import Loaded
from desktop.review.page_picture import PagePicture, make_ready
from ocr.files.load import load_pages

Ready = Callable[[Sequence[PagePicture]], None]
"""Takes the pictures of a draft's pages."""


class LookAhead(QObject):
    """Has the pictures of one draft, the next, while another is in hand."""

    def __init__(
        self, desk: Desk, storage: Background, pictures: Background, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._storage = storage
        self._lane = pictures
        self._ahead: dict[int, Sequence[PagePicture]] = {}

    def load(
        self, number: int, loaded: Callable[[Loaded], None], refused: Callable[[str], None]
    ) -> None:
        """Load a draft of the queue."""
        self._storage.run(lambda: self._desk.load(number), loaded, refused, matters=False)

    def make(self, loaded: Loaded, ready: Ready, refused: Callable[[str], None]) -> None:
        """The pictures of a draft, at once where they were made ready before."""
        pictures = self._ahead.pop(loaded.waiting.id, None)
        if pictures:
            ready(pictures)
        else:
            self._lane.run(lambda: _pictures(loaded), ready, refused)

    def keep(self, number: int, pictures: Sequence[PagePicture]) -> None:
        """Keep pictures that were made and are not shown yet."""
        self._ahead = {number: pictures}

    def look(self, number: int | None) -> None:
        """Make the pictures of a draft ready; None for no draft."""
        if number is None or number in self._ahead:
            return
        self._ahead = {number: ()}
        self.load(number, self._prepare, self._give_up)

    def clear(self) -> None:
        """Forget every picture."""
        self._ahead.clear()

    def _prepare(self, loaded: Loaded) -> None:
        number = loaded.waiting.id

        def have(pictures: Sequence[PagePicture]) -> None:
            if number in self._ahead:
                self._ahead[number] = pictures

        self._lane.run(lambda: _pictures(loaded), have, self._give_up)

    def _give_up(self, _: str) -> None:
        self._ahead.clear()


def _pictures(loaded: Loaded) -> Sequence[PagePicture]:
    pages = chain.from_iterable(map(load_pages, loaded.files))
    return tuple(map(make_ready, pages))
