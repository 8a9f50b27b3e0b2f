"""What leaves the register, in which form, seen before it is written."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QPlainTextEdit,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.look.choice import Choice
from desktop.look.file_dialogs import Place, ask_new_file
from desktop.look.labels import muted_label, notice_label, tell
from desktop.look.room import fit_to_screen
from desktop.register.export_preview import Preview
from prescription.language import counted_en, counted_fr, say
from storage.export.formats import Format

_WIDEST = 260
"""Pixels of a column of the preview."""
_SUFFIX = {
    Format.CSV: ".csv",
    Format.CSV_PRESCRIPTIONS: ".csv",
    Format.FHIR: ".json",
    Format.JSON_LINES: ".jsonl",
    Format.EXCEL: ".xlsx",
}
"""The forms that are one file, and how its name ends."""
Ask = Callable[[Format, bool], None]
"""Asks for the beginning of an export; the answer comes through `show_preview`."""


class ExportDialog(QDialog):
    """Form, names or pseudonyms, and the first lines of what would be written."""

    def __init__(self, count: int, preview: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(say(fr="Exporter", en="Export"))
        fit_to_screen(self, 820, 520)
        self.path: Path | None = None
        self._preview = preview
        self._form = Choice()
        for form in _SUFFIX:
            self._form.addItem(_name(form), form)
        self._pseudonyms = QCheckBox(
            say(fr="Remplacer les &noms par des pseudonymes", en="Replace &names by pseudonyms")
        )
        self._text = QPlainTextEdit(readOnly=True)
        self._text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._text.setAccessibleName(say(fr="Aperçu", en="Preview"))
        self._table = QTableWidget()
        self._table.setAccessibleName(say(fr="Aperçu", en="Preview"))
        self._table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self._table.verticalHeader().hide()
        self._table.setHorizontalScrollMode(QTableWidget.ScrollMode.ScrollPerPixel)
        self._shown = QStackedWidget()
        for shown in (self._table, self._text):
            self._shown.addWidget(shown)
        self._left_out = muted_label("")
        self._said = notice_label()
        self._build(count)
        self._ask()

    @property
    def form(self) -> Format:
        """The form that was chosen."""
        return Format(self._form.currentData())

    @property
    def pseudonymised(self) -> bool:
        """Whether names are to be replaced."""
        return self._pseudonyms.isChecked()

    def show_preview(self, preview: Preview) -> None:
        """Show the beginning of what would be written."""
        self._text.setPlainText(preview.text)
        self._shown.setCurrentWidget(self._text if preview.text else self._table)
        self._fill(preview)
        told = say(
            fr=f"Sans {counted_fr(preview.empty, 'colonne(s) vide(s)')} ; le fichier les a toutes.",
            en=f"Without {counted_en(preview.empty, 'empty column(s)')}; the file has them all.",
        )
        tell(self._left_out, told if preview.empty else "")

    def _fill(self, preview: Preview) -> None:
        table = self._table
        table.setColumnCount(len(preview.words))
        table.setRowCount(len(preview.rows))
        table.setHorizontalHeaderLabels(list(preview.words))
        for at, name in enumerate(preview.names):
            head = table.horizontalHeaderItem(at)
            if head is not None:
                head.setToolTip(say(fr=f"Dans le fichier : {name}", en=f"In the file: {name}"))
        for number, row in enumerate(preview.rows):
            for at, cell in enumerate(row):
                item = QTableWidgetItem(" ".join(cell.split()))
                item.setToolTip(cell)
                table.setItem(number, at, item)
        table.resizeColumnsToContents()
        for at in range(table.columnCount()):
            table.setColumnWidth(at, min(table.columnWidth(at), _WIDEST))
        # Reached from the right, a column comes to stand at the left edge.
        for at in (table.columnCount() - 1, preview.begins):
            if (seen := table.item(0, at)) is not None:
                table.scrollToItem(seen)

    def say(self, sentence: str) -> None:
        """Show why there is nothing to see."""
        tell(self._said, sentence)

    def accept(self) -> None:
        suffix = _SUFFIX[self.form]
        title = say(fr="Écrire l'export", en="Write the export")
        start = say(fr="ordonnances", en="prescriptions") + suffix
        self.path = ask_new_file(self, Place.EXPORTS, title, start, f"*{suffix}")
        if self.path is not None:
            super().accept()

    def _build(self, count: int) -> None:
        form = QFormLayout()
        form.addRow(say(fr="&Forme :", en="&Form:"), self._form)
        form.addRow(self._pseudonyms)
        self._form.currentIndexChanged.connect(lambda _: self._ask())
        self._pseudonyms.toggled.connect(lambda _: self._ask())
        buttons = QDialogButtonBox()
        write = say(fr="É&crire…", en="&Write…")
        buttons.addButton(write, QDialogButtonBox.ButtonRole.AcceptRole)
        cancel = say(fr="&Annuler", en="C&ancel")
        buttons.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        told = say(
            fr=f"{counted_fr(count, 'ordonnance(s) trouvée(s)')}.",
            en=f"{counted_en(count, 'prescription(s)')} found.",
        )
        column.addWidget(QLabel(told))
        column.addLayout(form)
        column.addWidget(self._said)
        column.addWidget(self._shown, 1)
        column.addWidget(self._left_out)
        column.addWidget(
            muted_label(
                say(
                    fr="Le fichier ne sera pas chiffré : gardez-le en lieu sûr. Le journal du "
                    "registre note qui a exporté.",
                    en="The file will not be encrypted: keep it in a safe place. The register's "
                    "journal notes who exported.",
                )
            )
        )
        column.addWidget(buttons)

    def _ask(self) -> None:
        self.say("")
        self._preview(self.form, self.pseudonymised)


def _name(form: Format) -> str:
    return {
        Format.CSV: say(fr="CSV, une ligne par médicament", en="CSV, a line for each drug"),
        Format.CSV_PRESCRIPTIONS: say(
            fr="CSV, une ligne par ordonnance", en="CSV, a line for each prescription"
        ),
        Format.FHIR: say(fr="FHIR R4 (JSON)", en="FHIR R4 (JSON)"),
        Format.JSON_LINES: say(fr="JSON, une ordonnance par ligne", en="JSON, one a line"),
        Format.EXCEL: say(fr="Excel", en="Excel"),
    }[form]
