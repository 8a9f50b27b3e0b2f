"""Checking: what waits, the page in hand, its fields beside it."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from desktop.desk import Loaded, Waiting
from desktop.page_view import PageView
from desktop.queue_list import QueueList
from desktop.review_panel import ReviewPanel
from desktop.wording import describe_known, describe_left
from ocr.files.load import Picture
from ordonnancier.review.sheet import Sheet
from prescription.record import Box, Draft


class ReviewPage(QWidget):
    """Shows one draft of the queue under review.

    `chosen` carries the id of a draft to open; `kept` the draft in hand whenever it was changed;
    `record_asked` tells that it is to be recorded.
    """

    chosen = Signal(int)
    kept = Signal(object)
    record_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._loaded: Loaded | None = None
        self._pictures: Sequence[Picture] = ()
        self._shown = -1
        self._kept: Draft | None = None
        self._build()
        self.show_nothing("")

    @property
    def loaded(self) -> Loaded | None:
        """The draft in hand."""
        return self._loaded

    @property
    def sheet(self) -> Sheet | None:
        """What a human made of it so far."""
        return self.panel.sheet

    @property
    def notice(self) -> str:
        """The sentence in sight, empty when there is none."""
        return "" if self._notice.isHidden() else self._notice.text()

    def show_draft(self, loaded: Loaded, pictures: Sequence[Picture]) -> None:
        """Begin the review of a draft."""
        self._loaded, self._pictures, self._shown = loaded, pictures, -1
        self._kept = loaded.waiting.current
        self.say(describe_known(loaded.known))
        sheet = Sheet(loaded.waiting.machine, loaded.waiting.current)
        self._show_place(0, None)
        self.panel.show_sheet(sheet, pictures)

    def show_nothing(self, sentence: str) -> None:
        """Forget the draft in hand and say why nothing is shown."""
        self._loaded, self._pictures, self._shown, self._kept = None, (), -1, None
        self._page.clear_page()
        self.panel.show_sheet(None, ())
        self.say(sentence)

    def show_queue(self, waiting: Sequence[Waiting]) -> None:
        """Show what waits."""
        self.queue.show_queue(waiting, self._loaded.waiting.id if self._loaded else None)

    def say(self, sentence: str) -> None:
        """Show a sentence above the fields."""
        self._notice.setText(sentence)
        self._notice.setVisible(bool(sentence))

    def connect_actions(self, on: Callable[[str, Callable[[], object]], None]) -> None:
        """Let the actions of checking do their work; `on` connects one of them by its id."""
        panel = self.panel
        on("next-doubt", panel.go_on)
        on("previous-doubt", partial(panel.go_on, backward=True))
        on("record", self.record)
        on("undo", panel.undo)
        on("redo", panel.redo)
        on("add-line", panel.add_line)
        on("remove-line", panel.remove_line)

    def record(self) -> None:
        """Ask for the prescription to be recorded; go to what is left to look at instead."""
        if self.panel.sheet is None or not self.panel.commit():
            return
        if self.panel.sheet.ready:
            self.record_asked.emit()
        else:
            self.panel.go_on()

    def _build(self) -> None:
        self.queue = QueueList()
        self.queue.chosen.connect(self.chosen)
        self._page = PageView()
        self.panel = ReviewPanel()
        self.panel.place_shown.connect(self._show_place)
        self.panel.changed.connect(self._refresh)
        self._notice = QLabel(wordWrap=True)
        self._notice.setStyleSheet("background: #fde68a; color: black; padding: 6px;")
        self._left = QLabel()
        self._record = QPushButton(self.tr("&Enregistrer dans le registre"))
        self._record.setToolTip(self.tr("Ctrl+Entrée"))
        self._record.clicked.connect(self.record)
        foot = QHBoxLayout()
        foot.addWidget(self._left, 1)
        foot.addWidget(self._record)
        right = QWidget()
        column = QVBoxLayout(right)
        column.addWidget(self._notice)
        column.addWidget(self.panel, 1)
        column.addStretch()
        column.addLayout(foot)
        left = QSplitter(Qt.Orientation.Vertical)
        left.addWidget(self.queue)
        left.addWidget(self._page)
        left.setSizes([90, 600])
        splitter = QSplitter()
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setSizes([460, 820])
        whole = QHBoxLayout(self)
        whole.addWidget(splitter)

    def _show_place(self, page: int, box: Box | None) -> None:
        if not page < len(self._pictures):
            return
        if page != self._shown:
            self._page.show_page(self._pictures[page])
            self._shown = page
        self._page.frame_box(box)

    def _refresh(self) -> None:
        sheet = self.panel.sheet
        self._record.setVisible(sheet is not None)
        self._record.setEnabled(sheet is not None and sheet.ready)
        self._left.setText(describe_left(len(sheet.doubtful)) if sheet else "")
        if sheet is not None and self._loaded is not None and sheet.current != self._kept:
            self._kept = sheet.current
            self.kept.emit(sheet.current)
