"""What narrows a search of the register, beside its words."""

from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QWidget

from desktop.look.choice import Choice
from desktop.look.room import Folding
from desktop.wording import describe_list
from prescription.language import say
from storage.ordonnancier import Listing
from storage.search import Query

_PERIODS = (0, 1, 7, 30, 365)
"""Days up to today; 0 for all."""


class RegisterFilters(QWidget):
    """Drug, prescriber, period of issue, list, what was replaced, what looks captured twice."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drug = QLineEdit(clearButtonEnabled=True)
        self._prescriber = QLineEdit(clearButtonEnabled=True)
        self._period, self._listing = Choice(), Choice()
        self._current = QCheckBox(say(fr="&sans les remplacées", en="&without replaced ones"))
        self._twice = QCheckBox(say(fr="&doublons seulement", en="&duplicates only"))
        self._build()

    @property
    def twice(self) -> bool:
        """Whether only what looks captured twice is wanted."""
        return self._twice.isChecked()

    def query(self, words: str) -> Query:
        """What is looked for, with these words."""
        days = int(self._period.currentData())
        since = date.today() - timedelta(days=days - 1) if days else None  # noqa: DTZ011 - local
        listing = self._listing.currentData()
        return Query(
            text=words,
            drug=self._drug.text(),
            prescriber=self._prescriber.text(),
            since=since,
            listing=Listing(listing) if listing else None,
            current=self._current.isChecked(),
        )

    def clear(self) -> None:
        """Narrow nothing."""
        for edit in (self._drug, self._prescriber):
            edit.clear()
        for box in (self._period, self._listing):
            box.setCurrentIndex(0)
        for tick in (self._current, self._twice):
            tick.setChecked(False)

    def _build(self) -> None:
        for days, name in zip(_PERIODS, _period_names(), strict=True):
            self._period.addItem(name, days)
        self._listing.addItem(say(fr="toutes", en="all"), "")
        for listing in Listing:
            self._listing.addItem(describe_list(listing.value), listing.value)
        words = _group(
            (say(fr="&Médicament :", en="Dr&ug:"), self._drug),
            (say(fr="Pres&cripteur :", en="Pre&scriber:"), self._prescriber),
        )
        choices = _group(
            (say(fr="Péri&ode :", en="Per&iod:"), self._period),
            (say(fr="&Liste :", en="&List:"), self._listing),
        )
        ticks = _group(("", self._current), ("", self._twice))
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Folding(words, choices, ticks))
        for edit in (self._drug, self._prescriber):
            edit.textChanged.connect(lambda _: self.changed.emit())
        for box in (self._period, self._listing):
            box.currentIndexChanged.connect(lambda _: self.changed.emit())
        for tick in (self._current, self._twice):
            tick.toggled.connect(lambda _: self.changed.emit())


def _group(*fields: tuple[str, QWidget]) -> QWidget:
    """Fields with their captions, side by side; what has a name of its own has no caption."""
    group = QWidget()
    row = QHBoxLayout(group)
    row.setContentsMargins(0, 0, 0, 0)
    for caption, field in fields:
        if caption:
            label = QLabel(caption)
            label.setBuddy(field)
            name = caption.replace("&", "").rstrip(" :")
            field.setAccessibleName(say(fr=f"Filtre {name}", en=f"Filter {name}"))
            row.addWidget(label)
        row.addWidget(field, 1 if caption else 0)
    return group


def _period_names() -> tuple[str, ...]:
    return (
        say(fr="toutes dates", en="any date"),
        say(fr="aujourd'hui", en="today"),
        say(fr="7 jours", en="7 days"),
        say(fr="30 jours", en="30 days"),
        say(fr="12 mois", en="12 months"),
    )
