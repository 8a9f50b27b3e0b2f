"""Names that are no patient's: in a pharmacy's stamp, or with those of the surgery."""

import re
from collections.abc import Sequence

from extraction.header.parts import Part, above, below

_HOUSE = re.compile(r"\b(?:pharmac|officine|delivree?s? le\b|dispense|secreta|assistant|cadre de)")
_CLOSE = 1.5
"""In heights of a row: paper between the rows of one stamp."""


def is_of_house(part: Part, parts: Sequence[Part]) -> bool:
    """Whether a name stands right beside words of a pharmacy or of an office."""
    near = [p for p in (*above(parts, part)[:1], *below(parts, part)[:1]) if _touches(p, part)]
    return any(_HOUSE.search(p.folded) for p in (part, *near))


def _touches(one: Part, other: Part) -> bool:
    a, b = one.row.box, other.row.box
    if a is None or b is None or abs(one.line - other.line) > 1:
        return abs(one.line - other.line) <= 1
    return max(a.y, b.y) - min(a.y + a.height, b.y + b.height) < _CLOSE * min(a.height, b.height)
