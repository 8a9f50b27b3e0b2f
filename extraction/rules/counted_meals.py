"""Les repas comptés : `avant les 3 repas`, `3 gélules par repas, 3 repas par jour` (kind
`moments`)."""

from extraction.grammar.engine import Subject
from extraction.grammar.rule import rule
from extraction.rules.meanings import Amount, Moment, Moments, Per
from extraction.rules.moments import MEAL_CODE, at_meal, delayed
from prescription.dosage import EventTiming, PeriodUnit


def _a_day(number: Amount, per: Per) -> Moments | None:
    if number.low not in (2, 3, 4) or number.high or per.unit is not PeriodUnit.D:
        return None
    return Moments((Moment(EventTiming.C),), frequency=int(number.low))


def _counted_meals(relation: str, number: Amount) -> Moments | None:
    if number.low not in (1, 2, 3) or number.high:
        return None
    return Moments((Moment(MEAL_CODE[relation]),), frequency=int(number.low))


def _delayed_meals(
    length: Amount, unit: PeriodUnit, relation: str, number: Amount
) -> Moments | None:
    moment = delayed(length, unit, at_meal(relation, "-"))
    counted = _counted_meals(relation, number)
    return Moments((moment,), counted.frequency) if moment and counted else None


ALL_MEALS = Subject(
    "tous les repas comptés",
    [
        rule(
            "aux trois repas",
            "moments",
            "{relation} [les|des|chacun des] {number} [principaux|grands|gros] repas",
            to=_counted_meals,
            reads=("avant les 3 repas", "au cours des deux principaux repas"),
            must_not_read=("avant les repas", "avant les 4 repas"),
        ),
        rule(
            "délai avant les trois repas",
            "moments",
            "{number} {timeunit} {relation} [les|des|chacun des] {number} "
            "[principaux|grands] repas",
            to=_delayed_meals,
            reads=("15 min avant les 3 repas",),
            must_not_read=("15 min avant les repas",),
        ),
        rule(
            "aux trois repas (au)",
            "moments",
            "aux {number} [principaux|grands|gros] repas",
            to=lambda n: _counted_meals("C", n),
            reads=("aux 3 repas",),
            must_not_read=("aux repas",),
        ),
    ],
)
COUNTED_MEALS = Subject(
    "repas comptés",
    [
        rule(
            "par repas",
            "moments",
            "(par|/) repas",
            value=Moments((Moment(EventTiming.C),)),
            reads=("par repas",),
            must_not_read=("par jour", "2 repas"),
        ),
        rule(
            "tant de repas par jour",
            "moments",
            "{number} repas {per}",
            to=_a_day,
            reads=("3 repas/j", "3 repas par jour"),
            must_not_read=("3 repas", "5 repas par jour"),
        ),
    ],
)
SUBJECTS = (ALL_MEALS, COUNTED_MEALS)
