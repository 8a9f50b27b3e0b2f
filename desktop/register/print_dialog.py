"""What of the ordonnancier goes on paper, seen before it is printed."""

from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.look.choice import Choice
from desktop.look.date_field import DateField
from desktop.look.labels import muted_label, notice_label, tell
from desktop.look.room import fit_to_screen
from desktop.register.periods import Period, bounds, period_name
from prescription.language import Fault, say
from storage.edition.extent import Extent, Order
from storage.ordonnancier import Listing

Preview = Callable[[Extent, int], None]
"""Asks for a sheet, counted from 0; the answer comes through `show_sheet`."""


class Onto(StrEnum):
    """What the lines are put on."""

    PAPER = "paper"
    FILE = "file"


class PrintDialog(QDialog):
    """Period, list and order, and the sheets as they will be; `onto` is what was agreed to."""

    def __init__(self, preview: Preview, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(say(fr="Imprimer l'ordonnancier", en="Print the ordonnancier"))
        fit_to_screen(self, 980, 640)
        self.onto: Onto | None = None
        self._preview = preview
        self._asked = self._build_choices()
        self._sheet = _Sheet()
        self._number, self._count = 0, 0
        self._extent, self._is_refused = Extent(), False
        self._counted, self._said = QLabel(), notice_label()
        self._before = QPushButton(say(fr="Feuille p&récédente", en="P&revious sheet"))
        self._after = QPushButton(say(fr="Feuille &suivante", en="&Next sheet"))
        self._before.clicked.connect(lambda: self._turn(-1))
        self._after.clicked.connect(lambda: self._turn(1))
        self._build()
        self._choose_period()

    @property
    def extent(self) -> Extent:
        """The lines that were chosen and asked for: those of the sheet in sight."""
        return self._extent

    def show_sheet(self, extent: Extent, number: int, sheet: QImage, told: str, count: int) -> None:
        """Show a sheet and how much there is, unless something else was asked for meanwhile."""
        if (extent, number) != (self.extent, self._number) or self._is_refused:
            return
        self._count = count
        tell(self._said, "")
        self._sheet.show_picture(sheet)
        self._counted.setText(told)
        self._before.setEnabled(number > 0)
        self._after.setEnabled(number + 1 < count)
        for button in self._go:
            button.setEnabled(True)

    def say(self, sentence: str) -> None:
        """Show why there is nothing to see."""
        self._counted.clear()
        tell(self._said, sentence)

    def _build_choices(self) -> QFormLayout:
        self._period, self._listing, self._order = Choice(), Choice(), Choice()
        for period in Period:
            self._period.addItem(period_name(period), period)
        for name, listing in (
            (say(fr="Tous les médicaments listés", en="All listed drugs"), ""),
            (say(fr="Liste I", en="List I"), Listing.LIST_I),
            (say(fr="Liste II", en="List II"), Listing.LIST_II),
            (say(fr="Stupéfiants", en="Narcotics"), Listing.NARCOTIC),
        ):
            self._listing.addItem(name, listing)
        for name, order in (
            (say(fr="Par date", en="By date"), Order.DATE),
            (say(fr="Par patient", en="By patient"), Order.PATIENT),
            (say(fr="Par médicament", en="By drug"), Order.DRUG),
        ):
            self._order.addItem(name, order)
        today = datetime.now().astimezone().date()
        self._since, self._until = DateField(today), DateField(today)
        for edit in (self._since, self._until):
            edit.settled.connect(self._choose_days)
        self._period.activated.connect(lambda _: self._choose_period())
        for choice in (self._listing, self._order):
            choice.activated.connect(lambda _: self._ask())
        form = QFormLayout()
        form.addRow(say(fr="&Délivrances :", en="&Dispensings:"), self._period)
        form.addRow(say(fr="D&u :", en="&From:"), self._since)
        form.addRow(say(fr="&Au :", en="&To:"), self._until)
        form.addRow(say(fr="&Médicaments :", en="Dru&gs:"), self._listing)
        form.addRow(say(fr="&Classer :", en="&Order:"), self._order)
        return form

    def _build(self) -> None:
        buttons = QDialogButtonBox()
        paper = QPushButton(say(fr="&Imprimer…", en="&Print…"))
        file = QPushButton(say(fr="&Écrire un PDF…", en="&Write a PDF…"))
        self._go = (paper, file)
        for button, onto in ((paper, Onto.PAPER), (file, Onto.FILE)):
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
            button.clicked.connect(lambda _=False, onto=onto: self._agree(onto))
        cancel = say(fr="A&nnuler", en="Canc&el")
        buttons.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        paper.setDefault(True)
        turning = QHBoxLayout()
        for button in (self._before, self._after):
            button.setEnabled(False)
            button.setAutoDefault(False)
            turning.addWidget(button)
        turning.addStretch(1)
        choices = QVBoxLayout()
        choices.addLayout(self._asked)
        choices.addWidget(self._said)
        choices.addStretch(1)
        choices.addWidget(
            muted_label(
                say(
                    fr="Un PDF n'est pas chiffré : gardez-le en lieu sûr. Le journal du registre "
                    "note qui a imprimé.",
                    en="A PDF is not encrypted: keep it in a safe place. The register's journal "
                    "notes who printed.",
                )
            )
        )
        shown = QVBoxLayout()
        shown.addWidget(self._counted)
        shown.addWidget(self._sheet, 1)
        shown.addLayout(turning)
        beside = QHBoxLayout()
        beside.addLayout(choices)
        beside.addLayout(shown, 1)
        column = QVBoxLayout(self)
        column.addLayout(beside, 1)
        column.addWidget(buttons)

    def _bounds(self) -> tuple[date | None, date | None]:
        if self._period.currentData() == Period.ALL:
            return None, None
        return self._since.day, self._until.day

    def _choose_period(self) -> None:
        """Show the days of the period."""
        period = Period(self._period.currentData())
        for edit, day in zip(
            (self._since, self._until),
            bounds(period, datetime.now().astimezone().date()),
            strict=True,
        ):
            edit.setEnabled(period is not Period.ALL)
            if day is not None:
                edit.show_day(day)
        self._ask()

    def _choose_days(self) -> None:
        self._period.setCurrentIndex(self._period.findData(Period.DAYS))
        self._ask()

    def _ask(self) -> None:
        self._number = 0
        listing, order = self._listing.currentData(), Order(self._order.currentData())
        try:
            since, until = self._bounds()
        except Fault as fault:
            self._refuse(str(fault))
            return
        if since and until and since > until:
            self._refuse(
                say(fr="Le premier jour suit le dernier.", en="The first day is the later.")
            )
            return
        self._extent = Extent(order, Listing(listing) if listing else None, since, until)
        self._fetch()

    def _refuse(self, sentence: str) -> None:
        self._is_refused = True
        self._bar()
        self.say(sentence)

    def _turn(self, by: int) -> None:
        self._number += by
        self._fetch()

    def _bar(self) -> None:
        for button in (*self._go, self._before, self._after):
            button.setEnabled(False)

    def _fetch(self) -> None:
        self._is_refused = False
        self._bar()
        self._counted.setText(say(fr="Un instant…", en="One moment…"))
        self._preview(self.extent, self._number)

    def _agree(self, onto: Onto) -> None:
        self.onto = onto
        self.accept()


class _Sheet(QLabel):
    """A sheet as large as there is room for it."""

    def __init__(self) -> None:
        super().__init__(alignment=Qt.AlignmentFlag.AlignCenter)
        self.setAccessibleName(say(fr="Aperçu de la feuille", en="Preview of the sheet"))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._picture = QImage()

    def show_picture(self, picture: QImage) -> None:
        self._picture = picture
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._picture.isNull():
            return
        ratio = self.devicePixelRatioF()
        fitted = self._picture.scaled(
            self.size() * ratio,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        fitted.setDevicePixelRatio(ratio)
        self.setPixmap(QPixmap.fromImage(fitted))
