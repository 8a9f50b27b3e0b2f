"""The first day: four steps beside the empty queue, each done or left for another day."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.look.labels import heading
from desktop.look.room import Folding
from prescription.language import say

SHEET, PHARMACY, REFERENCE, SAMPLE = "sheet", "pharmacy", "reference", "sample"
SHEET_FILE = "sheet-file"
"""What the second button of the first step asks for."""
AHEAD, DONE = "○", "✔"
LEAST = 250
"""Pixels of a step's sentence: with less, its buttons go below."""


class FirstSteps(QFrame):
    """Recovery sheet, pharmacy, official reference, a prescription to try.

    `asked` carries the step whose button was pressed, or `SHEET_FILE`;
    `pharmacy_given` name and address.
    """

    asked = Signal(str)
    pharmacy_given = Signal(str, str)
    finished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marks: dict[str, QLabel] = {}
        self._told: dict[str, QLabel] = {}
        self._buttons: dict[str, QPushButton] = {}
        self._name = QLineEdit()
        self._address = QLineEdit()
        self._column = QVBoxLayout(self)
        self._build()

    def tell(self, step: str, sentence: str, *, done: bool) -> None:
        """Say below a step how it went."""
        self._told[step].setText(sentence)
        self._told[step].setVisible(bool(sentence))
        if done:
            self._marks[step].setText(DONE)
            self._marks[step].setAccessibleName(say(fr="fait", en="done"))

    def told(self, step: str) -> str:
        """The sentence below a step."""
        return self._told[step].text()

    @property
    def left(self) -> bool:
        """Whether a step is still to do."""
        return not all(map(self.is_done, self._marks))

    def is_done(self, step: str) -> bool:
        """Whether a step is done."""
        return self._marks[step].text() == DONE

    def show_pharmacy(self, name: str, address: str) -> None:
        """Show the pharmacy that is known."""
        self._name.setText(name)
        self._address.setText(address)

    def _build(self) -> None:
        self._column.addWidget(heading(say(fr="Premiers pas", en="First steps")))
        self._add_step(
            SHEET,
            say(
                fr="Fiche de secours : elle ouvre le registre si la phrase de passe est perdue.",
                en="Recovery sheet: it opens the register when the passphrase is lost.",
            ),
            say(fr="&Imprimer la fiche…", en="Pr&int the sheet…"),
            (SHEET_FILE, say(fr="En P&DF…", en="As P&DF…")),
        )
        self._add_pharmacy()
        self._add_step(
            REFERENCE,
            say(
                fr="Référence officielle des médicaments (fichiers CIS_… de la base "
                "publique, déjà téléchargés). Sans elle, le lexique du logiciel suffit "
                "pour lire.",
                en="Official reference of drugs (files CIS_… of the public database, "
                "downloaded before). Without it the program's lexicon is enough for "
                "reading.",
            ),
            say(fr="D&ossier de la référence…", en="F&older of the reference…"),
        )
        self._add_step(
            SAMPLE,
            say(fr="Une ordonnance inventée, pour essayer.", en="A made-up prescription, to try."),
            say(fr="&Essayer l'ordonnance d'exemple", en="&Try the sample prescription"),
        )
        close = QPushButton(
            say(
                fr="&Masquer (menu Registre pour y revenir)",
                en="Hid&e (menu Register to come back)",
            )
        )
        close.clicked.connect(self.finished)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        self._column.addLayout(foot)

    def _add_step(self, step: str, words: str, button: str, *more: tuple[str, str]) -> QVBoxLayout:
        head, inside = QHBoxLayout(), QVBoxLayout()
        mark = self._marks[step] = QLabel(AHEAD)
        mark.setAccessibleName(say(fr="à faire", en="to do"))
        mark.setFixedWidth(24)
        head.addWidget(mark)
        told = QLabel(words, wordWrap=True)
        told.setMinimumWidth(LEAST)
        head.addWidget(Folding(told, self._build_buttons((step, button), *more)), 1)
        self._told[step] = QLabel(wordWrap=True)
        self._told[step].hide()
        inside.addLayout(head)
        inside.addWidget(self._told[step])
        self._column.addLayout(inside)
        return inside

    def _build_buttons(self, *buttons: tuple[str, str]) -> QWidget:
        beside = QWidget()
        beside.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(beside)
        row.setContentsMargins(0, 0, 0, 0)
        for asked, caption in buttons:
            press = QPushButton(caption)
            press.setAutoDefault(True)
            press.clicked.connect(lambda _=False, asked=asked: self._ask(asked))
            row.addWidget(press)
            self._buttons[asked] = press
        return beside

    def _add_pharmacy(self) -> None:
        inside = self._add_step(
            PHARMACY,
            say(
                fr="Votre pharmacie : son nom et son adresse sont sur chaque page imprimée.",
                en="Your pharmacy: its name and address are on every printed page.",
            ),
            say(fr="Ga&rder", en="&Keep"),
        )
        form = QFormLayout()
        form.setContentsMargins(30, 0, 0, 0)
        form.addRow(say(fr="&Nom :", en="&Name:"), self._name)
        form.addRow(say(fr="Adre&sse :", en="&Address:"), self._address)
        for edit in (self._name, self._address):
            edit.returnPressed.connect(lambda: self._ask(PHARMACY))
        inside.insertLayout(1, form)

    def _ask(self, step: str) -> None:
        if step != PHARMACY:
            self.asked.emit(step)
            return
        name, address = self._name.text().strip(), self._address.text().strip()
        if name and address:
            # The typing is over: the cursor holds up nothing that is ready to be checked.
            self._buttons[PHARMACY].setFocus()
            self.pharmacy_given.emit(name, address)
        else:
            (self._address if name else self._name).setFocus()
            self.tell(
                PHARMACY,
                say(fr="Donnez le nom et l'adresse.", en="Give the name and the address."),
                done=False,
            )
