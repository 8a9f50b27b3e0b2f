"""From the picture of a page to its words."""

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from time import monotonic

import numpy as np

from ocr.certainty.ahead import Ahead
from ocr.certainty.alike import settle_alike
from ocr.certainty.like_digits import doubt_like_digits
from ocr.certainty.odd_digits import doubt_odd_digits
from ocr.certainty.postcodes import doubt_postcodes
from ocr.certainty.reread import reread
from ocr.certainty.slanted_ones import doubt_slanted_ones
from ocr.certainty.spaces import part_words
from ocr.certainty.telephones import doubt_telephones
from ocr.cleaning.clean import Grey, to_grey
from ocr.cleaning.glare import Glare, darken_near, lift_glare
from ocr.cleaning.orient import read_upright
from ocr.cleaning.photo import MARGIN, WITHIN, flatten
from ocr.cleaning.picture import Picture
from ocr.cleaning.size import Look, look_at
from ocr.cleaning.straighten import Straight
from ocr.cleaning.streaks import lift_streaks
from ocr.crossed import find_crossed_rows
from ocr.edges import find_cut_ends
from ocr.faded import find_faded_rows
from ocr.hidden import doubt_hidden, hidden_gaps
from ocr.in_row import ends_row, stands_in_row, touches_word
from ocr.layout import arrange
from ocr.leftovers import (
    CLEAR_TEXT,
    LEFTOVER_CONFIDENCE,
    LONELY_LETTERS,
    as_one_stroke,
    is_in_margin,
    span_of,
    take_leftovers,
)
from ocr.level import cut_box, move_box
from ocr.marks import put_marks, without_marks
from ocr.page import Line, Page, Word
from ocr.pale_ends import find_pale_ends
from ocr.pale_rows import find_pale_rows
from ocr.print_height import is_stack, typical_x_height
from ocr.regions import (
    find_leftovers,
    is_edge_of_sheet,
    is_on_mark,
    is_print_in_row,
    trim_to_letters,
)
from ocr.rings import find_unread_rings
from ocr.struck import dispute_struck
from ocr.tesseract.engine import OutOfTimeError, Token
from ocr.threads import begin
from ocr.uncovered import read_uncovered
from ocr.unread import choose_to_tell, holds_ink, is_mostly_unread, place_in_words, unclear_lines
from ocr.washed import find_washed_rows
from ocr.weighing import tells_more, weigh_lines
from ocr.worn_rows import find_worn_rows
from prescription.record import Box, Review, ReviewReason

PAGE_SECONDS, SECOND_SECONDS = 60.0, 25.0
"""For one reading of the page, and for each of three second readings.

With the leftovers and the samples of a turned page they add up to less than `ocr.files.isolation`
grants.
"""
SOON = 40.0
"""Seconds within which a page must be read that is read again as a whole."""
OUT_OF_TIME = "Tesseract n'a pas fini de lire cette page"
MOSTLY_UNREAD = "page surtout manuscrite ou peu lisible : à saisir d'après l'image"
HIGHEST_TEXT, LOWEST_TEXT = 3.5, 0.4
"""In x-heights: what is higher and was read without confidence is no print; no letter is lower."""

KEPT = 0.9
"""Of the letters read before, what a second reading of the sheet without its edges keeps at least:
letters were read in the grain of the desk too."""


def read_page(
    picture: Picture, number: int = 1, meanwhile: Callable[[], object] = lambda: None
) -> Page:
    """One page (height, width, 3) RGB; word boxes in its pixels.

    `meanwhile` is called where a second processor begins to wait for the first: more than once, or
    never.
    Raises Fault when Tesseract is missing. A page that Tesseract does not finish comes without
    words and with an `unread-region` review.
    """
    grey = to_grey(picture)
    begun = monotonic()
    page = _read_grey(grey, number, meanwhile)
    if monotonic() - begun > SOON:
        return page
    return read_uncovered(page, picture, grey, lambda bare: _read_grey(bare, number))


def _read_grey(grey: Grey, number: int, meanwhile: Callable[[], object] = lambda: None) -> Page:
    """One page (height, width) in grey."""
    height, width = grey.shape
    lifted = lift_streaks(grey)
    grey = lifted.grey
    whole = Box(0, 0, width, height)
    begun = monotonic()
    try:
        sheet = _read_sheet(grey, meanwhile)
        straight, lines, unread, washed = sheet
        if is_mostly_unread(lines, unread) and monotonic() - begun < SOON:
            straight, lines, unread, washed = _read_within(grey, lines) or sheet
    except OutOfTimeError:
        return Page(number, (), width, height, (_unread(whole, number, OUT_OF_TIME),))

    def place(box: Box) -> Box:
        return cut_box(move_box(box, straight.way), width, height)

    def tell(box: Box) -> Review:
        return _unread(box, number, place_in_words(box, width, height))

    in_doubt = is_mostly_unread(lines, unread) or (not lines and holds_ink(grey))
    lines = tuple(_onto_page(line, place, keep=not straight.is_level) for line in lines)
    lines = doubt_hidden(lines, lifted.hidden)
    covered = (*find_cut_ends(lines, grey), *hidden_gaps(lines, lifted.hidden))
    return Page(
        number,
        lines,
        width,
        height,
        (_unread(whole, number, MOSTLY_UNREAD),)
        if in_doubt
        else tuple(map(tell, (*map(place, (*unread, *washed)), *covered))),
        () if straight.is_level else straight.way,
    )


_Sheet = tuple[Straight, tuple[Line, ...], tuple[Box, ...], tuple[Box, ...]]
"""A sheet made straight, its lines, what of it is unread, and what a flash washed out."""


def _read_sheet(
    grey: Grey, meanwhile: Callable[[], object] = lambda: None, margin: float = MARGIN
) -> _Sheet:
    """The sheet on a picture; `margin` as `flatten` takes it."""
    # Most pages are flat and without glare: they are looked at meanwhile.
    looked = begin(lambda: look_at(grey))
    flat, from_flat = flatten(grey, margin)
    flat, glare = lift_glare(flat)
    straight, lines, unread = _read_flat(flat, meanwhile, looked if flat is grey else None)
    pale = find_pale_ends(lines, glare, straight)
    if pale:
        straight, lines, unread, pale = _read_darker(flat, glare, straight, lines, unread, pale)
    washed = (*find_washed_rows(lines, glare, straight), *pale)
    return replace(straight, to_page=from_flat @ straight.to_page), lines, unread, washed


def _read_within(grey: Grey, before: Sequence[Line]) -> _Sheet | None:
    """The sheet without its edges, where the desk around it was in the way of reading.

    The grain of wood is darker than pale print, and was read instead of it.
    """
    if flatten(grey)[0] is grey:
        return None
    sheet = _read_sheet(grey, margin=WITHIN)
    _, lines, unread, _ = sheet
    kept = weigh_lines(lines) >= KEPT * weigh_lines(before)
    return sheet if kept and not is_mostly_unread(lines, unread) else None


def _read_flat(
    flat: Grey,
    meanwhile: Callable[[], object] = lambda: None,
    looked: Callable[[], Look] | None = None,
) -> tuple[Straight, tuple[Line, ...], tuple[Box, ...]]:
    """A flat page made straight, its lines and what of it is unread.

    `looked` gives the look at it, where one was begun.
    """
    with closing(Ahead(SECOND_SECONDS)) as ahead:
        look = looked() if looked else None
        straight, tokens = read_upright(flat, PAGE_SECONDS, ahead.begin, look, meanwhile)
        return straight, *_read_everything(straight, tokens, ahead)


def _read_darker(
    flat: Grey,
    glare: Glare,
    straight: Straight,
    lines: tuple[Line, ...],
    unread: tuple[Box, ...],
    pale: Sequence[Box],
) -> tuple[Straight, tuple[Line, ...], tuple[Box, ...], tuple[Box, ...]]:
    """The page read again with the letters around its pale ends darker, where more is read so.

    The pale ends stay told: what stood beyond them may be gone.
    """
    places = [move_box(box, straight.way) for box in pale]
    again, found, left = _read_flat(darken_near(flat, glare, places))
    if not tells_more(found, lines):
        return straight, lines, unread, tuple(pale)
    back = np.linalg.inv(np.reshape(again.way[:9], (3, 3)))
    way_back = tuple(float(value) for value in back.flat)
    return again, found, left, tuple(move_box(box, way_back) for box in places)


def _read_everything(
    straight: Straight, tokens: Sequence[Token], ahead: Ahead
) -> tuple[tuple[Line, ...], tuple[Box, ...]]:
    """The lines, with what the engine left out and second readings, and what is still unread."""
    ink, marks = straight.ink, straight.marks
    words = [Word(t.text, t.box, t.confidence) for t in tokens]
    x_height, across = typical_x_height(arrange(words), ink), span_of(words)
    words = [
        w
        for w in words
        if w.box is None
        or _is_text(w)
        or not (
            (
                is_edge_of_sheet(w.text, w.box, ink.grey.shape)
                and not ends_row(w.box, words, x_height)
            )
            or (
                is_on_mark(w.box, ink, x_height)
                and not touches_word(w, words, x_height)
                and not stands_in_row(w, words)
            )
            or (_is_scrawl(w, w.box, x_height) and not is_print_in_row(w.box, words, ink, x_height))
            or (_is_guess(w) and is_in_margin(w.box, across, ink.grey.shape[1]))
            or is_stack(w.box, ink, x_height)
            or _is_flat(w, w.box, x_height)
        )
    ]
    words = [replace(w, box=trim_to_letters(w.box, ink, x_height)) if w.box else w for w in words]
    words = take_leftovers(ink, [as_one_stroke(word, ink) for word in words], x_height)
    lines = arrange([*words, *(Word(mark.text, mark.box, 1.0) for mark in marks)])
    lines = without_marks(lines, marks)
    lines = reread(lines, ink, SECOND_SECONDS, worn=straight.two_levels, ahead=ahead)
    lines = settle_alike(doubt_slanted_ones(doubt_odd_digits(lines, ink, x_height), ink), ink)
    lines = put_marks(dispute_struck(lines, ink, x_height), marks)
    lines = doubt_postcodes(doubt_telephones(doubt_like_digits(lines)))
    # Again: what stood glued in one word says more once it is parted.
    lines = doubt_like_digits(part_words(lines, ink))
    left = find_leftovers(ink, [w.box for ln in lines for w in ln.words if w.box], x_height)
    told = choose_to_tell(left, lines, ink.grey.shape, x_height)
    find_specks = find_faded_rows if straight.two_levels else find_worn_rows
    faded = find_specks(ink, lines, x_height)
    rings = find_unread_rings(lines, ink, x_height)
    told = (*told, *unclear_lines(lines), *rings, *faded)
    silent = [region for region in left if region.box not in told]
    told = (*told, *find_crossed_rows(silent, lines, ink, x_height))
    return lines, (*told, *find_pale_rows(ink, lines, told, x_height))


def _is_text(word: Word) -> bool:
    """Whether it is no filled shape, however bold its letters run together: `80`."""
    return (word.confidence or 0.0) >= CLEAR_TEXT and len(set(filter(str.isalnum, word.text))) > 1


def _is_guess(word: Word) -> bool:
    """Whether a few letters were made out of what may be no letters at all."""
    return (word.confidence or 0.0) < LEFTOVER_CONFIDENCE and len(word.text) <= LONELY_LETTERS


def _is_scrawl(word: Word, box: Box, x_height: float) -> bool:
    """Whether a pen's strokes, higher than print, were read as letters: they are told instead."""
    return (word.confidence or 0.0) < LEFTOVER_CONFIDENCE and box.height > HIGHEST_TEXT * x_height


def _is_flat(word: Word, box: Box, x_height: float) -> bool:
    """Whether letters were made of a piece of a rule: no letter or digit is so low."""
    return any(map(str.isalnum, word.text)) and box.height < LOWEST_TEXT * x_height


def _unread(box: Box, number: int, text: str) -> Review:
    return Review("page", ReviewReason.UNREAD_REGION, text, box, number)


def _onto_page(line: Line, place: Callable[[Box], Box], *, keep: bool) -> Line:
    words = tuple(
        replace(word, box=place(word.box), level=word.box if keep else None)
        for word in line.words
        if word.box is not None
    )
    return replace(line, words=words)
