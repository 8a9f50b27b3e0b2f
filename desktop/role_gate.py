"""What a user's role does not allow is told before the work of it, not after."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop.actions import Actions
from desktop.desk import Desk
from storage.keyring import Role

NEEDED = {
    "open-pages": Role.CAPTURER,
    "open-folder": Role.CAPTURER,
    "phone-photos": Role.CAPTURER,
    "scan": Role.CAPTURER,
    "choose-scanner": Role.CAPTURER,
    "name-pharmacy": Role.ADMINISTRATOR,
}
"""The role that an action takes which asks for something first: files, a name."""


class RoleGate(QObject):
    """Asks for the role before such an action; `said` carries why it does not begin."""

    said = Signal(str)

    def __init__(self, actions: Actions, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        for name, role in NEEDED.items():
            actions.ask_before(name, partial(self._may, role))

    def _may(self, role: Role) -> bool:
        refusal = self._desk.refusal(role)
        if refusal:
            self.said.emit(refusal)
        return not refusal
