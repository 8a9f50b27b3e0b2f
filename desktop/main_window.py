"""The window: the page on the left, what was read of it on the right, the register below."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSettings
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from desktop.background import Background
from desktop.confirm_dialog import ConfirmDialog
from desktop.page_view import PageView
from desktop.register_desk import RegisterDesk, register_path
from desktop.review_panel import ReviewPanel
from desktop.wording import describe_left
from ocr.load import MAX_BYTES, load_pages
from ordonnancier.capture import capture_bytes
from ordonnancier.files import read_bytes, shown_name
from ordonnancier.review.sheet import Sheet
from prescription.record import Box, Document, Prescription

FILES = "*.png *.jpg *.jpeg *.tif *.tiff *.bmp *.webp *.heic *.heif *.pdf"


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
        self._shown = 0
        self._name: str | None = None
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
        """Ask who confirms, and store the prescription that is shown.

        While a field is left to look at, go there instead.
        """
        if self._panel.sheet is None or not self._panel.commit():
            return
        if self._panel.sheet.ready:
            self._ask_and_store("")
        else:
            self._panel.go_on()

    def _ask_and_store(self, fault: str) -> None:
        opened, sheet, desk = self._opened, self._panel.sheet, self._desk
        if opened is None or sheet is None:
            return
        if fault or self._name is None or not desk.is_open:
            dialog = ConfirmDialog(new=desk.is_new, opened=desk.is_open, fault=fault, parent=self)
            if not dialog.exec():
                return
            self._name, passphrase = dialog.confirmed_by, dialog.passphrase
        else:
            passphrase = ""
        confirmed = Prescription(sheet.current, self._name, datetime.now(UTC))
        self._save.setEnabled(False)
        self._background.run(
            lambda: desk.store(
                sheet.machine, confirmed, opened.document.source, [opened.data], passphrase
            ),
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
        self._notice = QLabel(wordWrap=True)
        self._notice.setStyleSheet("background: #fde68a; color: black; padding: 6px;")
        self._panel = ReviewPanel()
        self._panel.place_shown.connect(self._show_place)
        self._panel.changed.connect(self._refresh_save)
        self._left = QLabel()
        self._save = QPushButton(self.tr("&Enregistrer dans le registre"))
        self._save.setToolTip(self.tr("Ctrl+Entrée"))
        self._save.clicked.connect(self.save)
        foot = QHBoxLayout()
        foot.addWidget(self._left, 1)
        foot.addWidget(self._save)
        right = QWidget()
        column = QVBoxLayout(right)
        column.addWidget(self._notice)
        column.addWidget(self._panel, 1)
        column.addLayout(foot)
        splitter = QSplitter()
        splitter.addWidget(self._page)
        splitter.addWidget(right)
        splitter.setSizes([460, 820])
        self.setCentralWidget(splitter)
        self._build_menus()

    def _build_menus(self) -> None:
        panel, standard = self._panel, QKeySequence.StandardKey
        file, review = self.tr("&Fichier"), self.tr("&Vérification")
        for title, entries in (
            (
                file,
                (
                    (self.tr("&Ouvrir une page…"), standard.Open, self._choose_file),
                    (self.tr("&Enregistrer dans le registre"), "Ctrl+Return", self.save),
                    (self.tr("&Quitter"), standard.Quit, self.close),
                ),
            ),
            (
                review,
                (
                    (self.tr("Champ &suivant à vérifier"), "F8", panel.go_on),
                    (
                        self.tr("Champ &précédent à vérifier"),
                        "Shift+F8",
                        lambda: panel.go_on(backward=True),
                    ),
                    (self.tr("&Annuler la correction"), standard.Undo, panel.undo),
                    (self.tr("&Refaire la correction"), standard.Redo, panel.redo),
                    (self.tr("A&jouter un médicament"), "Ctrl+J", panel.add_line),
                    (self.tr("&Ce n'est pas un médicament"), "Ctrl+D", panel.remove_line),
                ),
            ),
        ):
            menu = self.menuBar().addMenu(title)
            for text, shortcut, slot in entries:
                action = QAction(text, self)
                action.setShortcut(QKeySequence(shortcut))
                # The slot takes no argument; Qt would pass whether the entry is ticked.
                action.triggered.connect(lambda _=False, slot=slot: slot())
                menu.addAction(action)

    # -- what it shows

    def _show_waiting(self, sentence: str | None = None) -> None:
        self._page.clear_page()
        self._panel.show_sheet(None, ())
        self._show_notice(
            sentence
            or self.tr("Ouvrez une ordonnance (Ctrl+O), ou déposez ici une image ou un PDF.")
        )
        self._refresh_save()

    def _show_opened(self, opened: Opened) -> None:
        self._opened = opened
        self._show_prescription(opened, 0)

    def _show_prescription(self, opened: Opened, number: int) -> None:
        self._number = number
        if opened.pictures:
            self._page.show_page(opened.pictures[0])
            self._shown = 0
        if not opened.document.prescriptions:
            self._show_notice(self.tr("Aucune ordonnance n'a été lue sur cette page."))
            return
        self._show_notice("")
        draft = opened.document.prescriptions[number]
        self._panel.show_sheet(Sheet.of(draft), opened.pictures)
        self._refresh_save()

    def _show_place(self, page: int, box: Box | None) -> None:
        if self._opened is None or not page < len(self._opened.pictures):
            return
        if page != self._shown:
            self._page.show_page(self._opened.pictures[page])
            self._shown = page
        self._page.frame_box(box)

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
        self._refresh_save()

    def _show_notice(self, sentence: str) -> None:
        self._notice.setText(sentence)
        self._notice.setVisible(bool(sentence))

    def _refresh_save(self) -> None:
        sheet = self._panel.sheet
        self._save.setEnabled(sheet is not None and sheet.ready)
        self._left.setText(describe_left(len(sheet.doubtful)) if sheet else "")

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
