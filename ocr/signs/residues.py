"""Digits and letters that Tesseract takes for others in every reading.

A j after a number or a slash comes back as `)`: the picture shows whether a dot stands above it.
A 7 before a unit of time comes back as a slash, which has no roof. A `<` with a bar below is a ≤.
What the text alone tells is told by `ocr.signs.lookalikes`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.cleaning.ink import Ink, share_inside
from ocr.page import Word
from ocr.signs.digit_shapes import has_roof, is_lone_zero
from ocr.signs.grams import mend_gram
from ocr.signs.lookalikes import meant
from ocr.signs.near_words import near_word
from prescription.record import Box

TOLD = 0.85
"""Confidence of a word whose readings differ in a letter alone that the picture told."""
ASKED = 0.05
"""Confidence of a digit that was read as something else."""
_ACTIVITY = re.compile(r"(?<=U\.)[1l|!](?=\.)")
"""`U.1./0,45 ml`: no unit but U.I. is written so."""
_SLASH = re.compile(
    r"(grammes?|[uµm]g|fois|prises?|cpr?s?|comp|gél|appl|applications?|sach|sachets?|inj|injections?"
    r"|bouff|bouffées?|gtte?s?|gouttes?|amp)[1iIlf|!](?=(?:dose|jour)s?\b)"
)
"""`microgrammesidose`, `foisfjour`: no word is written so."""
_SEVEN, _TIME = re.compile(r"/"), re.compile(r"(?:jours?|jrs?|j|sem\w*|mois)\b", re.IGNORECASE)
_MICROGRAM = re.compile(r"[\d.,]*\d[uy]g(?![^\W\d_])")
_UNIT_AND_FORM = re.compile(
    r"([\d.,]*(?:mg|µg|mcg|g|UI|ml|mL))"
    r"((?:cpr?s?|comp|comprim[ée]s?|g[ée]l|g[ée]lules?|sach|sachets?|caps|amp|inj|stylo|seringue|collyre"
    r"|suppo|sirop|poudre|patch|spray|susp|sol)[.,:]?)"
)
_UG = re.compile(r"[uy]g")
_OPENS = re.compile(r"[{\[](?=[^\W\d_]{3})")
"""`{Kardégic) 75`: what `)` closes was opened by its like."""
_OR_EQUAL = {"<": "≤", ">": "≥"}
_MOST_LETTERS_OF_DASH = 2
"""A dash alone in its cell is read as `=`, `a` or `ee`."""
_FLAT = 0.45
"""In heights of the ink of words beside it: a dash is lower, small letters are higher."""
_FILLED = 0.6
"""Share of its rectangle that a bar fills; letters that run together fill less."""
_LIKE_ONE = ("l", "I", "L", "i", "!")
_BARS = frozenset("|¦")
_TALL, _HANGING = re.compile(r"[A-ZÀ-Þbdfhklt\d]"), re.compile(r"[gjpqyçQÇ,;()/|]")
_OFF = 0.14
"""Share of a digit's height by which a bar that stands as one may be off the row: others hang."""
_COLON = re.compile(r":[*'’°·.,-]+")
"""A colon with a speck beside it; `:-` before a list is one too."""
_LIKE_DAYS, _FEW_DAYS = re.compile(r"(\d{1,2})i"), re.compile(r"\d{1,2}j")
_LETTERS_FOR_DAYS = re.compile(r"[sS$][ijJ]")
_NUMBER = re.compile(r"\d+")
_DARKER = (0.6, 0.45, 0.3)
"""Of the way from ink to paper: how dark a pixel is that counts as ink."""
_COUNT_OF_DAYS = re.compile(r"\d{1,2}")
"""`28` with room for a third sign."""
_CUT_SHORT = re.compile(r"[\dx]/$", re.IGNORECASE)
"""`3/j` whose j runs into the stroke."""
_COUNT = re.compile(r"\d{1,2}[/)]")
"""Before a drug's name: the lines are counted."""
_LIKE_J = re.compile(r"(?:\d|/|^in)(?:[)\]}]j?|[;)\]}][;,.]?)$")
_END = re.compile(r"(?:[)\]}][j;,.]|.)$")
_J = re.compile(r"(?:\d|/)j$")


def mend(words: Sequence[Word], ink: Ink) -> Iterator[Word]:
    """The words of a cell, or of a line, with what is known of such residues."""
    for place, word in enumerate(words):
        text = meant(words, place) or near_word(words, place) or _seen(words, place, ink)
        mended = _ask(word, text) if text else _mend_sign(words, place, ink)
        yield from _parted(mended)


def _parted(word: Word) -> Iterator[Word]:
    """A unit and the form that was read with it (`mgcp`) as two words, each on its share."""
    found = _UNIT_AND_FORM.fullmatch(word.text)
    if found is None or word.box is None:
        yield word
        return
    cut = word.box.x + round(word.box.width * len(found[1]) / len(word.text))
    right = word.box.x + word.box.width
    yield replace(word, text=found[1], box=word.box._replace(width=cut - word.box.x))
    yield replace(word, text=found[2], box=word.box._replace(x=cut, width=right - cut))


def _seen(words: Sequence[Word], place: int, ink: Ink) -> str | None:
    """The digit that the picture shows in a word's place, to be asked about; None where none is."""
    word = words[place]
    after = words[place + 1].text if place + 1 < len(words) else ""
    alone = len(words) == 1
    if _SEVEN.fullmatch(word.text) and _TIME.match(after) and has_roof(word, ink):
        return "7"
    bar = word.text in _BARS and _stands_as_digit(word, words, ink)
    if bar or (alone and word.text in _LIKE_ONE):
        return "1"
    if alone and is_lone_zero(word, ink):
        return "0"
    days = _days(word)
    return days if days and _hangs_at_end(word, ink) else None


def _mend_sign(words: Sequence[Word], place: int, ink: Ink) -> Word:
    """The word with its signs and letters as they are; no human need look."""
    word = words[place]
    before = words[place - 1].text if place else ""
    after = words[place + 1].text if place + 1 < len(words) else ""
    if _COLON.fullmatch(word.text):
        return replace(word, text=":")
    if word.text == "À" and _stands_as_digit(word, words, ink):
        return replace(word, text="A", confidence=TOLD, alternatives=())
    if _ACTIVITY.search(word.text):
        return replace(word, text=_ACTIVITY.sub("I", word.text))
    if _SLASH.search(word.text):
        return replace(word, text=_SLASH.sub(r"\1/", word.text))
    if _OPENS.match(word.text) and _is_closed(words[place:]):
        return _with_bracket(word)
    if _MICROGRAM.match(before[-1:] + word.text):
        # No unit but this one is written so: its tail was too short to be seen.
        return replace(word, text=_UG.sub("µg", word.text, 1))
    if word.text in _OR_EQUAL and _has_bar_below(word, ink):
        return replace(word, text=_OR_EQUAL[word.text], confidence=TOLD, alternatives=())
    if _may_be_dash(word) and _is_one_bar(word, words, ink):
        return replace(word, text="-", confidence=TOLD, alternatives=())
    counts = not place and after[:1].isalpha() and _COUNT.fullmatch(word.text)
    mended = mend_gram(word, words[place - 1] if place else None, ink)
    return mended if counts or mended is not word else _mend_j(word, ink, ends=not after)


def _ask(word: Word, text: str) -> Word:
    others = dict.fromkeys((word.text, *word.alternatives))
    others.pop(text, None)
    return replace(word, text=text, confidence=ASKED, alternatives=tuple(others))


def _stands_as_digit(word: Word, words: Sequence[Word], ink: Ink) -> bool:
    """Whether a bar begins and ends where the capitals and digits beside it do."""
    beside = [w for w in words if _TALL.search(w.text) and not _HANGING.search(w.text)]
    spans = [span for w in beside if w is not word and (span := _span(w, ink))]
    own = _span(word, ink)
    if own is None or not spans:
        return False
    top, foot = (float(np.median(ends)) for ends in zip(*spans, strict=True))
    return max(abs(own[0] - top), abs(own[1] - foot)) <= max(_OFF * (foot - top), 1)


def _span(word: Word, ink: Ink) -> tuple[int, int] | None:
    """The top and foot of a word's ink; None where there is none."""
    assert word.box is not None  # noqa: S101 - read from a picture
    inside = ink.stats[1:][share_inside(ink.stats[1:], word.box) > 0.5]
    if not len(inside):
        return None
    return int(inside[:, 1].min()), int((inside[:, 1] + inside[:, 3]).max())


def _is_closed(words: Sequence[Word]) -> bool:
    """Whether the next round bracket of the words closes."""
    brackets = re.findall(r"[()]", " ".join(word.text for word in words))
    return brackets[:1] == [")"]


def _with_bracket(word: Word) -> Word:
    """The word behind a round bracket; readings that differ in nothing else are no dispute."""
    text = "(" + word.text[1:]
    others = tuple(other for other in word.alternatives if other != text)
    settled = bool(word.alternatives) and not others
    confidence = TOLD if settled else word.confidence
    return replace(word, text=text, confidence=confidence, alternatives=others)


def _days(word: Word) -> str | None:
    """What a word is if its last letter is a j: `5i`, or `si` where another reading has `5j`."""
    if found := _LIKE_DAYS.fullmatch(word.text):
        return found[1] + "j"
    told = [other for other in word.alternatives if _FEW_DAYS.fullmatch(other)]
    return told[0] if len(told) == 1 and _LETTERS_FOR_DAYS.fullmatch(word.text) else None


def _hangs_at_end(word: Word, ink: Ink) -> bool:
    """Whether the last stroke, below a dot of its own, ends lower than the first: no i does."""
    assert word.box is not None  # noqa: S101 - read from a picture
    inside = ink.stats[1:][share_inside(ink.stats[1:], word.box) > 0.5]
    tall = inside[inside[:, 3] > 0.5 * word.box.height]
    if len(tall) < 2 or not _ends_in_dotted(inside, word.box.height):
        return False
    first, last = tall[tall[:, 0].argmin()], tall[(tall[:, 0] + tall[:, 2]).argmax()]
    return bool(last[1] + last[3] - first[1] - first[3] > _OFF * first[3])


def _mend_j(word: Word, ink: Ink, *, ends: bool) -> Word:
    """The word with `j` for a bracket with a dot above it; itself where there is none.

    Readings that differ in nothing but that letter are no longer in dispute. A number that `ends`
    its row may have lost its j.
    """
    disputed = bool(_J.search(word.text)) and bool(word.alternatives)
    lost = ends and bool(_COUNT_OF_DAYS.fullmatch(word.text)) and _has_one_more(word, ink)
    short = lost or bool(_CUT_SHORT.search(word.text))
    likely = disputed or short or _LIKE_J.search(word.text)
    told = _dot_at_end(word, ink) if likely else None
    if told is None:
        return word
    told = ASKED if lost else told
    text = word.text + "j" if short else _END.sub("j", word.text)
    numbers = _NUMBER.findall(text)
    others = tuple(o for o in word.alternatives if _NUMBER.findall(o) != numbers)
    confidence = told if not others else min(told, word.confidence or 0.0)
    return replace(word, text=text, confidence=confidence, alternatives=others)


def _has_one_more(word: Word, ink: Ink) -> bool:
    """Whether one more stroke as high as a digit stands there than the word has."""
    assert word.box is not None  # noqa: S101 - read from a picture
    high = ink.stats[1:, 3][share_inside(ink.stats[1:], word.box) > 0.5]
    return int((high > 0.5 * word.box.height).sum()) == len(word.text) + 1


def _dot_at_end(word: Word, ink: Ink) -> float | None:
    """How sure it is that a dot stands above the last letter, and paper between; None without.

    A blurred dot hangs together with its stem: then the darker part of the ink is looked at, and a
    human is asked.
    """
    assert word.box is not None  # noqa: S101 - read from a picture
    inside = ink.stats[1:][share_inside(ink.stats[1:], word.box) > 0.5]
    if not len(inside):
        return None
    if _ends_in_dotted(inside, word.box.height):
        return TOLD
    left, top = inside[:, 0].min(), inside[:, 1].min()
    right, foot = (inside[:, :2] + inside[:, 2:4]).max(axis=0)
    grey = ink.grey[top:foot, left:right]
    dark = float(np.percentile(grey, 2))
    for share in _DARKER:
        core = (grey < dark + share * (255.0 - dark)).astype(np.uint8)
        _, _, stats, _ = cv2.connectedComponentsWithStats(core, connectivity=8)
        if _ends_in_dotted(stats[1:].astype(np.int32), grey.shape[0]):
            return ASKED
    return None


def _ends_in_dotted(parts: NDArray[np.int32], high: float) -> bool:
    tall = parts[parts[:, 3] > 0.5 * high]
    if not len(tall):
        return False
    x, y, width, height, _ = tall[np.argmax(tall[:, 0] + tall[:, 2])]
    middle = parts[:, 0] + parts[:, 2] / 2
    above = (middle > x) & (middle < x + 1.3 * width) & (parts[:, 1] + parts[:, 3] <= y)
    round_ = (parts[:, 2] < 2 * parts[:, 3]) & (parts[:, 3] < 2 * parts[:, 2])
    dots = parts[above & round_ & (parts[:, 3] < 0.4 * height)]
    return len(dots) == 1


def _may_be_dash(word: Word) -> bool:
    """Whether a short word is no clear dash, or digit: a digit is asked about, whatever it is.

    A colon whose upper dot is pale leaves one flat stroke too.
    """
    clear = word.text == "-" and not word.alternatives
    clear = clear or word.text == ":"
    return len(word.text) <= _MOST_LETTERS_OF_DASH and not clear and not word.text.isdecimal()


def _is_one_bar(word: Word, words: Sequence[Word], ink: Ink) -> bool:
    """Whether a single flat stroke stands there: `=` has two, and `_` stands lower.

    A blurred `un` runs together to one too, but is as high as the small letters beside it.
    """
    assert word.box is not None  # noqa: S101 - read from a picture
    inside = ink.stats[1:][share_inside(ink.stats[1:], word.box) > 0.5]
    if len(inside) != 1:
        return False
    _, _, width, height, area = (int(v) for v in inside[0])
    others = [w for w in words if w is not word and w.text[:1].isalnum()]
    beside = [span[1] - span[0] for w in others if (span := _span(w, ink))]
    flat = not beside or height < _FLAT * float(np.median(beside))
    return flat and width >= 2 * height and area >= _FILLED * width * height


def _has_bar_below(word: Word, ink: Ink) -> bool:
    """Whether the angle stands on a bar of its own, nearly as wide."""
    assert word.box is not None  # noqa: S101 - read from a picture
    x, y, width, height = word.box
    inside = ink.stats[1:][share_inside(ink.stats[1:], Box(x, y, width, 2 * height)) > 0.5]
    if not len(inside):
        return False
    angle = inside[np.argmax(inside[:, 3])]
    foot = angle[1] + angle[3]
    flat = (inside[:, 3] < 0.4 * inside[:, 2]) & (inside[:, 2] > 0.6 * angle[2])
    near = (inside[:, 1] + inside[:, 3] > foot) & (inside[:, 1] < foot + 0.4 * angle[3])
    return bool((flat & near).any())
