"""Les étapes : `puis`, `ensuite`, `→`, `J1 à J3 :`, `arrêt` (kinds `then`, `stop`, `stage`)."""

from extraction.grammar import Subject, rule
from extraction.meanings import ONE, Amount, Span
from prescription.dosage import PeriodUnit

D = PeriodUnit.D
FIRST = Amount(ONE)


def _day(number: Amount) -> Span | None:
    return Span(ONE, D) if number.low % 1 == 0 and number.high is None else None


def _days(first: Amount, last: Amount) -> Span | None:
    if first.low % 1 or last.low % 1 or first.high or last.high or not first.low < last.low:
        return None
    return Span(last.low - first.low + 1, D)


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
            "(j|jour|j.) {number}",
            "[le] {number} (er|ere|e|eme|nd|nde|ieme) (jour|j)",
            "[le] (premier|1 er) (jour|j)",
            to=lambda number=FIRST: number if number.low % 1 == 0 else None,
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
            "[a] (le|au|du|) {number} (er|ere) (jour|j) [:|=]",
            "[a] (le|au|) premier (jour|j) [:|=]",
            "(j|jour) {number} (:|=)",
            to=lambda number=FIRST: _day(number),
            reads=("le 1er jour", "J1 :", "le premier jour"),
            must_not_read=("J8", "1 jour"),
        ),
        rule(
            "de tel jour à tel jour",
            "stage",
            "[de|du] {day_number} (a|au|-|jusqu'a|jusqu'au) {day_number} [:|=]",
            "[de|du] (j|jours|jour) {number} (a|-|au) {number} [:|=]",
            "du {number} (er|e|eme) au {day_number} [:|=]",
            "du {number} au {number} (e|eme|er) (jour|j) [:|=]",
            to=_days,
            reads=("J1 à J3", "J2-J5 :", "de J1 à J7", "du 1er au 3ème jour"),
            must_not_read=("J1", "J3 à J1"),
        ),
        rule(
            "les premiers jours",
            "stage",
            "[pendant|pdt] les {number} (premiers|premieres|1 er|1 ers|1 ere|1 eres) {timeunit} "
            "[:]",
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
            "la première semaine",
            "stage",
            "[pendant|pdt] [la] (premiere|1 ere|1 re) semaine [:]",
            "[pendant|pdt] [la] (deuxieme|2 eme|2 e|seconde|troisieme|3 eme|3 e|quatrieme|4 eme|"
            "4 e) "
            "semaine [:]",
            "(semaine|sem|s) {number} (:|=)",
            to=lambda *_: Span(ONE, PeriodUnit.WK),
            reads=("la première semaine", "semaine 2 :", "2ème semaine"),
            must_not_read=("1 semaine", "semaine 2"),
        ),
        rule(
            "le premier mois",
            "stage",
            "[pendant|pdt] [le] (premier|1 er|deuxieme|2 eme|2 e|second|troisieme) mois [:]",
            to=lambda *_: Span(ONE, PeriodUnit.MO),
            reads=("le premier mois",),
            must_not_read=("1 mois",),
        ),
    ],
)
SUBJECTS = (SEQUENCES, STAGES)
