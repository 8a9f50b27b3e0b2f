"""How alike two drug names look: folding, the skeleton that OCR confusions leave, distances."""

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

_PLAIN = (
    "ÀÁÂÃÄÅàáâãäåÇçÈÉÊËèéêëÌÍÎÏìíîïÑñÒÓÔÕÖòóôõöÙÚÛÜùúûüÝýÿ",
    "AAAAAAaaaaaaCcEEEEeeeeIIIIiiiiNnOOOOOoooooUUUUuuuuYyy",
)
_FOLDED = {
    **dict(zip(map(ord, _PLAIN[0]), _PLAIN[1].lower(), strict=True)),
    **{ord(capital): capital.lower() for capital in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
    **dict.fromkeys(map(ord, "’‘ʼ`´"), "'"),
    **dict.fromkeys(map(ord, "‐‑‒–—−"), "-"),
    **dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f\t"), " "),
    ord("Œ"): "œ",
    ord("Æ"): "æ",
    ord("µ"): "µ",
    ord("μ"): "µ",
}
# Letters and digits that Tesseract and cameras exchange; each class has one representative.
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))
_TWINS = str.maketrans({"0": "o", "1": "i", "l": "i", "|": "i", "!": "i", "5": "s", "8": "b",
                        "q": "g", "9": "g", "6": "b", "2": "z", "€": "e"})  # fmt: skip
_SOUNDS = (("ph", "f"), ("th", "t"), ("y", "i"), ("qu", "k"), ("c", "k"), ("z", "s"), ("h", ""))
_WORDS = re.compile(r"[a-zœæ]+|\d+")


def fold(text: str) -> str:
    """Lower case without accents, one character for each of `text`: offsets stay good."""
    return text.translate(_FOLDED)


def compact(text: str) -> str:
    """Only the letters and digits of `text`, folded: the key under which names are found."""
    return "".join(_WORDS.findall(fold(text))).replace("œ", "oe").replace("æ", "ae")


@lru_cache(maxsize=32768)
def skeleton(key: str) -> str:
    """What is left of a compact key when characters that OCR exchanges count as one."""
    for pair, single in _PAIRS:
        key = key.replace(pair, single)
    return key.translate(_TWINS)


@lru_cache(maxsize=32768)
def sound(key: str) -> str:
    """A compact key as a French ear hears it: `ph` is `f`, doubled letters are one."""
    for written, heard in _SOUNDS:
        key = key.replace(written, heard)
    return re.sub(r"(.)\1+", r"\1", key)


def difference(seen: str, known: str) -> float:
    """How far the key `seen` is from the key `known`, in letters: 0 for equal.

    A confusion of OCR costs 0.25, a slip of spelling that sounds alike half a letter, any other
    inserted, lost, changed or swapped letter 1 (optimal string alignment).
    """
    if seen == known:
        return 0.0
    raw = OSA.distance(seen, known)
    bare = OSA.distance(skeleton(seen), skeleton(known))
    heard = OSA.distance(sound(seen), sound(known))
    return min(bare + 0.25 * max(raw - bare, 1 if bare == 0 else 0), 0.5 * raw + 0.5 * heard, raw)


def tolerance(length: int) -> float:
    """The greatest `difference` at which a key of `length` characters is still worth naming."""
    if length < 4:
        return 0.0
    if length < 6:
        return 1.0
    return 2.0 if length < 9 else 3.0
