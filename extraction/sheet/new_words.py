"""Whether a word that begins a row may be the name of a drug that nobody listed."""

import re

from extraction.drugs.mentions import DrugMatch
from extraction.drugs.vocabulary import is_prescription_word
from extraction.spelling.matching import fold

_NUMBERED = re.compile(r"[jsm]\d{1,3}|\d{1,2}(?:ers?|eres?|res?|es?|emes?|nde?s?)")
"""`J20 : 1 cp`, `2ème semaine : 1 cp` go on with the drug above."""
_VERB = re.compile(r"[a-z]{2,}(?:er|ez|ir|ant)")
_FORM_NEXT = re.compile(
    r"[a-z '\-]{0,20}?\W+(?:cp[rs]?|comprimes?|gelules?|gel|sachets?|sirop|creme|pommade|"
    r"collyre|gouttes|suppositoires?|ovules?|patchs?|ampoules?|spray|inhalation|solution|"
    r"suspension|capsules?)(?![a-z])"
)
_TAKEN_NEXT = re.compile(
    r"(?: [a-z]+)? (?:\d+(?:[.,]\d+)? j ?\d|(?:\d{1,3}(?:[.,/]\d+)?|une?|deux|trois) ?"
    r"(?:cp[rs]?|comp|gel|sach|gtte?s?|gout|bouff|inj|appl|amp|supp|ovule|dose|"
    r"patch|caps|pulv|inhal|unid|cuill|implant|anneau|lavement|lyoc|fois|x ?\d|/ ?j))"
)
_TIMED_NEXT = re.compile(
    r"(?: [a-z]+)?(?: \d{1,4}(?:[.,]\d+)?)? (?:\d{1,2}(?: ?/ ?\d)?|[½¼¾]|une?|deux|trois|demie?) ?"
    r"(?:(?:(?:au|a|le|du|avant|apres|pendant|d[eè]s le) )?(?:(?:le |l')?)"
    r"(?:reveil|lever|(?:petit[ -])?dej(?:euner)?\b|diner|gouter|\d{1,2} ?h\b)|"
    r"(?:tous les|chaque|un|1) (?:jours?|matins?|soirs?)\b|"
    r"(?:(?:le|les|chaque) )?(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)|"
    r"(?:si|en cas d[e'])\b|m ?(?:[,+/-] ?\d?|\d) ?(?:mi?|s)\b|(?:im|sc|iv)\b)"
)
"""A dose right behind a new word: `Systane 1 gtte ad libitum`, `Diflucan 150 J1 J4`.

And when it is taken: `Latuda 37 1 au dîner`, `Xyz 1 si douleur`.
"""


def is_new_word(word: str, similar: DrugMatch | None) -> bool:
    """Whether a word may be a drug's name: no everyday word, no verb unless a drug is like it."""
    folded = fold(word)
    if _NUMBERED.fullmatch(folded):
        return False
    if folded.isdigit() or len(folded) < (3 if word.isupper() else 4):
        return False
    rest = folded.lstrip("0123456789")
    if rest != folded and (similar is None or is_prescription_word(rest)):
        return False
    if is_prescription_word(folded):
        return False
    return similar is not None or not _VERB.fullmatch(folded)


def is_formed_next(meant: str, place: int) -> bool:
    """Whether a form stands behind the word."""
    return _FORM_NEXT.match(meant, place) is not None


def is_dosed_next(meant: str, place: int) -> bool:
    """Whether a dose, or when it is taken, stands right behind the word."""
    return any(told.match(meant, place) for told in (_TAKEN_NEXT, _TIMED_NEXT))
