"""A line of the ordonnancier that says something wrong: a new line takes its place."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.look.date_field import DateField
from desktop.look.labels import muted_label, notice_label, tell
from desktop.look.room import fit_to_screen
from desktop.wording import describe_entry_shortly, describe_line
from ordonnancier.dispensing import Handover, corrected_line
from prescription.language import Fault, say
from storage.entries import Entry
from storage.ordonnancier import Dispensing, OrdonnancierEntry


class LineDialog(QDialog):
    """Asks which line, and what it should say; the drug is that of the prescription."""

    def __init__(
        self, entry: Entry, lines: Sequence[OrdonnancierEntry], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(
            say(fr="Corriger une ligne de l'ordonnancier", en="Correct a line of the ordonnancier")
        )
        fit_to_screen(self, 720, 320)
        self._entry = entry
        self._lines = lines
        self._corrected: Dispensing | None = None
        self._choice = QComboBox()
        for line in lines:
            self._choice.addItem(describe_line(line))
        self._quantity, self._date = QLineEdit(), DateField(date.today())  # noqa: DTZ011 - replaced
        self._prescriber_address, self._patient_address = QLineEdit(), QLineEdit()
        self._message = notice_label()
        self._build()
        self._choice.currentIndexChanged.connect(lambda _: self._show_line())
        # The newest: it was entered a moment ago.
        self._choice.setCurrentIndex(len(lines) - 1)
        self._show_line()
        self._quantity.setFocus()

    @property
    def line(self) -> OrdonnancierEntry:
        """The line that is to be replaced."""
        return self._lines[self._choice.currentIndex()]

    @property
    def corrected(self) -> Dispensing | None:
        """What takes its place, once that was agreed to."""
        return self._corrected

    def accept(self) -> None:
        before = self.line.dispensing
        try:
            wanted = Handover(
                dispensed_on=self._date.day,
                prescriber_address=self._prescriber_address.text().strip(),
                patient_address=self._patient_address.text().strip(),
                quantities={before.line: self._quantity.text().strip()},
            )
            corrected = corrected_line(self._entry.prescription.content, before, wanted)
        except Fault as fault:
            self._refuse(str(fault), self._date)
            return
        if not corrected.quantity:
            self._refuse(
                say(fr="Donnez la quantité délivrée.", en="Give the quantity dispensed."),
                self._quantity,
            )
        elif not (corrected.prescriber_address and corrected.patient_address):
            missing = not corrected.prescriber_address
            self._refuse(
                say(
                    fr="L'ordonnancier demande l'adresse du prescripteur et celle du patient.",
                    en="The ordonnancier asks for the prescriber's address and the patient's.",
                ),
                self._prescriber_address if missing else self._patient_address,
            )
        elif corrected == before:
            self._refuse(say(fr="Rien n'est changé.", en="Nothing was changed."), self._quantity)
        else:
            self._corrected = corrected
            super().accept()

    def _refuse(self, sentence: str, field: QWidget) -> None:
        tell(self._message, sentence)
        field.setFocus()

    def _show_line(self) -> None:
        said = self.line.dispensing
        self._quantity.setText(said.quantity)
        self._date.show_day(said.dispensed_on)
        self._prescriber_address.setText(said.prescriber_address)
        self._patient_address.setText(said.patient_address)
        tell(self._message, "")

    def _build(self) -> None:
        whose = QLabel(describe_entry_shortly(self._entry), wordWrap=True)
        whose.setTextFormat(Qt.TextFormat.PlainText)
        form = QFormLayout()
        form.addRow(say(fr="&Ligne :", en="&Line:"), self._choice)
        form.addRow(say(fr="&Quantité délivrée :", en="&Quantity dispensed:"), self._quantity)
        form.addRow(say(fr="&Délivré le :", en="&Dispensed on:"), self._date)
        form.addRow(
            say(fr="Adresse du &prescripteur :", en="&Prescriber's address:"),
            self._prescriber_address,
        )
        form.addRow(
            say(fr="Adresse du p&atient :", en="P&atient's address:"), self._patient_address
        )
        buttons = QDialogButtonBox()
        roles = QDialogButtonBox.ButtonRole
        buttons.addButton(say(fr="&Remplacer la ligne", en="&Replace the line"), roles.AcceptRole)
        buttons.addButton(say(fr="A&nnuler", en="Ca&ncel"), roles.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        hint = say(
            fr="La ligne d'avant reste telle quelle ; une nouvelle, d'un autre numéro, la remplace."
            " Un autre médicament : corrigez l'ordonnance.",
            en="The line before stays as it is; a new one, of another number, replaces it."
            " Another drug: correct the prescription.",
        )
        column = QVBoxLayout(self)
        column.addWidget(whose)
        column.addLayout(form)
        column.addWidget(muted_label(hint))
        column.addWidget(self._message)
        column.addStretch(1)
        column.addWidget(buttons)
