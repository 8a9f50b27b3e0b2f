"""The window: the page on the left, what was read of it on the right, the register below."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QModelIndex, QSettings, Qt
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import (
    QFileDialog,
    QHeaderView,
    QLabel,
    QMainWindow,
    QPushButton,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop.background import Background
from desktop.confirm_dialog import ConfirmDialog
from desktop.medication_table import MedicationTable
from desktop.page_view import PageView
from desktop.register_desk import RegisterDesk, register_path
from desktop.wording import POSOLOGY, TO_CHECK, describe_header, describe_notices, describe_others
from ocr.load import MAX_BYTES, load_pages
from ordonnancier.capture import capture_bytes
from ordonnancier.files import read_bytes, shown_name
from prescription.record import Document, Prescription

FILES = "*.png *.jpg *.jpeg *.tif *.tiff *.bmp *.webp *.pdf"


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that was read: its record, its pictures for the eye, its bytes for the register."""

    document: Document
    pictures: Sequence[NDArray[np.uint8]]
    data: bytes


def open_file(path: Path) -> Opened:
    """Read the file at `path`. Raises Fault."""
    data = read_bytes(path, at_most=MAX_BYTES)
    return Opened(capture_bytes(data, shown_name(path)), load_pages(data), data)


class MainWindow(QMainWindow):
    """Open a page, look, tick, save."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Ordonnancier")
        self.setAcceptDrops(True)
        self.resize(1280, 760)
        self._opened: Opened | None = None
        self._number = 0
        self._desk = RegisterDesk(register_path())
        self._background = Background(self)
        self._build()
        self._show_waiting()

    def open_page(self, path: Path) -> None:
        """Read the page at `path` in the background and show it."""
        self._opened = None
        self._show_waiting(self.tr("Lecture de la page…"))
        self._background.run(lambda: open_file(path), self._show_opened, self._show_fault)

    def save(self) -> None:
        """Ask who confirms, and store the prescription that is shown."""
        self._ask_and_store("")

    def _ask_and_store(self, fault: str) -> None:
        opened = self._opened
        if opened is None or not self._ready_to_save:
            return
        desk = self._desk
        dialog = ConfirmDialog(new=desk.is_new, opened=desk.is_open, fault=fault, parent=self)
        if not dialog.exec():
            return
        passphrase = dialog.passphrase
        draft = opened.document.prescriptions[self._number]
        confirmed = Prescription(draft, dialog.confirmed_by, datetime.now(UTC))
        self._save.setEnabled(False)
        self._background.run(
            lambda: desk.store(confirmed, opened.document.source, [opened.data], passphrase),
            self._show_saved,
            self._show_refused,
        )

    @property
    def notice(self) -> str:
        """The sentence in sight, empty when there is none."""
        return self._notice.text() if self._notice.isVisible() else ""

    # -- what the window is made of

    def _build(self) -> None:
        self._page = PageView()
        self._header = QLabel(wordWrap=True)
        self._header.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._notice = QLabel(wordWrap=True)
        self._notice.setStyleSheet("background: #fde68a; color: black; padding: 6px;")
        self._others = QLabel(wordWrap=True)
        self._medications = MedicationTable(self)
        self._medications.dataChanged.connect(self._refresh_save)
        self._table = self._build_table()
        self._save = QPushButton(self.tr("&Enregistrer dans le registre"))
        self._save.clicked.connect(self.save)
        right = QWidget()
        column = QVBoxLayout(right)
        for widget in (self._header, self._notice, self._table, self._others, self._save):
            column.addWidget(widget)
        column.setStretch(2, 1)
        splitter = QSplitter()
        splitter.addWidget(self._page)
        splitter.addWidget(right)
        splitter.setSizes([460, 820])
        self.setCentralWidget(splitter)
        self._build_actions()

    def _build_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self._medications)
        table.setWordWrap(True)
        table.setAccessibleName(self.tr("Médicaments lus"))
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(POSOLOGY, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(TO_CHECK, QHeaderView.ResizeMode.Stretch)
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.selectionModel().currentRowChanged.connect(self._show_line)
        return table

    def _build_actions(self) -> None:
        menu = self.menuBar().addMenu(self.tr("&Fichier"))
        for text, shortcut, slot in (
            (self.tr("&Ouvrir une page…"), QKeySequence.StandardKey.Open, self._choose_file),
            (self.tr("&Enregistrer dans le registre"), QKeySequence.StandardKey.Save, self.save),
            (self.tr("&Quitter"), QKeySequence.StandardKey.Quit, self.close),
        ):
            action = QAction(text, self)
            action.setShortcut(QKeySequence(shortcut))
            action.triggered.connect(slot)
            menu.addAction(action)

    # -- what it shows

    def _show_waiting(self, sentence: str | None = None) -> None:
        self._page.clear_page()
        self._medications.show_draft(None)
        self._header.setText(
            sentence
            or self.tr("Ouvrez une ordonnance (Ctrl+O), ou déposez ici une image ou un PDF.")
        )
        self._notice.hide()
        self._others.clear()
        self._refresh_save()

    def _show_opened(self, opened: Opened) -> None:
        self._opened = opened
        self._show_prescription(opened, 0)

    def _show_prescription(self, opened: Opened, number: int) -> None:
        self._number = number
        if opened.pictures:
            self._page.show_page(opened.pictures[0])
        if not opened.document.prescriptions:
            self._show_notice(self.tr("Aucune ordonnance n'a été lue sur cette page."))
            return
        draft = opened.document.prescriptions[number]
        self._header.setText(describe_header(draft))
        self._medications.show_draft(draft)
        self._others.setText(describe_others(draft))
        self._show_notice("\n".join(describe_notices(draft)))
        self._table.selectRow(0)
        self._table.setFocus()
        self._refresh_save()

    def _show_line(self, current: QModelIndex) -> None:
        if not current.isValid() or self._opened is None:
            self._page.frame_box(None)
            return
        line = self._medications.line(current.row())
        page = (line.page or 1) - 1
        if page < len(self._opened.pictures):
            self._page.show_page(self._opened.pictures[page])
        self._page.frame_box(line.box)

    def _show_saved(self, number: int) -> None:
        sentence = self.tr("Enregistrée sous le numéro {}.").format(number)
        self.statusBar().showMessage(sentence)
        opened = self._opened
        if opened and self._number + 1 < len(opened.document.prescriptions):
            self._show_prescription(opened, self._number + 1)
        else:
            self._opened = None
            self._show_waiting(sentence)

    def _show_refused(self, sentence: str) -> None:
        # A wrong passphrase must not cost the work: ask again with the sentence in sight.
        self._refresh_save()
        self._ask_and_store(sentence)

    def _show_fault(self, sentence: str) -> None:
        self._show_notice(sentence)
        if self._opened is None:
            self._header.clear()
        self._refresh_save()

    def _show_notice(self, sentence: str) -> None:
        self._notice.setText(sentence)
        self._notice.setVisible(bool(sentence))

    @property
    def _ready_to_save(self) -> bool:
        opened = self._opened
        return (
            opened is not None
            and bool(opened.document.prescriptions)
            and self._medications.all_seen
        )

    def _refresh_save(self) -> None:
        self._save.setEnabled(self._ready_to_save)
        self._save.setToolTip(
            "" if self._ready_to_save else self.tr("Cochez « Vu » sur chaque ligne à vérifier.")
        )

    # -- what Qt tells it

    def _choose_file(self) -> None:
        settings = QSettings()
        path, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("Ouvrir une page"),
            str(settings.value("folder", "")),
            self.tr("Images et PDF ({})").format(FILES),
        )
        if path:
            settings.setValue("folder", str(Path(path).parent))
            self.open_page(Path(path))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            self.open_page(Path(files[0]))

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        self._background.run(self._desk.close, lambda _: None, lambda _: None)
        self._background.stop()
        super().closeEvent(event)
