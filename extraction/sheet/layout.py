"""What `blocks.lay_out` gives: the rows of a prescription, each in its place."""

from dataclasses import dataclass, field

from extraction.drugs.mentions import DrugMatch
from extraction.sheet.cues import is_intake
from extraction.sheet.rows import Row
from extraction.sheet.scopes import Scope
from extraction.sheet.section import Section
from extraction.spelling.matching import fold
from prescription.record import Zone


@dataclass(slots=True)
class Block:
    """The rows of one medication, the first of them naming the drug.

    `start` is the offset in the first row where its words begin, after bullet or number;
    `asked` are words around it that may change its meaning, for a human to judge.
    """

    rows: list[Row]
    match: DrugMatch | None
    zone: Zone | None = None
    start: int = 0
    noted: bool = False
    section: Section | None = None
    asked: list[str] = field(default_factory=list)
    _dosed: bool = False

    @property
    def is_dosed(self) -> bool:
        """Whether its words already tell of an intake; rows that are added later take none away."""
        if not self._dosed:
            text = " ".join(row.text for row in self.rows)
            self._dosed = is_intake(fold(text[self.match.end if self.match else 0 :]))
        return self._dosed


@dataclass(frozen=True, slots=True)
class Note:
    """A row that holds for lines of a zone (None: of all), for those of `scope` if it tells which.

    A line's own words come before it. `after` counts the lines above it; `lines`, from 0, are
    those of a heading.
    """

    row: Row
    zone: Zone | None = None
    scope: Scope | None = None
    after: int = 0
    lines: frozenset[int] | None = None


@dataclass(slots=True)
class Layout:
    """Every row of one prescription in exactly one of five places.

    `sections` are headings whose words the drugs below bear.
    """

    header: list[Row] = field(default_factory=list)
    medications: list[Block] = field(default_factory=list)
    others: list[list[Row]] = field(default_factory=list)
    sections: list[Row] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
