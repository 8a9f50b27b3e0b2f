"""Faults that bad ink, cameras and hurried typing leave in a drug's name."""

import re
from random import Random

_ALIKE = (
    ("0", "O"), ("O", "0"), ("o", "0"), ("1", "l"), ("l", "1"), ("l", "I"), ("I", "l"),
    ("I", "1"), ("i", "1"), ("i", "l"), ("S", "5"), ("s", "5"), ("5", "S"), ("B", "8"),
    ("8", "B"), ("rn", "m"), ("m", "rn"), ("RN", "M"), ("cl", "d"), ("d", "cl"), ("vv", "w"),
    ("w", "vv"), ("VV", "W"), ("W", "VV"),
)  # fmt: skip
"""What OCR exchanges: what stood on the paper, what it reads."""
_SOUNDS = (
    ("ph", "f"), ("f", "ph"), ("th", "t"), ("t", "th"), ("y", "i"), ("i", "y"), ("qu", "k"),
    ("c", "k"), ("k", "c"), ("z", "s"), ("s", "z"), ("ss", "s"), ("ll", "l"), ("nn", "n"),
    ("mm", "m"), ("tt", "t"), ("pp", "p"), ("ff", "f"), ("x", "ks"), ("ai", "é"), ("en", "an"),
    ("an", "en"), ("in", "ain"), ("au", "o"), ("o", "au"), ("h", ""),
)  # fmt: skip
"""Spellings that sound alike: how it is spelt, how it is typed."""
_PLAIN = str.maketrans("éèêëàâîïôöùûçÉÈÊËÀÂÎÏÔÖÙÛÇ", "eeeeaaiioouucEEEEAAIIOOUUC")
_LETTER = re.compile(r"[^\W\d_]")
_WITHIN = re.compile(r"(?<=[^\W\d_]{2})(?=[^\W\d_]{2})")
_KINDS = ("alike", "alike", "alike", "drop", "double", "accent", "space", "sound")
"""Drawn evenly: three faults in eight are confusions of OCR."""


def damage(name: str, faults: int, random: Random) -> str:
    """The name with that many faults, each of a kind drawn by `random`.

    A fault that finds no place in the name is drawn again as another; accents and spaces may
    run out, letters do not.
    """
    for _ in range(faults):
        damaged = name
        for _ in range(20):
            damaged = _one_fault(name, random.choice(_KINDS), random)
            if damaged != name:
                break
        name = damaged
    return name


def _one_fault(name: str, kind: str, random: Random) -> str:
    if kind == "alike":
        return _exchange(name, _ALIKE, random)
    if kind == "sound":
        return _match_case(name, _exchange(name.lower(), _SOUNDS, random))
    if kind == "accent":
        return _lose_accent(name, random)
    if kind == "space":
        return _move_space(name, random)
    letters = [m.start() for m in _LETTER.finditer(name)]
    if len(letters) < 4:
        return name
    at = random.choice(letters)
    kept = name[at] * 2 if kind == "double" else ""
    return name[:at] + kept + name[at + 1 :]


def _exchange(name: str, pairs: tuple[tuple[str, str], ...], random: Random) -> str:
    places = [
        (m.start(), seen, read) for seen, read in pairs for m in re.finditer(re.escape(seen), name)
    ]
    if not places:
        return name
    at, seen, read = random.choice(places)
    return name[:at] + read + name[at + len(seen) :]


def _match_case(before: str, after: str) -> str:
    """What was typed by sound keeps the case of the name: `DOLIPRANE` or `Doliprane`."""
    if after == before.lower():
        return before
    if before.isupper():
        return after.upper()
    return after[:1].upper() + after[1:] if before[:1].isupper() else after


def _lose_accent(name: str, random: Random) -> str:
    places = [i for i, letter in enumerate(name) if letter.translate(_PLAIN) != letter]
    if not places:
        return name
    at = random.choice(places)
    return name[:at] + name[at].translate(_PLAIN) + name[at + 1 :]


def _move_space(name: str, random: Random) -> str:
    spaces = [i for i, letter in enumerate(name) if letter == " "]
    if spaces and random.random() < 0.5:
        at = random.choice(spaces)
        return name[:at] + name[at + 1 :]
    gaps = [m.start() for m in _WITHIN.finditer(name)]
    if not gaps:
        return name
    at = random.choice(gaps)
    return f"{name[:at]} {name[at:]}"
