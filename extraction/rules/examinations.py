"""Les examens et les soins annoncés, et leur rythme, qui n'est pas celui du médicament
(kind `remark_open`) : `NFS tous les 10 jours`, `tous les 3 mois : bilan lipidique`."""

import re

from extraction.grammar.engine import Subject
from extraction.grammar.rule import Scan

APART = r"(?:(?<= - )|(?<![a-z0-9%-])(?<![a-z0-9%-] ))(?:(?:et|puis|avec) )?"
"""A remark begins a sentence: `1 dose poids` is no remark about the weight."""
ABOUT = r"(?: (?:de|du|de la|des|la|le|les)| d'| l')*"
CHECKS = (
    r"surveillance|surveiller|controle|controler|reevaluation|reevaluer|reeval|rdv|consultation|"
    r"revoir|a revoir|verifier|verification|recontrole|recontroler|faire|dosage"
)
TESTS = (
    r"nfs|inr|iono|ionogramme|creatinine|creatininemie|creat|lithiemie|kaliemie|calcemie|natremie|"
    r"tsh|hba1c|ecg|bh|crp|psa|plaquettes|clairance|dfg|transaminases|asat|alat|cpk|acetonurie|bu|"
    r"ecbu|hemocultures?|fo|fond d'oeil|prise de sang|bilan|taux residuel|glycemies?|dextros?|ta|"
    r"pesee|fc|spo2|tension|pth"
)
ORDERS = (
    r"boire|hydratation|apports hydriques|bien boire|objectifs?|cibles?|but|appeler|venir|prevenir|"
    r"eviter|laver|se laver|noter|peser|mesurer|surelever|hydrater|s'hydrater|prendre (?:la|sa|le) "
    r"(?:tension|ta|temperature|pouls)|changer les? (?:draps|pansements?)|"
    r"consulter|reconsulter|rappeler|recontacter|aller aux urgences|urgences|se presenter|"
    r"hospitaliser|contacter|telephoner|prochaine?s? "
    r"(?:injection|dose|rappel|consultation|controle|rdv|prise|bilan)s?"
)
CARE = (
    r"echo\w*|radio\w*|irm|scanner|doppler|holter|mammographie|hemoglobine|ferritine|gaz du sang|"
    r"kine\w*|seances?|pansements?|soins?|se peser|temperature|prises? de (?:la )?tension|visites?|"
    r"lavages? de nez|passages?"
)
UNIT = r"(?:jours?|j|semaines?|sem|mois|ans?|trimestres?)"
OFTEN = (
    rf"(?:tous|toutes|ts|ttes) les (?:\d{{1,2}} )?{UNIT}|chaque {UNIT}|"
    rf"(?:\d|une|deux|trois)(?: ?x| fois) ?(?:/|par) ?{UNIT}|(?:tous )?les (?:matin|soir)s"
)
SELDOM = re.compile(
    r"(?:tous|toutes|ts|ttes) les (?:\d{1,2} (?:jours?|j|semaines?|sem|mois|ans?)|semaines|mois|"
    r"ans)|chaque (?:semaine|mois|an)|"
    r"(?:\d|une|deux|trois)(?: ?x| fois) ?(?:/|par) ?(?:semaine|sem|mois|an|trimestre)"
)
BEGINS_ROW = re.compile(r"\n(?:[-•*] )?$")
BEGINS = re.compile(r"(?:^| - |[^a-z0-9%\s-] ?|\n)(?:(?:et|puis|avec) )?$")


def _rhythm_first(match: re.Match[str]) -> bool | None:
    """Whether the rhythm is of the test: it begins a row, or is seldom, or a colon follows.

    `1 ampoule tous les 3 mois, NFS` is none.
    """
    before = match.string[max(0, match.start() - len("\n- puis ")) : match.start()]
    sign = match["sign"].strip()
    if BEGINS_ROW.search(before):
        return True
    seldom = not sign and SELDOM.fullmatch(match["often"])
    return True if (sign == ":" or seldom) and BEGINS.search(before) else None


def _uncounted(match: re.Match[str]) -> bool | None:
    """`1 injection par IDE` counts what is injected."""
    before = match.string[max(0, match.start() - len("une ")) : match.start()]
    return None if re.search(r"[\da-z½¼¾] ?$", before) and not before.endswith("l'") else True


EXAMINATIONS = Subject(
    "examens",
    [
        Scan(
            "examen dont le rythme est dit d'abord",
            "remark_open",
            # What it begins with is looked for first, and its surroundings only then.
            re.compile(rf"(?P<often>{OFTEN})(?P<sign> ?[:,]? ?)(?:(?:{CHECKS}|{TESTS}|{CARE})\b)"),
            _rhythm_first,
            reads=(
                "tous les 3 mois : bilan",
                "1 fois par semaine INR",
                "2 fois par semaine : séances",
            ),
            must_not_read=("1 cp tous les 3 mois : bilan", "tous les 3 mois", "tous les jours"),
        ),
        Scan(
            "contrôle ou examen annoncé",
            "remark_open",
            re.compile(
                rf"{APART}(?:(?:{CHECKS})\b\.?{ABOUT}(?: (?:{TESTS})\b)?|"
                rf"(?:{TESTS}|{ORDERS})\b)"
            ),
            lambda _: True,
            reads=("surveillance", "NFS", "boire", "contrôle de la TSH", "objectif"),
            must_not_read=("1 cp", "si", "dose NFS"),
        ),
        Scan(
            "injection faite ailleurs",
            "remark_open",
            re.compile(
                r"injections? (?:par|au|a la|a l') ?"
                r"(?:cabinet|ide|infirmiere?|domicile|hopital|cmp|hdj|centre)\b"
            ),
            _uncounted,
            reads=("injection au cabinet", "injection par infirmière"),
            must_not_read=("1 injection par IDE", "injection", "une injection par IDE"),
        ),
    ],
)
SUBJECTS = (EXAMINATIONS,)
