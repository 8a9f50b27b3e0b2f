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

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from ocr.ink import frame
from ocr.page import Line, Word, surround
from ocr.tesseract import OutOfTimeError, Segmentation, Token, installed_languages, recognize_each
from prescription.record import Box

DISPUTED = 0.05
"""Confidence of a word whose number, unit or name was read differently."""
REPAIRED = 0.5
"""Highest confidence of an ordinary word that was read differently."""
PIECE_GAP = 2.0
"""A gap wider than this many line heights parts two pieces of a line that are read apart."""

_NUMBER = re.compile(r"\d+(?:[.,/]\d+)*")
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
    """Words of one line without a wide gap, and where their crop stands."""

    words: tuple[Word, ...]
    crop: NDArray[np.uint8]
    left: int
    top: int


def reread(
    lines: Sequence[Line], grey: NDArray[np.uint8], seconds: float = 60.0
) -> tuple[Line, ...]:
    """The same lines, each word confirmed, corrected or disputed; boxes are those of `grey`.

    Where readings differ, `alternatives` holds the other ones. When the engine runs out of time,
    every number is disputed.
    """
    pieces = [piece for line in lines for piece in _cut(line, grey)]
    language = "eng" if "eng" in installed_languages() else "fra"
    try:
        second = _read(pieces, Segmentation.LINE, language, seconds)
        doubtful = [
            i
            for i, piece in enumerate(pieces)
            if any(not _same(a, b) for a, b in _groups(piece.words, second[i]))
        ]
        third = _read([pieces[i] for i in doubtful], Segmentation.RAW_LINE, "fra", seconds)
    except OutOfTimeError:
        return tuple(replace(ln, words=tuple(_dispute(w) for w in ln.words)) for ln in lines)
    settled = dict(zip(doubtful, third, strict=True))
    read_again = iter(
        _settle(piece.words, second[i], settled.get(i)) for i, piece in enumerate(pieces)
    )
    return tuple(
        replace(line, words=tuple(w for _ in _cut(line, grey) for w in next(read_again)))
        for line in lines
    )


def _dispute(word: Word) -> Word:
    return replace(word, confidence=DISPUTED) if _NUMBER.search(word.text) else word


def _cut(line: Line, grey: NDArray[np.uint8]) -> Iterator[_Piece]:
    """The pieces of a line with a little paper around each."""
    parts: list[list[Word]] = [[line.words[0]]]
    for left, right in pairwise(line.words):
        a, b = _box(left), _box(right)
        new_row = b.y > a.y + a.height or b.x < a.x
        if new_row or b.x - a.x - a.width > PIECE_GAP * max(a.height, b.height):
            parts.append([])
        parts[-1].append(right)
    for part in parts:
        box = surround(word.box for word in part)
        assert box is not None  # noqa: S101 - read from a picture
        yield _Piece(tuple(part), *frame(grey, box, max(4, box.height // 4)))


def _read(
    pieces: Sequence[_Piece], segmentation: Segmentation, language: str, seconds: float
) -> list[tuple[Word, ...]]:
    found = recognize_each(
        [piece.crop for piece in pieces],
        segmentation=segmentation,
        languages=(language,),
        seconds=seconds,
    )
    return [
        tuple(_word(token, piece) for token in tokens)
        for piece, tokens in zip(pieces, found, strict=True)
    ]


def _word(token: Token, piece: _Piece) -> Word:
    box = token.box
    placed = Box(box.x + piece.left, box.y + piece.top, box.width, box.height)
    return Word(token.text, placed, token.confidence)


def _settle(
    first: Sequence[Word], second: Sequence[Word], third: Sequence[Word] | None
) -> Iterator[Word]:
    """The words that stand after two readings, or three where they differ."""
    start = 0
    for a, b in _groups(first, second):
        stop = start + len(a)
        if _same(a, b):
            yield from (_confirm(a, b))
        elif third is not None:
            yield from _judge(a, b, _matching(first, third, start, stop))
        start = stop


def _confirm(a: Sequence[Word], b: Sequence[Word]) -> Iterator[Word]:
    for i, word in enumerate(a):
        other = b[i].confidence if len(a) == len(b) else None
        yield replace(word, confidence=max(word.confidence or 0.0, other or 0.0))


def _judge(a: Sequence[Word], b: Sequence[Word], c: Sequence[Word]) -> Iterator[Word]:
    """Two of three decide the text; only agreement on every number leaves it sure."""
    matters = _matters(a) or _matters(b)
    if _same(a, c):
        if not matters or _numbers(a) == _numbers(b) != []:
            yield from a
        else:
            yield from _doubt(a, DISPUTED, b)
    elif _same(b, c):
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
    """What must agree: letters without accents or case, digits, and signs within the words."""
    letters = unicodedata.normalize("NFD", text.replace("’", "'").replace("×", "x"))
    bare = "".join(c for c in letters if not unicodedata.combining(c)).casefold()
    bare = re.sub(r"[‐-―]", "-", bare)
    bare = re.sub(r"(?<=\d),(?=\d)", ".", bare)
    return " ".join(filter(None, (word.strip(".,;:'\"*_|") for word in bare.split())))


def _groups(
    a: Sequence[Word], b: Sequence[Word]
) -> Iterator[tuple[Sequence[Word], Sequence[Word]]]:
    """Both readings cut where both have a word's end at the same place of the text."""
    text_a, ends_a = _glue(a)
    text_b, ends_b = _glue(b)
    low, high = _places(text_a, text_b)
    start_a = start_b = 0
    for index_a, end in enumerate(ends_a[:-1], start=1):
        fit = [j for j, e in enumerate(ends_b[:-1], start=1) if low[end] <= e <= high[end]]
        fit = [j for j in fit if j > start_b]
        if fit:
            yield a[start_a:index_a], b[start_b : fit[0]]
            start_a, start_b = index_a, fit[0]
    yield a[start_a:], b[start_b:]


def _glue(words: Sequence[Word]) -> tuple[str, list[int]]:
    ends: list[int] = []
    text = ""
    for word in words:
        text += word.text
        ends.append(len(text))
    return text, ends


def _places(a: str, b: str) -> tuple[list[int], list[int]]:
    """For each place between characters of `a`, the lowest and highest place of it in `b`."""
    low, high = [len(b)] * (len(a) + 1), [0] * (len(a) + 1)
    for op in Levenshtein.opcodes(a, b):
        for place in range(op.src_start, op.src_end + 1):
            if op.tag == "equal":
                there = (op.dest_start + place - op.src_start,) * 2
            elif place == op.src_start == op.src_end:
                there = (op.dest_start, op.dest_end)
            elif place == op.src_start:
                there = (op.dest_start, op.dest_start)
            elif place == op.src_end:
                there = (op.dest_end, op.dest_end)
            else:
                there = (op.dest_start, op.dest_end)
            low[place] = min(low[place], there[0])
            high[place] = max(high[place], there[1])
    return low, high


def _matching(
    first: Sequence[Word], other: Sequence[Word], start: int, stop: int
) -> Sequence[Word]:
    """The words of `other` that stand where `first[start:stop]` stand."""
    found: list[Word] = []
    place = 0
    for a, b in _groups(first, other):
        if place < stop and place + len(a) > start:
            found.extend(b)
        place += len(a)
    return found


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def _box(word: Word) -> Box:
    assert word.box is not None  # noqa: S101 - read from a picture
    return word.box
