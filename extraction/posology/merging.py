"""Equal doses at different moments become one dosage."""

from collections.abc import Sequence
from dataclasses import replace

from extraction.posology.dosage import Made
from prescription.dosage import Dosage, Repeat, Timing


def merge_equal(made: Sequence[Made]) -> list[Made]:
    """`1 le matin, 1 le soir` is one dose at two moments."""
    merged: list[Made] = []
    for new in made:
        for i, known in enumerate(merged):
            joined = _join(known.dosage, new.dosage)
            if joined is not None:
                more = tuple(n for n in new.nodes if n not in known.nodes)
                notes = tuple(n for n in new.notes if n not in known.notes)
                merged[i] = Made(joined, known.nodes + more, known.notes + notes)
                break
        else:
            merged.append(new)
    return merged


def _join(one: Dosage, other: Dosage) -> Dosage | None:
    if one.timing is None or other.timing is None:
        return None
    a, b = one.timing.repeat, other.timing.repeat
    by_moment = a.when and b.when and not set(a.when) & set(b.when)
    by_clock = a.time_of_day and b.time_of_day and not set(a.time_of_day) & set(b.time_of_day)
    if bool(by_moment) == bool(by_clock) or a.frequency is None or b.frequency is None:
        return None
    if by_moment and (a.frequency != len(a.when) or b.frequency != len(b.when)):
        return None
    if _without_when(one, a) != _without_when(other, b):
        return None
    repeat = replace(
        a,
        when=a.when + b.when,
        time_of_day=a.time_of_day + b.time_of_day,
        frequency=a.frequency + b.frequency,
    )
    return replace(one, text=_both(one.text or "", other.text or ""), timing=Timing(repeat))


def _both(words: str, others: str) -> str:
    """The words of both; where a length ends a row, those of the first reach over the second's."""
    return words if words.endswith(others) else f"{words}, {others}"


def _without_when(dosage: Dosage, repeat: Repeat) -> Dosage:
    bare = replace(repeat, when=(), time_of_day=(), frequency=None)
    return replace(dosage, text=None, timing=Timing(bare))
