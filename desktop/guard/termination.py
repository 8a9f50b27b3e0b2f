"""The computer shuts down, or the terminal goes: the window closes as its user would close it."""

import signal
from collections.abc import Callable

from PySide6.QtCore import QTimer

_SIGNALS = ("SIGTERM", "SIGINT", "SIGHUP")


def close_when_told(close: Callable[[], object]) -> None:
    """Call `close` when the system asks the program to end: what was typed is kept.

    Not at once: Python hears of a signal in the midst of whatever it does.
    """
    for name in _SIGNALS:
        known = getattr(signal, name, None)
        if known is not None:
            signal.signal(known, lambda *_: QTimer.singleShot(0, close))
