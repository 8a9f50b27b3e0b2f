"""La fréquence : `3 fois par jour`, `x3/j`, `en 3 prises`, `dose unique`.

Kinds: `rhythm` (Rhythm), `events` (Events), `daily` (Rhythm without the word fois), `divided`
(Rhythm), `once`, `single`.
"""

import re
from decimal import Decimal

from extraction.grammar.engine import Subject
from extraction.grammar.rule import Scan, rule, words
from extraction.rules.intervals import DAY
from extraction.rules.meanings import ONE, Amount, Events, Per, Rhythm
from prescription.dosage import PeriodUnit

MOST_TIMES = 99
MOST_WITHOUT_PERIOD = 12
"""`x 28` behind a posology is a number of tablets."""
MOST_OF_ONE = 6
"""`1 x 8` may be boxes, or days."""
MOST_BARE = 10
"""A larger number without a unit is no number of tablets."""


def _is_count(times: Amount) -> bool:
    numbers = (times.low, times.high or times.low)
    return all(n % 1 == 0 and 0 < n <= MOST_TIMES for n in numbers) and not times.doubtful


def _rhythm(times: Amount, per: Per | None = None) -> Rhythm | None:
    return Rhythm(times, per) if _is_count(times) else None


def _daily(times: Amount, per: Per) -> Rhythm | None:
    return Rhythm(times, per) if not times.doubtful else None


def _dose_times(
    dose: Amount, times: Amount, per: Per | None = None
) -> tuple[Rhythm, Amount] | None:
    """`1 x 4/j`: one, four times a day."""
    rhythm = _rhythm(times, per)
    return None if rhythm is None or dose.low <= 0 or dose.low > MOST_BARE else (rhythm, dose)


def _one_times(dose: Amount, times: Amount) -> tuple[Rhythm, Amount] | None:
    """`1 x 3`: one, three times; `2 x 3` may be three twice."""
    if dose.low > 1 or dose.high is not None or times.high is not None:
        return None
    many = 1 < times.low <= MOST_OF_ONE
    return _dose_times(dose, times) if many else None


def _within_a_day(times: Amount, hours: Amount, unit: PeriodUnit) -> Rhythm | None:
    day = unit is PeriodUnit.H and hours == Amount(Decimal(24))
    return _rhythm(times, DAY) if day else None


def _events(times: Amount, unit: str | None, per: Per | None = None) -> Events | None:
    return Events(times, unit, per) if _is_count(times) else None


def _divided(times: Amount, per: Per | None = None) -> Rhythm | None:
    return Rhythm(times, per) if _is_count(times) and times.low > 1 else None


def _loose(match: re.Match[str]) -> Amount | None:
    low, high = Decimal(match.group(1)), Decimal(match.group(2))
    return Amount(low, high) if low + 1 == high and low > 1 else None


DAILY = "quotidien|quotidienne|quotidiens|quotidiennes|quotidiennement|journalier|journaliere"
WEEKLY = "hebdomadaire|hebdomadaires|hebdomadairement|hebdo"
MONTHLY = "mensuel|mensuelle|mensuels|mensuellement"
WEEK, MONTH = Per(ONE, PeriodUnit.WK), Per(ONE, PeriodUnit.MO)


def _compound(first: str, words: str) -> str:
    """`biquotidien`, `bi-quotidien`, `bi quotidien` of `bi` and `quotidien`."""
    return "; ".join(f"{first}{word}; {first} [-] {word}" for word in words.split("|"))


TIMES = "(fois|x|f|fs|foi|foix|fos|fosi)"
PARTS = "(prise|fois|administration|injection|application|intake|fraction|dose|tetee)[s]"
LOOSE = Subject(
    "nombres à barre",
    [
        Scan(
            "deux ou trois, avec une barre",
            "loose",
            re.compile(r"(?<![\d/.,])([2-9]) ?/ ?([3-9])(?![\d/,.])"),
            _loose,
            numeric=True,
            reads=("2/3", "3/4"),
            must_not_read=("1/2", "2/5", "2/3/26"),
        ),
    ],
)
RHYTHMS = Subject(
    "fréquences",
    [
        rule(
            "n fois par jour",
            "rhythm",
            "{count} " + TIMES + " {per}",
            "x {count} [fois|x] {per}",
            "{count} fois le jour",
            "{count} (x|fois) (jour|jr)",
            "{count} (xj|fj|fsj)",
            "{count} " + TIMES + " a j",
            to=lambda times, per=DAY: _rhythm(times, per),
            reads=(
                "3 fois par jour",
                "x3/j",
                "3x/j",
                "2 à 3 fois par jour",
                "une fois par semaine",
                "3 x jour",
                "3xj",
            ),
            must_not_read=("3 fois", "3/j", "1,5 fois par jour", "3 x 5 jours"),
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
            "n fois (24 h)",
            "rhythm",
            "x {count} [fois] ‹ {number} {timeunit} ›",
            "x {count} [fois] {number} {timeunit}",
            "{count} fois ‹ {number} {timeunit} ›",
            to=_within_a_day,
            reads=("x 4 (24 h)", "x4 24h", "4 fois (24 h)"),
            must_not_read=("x 2 (12 h)", "4 x 24 h", "x 4 (48 h)"),
        ),
        rule(
            "n fois",
            "rhythm",
            "x {count} [fois]",
            "{count} " + TIMES,
            to=lambda times: _rhythm(times) if times.low <= MOST_WITHOUT_PERIOD else None,
            reads=("x3", "x 2", "3 fois"),
            must_not_read=("3", "x 0,5"),
        ),
        rule(
            "x 1 comprimé",
            "dose",
            # A dash may come back as a star; of `x 2 cp` nobody can tell the dose from how often.
            "x {count} {unit}",
            to=lambda n, unit: n.of(unit) if n.low == 1 and n.high is None else None,
            reads=("x 1 comprimé", "* 1 gélule"),
            must_not_read=("x 2 cp", "x 1", "x 1/j"),
        ),
        rule(
            "1 x 4 par jour",
            "times_dose",
            "{count} x {count} {per}",
            "{count} x {count} fois {per}",
            to=_dose_times,
            reads=("1 x 4/j", "1 x 3 par jour", "1/2 x 2/j"),
            must_not_read=("1 x 4", "x 4/j", "3 x 1 g/j"),
        ),
        rule(
            "1 x 3",
            "times_dose",
            "{count} x {count}",
            to=_one_times,
            reads=("1 x 3", "1x2", "1/2 x 3"),
            must_not_read=("2 x 3", "1 x 8", "3 x 1"),
        ),
        words(
            "fréquence en latin",
            "rhythm",
            {
                Rhythm(Amount(ONE), DAY): "qd; q d; q . d [.]",
                Rhythm(Amount(Decimal(2)), DAY): "bid; b i d; b . i . d [.]",
                Rhythm(Amount(Decimal(3)), DAY): "tid; t i d; t . i . d [.]; tds",
                Rhythm(Amount(Decimal(4)), DAY): "qid; q i d; q . i . d [.]; qds",
            },
            ("bid", "t.i.d.", "qid"),
            ("bi", "q 6 h"),
        ),
        words(
            "biquotidien, bihebdomadaire",
            "rhythm",
            {
                Rhythm(Amount(ONE), DAY): _compound("mono", DAILY),
                Rhythm(Amount(Decimal(2)), DAY): _compound("bi", DAILY),
                Rhythm(Amount(Decimal(3)), DAY): _compound("tri", DAILY),
                Rhythm(Amount(Decimal(4)), DAY): _compound("quadri", DAILY),
                Rhythm(Amount(Decimal(2)), WEEK): _compound("bi", WEEKLY),
                Rhythm(Amount(Decimal(3)), WEEK): _compound("tri", WEEKLY),
                Rhythm(Amount(Decimal(2)), MONTH): _compound("bi", MONTHLY),
            },
            ("biquotidien", "bi-quotidienne", "trihebdomadaire", "bimensuel"),
            ("quotidien", "bimestriel"),
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
            to=lambda per, times: _rhythm(times, per) if per == DAY else None,
            reads=("par jour 3 fois",),
            must_not_read=("par jour 3", "par mois 3 fois"),
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
            "(application|pulverisation|instillation|perfusion|bolus) unique",
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
            "unique",
            "d'emblee",
            "tout de suite",
            value=True,
            reads=("dose unique", "une seule fois", "d'emblée", "tout de suite", "unique"),
            must_not_read=("dose", "une fois"),
        ),
    ],
)

SUBJECTS = (LOOSE, RHYTHMS)
