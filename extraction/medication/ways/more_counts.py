"""Counts that may be of something else: packs handed out, further intakes when needed."""

import re
from itertools import pairwise

from extraction.medication.limits import MASSES, highest_dose
from extraction.medication.ways.way import NEEDED, SEVERAL, Way
from extraction.posology.groups import DOSES, SILENT
from extraction.posology.instruction import InstructionReading
from extraction.rules.meanings import ONE, Amount
from extraction.rules.units import COUNTED
from extraction.spelling.matching import fold
from prescription.dosage import Dosage, PeriodUnit, Quantity

_HANDED_OUT = frozenset({"stylo", "seringue", "ampoule", "patch", "unidose", "flacon"})
"""What is handed out by the piece, and taken by it too."""
_PENS = frozenset({"stylo"})
"""Of these one may hold several doses: even a single one may be what is handed out."""
_PACKS = frozenset({"flacon", "tube", "pot", "boîte", "bouteille", "cartouche", "paquet"})
_LONG = frozenset({PeriodUnit.WK, PeriodUnit.MO, PeriodUnit.A})
_OFTEN = frozenset(
    {"rhythm", "daily", "events", "moments", "clock", "days", "interval", "cycle", "per"}
)
_NEEDS = frozenset({"as_needed", "condition"})
_TOLERATED = re.compile(
    r"\b(?:toler|support|insuff|echec|inefficac|persist|amelior|non controle|tension|glyc|dextro|"
    r"poids|creat|clairance|kali|(?:ta|pas|inr|ldl|hb\w*|tsh|crp)\b)"
)
"""What a dose is changed for, once for all: nobody takes one when the pressure is high."""
_IN_ONE_OR_TWO = re.compile(
    r"\b(?:en|sur) (?:\d|une?|deux|trois|quatre) ?(?:a|ou|-|/) ?(?:\d|deux|trois|quatre|six) "
    r"?(?:prises?|fois)\b"
)
_A_DAY = re.compile(r"/ ?(?:j|24)|\bpar (?:j|24)|\bquotidien|\bjournali|\bau total\b")


def _counts_packs(reading: InstructionReading) -> bool:
    """`Ozempic 0,5 mg le lundi, 2 stylos`: what is handed out, or injected every Monday.

    A measure stands before the rhythm, and a count of pieces behind it, at the end.
    """
    measured = any(e.field == "medication.strength" for e in reading.evidence)
    said = [p for p in reading.pieces if p.kind not in SILENT]
    if not measured or len(reading.dosages) != 1 or len(said) < 2:
        return False
    timed = [i for i, p in enumerate(said) if p.kind in _OFTEN]
    last = said[-1]
    if last.kind not in DOSES or not timed or timed[-1] != len(said) - 2:
        return False
    counted = sum(p.kind in DOSES - {"quantity"} for p in said)
    if counted != 1 or not isinstance(last.value, Amount):
        return False
    unit, number = last.value.unit, last.value.low
    return unit in _PENS or (unit in _HANDED_OUT and number > 1)


def _needs_packs(reading: InstructionReading) -> bool:
    """`2 bouffées si besoin, 1 flacon par mois`: what is handed out, no second dose."""
    return len(reading.dosages) > 1 and any(
        dose is not None and dose.unit in _PACKS and _period(dosage) in _LONG
        for dosage, dose in _with_doses(reading)
    )


def _with_doses(reading: InstructionReading) -> list[tuple[Dosage, Quantity | None]]:
    return [(dosage, highest_dose(dosage)) for dosage in reading.dosages]


def _period(dosage: Dosage) -> PeriodUnit | None:
    return dosage.timing.repeat.period_unit if dosage.timing else None


def _takes_more_if_needed(reading: InstructionReading) -> bool:
    """`1 cp le soir, jusqu'à 4 par jour si besoin`: one every evening, and more when needed."""
    said = [p for p in reading.pieces if p.kind not in SILENT]
    behind = any(one.kind == "maximum" and two.kind in _NEEDS for one, two in pairwise(said))
    if not behind or len(reading.dosages) != 1:
        return False
    dosage, dose = reading.dosages[0], highest_dose(reading.dosages[0])
    repeat = dosage.timing.repeat if dosage.timing else None
    most = dosage.max_dose_per_period
    if repeat is None or repeat.frequency != 1 or most is None or dose is None:
        return False
    daily = repeat.period == 1 and repeat.period_unit is PeriodUnit.D
    return daily and most.numerator.unit == dose.unit and most.numerator.value > dose.value


def _hands_out_first(reading: InstructionReading) -> bool:
    """`Evra 3 patchs 1/sem`, `4 cp 1/sem`: what is handed out, and one of them each time."""
    said = [p for p in reading.pieces if p.kind not in SILENT]
    for one, other in pairwise(said):
        if one.kind != "dose" or other.kind != "daily" or not isinstance(one.value, Amount):
            continue
        several = one.value.low > 1 and one.value.low % 1 == 0 and one.value.high is None
        rare = other.value.per.unit in _LONG
        piece = one.value.unit in _HANDED_OUT | {"ovule", "anneau", "suppositoire"}
        if several and other.value.times == Amount(ONE) and (rare or piece):
            return True
    return False


def _is_shared_out_loosely(reading: InstructionReading) -> bool:
    """`1 gél/j en une ou deux prises`: the day's whole, which one or two intakes share."""
    return _IN_ONE_OR_TWO.search(fold(reading.text)) is not None and any(
        dose is not None and dose.unit in COUNTED for _, dose in _with_doses(reading)
    )


def _is_shared_at_moments(reading: InstructionReading) -> bool:
    """`4 cp matin et soir en 2 prises`: two each time, or four."""
    kinds = {piece.kind for piece in reading.pieces}
    if not kinds >= {"divided", "moments"} or kinds & {"per", "daily", "rhythm"}:
        return False
    return not _A_DAY.search(fold(reading.text))


def _may_be_each(reading: InstructionReading) -> bool:
    """`Amoxicilline 1 g en 2 prises par jour`: the day's whole, or a tablet each time."""
    said = [p for p in reading.pieces if p.kind not in SILENT]
    return any(
        one.kind == "quantity" and one.value.unit in MASSES and other.kind == "divided"
        for one, other in pairwise(said)
    )


def _goes_on_if_tolerated(reading: InstructionReading) -> bool:
    """`10 mg le soir puis 25 mg si bien toléré`, `passer à 1 cp si TA > 14`: how often?"""
    return any(
        dosage.sequence > 1
        and dosage.as_needed_codeable_concept is not None
        and _TOLERATED.search(fold(dosage.as_needed_codeable_concept.text or "")) is not None
        and not (dosage.timing and dosage.timing.repeat.frequency)
        for dosage in reading.dosages
    )


COUNT_WAYS = (
    Way(
        _hands_out_first,
        "le premier nombre est celui de ce qui est délivré, ou de ce qui est pris à chaque fois.",
        "the first number is of what is handed out, or of what is taken each time.",
        facts=frozenset({"dose", "daily"}),
    ),
    Way(
        _may_be_each,
        "la quantité est celle du jour, à partager entre les prises, ou celle de chacune.",
        "the amount is that of the day, to be shared among the intakes, or that of each.",
        facts=frozenset({"quantity", "divided"}),
    ),
    Way(
        _is_shared_out_loosely,
        "la dose est celle du jour, à partager entre les prises, ou celle de chacune.",
        "the dose is that of the day, to be shared among the intakes, or that of each.",
        words=("en ", "sur "),
    ),
    Way(
        _is_shared_at_moments,
        "la dose est celle de chaque moment, ou se partage entre eux.",
        "the dose is that of each moment, or is shared among them.",
        facts=frozenset({"divided", "moments"}),
    ),
    Way(
        _goes_on_if_tolerated,
        "la deuxième étape ne dit pas combien de fois, ni si elle est prise au besoin.",
        "the second step does not say how often, nor whether it is taken when needed.",
        facts=frozenset({NEEDED}),
    ),
    Way(
        _counts_packs,
        "ce nombre est celui de ce qui est délivré, ou de ce qui est pris à chaque fois.",
        "the number is of what is handed out, or of what is taken each time.",
    ),
    Way(
        _needs_packs,
        "ce conditionnement est à délivrer, ou c'est une dose de plus.",
        "this pack is to be handed out, or it is one more dose.",
        facts=frozenset({SEVERAL}),
    ),
    Way(
        _takes_more_if_needed,
        "la prise est régulière et d'autres s'y ajoutent au besoin, ou toutes sont au besoin.",
        "the intake is regular and more are added when needed, or all are taken when needed.",
        facts=frozenset({"maximum"}),
    ),
)
