"""Which scanner, and how: asked once, kept for the next time."""

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from desktop.capture.scan_profiles import USUAL, Kept, keep_scanner, kept_scanner, named_scanners
from desktop.capture.scan_words import say_choice
from desktop.look.choice import Choice
from ordonnancier.scan import Abilities, Device, Profile
from prescription.language import say

RESOLUTIONS = (200, 300, 400, 600)


class ScanDialog(QDialog):
    """Lets one choose among the scanners found, each with what it can do."""

    def __init__(
        self, found: Sequence[tuple[Device, Abilities]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(say(fr="Scanner", en="Scanner"))
        self.setMinimumWidth(480)
        self._found = found
        self._named = named_scanners()
        self._name = Choice()
        self._name.setEditable(True)
        self._device = Choice()
        self._mode = Choice()
        self._source = Choice()
        self._resolution = Choice()
        self._duplex = QCheckBox(say(fr="Recto &verso", en="Both si&des"))
        self._build()

    @property
    def kept(self) -> Kept:
        """What is chosen."""
        profile = Profile(
            int(self._resolution.currentData()),
            self._mode.currentData() or None,
            self._source.currentData() or None,
            self._duplex.isEnabled() and self._duplex.isChecked(),
        )
        return Kept(self._found[self._device.currentIndex()][0], profile)

    def accept(self) -> None:
        keep_scanner(self.kept, self._name.currentText().strip())
        super().accept()

    def _build(self) -> None:
        form = QFormLayout()
        form.addRow(say(fr="Nom du &profil (facultatif) :", en="Na&me (optional):"), self._name)
        form.addRow(say(fr="&Scanner :", en="&Scanner:"), self._device)
        form.addRow(say(fr="R&ésolution :", en="&Resolution:"), self._resolution)
        form.addRow(say(fr="&Couleurs :", en="&Colours:"), self._mode)
        form.addRow(say(fr="&Entrée du papier :", en="&Paper source:"), self._source)
        form.addRow("", self._duplex)
        self._name.addItems(["", *sorted(self._named)])
        self._name.activated.connect(self._show_named)
        for resolution in RESOLUTIONS:
            self._resolution.addItem(
                say(fr="{} points par pouce", en="{} dots per inch").format(resolution), resolution
            )
        for device, _ in self._found:
            self._device.addItem(device.label)
        self._device.currentIndexChanged.connect(self._show_abilities)
        self._show_abilities(0)
        self._show(kept_scanner())
        column = QVBoxLayout(self)
        words = say(
            fr="Ces choix servent aussi la prochaine fois : F9 numérise aussitôt.",
            en="These choices hold the next time too: F9 scans at once.",
        )
        column.addWidget(QLabel(words, wordWrap=True))
        column.addLayout(form)
        column.addWidget(self._build_buttons())

    def _build_buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        buttons.addButton(say(fr="&Numériser", en="Sca&n"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(say(fr="&Annuler", en="Canc&el"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons

    def _show_abilities(self, number: int) -> None:
        able = self._found[number][1]
        for box, choices in ((self._mode, able.modes), (self._source, able.sources)):
            box.clear()
            for choice in choices:
                box.addItem(say_choice(choice), choice)
            box.setEnabled(len(choices) > 1)
        self._resolution.setEnabled(able.has_resolution)
        self._duplex.setEnabled(bool(able.duplex))

    def _show_named(self) -> None:
        self._show(self._named.get(self._name.currentText()))

    def _show(self, kept: Kept | None) -> None:
        resolution = USUAL
        if kept is not None:
            names = [known.name for known, _ in self._found]
            if kept.device.name in names:
                self._device.setCurrentIndex(names.index(kept.device.name))
            for box, choice in (
                (self._mode, kept.profile.mode),
                (self._source, kept.profile.source),
            ):
                # What this scanner does not offer changes nothing.
                if (index := box.findData(choice)) >= 0:
                    box.setCurrentIndex(index)
            self._duplex.setChecked(kept.profile.duplex)
            resolution = kept.profile.resolution
        self._resolution.setCurrentIndex(max(0, self._resolution.findData(resolution)))
