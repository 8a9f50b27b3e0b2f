"""Keeps `None` alive where PySide lets it die."""

import ctypes
import sys

MANY = 1 << 60
"""References nobody will ever give back."""


def keep_none() -> None:
    """Make `None` as immortal as it is from Python 3.12 on (PEP 683).

    PySide 6.12 gives one reference back too many each time Qt answers with nothing: an empty cell,
    no window in front. Python 3.11 counts them, and ends the program when none is left, after some
    hours of use (seen in November 2026; `docs/adr/0050-none-on-python-3.11.md`).
    """
    if sys.version_info < (3, 12) and sys.implementation.name == "cpython":
        ctypes.c_ssize_t.from_address(id(None)).value = MANY
