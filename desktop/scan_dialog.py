"""Which scanner, and how: asked once, kept for the next time."""

from collections.abc import Sequence

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from ordonnancier.scan import Abilities, Device, Profile
from prescription.language import say

RESOLUTIONS = (200, 300, 400, 600)
USUAL = 300
"""Dots an inch: what small print needs, and no more."""


class ScanDialog(QDialog):
    """Lets one choose among the scanners found, each with what it can do."""

    def __init__(
        self, found: Sequence[tuple[Device, Abilities]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(say(fr="Scanner", en="Scanner"))
        self.setMinimumWidth(480)
        self._found = found
        self._device = QComboBox()
        self._mode = QComboBox()
        self._source = QComboBox()
        self._resolution = QComboBox()
        self._build()

    def accept(self) -> None:
        settings = QSettings()
        settings.setValue("scanner/device", self._found[self._device.currentIndex()][0].name)
        settings.setValue("scanner/label", self._device.currentText())
        settings.setValue("scanner/mode", self._mode.currentText())
        settings.setValue("scanner/source", self._source.currentText())
        settings.setValue("scanner/resolution", int(self._resolution.currentData()))
        super().accept()

    def _build(self) -> None:
        form = QFormLayout()
        form.addRow(say(fr="&Scanner :", en="&Scanner:"), self._device)
        form.addRow(say(fr="&Résolution :", en="&Resolution:"), self._resolution)
        form.addRow(say(fr="&Couleurs :", en="&Colours:"), self._mode)
        form.addRow(say(fr="&Entrée du papier :", en="&Paper source:"), self._source)
        for resolution in RESOLUTIONS:
            self._resolution.addItem(
                say(fr="{} points par pouce", en="{} dots per inch").format(resolution), resolution
            )
        for device, _ in self._found:
            self._device.addItem(device.label)
        self._device.currentIndexChanged.connect(self._show_abilities)
        self._show_abilities(0)
        self._show_kept()
        buttons = QDialogButtonBox()
        buttons.addButton(say(fr="&Numériser", en="Sca&n"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(say(fr="&Annuler", en="Canc&el"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(
            QLabel(
                say(
                    fr="Ces choix servent aussi la prochaine fois (F9 numérise aussitôt).",
                    en="These choices hold the next time too (F9 scans at once).",
                ),
                wordWrap=True,
            )
        )
        column.addLayout(form)
        column.addWidget(buttons)

    def _show_abilities(self, number: int) -> None:
        able = self._found[number][1]
        for box, choices in ((self._mode, able.modes), (self._source, able.sources)):
            box.clear()
            box.addItems(list(choices))
            box.setEnabled(len(choices) > 1)
        self._resolution.setEnabled(able.has_resolution)

    def _show_kept(self) -> None:
        kept = kept_scanner()
        if kept is not None:
            device, profile = kept
            names = [known.name for known, _ in self._found]
            self._device.setCurrentIndex(
                max(0, names.index(device.name) if device.name in names else 0)
            )
            self._mode.setCurrentText(profile.mode or "")
            self._source.setCurrentText(profile.source or "")
        resolution = kept[1].resolution if kept else USUAL
        self._resolution.setCurrentIndex(self._resolution.findData(resolution))


def kept_scanner() -> tuple[Device, Profile] | None:
    """The scanner and the profile chosen last time."""
    settings = QSettings()
    name = str(settings.value("scanner/device", ""))
    if not name:
        return None
    return Device(name, str(settings.value("scanner/label", name))), Profile(
        int(str(settings.value("scanner/resolution", USUAL))),
        str(settings.value("scanner/mode", "")) or None,
        str(settings.value("scanner/source", "")) or None,
    )
