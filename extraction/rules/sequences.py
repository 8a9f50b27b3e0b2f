"""Les étapes : `puis`, `ensuite`, `→`, `J1 à J3 :`, `arrêt` (kinds `then`, `stop`, `stage`)."""

from decimal import Decimal

from extraction.grammar.engine import Subject
from extraction.grammar.rule import Chain, rule
from extraction.rules.meanings import ONE, Amount, Per, Rhythm, Span
from prescription.dosage import PeriodUnit

D = PeriodUnit.D
OF_CURES = "jours de chaque cure"
FROM_DAY_TO_DAY = "de tel jour à tel jour"
DAYS_IN_A_ROW = "jours numérotés de suite"
ON_THESE_DAYS = "à ces jours"
DAY_RANGES = frozenset({FROM_DAY_TO_DAY, DAYS_IN_A_ROW, ON_THESE_DAYS})
ANNOUNCED_DAY = "jour annoncé"
FORTNIGHT = Decimal(14)
"""Cures come back after so many days at the soonest."""


def _day(number: Amount) -> Span | None:
    return Span(ONE, D) if number.low % 1 == 0 and number.high is None else None


def days_between(first: Amount, last: Amount) -> Span | None:
    if first.low % 1 or last.low % 1 or first.high or last.high or not first.low < last.low:
        return None
    return Span(last.low - first.low + 1, D)


def _in_a_row(numbers: list[Amount]) -> Span | None:
    days = [int(number.low) for number in numbers]
    return Span(Decimal(len(days)), D) if days == list(range(days[0], days[-1] + 1)) else None


def _days_of_cures(days: Span, every: Per | Span | None = None) -> Span | None:
    """The days, where they come back after weeks or a fortnight of days.

    `le 1er jour chaque mois` is a rhythm.
    """
    if not isinstance(every, Per):
        return days
    apart = every.unit in (PeriodUnit.WK, PeriodUnit.MO) or every.period >= FORTNIGHT
    return days if apart and every.unit is not PeriodUnit.H and days.low > ONE else None


def _first(number: Amount, unit: PeriodUnit) -> Span | None:
    return None if number.low % 1 or number.high else Span(number.low, unit)


SEQUENCES = Subject(
    "étapes",
    [
        rule(
            "puis",
            "then",
            "[et] (puis|ensuite|puis ensuite|par la suite) [(relais par|passer a|diminuer a|"
            "augmenter a|reduire a|baisser a|descendre a|monter a|on passe a|continuer|poursuivre|"
            "revenir a|reprendre a|repasser a|retour a|remonter a|redescendre a|"
            "continuer a|poursuivre par|poursuivre a|relai par|en relais|traitement d'entretien|"
            "entretien)] [:]",
            "(suivi|suivie|suivis) (de|d'|par)",
            "relais (par|avec)",
            "(→|- >|= >|>>|> >|- - >|=>|->)",
            "(augmenter|passer|diminuer|reduire) (a|jusqu'a)",
            value=True,
            reads=("puis", "ensuite", "puis passer à", "→", "->", "suivi de"),
            must_not_read=("augmenter de", "et"),
        ),
        rule(
            "en même temps",
            "together",
            "[et] (en meme temps|simultanement|en parallele|associe a|en association avec)",
            value=True,
            reads=("en même temps",),
            must_not_read=("même",),
        ),
        rule(
            "puis arrêt",
            "stop",
            "[,] [et] (puis|et|→|ensuite|- >|,|jusqu'a) (arret|stop|arreter|on arrete|stopper|fin) "
            "[complet|definitif|du traitement|le traitement|de traitement]",
            value=True,
            reads=("puis arrêt", "puis stop", "et arrêt du traitement"),
            must_not_read=("arrêt", "puis"),
        ),
        rule(
            "numéro de jour",
            "day_number",
            "(j|jour) {number}",
            "[le] {ordinal} (jour|j)",
            to=lambda number: number if number.low % 1 == 0 and number.high is None else None,
            reads=("J1", "le 1er jour", "le 2ème jour", "le premier jour"),
            must_not_read=("1 jour", "jour"),
        ),
    ],
)
STAGES = Subject(
    "jours numérotés",
    [
        rule(
            "le premier jour",
            "stage",
            "[a] [le|au|du] {ordinal} (jour|j) [:|=]",
            to=lambda number: _day(number) if number.low == 1 else None,
            reads=("le 1er jour", "le premier jour"),
            must_not_read=("J8", "1 jour", "le 5ème jour"),
        ),
        rule(
            ANNOUNCED_DAY,
            "stage",
            "(j|jour) {number} (:|=)",
            to=_day,
            reads=("J1 :", "jour 2 :"),
            must_not_read=("J1", "1 jour"),
        ),
        rule(
            "à partir de tel jour",
            "then",
            "[a] partir (de|du) {day_number} [:]",
            "des {day_number} [:]",
            "[a|au] {day_number} et [les] [jours] (suivants|suivant|+|plus|apres) [:]",
            reads=("à partir de J7 :", "dès J4", "à partir du 3ème jour", "J3 et suivants :"),
            must_not_read=("J7", "à partir de"),
        ),
        rule(
            "tel jour",
            "numbered_day",
            "[a|au] (j|jour) {number}",
            "le {ordinal} (jour|j)",
            to=lambda n: n if n.low % 1 == 0 and n.high is None else None,
            reads=("J1", "à J2", "jour 3"),
            must_not_read=("J1 J8", "1 jour"),
        ),
        Chain(
            DAYS_IN_A_ROW,
            "stage",
            "day_number",
            ("", ",", "et", ", et", "et le", "/", "-", "+", ", a", "et a"),
            _in_a_row,
            at_least=2,
            reads=("J2 et J3", "J2, J3 et J4", "J1 J2 J3"),
            must_not_read=("J1", "J1, J8 et J15"),
        ),
        rule(
            "deux jours de suite",
            "stage",
            "[le|les] {ordinal} (et|,|-) [le] {ordinal} (jour|j)[s]",
            to=lambda one, other: _in_a_row([one, other]),
            reads=("le 2ème et 3ème jour", "les 2e et 3e jours"),
            must_not_read=("le 2ème jour", "le 2ème et 4ème jour"),
        ),
        rule(
            FROM_DAY_TO_DAY,
            "stage",
            "[de|du] {day_number} (a|au|-|jusqu'a|jusqu'au) {day_number} [:|=]",
            "[de|du] (j|jours|jour) {number} (a|-|au) {number} [:|=]",
            "du {ordinal} au {day_number} [:|=]",
            "du {number} au {day_number} [:|=]",
            to=days_between,
            reads=("J1 à J3", "J2-J5 :", "de J1 à J7", "du 1er au 3ème jour"),
            must_not_read=("J1", "J3 à J1"),
        ),
        rule(
            "les premiers jours",
            "stage",
            "[pendant|pdt] les {number} (premiers|premieres) {timeunit} [:]",
            "[pendant|pdt] les {number} {timeunit} (suivants|suivantes|suivant) [:]",
            "[pendant|pdt] les (premiers|premieres) {number} {timeunit} [:]",
            to=_first,
            reads=(
                "les 3 premiers jours",
                "les 4 jours suivants",
                "pendant les 2 premières semaines",
            ),
            must_not_read=("les 3 jours", "3 jours"),
        ),
        rule(
            "la première semaine, le deuxième mois",
            "stage",
            "[pendant|pdt] [la|le] {ordinal} {timeunit} [:]",
            to=lambda _, unit: Span(ONE, unit) if unit in (PeriodUnit.WK, PeriodUnit.MO) else None,
            reads=("la première semaine", "2ème semaine", "le premier mois"),
            must_not_read=("1 semaine", "le 2ème jour"),
        ),
        rule(
            "à tel mois",
            "note",
            "(au|vers le|a partir du|des le|au cours du|au debut du) {ordinal} mois "
            "[de (grossesse|la grossesse)]",
            value=True,
            reads=("au 6ème mois de grossesse", "à partir du 4e mois"),
            must_not_read=("le premier mois", "6 mois"),
        ),
        rule(
            "jour du mois",
            "month_day",
            "le {ordinal} [jour] (de chaque|du|de tous les) mois",
            "le {number} (de chaque|du) mois",
            "les {number} (de chaque|du) mois",
            to=lambda _: Rhythm(Amount(ONE), Per(ONE, PeriodUnit.MO)),
            reads=("le 1er jour de chaque mois", "le 15 du mois", "le premier du mois"),
            must_not_read=("le 15", "1 fois par mois"),
        ),
        rule(
            "deux jours du mois",
            "month_day",
            "le {ordinal} et [le] {number} (de chaque|du) mois",
            "le {number} et [le] {number} (de chaque|du) mois",
            to=lambda *_: Rhythm(Amount(Decimal(2)), Per(ONE, PeriodUnit.MO)),
            reads=("le 1er et le 15 du mois",),
            must_not_read=("le 15 du mois",),
        ),
        rule(
            "pause",
            "pause",
            "[,] [puis|et|suivi de|suivis de] {span} (d'arret|de pause|d'interruption|de fenetre|"
            "sans (patch|anneau|comprime|cp|pilule|traitement|rien|prise)|"
            "sans|de repos|de wash out) [[,] (puis|et) (reprendre|recommencer|reprise)]",
            "[,] [puis|et] (arret|pause|interruption|fenetre) [de|d'|pendant|pdt] {span} [,] "
            "[puis|et] (reprendre|recommencer|reprise) [un nouveau cycle]",
            value=True,
            reads=("puis 7 jours d'arrêt", "7 jours de pause"),
            must_not_read=("7 jours",),
        ),
    ],
)
ANNOUNCED = Subject(
    "jours annoncés",
    [
        rule(
            ON_THESE_DAYS,
            "stage",
            "(a|au|aux|les) {stage}",
            to=lambda span: span if span.unit is D else None,
            reads=("à J1, J2 et J3", "à J2 et J3"),
            must_not_read=("à J1",),
        ),
    ],
)
OF_EVERY_CURE = Subject(
    "jours de chaque cure",
    [
        rule(
            OF_CURES,
            "stage",
            "{stage} [de|d'|par|a|au|lors de|apres|pour|suivant] [chaque|la|le|l'|toutes les|tous "
            "les] (cure|cycle|chimio|chimiotherapie)[s] [de] [chimio|chimiotherapie|{span}]",
            "{stage} {interval}",
            to=_days_of_cures,
            reads=(
                "J1, J2, J3 de chaque cure",
                "J1 à J5 tous les 28 jours",
                "J2 et J3 après chaque chimio",
            ),
            must_not_read=("J1 à J5", "J1 à J3 toutes les 8 heures", "à J1"),
        ),
    ],
)

SUBJECTS = (SEQUENCES, STAGES)
CURES = (ANNOUNCED, OF_EVERY_CURE)
