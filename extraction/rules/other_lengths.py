"""Les longueurs de temps qui ne sont pas celle du traitement (kinds `note`, `vague`).

`depuis 2 jours`, `dans 3 jours`, `enfant de 4 ans`, `déjà pris 5 jours`: kept word for word.
"""

from extraction.grammar.engine import Subject
from extraction.grammar.rule import rule
from extraction.rules.meanings import Amount, Span
from prescription.dosage import PeriodUnit

WEIGHT = "poids de la personne"
AGES = frozenset({PeriodUnit.WK, PeriodUnit.MO, PeriodUnit.A})
RENEWED_FOR = "renouvelable pendant"
PERSON = (
    "[pour|chez] [un|une|le|la|l'|cet|cette] (enfant|bebe|nourrisson|fille|fillette|garcon|patient|"
    "patiente|sujet|nouveau ne|adolescent|adolescente|ado)[s]"
)
STARTING = "[a|,] (debuter|commencer|demarrer|reprendre|reprise|debut|poursuivre|continuer)"


def _age(span: Span) -> bool | None:
    """An age without `de`: years, never the days or months of a treatment."""
    return _one_age(span) if span.unit is PeriodUnit.A else None


def _ages(*told: Amount | Span) -> bool | None:
    """Ages and dates of a schedule: whole numbers of weeks, months or years."""
    if any(isinstance(one, Span) and one.unit not in AGES for one in told):
        return None
    return True if all(one.low % 1 == 0 and one.high is None for one in told) else None


def _one_age(span: Span) -> bool | None:
    """An age, not a range: a line with ranges may have a dose for each."""
    return True if span.high is None else None


LENGTHS = Subject(
    "autres longueurs de temps",
    [
        rule(
            "depuis deux jours",
            "note",
            "depuis [le|la|les|environ|plus de|au moins|deja] {span}",
            "il y a [environ|plus de|moins de] {span}",
            "(deja|a deja|ayant deja) [ete] (pris|prise|recu|recue|fait|faite|traite|traitee|"
            "administre|administree) [pendant|pdt|durant|depuis|:] {span}",
            "{span} deja (pris|prise|recus|faits|faites|effectues|traites|administres)",
            value=True,
            reads=("depuis 2 jours", "déjà pris 5 jours", "il y a 3 semaines"),
            must_not_read=("2 jours", "encore 2 jours", "depuis"),
        ),
        rule(
            "dans deux jours",
            "note",
            f"[{STARTING}] [seulement|que] (dans|d'ici|au bout de) {{span}}",
            f"{STARTING} [seulement] (apres|avant) {{span}}",
            value=True,
            reads=("dans 2 jours", "à débuter dans 3 jours", "au bout de 3 jours"),
            must_not_read=("2 jours", "à débuter", "à poursuivre 3 jours"),
        ),
        rule(
            "à un âge, à une échéance",
            "vague",
            "(a|vers) {span} [de vie|plus tard]",
            value=True,
            reads=("à 1 mois", "vers 6 semaines de vie"),
            must_not_read=("1 mois", "pendant 1 mois"),
        ),
        rule(
            "à plusieurs âges",
            "vague",
            "a {number} [,] (et|puis|,|/|-) {span}",
            "a {number} , {number} [,] (et|puis|,|/) {span}",
            "a {span} [,] (et|puis|,) [a] {span}",
            "[a] {number} sa",
            "[a] m {number} [,|et|/|-|puis] m {number} [[,|et|/|-|puis] m {number}]",
            to=_ages,
            reads=("à 2, 4 et 11 mois", "à 2 mois et 3 mois", "M0 M1 M6", "à 28 SA"),
            must_not_read=("1 à 6 h, 1/2 à 10 h", "à 8 h et 20 h", "à 8 h, 3 mois", "2 à 3 jours"),
        ),
        rule(
            "tant de jours avant, après",
            "note",
            "{span} (avant|apres) [le|la|l'|les|un|une] (depart|retour|voyage|sejour|intervention|"
            "operation|chirurgie|examen|vaccin|vaccination|cure|chimio|chimiotherapie)",
            value=True,
            reads=("10 j avant départ", "4 semaines après le retour"),
            must_not_read=("10 jours", "avant départ", "10 j avant le repas"),
        ),
        rule(
            "arrêt dans deux jours",
            "vague",
            "[,|.|;] [et|puis|a|avec|prevoir] (arret|arreter|stop|stopper|suspendre|fin) "
            "[du traitement|le traitement|definitif|complet] (dans|apres|au bout de|d'ici) {span}",
            value=True,
            reads=("arrêt dans 15 jours", "à arrêter dans 1 mois"),
            must_not_read=("arrêt", "dans 15 jours", "15 jours puis arrêt"),
        ),
        rule(
            "âge",
            "note",
            PERSON + " [age|agee|ages|agees] (de|d') {span}",
            "(age|agee) [de|d'|:|=] {span}",
            to=_one_age,
            reads=("enfant de 4 ans", "bébé de 6 mois", "âgé de 4 ans", "âge : 4 ans"),
            must_not_read=("4 ans", "enfant", "nourrisson 6 jours", "enfant de 2 à 5 ans"),
        ),
        rule(
            "âge sans de",
            "note",
            PERSON + " {span}",
            to=_age,
            reads=("enfant 4 ans",),
            must_not_read=("nourrisson 6 mois", "enfant 10 jours"),
        ),
        rule(
            "au-dessus d'un âge",
            "vague",
            "[" + PERSON + "] [age|agee|ages|agees] [de|a partir de|des|jusqu'a] (plus de|"
            "moins de|a partir de|jusqu'a|au dessus de|au dessous de) {number} (ans|an)",
            "[" + PERSON + "] [age|agee|ages|agees] (de|entre) {number} [mois|m|ans|an] (a|et|-) "
            "{number} (mois|ans|an)",
            PERSON + " [de] {number} [mois|m|ans|an] (a|-) {number} (mois|ans|an)",
            value=True,
            reads=("enfant de plus de 6 ans", "à partir de 6 ans", "nourrisson 6 mois à 2 ans"),
            must_not_read=("enfant de 6 ans", "6 ans"),
        ),
        rule(
            "entre huit heures et vingt heures",
            "vague",
            "entre {hour} et {hour}",
            value=True,
            reads=("entre 8 h et 20 h",),
            must_not_read=("à 8h et 20h", "8h-20h", "de 8h"),
        ),
        rule(
            "au lieu d'une autre dose",
            "vague",
            "(au lieu|a la place|en remplacement) (de|des|du|d') [{number} {unit} de] ({dose}|"
            "{quantity}|{strength}|{count}|{daily}) [{per}|{rhythm}|{moments}]",
            value=True,
            reads=("au lieu de 160 mg", "à la place de 2 cp matin et soir"),
            must_not_read=("160 mg", "au lieu de"),
        ),
        rule(
            "jusqu'à un âge ou un terme",
            "note",
            "jusqu'a {span} [(d'age|de vie|de l'enfant|post op|revolus)]",
            to=lambda span: True if span.unit is PeriodUnit.MO else None,
            reads=("jusqu'à 18 mois",),
            must_not_read=("jusqu'à 10 jours", "18 mois"),
        ),
        rule(
            "jusqu'à lundi",
            "note",
            "(jusqu'a|jusqu'au|jusque|a partir de|a partir du|a compter de|a compter du|depuis|des|"
            "debuter|commencer|a debuter|a commencer|demarrer|a demarrer|reprendre|a reprendre|"
            "premiere prise|1 ere prise|derniere prise) [le|ce] {weekday} "
            "[prochain|inclus|compris] [matin|midi|soir]",
            value=True,
            reads=(
                "jusqu'à lundi",
                "à partir de jeudi",
                "à commencer lundi",
                "à débuter mardi soir",
            ),
            must_not_read=("le lundi", "du lundi au vendredi"),
        ),
        rule(
            "à débuter ce soir",
            "note",
            "(a partir de|des|debuter|commencer|a debuter|a commencer|demarrer|a demarrer|"
            "reprendre|a reprendre|premiere prise|1 ere prise) [des|:] (ce (matin|midi|soir|jour)|"
            "cet apres midi|aujourd'hui|demain [matin|midi|soir]|apres demain)",
            value=True,
            reads=("à débuter ce soir", "à commencer dès demain matin", "à partir de demain"),
            must_not_read=("ce soir", "le soir", "à débuter"),
        ),
        rule(
            "jours au plus dans une période",
            "note",
            "(max|maxi|maximum|au maximum|au max|sans depasser|ne pas depasser|"
            "pas plus de) [:] {number} (jours|j) (par|/) (mois|semaine|sem|cycle|an)",
            value=True,
            reads=("max 10 jours par mois",),
            must_not_read=("max 10 jours", "10 jours par mois"),
        ),
        rule(
            RENEWED_FOR,
            "note",
            "(ar|a r|a renouveler|renouvelable|ren|renouveler|renouvellement) "
            "[pendant|pdt|pour|sur|jusqu'a|durant|:] {span}",
            value=True,
            reads=("AR 6 mois", "à renouveler pendant 6 mois", "renouvelable 1 an"),
            must_not_read=("AR 6", "à renouveler", "6 mois"),
        ),
        rule(
            WEIGHT,
            "note",
            "(poids|pese|pesant|poids corporel) [actuel|du jour|de l'enfant] [:|=|de] "
            "{number} (kg|kilo|kilos)",
            PERSON + " [de|pesant] {number} (kg|kilo|kilos)",
            value=True,
            reads=("poids 12 kg", "poids : 9,5 kg", "enfant 20 kg"),
            must_not_read=("12 kg", "1 dose poids", "1 mg/kg"),
        ),
    ],
)
SUBJECTS = (LENGTHS,)
