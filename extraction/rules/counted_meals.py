"""Les repas comptés : `3 gélules par repas, 3 repas par jour` (kind `moments`)."""

from extraction.grammar.engine import Subject
from extraction.grammar.rule import rule
from extraction.rules.meanings import Amount, Moment, Moments, Per
from prescription.dosage import EventTiming, PeriodUnit


def _a_day(number: Amount, per: Per) -> Moments | None:
    if number.low not in (2, 3, 4) or number.high or per.unit is not PeriodUnit.D:
        return None
    return Moments((Moment(EventTiming.C),), frequency=int(number.low))


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
SUBJECTS = (COUNTED_MEALS,)
