"""A page read again without the coloured strokes that cross its print, and both readings joined.

Nothing that was read at first is lost: a word that the second reading does not have stays, and what
a stroke crossed is asked unless both readings say the same.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from ocr.certainty.judging import DISPUTED
from ocr.cleaning.clean import Grey
from ocr.cleaning.coloured import uncover
from ocr.cleaning.picture import Picture
from ocr.level import to_level
from ocr.page import Line, Page, Word, surround
from ocr.print_height import READ
from ocr.unread import place_in_words
from ocr.weighing import weigh_lines
from prescription.record import Box, Review, ReviewReason

SAME_PLACE = 0.3
"""Of the smaller of two boxes: both readings mean the same ink."""


def read_uncovered(page: Page, picture: Picture, grey: Grey, read: Callable[[Grey], Page]) -> Page:
    """The page, better where coloured ink stood in the way of reading; itself where none did.

    `picture` is (height, width, 3), `grey` the same in grey; `read` reads a grey page.
    """
    words = [word for line in page.lines for word in line.words]
    troubles = [word.box for word in words if word.box and (word.confidence or 0.0) < READ]
    troubles += [review.box for review in page.review if review.box]
    if not troubles or _has_no_colour(picture):
        return page
    uncovered = uncover(picture, grey, [word.box for word in words if word.box])
    if uncovered is None:
        return page
    if not any(_meet(place, box) for place in uncovered.places for box in troubles):
        return page
    joined = _join(page, read(uncovered.grey), uncovered.places)
    return (
        _checked(joined, words, uncovered.places)
        if weigh_lines(joined.lines) > weigh_lines(page.lines)
        else page
    )


def _has_no_colour(picture: Picture) -> bool:
    part = picture[::4, ::4]
    return bool((part[:, :, 0] == part[:, :, 2]).all())


def _join(first: Page, second: Page, places: Sequence[Box]) -> Page:
    """The second reading with what only the first one told."""
    after = [word for line in second.lines for word in line.words]
    lines = list(second.lines)
    level = to_level(second.from_level)
    block = max((line.block for line in lines), default=0)
    told = [review for review in first.review if review.box and _meets(review.box, places)]
    for line in first.lines:
        left = [word for word in line.words if not any(_same(word, other) for other in after)]
        covered = [word for word in left if word.box and _meets(word.box, places)]
        told += (_unread(word.box, first) for word in covered if word.box)
        kept = [word for word in left if word not in covered or (word.confidence or 0.0) >= READ]
        if kept:
            block += 1
            kept = [
                replace(word, level=level(word.box)) if second.from_level and word.box else word
                for word in kept
            ]
            lines.append(Line(tuple(kept), block))
    return replace(second, lines=tuple(lines), review=(*second.review, *told))


def _checked(page: Page, before: Sequence[Word], places: Sequence[Box]) -> Page:
    """The page, words that a stroke crossed in doubt where the first reading says otherwise."""
    crossed = [word for word in before if word.box and _meets(word.box, places)]
    lines = (
        replace(line, words=tuple(_compare(line.words, crossed, places))) for line in page.lines
    )
    return replace(page, lines=tuple(lines))


def _compare(
    words: Sequence[Word], before: Sequence[Word], places: Sequence[Box]
) -> Iterator[Word]:
    """The words of a line of the second reading, checked by those of the first one."""
    left = list(words)
    while left:
        word = left.pop(0)
        others = [other for other in before if _same(word, other)]
        if word.box is None or not _meets(word.box, places):
            yield word
            continue
        # One word of the first reading may have been read as two.
        parts = [word]
        while left and len(others) == 1 and _same(left[0], others[0]):
            parts.append(left.pop(0))
        yield from _settle(parts, others)


def _settle(parts: Sequence[Word], others: Sequence[Word]) -> Iterator[Word]:
    """The second reading, asked where the first one differs.

    A word of letters that fell to pieces when the stroke was taken off stands as it was read first.
    """
    text = " ".join(other.text for other in others)
    read = "".join(part.text for part in parts)
    sure = min((other.confidence or 0.0 for other in others), default=0.0)
    if text == " ".join(part.text for part in parts) and sure >= READ:
        yield from parts
    elif (
        len(parts) > 1 and read.isalpha() and sure >= max(part.confidence or 0.0 for part in parts)
    ):
        box, level = surround(part.box for part in parts), surround(part.level for part in parts)
        yield Word(text, box, DISPUTED, (read,), level)
    else:
        for part in parts:
            yield replace(
                part,
                confidence=min(part.confidence or 0.0, DISPUTED),
                alternatives=(text,) if text and text != part.text else part.alternatives,
            )


def _unread(box: Box, page: Page) -> Review:
    text = place_in_words(box, page.width, page.height)
    return Review("page", ReviewReason.UNREAD_REGION, text, box, page.number)


def _same(one: Word, other: Word) -> bool:
    if one.box is None or other.box is None:
        return False
    least = min(box.width * box.height for box in (one.box, other.box))
    across, down = _shared(one.box, other.box)
    return across > 0 and down > 0 and across * down >= SAME_PLACE * least


def _meets(box: Box, places: Sequence[Box]) -> bool:
    return any(_meet(box, place) for place in places)


def _meet(one: Box, other: Box) -> bool:
    return min(_shared(one, other)) > 0


def _shared(one: Box, other: Box) -> tuple[int, int]:
    """How far two boxes overlap, across and down; below 0 they are apart."""
    across = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    return across, min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
