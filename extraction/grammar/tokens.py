"""Text as numbers, words and signs, in lower case without accents, offsets kept."""

import re
import unicodedata
from typing import NamedTuple

TOKEN = re.compile(r"\d+|[½¼¾⅓⅔²³]|[^\W\d_½¼¾⅓⅔²³]+|\S")
TIMES = frozenset("×✕╳*")
"""Multiplication signs, read as the letter x but never as part of a word."""
SAME_AS = str.maketrans(
    {"’": "'", "‘": "'", "`": "'", "´": "'", "–": "-", "—": "-", "‑": "-", "‐": "-", "−": "-"}
    | {"μ": "µ", "\t": " ", "\xa0": " ", "\u202f": " "}
    | {
        "\u2009": " ",
        "⟶": "→",
        "➔": "→",
        "➜": "→",
        "⇒": "→",
        "»": '"',
        "«": '"',
        "|": "¦",
        "\r": " ",
    }
)
MOST_FOLDED = 4096


class _Folding(dict[int, str]):
    """What each character becomes, by its code: worked out once, at its first use."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        plain = unicodedata.normalize("NFD", character.lower())
        kept = "".join(c for c in plain if not unicodedata.combining(c))
        folded = (kept if len(kept) == 1 else character).translate(SAME_AS)
        if len(self) < MOST_FOLDED:
            self[code] = folded
        return folded


_FOLDED = _Folding()


def fold(text: str) -> str:
    """Lower case without accents, one character for each given one: offsets stay equal."""
    return text.translate(_FOLDED)


class Token(NamedTuple):
    """A number, a word or a sign of the folded text, with its offsets and its printed line."""

    text: str
    start: int
    end: int
    line: int = 0


def tokenize(folded: str) -> tuple[Token, ...]:
    """Numbers, words and signs; apostrophes after and hyphens between letters are no tokens."""
    tokens: list[Token] = []
    line, counted, lines = 0, 0, "\n" in folded
    for match in TOKEN.finditer(folded):
        start, end = match.span()
        if lines:
            line += folded.count("\n", counted, start)
            counted = start
        sign = match.group()
        if sign in "'-" and start and folded[start - 1].isalpha():
            touches = end < len(folded) and folded[end].isalpha()
            if sign == "'" or touches:
                continue
        tokens.append(Token("x" if sign in TIMES else sign, start, end, line))
    return tuple(tokens)
