"""Words that a stroke of a pen or a rule runs through: crossed out, or under a signature.

Tesseract takes such strokes off by itself and reads the words as if nothing were there. Whether a
crossed out line holds is for a human to say.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ocr.certainty.judging import DISPUTED
from ocr.cleaning.ink import Ink
from ocr.page import Line, Word

LONG = 5.0
"""In x-heights: a stroke through words is longer."""
BEYOND = 1.5
"""And so many times as long as the word, so that a word in script is not struck by itself."""
SHARE = 0.5
"""Of a word's ink that hangs together with the stroke."""


def dispute_struck(lines: Sequence[Line], ink: Ink, x_height: float) -> tuple[Line, ...]:
    """The lines, their struck words as good as unread. Boxes are the picture's."""
    long = ink.stats[:, 2] > LONG * max(x_height, 1.0)
    long[0] = False
    if not long.any():
        return tuple(lines)
    return tuple(
        replace(line, words=tuple(_dispute(word, ink, long) for word in line.words))
        for line in lines
    )


def _dispute(word: Word, ink: Ink, long: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Word:
    box = word.box
    if box is None:
        return word
    here = ink.labels[box.y : box.y + box.height, box.x : box.x + box.width]
    here = here[here > 0]
    struck = here[long[here]]
    if len(struck) <= SHARE * len(here):
        return word
    stroke = int(np.bincount(struck).argmax())
    if ink.stats[stroke, 2] < BEYOND * box.width:
        return word
    return replace(word, confidence=min(word.confidence or 0.0, DISPUTED))
