"""A dosage as a plain French sentence, for reading back to whoever checks it."""

from collections.abc import Iterable, Sequence
from datetime import time
from decimal import Decimal
from itertools import groupby, pairwise

from prescription.dosage import (
    DayOfWeek,
    Dosage,
    DoseAndRate,
    EventTiming,
    PeriodUnit,
    Quantity,
    Range,
    Repeat,
)
from prescription.shared_doses import tells_no_times

MOMENTS = {
    EventTiming.MORN: "le matin",
    EventTiming.NOON: "à midi",
    EventTiming.AFT: "l'après-midi",
    EventTiming.EVE: "le soir",
    EventTiming.NIGHT: "la nuit",
    EventTiming.HS: "au coucher",
    EventTiming.WAKE: "au réveil",
    EventTiming.C: "au cours des repas",
    EventTiming.CM: "au petit déjeuner",
    EventTiming.CD: "au déjeuner",
    EventTiming.CV: "au dîner",
    EventTiming.AC: "avant les repas",
    EventTiming.ACM: "avant le petit déjeuner",
    EventTiming.ACD: "avant le déjeuner",
    EventTiming.ACV: "avant le dîner",
    EventTiming.PC: "après les repas",
    EventTiming.PCM: "après le petit déjeuner",
    EventTiming.PCD: "après le déjeuner",
    EventTiming.PCV: "après le dîner",
}
BEFORE = {EventTiming.HS: "avant le coucher", EventTiming.WAKE: "avant le réveil"}
"""How a moment is named behind `30 min`."""
DAYS = {
    DayOfWeek.MON: "le lundi",
    DayOfWeek.TUE: "le mardi",
    DayOfWeek.WED: "le mercredi",
    DayOfWeek.THU: "le jeudi",
    DayOfWeek.FRI: "le vendredi",
    DayOfWeek.SAT: "le samedi",
    DayOfWeek.SUN: "le dimanche",
}
TIME_UNITS = {
    "s": ("seconde", "secondes"),
    "min": ("minute", "minutes"),
    "h": ("heure", "heures"),
    "d": ("jour", "jours"),
    "wk": ("semaine", "semaines"),
    "mo": ("mois", "mois"),
    "a": ("an", "ans"),
}
FEMININE = frozenset({"s", "min", "h", "wk"})
MEASURES = frozenset(
    {"mg", "g", "µg", "ng", "mL", "L", "UI", "MUI", "mmol", "mEq", "cm", "kg", "%"}
)
_FOLDED_MEASURES = frozenset(map(str.casefold, MEASURES))


def describe_dosage(dosage: Dosage) -> str:
    """One dosage as a plain French sentence without its full stop; `—` when it says nothing."""
    repeat = dosage.timing.repeat if dosage.timing else Repeat()
    said = _doses(dosage.dose_and_rate)
    shared = tells_no_times(dosage) and repeat.period_unit
    parts = [
        f"{said} par {TIME_UNITS[shared][0]}" if shared else said,
        *([] if shared else _rhythm(repeat)),
        *_bounds(repeat),
        *_condition(dosage),
        *_maxima(dosage),
        *([f"voie {dosage.route.text}"] if dosage.route else []),
        *([_site(dosage.site.text)] if dosage.site else []),
        *(note.text for note in dosage.additional_instruction),
    ]
    return ", ".join(part for part in parts if part) or "—"


def describe_dosages(dosages: Sequence[Dosage]) -> str:
    """Several dosages: what is taken together, then what follows."""
    steps = [
        " ; en même temps ".join(describe_dosage(dosage) for dosage in together)
        for _, together in groupby(dosages, key=lambda dosage: dosage.sequence)
    ]
    return " ; puis ".join(steps)


def describe_quantity(quantity: Quantity) -> str:
    """`0,5 comprimé`, `2 sachets`, `5 jours`."""
    return _amount(quantity.value, quantity.unit)


def describe_number(value: Decimal) -> str:
    """`2.50` is `2,5`."""
    return format(value.normalize(), "f").replace(".", ",")


def _is_measure(unit: str) -> bool:
    """`mg`, `mL` or `ml`, `mg/kg`: no plural."""
    return unit.partition("/")[0].casefold() in _FOLDED_MEASURES


def _plural(unit: str) -> str:
    """`cuillère à café` takes its s on the first word, as `goutte/kg` does; `mg` none."""
    if _is_measure(unit):
        return unit
    counted, per, weight = unit.partition("/")
    if per:
        return f"{_plural(counted)}/{weight}"
    head, space, rest = unit.partition(" ")
    if "-" in head:
        first, _, last = head.partition("-")
        return f"{first}s-{last}"
    if head.endswith(("s", "x", "z")):
        return unit
    if head.endswith("eau"):
        return f"{head}x{space}{rest}"
    return f"{head}s{space}{rest}"


def _amount(value: Decimal, unit: str | None) -> str:
    written = describe_number(value)
    if unit is None:
        return written
    if unit in TIME_UNITS:
        return f"{written} {TIME_UNITS[unit][value >= 2]}"
    return f"{written} {_plural(unit) if value >= 2 else unit}"


def describe_range(span: Range) -> str:
    """`5 à 7 jours`."""
    return f"{describe_number(span.low.value)} à {describe_quantity(span.high)}"


def _doses(doses: Iterable[DoseAndRate]) -> str:
    words = []
    for dose in doses:
        if dose.dose_quantity:
            words.append(describe_quantity(dose.dose_quantity))
        if dose.dose_range:
            words.append(describe_range(dose.dose_range))
        if dose.rate_quantity:
            words.append(describe_quantity(dose.rate_quantity))
    return ", ".join(words)


def _rhythm(repeat: Repeat) -> list[str]:
    when = _when(repeat.when, repeat.offset)
    at = "à " + _enumerate([_clock(t) for t in repeat.time_of_day]) if repeat.time_of_day else ""
    days = _enumerate([DAYS[day] for day in repeat.day_of_week])
    return [_frequency(repeat), _count(repeat), when, at, days]


def _frequency(repeat: Repeat) -> str:
    """`3 fois par jour`, left out when the moments already say it."""
    if repeat.frequency is None or repeat.period is None or repeat.period_unit is None:
        return ""
    if is_said_otherwise(repeat):
        return ""
    times = f"{repeat.frequency}"
    if repeat.frequency_max is not None:
        times += f" à {repeat.frequency_max}"
    once = repeat.frequency == 1 and repeat.frequency_max is None
    unit = repeat.period_unit
    if repeat.period == 1 and repeat.period_max is None and unit in _CALENDAR:
        return f"{times} fois par {TIME_UNITS[unit][0]}"
    every = f"{_every(unit)} {_period(repeat)}"
    return every if once else f"{times} fois {every}"


_CALENDAR = (PeriodUnit.D, PeriodUnit.WK, PeriodUnit.MO, PeriodUnit.A)


def is_said_otherwise(repeat: Repeat) -> bool:
    """Whether moments, clock times or days of the week already tell how often."""
    daily = repeat.period == 1 and repeat.period_unit is PeriodUnit.D
    if not daily or repeat.frequency_max is not None or repeat.period_max is not None:
        return False
    generic = {EventTiming.C, EventTiming.AC, EventTiming.PC}
    if repeat.when and generic.isdisjoint(repeat.when):
        return repeat.frequency == len(repeat.when)
    if repeat.time_of_day and not repeat.when:
        return repeat.frequency == len(repeat.time_of_day)
    return bool(repeat.day_of_week) and not repeat.when and repeat.frequency == 1


def _every(unit: PeriodUnit) -> str:
    return "toutes les" if unit.value in FEMININE else "tous les"


def _period(repeat: Repeat) -> str:
    words = _amount(repeat.period or Decimal(1), repeat.period_unit)
    if repeat.period_max is not None:
        high = _amount(repeat.period_max, repeat.period_unit)
        return f"{describe_number(repeat.period or Decimal(1))} à {high}"
    return words


def _count(repeat: Repeat) -> str:
    if repeat.count is None:
        return ""
    return "dose unique" if repeat.count == 1 else f"{repeat.count} prises en tout"


def _when(when: Sequence[EventTiming], offset: int | None) -> str:
    if offset is not None:
        ahead = f"{offset} min "
        return _enumerate([ahead + BEFORE.get(code, MOMENTS[code]) for code in when])
    words = [MOMENTS[code] for code in when]
    # « le soir, au coucher » would name one moment, « le soir et au coucher » two.
    return " et ".join(words) if names_one_moment(when) else _enumerate(words)


def names_one_moment(when: Sequence[EventTiming]) -> bool:
    """Whether two neighbours could be taken for one: `le soir, au coucher`."""
    return any(_is_near(a, b) for a, b in pairwise(when))


def _is_near(one: EventTiming, other: EventTiming) -> bool:
    pairs = {(EventTiming.EVE, EventTiming.HS), (EventTiming.MORN, EventTiming.WAKE)}
    same = {EventTiming.MORN: "M", EventTiming.NOON: "D", EventTiming.EVE: "V"}.get(one, "?")
    return (one, other) in pairs or other.value.endswith(same) or one is EventTiming.NIGHT


def _clock(moment: time) -> str:
    return f"{moment.hour} h {moment.minute:02d}" if moment.minute else f"{moment.hour} h"


def _enumerate(words: Sequence[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} et {words[-1]}"


def _bounds(repeat: Repeat) -> list[str]:
    if repeat.bounds_duration:
        return [f"pendant {describe_quantity(repeat.bounds_duration)}"]
    if repeat.bounds_range:
        return [f"pendant {describe_range(repeat.bounds_range)}"]
    return []


def _condition(dosage: Dosage) -> list[str]:
    if dosage.as_needed_codeable_concept:
        return [dosage.as_needed_codeable_concept.text]
    return ["si besoin"] if dosage.as_needed_boolean else []


def _maxima(dosage: Dosage) -> list[str]:
    found = []
    limit = dosage.max_dose_per_period
    if limit is not None:
        below = limit.denominator or Quantity(Decimal(1), "d")
        unit = TIME_UNITS.get(below.unit or "", (below.unit or "", below.unit or ""))
        each = unit[0] if below.value == 1 else f"{describe_number(below.value)} {unit[1]}"
        found.append(f"maximum {describe_quantity(limit.numerator)} par {each}")
    if dosage.max_dose_per_administration:
        found.append(f"maximum {describe_quantity(dosage.max_dose_per_administration)} par prise")
    return found


def _site(text: str) -> str:
    """A known place with its preposition; `le visage` is on, `l'œil` is in."""
    first = text.split(" ", 1)[0]
    if first in ("œil", "oreille"):
        return f"dans l'{text}"
    if first in ("narine",):
        return f"dans la {text}"
    if text.endswith(("yeux", "narines", "oreilles", "œil", "narine", "oreille")):
        return f"dans {text}"
    return f"sur {text}"
