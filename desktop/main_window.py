"""The window: the door, then checking and the register side by side as two pages."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QStackedWidget,
    QTabWidget,
)

from desktop.background import Background
from desktop.capture_flow import CaptureFlow
from desktop.desk import Desk, Kind, Loaded, Waiting, register_path
from desktop.idle_watch import IdleWatch
from desktop.keeping_flow import KeepingFlow
from desktop.menus import add_menu
from desktop.opening import choose_files, dropped_files
from desktop.page_view import png_of
from desktop.register_flow import RegisterFlow
from desktop.register_page import RegisterPage
from desktop.review_page import ReviewPage
from desktop.scan_flow import ScanFlow
from desktop.unlock_page import UnlockPage
from ocr.files.load import Picture, load_pages
from prescription.record import Draft
from prescription.resources import RESOURCES

SAMPLE = RESOURCES / "sample" / "ordonnance.png"


class MainWindow(QMainWindow):
    """Locked until a passphrase opens the register; nothing of a patient stays when it locks."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Ordonnancier")
        self.setAcceptDrops(True)
        self.resize(1366, 768)
        self._given: list[Path] = []
        self._queue: Sequence[Waiting] = ()
        self._is_open = False
        self._desk = Desk(register_path())
        self._storage = Background(self)
        self._pictures = Background(self)
        self.flow = CaptureFlow(self._desk, self._storage, self)
        self._keeping = KeepingFlow(self._desk, self._storage, self)
        self._scan_flow = ScanFlow(self.flow, self)
        self.idle_watch = IdleWatch(self)
        self._build()
        self._register_flow = RegisterFlow(self._desk, self.register, self._storage, self._pictures)
        self._connect()
        self.door.ask(new=self._desk.is_new)

    def open_pages(self, paths: Sequence[Path]) -> None:
        """Put files into the queue; while the register is closed they wait for it to open."""
        if self._is_open:
            self.flow.take_in(paths)
        else:
            self._given.extend(paths)

    def lock(self) -> None:
        """Keep what was typed, close the register, and wipe every page and text."""
        if not self._is_open:
            return
        self.review.panel.commit()
        self._let_in(False)
        self.flow.pause()
        self._register_flow.pause()
        self._storage.run(self._desk.close, lambda _: None, self.door.say)
        self.review.show_nothing("")
        self.review.show_queue(())
        self.statusBar().clearMessage()
        self._show_door(self.tr("Le registre est verrouillé."))

    def _build(self) -> None:
        self.door = UnlockPage()
        self.review = ReviewPage()
        self.register = RegisterPage()
        self.tabs = QTabWidget()
        self.tabs.addTab(self.review, self.tr("&Vérifier"))
        self.tabs.addTab(self.register, self.tr("&Registre"))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.door)
        self._stack.addWidget(self.tabs)
        self.setCentralWidget(self._stack)
        self._build_menus()

    def _build_menus(self) -> None:
        panel = self.review.panel
        file = add_menu(
            self,
            self.tr("&Fichier"),
            (
                (self.tr("&Ouvrir des pages…"), "Ctrl+O", self._choose_files),
                (self.tr("Ordonnance d'&exemple"), None, self._open_sample),
                (self.tr("&Quitter"), "Ctrl+Q", self.close),
                (self.tr("&Numériser"), "F9", self._scan_flow.scan),
                (self.tr("Choisir le &scanner…"), "Shift+F9", self._scan_flow.choose),
                (self.tr("&Coller une image"), "Ctrl+Shift+V", self._paste),
                (self.tr("&Verrouiller"), "Ctrl+L", self.lock),
            ),
        )
        back = partial(panel.go_on, backward=True)
        check = add_menu(
            self,
            self.tr("&Vérification"),
            (
                (self.tr("Champ &suivant à vérifier"), "F8", panel.go_on),
                (self.tr("Champ &précédent à vérifier"), "Shift+F8", back),
                (self.tr("&Enregistrer dans le registre"), "Ctrl+Return", self.review.record),
                (self.tr("&Annuler la correction"), "Ctrl+Z", panel.undo),
                (self.tr("&Refaire la correction"), "Ctrl+Y", panel.redo),
                (self.tr("A&jouter un médicament"), "Ctrl+J", panel.add_line),
                (self.tr("&Ce n'est pas un médicament"), "Ctrl+D", panel.remove_line),
                (self.tr("Re&tirer de la file d'attente"), "Ctrl+Delete", self._drop),
            ),
        )
        keeping = self._keeping
        register = add_menu(
            self,
            self.tr("Re&gistre"),
            (
                (self.tr("&Chercher"), "Ctrl+F", self._search),
                (self.tr("&Imprimer l'ordonnancier…"), "Ctrl+P", keeping.print_ordonnancier),
                (self.tr("&Sauvegarder…"), "Ctrl+S", keeping.back_up),
                (self.tr("&Fiche de secours…"), None, keeping.print_recovery_sheet),
                (self.tr("&Pharmacie…"), None, keeping.name_pharmacy),
            ),
        )
        self._inside = (*file[3:], *check, *register)
        self._let_in(False)

    def _let_in(self, is_open: bool) -> None:
        """Offer what needs the register only while it is open."""
        self._is_open = is_open
        for action in self._inside:
            action.setEnabled(is_open)

    def _connect(self) -> None:
        self.door.opened.connect(self._unlock)
        self.door.created.connect(self._create)
        self.flow.changed.connect(self._refresh_queue)
        self.flow.refused.connect(self._say)
        for flow in (self._scan_flow, self._keeping, self._register_flow):
            flow.said.connect(self.statusBar().showMessage)
        self.idle_watch.idle.connect(self.lock)
        self.review.chosen.connect(self._load)
        self.review.kept.connect(self._keep)
        self.review.record_asked.connect(self._record)
        self.tabs.currentChanged.connect(self._turn)

    # -- the door

    def _unlock(self, passphrase: str) -> None:
        self._storage.run(lambda: self._desk.open(passphrase), self._enter, self._show_door)

    def _create(self, passphrase: str, user: str) -> None:
        self._storage.run(lambda: self._desk.create(passphrase, user), self._enter, self._show_door)

    def _enter(self, _user: str) -> None:
        self._let_in(True)
        self._stack.setCurrentWidget(self.tabs)
        self.tabs.setCurrentWidget(self.review)
        self.review.show_nothing(self._welcome())
        self.review.queue.setFocus()
        given, self._given = self._given, []
        self.flow.start()
        self._register_flow.start()
        self.flow.take_in(given)
        self._refresh_queue()
        self._storage.run(self._desk.warning, self.statusBar().showMessage, self._say)

    def _show_door(self, sentence: str) -> None:
        self.door.ask(new=self._desk.is_new, sentence=sentence)
        self._stack.setCurrentWidget(self.door)

    # -- checking

    def _refresh_queue(self) -> None:
        if self._is_open:
            self._storage.run(self._desk.queue, self._show_queue, self._say)

    def _show_queue(self, waiting: Sequence[Waiting]) -> None:
        self._queue = waiting
        self.review.show_queue(waiting)
        drafts = [row.id for row in waiting if row.kind is Kind.DRAFT]
        if self.review.loaded is None and drafts:
            self._load(drafts[0])
        elif self.review.loaded is None:
            self.review.say(self.tr("Lecture en cours…") if self._reads else self._welcome())

    @property
    def _reads(self) -> bool:
        return any(row.kind is Kind.CAPTURE and row.fault is None for row in self._queue)

    def _load(self, number: int) -> None:
        if self.review.loaded is not None and not self.review.panel.commit():
            return
        self._storage.run(lambda: self._desk.load(number), self._open_draft, self._say)

    def _open_draft(self, loaded: Loaded) -> None:
        self._pictures.run(
            lambda: load_pages(loaded.data),
            lambda pictures: self._show_draft(loaded, pictures),
            lambda sentence: self._show_draft(loaded, (), sentence),
        )

    def _show_draft(self, loaded: Loaded, pictures: Sequence[Picture], sentence: str = "") -> None:
        if not self._is_open:
            return
        self.review.show_draft(loaded, pictures)
        self.review.show_queue(self._queue)
        if sentence:
            self.review.say(sentence)

    def _keep(self, draft: Draft) -> None:
        loaded = self.review.loaded
        if loaded is not None and self._is_open:
            number = loaded.waiting.id
            self._storage.run(lambda: self._desk.keep(number, draft), lambda _: None, self._say)

    def _record(self) -> None:
        loaded, sheet = self.review.loaded, self.review.sheet
        if loaded is None or sheet is None:
            return
        waiting = loaded.waiting
        self._storage.run(
            lambda: self._desk.record(waiting.id, sheet.current, waiting.source),
            self._show_recorded,
            self._say,
        )

    def _show_recorded(self, number: int) -> None:
        sentence = self.tr("Enregistrée sous le numéro {}.").format(number)
        self.statusBar().showMessage(sentence)
        self.review.show_nothing(sentence)
        self._refresh_queue()

    def _drop(self) -> None:
        row = self.review.queue.selected
        if row is not None and self._is_open:
            self.review.show_nothing("")
            self._storage.run(
                lambda: self._desk.drop(row), lambda _: self._refresh_queue(), self._say
            )

    # -- the register

    def _turn(self) -> None:
        if self.tabs.currentWidget() is self.register and self._is_open:
            self.register.refresh()
            self.register.focus_search()

    def _search(self) -> None:
        self.tabs.setCurrentWidget(self.register)
        self.register.focus_search()

    # -- what Qt tells it

    def _say(self, sentence: str) -> None:
        self.statusBar().showMessage(sentence)
        if self.tabs.currentWidget() is self.review:
            self.review.say(sentence)

    def _welcome(self) -> str:
        return self.tr(
            "Numérisez (F9), ouvrez des ordonnances (Ctrl+O), ou déposez ici images ou PDF."
        )

    def _open_sample(self) -> None:
        self.open_pages([SAMPLE])

    def _paste(self) -> None:
        image = QApplication.clipboard().image()
        if not image.isNull():
            self.flow.take_in_bytes(self.tr("image collée"), png_of(image))

    def _choose_files(self) -> None:
        self.open_pages(choose_files(self))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        self.open_pages(dropped_files(event))

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        self.lock()
        self.hide()
        self._scan_flow.stop()
        self.flow.stop()
        self._pictures.stop()
        self._storage.stop()
        super().closeEvent(event)
