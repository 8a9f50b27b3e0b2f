"""The day of a dispensing and the two addresses the law asks for, as rows of a form."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFormLayout, QLineEdit

from desktop.look.date_field import DateField
from prescription.language import say
from storage.ordonnancier import Dispensing


class _OfferedEdit(QLineEdit):
    """Shows in grey what was read on the page; the arrow down takes it, as it does elsewhere."""

    def __init__(self, offered: str) -> None:
        super().__init__()
        self._offered = offered
        if offered:
            told = say(
                fr="sur la page : {} (↓ pour reprendre)", en="on the page: {} (↓ to take it)"
            )
            self.setPlaceholderText(told.format(offered))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == Qt.Key.Key_Down and self._offered and not self.text().strip():
            self.setText(self._offered)
        else:
            super().keyPressEvent(event)


class HandoverFields:
    """The fields, today and empty at first.

    `printed` is the prescriber's address on the sheet, offered until another one is written.
    """

    def __init__(self, before: Dispensing | None = None, printed: str = "") -> None:
        self.day = DateField(datetime.now().astimezone().date())
        self.prescriber, self.patient = _OfferedEdit(printed), QLineEdit()
        if before is not None:
            self.show_addresses(before)

    @property
    def addresses(self) -> tuple[str, str]:
        """The prescriber's and the patient's, as written."""
        return self.prescriber.text().strip(), self.patient.text().strip()

    @property
    def missing(self) -> QLineEdit | None:
        """The first address that is wanting."""
        return next(
            (edit for edit in (self.prescriber, self.patient) if not edit.text().strip()), None
        )

    def show_addresses(self, before: Dispensing) -> None:
        """Show the addresses of a line that was entered."""
        self.prescriber.setText(before.prescriber_address)
        self.patient.setText(before.patient_address)

    def lay_into(self, form: QFormLayout) -> None:
        """Three rows more."""
        form.addRow(say(fr="&Délivré le :", en="&Dispensed on:"), self.day)
        prescriber = say(fr="Adresse du &prescripteur :", en="&Prescriber's address:")
        form.addRow(prescriber, self.prescriber)
        form.addRow(say(fr="Adresse du p&atient :", en="P&atient's address:"), self.patient)


def addresses_wanted() -> str:
    """Why an address is asked for."""
    return say(
        fr="L'ordonnancier demande l'adresse du prescripteur et celle du patient.",
        en="The ordonnancier asks for the prescriber's address and the patient's.",
    )
