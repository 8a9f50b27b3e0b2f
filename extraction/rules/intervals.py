"""Les périodes et les intervalles : `par jour`, `toutes les 6 h`, `1 j/2`, `5 jours sur 7`.

Kinds: `per` (Per), `interval` (Per), `cycle` (Cycle), `timed_cycle` (a Cycle or a Rhythm with
its Moments).
"""

from decimal import Decimal

from extraction.grammar.engine import Subject
from extraction.grammar.rule import rule, words
from extraction.rules.meanings import ONE, Amount, Cycle, Moment, Moments, Per, Rhythm
from prescription.dosage import EventTiming, PeriodUnit

DAY = Per(ONE, PeriodUnit.D)
DAY_IN_HOURS = Per(ONE, PeriodUnit.D, in_hours=True)
DAYS_A_WEEK = 7
TWICE = 2
DAYS_A_MONTH = Amount(Decimal(31))


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
    # `1/2 à 10 h` is half of one at ten, not one every two to ten hours.
    wide = per is not None and (per.period_max or 0) > TWICE * per.period
    return None if wide or per == DAY else per


def cycle_of(
    on: Amount, unit: PeriodUnit, of: Amount, again: PeriodUnit | None = None
) -> Cycle | None:
    """So many units of time out of more, both whole numbers."""
    if on.high or of.high or on.low % 1 or of.low % 1 or not 0 < on.low < of.low:
        return None
    return Cycle(on.low, of.low, unit) if again in (None, unit) else None


def _weekly(times: Amount) -> Rhythm | None:
    if times.high or times.low % 1 or not 0 < times.low <= DAYS_A_WEEK:
        return None
    return Rhythm(times, Per(ONE, PeriodUnit.WK))


def _timed(rhythm: Cycle | Rhythm | None, part: Moment) -> tuple[Cycle | Rhythm, Moments] | None:
    return None if rhythm is None else (rhythm, Moments((part,)))


PERIODS = Subject(
    "périodes",
    [
        words(
            "matins, soirs comptés",
            "part_of_day",
            {
                Moment(EventTiming.MORN): "matin[s]; matn",
                Moment(EventTiming.NOON): "midi[s]",
                Moment(EventTiming.EVE): "soir[s]; soiree[s]; soire; sior",
                Moment(EventTiming.NIGHT): "nuit[s]",
            },
            ("soirs", "matin"),
            ("jour",),
        ),
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
            "(tlj|tslj|t l j)",
            to=lambda unit=PeriodUnit.D: (
                None if unit is PeriodUnit.H else Per(ONE, unit, each=True)
            ),
            reads=("tous les jours", "toutes les semaines", "ts les jours", "TLJ"),
            must_not_read=("toutes les heures", "les jours"),
        ),
        rule(
            "par 24 heures",
            "per",
            "(par|/|sur|en|dans les|pour|p) {number} {timeunit}",
            to=lambda n, u: DAY_IN_HOURS if u is PeriodUnit.H and n.low == 24 else None,
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
            "par trimestre",
            "per",
            "(par|/|chaque|tous les) (trimestre[s]|trim)",
            value=Per(Decimal(3), PeriodUnit.MO),
            reads=("par trimestre", "/trim"),
            must_not_read=("trimestre",),
        ),
        rule(
            "par semestre",
            "per",
            "(par|/|chaque|tous les) semestre[s]",
            "(semestriel|semestrielle)[s]",
            value=Per(Decimal(6), PeriodUnit.MO),
            reads=("par semestre", "semestrielle"),
            must_not_read=("semestre",),
        ),
        rule(
            "trimestriel",
            "per",
            "(trimestriel|trimestrielle|trimestriels|trimestrielles)",
            value=Per(Decimal(3), PeriodUnit.MO),
            reads=("trimestrielle",),
            must_not_read=("trimestre",),
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
            "(/|chaque|q) {count} {timeunit}",
            to=_interval,
            reads=("/6h", "/ 8 h", "chaque 8 heures"),
            must_not_read=("6 heures", "/24h", "/2 à 10 h"),
        ),
        rule(
            "q2w",
            "interval",
            "q {count} w",
            to=lambda n: _interval(n, PeriodUnit.WK),
            reads=("q2w", "q4w"),
            must_not_read=("q2", "2w"),
        ),
        rule(
            "toutes les 24 heures",
            "interval",
            "(toutes|ttes|tte|toute|tous|ts|tts|tt|tout) les {count} {timeunit}",
            "(toutes|ttes) {count} (h|heures)",
            to=lambda n, u=PeriodUnit.H: Per(n.low, u, n.high) if n.low > 0 else None,
            reads=("toutes les 6 heures", "ttes les 6h", "tous les 2 jours", "toutes les 24 h"),
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
            to=cycle_of,
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
            "5/7 j",
            "cycle",
            "{number} (/|sur) 7 (j|jours|jour)",
            to=lambda on: cycle_of(on, PeriodUnit.D, Amount(Decimal(DAYS_A_WEEK))),
            reads=("5/7 j", "6 sur 7 jours"),
            must_not_read=("5/7", "1/2 j", "8/7 j"),
        ),
        rule(
            "5 jours par semaine",
            "cycle",
            "{number} (jours|j) [consecutifs|de suite|d'affilee|de traitement|de prise] "
            "(par|/) (semaine|sem)",
            to=lambda number: cycle_of(number, PeriodUnit.D, Amount(Decimal(7))),
            reads=("5 jours par semaine", "5 j/sem"),
            must_not_read=("5 jours", "8 jours par semaine"),
        ),
        rule(
            "jours pairs, jours impairs",
            "cycle",
            "[les|le|1 j|un j|tous les] (jours|jour|j) (pair|impair)[s]",
            value=Cycle(Decimal(15), Decimal(31), PeriodUnit.D),
            reads=("les jours pairs", "j impairs"),
            must_not_read=("les jours", "pairs"),
        ),
        rule(
            "10 jours par mois",
            "cycle",
            "{number} (jours|j) [consecutifs|de suite|d'affilee|de traitement|de ttt|de prise] "
            "(par|/|de chaque|chaque|tous les|"
            "dans le) (mois|cycle)",
            "[pendant|pdt] les {number} (premiers|derniers) (jours|j) (de chaque mois|du mois|"
            "par mois|de chaque cycle|du cycle|par cycle|des regles|des menstruations)",
            "[pendant|pdt] les (premiers|derniers) {number} (jours|j) (de chaque mois|du mois|"
            "de chaque cycle|du cycle|par mois|par cycle|des regles|des menstruations)",
            to=lambda number: cycle_of(number, PeriodUnit.D, DAYS_A_MONTH),
            reads=("14 jours par mois", "les 10 premiers jours de chaque mois"),
            must_not_read=("10 jours", "10 jours pendant 3 mois", "40 jours par mois"),
        ),
        rule(
            "du 5e au 25e jour du cycle",
            "cycle",
            "[pendant] du {ordinal} au {ordinal} (jour|j) (du cycle|de chaque cycle|du mois|"
            "de chaque mois|inclus du cycle)",
            "[pendant] du ({ordinal}|{number}) au {number} [jour] (du cycle|de chaque cycle|"
            "du mois|de chaque mois)",
            "de (j|jour) {number} a (j|jour) {number} (du cycle|de chaque cycle)",
            to=lambda first, last: cycle_of(
                Amount(last.low - first.low + 1), PeriodUnit.D, DAYS_A_MONTH
            ),
            reads=("du 5e au 25e jour du cycle", "de J5 à J25 de chaque cycle"),
            must_not_read=("du 5e au 25e jour", "du 25e au 5e jour du cycle"),
        ),
        rule(
            "un soir sur deux",
            "timed_cycle",
            "{number} {part_of_day} (sur|/) {number}",
            to=lambda on, part, of: _timed(cycle_of(on, PeriodUnit.D, of), part),
            reads=("un soir sur deux", "1 matin sur 3"),
            must_not_read=("le soir", "2 soirs sur 1"),
        ),
        rule(
            "3 soirs par semaine",
            "timed_cycle",
            "{number} {part_of_day} (par|/) (semaine|sem)",
            to=lambda on, part: _timed(_weekly(on), part),
            reads=("3 soirs par semaine", "2 matins/sem"),
            must_not_read=("3 soirs", "le soir 2 fois par semaine"),
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
