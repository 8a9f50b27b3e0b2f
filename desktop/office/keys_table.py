"""The keys of every action, to be changed; a collision is told beside them."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QGroupBox,
    QHBoxLayout,
    QKeySequenceEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.actions import Actions, Wanted
from desktop.look.keys import are_typed, keys_of, put_keys, taken_by
from desktop.look.labels import notice_label, tell
from desktop.look.preferences import choose_keys
from desktop.office.row_table import RowTable
from prescription.language import say

_ROWS = 16
"""Actions in sight at once; the others are scrolled to."""


class KeysTable(QGroupBox):
    """Every action with its keys; `changed` tells that one has others now."""

    changed = Signal()

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(say(fr="Touches", en="Keys"), parent)
        self._actions = actions
        self._rows: list[Wanted] = [wanted for wanted, _ in actions]
        titles = (say(fr="Action", en="Action"), say(fr="Touches", en="Keys"))
        name = say(fr="Touches de chaque action", en="Keys of every action")
        self._table = RowTable(titles, name, _ROWS)
        self._table.currentCellChanged.connect(lambda *_: self._take_up())
        self._edit = QKeySequenceEdit()
        self._edit.setAccessibleName(say(fr="Nouvelles touches", en="New keys"))
        self._edit.setMaximumSequenceLength(1)
        self._said = notice_label()
        self._build()
        self._fill()

    def wipe(self) -> None:
        """The register is closed: what was told before is old."""
        self._say("")

    def _build(self) -> None:
        assign = QPushButton(say(fr="D&onner ces touches", en="Ass&ign these keys"))
        assign.clicked.connect(self._assign)
        usual = QPushButton(say(fr="Touches &habituelles", en="Usual &keys"))
        usual.clicked.connect(self._give_back)
        foot = QHBoxLayout()
        for widget in (assign, usual):
            foot.addWidget(widget)
        column = QVBoxLayout(self)
        column.addWidget(self._table)
        column.addWidget(self._edit)
        column.addLayout(foot)
        column.addWidget(self._said)
        column.addStretch(1)

    def _fill(self) -> None:
        self._table.show_rows(
            [(_plain(wanted), keys_of(self._actions, wanted.id)) for wanted in self._rows]
        )

    @property
    def _chosen(self) -> Wanted | None:
        row = self._table.currentRow()
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def _take_up(self) -> None:
        if self._chosen is not None:
            self._edit.setKeySequence(self._actions[self._chosen.id].shortcut())
            self._say("")

    def _assign(self) -> None:
        keys, wanted = self._edit.keySequence(), self._chosen
        if wanted is None:
            self._say(say(fr="Choisissez d'abord une action.", en="Choose an action first."))
            return
        if are_typed(keys):
            self._say(
                say(
                    fr="Cette touche sert à écrire : donnez-la avec Ctrl ou Alt, ou une touche de "
                    "fonction.",
                    en="This key is needed for writing: give it with Ctrl or Alt, or a function "
                    "key.",
                )
            )
            return
        other = taken_by(self._actions, wanted.id, keys)
        told = keys.toString(QKeySequence.SequenceFormat.NativeText)
        if other is not None:
            self._say(
                say(
                    fr=f"{told} sert déjà à « {_plain(other)} » : changez d'abord celle-là.",
                    en=f'{told} already does "{_plain(other)}": change that one first.',
                )
            )
            return
        choose_keys(wanted.id, keys.toString())
        self._renew(say(fr=f"C'est fait : {told}.", en=f"Done: {told}."))

    def _give_back(self) -> None:
        wanted = self._chosen
        if wanted is None:
            self._say(say(fr="Choisissez d'abord une action.", en="Choose an action first."))
            return
        other = taken_by(self._actions, wanted.id, QKeySequence(wanted.keys))
        if other is not None:
            self._say(
                say(
                    fr=f"{wanted.keys} sert maintenant à « {_plain(other)} ».",
                    en=f'{wanted.keys} does "{_plain(other)}" now.',
                )
            )
            return
        choose_keys(wanted.id, None)
        self._renew(say(fr="Touches habituelles rendues.", en="The usual keys are back."))

    def _renew(self, sentence: str) -> None:
        put_keys(self._actions)
        self._fill()
        self._take_up()
        self._say(sentence)
        self.changed.emit()

    def _say(self, sentence: str) -> None:
        tell(self._said, sentence)


def _plain(wanted: Wanted) -> str:
    return wanted.text.replace("&", "")
