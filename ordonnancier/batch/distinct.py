"""Texts that are read once each, however often a table repeats them.

An answer is kept where its task gave it, as rows of an Arrow array; a row of the table is told by
the task and the row there.
"""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from typing import Any

Answers = tuple[Any, list[str | None], bool]
"""The prescriptions of texts as an Arrow array, their faults, whether one is a defect of ours."""
Place = tuple[Future[Answers], int]

TASK = 250
"""Texts that one task reads."""
MOST_KEPT = 100_000_000
"""Characters of texts remembered, each with what an answer takes beside its own: 70 to 200 MB."""
_ANSWER = 1000


class Distinct:
    """Gives each text to `submit` once, as long as it is remembered."""

    def __init__(self, submit: Callable[[Sequence[str]], Future[Answers]]) -> None:
        self._submit = submit
        self._places: dict[str, Place] = {}
        self._kept = 0

    def places_of(self, texts: Sequence[str | None]) -> list[Place | None]:
        """Where the answers of some rows will be; None for a row without a text."""
        if self._kept > MOST_KEPT:
            self._places.clear()
            self._kept = 0
        asked = (text for text in texts if text is not None)
        new = [text for text in dict.fromkeys(asked) if text not in self._places]
        for start in range(0, len(new), TASK):
            part = new[start : start + TASK]
            future = self._submit(part)
            self._places.update((text, (future, row)) for row, text in enumerate(part))
            self._kept += sum(map(len, part)) + _ANSWER * len(part)
        return [None if text is None else self._places[text] for text in texts]


def gather(places: Sequence[Place | None], kind: Any) -> Answers:
    """The answers at some places, in their order; `kind` is the Arrow type of one.

    Waits for the tasks; raises what they raised.
    """
    import pyarrow as pa

    firsts: dict[Future[Answers], int] = {}
    used: list[list[int]] = []
    spots: list[tuple[int, int] | None] = []
    for place in places:
        if place is None:
            spots.append(None)
            continue
        task = firsts.setdefault(place[0], len(firsts))
        if task == len(used):
            used.append([])
        spots.append((task, len(used[task])))
        used[task].append(place[1])
    answers = [future.result() for future in firsts]
    begins = _sums(map(len, used))
    order = [None if spot is None else begins[spot[0]] + spot[1] for spot in spots]
    parts = [given[0].take(pa.array(rows)) for given, rows in zip(answers, used, strict=True)]
    whole = pa.concat_arrays(parts) if parts else pa.array([], kind)
    faults = [given[1][row] for given, rows in zip(answers, used, strict=True) for row in rows]
    return (
        whole.take(pa.array(order, pa.int64())),
        [None if at is None else faults[at] for at in order],
        any(given[2] for given in answers),
    )


def _sums(lengths: Iterable[int]) -> list[int]:
    begins = [0]
    for length in lengths:
        begins.append(begins[-1] + length)
    return begins
