"""Whether a word that begins a row may be the name of a drug that nobody listed."""

import re

from extraction.drugs.mentions import DrugMatch
from extraction.drugs.vocabulary import is_prescription_word
from extraction.spelling.matching import fold

_VERB = re.compile(r"[a-z]{2,}(?:er|ez|ir|ant)")


def is_new_word(word: str, similar: DrugMatch | None) -> bool:
    """Whether a word may be a drug's name: no everyday word, no verb unless a drug is like it."""
    folded = fold(word)
    if folded.isdigit() or len(folded) < (3 if word.isupper() else 4):
        return False
    rest = folded.lstrip("0123456789")
    if rest != folded and (similar is None or is_prescription_word(rest)):
        return False
    if is_prescription_word(folded):
        return False
    return similar is not None or not _VERB.fullmatch(folded)
