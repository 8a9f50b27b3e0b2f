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
    rf"(?:(?:tous|toutes|ts|ttes) les (?:\d{{1,2}} )?{UNIT}|chaque {UNIT}|"
    rf"(?:\d|une|deux|trois)(?: ?x| fois) ?(?:/|par) ?{UNIT}|(?:tous )?les (?:matin|soir)s)"
)
SELDOM = (
    r"(?:(?:tous|toutes|ts|ttes) les (?:\d{1,2} (?:jours?|j|semaines?|sem|mois|ans?)|semaines|mois|"
    r"ans)|chaque (?:semaine|mois|an)|"
    r"(?:\d|une|deux|trois)(?: ?x| fois) ?(?:/|par) ?(?:semaine|sem|mois|an|trimestre))"
)
EXAMINATIONS = Subject(
    "examens",
    [
        Scan(
            "examen dont le rythme est dit d'abord",
            "remark_open",
            # The rhythm is of the test, never of the dose above it.
            re.compile(
                rf"(?:{APART}{OFTEN} ?:|{APART}{SELDOM}|(?<=\n){OFTEN},?|"
                rf"(?<=\n[-•*] ){OFTEN} ?[:,]?) ?"
                rf"(?:(?:{CHECKS}|{TESTS}|{CARE})\b)"
            ),
            lambda _: True,
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
            # `1 injection par IDE` counts what is injected.
            re.compile(
                r"(?<![\d½¼¾] )(?<!une )(?<![\d½¼¾])\binjections? (?:par|au|a la|a l') ?"
                r"(?:cabinet|ide|infirmiere?|domicile|hopital|cmp|hdj|centre)\b"
            ),
            lambda _: True,
            reads=("injection au cabinet", "injection par infirmière"),
            must_not_read=("1 injection par IDE", "injection", "une injection par IDE"),
        ),
    ],
)
SUBJECTS = (EXAMINATIONS,)
