"""What arranging pages asks for: pictures of other files, and reading anew what was arranged."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.background import Background
from desktop.capture.capture_flow import CaptureFlow
from desktop.capture.opening import choose_files
from desktop.desk import Desk
from desktop.look.finished import delete_once_finished
from desktop.queue_rows import Loaded
from desktop.review.page_picture import PagePicture, make_ready
from desktop.review.page_tools import PageTools
from ocr.files.load import MAX_BYTES, load_pages
from ordonnancier.arrangement import Arrangement, PageKey, files_of
from ordonnancier.files import read_bytes
from prescription.language import say
from storage.set_aside import Exchange


class PageToolsFlow(QObject):
    """Opens the tools on one draft; `said` carries a sentence; `replaced` and `undone` tell
    that the drafts in the queue are others.

    `following` gives the draft behind those in hand, to be joined.
    """

    said = Signal(str)
    replaced = Signal()
    undone = Signal()

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
        self._drafts: dict[int, tuple[PageKey, ...]] = {}
        self._done: Exchange | None = None
        self.dialog: PageTools | None = None

    def begin(
        self,
        loaded: Loaded,
        pictures: Sequence[PagePicture],
        following: Callable[[Sequence[int]], int | None],
    ) -> None:
        """Show the pages of a draft; those of its file that belong to another draft are left."""
        self._files, own = 1, _own_pages(loaded, pictures, 0)
        self._drafts = {loaded.waiting.id: tuple(own)}
        dialog = PageTools(own, self._window)
        self.dialog = dialog
        dialog.replace_asked.connect(self._choose_other)
        dialog.more_asked.connect(lambda: self._append(following(list(self._drafts))))
        dialog.accepted.connect(lambda: self._apply(dialog, loaded.waiting.source.name))
        dialog.finished.connect(lambda _: self._forget())
        delete_once_finished(dialog)
        dialog.open()

    def close(self) -> None:
        """Give up what was arranged: the register closes."""
        self._done = None
        if self.dialog is not None:
            self.dialog.reject()

    def _forget(self) -> None:
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
        self._storage.run(lambda: self._desk.load(number), self._fetch, self.said.emit)

    def _fetch(self, loaded: Loaded) -> None:
        self._pictures.run(
            lambda: [make_ready(p) for data in loaded.files for p in load_pages(data)],
            lambda pictures: self._show_more(loaded, pictures),
            self.said.emit,
        )

    def _show_more(self, loaded: Loaded, pictures: Sequence[PagePicture]) -> None:
        if self.dialog is not None:
            own = _own_pages(loaded, pictures, self._next_key()[0])
            self._drafts[loaded.waiting.id] = tuple(own)
            self.dialog.append(own)

    def _next_key(self) -> PageKey:
        self._files += 1
        return self._files - 1, 0

    def _apply(self, dialog: PageTools, name: str) -> None:
        # A prescription whose pages are as they were keeps what a human made of it.
        untouched, arranged = dialog.arrangement.part(self._drafts.values())
        drafts = [draft for n, draft in enumerate(self._drafts) if n not in untouched]
        if not drafts and not arranged.leaves:
            return
        pictures = dict(dialog.pictures)
        self._pictures.run(
            lambda: _render(arranged, pictures),
            lambda files: self._replace(drafts, name, files),
            self.said.emit,
        )

    def _replace(self, drafts: Sequence[int], name: str, files: Sequence[bytes]) -> None:
        self._storage.run(
            lambda: self._desk.rearrange(drafts, name, files), self._tell_replaced, self.said.emit
        )

    def _tell_replaced(self, done: Exchange) -> None:
        self._done = done
        self.replaced.emit()
        self._capture.look_again()

    @property
    def can_undo(self) -> bool:
        """Whether there is an arrangement that `undo` takes back."""
        return self._done is not None

    def undo(self) -> None:
        """Put back the prescriptions that were read anew last, with their corrections."""
        done, self._done = self._done, None
        if done is None:
            self.said.emit(
                say(fr="Aucun arrangement à défaire.", en="There is no arrangement to undo.")
            )
            return
        self._storage.run(
            lambda: self._desk.take_back(done), lambda _: self._tell_undone(), self.said.emit
        )

    def _tell_undone(self) -> None:
        self.undone.emit()
        # What is being read may be a page that is no longer there.
        self._capture.renew_reader()
        self._capture.look_again()


def _own_pages(
    loaded: Loaded, pictures: Sequence[PagePicture], file: int
) -> dict[PageKey, PagePicture]:
    """The pages of a draft; those of its file that belong to another draft are left."""
    own = (page for page in loaded.pages_of_draft if page < len(pictures))
    return {(file, page): pictures[page] for page in own}


def _render(arranged: Arrangement, pictures: dict[PageKey, PagePicture]) -> list[bytes]:
    return list(files_of(arranged, {key: picture.pixels for key, picture in pictures.items()}))
