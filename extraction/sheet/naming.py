"""Whether the words around a drug's name prescribe it, or only speak of it."""

import re

from extraction.drugs.mentions import DrugMatch
from extraction.drugs.vocabulary import is_everyday_word, is_prescription_word
from extraction.sheet.entry import Entry
from extraction.sheet.orders import STARTED
from extraction.sheet.several_drugs import is_held_back
from extraction.spelling.matching import fold

_PREFIX_WORD = re.compile(r"[a-zœæ]+|\d+")
_MOST_ANNOUNCING = 6
_MOST_WORDS = 5
_FORMS = frozenset(
    {"collyre", "creme", "pommade", "sirop", "lotion", "spray", "gel", "shampooing", "solution"}
)


def in_brackets(text: str, match: DrugMatch) -> bool:
    """`Soluté de réhydratation (Adiaril)`: the brand behind a description in words."""
    return text[match.start - 1] == "(" and text[match.end : match.end + 1] == ")"


def announces(before: str) -> bool:
    """`Antalgique : Doliprane si douleur`: a few words with a colon, and then the name."""
    return before.rstrip().endswith(":") and len(_PREFIX_WORD.findall(before)) <= _MOST_ANNOUNCING


def introduces(before: str) -> bool:
    """Whether nothing but a dose, a form or stray marks stand before the name."""
    words = _PREFIX_WORD.findall(before)
    if len(words) == 1 and len(words[0]) < 3:
        return True
    if STARTED.fullmatch(before):
        return True
    known = all(len(w) < 2 or is_prescription_word(w) or w.isdigit() for w in words)
    return known and not is_held_back(before)


def says_no_more(rest: str) -> bool:
    """Whether the words after a name are few or known: a drug alone on its row."""
    words = re.findall(r"[a-zœæ]{2,}", rest)
    unknown = [word for word in words if not is_prescription_word(word)]
    return len(unknown) <= 1


def names_a_form(text: str) -> bool:
    """`Collyre antibiotique 1 goutte x 4/j` below a posology is a medication of its own."""
    words = re.findall(r"[a-zœæ]+", fold(text))
    unknown = any(len(word) > 3 and not is_prescription_word(word) for word in words)
    return bool(words) and words[0] in _FORMS and text[:1].isupper() and unknown


def looks_named(entry: Entry) -> bool:
    """Whether an unsure row can be a drug's name: short, with a word that is no everyday word.

    A name it holds counts as one word: `AMOXICILLINE/ACIDE CLAVULANIQUE VIATRIS sus pension`.
    """
    said = fold(entry.row.text)
    if entry.match is not None and entry.match.exact:
        name = said[entry.match.start : entry.match.end]
        said = said.replace(name, max(re.findall(r"\w+", name), key=len), 1)
    words = re.findall(r"[a-zœæ]{2,}", said)
    return len(words) <= _MOST_WORDS and any(not is_everyday_word(word) for word in words)
