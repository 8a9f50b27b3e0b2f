"""Les apartés d'une ligne : ce que le patient a déjà, qui fait le soin, la boîte (kinds `vague`,
`note`), et `DU` pour une dose unique (kind `single`)."""

import re
from decimal import Decimal

from extraction.grammar.engine import Subject
from extraction.grammar.rule import Scan, rule
from extraction.rules.meanings import Per
from prescription.dosage import PeriodUnit

PACK = (
    "(boite|bte|bt|bts|boites|btes|plaquette|plaquettes|paquet|paquets|etui|etuis|tube|tubes|"
    "pot|pots)"
)
OF = "[(de|d') ({number} [{unit}]|{unit}|{form})]"
BY_NURSE = "qui fait l'injection"
MOST_AT_ONCE = 12
PACKED = frozenset(map(Decimal, (14, 15, 16, 20, 21, 28, 30, 50, 56, 60, 84, 90, 100)))
"""How many of them packs hold."""
FEWEST_DAYS = 7
"""Nobody fetches a pack more often."""


def _is_long(every: Per) -> bool:
    days = every.unit is PeriodUnit.D and every.period >= FEWEST_DAYS
    return days or every.unit in (PeriodUnit.WK, PeriodUnit.MO, PeriodUnit.A)


ASIDES = Subject(
    "apartés",
    [
        rule(
            "encore chez soi",
            "vague",
            "[(il|elle|patient|patiente)] en a [(encore|deja|assez|a la maison|chez lui|chez elle|"
            "en reserve|en stock)]",
            "(deja|encore) (a la maison|chez lui|chez elle|en stock|en reserve|delivre|fourni)",
            value=True,
            reads=("en a", "en a encore", "déjà à la maison"),
            must_not_read=("en", "à la maison", "en a 2"),
        ),
        rule(
            BY_NURSE,
            "note",
            "[par|avec] [une|un|l'|passage] (ide|idel|lde)[s] [a domicile|liberale|liberal]",
            value=True,
            reads=("IDE", "par IDE à domicile"),
            must_not_read=("idem", "par", "à domicile", "infirmière à domicile"),
        ),
        rule(
            "contenu d'une boîte",
            "note",
            "[en] (b|bte|bt|boite|plq|plaq|plaquette|fl|tb|etui) / {number}",
            "[en] (bte|boite|bt|etui|plaquette) de {number} [{unit}]",
            to=lambda number, *_: True if number.low % 1 == 0 and number.high is None else None,
            reads=("B/16", "bte/30", "boîte de 30 comprimés"),
            must_not_read=("2 boîtes", "B16", "boîte"),
        ),
        rule(
            "contenu d'un tube",
            "note",
            "[en] (tube|tb|pot) de {quantity}",
            to=lambda held: True if held.unit in ("g", "mL") and not held.high else None,
            reads=("tube de 30 g", "pot de 500 mL"),
            must_not_read=("2 tubes", "tube", "30 g", "tube de 20 mg"),
        ),
        rule(
            "contenu d'une boîte, sans lien",
            "note",
            "(bte|boite|bt) {number}",
            to=lambda number: True if number.low in PACKED and number.high is None else None,
            reads=("BTE 28", "boîte 30"),
            must_not_read=("boîte 1", "bte 2", "28 boîtes"),
        ),
        rule(
            "ce qui ne vaut qu'au renouvellement",
            "note",
            "[+|et] [{number} "
            + PACK
            + "] (si|au|lors du|en cas de) (renouvellement|renouvelle|renouvelee)",
            value=True,
            reads=("si renouvellement", "+ 1 boîte si renouvellement"),
            must_not_read=("renouvellement", "1 cp si", "1 boîte"),
        ),
        rule(
            "tant de boîtes par mois",
            "note",
            # How often a pack is fetched; `1 cp le soir 1 boîte/mois` is taken every evening.
            f"[a raison de|soit] {{number}} {PACK} {OF} {{per}}",
            f"[a raison de|soit] {{number}} {PACK} {OF} {{interval}}",
            to=lambda *told: True if _is_long(told[-1]) else None,
            reads=(
                "1 boîte/mois",
                "2 boites par mois",
                "1 boîte de 30 tous les 28 jours",
                "1 tube par mois",
            ),
            must_not_read=("1 boîte", "1 boîte par jour", "1 cp par mois"),
        ),
        rule(
            "soit tant d'unités par mois",
            "note",
            "(soit|soit un total de|total|total de|soit au total) [:] {dose} {per}",
            to=lambda dose, every: True if dose.low > MOST_AT_ONCE and _is_long(every) else None,
            reads=("soit 30 cp par mois", "total : 28 gélules/mois"),
            must_not_read=("soit 4 cp par semaine", "30 cp par mois", "soit 30 gouttes par jour"),
        ),
        rule(
            "ce qu'il ne faut pas y joindre",
            "note",
            "(pas d'|pas de|sans|aucun|ne pas associer a|ne pas associer avec|pas de prise d'|"
            "pas de prise de) [(l'|d'autre[s]|autre[s]|boisson)] (alcool|alcoolisee|soleil|"
            "exposition|pamplemousse|paracetamol|aspirine|ains|anti inflammatoire|lentille|"
            "lentilles|conduite|sport|effort|laitage|laitages|grossesse) [(solaire|au soleil|"
            "de contact|automobile)]",
            value=True,
            reads=("pas d'alcool", "ne pas associer à d'autres AINS", "pas de soleil"),
            must_not_read=("pas de", "alcool", "pas d'aspirine 1 cp"),
        ),
        Scan(
            "DU",
            "single",
            # `1 sachet DU`: one word behind a unit, at the end or before a sign.
            re.compile(r"(?:(?<=[a-z] )|^)d\.? ?u\.?(?= *(?:$|[,;)]))"),
            lambda _: True,
            reads=("DU",),
            must_not_read=("DU soir", "du 12/03"),
        ),
    ],
)
SUBJECTS = (ASIDES,)
