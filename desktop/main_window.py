"""The window: the door, then its pages as tabs. What each page asks for, its flow fetches."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QTabWidget

from desktop.actions import Actions
from desktop.background import Background
from desktop.capture import opening
from desktop.capture.capture_flow import CaptureFlow
from desktop.capture.paste import paste
from desktop.capture.scan_flow import ScanFlow
from desktop.capture.watch_flow import WatchFlow
from desktop.desk import Desk, register_path
from desktop.entry.door_flow import DoorFlow
from desktop.entry.door_watch import DoorWatch
from desktop.entry.first_steps_flow import FirstStepsFlow
from desktop.entry.unlock_page import UnlockPage
from desktop.entry.who_is_in import WhoIsIn
from desktop.flow import Flow
from desktop.foot import Foot
from desktop.guard.clipboard_watch import ClipboardWatch
from desktop.guard.closing import Closing
from desktop.guard.closing_notes import close_noting, told_of_closing
from desktop.guard.garbage_watch import GarbageWatch
from desktop.guard.idle_watch import IdleWatch
from desktop.guard.session_watch import SessionWatch
from desktop.look.dressing import dress
from desktop.look.finished import give_up_dialogs, undone_in
from desktop.look.keys import put_keys
from desktop.look.preferences import keep_state, kept_state
from desktop.look.room import stand
from desktop.office.office import Office
from desktop.register.printing_flow import PrintingFlow
from desktop.register.recovery_flow import RecoveryFlow
from desktop.register.register_flow import RegisterFlow
from desktop.register.register_page import RegisterPage
from desktop.review.clean_flow import CleanFlow
from desktop.review.preload import load_reading
from desktop.review.review_flow import ReviewFlow
from desktop.review.review_page import ReviewPage
from desktop.review.review_words import waits_for_opening
from desktop.right_place import RightPlace
from desktop.role_gate import RoleGate
from prescription.language import say

SHOWN = 200
"""Milliseconds until the window is drawn."""


class MainWindow(QMainWindow):
    """Locked until a passphrase opens the register; nothing of a patient stays when it locks.

    `spoken` tells that another language was chosen: it takes a new window to speak it.
    """

    spoken = Signal()

    def __init__(self, register: Path | None = None) -> None:
        super().__init__()
        self.setWindowTitle("Ordonnancier")
        self.setAcceptDrops(True)
        self._foot = Foot(self.statusBar())
        self._given: list[Callable[[CaptureFlow], None]] = []
        self._is_open = False
        self._flows: tuple[Flow, ...] = ()
        self._desk = Desk(register or register_path())
        self._storage, self._pictures = Background(self), Background(self)
        self._garbage = GarbageWatch(self)
        self.idle_watch = IdleWatch(self)
        self.idle_watch.idle.connect(self.lock)
        self.session_watch = SessionWatch(self)
        self.session_watch.leaving.connect(self.lock)
        self.clipboard_watch = ClipboardWatch(self)
        self._build_pages()
        self._build_flows()
        self.actions_by_id = Actions(self)
        put_keys(self.actions_by_id)
        self._right_place = RightPlace(self.actions_by_id, self.tabs, self.review)
        self._role_gate = RoleGate(self.actions_by_id, self._desk, self)
        self._add_office()
        self._connect_actions()
        self._connect()
        self.door_flow.show()
        self.door_watch = DoorWatch(self._desk, self._storage, self.door)
        stand(self, 1366, 768, kept_state("main"))
        # There by the time a passphrase is typed, and not before the window is in sight.
        QTimer.singleShot(SHOWN, self, self._load_names)

    def open_pages(self, paths: Sequence[Path]) -> None:
        """Put files into the queue; while the register is closed they wait for it to open."""
        self._when_open(lambda flow: flow.take_in(paths))

    def try_sample(self) -> None:
        """Put the made-up prescription into the queue, called what it is."""
        self._when_open(CaptureFlow.take_in_sample)

    def hand_on(self, other: "MainWindow") -> None:
        """Let another window take in what was given at the door of this one."""
        other._given.extend(self._given)

    def _when_open(self, take_in: Callable[[CaptureFlow], None]) -> None:
        if self._is_open:
            take_in(self.flow)
        else:
            self._given.append(take_in)
            self.door.add(waits_for_opening())

    def lock(self) -> None:
        """Keep what was typed, close the register, and wipe every page and text."""
        if not self._is_open:
            return
        undone = undone_in(self)
        for flow in self._flows:
            flow.pause()
        give_up_dialogs(self)
        self._let_in(False)
        self.clipboard_watch.clear()
        close = partial(close_noting, self._desk.close)
        self._storage.run(close, self.door.add, self.door.add)
        self.door_flow.show(say(fr="Le registre est verrouillé.", en="The register is locked."))
        for sentence in undone:
            self.door.add(sentence)
            self._foot.tell(sentence)

    def _load_names(self) -> None:
        # A window that was closed at once has no lane any more.
        if self.isVisible():
            frozen = self._garbage.keep_what_is_loaded
            self._pictures.run(load_reading, lambda _: frozen(), lambda _: None)

    def _add_office(self) -> None:
        self.office = Office(self._desk, self._storage, self.tabs, self.actions_by_id)
        self.office.said.connect(self._foot.tell)
        self.office.dressed.connect(self._dress_again)
        self.office.shut.connect(self.lock)
        self.office.settings.spoken.connect(self.spoken)
        self.office.settings.pharmacy_named.connect(lambda _: self.first_steps.start())
        self._flows = (*self._flows, self.office)

    def _dress_again(self) -> None:
        """Colours and letters are other ones: show them at once."""
        dress()
        self.review.panel.show_marks()
        self.office.help.renew()

    def _build_pages(self) -> None:
        self.door = UnlockPage()
        self.review = ReviewPage()
        self.register = RegisterPage()
        self.tabs = QTabWidget()
        self.tabs.addTab(self.review, say(fr="Vérifier", en="Check"))
        self.tabs.addTab(self.register, say(fr="Registre", en="Register"))
        for page in (self.review, self.register):
            page.setAutoFillBackground(True)
        self._stack = QStackedWidget()
        self.door_flow = DoorFlow(self._desk, self._storage, self.door, self._stack)
        self._stack.addWidget(self.tabs)
        self.setCentralWidget(self._stack)

    def _build_flows(self) -> None:
        desk, storage, pictures = self._desk, self._storage, self._pictures
        self.flow = CaptureFlow(desk, storage, self)
        self.review_flow = ReviewFlow(desk, self.review, storage, pictures, self.flow)
        CleanFlow(self.review, pictures, self._say)
        self._register_flow = RegisterFlow(desk, self.register, storage, pictures)
        self._printing = PrintingFlow(desk, storage, pictures, self)
        self.recovery = RecoveryFlow(desk, storage, pictures, self)
        self.first_steps = FirstStepsFlow(desk, self.review.steps, storage, self.recovery)
        self._scan_flow = ScanFlow(self.flow, self)
        self.watch_flow = WatchFlow(desk, self.flow, storage, self)
        reading = (self.review_flow, self.flow, self._scan_flow)
        self._closing = Closing(storage, self.door_flow, *reading)
        kept = (self._register_flow, self._printing, self.recovery)
        who = WhoIsIn(desk, self.statusBar())
        self._flows = (*reading, *kept, self.first_steps, self.watch_flow, who)

    def _connect_actions(self) -> None:
        on = self.actions_by_id.on
        on("open-pages", lambda: self.open_pages(opening.choose_files(self)))
        on("open-folder", lambda: self.open_pages(opening.choose_folder(self)))
        on("phone-photos", lambda: opening.open_photos(self, self.open_pages, self._say))
        on("open-sample", self.try_sample)
        on("paste", lambda: paste(self.flow, self.open_pages, self._say))
        on("lock", self.lock)
        on("quit", self.close)
        for page in (self.review, self.register):
            page.connect_actions(self.actions_by_id)
        for flow in (self.flow, self._scan_flow, self.watch_flow, self.review_flow):
            flow.connect_actions(self.actions_by_id)
        on("record", self._record_or_scan)
        on("search", self._search)
        on("show-check", self._show_check)
        on("print-ordonnancier", self._printing.print_ordonnancier)
        on("recovery-sheet", lambda: self.recovery.print_sheet(self._foot.tell))
        on("recovery-file", lambda: self.recovery.save_sheet(self._foot.tell))
        on("first-steps", self._show_first_steps)

    def _connect(self) -> None:
        self.door_flow.entered.connect(self._enter)
        refusing = (self.review_flow, self._right_place, self._role_gate)
        for refused in (self.flow.refused, *(one.said for one in refusing)):
            refused.connect(self._say)
        self.review_flow.opened.connect(self._foot.forget_draft)
        self.review_flow.keeping.lost.connect(self._closing.lose)
        self._scan_flow.said.connect(self._foot.show)
        for teller in (self._printing, self._register_flow, self.watch_flow, self.register):
            teller.said.connect(self._foot.tell)
        self.register.wanted.connect(self._search)
        self._register_flow.corrected.connect(self._check_again)
        self.first_steps.sample_asked.connect(self.try_sample)
        self.first_steps.reference_changed.connect(self.flow.renew_reader)
        self.door.spoken.connect(self.spoken)
        self.tabs.currentChanged.connect(self._turn)

    def _let_in(self, is_open: bool) -> None:
        self._is_open = is_open
        self.actions_by_id.let_in(is_open)
        self._foot.let_in(is_open)

    def _enter(self, is_new: bool) -> None:
        if is_new:
            self.review.show_steps(True)
        self._let_in(True)
        self._stack.setCurrentWidget(self.tabs)
        self.tabs.setCurrentWidget(self.review)
        for flow in self._flows:
            flow.start()
        while self._given:
            self._given.pop(0)(self.flow)
        self._foot.wait_with(told_of_closing())
        tell = self._foot.tell_at_entering
        self._storage.run(self._desk.warning, tell, tell, matters=False)

    # -- what is asked and told

    def _turn(self) -> None:
        if self.tabs.currentWidget() is self.register and self._is_open:
            self.register.refresh()
            self.register.focus_search()
        elif self.tabs.currentWidget() is self.review:
            self.review.focus_field()
            # What was ready while the keys went into another page's text.
            self.review_flow.refresh()

    def _search(self) -> None:
        self.tabs.setCurrentWidget(self.register)
        self.register.focus_search()

    def _check_again(self, draft: int) -> None:
        self.tabs.setCurrentWidget(self.review)
        self.review_flow.refresh()
        self.review.chosen.emit(draft)

    def _record_or_scan(self) -> None:
        if self.review.sheet is not None:
            self.review.record()
        elif not self.review.queue.opens_next:
            self.actions_by_id["scan"].trigger()

    def _show_check(self) -> None:
        self.tabs.setCurrentWidget(self.review)
        self.review.focus_field()

    def _show_first_steps(self) -> None:
        self.tabs.setCurrentWidget(self.review)
        self.review.show_steps(True)

    def _say(self, sentence: str) -> None:
        self._foot.tell(sentence)
        if self._is_open and self.tabs.currentWidget() is self.review:
            self.review.say(sentence)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        self.open_pages(opening.local_files(event.mimeData()))

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        keep_state("main", self.saveGeometry())
        if self._closing.stays_open(self, is_open=self._is_open):
            event.ignore()
            return
        self._closing.take_last()
        self.lock()
        self.hide()
        for flow in (self.first_steps, self.watch_flow, self.flow):
            flow.stop()
        self._pictures.stop()
        self._closing.note()
        self._storage.stop()
        self._garbage.stop()
        super().closeEvent(event)
