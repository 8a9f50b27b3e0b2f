"""A clause before a drug's name, in the same row: what it speaks of is not always the drug."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from extraction.drugs.mentions import DrugMatch
from extraction.sheet.cues import DOSED, STRENGTH, other_subject, tells_intake
from extraction.sheet.entry import is_evident
from extraction.sheet.orders import STOPPED
from extraction.sheet.posology_words import posology_share
from extraction.spelling.words import load_words

_END = re.compile(
    r"(?:[,;:/.] ?| [-–—] )(?:et |puis |(?:debut(?:er)?|mettre|prendre|donner)(?: d[eu])? )?$"
)
"""What closes a clause right before a name: `Arrêt Lasilix 40, …`, `Pas d'aspirine : …`."""
_CONDITION = re.compile(
    r"\W*(?:(?:et|ou|puis) )?(?:si|s'il|en cas|en l.absence|en absence|apres|avant|devant|a defaut|"
    r"sinon|des que|des l|lorsqu|quand|selon|sauf)\b"
)
_OBJECT = re.compile(
    r"\b(?!(?:pris|prend|donn|trait|medic|defini|immedi|total|temporai|formel|stric|absolu)\w*)[a-z]{3,}"
)
"""A word that may be what is stopped: the drug behind the clause is another one then."""
_APART = re.compile(r"(?:[+.;,] ?| et | puis | [-–—/] )$")
_GOES_ON = re.compile(r"^\W*(?:et|ou|puis|a|au|le)\b|^\d|\+ ?$")
_LEADS = re.compile(r"\W*(?:les?|la|si|en|pour|de|du|un|une|prendre|puis)\b")
_LIKELY = 0.6
_OWN_DOSE = re.compile(
    r"(?<![\d,.])(?:\d{1,2}|[½¼¾]|\bune?|\bdeux|\bdemie?) ?(?:cp[rs]?|"
    r"comp(?:rimes?|s)?|gel(?:ule)?s?|sach(?:et)?s?|gtte?s?|gouttes?|bouff(?:ee)?s?|inj(?:ection)?s?|appl?(?:ication)?s?|"
    r"amp(?:oule)?s?|supp(?:ositoire|o)?s?|ovules?|patchs?|caps(?:ule)?s?|pulv\w*)\b"
)
_SURE = 0.65


class Led(NamedTuple):
    """A drug behind a clause; `apart` tells that the clause is no part of the prescription."""

    match: DrugMatch
    clause: str
    apart: bool


def drug_after_clause(folded: str, start: int, drugs: Sequence[DrugMatch]) -> Led | None:
    """The drug taken that a clause leads to: `Pas de Kardegic, Plavix 75 1/j`.

    A name right behind the order to stop (`Arrêt : Plavix 75 1/j`) is what is stopped.
    """
    for place, match in enumerate(drugs):
        clause = folded[start : match.start]
        following = drugs[place + 1].start if place + 1 < len(drugs) else len(folded)
        rest = folded[match.end : following]
        if not _END.search(clause):
            continue
        if _CONDITION.match(clause) and is_evident(rest):
            return Led(match, clause, apart=False)
        if not tells_intake(rest) or tells_intake(_without_days(clause)):
            continue
        stopped = STOPPED.search(clause)
        if _OBJECT.search(clause, stopped.end()) if stopped else other_subject(clause):
            return Led(match, clause, apart=True)
    return None


def _without_days(clause: str) -> str:
    """A clause without the moments that a blood test has as well as a drug."""
    return re.sub(r"\b(?:matin|soir|midi)\b", "", clause)


def ends_another(folded: str, match: DrugMatch, *, lower: bool) -> bool:
    """Whether an intake stands before a drug that has its own: `1 sachet le midi + Tahor 20 1/j`.

    `lower` tells that the row begins in lower case, as one that goes on does.
    `Prendre 2 gélules d'amoxicilline` and `2 gélules : amoxicilline` lead to the drug instead.
    """
    before, rest = folded[: match.start], folded[match.end :]
    taken = tells_intake(rest) or is_evident(rest)
    if not _APART.search(before) or not taken or other_subject(before):
        return False
    # `et soir + Topalgic 50 mg 1 gélule`: the words go on with the row above.
    words = load_words().posology | load_words().units
    said = re.findall(r"[a-z]+", before)
    known = bool(said) and words.issuperset(said)
    goes_on = known and _GOES_ON.search(before) is not None
    if lower and not _LEADS.match(before):
        goes_on = goes_on or known or posology_share(before) >= _LIKELY
    return goes_on or _OWN_DOSE.search(before) is not None


def is_taken(rest: str) -> bool:
    """Whether folded words behind a name tell a dose or how often, beyond a strength."""
    if tells_intake(rest):
        return True
    rest = STRENGTH.sub(" ", rest)
    return posology_share(rest) >= _SURE and bool(DOSED.search(rest))
