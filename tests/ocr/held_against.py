"""What was read of a page, laid beside the words printed on it by their places."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ocr.cleaning.picture import Picture
from ocr.page import Page, Word
from prescription.record import Box, ReviewReason

SURE = 0.8
"""A field with digits is shown as sure from this confidence on (`extraction.medication.doubts`)."""


@dataclass(frozen=True, slots=True)
class Held:
    """Printed words and the words read where they stand; either may be empty.

    `places` count the printed words from 0. `told` says that a human is sent there: a word in
    doubt, or a region told as unread.
    """

    printed: tuple[str, ...]
    read: tuple[Word, ...]
    told: bool
    places: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """What was read, with one space between words."""
        return " ".join(word.text for word in self.read)


def hold(page: Page, printed: Sequence[tuple[str, Box]]) -> Iterator[Held]:
    """Printed words with what was read there; words that were glued together stay together."""
    owners: dict[int, list[Word]] = {}
    groups = list(range(len(printed)))
    strays: list[Word] = []
    for word in (word for line in page.lines for word in line.words):
        shares = [_share(word.box, box) for _, box in printed]
        best = max(range(len(printed)), key=shares.__getitem__, default=None)
        if best is None or shares[best] <= 0.1:
            strays.append(word)
            continue
        owners.setdefault(best, []).append(word)
        for other, share in enumerate(shares):
            if share > 0.5 and other != best:
                groups = [groups[best] if g == groups[other] else g for g in groups]
    for word in tuple(strays):
        near = (i for i, one in enumerate(printed) if i not in owners and _is_beside(word, *one))
        if (home := next(near, None)) is not None:
            owners[home] = [word]
            strays.remove(word)
    unread = [r.box for r in page.review if r.reason == ReviewReason.UNREAD_REGION and r.box]
    for group in dict.fromkeys(groups):
        members = [i for i, g in enumerate(groups) if g == group]
        words = tuple(word for i in members for word in owners.get(i, ()))
        told = any(map(in_doubt, words)) or any(
            _share(box, printed[i][1]) > 0.3 for i in members for box in unread
        )
        yield Held(tuple(printed[i][0] for i in members), words, told, tuple(members))
    for word in strays:
        yield Held((), (word,), in_doubt(word))


def in_doubt(word: Word) -> bool:
    """Whether a field read from this word is shown to a human."""
    return (word.confidence or 0.0) < SURE or bool(word.alternatives)


def said(words: Sequence[Word]) -> str:
    """Words with their confidence and other readings, to be printed."""
    return " ".join(f"{w.text}({w.confidence:.2f} {'/'.join(w.alternatives)})" for w in words)


def in_colour(pixels: Picture) -> Picture:
    """A grey picture as RGB, as decoders give it; one in colour as it is."""
    if pixels.ndim == 3:
        return pixels
    return np.repeat(pixels[:, :, None], 3, axis=2)


def _is_beside(word: Word, text: str, printed: Box) -> bool:
    """Whether what was read is what is printed, in a box that is too narrow or a little off."""
    box = word.box
    if box is None or word.text != text:
        return False
    across = max(box.x - printed.x - printed.width, printed.x - box.x - box.width)
    down = min(box.y + box.height, printed.y + printed.height) - max(box.y, printed.y)
    return across < printed.height and down > 0.5 * min(box.height, printed.height)


def _share(a: Box | None, b: Box) -> float:
    """Of the smaller of the two, the share that both cover, in 0 to 1."""
    if a is None:
        return 0.0
    across = min(a.x + a.width, b.x + b.width) - max(a.x, b.x)
    down = min(a.y + a.height, b.y + b.height) - max(a.y, b.y)
    if across <= 0 or down < 0.3 * min(a.height, b.height):
        return 0.0
    return across / max(min(a.width, b.width), 1)
