"""Second readings: every word is read again by other means, and disagreement is told.

Tesseract is often sure of a wrong digit. Its French model on the page and its English model on
single lines rarely make the same mistake; a third reading, of thicker strokes, settles which text
stands, never that it is sure when a number is in dispute.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ocr.certainty.alignment import pair
from ocr.certainty.apart import confirm_alone
from ocr.certainty.gaps import doubt_gaps
from ocr.certainty.judging import DISPUTED, find_numbers, same, settle
from ocr.certainty.low_digits import doubt_low_digits
from ocr.certainty.strip import Strip, cut_strip
from ocr.cleaning.clean import Grey, thicken
from ocr.cleaning.ink import Ink
from ocr.page import UNREAD_SIGN, Line, Word
from ocr.signs.accents import tell_accents
from ocr.signs.placing import Marked, is_sure, mark_signs, part_marks, put_signs
from ocr.signs.residues import mend
from ocr.signs.shapes import Sign, find_signs
from ocr.tesseract.engine import OutOfTimeError, Segmentation, Token, engine, recognize_each
from prescription.record import Box

SPACE_AROUND = 0.5
"""Heights of capitals that a crop shows beyond its words: their boxes may leave a digit out."""
WHOLE = 0.75
"""Share of its letters and digits that a line read again must still have."""
PIECE_GAP = 2.0
"""A gap wider than this many line heights parts two pieces of a line that are read apart."""
NO_LETTERS = "\ufffd"
"""What the engine may write for a sign that it cannot, such as `%`."""

LIKELY = 0.5
"""Confidence of a short word of letters that no times sign can stand in."""
FEWEST_LETTERS = 5
"""Of a word that no sign stands in the middle of."""
_TIMES = "×"
_ONLY_LETTERS = re.compile(r"[^\W\d_]{2,}")
_ONLY_DIGITS = re.compile(r"\d{2,}[.,]?")
_PLAIN_WORD = re.compile(r"\W?(?:[^\W\d_]+['’-])*[^\W\d_]{4,}\W?")


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words of one line without a wide gap, their strip, its signs, the crop with these marked."""

    words: tuple[Word, ...]
    strip: Strip
    signs: tuple[Sign, ...]
    marked: Marked

    def shown(self, *, thick: bool) -> Grey:
        """The crop, its strokes a pixel thicker: what a fax wore away holds together again."""
        crop = self.marked.crop
        return thicken(crop) if thick else crop


def reread(
    lines: Sequence[Line], ink: Ink, seconds: float = 60.0, *, worn: bool = False
) -> tuple[Line, ...]:
    """The same lines, each word confirmed, corrected or disputed, and the signs put back.

    Boxes are the picture's. Where readings differ, `alternatives` holds the other ones. When the
    engine runs out of time, every number is disputed. `worn` tells a page of two levels, whose
    strokes are shown thicker to all readings but the first.
    """
    parts = [[tuple(part) for part in _cut(line.words)] for line in lines]
    pieces = _pieces([part for line in parts for part in line], ink)
    try:
        read_again = iter(_read_again(pieces, seconds, worn=worn))
    except OutOfTimeError:
        return tuple(replace(ln, words=tuple(_dispute(w) for w in ln.words)) for ln in lines)
    settled = (
        replace(line, words=tuple(w for _ in part for w in _tell(next(read_again), ink)))
        for line, part in zip(lines, parts, strict=True)
    )
    lines = [line for line in settled if line.words]
    return doubt_low_digits(doubt_gaps(confirm_alone(lines, ink, seconds, worn=worn), ink))


def _tell(words: Sequence[Word], ink: Ink) -> Iterator[Word]:
    """The words with what the picture tells of them."""
    return mend(tuple(tell_accents(words, ink)), ink)


def _dispute(word: Word) -> Word:
    return replace(word, confidence=DISPUTED) if find_numbers(word.text) else word


def _cut(words: Sequence[Word]) -> list[list[Word]]:
    """The words of a line, parted at wide gaps."""
    parts: list[list[Word]] = [[words[0]]]
    for left, right in pairwise(words):
        a, b = _box(left), _box(right)
        new_row = b.y > a.y + a.height or b.x < a.x
        if new_row or b.x - a.x - a.width > PIECE_GAP * max(a.height, b.height):
            parts.append([])
        parts[-1].append(right)
    return parts


def _pieces(parts: Sequence[tuple[Word, ...]], ink: Ink) -> list[_Piece]:
    strips = [cut_strip(ink, [_box(word) for word in part]) for part in parts]
    plain = [[_box(word) for word in part if _is_plain(word)] for part in parts]
    pieces: list[_Piece] = []
    found = find_signs(strips, plain)
    for part, strip, seen in zip(parts, strips, found, strict=True):
        signs = tuple(
            replace(s, text=UNREAD_SIGN) if _is_over_digit(s, strip, part) else s
            for s in seen
            if not _is_in_word(s, strip, part)
        )
        boxes = [*(_box(word) for word in part), *(strip.on_picture(s.box) for s in signs)]
        space = round(SPACE_AROUND * strip.capitals)
        left = min(box.x for box in boxes) - strip.left - space
        right = max(box.x + box.width for box in boxes) - strip.left + space
        marked = mark_signs(strip, signs, max(left, 0), right)
        pieces.append(_Piece(part, strip, signs, marked))
    return pieces


def _is_in_word(sign: Sign, strip: Strip, words: Sequence[Word]) -> bool:
    """Whether a sign would stand in a word of letters, where it is a letter's shape.

    A times sign anywhere, as in `qsp`; any other sign with letters on both of its sides.
    """
    box = strip.on_picture(sign.box)
    middle = box.x + box.width / 2
    for word in words:
        if not _ONLY_LETTERS.fullmatch(word.text) or (word.confidence or 0.0) <= LIKELY:
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


def _is_plain(word: Word) -> bool:
    """A long word of letters, read with confidence: no sign hides in it."""
    return (word.confidence or 0.0) > 0.7 and bool(_PLAIN_WORD.fullmatch(word.text))


def _is_whole(words: Sequence[Word], before: Sequence[Word]) -> bool:
    """Whether a line read again still holds what stood on it: at a wide gap the engine may stop."""
    said, told = ("".join(filter(str.isalnum, _text(group))) for group in (words, before))
    return len(said) >= WHOLE * len(told)


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def _read_again(pieces: Sequence[_Piece], seconds: float, *, worn: bool) -> list[tuple[Word, ...]]:
    """The words that stand for each piece. Raises OutOfTimeError."""
    language = "eng" if "eng" in engine().languages() else "fra"
    with_signs = [i for i, p in enumerate(pieces) if any(is_sure(sign) for sign in p.signs)]
    first = {i: piece.words for i, piece in enumerate(pieces)}
    marked = _read(pieces, with_signs, "fra", seconds)
    first |= {i: words for i, words in marked.items() if _is_whole(words, pieces[i].words)}
    second = _read(pieces, range(len(pieces)), language, seconds, thick=worn)
    doubtful = [i for i in first if any(not same(a, b) for a, b in pair(first[i], second[i]))]
    third = _read(pieces, doubtful, "fra", seconds, thick=True)
    return [
        put_signs(tuple(settle(first[i], second[i], third.get(i))), piece.signs, piece.strip)
        for i, piece in enumerate(pieces)
    ]


def _read(
    pieces: Sequence[_Piece],
    chosen: Sequence[int],
    language: str,
    seconds: float,
    *,
    thick: bool = False,
) -> dict[int, tuple[Word, ...]]:
    found = recognize_each(
        [pieces[i].shown(thick=thick) for i in chosen],
        segmentation=Segmentation.LINE,
        languages=(language,),
        seconds=seconds,
    )
    return {
        i: tuple(
            word
            for token in tokens
            if token.text.strip(NO_LETTERS)
            for word in part_marks(_word(token, pieces[i]))
        )
        for i, tokens in zip(chosen, found, strict=True)
    }


def _word(token: Token, piece: _Piece) -> Word:
    box = piece.strip.on_picture(piece.marked.on_strip(token.box))
    return Word(token.text, box, token.confidence)


def _box(word: Word) -> Box:
    assert word.box is not None  # noqa: S101 - read from a picture
    return word.box
