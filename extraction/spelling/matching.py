"""How alike two drug names look: folding, the skeleton that OCR confusions leave, distances."""

import re
from functools import lru_cache

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
_TWIN, _ALIKE, _SOUND, _SWAP = 0.25, 0.5, 0.5, 0.75
# Shapes that are mistaken for each other on bad paper, in one or two letters.
_ALIKE_SHAPES = (
    "e/c a/o u/n n/m h/b f/t e/f r/p c/g d/o o/c v/y u/v i/t l/t i/f g/y k/x v/u z/s b/r m/w b/d "
    "s/8 a/e n/ri h/li u/ii n/ii m/in k/lc m/nn w/vy ci/d"
)
_SOUNDS = "f/ph t/th k/c i/y k/qu c/qu c/s c/ss z/s e/ai o/au o/eau an/en am/em in/ain x/ks x/cs"
_HEARD = (("ph", "f"), ("qu", "k"), ("h", ""), ("y", "i"), ("z", "s"), ("c", "k"))
"""Spellings that sound alike in French: each is replaced by what is heard."""
_DOUBLED = re.compile(r"(.)\1+")
_GAPS = {"h": 0.5, "i": 0.75, "l": 0.75, "1": 0.75, "|": 0.5}
_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789|!€"
_WORDS = re.compile(r"[a-zœæ]+|\d+")


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Lower case without accents, one character for each of `text`: offsets stay good."""
    if text.isascii():
        return text.lower().replace("`", "'").replace("\t", " ")
    return text.translate(_FOLDED)


@lru_cache(maxsize=32768)
def compact(text: str) -> str:
    """Only the letters and digits of `text`, folded: the key under which names are found."""
    folded = fold(text)
    if folded.isascii() and folded.isalnum():
        return folded
    return "".join(_WORDS.findall(folded)).replace("œ", "oe").replace("æ", "ae")


@lru_cache(maxsize=32768)
def skeleton(key: str) -> str:
    """What is left of a compact key when characters that OCR exchanges count as one."""
    for pair, single in _PAIRS:
        key = key.replace(pair, single)
    return key.translate(_TWINS).replace("ci", "d")


@lru_cache(maxsize=32768)
def rough(key: str, *, pairs: bool = True) -> str:
    """What is left of a compact key when also spellings that sound alike count as one.

    Keys whose `difference` is small have rough keys of a small edit distance: it serves to find
    the few names that are worth a closer look. Without `pairs`, `rn` is not taken for an `m`.
    """
    for pair, single in _PAIRS if pairs else ():
        key = key.replace(pair, single)
    for spelt, heard in _HEARD:
        key = key.replace(spelt, heard)
    key = key.translate(_TWINS)
    return _DOUBLED.sub(r"\1", key)


@lru_cache(maxsize=32768)
def difference(seen: str, known: str) -> float:
    """How far the compact key `seen` is from `known`, in letters: 0 for equal.

    A weighted edit distance: a confusion of OCR costs 0.25, a similar shape or a spelling that
    sounds alike 0.5, two letters swapped 0.75, any other inserted, lost or changed letter 1.
    """
    if seen == known:
        return 0.0
    seen, known = _where_they_differ(seen, known)
    above: list[float] = []
    rows = [[0.0]]
    for other in known:
        rows[0].append(rows[0][-1] + _GAPS.get(other, 1.0))
    for i, letter in enumerate(seen, 1):
        above, gap = rows[-1], _GAPS.get(letter, 1.0)
        row = [above[0] + gap]
        for j, other in enumerate(known, 1):
            if letter == other:
                best = above[j - 1]
            else:
                best = min(above[j - 1] + 1.0, above[j] + gap, row[-1] + _GAPS.get(other, 1.0))
            for one, another, cost in _COSTS.get(letter + other, ()):
                if seen.endswith(one, 0, i) and known.endswith(another, 0, j):
                    best = min(best, rows[i - len(one)][j - len(another)] + cost)
            if i > 1 and j > 1 and letter == known[j - 2] and seen[i - 2] == other:
                best = min(best, rows[i - 2][j - 2] + _SWAP)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]


def _where_they_differ(seen: str, known: str) -> tuple[str, str]:
    """Both keys without what they begin and end with alike, save one letter at either side."""
    shorter = min(len(seen), len(known))
    head = next((i for i in range(shorter) if seen[i] != known[i]), shorter)
    tail = next((i for i in range(shorter - head) if seen[-1 - i] != known[-1 - i]), shorter - head)
    head, tail = max(head - 1, 0), max(tail - 1, 0)
    return seen[head : len(seen) - tail], known[head : len(known) - tail]


def _costs() -> dict[str, list[tuple[str, str, float]]]:
    """What is cheap to mistake, under the last letters of both sides."""
    costs: dict[tuple[str, str], float] = {}
    doubled = " ".join(f"{letter}/{letter * 2}" for letter in _ALPHABET)
    for listed, cost in ((_ALIKE_SHAPES, _ALIKE), (_SOUNDS, _SOUND), (doubled, _SOUND)):
        for pair in listed.split():
            one, other = pair.split("/")
            costs[one, other] = costs[other, one] = cost
    for one in _ALPHABET:
        for other in _ALPHABET:
            if one != other and one.translate(_TWINS) == other.translate(_TWINS):
                costs[one, other] = _TWIN
    for double, single in _PAIRS:
        costs[double, single] = costs[single, double] = _TWIN
    found: dict[str, list[tuple[str, str, float]]] = {}
    for (one, other), cost in costs.items():
        found.setdefault(one[-1] + other[-1], []).append((one, other, cost))
    return found


_COSTS = _costs()


def tolerance(length: int) -> float:
    """The greatest `difference` at which a key of `length` characters is still worth naming."""
    if length < 4:
        return 0.0
    if length < 6:
        return 1.0
    if length < 9:
        return 2.0
    return 3.0 if length < 16 else 4.0
