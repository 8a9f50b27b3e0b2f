"""The user's language: every sentence is written in French and in English, side by side."""

import os
import re
from contextvars import ContextVar
from typing import Any, Literal

Language = Literal["fr", "en"]


_spoken: ContextVar[Language | None] = ContextVar("spoken", default=None)


def speak(language: Language | None) -> None:
    """Speak `language` from now on, whatever the locale; None goes by the locale again."""
    _spoken.set(language)


def chosen_language() -> Language:
    """What `speak` was told; else French when the locale is French, else English.

    The locale is read in POSIX's order: LC_ALL, LC_MESSAGES, LANG.
    """
    spoken = _spoken.get()
    if spoken is not None:
        return spoken
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable, "")
        if value:
            return "fr" if value.lower().startswith("fr") else "en"
    return "en"


def say(*, fr: str, en: str) -> str:
    """The sentence in the chosen language."""
    return unbroken(fr) if chosen_language() == "fr" else en


def unbroken(french: str) -> str:
    """The sentence, whose « guillemets » no end of line parts from what they hold."""
    return french.replace("« ", "«\u00a0").replace(" »", "\u00a0»")


def counted_fr(count: int, things: str) -> str:
    """`2 lignes remplacées` of `ligne(s) remplacée(s)`; French counts none as one."""
    return f"{count} {_agreed(things, several=abs(count) > 1)}"


def counted_en(count: int, things: str) -> str:
    """`1 line`, `0 lines` of `line(s)`."""
    return f"{count} {_agreed(things, several=count != 1)}"


def decimal(value: float, places: int) -> str:
    """`0.25`, with a comma in French."""
    written = f"{value:.{places}f}"
    return say(fr=written.replace(".", ","), en=written)


def _agreed(things: str, *, several: bool) -> str:
    return re.sub(r"\((\w+)\)", r"\1" if several else "", things)


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

    def __reduce__(self) -> tuple[Any, ...]:
        # A fault travels from worker processes, whatever its own class takes to be made.
        return _restored, (type(self), self.args, self.__dict__)


def _restored(kind: type[Fault], arguments: tuple[Any, ...], state: dict[str, Any]) -> Fault:
    fault = kind.__new__(kind, *arguments)
    fault.__dict__.update(state)
    return fault
