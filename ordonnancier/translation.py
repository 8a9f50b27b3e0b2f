"""What click says by itself (`Usage:`, `No such option`) in the user's language.

click asks gettext, which wants compiled catalogues on disk and heeds variables that the rest of
the program does not. Here one text file is the catalogue and `chosen_language` alone decides.
"""

import sys
import tomllib
from functools import cache
from typing import Any

import click

from prescription.language import chosen_language, unbroken
from prescription.resources import RESOURCES


def translate_click() -> None:
    """Make click look its sentences up here. A click that names them otherwise stays English."""
    for name, module in list(sys.modules.items()):
        if name.startswith("click."):
            for function, replacement in (("_", _message), ("ngettext", _plural)):
                if callable(getattr(module, function, None)):
                    setattr(module, function, replacement)
    # What stands for the value of an option is the type's bare name, which click never translates.
    setattr(click.ParamType, "get_metavar", _metavar)  # noqa: B010 - mypy forbids the other way


def _metavar(self: click.ParamType[Any], **_: Any) -> str | None:
    if chosen_language() != "fr":
        return None
    named: str | None = _catalogue()["metavars"].get(self.name)
    return named


def _message(sentence: str) -> str:
    if chosen_language() != "fr":
        return sentence
    return unbroken(_catalogue()["messages"].get(sentence, sentence))


def _plural(one: str, several: str, count: int) -> str:
    if chosen_language() != "fr":
        return one if count == 1 else several
    # In French zero and one are singular.
    forms = _catalogue()["plurals"].get(one, (one, several))
    return str(forms[0] if abs(count) < 2 else forms[1])


@cache
def _catalogue() -> dict[str, Any]:
    with (RESOURCES / "translations" / "click.fr.toml").open("rb") as stream:
        return tomllib.load(stream)
