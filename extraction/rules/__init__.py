"""The French of prescriptions: every subject in the order in which it is recognised."""

from functools import cache

from extraction.grammar import Grammar
from extraction.rules import (
    clock,
    conditions,
    duration,
    forms,
    frequency,
    intervals,
    maxima,
    moments,
    notes,
    numbers,
    quantities,
    remarks,
    routes,
    sequences,
    slots,
    strength,
    supply,
    units,
    weekdays,
)

PIECES = frozenset(
    [
        "dose",
        "quantity",
        "strength",
        "form",
        "count",
        "slots",
        "rhythm",
        "daily",
        "events",
        "divided",
        "once",
        "single",
        "interval",
        "per",
        "cycle",
        "timed_cycle",
        "moments",
        "clock",
        "days",
        "duration",
        "longest_duration",
        "stage",
        "month_day",
        "pause",
        "weight",
        "other_days",
        "then",
        "together",
        "stop",
        "as_needed",
        "condition",
        "maximum",
        "supply",
        "supply_span",
        "repeats",
        "again",
        "substitution",
        "route",
        "site",
        "body_site",
        "note",
        "vague",
        "filler",
        "sign",
        "cell",
        "times_dose",
        "alternation",
        "mixed_moments",
        "numbered_day",
    ]
)
"""Kinds that may stand as a piece of an instruction by themselves."""


@cache
def french() -> Grammar:
    """The whole grammar, compiled once, at first use."""
    return Grammar(
        (
            *numbers.SUBJECTS,
            *units.SUBJECTS,
            *quantities.SUBJECTS,
            *strength.SUBJECTS,
            *forms.SUBJECTS,
            *intervals.SUBJECTS,
            *frequency.SUBJECTS,
            *moments.SUBJECTS,
            *clock.SUBJECTS,
            *weekdays.SUBJECTS,
            *slots.SUBJECTS,
            *duration.SUBJECTS,
            *sequences.SUBJECTS,
            *maxima.SUBJECTS,
            conditions.SUBJECTS[0],
            *supply.SUBJECTS,
            notes.FILLERS,
            notes.OPENINGS,
            *routes.SUBJECTS,
            conditions.SUBJECTS[1],
            *remarks.SUBJECTS,
            notes.NOTES,
            notes.LINKED,
        )
    )
