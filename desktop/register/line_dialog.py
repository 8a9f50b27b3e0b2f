"""A line of the ordonnancier that says something wrong: a new line takes its place."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.look.choice import Choice
from desktop.look.labels import muted_label, notice_label, tell
from desktop.look.room import fit_to_screen
from desktop.register.handover_fields import HandoverFields, addresses_wanted
from desktop.wording import describe_entry_shortly, describe_line
from ordonnancier.dispensing import Handover, corrected_line
from prescription.language import Fault, say
from storage.entries import Entry
from storage.ordonnancier import Dispensing, OrdonnancierEntry


class LineDialog(QDialog):
    """Asks which line, and what it should say; the drug is that of the prescription.

    `0 boîte` tells that nothing was handed over after all: a line is never deleted.
    """

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
        self._choice = Choice()
        for line in lines:
            self._choice.addItem(describe_line(line))
        self._quantity, self._fields = QLineEdit(), HandoverFields()
        self._message = notice_label()
        self._build()
        self._choice.currentIndexChanged.connect(lambda _: self._show_line())
        # The newest: it was entered a moment ago.
        self._choice.setCurrentIndex(len(lines) - 1)
        self._show_line()
        self._quantity.setFocus()

    @property
    def left_undone(self) -> str:
        """What is told when the register locks over it."""
        return say(
            fr="Une ligne de l'ordonnancier restait à corriger : elle est à reprendre.",
            en="A line of the ordonnancier was not corrected yet: it is to be begun again.",
        )

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
                self._fields.day.day,
                *self._fields.addresses,
                quantities={before.line: self._quantity.text().strip()},
            )
            corrected = corrected_line(self._entry.prescription.content, before, wanted)
        except Fault as fault:
            self._refuse(str(fault), self._fields.day)
            return
        if not corrected.quantity:
            self._refuse(
                say(fr="Donnez la quantité délivrée.", en="Give the quantity dispensed."),
                self._quantity,
            )
        elif missing := self._fields.missing:
            self._refuse(addresses_wanted(), missing)
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
        self._fields.day.show_day(said.dispensed_on)
        self._fields.show_addresses(said)
        tell(self._message, "")

    def _build(self) -> None:
        whose = QLabel(describe_entry_shortly(self._entry), wordWrap=True)
        whose.setTextFormat(Qt.TextFormat.PlainText)
        form = QFormLayout()
        form.addRow(say(fr="&Ligne :", en="&Line:"), self._choice)
        form.addRow(say(fr="&Quantité délivrée :", en="&Quantity dispensed:"), self._quantity)
        self._fields.lay_into(form)
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
