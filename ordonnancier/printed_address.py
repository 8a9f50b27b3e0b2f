"""The prescriber's address as the heading of a sheet prints it, to be offered to a person."""

import re
from collections.abc import Iterator, Sequence

from extraction.spelling.matching import fold
from prescription.record import Draft, Item

_WAYS = (
    r"rue|avenue|av|boulevard|bd|bld|place|pl|impasse|allees?|chemin|ch|route|rte|quai|cours|"
    r"square|passage|faubourg|fg|esplanade|residence|lotissement|clos|mail|promenade|montee|"
    r"ruelle|cite|venelle|villa|sentier|rond-point"
)
_STREET = re.compile(rf"\b\d{{1,4}} ?(?:bis|ter|quater|[a-d]\b)?,? (?:{_WAYS})\b\.?[^,;|–]*\w")
_TOWN = re.compile(
    r"\b(?:\d{5}|\d{2} \d{3}) [a-z][a-z' -]*?[a-z](?: cedex \d{1,2})?(?=$| *[,;|–.(]| -)"
)
_BELOW = 3.0
"""Heights of a row within which a row stands just below another."""


def printed_address(draft: Draft) -> str:
    """`14, rue des Tilleuls, 44000 NANTES` where the heading prints a single address; else empty.

    One below the patient's name is the patient's. Read as the page was: a person compares it.
    """
    found = dict.fromkeys(_addresses(draft))
    alike = {re.sub(r"\W+", "", fold(one)) for one in found}
    return next(iter(found)) if len(alike) == 1 else ""


def _addresses(draft: Draft) -> Iterator[str]:
    items = draft.header_items
    name = fold((draft.patient and draft.patient.name) or "")
    named = [item for item in items if name and name in fold(item.text)]
    for item in items:
        town = _TOWN.search(fold(item.text))
        if town is None:
            continue
        street, row = _STREET.search(fold(item.text), 0, town.start()), item
        if street is None:
            above = [one for one in items if _stands_below(item, one)]
            rows = [one for one in above if _STREET.search(fold(one.text))]
            if len(rows) != 1:
                continue
            row = rows[0]
            street = _STREET.search(fold(row.text))
        if street is not None and not any(_stands_below(row, one) for one in _near(named, items)):
            yield f"{row.text[slice(*street.span())]}, {item.text[slice(*town.span())]}"


def _near(named: Sequence[Item], items: Sequence[Item]) -> Iterator[Item]:
    """The rows of the patient: the name, and what stands just below it."""
    yield from named
    yield from (one for one in items if any(_stands_below(one, name) for name in named))


def _stands_below(item: Item, other: Item) -> bool:
    """Whether a row stands just below another one, the two one above the other."""
    if item.box is None or other.box is None or item.page != other.page:
        return False
    down = item.box.y - other.box.y
    beside = max(item.box.x, other.box.x) >= min(
        item.box.x + item.box.width, other.box.x + other.box.width
    )
    return 0 < down <= _BELOW * max(item.box.height, other.box.height) and not beside
