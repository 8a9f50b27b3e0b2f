"""A medication that ends in mid-sentence: its end may be the beginning of the next one.

`1/2 comprimé le midi, 1 comprimé le` of one row of a table was taken for the end of the row above:
its drug was left with `soir`.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from extraction.sheet.layout import Block
from extraction.spelling.matching import fold
from prescription.record import MedicationRequest, Review, ReviewReason

_UNFINISHED = re.compile(r"\b(?:le|la|les|au|toutes|pendant)$")


def ask_below_cut_ends(
    medications: Sequence[MedicationRequest], blocks: Sequence[Block]
) -> list[MedicationRequest]:
    """The medications, each below one that ends in mid-sentence asked about."""
    asked = list(medications)
    for place, block in enumerate(blocks[:-1], 1):
        end = block.rows[-1]
        if _UNFINISHED.search(fold(end.text).strip()) and not asked[place].review:
            reason = ReviewReason.AMBIGUOUS_POSOLOGY
            doubt = Review("dosageInstruction", reason, end.text, end.box, end.page)
            asked[place] = replace(asked[place], review=(doubt,))
    return asked
