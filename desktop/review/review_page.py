"""Checking: what waits, the page in hand, its fields beside it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from desktop.actions import Actions
from desktop.capture.queue_list import QueueList
from desktop.entry.first_steps import FirstSteps
from desktop.look.keeping import keep_splitter
from desktop.look.labels import notice_label
from desktop.look.room import SteadyArea
from desktop.look.undo_bar import UndoBar
from desktop.queue_rows import Loaded, Waiting, pages_of
from desktop.review.histories import Histories
from desktop.review.in_sight import InSight
from desktop.review.line_changes import LineChanges
from desktop.review.page_pane import PagePane
from desktop.review.page_picture import PagePicture
from desktop.review.review_panel import ReviewPanel
from desktop.review.review_words import (
    ends_sample,
    entered_early,
    for_a_validator,
    is_same,
    only_to_try,
    opening,
    read_back,
    recording,
    replaces,
)
from desktop.wording import describe_known, describe_left
from ordonnancier.review.looked import sheet_of
from ordonnancier.review.sheet import Sheet
from ordonnancier.sample import is_sample
from prescription.language import say

GAP = 6
"""Pixels between the page with its buttons and what stands beside it."""


class ReviewPage(QWidget):
    """Shows one draft of the queue under review.

    `chosen` carries the id of a draft to open, `failed_chosen` a file that could not be read;
    `kept` the sheet in hand whenever it was changed; `record_asked` tells that it is to be
    recorded; `clean_asked` carries the page whose cleaned picture is wanted.
    """

    chosen = Signal(int)
    failed_chosen = Signal(object)
    kept = Signal(object)
    clean_asked = Signal(int)
    record_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._loaded: Loaded | None = None
        self._kept: Sheet | None = None
        self._opening: int | None = None
        self._wants_steps = False
        self._may_record = True
        # That it is only to try, corrects an entry, or seems to be recorded: no other sentence
        # takes its place.
        self._standing = ""
        self.histories = Histories()
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
    def pictures(self) -> Sequence[PagePicture]:
        """The pages of the draft in hand."""
        return self.panel.pictures

    @property
    def may_finish(self) -> bool:
        """Whether the user's role may record the draft in hand; the sample is nobody's record."""
        return self._may_record or self._is_tried

    @property
    def left(self) -> str:
        """What is left to do, at the foot."""
        return self._left.text()

    def let_record(self, may: bool) -> None:
        """Whether the user's role may record."""
        self._may_record = may
        self._refresh()

    @property
    def _is_tried(self) -> bool:
        return self._loaded is not None and is_sample(self._loaded.waiting.source)

    @property
    def notice(self) -> str:
        """The sentence in sight, empty when there is none."""
        return "" if self._notice.isHidden() else self._notice.text()

    def show_draft(self, loaded: Loaded, pictures: Sequence[PagePicture]) -> None:
        """Begin the review of a draft."""
        self.wait_for_register(False)
        self._loaded = loaded
        told = (replaces(loaded.corrects), describe_known(loaded.known))
        self._standing = only_to_try() if self._is_tried else " ".join(filter(None, told))
        self.say("")
        self._kept = sheet = sheet_of(loaded.waiting)
        history = self.histories.take_up(loaded, sheet)
        self.pane.show_pages(pictures, loaded.waiting.words, pages_of(loaded.waiting.machine))
        self.panel.show_sheet(sheet, pictures, loaded.waiting.words, history)

    def show_nothing(self, sentence: str) -> None:
        """Forget the draft in hand and say why nothing is shown."""
        self.wait_for_register(False)
        self._loaded = self._kept = self._opening = None
        self._standing = ""
        # Where Qt would put the cursor next, that of another text, nobody chose it to be.
        if self.panel.isAncestorOf(self.panel.window().focusWidget() or self):
            self.queue.setFocus()
        self.pane.show_pages((), ())
        self.panel.show_sheet(None, ())
        self.say(sentence)

    def show_opening(self, number: int) -> None:
        """Put the draft in hand away for another one, which is about to be shown."""
        self.show_nothing(opening())
        self._opening = number
        self.queue.mark(number)

    def show_queue(self, waiting: Sequence[Waiting], postponed: frozenset[int]) -> None:
        """Show what waits, and which drafts were left for later."""
        number = self._loaded.waiting.id if self._loaded else self._opening
        self.queue.show_queue(waiting, number, postponed)

    def say(self, sentence: str) -> None:
        """Show a sentence above the fields, before what holds as long as the draft is in hand."""
        told = f"{sentence} {self._standing}".strip()
        self._notice.setText(told)
        self._notice.setVisible(bool(told))

    def focus_field(self) -> None:
        """Put the cursor back in the field in hand; in the queue while there is none."""
        if self.panel.sheet is None:
            self.queue.setFocus()
        else:
            self.panel.go_back()

    def connect_actions(self, actions: Actions) -> None:
        """Let the actions of checking and of the page do their work."""
        panel, on = self.panel, actions.on
        self.pane.connect_actions(actions)
        on("next-doubt", panel.go_on)
        on("previous-doubt", partial(panel.go_on, backward=True))
        on("add-line", self.lines.add)
        on("remove-line", self.lines.remove)

    @property
    def steps_wanted(self) -> bool:
        """Whether the first steps are shown whenever no draft is in hand."""
        return self._wants_steps

    def show_steps(self, wanted: bool) -> None:
        """Show the first steps whenever no draft is in hand, or not."""
        self._wants_steps = wanted
        self.steps.setVisible(wanted and self.panel.sheet is None)

    @property
    def waits(self) -> bool:
        """Whether the draft in hand is just being recorded."""
        return not self.panel.takes_changes

    def wait_for_register(self, waits: bool) -> None:
        """The draft in hand is being recorded as it stands: nothing typed now could be in it."""
        if waits and self._record.hasFocus():
            self.panel.go_back()
        self.panel.take_changes(not waits)
        self._refresh()

    def record(self) -> None:
        """Ask for the prescription to be recorded; go to what is left to look at instead."""
        panel, typed = self.panel, self.panel.hold()
        if panel.sheet is None or self.waits or not panel.commit():
            return
        # What was typed before the register was locked waits for its own Enter.
        taken = {place: text for place, text in typed.items() if place not in panel.sheet.typed}
        if otherwise := [p for p, text in taken.items() if not is_same(panel.sheet.text(p), text)]:
            # What was made of it is to be seen before it is signed.
            panel.go_to(otherwise[0])
            self.say(read_back())
        elif panel.sheet.ready:
            self.record_asked.emit()
        else:
            panel.go_on()

    def _build(self) -> None:
        self.queue = QueueList()
        self.queue.chosen.connect(self.chosen)
        self.queue.failed_chosen.connect(self.failed_chosen)
        self.pane = PagePane()
        self.pane.clean_asked.connect(self.clean_asked)
        self.panel = ReviewPanel()
        self.lines = LineChanges(self.panel)
        self.steps = FirstSteps()
        self.steps.hide()
        self.steps.finished.connect(lambda: self.show_steps(False))
        self.panel.place_shown.connect(self.pane.frame)
        self.pane.word_clicked.connect(self.panel.take_word)
        self.pane.words_dragged.connect(self.lines.add_words)
        self.panel.changed.connect(self._refresh)
        self.panel.hasty.connect(lambda: self.say(entered_early()))
        self._notice = notice_label()
        self.removed = UndoBar()
        self._left = QLabel(wordWrap=True)
        self._record = QPushButton(
            say(fr="&Enregistrer dans le registre", en="Record &in the register")
        )
        self._record.setToolTip(say(fr="Ctrl+Entrée", en="Ctrl+Enter"))
        self._record.clicked.connect(self.record)
        foot = QHBoxLayout()
        foot.addWidget(self._left, 1)
        foot.addWidget(self._record)
        inside = QWidget()
        fields = QVBoxLayout(inside)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.addWidget(self.panel, 1)
        fields.addWidget(self.steps)
        fields.addStretch()
        # Large letters on a small screen: the fields scroll, rather than the window outgrow it.
        self._fields = SteadyArea(inside)
        self._in_sight = InSight(self, self.panel, self._fields)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(GAP, 0, 0, 0)
        column.addWidget(self.removed)
        column.addWidget(self._notice)
        column.addWidget(self._fields, 1)
        column.addLayout(foot)
        left = QSplitter(Qt.Orientation.Vertical)
        left.addWidget(self.queue)
        left.addWidget(self.pane)
        left.setSizes([90, 600])
        keep_splitter(left, "queue-page")
        splitter = QSplitter()
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setSizes([460, 820])
        keep_splitter(splitter, "page-fields")
        whole = QHBoxLayout(self)
        whole.addWidget(splitter)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self.panel.room.share(self.height())
        self._in_sight.look_once_settled()

    def _refresh(self) -> None:
        sheet = self.panel.sheet
        self.steps.setVisible(self._wants_steps and sheet is None)
        self._record.setVisible(sheet is not None)
        may = self.may_finish and not self.waits
        self._record.setEnabled(sheet is not None and sheet.ready and may)
        self._left.setText(self._describe_left(sheet) if sheet else "")
        if sheet is not None and self._loaded is not None and sheet != self._kept:
            self._kept = sheet
            self.kept.emit(sheet)

    def _describe_left(self, sheet: Sheet) -> str:
        if self.waits:
            return recording()
        end = ends_sample() if self._is_tried else "" if self.may_finish else for_a_validator()
        return describe_left(sheet, self.panel.typed, end)
