"""A dosage as a plain French sentence, for reading back to whoever typed or scanned it."""

from collections.abc import Iterator, Sequence
from datetime import time
from decimal import Decimal

from prescription.dosage import DayOfWeek, Dosage, EventTiming, PeriodUnit, Quantity, Range, Repeat

# One, several.
_TIMES = {
    "s": ("seconde", "secondes"),
    "min": ("minute", "minutes"),
    "h": ("heure", "heures"),
    "d": ("jour", "jours"),
    "wk": ("semaine", "semaines"),
    "mo": ("mois", "mois"),
    "a": ("an", "ans"),
}
_MOMENTS = {
    EventTiming.MORN: "le matin",
    EventTiming.NOON: "à midi",
    EventTiming.AFT: "l'après-midi",
    EventTiming.EVE: "le soir",
    EventTiming.NIGHT: "la nuit",
    EventTiming.HS: "au coucher",
    EventTiming.WAKE: "au réveil",
    EventTiming.C: "pendant les repas",
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
_DAYS = dict(
    zip(
        DayOfWeek,
        ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
        strict=True,
    )
)
_INVARIABLE = ("mg", "g", "µg", "mL", "L", "UI", "MUI", "mmol", "%", "kg", "mo")


def describe_dosage(dosage: Dosage) -> str:
    """The dosage in one sentence without its full stop; `—` when it says nothing."""
    repeat = dosage.timing.repeat if dosage.timing else Repeat()
    parts = [
        *_dose(dosage),
        *_rhythm(repeat),
        *_moments(repeat),
        *_bounds(repeat),
        *_condition(dosage),
        *_maximum(dosage),
        *(concept.text for concept in (dosage.route, dosage.site) if concept),
        *(concept.text for concept in dosage.additional_instruction),
    ]
    return ", ".join(parts) or "—"


def describe_quantity(quantity: Quantity) -> str:
    """`0,5 comprimé`, `2 sachets`, `5 jours`."""
    unit = quantity.unit or ""
    if unit in _TIMES:
        unit = _TIMES[unit][quantity.value >= 2]
    elif quantity.value >= 2:
        unit = _plural(unit)
    return f"{describe_number(quantity.value)} {unit}".rstrip()


def describe_number(value: Decimal) -> str:
    """`2.50` is `2,5`."""
    return format(value.normalize(), "f").replace(".", ",")


def _dose(dosage: Dosage) -> Iterator[str]:
    for amount in dosage.dose_and_rate:
        if amount.dose_quantity is not None:
            yield describe_quantity(amount.dose_quantity)
        if amount.dose_range is not None:
            yield _range(amount.dose_range)
        if amount.rate_quantity is not None:
            yield describe_quantity(amount.rate_quantity)


def _rhythm(repeat: Repeat) -> Iterator[str]:
    if repeat.count is not None:
        most = f" à {repeat.count_max}" if repeat.count_max else ""
        yield "en une prise" if repeat.count == 1 and not most else f"{repeat.count}{most} prises"
    if repeat.frequency is None or repeat.period is None or repeat.period_unit is None:
        return
    if _said_by_moments(repeat):
        return
    often = str(repeat.frequency)
    if repeat.frequency_max is not None:
        often += f" à {repeat.frequency_max}"
    once = often == "1"
    if once and (repeat.period != 1 or repeat.period_max or repeat.period_unit is PeriodUnit.H):
        yield _every(repeat.period, repeat.period_max, repeat.period_unit)
    elif repeat.period == 1 and repeat.period_max is None:
        yield f"{often} fois par {_TIMES[repeat.period_unit][0]}"
    else:
        yield f"{often} fois {_every(repeat.period, repeat.period_max, repeat.period_unit)}"


def _said_by_moments(repeat: Repeat) -> bool:
    """Whether the moments alone tell how often: `le matin et le soir` is twice a day."""
    daily = repeat.period == 1 and repeat.period_unit is PeriodUnit.D and not repeat.period_max
    moments = len(repeat.when) + len(repeat.time_of_day)
    return daily and repeat.frequency_max is None and moments == repeat.frequency


def _every(period: Decimal, longest: Decimal | None, unit: PeriodUnit) -> str:
    every = "toutes les" if unit in (PeriodUnit.H, PeriodUnit.WK, PeriodUnit.MIN) else "tous les"
    span = describe_number(period) if period != 1 or longest else ""
    if longest is not None:
        span += f" à {describe_number(longest)}"
    return " ".join(filter(None, (every, span, _TIMES[unit][1])))


def _moments(repeat: Repeat) -> Iterator[str]:
    before = f"{repeat.offset} minutes " if repeat.offset else ""
    if repeat.when:
        yield before + _listed([_MOMENTS[when] for when in repeat.when])
    if repeat.time_of_day:
        yield "à " + _listed([_clock(at) for at in repeat.time_of_day])
    if repeat.day_of_week:
        yield _listed([f"le {_DAYS[day]}" for day in repeat.day_of_week])


def _bounds(repeat: Repeat) -> Iterator[str]:
    if repeat.bounds_duration is not None:
        yield f"pendant {describe_quantity(repeat.bounds_duration)}"
    if repeat.bounds_range is not None:
        yield f"pendant {_range(repeat.bounds_range)}"


def _condition(dosage: Dosage) -> Iterator[str]:
    if dosage.as_needed_codeable_concept is not None:
        yield dosage.as_needed_codeable_concept.text
    elif dosage.as_needed_boolean:
        yield "si besoin"


def _maximum(dosage: Dosage) -> Iterator[str]:
    if dosage.max_dose_per_period is not None:
        most, period = dosage.max_dose_per_period.numerator, dosage.max_dose_per_period.denominator
        per = ""
        if period is not None and period.unit in _TIMES:
            one, several = _TIMES[period.unit]
            per = f" par {one}" if period.value == 1 else f" en {period.value:f} {several}"
        yield f"sans dépasser {describe_quantity(most)}{per}"
    if dosage.max_dose_per_administration is not None:
        yield f"au maximum {describe_quantity(dosage.max_dose_per_administration)} par prise"


def _range(span: Range) -> str:
    return f"{describe_number(span.low.value)} à {describe_quantity(span.high)}"


def _clock(at: time) -> str:
    return f"{at.hour}h{at.minute:02d}" if at.minute else f"{at.hour}h"


def _plural(unit: str) -> str:
    if unit in _INVARIABLE or "/" in unit or not unit:
        return unit
    head, *rest = unit.split(" ")
    head = "-".join(word if word.endswith(("s", "x")) else f"{word}s" for word in head.split("-"))
    return " ".join((head, *rest))


def _listed(words: Sequence[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} et {last}" if first else last
