"""Ink that the engine left out of its words: grown into them, or read alone."""

from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from ocr.certainty.judging import DISPUTED, plain
from ocr.cleaning.clean import Grey
from ocr.cleaning.ink import Ink, frame, share_inside
from ocr.page import Word, surround
from ocr.regions import find_leftovers, gap_between, nearest_word
from ocr.ruled import EDGE_SHARE
from ocr.tesseract.engine import (
    OutOfTimeError,
    Segmentation,
    Token,
    recognize_each,
    second_language,
)
from prescription.record import Box

LEFTOVER_SECONDS = 20.0
"""For all the leftovers of a page."""
MOST_LEFTOVERS = 60
LEFTOVER_CONFIDENCE = 0.5
LONELY_LETTERS, WORD = 3, 4
ROW, ALIKE = 12, 80.0
"""Letters of a printed row, and how like it the other model's reading is at least, in percent."""
CLEAR_TEXT = 0.7
"""Confidence of words that no hole, stroke, bar of a code and no grain is read as."""
NARROW = 4
"""Pixels of paper around a row that is read again."""
TOUCHING = 0.4
NARROWEST = 0.55
"""In x-heights: letters and digits of no printed word are less wide on the average."""
DIGIT_HEIGHT = 1.1, 1.9
"""In x-heights."""
STROKE, LEVEL = 0.4, 0.3
"""Of its height, how wide a stroke is at most; in x-heights, how level it stands with its row."""
BRACKETS = "[", "]"
DASHES, STROKES = frozenset("-–—_~"), frozenset("1lI|!]iJ")
"""What a 1 alone is read as."""
HIGHEST_PART = 2.5
"""Ink nearer to a word than so many x-heights, and lower than so many, is a part of it."""


def take_leftovers(ink: Ink, words: Sequence[Word], x_height: float) -> list[Word]:
    """The words, grown by ink that touches them, and those of regions taken for no text."""
    grown = list(words)
    apart: list[Box] = []
    for region in find_leftovers(ink, [w.box for w in words if w.box], x_height):
        near = nearest_word(region.box, grown) if region.readable else None
        # A ring would take the number in it along: it is read apart, or told.
        low = region.box.height < HIGHEST_PART * x_height and not region.drawn
        gap = gap_between(region.box, grown[near].box) if near is not None else x_height
        if near is not None and low and gap < TOUCHING * x_height:
            grown[near] = replace(grown[near], box=surround((region.box, grown[near].box)))
        elif region.readable:
            apart.append(region.box)
    for word in _read_apart(ink, apart[:MOST_LEFTOVERS], words, x_height):
        give_back(word, grown, x_height)
        grown.append(word)
    return grown


def as_one_stroke(word: Word, ink: Ink) -> Word:
    """The word, `|` where something else was made of one upright stroke.

    `Il` is wider than it is, no dash stands on end, and no bracket alone: a 1 is read as each.
    """
    box = word.box
    dash = DASHES.issuperset(word.text) or word.text in BRACKETS
    if box is None or not (dash or (len(word.text) > 1 and STROKES.issuperset(word.text))):
        return word
    if dash:  # the engine may give a dash the height of its row
        inside = ink.stats[1:][share_inside(ink.stats[1:], box) > 0.5]
        box = surround([Box(*map(int, row[:4])) for row in inside])
    upright = box is not None and box.width <= STROKE * box.height
    return replace(word, text="|") if upright else word


def give_back(word: Word, others: list[Word], x_height: float) -> None:
    """Take what stands at `word` off its neighbour, where that was read into too small a box.

    Of `7 à 9 j` the engine may give `à9` the box of the `à` alone: the 9 would come twice.
    """
    if word.box is None or (near := nearest_word(word.box, others)) is None:
        return
    other = others[near]
    box, text = other.box or word.box, other.text
    rest = len(text) - len(word.text)
    if rest <= 0 or box.width - word.box.width >= NARROWEST * x_height * rest:
        return
    if box.x < word.box.x and text.endswith(word.text):
        left = text.removesuffix(word.text)
        # `AR°2`: what was made of the space between.
        others[near] = replace(other, text=left.rstrip("°") or left)
    elif box.x > word.box.x and text.startswith(word.text):
        others[near] = replace(other, text=text.removeprefix(word.text))


def _read_apart(
    ink: Ink, places: Sequence[Box], words: Sequence[Word], x_height: float
) -> list[Word]:
    """What is read in the regions alone.

    Where no printed row is, strokes of a pen give letters too, and so does the desk beyond the
    sheet: two models must read the same.
    """
    crops = [frame(ink.grey, box, round(0.4 * x_height)) for box in places]
    across = span_of(words)
    lonely = [
        i
        for i, place in enumerate(places)
        if nearest_word(place, words) is None or is_in_margin(place, across, ink.grey.shape[1])
    ]
    try:
        found = _recognize_blocks([crop[0] for crop in crops], "fra")
        found = _read_faint(ink, places, found, x_height)
        others = _recognize_blocks([crops[i][0] for i in lonely], second_language())
        again = dict(zip(lonely, others, strict=True))
        unclear = [
            i
            for i, place in enumerate(places)
            if not any(token.confidence >= LEFTOVER_CONFIDENCE for token in found[i])
            and i not in again
            and _is_digit_high(place, x_height)
        ]
        unseen = [i for i in unclear if not found[i]]
        read = _read_single([places[i] for i in unseen], [crops[i][0] for i in unseen])
        read = _with_ones(read, [places[i] for i in unclear], words, x_height)
    except OutOfTimeError:
        return []  # they stay marks, and are told
    for i, (place, (_, left, top), tokens) in enumerate(zip(places, crops, found, strict=True)):
        if i in again and not _agree(_text(tokens), _text(again[i])):
            continue
        least = LONELY_LETTERS if i in again and len(plain(_text(tokens))) < ROW else 1
        read += [
            Word(t.text, t.box._replace(x=t.box.x + left, y=t.box.y + top), t.confidence)
            for t in tokens
            if t.confidence >= LEFTOVER_CONFIDENCE
            and sum(map(str.isalnum, t.text)) >= least
            # What reaches in from the margin is a word that is read already.
            and place.x <= t.box.x + left + t.box.width // 2 <= place.x + place.width
        ]
    return read


def _agree(one: str, other: str) -> bool:
    """Whether both models read the same; in a row of many letters a few may differ."""
    one, other = plain(one), plain(other)
    long = min(len(one), len(other)) >= ROW
    return one == other or (long and fuzz.ratio(one, other) >= ALIKE)


def span_of(words: Sequence[Word]) -> tuple[int, int]:
    """From where to where on the page clear words reach."""
    clear = [w for w in words if (w.confidence or 0.0) >= CLEAR_TEXT and len(w.text) >= WORD]
    boxes = [w.box for w in clear if w.box]
    return (
        min((box.x for box in boxes), default=0),
        max((box.x + box.width for box in boxes), default=0),
    )


def is_in_margin(place: Box, across: tuple[int, int], width: int) -> bool:
    """Whether a place is near a side of the picture and beyond all words."""
    left, right = across
    beyond = place.x + place.width < left or place.x > right
    middle = place.x + place.width / 2
    return beyond and min(middle, width - middle) < EDGE_SHARE * width


def _read_faint(
    ink: Ink, places: Sequence[Box], found: Sequence[tuple[Token, ...]], x_height: float
) -> tuple[tuple[Token, ...], ...]:
    """What was read, single rows without a clear word read again without word segmentation."""
    faint = [
        i
        for i, (place, tokens) in enumerate(zip(places, found, strict=True))
        if place.height < HIGHEST_PART * x_height < 2 * place.width
        and not any(token.confidence >= LEFTOVER_CONFIDENCE for token in tokens)
    ]
    margin = round(0.4 * x_height)
    again = recognize_each(
        [frame(ink.grey, places[i], NARROW)[0] for i in faint],
        segmentation=Segmentation.RAW_LINE,
        languages=("fra",),
        seconds=LEFTOVER_SECONDS / 2,
    )
    moved = {
        # Boxes are those of the wider crop, from the row's own left edge on.
        i: tuple(_shifted(t, margin - NARROW) for t in tokens)
        for i, tokens in zip(faint, again, strict=True)
    }
    return tuple(moved.get(i, tokens) for i, tokens in enumerate(found))


def _shifted(token: Token, by: int) -> Token:
    return replace(token, box=token.box._replace(x=token.box.x + by, y=token.box.y + by))


def _is_digit_high(place: Box, x_height: float) -> bool:
    low, high = DIGIT_HEIGHT
    return low * x_height <= place.height <= high * x_height and place.width < place.height


def _read_single(places: Sequence[Box], crops: Sequence[Grey]) -> list[Word]:
    """Single digits in the cells of a table, where the engine sees no text; nothing of it sure."""
    found = recognize_each(
        crops,
        segmentation=Segmentation.RAW_LINE,
        languages=("fra",),
        seconds=LEFTOVER_SECONDS / 2,
    )
    texts = (_text(tokens).strip() for tokens in found)
    digits = ("1" if text in STROKES else text for text in texts)
    return [
        Word(digit, place, DISPUTED)
        for place, digit in zip(places, digits, strict=True)
        if len(digit) == 1 and digit.isdecimal()
    ]


def _with_ones(
    read: list[Word], places: Sequence[Box], words: Sequence[Word], x_height: float
) -> list[Word]:
    """A 1 for each stroke as high as the digits of its row: alone in a cell it is read as nothing.

    What is left of a rule stands at any height.
    """
    strokes = [
        place
        for place in places
        if place.width <= STROKE * place.height
        and any(
            abs(word.box.y - place.y) <= LEVEL * x_height
            and abs(word.box.y + word.box.height - place.y - place.height) <= LEVEL * x_height
            for word in words
            if word.box and any(map(str.isdigit, word.text))
        )
    ]
    others = [word for word in read if word.box not in strokes]
    return others + [Word("1", place, DISPUTED) for place in strokes]


def _recognize_blocks(crops: Sequence[Grey], language: str) -> tuple[tuple[Token, ...], ...]:
    return recognize_each(
        crops,
        segmentation=Segmentation.BLOCK,
        languages=(language,),
        seconds=LEFTOVER_SECONDS / 2,
    )


def _text(tokens: Sequence[Token]) -> str:
    return " ".join(token.text for token in tokens)
