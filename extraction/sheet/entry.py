"""One row of a page and what it is."""

import re
from enum import Enum, auto

from extraction.drugs.mentions import DrugMatch
from extraction.sheet.cues import is_dosed
from extraction.sheet.rows import Row
from extraction.sheet.scopes import Scope
from extraction.sheet.section import Section
from extraction.values import value
from prescription.record import Zone

_BARE_STRENGTH = re.compile(r"\W{0,2}\d")
SURE_SHARE = 0.5
"""Share of posology's words from which a row is one."""


class Kind(Enum):
    """What one row is."""

    HEADER = auto()
    HEADING = auto()
    SECTION = auto()
    DRUG = auto()
    POSOLOGY = auto()
    NOTE = auto()
    OTHER = auto()
    UNSURE = auto()
    WRAPPED = auto()
    """Goes on in mid-sentence with the row above."""


@value
class Entry:
    """A row and what it is.

    `match` tells the drug of a DRUG row, None when nothing is like it, or that a NOTE begins with;
    `evident` that the row itself holds a strength or posology, not a name alone; `spoken` that a
    HEADER row also speaks of what is no medication, or that a row is cut from one that closes the
    list and does; `asked` are words around the drug that a human
    must look at; `section` is that of a SECTION row, or the heading that a drug shares with one on
    its row; `scope` are the lines that a NOTE holds for, where it says which.
    """

    row: Row
    kind: Kind
    match: DrugMatch | None = None
    zone: Zone | None = None
    evident: bool = False
    spoken: bool = False
    asked: tuple[str, ...] = ()
    section: Section | None = None
    scope: Scope | None = None


def is_evident(rest: str) -> bool:
    """Whether words after a name hold a strength, or are posology with a dose."""
    return bool(_BARE_STRENGTH.match(rest)) or is_dosed(rest)
