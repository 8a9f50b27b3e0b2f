"""The pieces of lines that are read again: words without a wide gap, cut out with their signs."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from types import MappingProxyType

from ocr.certainty.strip import Strip, cut_strip
from ocr.cleaning.clean import Grey, thicken
from ocr.cleaning.ink import Ink
from ocr.page import UNREAD_SIGN, Word
from ocr.signs.placing import Marked, mark_signs
from ocr.signs.shapes import Sign, find_signs
from prescription.record import Box

SPACE_AROUND = 0.5
"""Heights of capitals that a crop shows beyond its words: their boxes may leave a digit out."""
PIECE_GAP = 2.0
"""A gap wider than this many line heights parts two pieces of a line that are read apart."""
LIKELY = 0.5
"""Confidence of a short word of letters that no times sign can stand in."""
FEWEST_LETTERS = 5
"""Of a word that no sign stands in the middle of."""
_TIMES = "×"
_ONLY_LETTERS = re.compile(r"[^\W\d_]{2,}")
_ONLY_DIGITS = re.compile(r"\d{2,}[.,]?")
_SUPPLY = re.compile(r"\w[sS][pP]")
"""`qsp`, however unclear."""
_PER_CENT, _DECIMAL = re.compile(r"%[.,;:]?"), re.compile(r"\d+[.,]\d+")
CLEAR = 0.9
"""Confidence of a sign that was read for itself."""
_PLAIN_WORD = re.compile(r"\W?(?:[^\W\d_]+['’-])*[^\W\d_]{4,}\W?")


Boxes = tuple[Box, ...]
"""Where the words of a piece stand: what its strip is known by."""
Crop = tuple[tuple[int, ...], bytes]
"""A picture as what it is known by: its shape and its pixels."""


def key_of(crop: Grey) -> Crop:
    """What a crop is known by."""
    return crop.shape, crop.tobytes()


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one line without a wide gap, their strip, its signs, the crop with these marked."""

    words: tuple[Word, ...]
    strip: Strip
    signs: tuple[Sign, ...]
    marked: Marked

    @property
    def boxes(self) -> Boxes:
        """Where its words stand."""
        return tuple(map(_box, self.words))

    def shown(self, *, thick: bool) -> Grey:
        """The crop, its strokes a pixel thicker: what a fax wore away holds together again."""
        crop = self.marked.crop
        return thicken(crop) if thick else crop


_NONE_CUT: Mapping[Boxes, Strip] = MappingProxyType({})


def part_at_gaps(words: Sequence[Word]) -> list[list[Word]]:
    """The words of a line, parted at wide gaps."""
    parts: list[list[Word]] = [[words[0]]]
    for left, right in pairwise(words):
        a, b = _box(left), _box(right)
        new_row = b.y > a.y + a.height or b.x < a.x
        if new_row or b.x - a.x - a.width > PIECE_GAP * max(a.height, b.height):
            parts.append([])
        parts[-1].append(right)
    return parts


def cut_pieces(
    parts: Sequence[Sequence[Word]], ink: Ink, cut: Mapping[Boxes, Strip] = _NONE_CUT
) -> list[Piece]:
    """The pieces of parts of lines. `cut` holds strips of this ink that were cut out before."""
    places = [tuple(map(_box, part)) for part in parts]
    strips = [cut.get(place) or cut_strip(ink, place) for place in places]
    plain = [[_box(word) for word in part if _is_plain(word)] for part in parts]
    pieces: list[Piece] = []
    found = find_signs(strips, plain)
    for part, strip, seen in zip(parts, strips, found, strict=True):
        signs = tuple(
            replace(s, text=UNREAD_SIGN) if _is_over_digit(s, strip, part) else s
            for s in seen
            if not (_is_in_word(s, strip, part) or _is_per_cent(s, strip, part))
        )
        boxes = [*(_box(word) for word in part), *(strip.on_picture(s.box) for s in signs)]
        pieces.append(Piece(tuple(part), strip, signs, _cut_out(strip, signs, boxes)))
    return pieces


def cut_bare_piece(words: Sequence[Word], ink: Ink) -> Piece:
    """The piece of words that were found but not read, as if no sign stood there."""
    boxes = [_box(word) for word in words]
    strip = cut_strip(ink, boxes)
    return Piece(tuple(words), strip, (), _cut_out(strip, (), boxes))


def _cut_out(strip: Strip, signs: Sequence[Sign], boxes: Sequence[Box]) -> Marked:
    space = round(SPACE_AROUND * strip.capitals)
    left = min(box.x for box in boxes) - strip.left - space
    right = max(box.x + box.width for box in boxes) - strip.left + space
    return mark_signs(strip, signs, max(left, 0), right)


def _is_in_word(sign: Sign, strip: Strip, words: Sequence[Word]) -> bool:
    """Whether a sign would stand in a word of letters, where it is a letter's shape.

    A times sign anywhere, as in `qsp`; any other sign with letters on both of its sides.
    """
    box = strip.on_picture(sign.box)
    middle = box.x + box.width / 2
    for word in words:
        clear = _ONLY_LETTERS.fullmatch(word.text) and (word.confidence or 0.0) > LIKELY
        if not clear and not _SUPPLY.fullmatch(word.text):
            continue
        inside = 0 if sign.text == _TIMES else _box(word).width / len(word.text)
        if _box(word).x + inside <= middle <= _box(word).x + _box(word).width - inside:
            return sign.text == _TIMES or len(word.text) >= FEWEST_LETTERS
    return False


def _is_over_digit(sign: Sign, strip: Strip, words: Sequence[Word]) -> bool:
    """Whether a times sign would stand for a digit of a number that was read: one is not so."""
    box = strip.on_picture(sign.box)
    middle = box.x + box.width / 2
    return sign.text == _TIMES and any(
        _box(word).x <= middle <= _box(word).x + _box(word).width
        for word in words
        if _ONLY_DIGITS.fullmatch(word.text) and (word.confidence or 0.0) > LIKELY
    )


def _is_per_cent(sign: Sign, strip: Strip, words: Sequence[Word]) -> bool:
    """Whether a fraction would stand where a clear `%` was read behind a decimal: `0,3 %`."""
    box = strip.on_picture(sign.box)
    middle = box.x + box.width / 2
    return sign.text != _TIMES and any(
        _box(word).x <= middle <= _box(word).x + _box(word).width
        for before, word in pairwise(words)
        if _PER_CENT.fullmatch(word.text)
        and (word.confidence or 0.0) > CLEAR
        and _DECIMAL.fullmatch(before.text)
    )


def _is_plain(word: Word) -> bool:
    """A long word of letters, read with confidence: no sign hides in it."""
    return (word.confidence or 0.0) > 0.7 and bool(_PLAIN_WORD.fullmatch(word.text))


def _box(word: Word) -> Box:
    assert word.box is not None  # noqa: S101 - read from a picture
    return word.box
