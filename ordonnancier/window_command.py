"""How the window is opened on this machine, by the way the program came there."""

import sys

from prescription.resources import RESOURCES


def window_command() -> str:
    """`ordonnancier-app` of a kit or package, `make app` in the sources, `python -m desktop`."""
    if getattr(sys, "frozen", False):
        return "ordonnancier-app"
    return "make app" if (RESOURCES.parent / "Makefile").exists() else "python -m desktop"
