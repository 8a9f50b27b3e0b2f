"""Which way up a page stands, decided by reading a part of it in every way that it may stand."""

from collections.abc import Sequence

import numpy as np

from ocr.cleaning.clean import Grey
from ocr.cleaning.straighten import Straight, measure_lie, straighten
from ocr.tesseract.engine import OutOfTimeError, Token, recognize

LEGIBLE = 0.6
"""Mean confidence of a reading the right way up; turned, it stays well below."""
SAMPLE_SECONDS = 10.0
_FEW_LETTERS = 12


def read_upright(grey: Grey, seconds: float) -> tuple[Straight, tuple[Token, ...]]:
    """The even page straightened the way that reads best, and its words.

    Raises OutOfTimeError when the engine needs longer than `seconds`.
    """
    skew, is_sideways = measure_lie(grey)
    if is_sideways:
        # Typewritten columns look sideways too, so the page as given is tried with the others.
        straight = _best_way(grey, (0, 1, 3))
        return straight, recognize(straight.grey, seconds=seconds)
    straight = straighten(grey, skew=skew)
    tokens = recognize(straight.grey, seconds=seconds)
    if legibility(tokens) >= LEGIBLE:
        return straight, tokens
    other = _best_way(grey, (0, 2, 1, 3))
    found = recognize(other.grey, seconds=seconds)
    return (other, found) if weigh(found) > weigh(tokens) else (straight, tokens)


def legibility(tokens: Sequence[Token]) -> float:
    """Mean confidence by letter, 0 when hardly anything was read."""
    letters = sum(_letters(token) for token in tokens)
    return weigh(tokens) / letters if letters >= _FEW_LETTERS else 0.0


def weigh(tokens: Sequence[Token]) -> float:
    """How many letters were read, each counted by its confidence."""
    return sum(token.confidence * _letters(token) for token in tokens)


def _best_way(grey: Grey, turns: Sequence[int]) -> Straight:
    """Straightened by the number of quarter turns whose sample reads best."""
    ways = [straighten(grey, turn) for turn in turns]
    return max(ways, key=lambda way: _try(_densest_band(way.grey)))


def _try(sample: Grey) -> float:
    try:
        tokens = recognize(sample, seconds=SAMPLE_SECONDS)
    except OutOfTimeError:
        return 0.0
    return weigh(tokens) * legibility(tokens)


def _letters(token: Token) -> int:
    """The letters and digits of a word; none when it runs up or down, as the engine allows."""
    if len(token.text) > 2 and token.box.height > 1.5 * token.box.width:
        return 0
    return sum(character.isalnum() for character in token.text)


def _densest_band(grey: Grey) -> Grey:
    """The part of the page, a fifth of its height, with the most rows of print."""
    high = max(min(grey.shape[0], 250), grey.shape[0] // 5)
    rows = 255.0 - grey.mean(axis=1)
    change = np.abs(np.diff(rows, prepend=rows[0]))
    top = int(np.convolve(change, np.ones(high), mode="valid").argmax())
    return np.ascontiguousarray(grey[top : top + high])
