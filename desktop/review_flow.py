"""Between the review page and the register: the queue, the draft in hand, recording it."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QObject, Signal

from desktop.background import Background
from desktop.desk import Desk, Kind, Loaded, Waiting
from desktop.review_page import ReviewPage
from ocr.files.load import Picture, load_pages
from prescription.record import Draft


class ReviewFlow(QObject):
    """Answers the review page while the register is open; `said` carries a sentence."""

    said = Signal(str)

    def __init__(
        self, desk: Desk, page: ReviewPage, storage: Background, pictures: Background
    ) -> None:
        super().__init__(page)
        self._desk = desk
        self._page = page
        self._storage = storage
        self._pictures = pictures
        self._queue: Sequence[Waiting] = ()
        self._is_open = False
        page.chosen.connect(self._load)
        page.kept.connect(self._keep)
        page.record_asked.connect(self._record)

    def start(self) -> None:
        """The register is open: show what waits."""
        self._is_open = True
        self._page.show_nothing(_welcome())
        self._page.queue.setFocus()
        self.refresh()

    def pause(self) -> None:
        """The register closes: keep what was typed, show nothing any more."""
        self._page.panel.commit()
        self._is_open = False
        self._queue = ()
        self._page.show_nothing("")
        self._page.show_queue(())

    def refresh(self) -> None:
        """Look at the queue again."""
        if self._is_open:
            self._storage.run(self._desk.queue, self._show_queue, self.said.emit)

    def drop(self) -> None:
        """Give up the row of the queue in hand."""
        row = self._page.queue.selected
        if row is not None and self._is_open:
            self._page.show_nothing("")
            self._storage.run(
                lambda: self._desk.drop(row), lambda _: self.refresh(), self.said.emit
            )

    def _show_queue(self, waiting: Sequence[Waiting]) -> None:
        if not self._is_open:
            return
        self._queue = waiting
        self._page.show_queue(waiting)
        drafts = [row.id for row in waiting if row.kind is Kind.DRAFT]
        if self._page.loaded is None and drafts:
            self._load(drafts[0])
        elif self._page.loaded is None:
            self._page.say(self.tr("Lecture en cours…") if self._reads else _welcome())

    @property
    def _reads(self) -> bool:
        return any(row.kind is Kind.CAPTURE and row.fault is None for row in self._queue)

    def _load(self, number: int) -> None:
        if self._page.loaded is not None and not self._page.panel.commit():
            return
        self._storage.run(lambda: self._desk.load(number), self._open_draft, self.said.emit)

    def _open_draft(self, loaded: Loaded) -> None:
        self._pictures.run(
            lambda: load_pages(loaded.data),
            lambda pictures: self._show_draft(loaded, pictures),
            lambda sentence: self._show_draft(loaded, (), sentence),
        )

    def _show_draft(self, loaded: Loaded, pictures: Sequence[Picture], sentence: str = "") -> None:
        if not self._is_open:
            return
        self._page.show_draft(loaded, pictures)
        self._page.show_queue(self._queue)
        if sentence:
            self._page.say(sentence)

    def _keep(self, draft: Draft) -> None:
        loaded = self._page.loaded
        if loaded is not None and self._is_open:
            number = loaded.waiting.id
            self._storage.run(
                lambda: self._desk.keep(number, draft), lambda _: None, self.said.emit
            )

    def _record(self) -> None:
        loaded, sheet = self._page.loaded, self._page.sheet
        if loaded is None or sheet is None:
            return
        waiting = loaded.waiting
        self._storage.run(
            lambda: self._desk.record(waiting.id, sheet.current, waiting.source),
            self._show_recorded,
            self.said.emit,
        )

    def _show_recorded(self, number: int) -> None:
        sentence = self.tr("Enregistrée sous le numéro {}.").format(number)
        self._page.show_nothing(sentence)
        self.said.emit(sentence)
        self.refresh()


def _welcome() -> str:
    return QCoreApplication.translate(
        "ReviewFlow",
        "Numérisez (F9), ouvrez des ordonnances (Ctrl+O), ou déposez ici images ou PDF.",
    )
