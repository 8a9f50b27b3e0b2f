"""La fréquence : `3 fois par jour`, `x3/j`, `en 3 prises`, `/6h`, `1 j sur 2`.

Kinds: `per` (Per), `rhythm` (Rhythm), `events` (Events), `daily` (Rhythm without the word fois),
`divided` (Amount), `once`, `single`, `interval` (Per), `cycle` (Cycle).
"""

import re
from decimal import Decimal

from extraction.grammar import Scan, Subject, rule
from extraction.meanings import ONE, Amount, Cycle, Events, Per, Rhythm
from prescription.dosage import PeriodUnit

DAY = Per(ONE, PeriodUnit.D)
MOST_TIMES = 99


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


def _is_count(times: Amount) -> bool:
    numbers = (times.low, times.high or times.low)
    return all(n % 1 == 0 and 0 < n <= MOST_TIMES for n in numbers) and not times.doubtful


def _rhythm(times: Amount, per: Per | None = None) -> Rhythm | None:
    return Rhythm(times, per) if _is_count(times) else None


def _daily(times: Amount, per: Per) -> Rhythm | None:
    return Rhythm(times, per) if not times.doubtful else None


def _events(times: Amount, unit: str | None, per: Per | None = None) -> Events | None:
    return Events(times, unit, per) if _is_count(times) else None


def _divided(times: Amount, per: Per | None = None) -> Rhythm | None:
    return Rhythm(times, per) if _is_count(times) and times.low > 1 else None


def _cycle(
    on: Amount, unit: PeriodUnit, of: Amount, again: PeriodUnit | None = None
) -> Cycle | None:
    if on.high or of.high or on.low % 1 or of.low % 1 or not 0 < on.low < of.low:
        return None
    if again is not None and again is not unit:
        return None
    return Cycle(on.low, of.low, unit)


def _loose(match: re.Match[str]) -> Amount | None:
    low, high = Decimal(match.group(1)), Decimal(match.group(2))
    return Amount(low, high) if low + 1 == high and low > 1 else None


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
        Scan(
            "deux ou trois, avec une barre",
            "loose",
            re.compile(r"(?<![\d/.,])([2-9]) ?/ ?([3-9])(?![\d/,.])"),
            _loose,
            reads=("2/3", "3/4"),
            must_not_read=("1/2", "2/5", "2/3/26"),
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

TIMES = "(fois|x|f|fs|foi|foix|fos|fosi)"
PARTS = "(prise|fois|administration|injection|application|intake|fraction|dose|tetee)[s]"
RHYTHMS = Subject(
    "fréquences",
    [
        rule(
            "n fois par jour",
            "rhythm",
            "{count} " + TIMES + " {per}",
            "x {count} [fois|x] {per}",
            "{count} fois le jour",
            "{count} " + TIMES + " a j",
            to=lambda times, per=DAY: _rhythm(times, per),
            reads=(
                "3 fois par jour",
                "x3/j",
                "3x/j",
                "2 à 3 fois par jour",
                "une fois par semaine",
            ),
            must_not_read=("3 fois", "3/j", "1,5 fois par jour"),
        ),
        rule(
            "2/3 fois par jour",
            "rhythm",
            "{loose} " + TIMES + " {per}",
            to=_rhythm,
            reads=("2/3 fois par jour",),
            must_not_read=("1/2 fois par jour",),
        ),
        rule(
            "n fois toutes les…",
            "rhythm",
            "{count} " + TIMES + " {interval}",
            to=_rhythm,
            reads=("1 fois tous les 3 jours",),
            must_not_read=("tous les 3 jours",),
        ),
        rule(
            "n fois",
            "rhythm",
            "x {count} [fois]",
            "{count} " + TIMES,
            to=_rhythm,
            reads=("x3", "x 2", "3 fois"),
            must_not_read=("3", "x 0,5"),
        ),
        rule(
            "n par jour",
            "daily",
            "{count} {per}",
            to=_daily,
            reads=("3/j", "2 par jour", "1 par semaine", "1/2 par jour"),
            must_not_read=("3 fois par jour", "3"),
        ),
        rule(
            "n prises par jour",
            "events",
            "{count} (prise|prises|pr) [{per}]",
            "{count} (prise|prises) {interval}",
            to=lambda n, per=None: _events(n, None, per),
            reads=("3 prises par jour", "1 prise/j", "3 prises"),
            must_not_read=("3 fois par jour",),
        ),
        rule(
            "n applications par jour",
            "events",
            "{count} {event} {per}",
            to=_events,
            reads=("3 applications par jour", "2 injections par semaine"),
            must_not_read=("2 comprimés par jour", "2 applications"),
        ),
        rule(
            "par jour n applications",
            "events",
            "{per} [:] {count} {event}",
            to=lambda per, times, unit: _events(times, unit, per),
            reads=("par jour 2 applications",),
            must_not_read=("par jour 2 comprimés",),
        ),
        rule(
            "par jour n fois",
            "rhythm",
            "{per} [:] {count} (fois|prises)",
            to=lambda per, times: _rhythm(times, per),
            reads=("par jour 3 fois",),
            must_not_read=("par jour 3",),
        ),
        rule(
            "en n prises",
            "divided",
            "[a repartir|repartis|reparties|divisee|a diviser|divises|repartie|reparti|divise] "
            "(en|sur) {count} " + PARTS + " [egales] [{per}]",
            to=_divided,
            reads=("en 3 prises", "en 3 fois par jour", "répartis en 2 prises", "en 3 à 4 prises"),
            must_not_read=("3 prises", "en 1 prise"),
        ),
        rule(
            "en une prise",
            "once",
            "en (une|1) [seule] (prise|fois|injection|administration) [unique]",
            "[en|une|1] (prise|administration|injection) unique",
            "(une|1) seule prise",
            value=True,
            reads=("en une prise", "prise unique", "en prise unique", "en une seule fois"),
            must_not_read=("en 2 prises", "une prise"),
        ),
        rule(
            "dose unique",
            "single",
            "[en] [une] dose unique",
            "[en] traitement unique",
            "(une|1) seule (fois|dose|injection)",
            "traitement minute",
            "(une|1) (fois|dose) unique",
            value=True,
            reads=("dose unique", "une seule fois"),
            must_not_read=("dose", "une fois"),
        ),
    ],
)

SUBJECTS = (PERIODS, INTERVALS, RHYTHMS)
