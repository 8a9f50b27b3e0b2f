"""Slashes that came back as a digit, a letter or nothing: a rhythm then looks like a length.

`3x7j` is three a day, `max 6 j` six a day, `1 cp 7 j` one a day; all are read as so many days.
"""

import re
from itertools import pairwise

from extraction.medication.ways.dosages import lasts
from extraction.medication.ways.lost_partners import LOST_PARTNER_WAYS
from extraction.medication.ways.way import LASTS, Way
from extraction.posology.groups import SILENT
from extraction.posology.instruction import InstructionReading
from extraction.rules.duration import LENGTHS
from extraction.spelling.matching import fold
from prescription.dosage import Dosage, EventTiming, PeriodUnit

_UNIT = (
    r"(?:cp[rse]?|comp(?:rimes?)?|gel(?:ules?)?|caps(?:ules?)?|sach(?:ets?)?|sct|gt+e?s?|gouttes?|"
    r"bouff(?:ees?)?|amp(?:oules?)?|inj(?:ections?)?|supp(?:os?|ositoires?)?|appl?(?:ications?)?|"
    r"pulv(?:erisations?)?|inh(?:al)?(?:ations?)?|doses?|dose-poids|kg|unidoses?|patchs?|"
    r"noisettes?|pressions?|mesures?|ovules?|lyocs?|pastilles?|bains? de bouche|c\.? ?a ?\.?[cs]|"
    r"cuill\w* a \w+)"
)
_DAY = r"(?:j|jour|jr)(?![a-z]| de (?:traitement|ttt|cure))"
_ONE_SPAN = re.compile(r"24 ?h|[71] ?(?:j|sem|mois)|\d ?(?:semaine|jour)(?![a-z])")
"""What all of the following hold: most lines are looked at once."""
_ALWAYS = re.compile(
    # 3x7j, 3 fois7j, 2 prises 7 j
    rf"(?<![\d.,/–-])\d ?(?:x|f|fois|prises?) ?[71] ?(?:{_DAY}|sem(?:aine)?(?![a-z]))|"
    # 2 x 37j: three a day
    rf"(?<![\d.,/–-])\d ?x ?[1-6][71] ?{_DAY}|"
    # 1 cp7j, 15 mg/kg7j
    rf"(?:{_UNIT}|mg|µg|ml|ui|\bsc|\bim|\bivl?)[71] ?(?:{_DAY}|sem(?:aine)?(?![a-z])|mois)|"
    r"(?<!\d)[17]sem(?:aine)?\b|"
    # 11j après le repas, 20 mg : 1 j le matin: before any dose
    rf"(?:^|\n|: ?|mg |µg )(?:[1-4]|[1-4]?[17]) ?{_DAY} "
    r"(?:le|au|apres|avant|si|sf|sauf|matin|midi|soir)\b|"
    # 1 cp 7 j le matin: a length would stand behind the moment
    rf"{_UNIT} [71] ?{_DAY} (?:le |au )?(?:matin|midi|soir|coucher|petit)|"
    # x 424h, x 4124 h
    r"x ?\d[17]?24 ?h\b|"
    # x 3 semaine
    r"x ?(?:[2-9]|\d[71]) ?(?:semaine|jour)(?![a-z])"
)
_WITHOUT_RHYTHM = re.compile(
    # (3j), (31j) behind the meals, x 3 à 5j
    rf"\((?:[1-4]|[1-6][71]) ?{_DAY}\)|{_UNIT} ?x ?[1-6] a [1-6] ?{_DAY}|"
    # 2 cp x3 j, 2 cp 3 j si douleur, 1 cp x 37j, 1 cp 7 j
    rf"{_UNIT}\.? ?(?:x ?)?(?:[1-47]|[1-6][71]) ?{_DAY}|\bx ?(?:[1-4]|[1-6][71]) ?{_DAY}"
)
_ANY_MEAL = frozenset({EventTiming.AC, EventTiming.C, EventTiming.PC})
_LENGTH_FIRST = {("duration", kind) for kind in ("rhythm", "interval", "cycle", "per", "daily")}
_LONG = frozenset({PeriodUnit.WK, PeriodUnit.MO, PeriodUnit.A})
_FOLLOWING = re.compile(
    r"\bet (?:pendant |durant )?les (?:\d+|deux|trois|quatre|cinq|six) jours? "
    r"(?:suivants?|d'apres|qui suivent)"
)
_MOST = re.compile(rf"\bmax[a-z]* ?:? ?(\d{{1,3}}) ?({_DAY}|f ?j(?![a-z]))")
_MOST_BEHIND = re.compile(r"\((\d{1,3}) ?(j) max")
"""`si besoin (8j max)`"""


def _lasts_or_repeats(reading: InstructionReading) -> bool:
    """`1 cp 7 j`: a length that may be a rhythm; `40 mg 3 j puis 20 mg 3 j` are steps."""
    slots = any(e.rule.startswith("cases") for e in reading.evidence)
    if slots or not lasts(reading):
        # `1 - 0 - 1 x 7 j`
        return False
    words = fold(reading.text)
    if _ONE_SPAN.search(words) and _ALWAYS.search(words):
        return True
    stepped = any((d.sequence or 1) > 1 for d in reading.dosages)
    told = {e.rule for e in reading.evidence if e.field.endswith("timing.repeat")}
    if not (told <= LENGTHS or _tells_meals_alone(reading)):
        return False
    stepped = stepped or any(d.max_dose_per_period for d in reading.dosages)
    return not stepped and _WITHOUT_RHYTHM.search(words) is not None


def _tells_meals_alone(reading: InstructionReading) -> bool:
    """`x3 j au cours des repas`: which meals, and so how often, is told nowhere else."""
    repeats = [d.timing.repeat for d in reading.dosages if d.timing]
    return bool(repeats) and all(r.when and set(r.when) <= _ANY_MEAL for r in repeats)


def _lasts_besides(reading: InstructionReading) -> bool:
    """`le matin de l'intervention et les 2 jours suivants`: three days, of which two are read."""
    return lasts(reading) and _FOLLOWING.search(fold(reading.text)) is not None


def _repeats_after_length(reading: InstructionReading) -> bool:
    """`le soir 3 semaines 2 fois par semaine`: a second step, whose `puis` was not read."""
    kinds = [piece.kind for piece in reading.pieces if piece.kind not in SILENT]
    repeats = [d.timing.repeat for d in reading.dosages if d.timing]
    return (
        len(repeats) == 1
        and bool(repeats[0].when)
        and (repeats[0].period_unit in _LONG or repeats[0].period not in (None, 1))
        and any(pair in _LENGTH_FIRST for pair in pairwise(kinds))
        and "moments" in kinds[: kinds.index("duration")]
    )


def _limits_days_or_intakes(reading: InstructionReading) -> bool:
    """`si douleur, max 6 j`, `max 8fj`: so many a day, or so many days."""
    words = fold(reading.text)
    found = _MOST.search(words) or _MOST_BEHIND.search(words)
    if found is None:
        return False
    if not found[2].startswith("j"):
        return True
    limited = any(d.max_dose_per_period for d in reading.dosages)
    untold = any(map(_is_by_need_or_hour, reading.dosages))
    return not limited and (untold or found[1][1:][-1:] in ("1", "7"))


def _is_by_need_or_hour(dosage: Dosage) -> bool:
    repeat = dosage.timing.repeat if dosage.timing else None
    needed = dosage.as_needed_boolean or dosage.as_needed_codeable_concept is not None
    if needed or repeat is None:
        return bool(needed)
    lasts_alone = repeat.bounds_duration and not repeat.frequency and not repeat.when
    return repeat.period_unit is PeriodUnit.H or bool(lasts_alone)


LOST_SLASH_WAYS = (
    *LOST_PARTNER_WAYS,
    Way(
        _lasts_besides,
        "les jours suivants s'ajoutent au premier, ou le comptent.",
        "the following days are counted besides the first one, or with it.",
        facts=frozenset({LASTS}),
        words=("suiv",),
    ),
    Way(
        _repeats_after_length,
        "le rythme après la durée est celui d'une autre étape, ou le même.",
        "the rhythm behind the length is that of another step, or the same.",
        facts=frozenset({"duration", "moments"}),
    ),
    Way(
        _lasts_or_repeats,
        "ce nombre de jours est la durée, ou un nombre de prises par jour dont le trait est perdu.",
        "this number of days is the length, or a number of intakes a day whose slash is lost.",
        facts=frozenset({LASTS}),
    ),
    Way(
        _limits_days_or_intakes,
        "ce maximum compte des jours de traitement, ou des prises par jour.",
        "this limit counts days of treatment, or intakes a day.",
        words=("max",),
    ),
)
