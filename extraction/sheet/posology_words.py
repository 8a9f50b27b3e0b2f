"""How much of a row is made of the words that posologies are made of."""

import re
from functools import cache, lru_cache

from extraction.rules.glued import unglued
from extraction.spelling.words import load_words

SLOTS = r"^\W*(?:(?:\d|[½¼¾]|1/[24]|3/4|0[.,]5)(?:[ .\-–—/]{1,3}|\W*$)){3,4}$"  # `1 0 1` alone
_TOKEN = re.compile(r"[a-zœæ]+(?:'[a-zœæ]+)?|\d+(?:[.,]\d+)?|[½¼¾]|[a-z]")
_STRONG = re.compile(
    r"(?<![a-z])(?:matins?|mat|midis?|soirs?|coucher|repas|jours?|semaines?|mois|fois|prises?|heures?|comprimes?|"
    r"cp[rs]?|comps?|per os|qte|btes?|boites?|inhal|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|"
    r"gelules?|gel|sachets?|gouttes?|bouffees?|injections?|inj|applications?|cuilleres?|"
    r"pulverisations?|suppositoires?|ovules?|ampoules?|doses?|si besoin|pendant|pdt|qsp|lever|nuit|"
    r"patchs?|inhalations?|capsules?|unidoses?|flacons?|lavements?|suppos?|supp|caps|pulv|bouff|"
    r"jrs?|dejeuners?|diners?|dej|"
    r"bts|tubes?|pots?|stylos?|cartouches?|plaquettes?|dosettes?|seringues?|"
    r"gttes?|gtts?|appl|sach|amp|lyocs?|ovule|en cas d|max|jeun|mg|ml|dose-poids|sem|h)\b|"
    r"/ ?j\b|/ ?\d* ?h\b|"
    rf"{SLOTS}|\d ?[-–] ?\d ?[-–] ?\d|\bx ?\d|\d ?x\b|\d ?(?:j|h|fs?)\b|"
    r"\b\d{1,2} ?h ?[0-5]\d\b|\bj ?\d{1,2}\b|\b\d{1,2} ?: ?[0-5]\d ?(?::|=|→|-+>) ?[\d½¼¾]"
)
_SHORTENED = frozenset({"mn", "pt", "dej"})
"""Of `30 mn av pt dej`: too short for words that others are mended to."""
_DAY = r"(?:lu|ma|me|je|ve|sa|di)"
_SHORT_DAYS = re.compile(rf"\b{_DAY}(?:[ ,/+.-]{{1,3}}{_DAY})+(?![a-z])")
"""`Ma Je Sa Di : 1/2 cp`"""


@lru_cache(maxsize=256)
def posology_share(folded: str) -> float:
    """The share, 0 to 1, of the row's words that posologies are made of; 0 without a sure sign."""
    folded = unglued(folded)
    if not (_STRONG.search(folded) or _SHORT_DAYS.search(folded)):
        return 0.0
    tokens = _TOKEN.findall(_SHORT_DAYS.sub("jours", folded))
    listed = _posology_words()
    known = sum(1 for t in tokens if not t[0].isalpha() or t in listed or _in_parts(t, listed))
    return known / max(len(tokens), 1)


@cache
def _posology_words() -> frozenset[str]:
    return load_words().posology | load_words().units | _SHORTENED


def _in_parts(token: str, words: frozenset[str]) -> bool:
    return "'" in token and all(len(p) == 1 or p in words for p in token.split("'"))
