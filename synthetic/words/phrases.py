"""The fragments of the phrasing, by what they mean and the style they belong to."""

from collections.abc import Mapping
from functools import cache
from random import Random

from synthetic.tables import read_table

STYLES = "opthsl"
"""Official denomination, plain, terse, hospital, shorthand, full letters."""


@cache
def load_phrases() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Meaning -> its fragments, each with the styles it belongs to."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in read_table("phrases.csv"):
        styles = STYLES if row["styles"] == "*" else row["styles"]
        found.setdefault(row["meaning"], []).append((styles, row["text"]))
    return {meaning: tuple(fragments) for meaning, fragments in found.items()}


def has_phrase(meaning: str) -> bool:
    """Whether there is a fragment of that meaning."""
    return meaning in load_phrases()


def draw_phrase(meaning: str, style: str, random: Random) -> str:
    """A fragment of that meaning in `style`, in the plainest other style when it has none.

    Raises KeyError for a meaning without fragments.
    """
    fragments = load_phrases()[meaning]
    for wanted in (style, "p" if style in "ths" else "o", *STYLES):
        fitting = [text for styles, text in fragments if wanted in styles]
        if fitting:
            return random.choice(fitting)
    raise KeyError(meaning)


def draw_counted(meaning: str, style: str, random: Random, *, plural: bool) -> str:
    """A noun of that meaning (`singular|plural`)."""
    singular, _, many = draw_phrase(meaning, style, random).partition("|")
    return many if plural and many else singular
