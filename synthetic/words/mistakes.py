"""Mistakes people make when they type, and faults OCR makes when it reads.

Typing errors never touch a digit: the meaning stays. OCR faults may, as they do on real pages.
"""

import unicodedata
from functools import cache
from random import Random

from synthetic.cases.facts import load_products
from synthetic.tables import read_table

_NEIGHBOURS = dict(zip("azertyuiopqsdfghjklmwxcvbn", "zaretuyipoqdsgfhkjlmwcxbvn", strict=True))
_CONFUSED = (
    ("m", "rn"),
    ("rn", "m"),
    ("l", "1"),
    ("1", "l"),
    ("0", "O"),
    ("5", "S"),
    ("é", "e"),
    ("è", "e"),
    ("ê", "e"),
    ("à", "a"),
    ("µg", "ug"),
    ("µg", "pg"),
    ("I", "l"),
    (",", "."),
    ("/", "1"),
    ("7", "/"),
    ("c", "e"),
    ("u", "ii"),
    ("½", "%"),
    (" ", ""),
    ("g", "q"),
    ("j", "i"),
    ("(", "{"),
    ("-", "—"),
)


def misspell(word: str, random: Random) -> str:
    """The word as a hurried hand types it; a word too short to be recognised again is left."""
    bare = word.rstrip(".,:;)")
    tail = word[len(bare) :]
    known = _misspellings().get(bare.lower())
    if known and random.random() < 0.8:
        wrong = random.choice(known)
        return (wrong.capitalize() if bare[:1].isupper() else wrong) + tail
    if len(bare) < 6 or not bare.isalpha():
        return word
    wrong = _slip(bare, random)
    return word if wrong.lower() in _protected() else wrong + tail


def misread(text: str, random: Random, faults: int = 1) -> str:
    """The text with up to `faults` confusions that OCR makes."""
    for _ in range(faults):
        seen, read = random.choice(_CONFUSED)
        places = [i for i in range(len(text)) if text.startswith(seen, i)]
        if places:
            place = random.choice(places)
            text = text[:place] + read + text[place + len(seen) :]
    return text


def _slip(word: str, random: Random) -> str:
    """One slip inside the word: swapped, dropped, doubled or neighbouring letter, lost accent."""
    place = random.randint(1, len(word) - 2)
    letter = word[place]
    match random.randint(0, 4):
        case 0:
            return word[:place] + word[place + 1] + letter + word[place + 2 :]
        case 1:
            return word[:place] + word[place + 1 :]
        case 2:
            return word[:place] + letter + word[place:]
        case 3:
            near = _NEIGHBOURS.get(letter.lower(), letter)
            near = near.upper() if letter.isupper() else near
            return word[:place] + near + word[place + 1 :]
        case _:
            parts = unicodedata.normalize("NFD", word)
            return "".join(c for c in parts if not unicodedata.combining(c))


@cache
def _misspellings() -> dict[str, tuple[str, ...]]:
    rows = read_table("misspellings.csv")
    return {row["word"]: tuple(row["written"].split("|")) for row in rows}


@cache
def _protected() -> frozenset[str]:
    """Names a slip must not turn into: it would change the drug."""
    names = set()
    for product in load_products().values():
        names |= {product.brand.lower(), product.inn.lower(), *product.substances}
    return frozenset(names)
