"""Amounts a day of which the paper does not say in how many times they are taken."""

import re

from prescription.dosage import Dosage, PeriodUnit, Repeat

_CALENDAR = (PeriodUnit.D, PeriodUnit.WK, PeriodUnit.MO, PeriodUnit.A)
_TIMES = re.compile(
    r"\b(?:fois|prises?|x ?1|1 ?x|unique|seule|ensemble)\b|×|\b1 ?(?:/|par) ?j|d.un coup",
    re.IGNORECASE,
)
_ACTS = frozenset(
    {"application", "injection", "perfusion", "nébulisation", "instillation", "bain de bouche"}
    | {"compresse", "lavement", "shampooing"}
)
"""What is done: `2 applications par jour` are two times."""


def tells_no_times(dosage: Dosage) -> bool:
    """Whether the paper tells how much a day and not in how many times: `3 cp/j`.

    The record counts it as once a day; a sentence that said so would say more than the paper.
    """
    repeat = dosage.timing.repeat if dosage.timing else Repeat()
    if repeat.frequency != 1 or repeat.frequency_max or repeat.period != 1 or repeat.period_max:
        return False
    if repeat.period_unit not in _CALENDAR or repeat.count:
        return False
    if repeat.when or repeat.time_of_day or repeat.day_of_week or not dosage.text:
        return False
    doses = [d.dose_range.high if d.dose_range else d.dose_quantity for d in dosage.dose_and_rate]
    counted = [dose for dose in doses if dose and dose.unit and dose.unit not in _ACTS]
    if not doses or len(counted) < len(doses) or any(d.rate_quantity for d in dosage.dose_and_rate):
        return False
    return counted[0].value > 1 and not _TIMES.search(dosage.text)
