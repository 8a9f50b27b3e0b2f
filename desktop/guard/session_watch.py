"""The computer goes to sleep or its screen is locked: told by logind and the screen saver.

Where there is no D-Bus (Windows, macOS, a bare window) nothing is told; the idle watch still locks,
since it goes by the clock.
"""

from typing import Any

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection

_LOGIN = "org.freedesktop.login1"
_SAVERS = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver", "org.cinnamon.ScreenSaver")


class SessionWatch(QObject):
    """`leaving` tells that the computer sleeps or its session is locked.

    `system` and `session` are the buses to listen on, the machine's own when none is given.
    """

    leaving = Signal()

    def __init__(
        self,
        parent: QObject,
        system: QDBusConnection | None = None,
        session: QDBusConnection | None = None,
    ) -> None:
        super().__init__(parent)
        system = system or QDBusConnection.systemBus()
        session = session or QDBusConnection.sessionBus()
        if system.isConnected():
            manager = f"{_LOGIN}.Manager"
            self._connect(system, manager, "PrepareForSleep", "_told(bool)")
            self._connect(system, f"{_LOGIN}.Session", "Lock", "_locked()")
        if session.isConnected():
            for saver in _SAVERS:
                self._connect(session, saver, "ActiveChanged", "_told(bool)")

    def _connect(self, bus: QDBusConnection, interface: str, name: str, slot: str) -> None:
        # From any sender: a session's object has a number of its own in its path.
        bus.connect("", "", interface, name, self, _slot(slot))

    @Slot(bool)
    def _told(self, begins: bool) -> None:
        if begins:
            self.leaving.emit()

    @Slot()
    def _locked(self) -> None:
        self.leaving.emit()


def _slot(signature: str) -> Any:
    return SLOT(signature)
