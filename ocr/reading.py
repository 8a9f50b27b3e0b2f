"""From the picture of a page to its words."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from ocr.certainty.judging import DISPUTED, plain
from ocr.certainty.reread import reread
from ocr.cleaning.clean import Grey, to_grey
from ocr.cleaning.dots import Mark
from ocr.cleaning.ink import Ink, frame
from ocr.cleaning.orient import read_upright
from ocr.cleaning.photo import flatten
from ocr.cleaning.picture import Picture
from ocr.layout import arrange
from ocr.level import cut_box, move_box
from ocr.marks import put_marks, without_marks
from ocr.page import Line, Page, Word, surround
from ocr.regions import (
    find_leftovers,
    gap_between,
    is_edge_of_sheet,
    is_on_mark,
    nearest_word,
    typical_x_height,
)
from ocr.struck import dispute_struck
from ocr.tesseract.engine import OutOfTimeError, Segmentation, Token, engine, recognize_each
from ocr.unread import choose_to_tell, is_mostly_unread, place_in_words, unclear_lines
from prescription.record import Box, Review, ReviewReason

PAGE_SECONDS, LEFTOVER_SECONDS, SECOND_SECONDS = 60.0, 20.0, 25.0
"""For one reading of the page, for all its leftovers, and for each of three second readings.

With the samples of a turned page they add up to less than `ocr.files.isolation` grants.
"""
MOST_LEFTOVERS = 60
LEFTOVER_CONFIDENCE = 0.5
LONELY_LETTERS = 3
NARROW = 4
"""Pixels of paper around a row that is read again."""
CLEAR_TEXT = 0.7
"""Confidence of words that no punched hole and no bar of a code is read as."""
TOUCHING = 0.4
DIGIT_HEIGHT = 1.1, 1.9
"""In x-heights."""
STROKES = frozenset("1lI|!]iJ")
"""What a 1 alone is read as."""
OUT_OF_TIME = "Tesseract n'a pas fini de lire cette page"
MOSTLY_UNREAD = "page surtout manuscrite ou peu lisible : à saisir d'après l'image"
HIGHEST_TEXT = 3.5
"""In x-heights: what is higher and was read without confidence is no print."""
HIGHEST_PART = 2.5
"""Ink nearer to a word than so many x-heights, and lower than so many, is a part of it."""


def read_page(picture: Picture, number: int = 1) -> Page:
    """One page (height, width, 3) RGB; word boxes in its pixels.

    Raises Fault when Tesseract is missing. A page that Tesseract does not finish comes without
    words and with an `unread-region` review.
    """
    height, width = picture.shape[:2]
    whole = Box(0, 0, width, height)
    try:
        flat, from_flat = flatten(to_grey(picture))
        straight, tokens = read_upright(flat, PAGE_SECONDS)
        straight = replace(straight, to_page=from_flat @ straight.to_page)
        lines, unread = _read_everything(straight.ink, tokens, straight.marks)
    except OutOfTimeError:
        return Page(number, (), width, height, (_unread(whole, number, OUT_OF_TIME),))

    def place(box: Box) -> Box:
        return cut_box(move_box(box, straight.way), width, height)

    def tell(box: Box) -> Review:
        return _unread(box, number, place_in_words(box, width, height))

    in_doubt = is_mostly_unread(lines, unread)
    return Page(
        number,
        tuple(_onto_page(line, place, keep=not straight.is_level) for line in lines),
        width,
        height,
        (_unread(whole, number, MOSTLY_UNREAD),)
        if in_doubt
        else tuple(map(tell, map(place, unread))),
        () if straight.is_level else straight.way,
    )


def _read_everything(
    ink: Ink, tokens: Sequence[Token], marks: Sequence[Mark]
) -> tuple[tuple[Line, ...], tuple[Box, ...]]:
    """The lines, with what the engine left out and second readings, and what is still unread."""
    words = [Word(t.text, t.box, t.confidence) for t in tokens]
    x_height = typical_x_height(arrange(words))
    words = [
        w
        for w in words
        if w.box is None
        or _is_text(w)
        or not (
            is_edge_of_sheet(w.text, w.box, ink.grey.shape)
            or is_on_mark(w.box, ink, x_height)
            or _is_scrawl(w, w.box, x_height)
        )
    ]
    words = _take_leftovers(ink, words, x_height)
    lines = arrange([*words, *(Word(mark.text, mark.box, 1.0) for mark in marks)])
    lines = reread(without_marks(lines, marks), ink, SECOND_SECONDS)
    lines = put_marks(dispute_struck(lines, ink, x_height), marks)
    left = find_leftovers(ink, [w.box for ln in lines for w in ln.words if w.box], x_height)
    told = choose_to_tell(left, lines, ink.grey.shape, x_height)
    return lines, (*told, *unclear_lines(lines))


def _is_text(word: Word) -> bool:
    """Whether it is no filled shape, however bold its letters run together: `80`."""
    return (word.confidence or 0.0) >= CLEAR_TEXT and len(set(filter(str.isalnum, word.text))) > 1


def _is_scrawl(word: Word, box: Box, x_height: float) -> bool:
    """Whether a pen's strokes, higher than print, were read as letters: they are told instead."""
    return (word.confidence or 0.0) < LEFTOVER_CONFIDENCE and box.height > HIGHEST_TEXT * x_height


def _take_leftovers(ink: Ink, words: Sequence[Word], x_height: float) -> list[Word]:
    """The words, grown by ink that touches them, and those of regions taken for no text."""
    grown = list(words)
    apart: list[Box] = []
    for region in find_leftovers(ink, [w.box for w in words if w.box], x_height):
        near = nearest_word(region.box, grown) if region.readable else None
        low = region.box.height < HIGHEST_PART * x_height
        gap = gap_between(region.box, grown[near].box) if near is not None else x_height
        if near is not None and low and gap < TOUCHING * x_height:
            grown[near] = replace(grown[near], box=surround((region.box, grown[near].box)))
        elif region.readable:
            apart.append(region.box)
    return grown + _read_apart(ink, apart[:MOST_LEFTOVERS], words, x_height)


def _read_apart(
    ink: Ink, places: Sequence[Box], words: Sequence[Word], x_height: float
) -> list[Word]:
    """What is read in the regions alone.

    Where no printed row is, strokes of a pen give letters too: two models must read the same.
    """
    crops = [frame(ink.grey, box, round(0.4 * x_height)) for box in places]
    lonely = [i for i, place in enumerate(places) if nearest_word(place, words) is None]
    try:
        found = _recognize_blocks([crop[0] for crop in crops], "fra")
        found = _read_faint(ink, places, found, x_height)
        others = _recognize_blocks(
            [crops[i][0] for i in lonely], "eng" if "eng" in engine().languages() else "fra"
        )
        again = dict(zip(lonely, others, strict=True))
        unseen = [
            i
            for i, place in enumerate(places)
            if not found[i] and i not in again and _is_digit_high(place, x_height)
        ]
        read = _read_single([places[i] for i in unseen], [crops[i][0] for i in unseen])
    except OutOfTimeError:
        return []  # they stay marks, and are told
    for i, (place, (_, left, top), tokens) in enumerate(zip(places, crops, found, strict=True)):
        if i in again and plain(_text(tokens)) != plain(_text(again[i])):
            continue
        least = LONELY_LETTERS if i in again else 1
        read += [
            Word(t.text, t.box._replace(x=t.box.x + left, y=t.box.y + top), t.confidence)
            for t in tokens
            if t.confidence >= LEFTOVER_CONFIDENCE
            and sum(map(str.isalnum, t.text)) >= least
            # What reaches in from the margin is a word that is read already.
            and place.x <= t.box.x + left + t.box.width // 2 <= place.x + place.width
        ]
    return read


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


def _recognize_blocks(crops: Sequence[Grey], language: str) -> tuple[tuple[Token, ...], ...]:
    return recognize_each(
        crops,
        segmentation=Segmentation.BLOCK,
        languages=(language,),
        seconds=LEFTOVER_SECONDS / 2,
    )


def _text(tokens: Sequence[Token]) -> str:
    return " ".join(token.text for token in tokens)


def _unread(box: Box, number: int, text: str) -> Review:
    return Review("page", ReviewReason.UNREAD_REGION, text, box, number)


def _onto_page(line: Line, place: Callable[[Box], Box], *, keep: bool) -> Line:
    words = tuple(
        replace(word, box=place(word.box), level=word.box if keep else None)
        for word in line.words
        if word.box is not None
    )
    return replace(line, words=words)
