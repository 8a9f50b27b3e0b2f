"""Numbers in doubt are cut out and read alone, by both models at other sizes.

On its line a number may be in dispute for its neighbours' sake, for a bar or a ring that one model
writes as a letter, or for faint ink. Alone, with no ink but its own, both models must read what
the line says. Another number, read by any means, is a rival, and leaves it to a human.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np

from ocr.certainty.judging import DISPUTED, SURE_NUMBER, find_numbers, plain
from ocr.cleaning.clean import Grey
from ocr.cleaning.ink import Ink, share_inside
from ocr.page import Line, Word
from ocr.signs.placing import MARK
from ocr.signs.shapes import SIGNS
from ocr.tesseract.engine import OutOfTimeError, Segmentation, engine, recognize_each
from prescription.record import Box

CONFIRMED = 0.9
"""Confidence of a number that every means agrees on, alone and on its line."""
UNCONFIRMED = 0.7
"""Highest confidence of a number that was not read the same alone."""
MOST_ALONE = 80
SIZES = {"fra": 0.8, "eng": 1.4}
"""How large each model is shown the number, beside its size on the page."""

_SIGNS = (*SIGNS, MARK)
_LINKS = frozenset({"à", "a", "ou", "et"})
_MARGIN = 12
TALL = 0.6
"""In heights of the word: a digit is higher; what a fax broke in two is lower."""
PLAIN_NUMBER = re.compile(r"[\d.,/:-]*\d[\d.,/:-]*[a-z]{0,3}")
LOW = re.compile(r"[.,:acemnorsuvwxz-]")
"""What is lower, or hangs no higher, than digits are."""
_EDGES = ".,;:()[]'’\"*_"
_LOOKALIKES = str.maketrans("OoQ©|lI!S", "000011115")
_MIXED = re.compile(r"[\dOoQ©|lI!S][\dOoQ©|lI!S.,/-]*")
_LIKE_ONE = re.compile(
    r"(?<![\w'’])[ilI|!](?=\d|(?:cpr?s?|comp\w*|sach\w*|g[ée]l\w*|amp\w*|inj\w*|app\w*|bouff\w*|sup\w*)\b)",
    re.IGNORECASE,
)
_NUMBER_FIRST = re.compile(r"\W*[xXJj]?\d")
"""`50ug/24h`, `x3`."""
_UNIT_FIRST = re.compile(r"(?:[mµk]?g|mcg|microgrammes?|m[lL]|M?UI|j(?:ours?)?|h)/\d")
_UNIT_OF_TIME = re.compile(r"(?<=[\d/])[)\]}]?[)\]}j]$")


def confirm_alone(
    lines: Sequence[Line], ink: Ink, seconds: float, *, worn: bool = False
) -> tuple[Line, ...]:
    """The same lines, numbers in doubt confirmed or disputed by what they are read as alone.

    On a `worn` page, none is confirmed whose digits the fax broke or ran together.
    """
    places = [
        (line, place)
        for line in lines
        for place, word in enumerate(line.words)
        if _is_doubtful(word)
    ][:MOST_ALONE]
    try:
        alone = _read_alone([line.words[place] for line, place in places], ink, seconds)
    except OutOfTimeError:
        return tuple(lines)
    judged = {
        id(line.words[place]): _judge(
            line.words,
            place,
            seen,
            whole=_is_whole(line.words[place], ink),
            broken=worn and _is_broken(line.words[place], ink),
        )
        for (line, place), seen in zip(places, alone, strict=True)
    }
    return tuple(
        replace(line, words=tuple(judged.get(id(word), word) for word in line.words))
        for line in lines
    )


def _is_doubtful(word: Word) -> bool:
    if word.box is None or not (word.alternatives or (word.confidence or 0.0) < SURE_NUMBER):
        return False
    if word.text.casefold() in _LINKS:
        return False  # alone, an `à` looks like a 4: among its neighbours it is what it was read as
    texts = (word.text, *word.alternatives)
    if any(sign in text for text in texts for sign in _SIGNS):
        return False  # neither model can read it, and both would read the same number
    # A reading of several words may hold the number of a neighbour.
    return bool(find_numbers(_as_digits(word.text))) and any(map(find_numbers, texts))


def _read_alone(words: Sequence[Word], ink: Ink, seconds: float) -> list[tuple[str, ...]]:
    """For each word what each model reads in its place, the same twice where there is one model."""
    crops = [_cut_out(ink, word.box or Box(0, 0, 1, 1)) for word in words]
    known = engine().languages()
    read: list[list[str]] = [[] for _ in words]
    for language, size in SIZES.items():
        language = language if language in known else "fra"
        shown = [_resized(crop, size) for crop in crops]
        for texts, text in zip(read, _read(shown, language, seconds), strict=True):
            texts.append(text)
    return [tuple(texts) for texts in read]


def _read(pictures: Sequence[Grey], language: str, seconds: float) -> list[str]:
    """The text of each; where no line is seen in a single stroke, it is taken for one."""
    texts = [""] * len(pictures)
    for segmentation in (Segmentation.LINE, Segmentation.RAW_LINE):
        empty = [i for i, text in enumerate(texts) if not text]
        found = recognize_each(
            [pictures[i] for i in empty],
            segmentation=segmentation,
            languages=(language,),
            seconds=seconds,
        )
        for i, tokens in zip(empty, found, strict=True):
            texts[i] = " ".join(token.text for token in tokens).strip("|_ ")
    return texts


def _resized(grey: Grey, size: float) -> Grey:
    how = cv2.INTER_AREA if size < 1 else cv2.INTER_CUBIC
    return cv2.resize(grey, None, fx=size, fy=size, interpolation=how).astype(np.uint8)


def _cut_out(ink: Ink, box: Box) -> Grey:
    """The picture of the box with no ink but what stands in it, framed in white."""
    top, left = max(box.y - _MARGIN, 0), max(box.x - _MARGIN, 0)
    bottom, right = box.y + box.height + _MARGIN, box.x + box.width + _MARGIN
    grey, labels = ink.grey[top:bottom, left:right], ink.labels[top:bottom, left:right]
    middle = ink.stats[:, 0] + ink.stats[:, 2] / 2
    foreign = (middle < box.x) | (middle > box.x + box.width)
    centre = ink.stats[:, 1] + ink.stats[:, 3] / 2
    foreign |= (centre < box.y - _MARGIN) | (centre > box.y + box.height + _MARGIN)
    foreign[0] = False
    wiped = cv2.dilate(foreign[labels].astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    own = np.where(wiped & ((labels == 0) | foreign[labels]), 255, grey).astype(np.uint8)
    framed = cv2.copyMakeBorder(own, 8, 8, 8, 8, cv2.BORDER_CONSTANT, value=255)
    return framed.astype(np.uint8)


def _judge(
    words: Sequence[Word], place: int, seen: Sequence[str], *, whole: bool, broken: bool
) -> Word:
    word = words[place]
    before = [word.text, *(t for t in word.alternatives if not _is_run_on(t, words, place))]
    keys = {_key(text) for text in seen}
    numbers = {tuple(find_numbers(_as_digits(text))) for text in (*before, *seen)} - {()}
    agreed = len(keys) == 1 and len(numbers) == 1 and keys <= {_key(text) for text in before}
    agreed = agreed and (whole or not any(map(_is_letters, before)))
    agreed = agreed and not any(_lost_unit(word.text, text) for text in before)
    agreed = agreed or _is_same_number(word, seen)
    if agreed and not broken and _begins_with_number(words, place):
        single = (t for t in (*before, *seen) if len(t.split()) == len(word.text.split()))
        digits = (t for t in single if tuple(find_numbers(t)) in numbers)
        chosen = next(digits, _as_digits(word.text))
        return replace(word, text=chosen, confidence=CONFIRMED, alternatives=())
    others = dict.fromkeys((*word.alternatives, *(t for t in seen if find_numbers(t))))
    rivals = tuple(text for text in others if _key(text) != _key(word.text))
    if len(numbers) > 1 and rivals:
        return replace(word, confidence=min(word.confidence or 0.0, DISPUTED), alternatives=rivals)
    return replace(word, confidence=min(word.confidence or 0.0, UNCONFIRMED))


def _lost_unit(text: str, other: str) -> bool:
    """Whether another reading has letters between the number and its letters: `105jNR`, `105NR`."""
    here, there = ("".join(filter(str.isalpha, _key(one))) for one in (text, other))
    return bool(here) and len(there) > len(here) and there.endswith(here)


def _is_same_number(word: Word, seen: Sequence[str]) -> bool:
    """Whether alone the same numbers are read; its letters were read twice on the line.

    Of `2/j` and `(8/j` alone come `2ij` and `(8/`.
    """
    known = find_numbers(word.text)
    return not word.alternatives and all(find_numbers(_as_digits(t)) == known for t in seen)


def _begins_with_number(words: Sequence[Word], place: int) -> bool:
    """Whether a number stands first, or before the word: `14` `mg/24`.

    Of `soug/24h` every reading may have lost the first number.
    """
    if _NUMBER_FIRST.match(_as_digits(words[place].text)):
        return True
    before = words[place - 1].text[-1:] if place else ""
    return before.isdigit() and _UNIT_FIRST.match(words[place].text) is not None


def _is_whole(word: Word, ink: Ink) -> bool:
    """Whether the picture shows a stroke as high as a digit for each letter and digit."""
    box = word.box or Box(0, 0, 1, 1)
    high = ink.stats[1:, 3][share_inside(ink.stats[1:], box) > 0.5]
    return int((high > TALL * box.height).sum()) == sum(map(str.isalnum, word.text))


def _is_broken(word: Word, ink: Ink) -> bool:
    """Whether the digits of a number are more, or fewer, than the strokes as high as digits.

    Of 66 such numbers that both models read the same, on a line and alone, four were wrong; of 233
    others two (made-up faxes).
    """
    if word.box is None or not PLAIN_NUMBER.fullmatch(word.text):
        return False
    high = ink.stats[1:, 3][share_inside(ink.stats[1:], word.box) > 0.5]
    strokes = int((high > TALL * word.box.height).sum())
    return strokes != len(LOW.sub("", word.text))


def _is_letters(text: str) -> bool:
    """Whether a reading has letters and no digit: of a broken 1, one model's `H`, others' 7."""
    return any(map(str.isalnum, text)) and not find_numbers(_as_digits(text))


def _is_run_on(text: str, words: Sequence[Word], place: int) -> bool:
    """Whether a reading is this number and its neighbours in one, as those of a telephone are."""
    digits = [re.sub(r"\D", "", word.text) for word in words]
    wanted = re.sub(r"\D", "", text)
    return any(
        "".join(digits[start:stop]) == wanted and all(len(d) > 1 for d in digits[start:stop])
        for start in range(max(place - 4, 0), place + 1)
        for stop in range(max(place + 1, start + 2), min(start + 6, len(words) + 1))
    )


def _key(text: str) -> str:
    """What readings must agree on: digits, letters, not how a j of days came back."""
    return plain(_UNIT_OF_TIME.sub("j", _as_digits(text)))


def _as_digits(text: str) -> str:
    """Letters that stand among digits, or alone, as the digits they look like."""
    return " ".join(
        part.translate(_LOOKALIKES) if _MIXED.fullmatch(part.strip(_EDGES)) else part
        for part in _LIKE_ONE.sub("1", text).split()
    )
