"""Second readings: every word is read again by other means, and disagreement is told.

Tesseract is often sure of a wrong digit. Its French model on the page and its English model on
single lines rarely make the same mistake; a third reading, without word segmentation, settles
which text stands, never that it is sure when a number is in dispute.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ocr.certainty.alignment import find_matching, pair
from ocr.certainty.strip import Strip, cut_strip
from ocr.cleaning.ink import Ink
from ocr.page import Line, Word
from ocr.signs.placing import Marked, is_sure, mark_signs, part_marks, put_signs
from ocr.signs.residues import mend
from ocr.signs.shapes import Sign, find_signs
from ocr.tesseract.engine import OutOfTimeError, Segmentation, Token, engine, recognize_each
from prescription.record import Box

DISPUTED = 0.05
"""Confidence of a word whose number, unit or name was read differently."""
REPAIRED = 0.5
"""Highest confidence of an ordinary word that was read differently."""
SPACE_AROUND = 0.5
"""Heights of capitals that a crop shows beyond its words: their boxes may leave a digit out."""
PIECE_GAP = 2.0
"""A gap wider than this many line heights parts two pieces of a line that are read apart."""

_NUMBER = re.compile(r"\d+(?:[.,/]\d+)*")
_PLAIN_WORD = re.compile(r"\W?(?:[^\W\d_]+['’-])*[^\W\d_]{4,}\W?")
_NAME = re.compile(r"[A-ZÀ-Þ]\w{2,}")
_UNITS = frozenset(
    {"mg", "g", "µg", "ug", "mcg", "ng", "kg", "ml", "cl", "dl", "l", "ui", "mui", "u", "h", "j"}
)
_NUMBER_WORDS = re.compile(
    "une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize"
    "|vingts?|trente|quarante|cinquante|soixante|cents?|mille|demie?|quart"
)


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words of one line without a wide gap, their strip, its signs, the crop with these marked."""

    words: tuple[Word, ...]
    strip: Strip
    signs: tuple[Sign, ...]
    marked: Marked


def reread(lines: Sequence[Line], ink: Ink, seconds: float = 60.0) -> tuple[Line, ...]:
    """The same lines, each word confirmed, corrected or disputed, and the signs put back.

    Boxes are the picture's. Where readings differ, `alternatives` holds the other ones. When the
    engine runs out of time, every number is disputed.
    """
    parts = [[tuple(part) for part in _cut(line.words)] for line in lines]
    pieces = _pieces([part for line in parts for part in line], ink)
    try:
        read_again = iter(_read_again(pieces, seconds))
    except OutOfTimeError:
        return tuple(replace(ln, words=tuple(_dispute(w) for w in ln.words)) for ln in lines)
    settled = (
        replace(line, words=tuple(word for _ in part for word in mend(next(read_again), ink)))
        for line, part in zip(lines, parts, strict=True)
    )
    return tuple(line for line in settled if line.words)


def _dispute(word: Word) -> Word:
    return replace(word, confidence=DISPUTED) if _NUMBER.search(word.text) else word


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
    for part, strip, signs in zip(parts, strips, find_signs(strips, plain), strict=True):
        boxes = [*(_box(word) for word in part), *(strip.on_picture(s.box) for s in signs)]
        space = round(SPACE_AROUND * strip.capitals)
        left = min(box.x for box in boxes) - strip.left - space
        right = max(box.x + box.width for box in boxes) - strip.left + space
        marked = mark_signs(strip, signs, max(left, 0), right)
        pieces.append(_Piece(part, strip, signs, marked))
    return pieces


def _is_plain(word: Word) -> bool:
    """A long word of letters, read with confidence: no sign hides in it."""
    return (word.confidence or 0.0) > 0.7 and bool(_PLAIN_WORD.fullmatch(word.text))


def _read_again(pieces: Sequence[_Piece], seconds: float) -> list[tuple[Word, ...]]:
    """The words that stand for each piece. Raises OutOfTimeError."""
    language = "eng" if "eng" in engine().languages() else "fra"
    with_signs = [i for i, p in enumerate(pieces) if any(is_sure(sign) for sign in p.signs)]
    first = {i: piece.words for i, piece in enumerate(pieces)}
    first |= _read(pieces, with_signs, Segmentation.LINE, "fra", seconds)
    second = _read(pieces, range(len(pieces)), Segmentation.LINE, language, seconds)
    doubtful = [i for i in first if any(not _same(a, b) for a, b in pair(first[i], second[i]))]
    third = _read(pieces, doubtful, Segmentation.RAW_LINE, "fra", seconds)
    return [
        put_signs(tuple(_settle(first[i], second[i], third.get(i))), piece.signs, piece.strip)
        for i, piece in enumerate(pieces)
    ]


def _read(
    pieces: Sequence[_Piece],
    chosen: Sequence[int],
    segmentation: Segmentation,
    language: str,
    seconds: float,
) -> dict[int, tuple[Word, ...]]:
    found = recognize_each(
        [pieces[i].marked.crop for i in chosen],
        segmentation=segmentation,
        languages=(language,),
        seconds=seconds,
    )
    return {
        i: tuple(
            word
            for token in tokens
            # Without word segmentation the paper's edge comes back as a bar.
            if segmentation != Segmentation.RAW_LINE or token.text.strip("|_")
            for word in part_marks(_word(token, pieces[i]))
        )
        for i, tokens in zip(chosen, found, strict=True)
    }


def _word(token: Token, piece: _Piece) -> Word:
    box = piece.strip.on_picture(piece.marked.on_strip(token.box))
    return Word(token.text, box, token.confidence)


def _settle(
    first: Sequence[Word], second: Sequence[Word], third: Sequence[Word] | None
) -> Iterator[Word]:
    """The words that stand after two readings, or three where they differ."""
    start = 0
    for a, b in pair(first, second):
        stop = start + len(a)
        if _same(a, b):
            yield from _confirm(a, b)
        elif third is not None:
            yield from _judge(a, b, find_matching(first, third, start, stop))
        start = stop


def _confirm(a: Sequence[Word], b: Sequence[Word]) -> Iterator[Word]:
    """Equal but for spaces: the reading that has more of them, as glued words are no words."""
    least = max(_least(a), _least(b))
    for word in b if len(b) > len(a) else a:
        yield replace(word, confidence=max(word.confidence or 0.0, least))


def _least(words: Sequence[Word]) -> float:
    return min((word.confidence or 0.0 for word in words), default=0.0)


def _judge(a: Sequence[Word], b: Sequence[Word], c: Sequence[Word]) -> Iterator[Word]:
    """Two of three decide the text; only agreement on every number leaves it sure."""
    matters = _matters(a) or _matters(b)
    if _same(a, c):
        if not matters or _numbers(a) == _numbers(b) != []:
            yield from a
        else:
            yield from _doubt(a, DISPUTED, b)
    elif c and _same(b, c):
        yield from _doubt(c, DISPUTED if matters else REPAIRED, a)
    else:
        yield from _doubt(a, DISPUTED if matters else REPAIRED, b, c)


def _doubt(words: Sequence[Word], confidence: float, *others: Sequence[Word]) -> Iterator[Word]:
    texts = dict.fromkeys(_text(other) for other in others)
    here = _text(words)
    alternatives = tuple(text for text in texts if text and text != here)
    for word in words:
        yield replace(
            word, confidence=min(word.confidence or 0.0, confidence), alternatives=alternatives
        )


def _matters(words: Sequence[Word]) -> bool:
    """Whether a number, a unit or what may be a drug's name is among the words."""
    for word in words:
        core = word.text.strip(".,;:()[]'’\"").lower()
        if _NUMBER.search(core) or core in _UNITS or _NUMBER_WORDS.fullmatch(core):
            return True
        if _NAME.search(word.text):
            return True
    return False


def _numbers(words: Sequence[Word]) -> list[str]:
    return [number.replace(",", ".") for number in _NUMBER.findall(_text(words))]


def _same(a: Sequence[Word], b: Sequence[Word]) -> bool:
    return _plain(_text(a)) == _plain(_text(b))


def _plain(text: str) -> str:
    """What must agree: letters without accents or case, digits, and signs within the words.

    Spaces count between digits alone: `84 31` is not `8431`.
    """
    letters = unicodedata.normalize("NFD", text.replace("’", "'").replace("×", "x"))
    bare = "".join(c for c in letters if not unicodedata.combining(c)).casefold()
    bare = re.sub(r"[‐-―]", "-", bare)
    bare = re.sub(r"(?<=\d),(?=\d)", ".", bare)
    words = filter(None, (word.strip(".,;:'\"*_|") for word in bare.split()))
    return re.sub(r"(?<!\d) | (?!\d)", "", " ".join(words))


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def _box(word: Word) -> Box:
    assert word.box is not None  # noqa: S101 - read from a picture
    return word.box
