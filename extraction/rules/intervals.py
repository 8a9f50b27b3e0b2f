"""Les périodes et les intervalles : `par jour`, `toutes les 6 h`, `1 j/2`, `5 jours sur 7`.

Kinds: `per` (Per), `interval` (Per), `cycle` (Cycle).
"""

from decimal import Decimal

from extraction.grammar import Subject
from extraction.meanings import ONE, Amount, Cycle, Per
from extraction.rule import rule
from prescription.dosage import PeriodUnit

DAY = Per(ONE, PeriodUnit.D)


def _per(number: Amount | PeriodUnit, unit: PeriodUnit | None = None) -> Per | None:
    if isinstance(number, PeriodUnit):
        return Per(ONE, number)
    if unit is None or number.low <= 0:
        return None
    if unit is PeriodUnit.H and number.low == 24 and number.high is None:
        return DAY
    return Per(number.low, unit, number.high)


def _interval(number: Amount, unit: PeriodUnit) -> Per | None:
    per = _per(number, unit)
    return None if per == DAY else per


def _cycle(
    on: Amount, unit: PeriodUnit, of: Amount, again: PeriodUnit | None = None
) -> Cycle | None:
    if on.high or of.high or on.low % 1 or of.low % 1 or not 0 < on.low < of.low:
        return None
    if again is not None and again is not unit:
        return None
    return Cycle(on.low, of.low, unit)


PERIODS = Subject(
    "périodes",
    [
        rule(
            "par jour, par semaine…",
            "per",
            "(par|/|p /|p) {timeunit}",
            to=_per,
            reads=("par jour", "/j", "/sem", "par semaine"),
            must_not_read=("jour", "par"),
        ),
        rule(
            "tous les jours, toutes les semaines",
            "per",
            "(tous|toutes|tout|ts|tt|tts) les {timeunit}",
            "chaque {timeunit}",
            to=lambda unit: None if unit is PeriodUnit.H else Per(ONE, unit, each=True),
            reads=("tous les jours", "toutes les semaines", "ts les jours"),
            must_not_read=("toutes les heures", "les jours"),
        ),
        rule(
            "par 24 heures",
            "per",
            "(par|/|sur|en|dans les|pour|p) {number} {timeunit}",
            to=lambda n, u: DAY if u is PeriodUnit.H and n.low == 24 else None,
            reads=("par 24 heures", "/24h", "en 24 h"),
            must_not_read=("par 8 heures", "/8h"),
        ),
        rule(
            "quotidien, hebdomadaire, mensuel",
            "per",
            "(quotidien|quotidienne|quotidiens|quotidiennes|quotidiennement|journalier|"
            "journaliere)",
            "(dans|au cours de) la journee",
            value=Per(ONE, PeriodUnit.D, each=True),
            reads=("quotidien", "dans la journée"),
            must_not_read=("la journée",),
        ),
        rule(
            "hebdomadaire",
            "per",
            "(hebdomadaire|hebdomadaires|hebdomadairement|hebdo)",
            value=Per(ONE, PeriodUnit.WK),
            reads=("hebdomadaire",),
            must_not_read=("semaine",),
        ),
        rule(
            "mensuel",
            "per",
            "(mensuel|mensuelle|mensuels|mensuelles|mensuellement)",
            value=Per(ONE, PeriodUnit.MO),
            reads=("mensuel",),
            must_not_read=("mois",),
        ),
    ],
)

INTERVALS = Subject(
    "intervalles",
    [
        rule(
            "toutes les 6 heures",
            "interval",
            "(toutes|ttes|tte|toute|tous|ts|tts|tt|tout) les {count} {timeunit}",
            "(/|chaque|q) {count} {timeunit}",
            to=_interval,
            reads=("toutes les 6 heures", "/6h", "ttes les 6h", "tous les 2 jours", "/ 8 h"),
            must_not_read=("6 heures", "les 6 heures", "toutes les heures"),
        ),
        rule(
            "toutes les heures",
            "interval",
            "(toutes|ttes) les (heures|h)",
            "chaque heure",
            value=Per(ONE, PeriodUnit.H),
            reads=("toutes les heures",),
            must_not_read=("heures",),
        ),
        rule(
            "toutes les demi-heures",
            "interval",
            "(toutes|ttes) les (demi heures|1/2 heures)",
            value=Per(Decimal(30), PeriodUnit.MIN),
            reads=("toutes les demi-heures",),
            must_not_read=("demi-heure",),
        ),
        rule(
            "un jour sur deux",
            "cycle",
            "[a raison de|pendant] {number} {timeunit} (sur|/) {number} [{timeunit}]",
            to=_cycle,
            reads=(
                "un jour sur deux",
                "1j/2",
                "5 j/7",
                "3 semaines sur 4",
                "21 jours sur 28 jours",
            ),
            must_not_read=("2 jours sur 1", "1 jour"),
        ),
        rule(
            "5 jours par semaine",
            "cycle",
            "{number} (jours|j) (par|/) (semaine|sem)",
            to=lambda number: _cycle(number, PeriodUnit.D, Amount(Decimal(7))),
            reads=("5 jours par semaine", "5 j/sem"),
            must_not_read=("5 jours", "8 jours par semaine"),
        ),
        rule(
            "alternance",
            "cycle",
            "(un|1) (jour|j) (oui|sur) (un|1) (jour|j) non",
            "(tous les|chaque) (48 h|48 heures)",
            "un jour oui un jour non",
            to=lambda *_: Cycle(ONE, Decimal(2), PeriodUnit.D),
            reads=("un jour oui un jour non",),
            must_not_read=("un jour",),
        ),
    ],
)

SUBJECTS = (PERIODS, INTERVALS)
