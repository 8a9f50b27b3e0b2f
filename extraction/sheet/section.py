"""What a line says that stands above drugs: their moment, day, condition, place, or a stop."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from extraction.resources import read_rules
from extraction.spelling.matching import fold

_MOST_LETTERS = 70
_EDGES = re.compile(r"^[^\wœ]+|[^\wœ.]+$")


class About(StrEnum):
    """What a section's heading tells of the drugs below; named as in `sections.toml`.

    PLAIN words tell nothing of a posology, those of NOTHING are not known.
    """

    PLAIN = "plain"
    STOPPED = "stopped"
    MOMENT = "moments"
    WEEKDAY = "weekdays"
    MEAL = "meals"
    FOLLOWING = "following"
    CONDITION = "conditions"
    SITE = "sites"
    LENGTH = "lengths"
    TIME = "times"
    UNCLEAR = "asked"
    NOTHING = "nothing"


_SLOT = r"(?:\d|½|1 ?/ ?[24])"
_BETWEEN = r"(?: ?[-–—/.;|] ?| +)"
OWN_WORDS = {
    About.MOMENT: r"\b(?:matin|midi|soir|coucher|lever|reveil|gouter|nuit|dejeuner|diner|repas)\b|"
    rf"\ba ?\d+ ?h|(?<![\d,.]){_SLOT}{_BETWEEN}{_SLOT}{_BETWEEN}{_SLOT}(?!\d)",
    About.WEEKDAY: r"\b(?:lun|mar|mercre|jeu|vendre|same)di|\bdimanche",
    About.MEAL: r"\brepas\b|\bjeun\b",
    About.CONDITION: r"\bsi\b|\ben cas\b|\bbesoin\b|\bsystematique",
    About.SITE: r"\b(?:œil|oeil|yeux|oreille|narine|visage|corps|od|og|odg)\b",
    About.LENGTH: r"\b(?:pendant|pdt|durant|qsp)\b|\d ?(?:j|jours?|sem|semaines?|mois)\b(?<!/ j)",
}
"""Words by which a drug tells itself what the heading tells."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading as printed, what it is about, and whether a colon ends it."""

    text: str
    about: About
    colon: bool


def bare_heading(folded: str) -> str:
    """The folded words of a heading, its edges stripped of marks."""
    return _EDGES.sub("", folded)


@lru_cache(maxsize=1024)
def section_of(text: str) -> Section | None:
    """The section that a row may head; None when it neither ends in a colon nor is a known one."""
    colon = text.rstrip().endswith(":")
    folded = bare_heading(fold(text))
    if not folded or len(folded) > _MOST_LETTERS or text.lstrip()[:1] in "(+":
        return None
    for about, pattern in _patterns():
        if pattern.fullmatch(folded):
            return Section(text.strip(" :"), about, colon)
    if not colon:
        return None
    unclear = _asked().search(folded)
    return Section(text.strip(" :"), About.UNCLEAR if unclear else About.NOTHING, colon)


@cache
def _patterns() -> tuple[tuple[About, re.Pattern[str]], ...]:
    told = read_rules("sections.toml")
    return tuple(
        (about, re.compile("|".join(f"(?:{p})" for p in told[about]["patterns"])))
        for about in About
        if about is not About.NOTHING
    )


@cache
def _asked() -> re.Pattern[str]:
    return re.compile(read_rules("sections.toml")["asked"]["words"])
