"""The two zones of a prescription under ALD: headings, and words beside a drug."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from extraction.drugs.mentions import DrugMatch
from extraction.resources import read_rules
from prescription.record import Zone

_MOST_WORDS = 14
_TAG = re.compile(r"(?:\b((?:hors|non|sans rapport avec)[ -](?:l.)?))?\bald\b")


@lru_cache(maxsize=256)
def zone_heading(folded: str) -> Zone | None:
    """The zone that a bizone heading opens; both are looked at, the later zone's words first."""
    return _first("zones", folded)


def zone_before(folded: str, drugs: Sequence[DrugMatch]) -> tuple[Zone, int] | None:
    """The zone told before the first drug of a row, and where its words end: `Hors ALD : …`."""
    colon = folded.find(":")
    if not drugs or colon < 0 or drugs[0].start < colon:
        return None
    zone = _first("mentions", folded[:colon])
    apart = folded[colon + 1 : colon + 2] == " " and len(folded[:colon].split()) <= _MOST_WORDS
    return (zone, colon + 1) if zone is not None and apart else None


def zone_of_line(folded: str) -> Zone | None:
    """The zone that a tag on a drug's own line tells: `[ALD]`, `hors ALD`; None for both."""
    if "ald" not in folded:
        return None
    told = {Zone.INTERCURRENT if m[1] else Zone.ALD for m in _TAG.finditer(folded.split("\n")[0])}
    return told.pop() if len(told) == 1 else None


def _first(table: str, folded: str) -> Zone | None:
    return next((zone for zone, pattern in _patterns(table) if pattern.search(folded)), None)


@cache
def _patterns(table: str) -> tuple[tuple[Zone, re.Pattern[str]], ...]:
    told = read_rules("headings.toml")[table]
    zones = (Zone.INTERCURRENT, Zone.ALD)
    return tuple((z, re.compile("|".join(f"(?:{p})" for p in told[z.value]))) for z in zones)
