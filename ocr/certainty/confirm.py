"""Whether a picture shows the text that a file says stands on it.

Each printed line is read from the picture; what is not found is read again by other means. Signs
that Tesseract cannot write count as shown where the letters around them are.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise

from ocr.cleaning.clean import Grey
from ocr.cleaning.ink import frame
from ocr.page import Line, Word, surround
from ocr.tesseract.engine import Segmentation, Token, recognize_each, second_language
from prescription.record import Box

UNCONFIRMED = 0.9
"""Confidence of a longer word of letters that the picture shows a little otherwise."""
DOUBTED = 0.05
"""Confidence of a number, or of a word, that the picture shows otherwise."""
LEAST_SHARE = 0.75
"""Of the words the picture must show, for the text to be this page's."""
MOST_DOUBTED = 0.1
"""Of the numbers; one may always be."""
ALIKE = 0.6
PIECE_GAP = 2.0
"""A gap wider than this many line heights parts two pieces of a line that are read apart."""
_UNWRITABLE = "µμ½¼¾⅓⅔×≥≤²³°®™€…œŒæÆ"
_PLAIN = str.maketrans({"’": "'", "‐": "-", "‑": "-", "–": "-", "—": "-", ",": "."})


@dataclass(frozen=True, slots=True)
class _Shown:
    """A word and what the picture shows in its place, as far as it is known."""

    word: Word
    confirmed: bool = False
    seen: tuple[str, ...] = ()


def confirm(lines: Sequence[Line], grey: Grey, seconds: float) -> tuple[Line, ...] | None:
    """The same lines with the confidence the picture gives each word; boxes in its pixels.

    None when the picture shows another text. Raises OutOfTimeError.
    """
    pieces = [piece for line in lines for piece in _cut(line.words)]
    shown = [[_Shown(word, not _spell(word.text)) for word in piece] for piece in pieces]
    english = second_language()
    for segmentation, language in (
        (Segmentation.LINE, "fra"),
        (Segmentation.RAW_LINE, english),
        (Segmentation.LINE, english),
    ):
        doubtful = [i for i, piece in enumerate(shown) if not all(s.confirmed for s in piece)]
        found = recognize_each(
            [_crop(pieces[i], grey)[0] for i in doubtful],
            segmentation=segmentation,
            languages=(language,),
            seconds=seconds,
        )
        for i, tokens in zip(doubtful, found, strict=True):
            shown[i] = list(_compare(shown[i], tokens, _crop(pieces[i], grey)[1]))
    if not _agrees([s for piece in shown for s in piece if _spell(s.word.text)]):
        return None
    judged = {s.word: _judge(s) for piece in shown for s in piece}
    return tuple(replace(ln, words=tuple(judged[w] for w in ln.words)) for ln in lines)


def _agrees(shown: Sequence[_Shown]) -> bool:
    """Whether the picture shows nearly every word, and nearly every number."""
    numbers = [s for s in shown if any(map(str.isdigit, s.word.text))]
    doubted = sum(not s.confirmed for s in numbers)
    confirmed = sum(s.confirmed for s in shown)
    return confirmed >= LEAST_SHARE * len(shown) and doubted <= max(1, MOST_DOUBTED * len(numbers))


def doubt(word: Word, *seen: str) -> Word:
    """The word as one that a human must compare with the page."""
    others = dict.fromkeys(text for text in seen if text and text != word.text)
    return replace(word, confidence=DOUBTED, alternatives=tuple(others))


def _cut(words: Sequence[Word]) -> Iterator[list[Word]]:
    """The words of a line, parted at wide gaps and where a cell holds several rows."""
    piece = [words[0]]
    for left, right in pairwise(words):
        a, b = _box(left), _box(right)
        if (
            b.x < a.x
            or b.y > a.y + a.height
            or b.x - a.x - a.width > PIECE_GAP * max(a.height, b.height)
        ):
            yield piece
            piece = []
        piece.append(right)
    yield piece


def _crop(piece: Sequence[Word], grey: Grey) -> tuple[Grey, int]:
    """The picture of the words, dark on light, and the column of the page where it begins."""
    whole = surround(word.box for word in piece) or Box(0, 0, 1, 1)
    part, left, _ = frame(grey, whole, max(4, whole.height // 4))
    inner = grey[whole.y : whole.y + whole.height, whole.x : whole.x + whole.width]
    if inner.size and float(inner.mean()) < 110:
        part, left, _ = frame((255 - grey).astype(grey.dtype), whole, max(4, whole.height // 4))
    return part, left


def _compare(shown: Sequence[_Shown], tokens: Sequence[Token], left: int) -> Iterator[_Shown]:
    for group, read in _groups(shown, tokens, left):
        text = " ".join(token.text for token in read)
        same = _shows(" ".join(s.word.text for s in group), text)
        seen = (text,) if len(group) == 1 else ()
        for s in group:
            yield s if s.confirmed else replace(s, confirmed=same, seen=s.seen + seen)


def _groups(
    shown: Sequence[_Shown], tokens: Sequence[Token], left: int
) -> Iterator[tuple[list[_Shown], list[Token]]]:
    """Words and tokens that share columns, from left to right."""
    places = sorted(tokens, key=lambda t: t.box.x)
    group: list[_Shown] = []
    read: list[Token] = []
    for s in shown:
        box = _box(s.word)
        reach = [t for t in read if _share(box, t.box, left) > 0.3]
        if group and not reach:
            yield group, read
            group, read = [], []
        group.append(s)
        while places and (_share(box, places[0].box, left) > 0.3 or places[0].box.x + left < box.x):
            read.append(places.pop(0))
    yield group, read + places


def _share(word: Box, token: Box, left: int) -> float:
    """Columns in common, as a share of the narrower one's."""
    x = token.x + left
    common = min(word.x + word.width, x + token.width) - max(word.x, x)
    return common / max(min(word.width, token.width), 1)


def _shows(text: str, seen: str) -> bool:
    """Whether a reading shows the text, for all that the engine can write."""
    pattern = "".join(".{0,2}" if c == "\0" else re.escape(c) for c in _spell(text))
    return bool(re.fullmatch(pattern, _spell(seen)))


def _spell(text: str) -> str:
    """What must agree: letters without accents or case, digits, the signs within numbers."""
    marked = "".join("\0" if c in _UNWRITABLE else c for c in text.translate(_PLAIN))
    bare = unicodedata.normalize("NFKD", marked).casefold()
    kept = re.sub(r"[^\w\0./%+\-]|_", "", bare)
    return re.sub(r"(?<!\d)[.\-]|[.\-](?!\d)", "", kept)


def _judge(shown: _Shown) -> Word:
    word = shown.word
    if shown.confirmed:
        return replace(word, confidence=1.0)
    here = _spell(word.text)
    near = max(
        (SequenceMatcher(None, here, _spell(text)).ratio() for text in shown.seen), default=0
    )
    if here.isalpha() and len(here) > 3 and near >= ALIKE:
        return replace(word, confidence=UNCONFIRMED)
    return doubt(word, *shown.seen)


def _box(word: Word) -> Box:
    assert word.box is not None  # noqa: S101 - words of a page have boxes
    return word.box
