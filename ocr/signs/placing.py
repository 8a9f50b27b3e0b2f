"""Signs found by their shape take their place among the words that Tesseract reads.

Where a sure sign stands, the line is given to Tesseract with a `#` in its stead, which its models
read well, and in the text that comes back each `#` becomes the sign again.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from ocr.certainty.strip import Strip
from ocr.cleaning.clean import Grey
from ocr.page import UNREAD_SIGN, Word, surround
from ocr.signs.shapes import SURE_SIGN, Sign
from prescription.record import Box

MARK = "#"
DOUBT = 0.05
"""Confidence of a word that may hold a sign, and of a sign that may be another."""
TOLD = 0.9
"""Confidence of a g behind a sure µ."""
ONE_LETTER = 1.5
"""In widths of a µ: no more than a g has room behind it."""
_LIKE_G = re.compile(r"[g98qQ&5][.,:;]?")
SURE_FRACTION = 0.97
"""Below it a fraction may be another one, and a human is asked."""
_FRACTIONS = "½¼¾"
_TIMES = "×"
_GLUED_TO_NEXT, _GLUED_TO_LAST = "µ", "²"
_GLUE_GAP = 0.35  # of the height of capitals
_SPACE = 0.4  # of the height of capitals
_EDGE = 10  # pixels of white around a crop


def is_sure(sign: Sign) -> bool:
    """Whether the sign stands for what its text says."""
    return sign.confidence >= SURE_SIGN and sign.text != UNREAD_SIGN


@dataclass(frozen=True, slots=True)
class Marked:
    """A part of a strip, from column `left`, framed in white, with a mark for each sure sign.

    `shifts` are (column from which it holds, columns added before), left to right.
    """

    crop: Grey
    left: int
    shifts: tuple[tuple[int, int], ...]

    def on_strip(self, box: Box) -> Box:
        """A box of the crop on its strip."""
        x = box.x - _EDGE
        x -= sum(added for start, added in self.shifts if x >= start)
        return box._replace(x=x + self.left, y=box.y - _EDGE)


def mark_signs(strip: Strip, signs: Sequence[Sign], left: int, right: int) -> Marked:
    """The strip from column `left` to `right` with a mark and two spaces for each sure sign."""
    white = strip.ink.grey[:, left:right].copy()
    spans = [(s.box.x - left, s.box.x + s.box.width - left) for s in signs if is_sure(s)]
    # Where ink is, its component tells: on a faint page it is no darker than another's paper.
    letters = strip.ink.labels[:, left:right].max(axis=0, initial=0)
    for start, stop in spans:
        white[:, max(start - 1, 0) : stop + 1] = 255
        letters[max(start - 1, 0) : stop + 1] = 0
    inked = np.flatnonzero(letters)
    mark = _framed_mark(strip)
    parts: list[Grey] = []
    shifts: list[tuple[int, int]] = []
    done = width = 0
    for start, stop in spans:
        before, after = inked[inked < start], inked[inked >= stop]
        end = int(before[-1]) + 1 if len(before) else max(start, done)
        resume = int(after[0]) if len(after) else stop
        parts += [white[:, done:end], mark]
        width += end - done + mark.shape[1]
        shifts.append((width, mark.shape[1] - (resume - end)))
        done = max(resume, end)
    parts.append(white[:, done:])
    crop = cv2.copyMakeBorder(
        np.hstack(parts), _EDGE, _EDGE, _EDGE, _EDGE, cv2.BORDER_CONSTANT, value=255
    )
    return Marked(crop.astype(np.uint8), left, tuple(shifts))


def _framed_mark(strip: Strip) -> Grey:
    """A mark as high as the line's capitals, on its baseline, with a space at each side."""
    shape = _mark_shape()
    width = max(round(shape.shape[1] * strip.capitals / shape.shape[0]), 2)
    glyph = cv2.resize(shape, (width, strip.capitals), interpolation=cv2.INTER_AREA)
    space = max(round(_SPACE * strip.capitals), 2)
    framed = np.full((strip.ink.grey.shape[0], width + 2 * space), 255, np.uint8)
    framed[strip.baseline - strip.capitals : strip.baseline, space : space + width] = glyph
    return framed


@cache
def _mark_shape() -> Grey:
    font = ImageFont.load_default(size=120)
    image = Image.new("L", (300, 300), 255)
    ImageDraw.Draw(image).text((60, 60), MARK, font=font, fill=0)
    grey = np.asarray(image)
    rows, columns = (np.flatnonzero((grey < 128).any(axis=axis)) for axis in (1, 0))
    return grey[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def put_signs(words: Sequence[Word], found: Sequence[Sign], strip: Strip) -> tuple[Word, ...]:
    """The words of one row on the page's picture, each mark turned into its sign on the strip.

    Marks that came back more or fewer than they went leave the whole row in doubt. A sign that is
    not sure becomes another reading of the word it stands in.
    """
    signs = [replace(sign, box=strip.on_picture(sign.box)) for sign in found]
    sure = [sign for sign in signs if is_sure(sign)]
    if sum(word.text == MARK for word in words) == len(sure):
        row = list(_replace_marks(words, sure)) if sure else list(words)
    else:
        row = _put_by_place(words, sure)
    for sign in signs:
        # A times sign that is not sure was read as a letter x and says the same.
        if not is_sure(sign) and sign.text != _TIMES:
            row = _doubt(row, sign)
    return tuple(_glue(row))


def part_marks(word: Word) -> Iterator[Word]:
    """A word cut before and after each mark in it."""
    box = _box(word)
    letter = box.width / len(word.text)
    for found in re.finditer(f"{MARK}|[^{MARK}]+", word.text):
        left = box.x + round(found.start() * letter)
        width = max(round(len(found.group()) * letter), 1)
        yield replace(word, text=found.group(), box=Box(left, box.y, width, box.height))


def _replace_marks(words: Sequence[Word], signs: Sequence[Sign]) -> Iterator[Word]:
    waiting = iter(signs)
    for word in words:
        if word.text != MARK:
            yield word
            continue
        sign = next(waiting)
        readings = (other.replace(MARK, sign.text) for other in word.alternatives)
        others = tuple(reading for reading in readings if reading != sign.text)
        doubted = others or (sign.text in _FRACTIONS and sign.confidence < SURE_FRACTION)
        confidence = min(sign.confidence, DOUBT) if doubted else sign.confidence
        yield Word(sign.text, sign.box, confidence, others)


def _put_by_place(words: Sequence[Word], signs: Sequence[Sign]) -> list[Word]:
    """The signs among the words by their boxes alone, nothing of it sure.

    What a mark was read as goes where it stands under its sign: `#g`, read as `Hg`, is µg.
    """
    kept = [replace(w, text=_beside(w, signs).replace(MARK, "")) for w in words]
    row = [replace(w, confidence=min(w.confidence or 0.0, DOUBT)) for w in kept if w.text]
    row += [Word(sign.text, sign.box, DOUBT) for sign in signs]
    return sorted(row, key=lambda w: _box(w).x + _box(w).width / 2)


def _beside(word: Word, signs: Sequence[Sign]) -> str:
    """The letters of a word that stand under no µ: the g alone, where no more has room."""
    box = _box(word)
    letter = box.width / len(word.text)
    over = [s.box for s in signs if s.text == _GLUED_TO_NEXT and _overlap(box, s.box) > 0]
    if any(box.x + box.width - b.x - b.width < ONE_LETTER * b.width for b in over):
        gram = _LIKE_G.search(word.text)
        return gram[0] if gram and gram.end() == len(word.text) else word.text
    middles = (box.x + (place + 0.5) * letter for place in range(len(word.text)))
    return "".join(
        character
        for character, middle in zip(word.text, middles, strict=True)
        if not any(b.x <= middle <= b.x + b.width for b in over)
    )


def _doubt(row: list[Word], sign: Sign) -> list[Word]:
    touched = [i for i, word in enumerate(row) if _overlap(_box(word), sign.box) > 0.3]
    if not touched:
        lost = [*row, Word(sign.text, sign.box, min(sign.confidence, DOUBT))]
        return sorted(lost, key=lambda w: _box(w).x + _box(w).width / 2)
    for i in touched:
        others = dict.fromkeys((*row[i].alternatives, sign.text))
        row[i] = replace(row[i], confidence=DOUBT, alternatives=tuple(others))
    return row


def _glue(row: Sequence[Word]) -> list[Word]:
    """µ to its unit, ² to what it squares."""
    result: list[Word] = []
    for read in row:
        last = result[-1] if result else None
        word = _as_unit(last, read) if last is not None else read
        if last is not None and _belong_together(last, word):
            result[-1] = replace(
                last,
                text=last.text + word.text,
                box=surround((last.box, word.box)),
                confidence=min(last.confidence or 0.0, word.confidence or 0.0),
                alternatives=last.alternatives + word.alternatives,
            )
        else:
            result.append(word)
    return result


def _as_unit(last: Word, word: Word) -> Word:
    """The g of µg, which alone is often read as a digit: unlike a digit it hangs as low as µ."""
    if last.text != _GLUED_TO_NEXT or not _is_close(last, word):
        return word
    sign, unit = _box(last), _box(word)
    tops, feet = unit.y - sign.y, unit.y + unit.height - sign.y - sign.height
    like_g = _LIKE_G.fullmatch(word.text) and max(abs(tops), abs(feet)) < 0.2 * sign.height
    if like_g or (word.text[:1] == "g" and not word.alternatives):
        told = max(word.confidence or 0.0, TOLD)
        return replace(word, text="g" + word.text[1:], confidence=told, alternatives=())
    if word.text[:1].isalpha():
        return word
    others = dict.fromkeys((*word.alternatives, "g" + word.text[1:]))
    return replace(word, confidence=DOUBT, alternatives=tuple(others))


def _belong_together(last: Word, word: Word) -> bool:
    starts = last.text == _GLUED_TO_NEXT and word.text[:1].isalpha()
    ends = word.text == _GLUED_TO_LAST and last.text[-1:].isalnum()
    return (starts or ends) and _is_close(last, word)


def _is_close(last: Word, word: Word) -> bool:
    gap = _box(word).x - _box(last).x - _box(last).width
    return gap < _GLUE_GAP * max(_box(word).height, _box(last).height)


def _overlap(a: Box, b: Box) -> float:
    shared = min(a.x + a.width, b.x + b.width) - max(a.x, b.x)
    return shared / max(min(a.width, b.width), 1)


def _box(word: Word) -> Box:
    assert word.box is not None  # noqa: S101 - read from a picture
    return word.box
