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
from desktop.review.page_tools import PageTools, arrangement_given_up
from ocr.files.load import MAX_BYTES, load_pages
from ordonnancier.arrangement import Arrangement, PageKey, files_of
from ordonnancier.files import read_bytes, shown_name
from prescription.language import say
from storage.set_aside import Exchange


class PageToolsFlow(QObject):
    """Opens the tools on one draft; `said` carries a sentence, `went` tells that `going` changed.

    `following` gives the draft behind those in hand, to be joined.
    """

    said = Signal(str)
    went = Signal()

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
        self._on_the_way: set[int] = set()
        self._done: Exchange | None = None
        self._is_hasty = False
        self._session = object()
        self.dialog: PageTools | None = None
        self.going: frozenset[int] = frozenset()
        """Drafts whose pages are just being drawn to be read anew: nothing is typed in them."""

    def begin(
        self,
        loaded: Loaded,
        pictures: Sequence[PagePicture],
        following: Callable[[Sequence[int]], int | None],
    ) -> None:
        """Show the pages of a draft; those of its file that belong to another draft are left."""
        self._files, own = 1, _own_pages(loaded, pictures, 0)
        self._drafts, self._on_the_way = {loaded.waiting.id: tuple(own)}, set()
        dialog = PageTools(own, self._window)
        self.dialog = dialog
        dialog.replace_asked.connect(lambda at: self._choose_other(dialog, at))
        dialog.more_asked.connect(lambda: self._append(dialog, following(self._joined(dialog))))
        dialog.accepted.connect(lambda: self._apply(dialog, loaded.waiting.source.name))
        dialog.finished.connect(lambda _: self._forget())
        delete_once_finished(dialog)
        dialog.open()

    def close(self) -> None:
        """Give up what was arranged: the register closes."""
        self._done, self._session = None, object()
        self.going, self._is_hasty = frozenset(), False
        if self.dialog is not None:
            self.dialog.reject()

    def _forget(self) -> None:
        self.dialog = None

    def _choose_other(self, dialog: PageTools, at: int) -> None:
        # Pages are moved while the file loads: the one that was meant is known by its key.
        key, files = dialog.arrangement.leaves[at].key, choose_files(self._window)
        if files:
            path = files[0]
            self._pictures.run(
                lambda: make_ready(load_pages(read_bytes(path, at_most=MAX_BYTES))[0]),
                lambda picture: self._exchange(dialog, key, picture, shown_name(path)),
                self.said.emit,
            )

    def _exchange(self, dialog: PageTools, key: PageKey, picture: PagePicture, name: str) -> None:
        if self.dialog is dialog and dialog.exchange(key, self._next_key(), picture):
            return
        self.said.emit(
            say(
                fr=f"{name} : la page à remplacer n'est plus là, rien n'a été remplacé.",
                en=f"{name}: the page to be replaced is no longer there, nothing was replaced.",
            )
        )

    def _joined(self, dialog: PageTools) -> list[int]:
        """The drafts that have pages among those arranged, or are about to."""
        met = dialog.met
        return [*(d for d, pages in self._drafts.items() if met & set(pages)), *self._on_the_way]

    def _append(self, dialog: PageTools, number: int | None) -> None:
        if number is None:
            self.said.emit(
                say(fr="Aucune autre ordonnance n'attend.", en="No other prescription waits.")
            )
            return
        self._on_the_way.add(number)

        def failed(sentence: str) -> None:
            if self.dialog is dialog:
                self._on_the_way.discard(number)
            self.said.emit(sentence)

        self._storage.run(
            lambda: self._desk.load(number), lambda one: self._fetch(dialog, one, failed), failed
        )

    def _fetch(self, dialog: PageTools, loaded: Loaded, failed: Callable[[str], None]) -> None:
        if self.dialog is dialog:
            self._pictures.run(
                lambda: [make_ready(p) for data in loaded.files for p in load_pages(data)],
                lambda pictures: self._show_more(dialog, loaded, pictures),
                failed,
            )

    def _show_more(
        self, dialog: PageTools, loaded: Loaded, pictures: Sequence[PagePicture]
    ) -> None:
        if self.dialog is dialog:
            own = _own_pages(loaded, pictures, self._next_key()[0])
            self._on_the_way.discard(loaded.waiting.id)
            self._drafts[loaded.waiting.id] = tuple(own)
            dialog.append(own)

    def _next_key(self) -> PageKey:
        self._files += 1
        return self._files - 1, 0

    def _apply(self, dialog: PageTools, name: str) -> None:
        # A prescription whose pages are as they were keeps what a human made of it, and so does
        # one that was added and whose adding was undone.
        met = dialog.met
        whole = {draft: pages for draft, pages in self._drafts.items() if met & set(pages)}
        untouched, arranged = dialog.arrangement.part(whole.values())
        drafts = [draft for n, draft in enumerate(whole) if n not in untouched]
        if not drafts and not arranged.leaves:
            return
        pictures, here = dict(dialog.pictures), self._session
        self._go(self.going.union(drafts))
        self._pictures.run(
            lambda: _render(arranged, pictures),
            lambda files: self._replace(here, drafts, name, files),
            lambda sentence: self._give_up(here, drafts, sentence),
        )

    def _go(self, going: frozenset[int]) -> None:
        self.going = going
        self.went.emit()

    def _give_up(self, here: object, drafts: Sequence[int], sentence: str) -> None:
        """They could not be replaced: they are in the queue as before."""
        self.said.emit(sentence)
        if here is self._session:
            self._is_hasty = False
            self._go(self.going.difference(drafts))

    def _replace(
        self, here: object, drafts: Sequence[int], name: str, files: Sequence[bytes]
    ) -> None:
        # Whoever unlocked the register meanwhile did not ask for this.
        if here is not self._session:
            self.said.emit(arrangement_given_up())
            return
        self._storage.run(
            lambda: self._desk.rearrange(drafts, name, files),
            lambda done: self._tell_replaced(here, drafts, done),
            lambda sentence: self._give_up(here, drafts, sentence),
        )

    def _tell_replaced(self, here: object, drafts: Sequence[int], done: Exchange) -> None:
        # Names stand in what was replaced: nothing is kept of it behind the lock.
        if here is self._session:
            self._done = done
            self.going = self.going.difference(drafts)
            self._capture.look_again()
            if self._is_hasty and not self.going:
                self.undo()

    @property
    def can_undo(self) -> bool:
        """Whether there is an arrangement that `undo` takes back, or one is under way."""
        return self._done is not None or bool(self.going)

    def undo(self) -> None:
        """Put back the prescriptions that were read anew last, with their corrections."""
        # Whoever is quicker than the drawing has them back as soon as they are gone.
        self._is_hasty = bool(self.going)
        if self._is_hasty:
            return
        done, self._done = self._done, None
        if done is None:
            self.said.emit(
                say(fr="Aucun arrangement à défaire.", en="There is no arrangement to undo.")
            )
            return
        here = self._session
        self._storage.run(
            lambda: self._desk.take_back(done), lambda _: self._tell_undone(here), self.said.emit
        )

    def _tell_undone(self, here: object) -> None:
        if here is not self._session:
            return
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
