"""Quantité, renouvellement.

Kinds: `supply`, `supply_span` (Quantity), `repeats` (int), `again`.
"""

import re
from decimal import Decimal

from extraction.grammar.engine import Subject
from extraction.grammar.rule import Scan, rule
from extraction.rules.meanings import Amount, Span
from prescription.dosage import PeriodUnit, Quantity

BOX = "(boite|bte|bt|bts|boites|btes|conditionnement|conditionnements|cdt|paquet|paquets|pack|"
BOX += "packs|etui|etuis|op)"
COUNT_OF = (
    "(qte|quantite|qtte|qt|nb|nbre|nombre|a delivrer|delivrer|op|nombre de boites|nb de boites|"
)
COUNT_OF += "nbre de boites|quantite a delivrer|nb boites|dispenser|quantite totale)"
QSP = "(qsp|q s p|quantite suffisante pour|qs|qs pour|qs p|quantite suffisante)"
AGAIN = "(ar|a r|oar|o a r|a renouveler|renouvelable|a renouveller|ren|renouv|renouveler|"
AGAIN += "a renouv|renouvelables|renouvellement|renouvellements|renouvellement autorise|renew|"
AGAIN += "a renouvele)"
ORDERED = "(ordonnance|prescription|traitement|ttt)"
PERSISTS = (
    "(si persistance|si echec|en cas de persistance|en cas d'echec|si les symptomes persistent|"
    "si recidive|en cas de recidive|si persiste) [des (symptomes|signes|douleurs)]"
)
NEVER = "(nr|n r|a ne pas renouveler|non renouvelable|ne pas renouveler|sans renouvellement|"
NEVER += "(nombre|nb|nbre) [de] (renouvellement|renouvellements) [:] (0|aucun)|"
NEVER += "renouvelable : non|"
NEVER += "(renouvellement|renouvellements|a renouveler|renouv|renouvelable) : (non|0|aucun)|"
NEVER += "non renouvelables|non a renouveler|pas de renouvellement|ne peut etre renouvele)"
BARE_NUMBER = "nombre à délivrer, ou de jours"
MOST_REPEATS = 24
MOST_TAKEN = 12
"""At once: a larger number is to be handed out."""
FEW_AT_ONCE = frozenset({"patch", "suppositoire", "ovule", "ampoule", "injection", "stylo"})
"""Of these nobody takes five at once."""


def _boxes(number: Amount, unit: str = "boîte") -> Quantity | None:
    return None if number.high or number.low % 1 or number.low <= 0 else Quantity(number.low, unit)


def _bare(number: Amount) -> Quantity | None:
    return None if number.high or number.low % 1 or number.low <= 0 else Quantity(number.low)


def _dose(dose: Amount) -> Quantity | None:
    return None if dose.high or dose.low % 1 or dose.doubtful else dose.quantity


def _many(number: Amount, unit: str | None = None) -> Quantity | None:
    """More than a number of intakes."""
    found = _bare(number)
    return None if found is None or found.value <= MOST_TAKEN else Quantity(found.value, unit)


def _large(dose: Amount) -> Quantity | None:
    """More than anybody takes at once."""
    most = 5 if dose.unit in FEW_AT_ONCE else MOST_TAKEN
    return _dose(dose) if dose.low >= most and dose.unit != "goutte" else None


def _span(span: Span) -> Quantity | None:
    return None if span.high is not None else Quantity(span.low, span.unit.value)


def _repeats(number: Amount) -> int | None:
    if number.high or number.low % 1 or not 0 < number.low <= MOST_REPEATS:
        return None
    return int(number.low)


SUPPLY = Subject(
    "quantité à délivrer",
    [
        rule(
            "nombre de boîtes",
            "supply",
            "[" + COUNT_OF + "] [:|=] {number} " + BOX + " [de {number} [{unit}]]",
            QSP + " {number} " + BOX + " [de {number} [{unit}]]",
            to=lambda number, *_: _boxes(number),
            reads=("2 boîtes", "1 bte", "Qté : 2 boîtes", "1 boîte de 30"),
            must_not_read=("2", "boîte"),
        ),
        Scan(
            "nombre de b",
            "supply",
            # Behind `à`, or behind another hour, `19b` is a misread `19h`.
            re.compile(
                r"(?<![\d.,/])(?<!\ba )(?<!vers )(?<!h et )(?<!h, )(?<!h,)(?<!h-)(?<!h - )(?<!h/)"
                r"(?:(?:qte|quantite|qt|op|nb|qsp) ?[:=]? ?)?(1[0-2]|[1-9]) ?b\b(?: de \d{1,3})?"
            ),
            lambda match: Quantity(Decimal(match[1]), "boîte"),
            reads=("2b", "3 b", "Qté : 2 b", "1 b de 30"),
            must_not_read=("19b", "à 8b", "8h et 12b", "b"),
        ),
        rule(
            "nombre de plaquettes",
            "supply",
            "[" + COUNT_OF + "] [:|=] {number} plaquette[s] [de {number} [{unit}]]",
            QSP + " {number} plaquette[s]",
            to=lambda number, *_: _boxes(number, "plaquette"),
            reads=("3 plaquettes", "qsp 3 plaquettes"),
            must_not_read=("plaquettes", "3 boîtes"),
        ),
        rule(
            "tubes et leur contenance",
            "supply",
            "{number} (tube|pot)[s] [de|a] {quantity}",
            to=lambda number, _: _boxes(number, "tube"),
            reads=("2 tubes 250 g", "1 tube de 30 g"),
            must_not_read=("2 tubes", "250 g"),
        ),
        rule(
            "quantité annoncée",
            "supply",
            COUNT_OF + " [:|=] {number}",
            to=_bare,
            reads=("Qté : 2", "quantité 3", "OP 1"),
            must_not_read=("2", "Qté"),
        ),
        rule(
            "quantité annoncée en unités",
            "supply",
            COUNT_OF + " [:|=] {dose}",
            QSP + " {dose}",
            "(soit|dispenser) {dose} au total",
            to=_dose,
            reads=("Qté : 2 tubes", "qsp 1 flacon", "délivrer 14 comprimés"),
            must_not_read=("2 tubes",),
        ),
        rule(
            "nombre à délivrer",
            "supply",
            "x {number} {unit}",
            to=_many,
            reads=("x 56 comprimés",),
            must_not_read=("x 3", "x 12", "x28"),
        ),
        rule(
            BARE_NUMBER,
            "supply",
            "x {number}",
            to=_many,
            reads=("x28",),
            must_not_read=("x 3", "x 12"),
        ),
        rule(
            "x tant d'unités",
            "supply",
            "x {dose}",
            to=lambda dose: _dose(dose) if dose.low > 1 else None,
            reads=("x 4 ampoules", "x 2 tubes"),
            must_not_read=("x 4", "4 ampoules", "x 1 cp"),
        ),
        rule(
            "total en unités",
            "supply",
            "(soit|soit un total de|total|total de|soit au total) [:] {dose}",
            to=_large,
            reads=("soit cinquante-six comprimés", "total : 28 gélules", "soit dix patchs"),
            must_not_read=("soit 2 comprimés", "28 gélules"),
        ),
        rule(
            "quantité suffisante pour",
            "supply_span",
            QSP + " [pour] [:] {span}",
            "quantite pour {span}",
            QSP + " {number} m",
            "(ordonnance|prescription|delivrance|a delivrer) (pour|de) {span}",
            to=lambda v: _span(v if isinstance(v, Span) else Span(v.low, PeriodUnit.MO)),
            reads=("QSP 3 mois", "qsp 28 jours", "quantité suffisante pour 1 mois"),
            must_not_read=("3 mois", "QSP"),
        ),
    ],
)
RENEWALS = Subject(
    "renouvellement",
    [
        rule(
            "à renouveler n fois",
            "repeats",
            AGAIN + " [:|x|=] {number} [fois|x|f|foix|foi|fos|fosi|fios|fiis]",
            AGAIN + " [:|x|=] {number} (fois|x) (par|/|dans l') (an|annee)",
            AGAIN + " x {number} [fois]",
            "{number} (renouvellement|renouvellements|renouv)",
            AGAIN + " [le|ce|cette|l'|la] " + ORDERED + " {number} (fois|x)",
            ORDERED + " (peut|pourra|doit) etre (renouvele|renouvelee) {number} (fois|x)",
            "(renouvellement|renouvellements) (possible|possibles|autorise|autorises|prevus) [:] "
            "{number} [fois]",
            AGAIN + " [:] oui [,|:] {number} [fois]",
            "(nombre|nb|nbre|nbr) [de] (renouvellement|renouvellements) [(autorise|autorises|"
            "possible|possibles)] [:|=] {number} [fois]",
            AGAIN + " (mensuellement|tous les mois|chaque mois) [:] {number} fois",
            to=_repeats,
            reads=(
                "AR 2 fois",
                "à renouveler 2 fois",
                "renouvelable 2x",
                "AR 2",
                "OAR 3 fois",
                "renouvelable une fois",
                "renouveler le traitement 2 fois",
                "ordonnance peut être renouvelée 2 fois",
                "renouvellement possible : 2",
                "renouvelable : oui, 2 fois",
                "à renouveler tous les mois 5 fois",
                "nombre de renouvellements : 1",
            ),
            must_not_read=("2 fois", "à renouveler", "à renouveler 1 fois si besoin"),
        ),
        Scan(
            "R suivi du nombre de renouvellements",
            "repeats",
            re.compile(r"(?<![\w.])r ?([1-9]|1[0-2])(?= *(?:$|[)\n,;]|ns\b|qsp))"),
            lambda match: int(match[1]),
            reads=("R3", "R 5"),
            must_not_read=("R3 UI", "R 10 mg", "J3", "R 13"),
        ),
        rule(
            "à ne pas renouveler",
            "repeats",
            NEVER,
            value=0,
            reads=("NR", "à ne pas renouveler", "non renouvelable"),
            must_not_read=("à renouveler",),
        ),
        rule(
            "prise à répéter",
            "again",
            "[,] a (renouveler|repeter) [{number} fois] [,] {as_needed} [{number} fois] [(apres|"
            "dans) {span}]",
            "[,] a (renouveler|repeter|refaire) [{number} fois] {as_needed} [{number} fois] [au "
            "bout de|dans|apres] {number} {timeunit} [apres|plus tard]",
            "[,] a (renouveler|repeter|refaire) [{number} fois] (apres|a|dans|au bout de|tous "
            "les|toutes les) "
            "[{number} a|] {number} {timeunit} [plus tard] [{as_needed}|" + PERSISTS + "]",
            "[,] [a] (reprendre|recommencer|refaire) (tous|toutes|ttes) les {number} (jours|j|"
            "semaines|sem|mois)",
            "[" + PERSISTS + "] [,] a (renouveler|repeter|refaire) [{number} fois] [au bout de|"
            "dans] {span} (plus tard|apres) [" + PERSISTS + "]",
            "[,] a (renouveler|repeter|refaire) [{number} fois] [(apres|au bout de|dans)] {span} "
            "(plus tard|apres|si besoin|si persistance)",
            "[,] (a (renouveler|repeter|refaire)|renouvelable) [{number} fois] [au bout de|dans|"
            "apres|toutes les] {number} (min|mn|minutes|minute|h|heures|heure) [apres|plus tard|"
            "si besoin|maximum]",
            "(a refaire|a repeter) [{number} fois]",
            "[,] a (renouveler|repeter|refaire) {count} (fois|x) {per} [{as_needed}]",
            "[a] (renouveler|repeter) {interval} [{as_needed}]",
            "[a] (renouveler|repeter) (si besoin|si echec|si persistance) [toutes les {span}]",
            "a (renouveler|repeter) a {day_number}",
            "(peut etre|pouvant etre|pourra etre) (renouvele|renouvelee|repete|repetee) "
            "[{number} fois] [{as_needed}] [{interval}|(apres|au bout de|dans) "
            "[un delai de] [{number} h|{number} heures|{span}|{number} min|{number} minutes]]",
            value=True,
            reads=(
                "à renouveler une fois si besoin",
                "à renouveler si besoin",
                "à renouveler dans 15 jours",
                "à répéter après 15 min",
                "à renouveler 10 min après",
                "à renouveler 4 jours après en cas d'échec",
                "à reprendre toutes les 3 semaines",
            ),
            must_not_read=("à renouveler", "à renouveler 2 fois", "à reprendre toutes les 6 h"),
        ),
    ],
)
SUBJECTS = (SUPPLY, RENEWALS)
