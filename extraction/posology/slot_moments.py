"""Moments and hours written beside slots: `1-0-1 matin et soir` says it twice, some contradict."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import time

from extraction.posology.rhythms import Rhythms
from extraction.posology.timing import GENERIC_MEALS, MEAL_OF
from prescription.dosage import EventTiming as E

_HOURS = {E.MORN: (4, 11), E.NOON: (11, 15), E.EVE: (16, 22), E.HS: (20, 24)}
"""From which hour on, and before which, a slot's dose is taken."""


def by_slot(rhythms: Rhythms, parts: Sequence[E]) -> Mapping[E, Rhythms] | None:
    """What holds for each slot with a dose; None where other moments or hours are told.

    Meals in general hold for every slot, a meal of its own for the one slot there is.
    """
    meals = tuple(m for m in rhythms.moments if m.when in GENERIC_MEALS)
    named = tuple(m for m in rhythms.moments if m.when not in GENERIC_MEALS)
    repeats = {m.when for m in named} == set(parts)
    of_one = len(parts) == 1 and all(m.when.endswith(MEAL_OF.get(parts[0], "-")) for m in named)
    clocks = _clocks(rhythms.clock, parts)
    if (named and not repeats and not of_one) or clocks is None:
        return None
    moments = meals if repeats else rhythms.moments
    return {part: replace(rhythms, moments=moments, clock=clocks[part]) for part in parts}


def _clocks(hours: Sequence[time], parts: Sequence[E]) -> dict[E, tuple[time, ...]] | None:
    """Each slot's hours, one for each at most; None where an hour is of no slot or of two."""
    found: dict[E, tuple[time, ...]] = dict.fromkeys(parts, ())
    for hour in hours:
        fitting = [p for p in parts if _HOURS[p][0] <= hour.hour < _HOURS[p][1] and not found[p]]
        if not fitting:
            return None
        found[fitting[0]] = (hour,)
    return found if not hours or all(found.values()) else None
