"""Keeps `None`, `True` and `False` alive where PySide lets them die."""

import ctypes
import sys

MANY = 1 << 60
"""References nobody will ever give back."""


def keep_constants() -> None:
    """Make the three constants as immortal as they are from Python 3.12 on (PEP 683).

    PySide 6.12 gives one reference back too many at times, when Qt answers with nothing (an empty
    cell, no window in front) or with yes and no. Python 3.11 counts them, and ends the program when
    none is left, after some hours of use (seen in November 2026;
    `docs/adr/0050-none-on-python-3.11.md`).
    """
    if sys.version_info < (3, 12) and sys.implementation.name == "cpython":
        for constant in (None, True, False):
            ctypes.c_ssize_t.from_address(id(constant)).value = MANY
