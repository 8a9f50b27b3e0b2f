"""A line that ends where more must follow: `1/2 cp matin et`; what followed was not read."""

import re
from collections.abc import Iterator

from extraction.posology.instruction import InstructionReading
from extraction.sheet.layout import Block
from extraction.sheet.rows import share_height
from prescription.language import say
from prescription.record import Review, ReviewReason

_LINK_LAST = re.compile(
    r"(?<=[\w)] )(?:(?i:et|ou|à|au|aux|les?|la|une|par|dans|toutes?|tous|chaque)|[+&])[\s:;,.…]*$"
)
"""Not `A`: a stroke of a signature is often read so."""


def broken_off_doubts(
    reading: InstructionReading, block: Block, after: Block | None
) -> Iterator[Review]:
    """`matin et`, `pendant 5 jours à`: the next word is missing, unless a drug `after` is it."""
    if not reading.dosages:
        return
    # A wrapped row goes on in the next one; the cell of a table is whole.
    ends = [row for row in block.rows[:-1] if row.cell] + [block.rows[-1]]
    broken = [row for row in ends if _LINK_LAST.search(row.text)]
    if broken == [block.rows[-1]] and after is not None and _goes_on(block, after):
        return
    said = say(
        fr="la ligne s'arrête là où une suite est attendue.",
        en="the line ends where more must follow.",
    )
    for row in broken[:1]:
        yield Review("dosageInstruction", ReviewReason.AMBIGUOUS_POSOLOGY, said, row.box, row.page)


def _goes_on(block: Block, after: Block) -> bool:
    """Whether the next drug stands on the same row: `1 cp matin et Spasfon 1 cp`."""
    last, first = block.rows[-1], after.rows[0]
    return last.box is None or first.box is None or share_height(last, first)
