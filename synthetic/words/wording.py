"""Quantities, moments and periods in French words."""

from dataclasses import dataclass
from decimal import Decimal
from random import Random

from prescription.dosage import (
    DayOfWeek,
    DoseAndRate,
    EventTiming,
    PeriodUnit,
    Quantity,
    Range,
    Repeat,
)
from synthetic.words.numbers import draw_count, in_digits, in_words, measure_in_words
from synthetic.words.phrases import draw_counted, draw_phrase, has_phrase

MEASURES = ("mg", "g", "µg", "mL", "UI", "U", "MUI", "%")
_FEMININE = (  # noqa: SIM905 - easier to read so
    "gélule capsule goutte bouffée inhalation pulvérisation application injection ampoule unidose "
    "dose dose-poids cuillère seringue pastille gomme granule pression semaine noisette"
).split(" ")
_SWALLOWED = ("comprimé", "gélule", "capsule", "sachet", "goutte", "ampoule", "dose-poids", "mL")
_SOLID = ("comprimé", "gélule", "capsule", "sachet")
_MANNERS = {
    "inhalation": "inhaled",
    "collyre": "drops",
    "patch": "skin",
    "suppositoire": "given",
    "ovule": "given",
    "spray nasal": "none",
    "solution nasale": "none",
    "solution injectable": "none",
    "gouttes auriculaires": "none",
}
_DAYS = {
    DayOfWeek.MON: "lundi",
    DayOfWeek.TUE: "mardi",
    DayOfWeek.WED: "mercredi",
    DayOfWeek.THU: "jeudi",
    DayOfWeek.FRI: "vendredi",
    DayOfWeek.SAT: "samedi",
    DayOfWeek.SUN: "dimanche",
}


@dataclass(frozen=True, slots=True)
class Hand:
    """Who writes: the style, the chance, and habits that hold for the whole line.

    `tight` glues numbers to abbreviated units; `point` writes a decimal point; `spaced` sets
    thousands apart; `taken` says whether one may speak of intakes (prises); `counted` leaves out
    what is counted (`1 le matin`); `holding` says what one unit holds (`une gélule à dix
    milligrammes`).
    """

    style: str
    random: Random
    tight: bool = False
    point: bool = False
    spaced: bool = False
    taken: bool = True
    counted: bool = False
    holding: str = ""

    def phrase(self, meaning: str) -> str:
        """A fragment of that meaning in this hand's style."""
        return draw_phrase(meaning, self.style, self.random)

    def number(self, value: Decimal) -> str:
        """A number that counts times, days, hours: digits, or words in full letters."""
        if self.style == "l" and value == int(value):
            return in_words(int(value))
        return in_digits(value, point=self.point)


def is_measure(unit: str) -> bool:
    """Whether a dose in that unit is measured (`mg`, `mg/kg`, `goutte/kg`), not counted."""
    return "/" in unit or unit in MEASURES


def is_feminine(unit: str) -> bool:
    """Whether the noun of a dose unit is feminine."""
    return unit.split(" ")[0] in _FEMININE


def say_measure(value: Decimal, unit: str, hand: Hand, *, alone: bool = True) -> str:
    """A quantity in a unit of measure: `75 µg`, `1000mg`, `dix milligrammes`, `15 mg/kg`.

    Within a longer strength (not `alone`) it keeps its digits even in full letters.
    """
    head, slash, tail = unit.partition("/")
    if hand.style == "l" and not slash and alone:
        return f"{measure_in_words(value)} {hand.phrase(f'measure.{head}')}"
    spaced = hand.spaced and value >= 10000
    number = in_digits(value, point=hand.point, spaced=spaced)
    known = has_phrase(f"measure.{head}")
    word = draw_phrase(f"measure.{head}", hand.style, hand.random) if known else head
    gap = "" if hand.tight and len(word) <= 2 else " "
    return f"{number}{gap}{word}{slash}{tail}"


def say_dose(quantity: Quantity, hand: Hand) -> str:
    """One intake: `1 cp`, `deux gélules`, `1 comprimé et demi`, `14 unités`, `25 mg/kg`."""
    unit = quantity.unit or ""
    if unit.split("/")[0] in MEASURES:
        if unit == "UI":
            word = hand.phrase("insulin.UI")
            return f"{hand.number(quantity.value)} {word}"
        return say_measure(quantity.value, unit, hand)
    if "/" in unit:
        noun, _, per = unit.partition("/")
        return f"{hand.number(quantity.value)} {say_unit(noun, hand, quantity.value)}/{per}"
    noun = say_unit(unit, hand, quantity.value)
    whole, part = divmod(quantity.value, 1)
    half = part == Decimal("0.5") and whole >= 1
    if half and (hand.style == "l" or (hand.style in "op" and hand.random.random() < 0.4)):
        count = draw_count(whole, hand.style, hand.random, feminine=is_feminine(unit))
        return f"{count} {noun} et demi" + ("e" if is_feminine(unit) else "")
    count = draw_count(quantity.value, hand.style, hand.random, feminine=is_feminine(unit))
    if count in ("un quart", "trois quarts"):
        return f"{count} de {noun}"
    if half and hand.style in "pts" and hand.random.random() < 0.3:
        return f"{in_digits(whole)} {noun} {hand.random.choice(('1/2', '1/2', '½'))}"
    gap = "" if hand.tight and count[-1].isdigit() and len(noun) <= 4 else " "
    return f"{count}{gap}{noun}"


def say_unit(unit: str, hand: Hand, value: Decimal) -> str:
    """The noun of a dose unit, plural from 2 on."""
    if not has_phrase(f"unit.{unit}"):
        return unit
    return draw_counted(f"unit.{unit}", hand.style, hand.random, plural=value >= 2)


def say_range(given: Range, hand: Hand) -> str:
    """`1 à 2 comprimés`, `5-10 gouttes`."""
    low = draw_count(given.low.value, hand.style, hand.random, feminine=False)
    return hand.phrase("range").format(a=low, b=say_dose(given.high, hand))


def say_amount(given: DoseAndRate, form: str, hand: Hand, *, counted: bool = False) -> str:
    """The quantity of one intake, with or without the verb that suits the form.

    `counted` gives the number alone (`1` of `1 le matin`) where the unit is a solid form's.
    """
    quantity = given.dose_quantity
    unit = (quantity.unit if quantity else None) or ""
    if quantity and counted and unit in _SOLID:
        return draw_count(quantity.value, "t", hand.random, feminine=False)
    holding = "" if is_measure(unit) else hand.holding
    if given.dose_range:
        return say_range(given.dose_range, hand) + holding
    if quantity is None:
        raise ValueError("an intake without quantity has no words")
    manner = _MANNERS.get(form) or ("oral" if unit in _SWALLOWED else "")
    meaning = f"dose.{manner}" if manner else "dose"
    return hand.phrase(meaning).format(q=say_dose(quantity, hand) + holding)


def say_period(period: Quantity, hand: Hand) -> str:
    """`7 jours`, `7j`, `une semaine`, `vingt-huit jours`, `3 mois`."""
    noun = say_period_unit(period, hand)
    if hand.style == "l":
        return f"{in_words(int(period.value), feminine=period.unit == 'wk')} {noun}"
    if hand.style in "op" and period.value <= 3 and hand.random.random() < 0.2:
        return f"{in_words(int(period.value), feminine=period.unit == 'wk')} {noun}"
    gap = "" if len(noun) == 1 and hand.random.random() < 0.6 else " "
    return f"{in_digits(period.value)}{gap}{noun}"


def say_period_unit(period: Quantity, hand: Hand) -> str:
    """`jours`, `j`, `semaines`, `mois`."""
    meaning = f"period.{period.unit}"
    return draw_counted(meaning, hand.style, hand.random, plural=period.value >= 2)


def say_repeat(repeat: Repeat, hand: Hand) -> str:
    """The rhythm in words, empty when there is none."""
    if repeat.count:
        return hand.phrase("once")
    if repeat.time_of_day:
        return _say_clocks(repeat, hand)
    if repeat.day_of_week:
        return _say_days(repeat, hand)
    if repeat.when:
        return _say_moments(repeat, hand)
    return _say_frequency(repeat, hand)


def _say_moments(repeat: Repeat, hand: Hand) -> str:
    names = "+".join(repeat.when)
    if repeat.period != 1:
        return hand.phrase(f"when.{names}/{repeat.period}")
    if repeat.when[0] in (EventTiming.AC, EventTiming.C, EventTiming.PC):
        return f"{_say_frequency(repeat, hand)} {hand.phrase(f'meal.{names}')}"
    if repeat.offset:
        phrase = hand.phrase(f"offset.{names}")
        return phrase.format(n=hand.number(Decimal(repeat.offset)))
    if has_phrase(f"when.{names}"):
        return hand.phrase(f"when.{names}")
    words = [hand.phrase(f"when.{name}") for name in repeat.when]
    return ", ".join(words[:-1]) + f" et {words[-1]}"


def _say_frequency(repeat: Repeat, hand: Hand) -> str:
    """How often; nobody takes (prend) an ointment or an injection."""
    words = _draw_frequency(repeat, hand)
    while "prise" in words and not hand.taken:
        words = _draw_frequency(repeat, hand)
    return words


def _draw_frequency(repeat: Repeat, hand: Hand) -> str:
    if repeat.frequency is None or repeat.period is None:
        return ""
    times, period, unit = Decimal(repeat.frequency), repeat.period, repeat.period_unit
    if repeat.frequency_max:
        ends = {"a": hand.number(times), "b": hand.number(Decimal(repeat.frequency_max))}
        return hand.phrase("daily.range").format(**ends)
    if repeat.period_max:
        ends = {"a": hand.number(period), "b": hand.number(repeat.period_max)}
        return hand.phrase("every.h.range").format(**ends)
    if period == 1:
        kind = {"d": "daily", "wk": "weekly", "mo": "monthly"}[str(unit)]
        if times == 1:
            return hand.phrase(f"{kind}.1")
        return hand.phrase(f"{kind}.n").format(n=hand.number(times))
    meaning = "every.2d" if period == 2 and unit is PeriodUnit.D else f"every.{unit}"
    return hand.phrase(meaning).format(n=hand.number(period))


def _say_days(repeat: Repeat, hand: Hand) -> str:
    names = [_DAYS[day] for day in repeat.day_of_week]
    week = list(_DAYS.values())
    if names in (week[:5], week[:6]):
        return hand.phrase("weekdays.working" if len(names) == 5 else "weekdays.six")
    if len(names) > 3:
        return f"les {', '.join(names[:-1])} et {names[-1]}"
    if repeat.period_unit == "wk":
        weekly = _say_frequency(repeat, hand)
        return weekly + hand.phrase("weekday.weekly").format(d=names[0])
    if len(names) == 1:
        return hand.phrase("weekday").format(d=names[0])
    if len(names) == 2:
        return hand.phrase("weekdays").format(d=names[0], e=names[1])
    return hand.phrase("weekdays.three").format(c=names[0], d=names[1], e=names[2])


def _say_clocks(repeat: Repeat, hand: Hand) -> str:
    clock = hand.phrase("clock")
    times = [clock.format(n=moment.hour) for moment in repeat.time_of_day]
    shape = hand.phrase("clocks") if len(times) > 1 else "à {list}"
    if "{list/}" in shape:
        return "/".join(times)
    if "{list-}" in shape:
        return "-".join(times)
    if "{list,}" in shape:
        return "à " + ", ".join(times)
    return "à " + (", ".join(times[:-1]) + " et " if len(times) > 1 else "") + times[-1]
