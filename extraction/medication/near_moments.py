"""Two moments that may be one: `le soir, la nuit`, `au coucher, le soir`."""

from itertools import pairwise

from extraction.posology.instruction import InstructionReading
from prescription.dosage import EventTiming

_NEAR = (
    {EventTiming.EVE, EventTiming.HS, EventTiming.NIGHT},
    {EventTiming.MORN, EventTiming.WAKE},
)
_ONE_EACH = 2


def _may_be_one_moment(reading: InstructionReading) -> bool:
    """Whether two neighbouring moments stand side by side with nothing that adds them up.

    In a list of more, `matin midi soir coucher`, each is an intake.
    """
    texts = reading.chart.texts if reading.chart else []
    named = [
        (moment.when, piece)
        for piece in reading.pieces
        if piece.kind == "moments" and hasattr(piece.value, "moments")
        for moment in piece.value.moments
    ]
    if len(named) != _ONE_EACH:
        return False
    pieces = {id(piece): piece for _, piece in named}.values()
    children = [child for piece in pieces for child in (piece.children or (piece,))]
    near = any({when for when, _ in named} <= group for group in _NEAR)
    gaps = [texts[one.end : other.start] for one, other in pairwise(children)]
    return near and all(gap in ([], [","]) for gap in gaps)


NEAR_WAYS = (
    (
        _may_be_one_moment,
        "deux moments voisins : une prise, ou deux.",
        "two moments next to each other: one intake, or two.",
    ),
)
