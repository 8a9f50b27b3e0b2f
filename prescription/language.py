"""The user's language: every sentence is written in French and in English, side by side."""

import os
from typing import Literal

Language = Literal["fr", "en"]


def chosen_language() -> Language:
    """French when the locale is French, else English (POSIX order: LC_ALL, LC_MESSAGES, LANG)."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable, "")
        if value:
            return "fr" if value.lower().startswith("fr") else "en"
    return "en"


def say(*, fr: str, en: str) -> str:
    """The sentence in the chosen language."""
    return fr if chosen_language() == "fr" else en


class Fault(Exception):
    """Something outside the program is wrong (a file, a passphrase, a missing part).

    One clear sentence in each language tells the user; a bug raises anything else.
    """

    def __init__(self, *, fr: str, en: str) -> None:
        super().__init__(en)
        self.fr = fr
        self.en = en

    def __str__(self) -> str:
        return say(fr=self.fr, en=self.en)
