"""Whether a row of supply, renewals or substitution is of the medication above it, by its place."""

import re
from collections.abc import Sequence
from itertools import pairwise

from extraction.sheet.layout import Block
from extraction.sheet.rows import Row
from extraction.spelling.matching import fold

_UNFINISHED = re.compile(
    r"(?:[,\-(:]|\b(?:non|a|ne pas|pas|et|de|du|pour|pendant|durant|duree|qsp|soit"
    r"|(?:duree de |(?<!de ))traitement))\s*$"
)
"""How a row ends that the next one goes on with: `pendant 10 jours non` / `renouvelable`.

Not `3 jours de traitement`."""
OWN_LENGTH = re.compile(
    r"(?<!/)(?<!/ )\b\d{1,3} ?(?:j|jours?|jrs?|semaines?|sem|mois|ans?)\b|\bqsp\b|\brenouv|"
    r"\b(?:au long cours|a vie|continu)\b"
)
OWN_RENEWAL = re.compile(r"renouv\w*|\ba\.?r\b\.?\W*\d|\bn\.?r\b")
_SET_APART = 1.5
"""Of the step from row to row in a medication."""
_AS_FAR = 0.9
"""Of the step from medication to medication: a row this far below is a paragraph of its own."""


def is_own_note(block: Block, others: Sequence[Block], row: Row) -> bool:
    """Whether a row belongs to the block by its place.

    After a comma or half a phrase, set in under the drug, or in its block where every drug has a
    block of its own.
    """
    before, first = block.rows[-1], block.rows[0].box
    if _UNFINISHED.search(fold(before.text)):
        return True
    if row.box is None or first is None or before.block != row.block:
        return False
    if row.box.x > first.x + first.height / 2:
        return True
    own_blocks = all(other.rows[0].block != row.block for other in others)
    return own_blocks and not _is_apart(block, others, row)


def ends_like_others(block: Block, others: Sequence[Block], row: Row) -> bool:
    """Whether the last drug's row stands where others have theirs: name, dose, then the length.

    `QSP 1 mois, AR 2` as a third row, where drugs above have `pendant 8 jours` as their third.
    """
    third = [b for b in others if len(b.rows) > len(block.rows)]
    alike = any(OWN_LENGTH.search(fold(b.rows[-1].text)) for b in third)
    inner = [step for a, b in pairwise(block.rows) if (step := _step(a, b))]
    step = _step(block.rows[-1], row)
    far = bool(inner) and step is not None and step > _SET_APART * max(inner)
    return alike and len(block.rows) > 1 and not far


def tells_as_much(block: Block, row: Row) -> bool:
    """Whether a medication tells a length, a supply or renewals, as the row does.

    Its own `pendant 5 jours` says nothing of `AR 3 fois`.
    """
    told = OWN_RENEWAL if not OWN_LENGTH.search(_renewal_cut(row)) else OWN_LENGTH
    return any(told.search(fold(own.text)) for own in block.rows)


def _renewal_cut(row: Row) -> str:
    """The folded row without words of renewal."""
    return OWN_RENEWAL.sub(" ", fold(row.text))


def _is_apart(block: Block, others: Sequence[Block], row: Row) -> bool:
    """Whether a row stands as far below the block as each medication does below the one above.

    From foot to foot: an accent on a capital makes the white between two rows narrow.
    """
    above = [*others, block]
    steps = [_step(a.rows[-1], b.rows[0]) for a, b in pairwise(above)]
    known = [step for step in steps if step]
    step = _step(block.rows[-1], row)
    return bool(known) and step is not None and step > _AS_FAR * min(known)


def _step(above: Row, below: Row) -> int | None:
    """Pixels from the foot of a row to that of one further down the page."""
    if above.page != below.page or above.box is None or below.box is None:
        return None
    step = below.box.y + below.box.height - above.box.y - above.box.height
    return step if step > 0 else None
