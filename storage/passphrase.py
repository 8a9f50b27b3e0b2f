"""What a new passphrase must be, and how strong it looks."""

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass

from prescription.language import say
from storage.faults import EmptyPassphrase, ShortPassphrase

SHORTEST_PASSPHRASE = 12
"""Characters of a new passphrase: below, a stolen file can be guessed."""
_ESTIMATED = 72
"""Characters that the estimate looks at: it takes long over more."""
_USUAL_WORDS = 5000
"""Words that somebody asked for a word thinks of."""
_SIGNS = 30
_COUNTED = 20
_WORD = re.compile(r"[^\W\d_]{2,}")
_SCALE = ((0, 1e3), (1, 1e6), (2, 1e8), (3, 1e10), (4, float("inf")))
"""zxcvbn's own scale: a score, and the guesses below which it is given."""
_OWN_WORDS = ("ordonnancier", "ordonnance", "registre", "pharmacie", "officine", "médicament")
_WORDS = (
    ("très faible : elle sera devinée en peu de temps", "very weak: it will be guessed soon"),
    ("faible : ajoutez des mots sans lien entre eux", "weak: add words that have no link"),
    ("moyenne : un mot de plus la rendrait sûre", "fair: one more word would make it safe"),
    ("bonne", "good"),
    ("très bonne", "very good"),
)


@dataclass(frozen=True, slots=True)
class Strength:
    """How hard a passphrase is to guess: `score` from 0 (very weak) to 4 (very good)."""

    score: int

    def __str__(self) -> str:
        fr, en = _WORDS[self.score]
        return say(fr=fr, en=en)


def check_new_passphrase(passphrase: str) -> None:
    """Raise Fault when a new passphrase is empty or too short."""
    if not passphrase.strip():
        raise EmptyPassphrase
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise ShortPassphrase(SHORTEST_PASSPHRASE)


def passphrase_strength(passphrase: str, known: Sequence[str] = ()) -> Strength:
    """zxcvbn's estimate (Wheeler, USENIX Security 2016); `known` are words a guesser would try.

    Its dictionaries are English, and French words look rarer to it than they are: a passphrase of
    words is also counted as words taken from a small dictionary, and the lower estimate holds.
    """
    from zxcvbn import zxcvbn

    estimate = zxcvbn(passphrase[:_ESTIMATED], user_inputs=[*_OWN_WORDS, *known])
    guesses = _guesses(passphrase, {word.casefold() for word in (*_OWN_WORDS, *known)})
    by_words = next(score for score, most in _SCALE if guesses < most)
    return Strength(min(int(estimate["score"]), by_words))


def _guesses(passphrase: str, known: Container[str]) -> float:
    """How many phrases of as many usual words, and as many other signs, there are."""
    text = passphrase.casefold()
    words = [word for word in _WORD.findall(text) if word not in known]
    others = len(re.sub(r"\s", "", _WORD.sub("", text)))
    return float(_USUAL_WORDS ** min(len(words), _COUNTED) * _SIGNS ** min(others, _COUNTED))
