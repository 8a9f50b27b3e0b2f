"""Moments of which some have a number of their own and others none: one number may be lost.

`matin 2 coucher` is no two at both; of `1/4 matin 1/4 midi soir` the evening's dose is not told.
"""

import re

from extraction.grammar.chart import Node
from extraction.medication.ways.way import Way
from extraction.posology.instruction import InstructionReading
from extraction.spelling.matching import fold
from prescription.dosage import EventTiming

_COUNTED = frozenset({"dose", "count"})
_LINKS = frozenset({"filler", "sign", "cell"})
_MOMENT = r"(?:(?:le|au|a) )?(?:matin|midi|soir|coucher|mat|mid|couch)"
_NO_NUMBER = re.compile(
    # matin = , soir = 1; matin : soir : 1; matin 1, soir :
    rf"\b{_MOMENT} ?[:=] ?[,;]? ?{_MOMENT}\b|\d ?[,;/]? ?{_MOMENT} ?[:=]\W*$|"
    # 2 (matin) (soir), 2 (matin) | (soir)
    rf"\({_MOMENT}\)[ |]*\({_MOMENT}\)"
)


def _doses_between(reading: InstructionReading) -> bool:
    """`le matin 2 le soir`: no number before the first moment, none behind the second."""
    told = _told(reading)
    kinds = [piece.kind for piece in told]
    counted = [i for i, piece in enumerate(told) if _is_dose(reading, piece)]
    if len(counted) != 1 or kinds[counted[0] - 1 : counted[0] + 2 : 2] != ["moments", "moments"]:
        return False
    one, other = _whens(told[counted[0] - 1]), _whens(told[counted[0] + 1])
    both = any(d.timing and one | other <= set(d.timing.repeat.when) for d in reading.dosages)
    return bool(one and other) and one.isdisjoint(other) and both


def _doses_all_but_last(reading: InstructionReading) -> bool:
    """`1/4 matin, 1/4 midi, soir`: each has its dose but the last, which no `et` joins."""
    told = _told(reading)
    runs: list[tuple[Node, list[Node]]] = []
    for piece in told:
        if _is_dose(reading, piece):
            runs.append((piece, []))
        elif piece.kind == "moments" and runs:
            runs[-1][1].append(piece)
        elif runs:
            break
    if len(runs) < 2 or reading.chart is None:
        return False
    counts = [sum(len(_whens(moments)) for moments in group) for _, group in runs]
    (dose, group), before = runs[-1], runs[-2][0]
    single = all(count == 1 for count in counts[:-1]) and counts[-1] > 1
    if not single or dose.value != before.value:
        return False
    words = reading.chart.texts[group[0].start : group[-1].end]
    return not {"et", "+", "&"} & set(words)


def _lacks_number(reading: InstructionReading) -> bool:
    named = any(piece.kind == "moments" for piece in reading.pieces)
    return named and _NO_NUMBER.search(fold(reading.text)) is not None


def _is_dose(reading: InstructionReading, piece: Node) -> bool:
    """Whether it counts what is taken; `Depakote 500` is a strength."""
    if piece.kind not in _COUNTED or reading.chart is None:
        return False
    start, end = reading.chart.span(piece)
    strengths = [e for e in reading.evidence if e.field == "medication.strength"]
    return not any(e.start <= start and end <= e.end for e in strengths)


def _told(reading: InstructionReading) -> list[Node]:
    return [piece for piece in reading.pieces if piece.kind not in _LINKS]


def _whens(piece: Node) -> set[EventTiming]:
    return {moment.when for moment in getattr(piece.value, "moments", ())}


UNEVEN_MOMENT_WAYS = tuple(
    Way(
        is_open,
        "un moment n'a pas de nombre : sa dose est perdue, ou c'est celle de l'autre.",
        "a moment has no number: its dose is lost, or it is that of the other one.",
        facts=frozenset({"moments"}),
        words=words,
    )
    for is_open, words in (
        (_doses_between, ()),
        (_doses_all_but_last, ()),
        (_lacks_number, (":", "=", ")")),
    )
)
