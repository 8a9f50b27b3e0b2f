"""What arranging pages asks for: pictures of other files, and reading anew what was arranged."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.background import Background
from desktop.capture.capture_flow import CaptureFlow
from desktop.capture.opening import choose_files
from desktop.desk import Desk, Loaded
from desktop.review.page_picture import PagePicture, make_ready
from desktop.review.page_tools import PageTools
from ocr.files.load import MAX_BYTES, load_pages
from ordonnancier.arrangement import Arrangement, PageKey, files_of
from ordonnancier.files import read_bytes
from prescription.language import say


class PageToolsFlow(QObject):
    """Opens the tools on one draft; `said` carries a sentence, `replaced` ends with new pages.

    `following` gives the draft behind those in hand, to be joined.
    """

    said = Signal(str)
    replaced = Signal()

    def __init__(
        self,
        desk: Desk,
        capture: CaptureFlow,
        storage: Background,
        pictures: Background,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._desk = desk
        self._capture = capture
        self._storage = storage
        self._pictures = pictures
        self._window = window
        self._files = 0
        self._drafts: list[int] = []
        self.dialog: PageTools | None = None

    def begin(
        self,
        loaded: Loaded,
        pictures: Sequence[PagePicture],
        following: Callable[[Sequence[int]], int | None],
    ) -> None:
        """Show the pages of a draft; those of its file that belong to another draft are left."""
        own = [page for page in loaded.pages_of_draft if page < len(pictures)]
        self._files, self._drafts = 1, [loaded.waiting.id]
        dialog = PageTools({(0, page): pictures[page] for page in own}, self._window)
        self.dialog = dialog
        dialog.replace_asked.connect(self._choose_other)
        dialog.more_asked.connect(lambda: self._append(following(self._drafts)))
        dialog.accepted.connect(lambda: self._apply(dialog, loaded.waiting.source.name))
        dialog.finished.connect(lambda _: self._forget())
        dialog.open()

    def close(self) -> None:
        """Give up what was arranged: the register closes."""
        if self.dialog is not None:
            self.dialog.reject()

    def _forget(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
        self.dialog = None

    def _choose_other(self, at: int) -> None:
        files = choose_files(self._window)
        if files:
            path = files[0]
            self._pictures.run(
                lambda: make_ready(load_pages(read_bytes(path, at_most=MAX_BYTES))[0]),
                lambda picture: self._exchange(at, picture),
                self.said.emit,
            )

    def _exchange(self, at: int, picture: PagePicture) -> None:
        if self.dialog is not None:
            self.dialog.exchange(at, self._next_key(), picture)

    def _append(self, number: int | None) -> None:
        if number is None:
            self.said.emit(
                say(fr="Aucune autre ordonnance n'attend.", en="No other prescription waits.")
            )
            return
        self._drafts.append(number)
        self._storage.run(lambda: self._desk.load(number), self._fetch, self.said.emit)

    def _fetch(self, loaded: Loaded) -> None:
        self._pictures.run(
            lambda: [make_ready(p) for data in loaded.files for p in load_pages(data)],
            lambda pictures: self._show_more(loaded, pictures),
            self.said.emit,
        )

    def _show_more(self, loaded: Loaded, pictures: Sequence[PagePicture]) -> None:
        if self.dialog is not None:
            file = self._next_key()[0]
            own = [page for page in loaded.pages_of_draft if page < len(pictures)]
            self.dialog.append({(file, page): pictures[page] for page in own})

    def _next_key(self) -> PageKey:
        self._files += 1
        return self._files - 1, 0

    def _apply(self, dialog: PageTools, name: str) -> None:
        if not dialog.changed:
            return
        arranged, pictures, drafts = dialog.arrangement, dict(dialog.pictures), list(self._drafts)
        self._pictures.run(
            lambda: _render(arranged, pictures),
            lambda files: self._replace(drafts, name, files),
            self.said.emit,
        )

    def _replace(self, drafts: Sequence[int], name: str, files: Sequence[bytes]) -> None:
        self._storage.run(
            lambda: self._desk.rearrange(drafts, name, files),
            lambda _: self._told_replaced(),
            self.said.emit,
        )

    def _told_replaced(self) -> None:
        self.replaced.emit()
        self._capture.look_again()


def _render(arranged: Arrangement, pictures: dict[PageKey, PagePicture]) -> list[bytes]:
    return list(files_of(arranged, {key: picture.pixels for key, picture in pictures.items()}))
