"""Les conditions : `si besoin`, `en cas de douleur` (kinds `as_needed`, `condition`, `vague`)."""

import re
from decimal import Decimal

from extraction.grammar.engine import Subject
from extraction.grammar.rule import Phrase, Scan, rule, words

STOPS = frozenset(
    [
        "border",
        "dose",
        "quantity",
        "duration",
        "longest_duration",
        "maximum",
        "rhythm",
        "events",
        "interval",
        "daily",
        "moments",
        "clock",
        "days",
        "cycle",
        "timed_cycle",
        "slots",
        "repeats",
        "again",
        "substitution",
        "supply",
        "supply_span",
        "then",
        "together",
        "stop",
        "note_open",
        "removal_open",
        "as_needed",
        "condition_open",
        "vague_open",
        "divided",
        "per",
        "route",
        "stage",
        "month_day",
        "pause",
    ]
)
LINKS = frozenset({"et", "ou", "de", "le", "la", "les", "des", "a", "en"})
LENGTHS = frozenset({("duration", "pendant"), ("duration", "durée annoncée")})
"""A row of a table that tells a length in so many words goes on with no instruction above it."""
ABOVE = (
    "(>|>=|> =|<|<=|≥|≤|=|sup a|superieur a|superieure a|superieures a|superieurs a|au dela de|"
    "au dessus de|inferieur a|inferieure a|en dessous de|plus de|moins de|au moins|sup|inf|inf a|"
    "depasse|atteint|a plus de)"
)
CONCENTRATION = "(g / l|mmol / l|mg / dl|mg / l)"
"""Units of what is measured in blood: no dose is written in them."""
MEASURED = (
    "(glycemie|glycemies|dextro|dextros|gaj|hgt|inr|pas|ta|tas|tension|pouls|fc|spo2|sat o2|"
    "saturation)"
)
MOST_APART = 3
"""Of blood pressures, the first is less than three times the second."""


def _pressure(match: re.Match[str]) -> bool | None:
    """`si TA > 16/9`; `si T > 38,5 /6h` says how often."""
    systolic, diastolic = (Decimal(part.replace(",", ".")) for part in match.groups())
    return True if diastolic < systolic < MOST_APART * diastolic else None


PRESSURES = Subject(
    "tensions",
    [
        Scan(
            "tension",
            "pressure",
            re.compile(
                r"(?<![\d.,/])(\d{1,3}(?:[.,]\d)?) ?/ ?(\d{1,3}(?:[.,]\d)?)"
                r"(?![\d.,]*\d)(?! ?(?:h|heures?|j|jours?|sem|semaines?|mois|prises?|an)\b)"
            ),
            _pressure,
            needs=frozenset("/"),
            numeric=True,
            reads=("16/9", "140/90", "13,5 / 8"),
            must_not_read=("10/6h", "38,5/6", "9/16"),
        ),
    ],
)
OPENINGS = Subject(
    "ouvertures de conditions",
    [
        rule(
            "si besoin",
            "as_needed",
            "(si|en cas de|s il y a|au|selon|selon le|selon les|suivant|suivant les|en fonction du|"
            "en fonction des) (besoin|besoins|bes|bsn|besion|nec|necessaire|necessite)",
            "si [c'est] necessaire",
            "(sb|prn|s b)",
            "a la demande",
            "si utile",
            value=True,
            reads=("si besoin", "SB", "en cas de besoin", "à la demande", "si nécessaire"),
            must_not_read=("si douleur", "besoin"),
        ),
        rule(
            "ouverture d'une condition",
            "condition_open",
            "(si|ssi|si et seulement si|"
            "en cas de|en cas d'|s'il|lors d'|lors des|lors de|des que|des la|s'il y a|quand|"
            "en presence de|lorsque|des l'apparition de|des les premiers|des les premieres|"
            "des le debut de|des le debut d'|au debut de la crise|des les premiers signes de|"
            "a la premiere|lors d'une|lors d'un|au moment de la crise|"
            "en cas|a l'occasion de|devant)",
            value=True,
            reads=("si", "en cas de"),
            must_not_read=("cas",),
        ),
        words(
            "mot qui arrête une phrase",
            "border",
            {
                True: "max; maxi; maximum; minimum; pas plus de; au plus; puis; ensuite; pendant; "
                "pdt; durant; sans depasser; ne pas depasser; ne; jusqu'a; toutes les; ttes les; "
                "tous les; "
                "a raison de; mais; sauf; prendre; a prendre; mettre; donner; soit; faire; "
                "appeler; consulter; venir; contacter; revenir; prevenir; appliquer; inhaler; "
                "instiller; injecter; pulveriser; inspirer; introduire; "
                "qsp; ar; nr; ns; duree; renouvelable; ttt; traitement; boites; boite; "
                "qte; quantite; posologie; non substituable; voie; dans la limite; "
                "a concurrence de; jamais plus de; limite a; limitee a; limites a; limitees a; "
                "limiter a; a limiter a; en se limitant a"
            },
            ("max", "puis"),
            ("douleur",),
        ),
        rule(
            "depuis",
            "since",
            "(depuis|il y a)",
            value=True,
            reads=("depuis",),
            must_not_read=("puis",),
        ),
        rule(
            "seuil",
            "threshold",
            "[°] "
            + ABOVE
            + " [a] {number} [°|° c|c|degres|°c|mm hg|mmhg|cm hg|g / l|g / dl|mmol / l|mg / dl|"
            "/ 10|sur 10|/ min|bpm|bat / min|kg|g|%] [en {span}]",
            "{number} (kg|kilo|kilos|g) en {span}",
            "[°] " + ABOVE + " [a] {number} ° {number} [c]",
            "{number} (sa|semaines d'amenorrhee)",
            ABOVE
            + " {number} (selles|episodes|crises|vomissements|mictions|heures|h|jours|j|min|mn|"
            "minutes) [{per}]",
            f"(selles|episodes|crises|vomissements|mictions|reveils) {ABOVE} {{number}} {{per}}",
            ABOVE + " [a] {number} (kg|kilo|kilos) {per}",
            ABOVE + " {span}",
            "[entre|de] {number} (et|a) {number} " + CONCENTRATION,
            MEASURED + " (entre|de) {number} (et|a) {number} [g]",
            "(depuis|au bout de|apres|dans|d'ici|a partir de) [les|plus de|au moins] {span}",
            "(a|de) {number} (°|degres|° c)",
            value=True,
            reads=(
                "> 38,5",
                "supérieure à 38,5 °C",
                ">= 4",
                "plus de 3 selles par jour",
                "depuis 2 jours",
                "entre 1,50 et 2 g/l",
                "glycémie de 1,5 à 2",
                "> 2 kg en 48 h",
                "2 kg en 3 jours",
                "> 2 kg par semaine",
                "selles > 3/j",
            ),
            must_not_read=("38,5", "> ", "2 kg", "en 48 h", "de 1 à 2 g", "douleur de 1 à 2"),
        ),
        rule(
            "tension au-dessus d'un seuil",
            "threshold",
            "[°] " + ABOVE + " [a] {pressure} [mm hg|mmhg|cm hg]",
            value=True,
            reads=("> 16/9", "≥ 140/90"),
            must_not_read=("> 38,5 /6", "> 10 /6h", "16/9"),
        ),
        rule(
            "trouble qui porte le nom d'un moment",
            "threshold",
            "[trop] (reveil|reveils) (nocturne|nocturnes|precoce|precoces|matinal|matinaux|anxieux|"
            "angoisse|difficile|difficiles|en sursaut)",
            value=True,
            reads=("réveil nocturne", "réveils précoces"),
            must_not_read=("réveil", "au réveil"),
        ),
    ],
)
CONDITIONS = Subject(
    "conditions",
    [
        rule(
            "palier d'une mesure du sang",
            "condition",
            "[entre|de] {number} (et|a) {number} " + CONCENTRATION,
            f"{ABOVE} [a] {{number}} {CONCENTRATION}",
            "(sup|inf) a {number}",
            value=True,
            reads=("de 2 à 2,50 g/l", "> 2,50 g/l", "1 à 1,5 g/L", "sup à 2,5"),
            must_not_read=("2,50 g/l", "de 1 à 2 g", "> 2 g", "1 sup à 8 h"),
        ),
        Phrase(
            "si, en cas de",
            "condition",
            "condition_open",
            STOPS,
            passes=("threshold",),
            passes_after=("per",),
            never_last=LINKS,
            must_go_on=True,
            reads=(
                "si douleur",
                "en cas de fièvre > 38,5",
                "si nausées ou vomissements",
                "si réveil nocturne",
                "si plus de 2 verres par jour",
                "si diurèse < 500 ml/24 h",
            ),
            must_not_read=(
                "si",
                "si douleur par jour",
                "si douleur pendant 5 jours",
                "si douleur, max 3/j",
            ),
        ),
    ],
)
