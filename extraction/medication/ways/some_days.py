"""Doses of some days or occasions beside those of every day: `1 cp/j, 1/2 les 7 premiers jours`."""

import re
from itertools import combinations, pairwise

from extraction.medication.limits import highest_dose
from extraction.medication.ways.cures import CURE_WAYS
from extraction.medication.ways.dosages import is_plain_daily, is_regular
from extraction.medication.ways.way import KEPT, NEEDED, SEVERAL, Way
from extraction.posology.groups import DOSES, RHYTHM, SILENT
from extraction.posology.inheriting import says_half
from extraction.posology.instruction import InstructionReading
from extraction.posology.named_days import EXCEPTED
from extraction.spelling.matching import fold
from prescription.dosage import DayOfWeek, Dosage, PeriodUnit, Repeat

_FIRST_DAYS = ("les premiers jours", "le premier jour")
"""Rules of what is taken first, wherever it is written."""
_OCCASION = re.compile(r"(?:apres|avant|a|lors|pendant|des) (?!distance|jeun|chaud|froid|vie)")
_ADDED = re.compile(r"(?:\bet|\+|\bplus) ?$")
_GOES_ON = re.compile(
    r" ?(?:et|\+|plus) (?:(?:le|au|a|la) )?(?:matin|midi|soir|coucher|reveil|gouter|nuit)\b"
)
_THAT_DAY = re.compile(
    r"(?<!celui de la )(?<!celle de la )\b(?:avant-?)?veille\b|\blendemain\b|"
    r"\b(?:jour|matin|soir) (?:de l'|du |de la |d'une? )"
    r"(?:interv\w+|oper\w+|exam\w+|chir\w+|bloc|scanner|irm|colosc\w+|endosc\w+|fibrosc\w+|geste|"
    r"soin|acte|depart|voyage|vol|consult\w+|rendez-?vous|rdv|seance|dialyse|cure|chimio\w*)"
)
_RATED = re.compile(r"/ ?j|par jour|\bfois\b|prises?\b|\bx ?\d")
_TWO, _WEEK = 2, 7
_DAY_NAMED = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
_FROM_DAY = re.compile(rf"\bdu {_DAY_NAMED}[ ,]+(?:ou|ai)? ?{_DAY_NAMED}")
_BEGINS_OR_ENDS = re.compile(
    r"\b(?:debut\w*|commenc\w*|demarr\w*|arret\w*|stop\w*|jusqu|depuis|des l[ae'])"
)


def _replaces_the_other(reading: InstructionReading) -> bool:
    """`1 cp/j (1/2 cp les 4 premiers jours)`: nobody takes two doses at the same times."""
    for one, other in combinations(reading.dosages, 2):
        doses = highest_dose(one), highest_dose(other)
        if one.sequence != other.sequence or None in doses or _differ_otherwise(one, other):
            continue
        if is_plain_daily(one) and is_plain_daily(other):
            return True
        if is_regular(one) and is_regular(other) and _share_a_moment(one, other):
            return True
    return False


def _differ_otherwise(one: Dosage, other: Dosage) -> bool:
    """Whether they are for two places, days or needs, or take turns."""
    first, second = (d.timing.repeat if d.timing else Repeat() for d in (one, other))
    turns = first.period == second.period != 1
    needed = any(d.as_needed_boolean or d.as_needed_codeable_concept for d in (one, other))
    places = (one.site, one.route) != (other.site, other.route)
    return turns or needed or places or first.day_of_week != second.day_of_week


def _share_a_moment(one: Dosage, other: Dosage) -> bool:
    first, second = (d.timing.repeat if d.timing else Repeat() for d in (one, other))
    hours = set(first.time_of_day) & set(second.time_of_day)
    return bool(hours or set(first.when) & set(second.when))


def _is_less_if(reading: InstructionReading) -> bool:
    """`1 cp le matin, 1/2 si FC < 55`: the smaller dose on a condition is taken instead."""
    words = fold(reading.text)
    for needed in reading.dosages:
        least, told = highest_dose(needed), fold(needed.text or "")
        if needed.as_needed_codeable_concept is None or least is None or is_regular(needed):
            continue
        for usual in reading.dosages:
            most = highest_dose(usual)
            if most is None or not is_regular(usual) or usual.sequence != needed.sequence:
                continue
            smaller = most.unit == least.unit and least.value < most.value
            if smaller and not _ADDED.search(words[: words.find(told)].rstrip(" (")):
                return True
    return False


def _begins_last(reading: InstructionReading) -> bool:
    """`1 cp/j 4 jours, 2 cp le 1er jour`: what is taken first is written last."""
    said = [piece for piece in reading.pieces if piece.kind not in SILENT]
    doses = [i for i, piece in enumerate(said) if piece.kind in DOSES]
    stages = [i for i, p in enumerate(said) if p.kind == "stage" or p.rule in _FIRST_DAYS]
    if len(reading.dosages) < 2 or len(doses) < 2 or not stages:
        return False
    return said[stages[0]].rule in _FIRST_DAYS and len(stages) == 1 and stages[0] > doses[-1]


def _adds_an_occasion(reading: InstructionReading) -> bool:
    """`matin et soir et après chaque selle`, or the other way round: more than the timing tells."""
    words = " ".join(fold(reading.text).split())
    for dosage in reading.dosages:
        for note in dosage.additional_instruction if _is_timed(dosage) else ():
            told = " ".join(fold(note.text).split())
            start = words.find(told) if _OCCASION.match(told) else -1
            if start > 0 and _ADDED.search(words[:start].rstrip()):
                return True
            if start > 0 and _GOES_ON.match(words[start + len(told) :]):
                return True
    return False


def _thins_out(reading: InstructionReading) -> bool:
    """`2 fois/j 8 j puis un jour sur deux`: as often on these days, or once."""
    for before, here in pairwise(sorted(reading.dosages, key=lambda d: d.sequence)):
        first, second = (d.timing.repeat if d.timing else Repeat() for d in (before, here))
        days = second.period_unit is PeriodUnit.D and (second.period or 0) > 1
        timed = second.when or second.time_of_day
        if here.sequence > before.sequence and _times(before) > 1 and first.period == 1 and days:
            return second.frequency == 1 and not timed and not _says_dose(reading, here)
    return False


def _says_dose(reading: InstructionReading, dosage: Dosage) -> bool:
    """Whether the step writes a dose of its own."""
    index = reading.dosages.index(dosage)
    return any(e.field == f"dosageInstruction[{index}].doseAndRate" for e in reading.evidence)


def _is_timed(dosage: Dosage) -> bool:
    repeat = dosage.timing.repeat if dosage.timing else Repeat()
    return bool(repeat.frequency or repeat.when or repeat.time_of_day)


def _is_for_that_day(reading: InstructionReading) -> bool:
    """`2 cp à 20 h la veille de l'intervention`: one evening alone, not every one."""
    for dosage in reading.dosages:
        repeat = dosage.timing.repeat if dosage.timing else Repeat()
        if not repeat.frequency or repeat.bounds_duration or repeat.period != 1:
            continue
        kept = (fold(note.text) for note in dosage.additional_instruction)
        if any(_THAT_DAY.search(note) and not _BEGINS_OR_ENDS.search(note) for note in kept):
            return True
    return False


def _parts_the_same(reading: InstructionReading) -> bool:
    """`1 cp du lundi au samedi, 1 cp le dimanche`: nobody parts days that have the same dose.

    One of the doses was a fraction, or another number.
    """
    if len(reading.dosages) != _TWO:
        return False
    one, other = reading.dosages
    first, second = (d.timing.repeat if d.timing else Repeat() for d in (one, other))
    days = {*first.day_of_week, *second.day_of_week}
    timed = [(r.when, r.frequency, r.time_of_day) for r in (first, second)]
    same = one.dose_and_rate == other.dose_and_rate and timed[0] == timed[1]
    parted = len(days) == _WEEK == len(first.day_of_week) + len(second.day_of_week)
    return bool(same and parted and one.sequence == other.sequence)


def _skips_the_link(reading: InstructionReading) -> bool:
    """`du lundi samedi`: two days, or all of them from one to the other."""
    return _FROM_DAY.search(fold(reading.text)) is not None


def _halves_no_dose(reading: InstructionReading) -> bool:
    """`demi-dose matin et soir`: half of which dose?"""
    doses = (highest_dose(dosage) for dosage in reading.dosages)
    return any(dose is not None and dose.unit == "dose" and dose.value < 1 for dose in doses)


def _halves_another(reading: InstructionReading) -> bool:
    """`2 cp le soir, la moitié le matin`: half of that dose, or of a tablet."""
    first = highest_dose(reading.dosages[0]) if len(reading.dosages) > 1 else None
    told = (piece for piece in reading.pieces if piece.kind in DOSES and says_half(piece))
    halved = any(getattr(piece.value, "unit", None) != "dose" for piece in told)
    return first is not None and first.value != 1 and halved


def _excepts_a_total(reading: InstructionReading) -> bool:
    """`1 matin et soir sauf le dimanche 1`: one each time, or one in all on that day."""
    said = [piece for piece in reading.pieces if piece.kind not in SILENT]
    for place, piece in enumerate(said[:-1]):
        if piece.rule != EXCEPTED or said[place + 1].kind not in DOSES:
            continue
        behind = said[place + 2 : place + 3]
        if behind and behind[0].kind in RHYTHM - {"duration"}:
            continue
        return _times(reading.dosages[0]) > 1
    return False


def _totals_other_days(reading: InstructionReading) -> bool:
    """`1 cp matin et soir le lundi, 1 cp les autres jours`: at both moments, or once."""
    usual = [d for d in reading.dosages if _is_timed(d) and _times(d) > 1]
    return any(
        one.sequence == other.sequence
        and _days(one).isdisjoint(_days(other))
        and _times(one) == 1
        and not _RATED.search(fold(one.text or ""))
        for one in reading.dosages
        if _days(one)
        and not (one.timing and (one.timing.repeat.when or one.timing.repeat.time_of_day))
        for other in usual
        if _days(other)
    )


def _times(dosage: Dosage) -> int:
    repeat = dosage.timing.repeat if dosage.timing else Repeat()
    return max(repeat.frequency or 0, len(repeat.when), len(repeat.time_of_day))


def _days(dosage: Dosage) -> frozenset[DayOfWeek]:
    return frozenset(dosage.timing.repeat.day_of_week) if dosage.timing else frozenset()


SOME_DAYS_WAYS = (
    Way(
        _totals_other_days,
        "la dose des autres jours est celle de chaque prise, ou de toute la journée.",
        "the dose of the other days is that of every intake, or of the whole day.",
        facts=frozenset({SEVERAL}),
    ),
    Way(
        _parts_the_same,
        "ces jours ont la même dose que les autres : l'une d'elles est peut-être mal lue.",
        "these days have the same dose as the others: one of them may be misread.",
        facts=frozenset({SEVERAL}),
    ),
    Way(
        _skips_the_link,
        "ce sont deux jours, ou tous ceux de l'un à l'autre.",
        "these are two days, or all of them from one to the other.",
        words=("du lun", "du mar", "du mer", "du jeu", "du ven", "du sam", "du dim"),
    ),
    Way(
        _thins_out,
        "les jours de prise, il y en a autant qu'avant, ou une seule.",
        "on the days of intake there are as many as before, or one.",
        facts=frozenset({SEVERAL}),
    ),
    Way(
        _excepts_a_total,
        "la dose de ces jours-là est celle de chaque prise, ou de toute la journée.",
        "the dose of those days is that of every intake, or of the whole day.",
    ),
    Way(
        _is_less_if,
        "la dose sous condition, plus petite, remplace l'autre, ou s'y ajoute.",
        "the smaller dose on a condition replaces the other one, or adds to it.",
        facts=frozenset({SEVERAL, NEEDED}),
    ),
    Way(
        _halves_another,
        "la moitié est celle de la dose qui précède, ou d'une unité.",
        "the half is of the dose before, or of one unit.",
        facts=frozenset({SEVERAL}),
    ),
    Way(
        _halves_no_dose,
        "la moitié est celle d'une dose qui n'est pas dite.",
        "the half is of a dose that is not told.",
        units=frozenset({"dose"}),
    ),
    *CURE_WAYS,
    Way(
        _replaces_the_other,
        "deux doses pour les mêmes prises : l'une remplace l'autre, ou s'y ajoute.",
        "two doses for the same intakes: one replaces the other, or adds to it.",
        facts=frozenset({SEVERAL}),
    ),
    Way(
        _begins_last,
        "la dose des premiers jours est écrite en dernier : elle précède l'autre, ou s'y ajoute.",
        "the dose of the first days is written last: it comes before the other, or adds to it.",
        facts=frozenset({SEVERAL}),
    ),
    Way(
        _adds_an_occasion,
        "d'autres prises s'ajoutent à celles qui sont dites : combien, la ligne ne le dit pas.",
        "more intakes are added to those told: the line does not say how many.",
        facts=frozenset({KEPT}),
    ),
    Way(
        _is_for_that_day,
        "la prise est de ce jour seulement, ou de tous les jours.",
        "the intake is of that day alone, or of every day.",
        facts=frozenset({KEPT}),
    ),
)
