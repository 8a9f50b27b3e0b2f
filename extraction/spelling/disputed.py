"""Words that two readings of the picture disagree on: the one that exists is taken.

The word keeps its low confidence, so that a field read from it is still shown to a human.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby
from operator import attrgetter

from rapidfuzz import fuzz

from extraction.resources import read_rules
from extraction.spelling.matching import fold
from extraction.spelling.words import load_words
from ocr.page import Line, Page, Word, surround
from prescription.record import Box

_alternatives = attrgetter("alternatives")
_EDGES = "()[]{}.,;:!?«»\"'’*"
_PARTS = re.compile(r"\d+(?:[.,/]\d+)*|[^\W\d_]+|\S")
_SIGNS = frozenset("/-–+.,:;%°>()½¼¾×'’")
_LETTERS = frozenset({"j", "h", "g", "x", "à", "l"})
_TAKEN = re.compile(
    r"comp|cp|gel|caps|sach|amp|gout|gtt|bouf|inj|appl|unid|dose|supp|patch|pulv|inhal|cuill|ovule"
)
"""What is counted and taken, folded."""
_PACK = re.compile(r"bo[iî]tes?|btes?|tubes?|flacons?|fl")
_OF_TIME = re.compile(r"\d{1,2}(?:j|jrs?|h)")
ALIKE = 80
"""Per cent of their letters that words have in common with the one that they are together."""
_COUNTED = re.compile(r"(\d{1,2}) ?(\D+)")
"""`1 bte`, `1amp`: one reading lost the number."""
_SLOTS = re.compile(r"\d{1,2}(?:[-–]\d{1,2}){2,3}")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_FEWEST_WORDS = 2
_FEWEST_LETTERS = 4
"""Of a word behind a number: `1es` may be `les`."""


def settle(page: Page) -> Page:
    """The page with each disputed word as the reading that is a word of prescriptions."""
    if not any(any(map(_alternatives, line.words)) for line in page.lines):
        return page
    lines = tuple(Line(tuple(_settled_line(line.words)), line.block) for line in page.lines)
    return replace(page, lines=lines)


def _settled_line(words: Sequence[Word]) -> Iterator[Word]:
    for told, group in groupby(enumerate(words), lambda one: one[1].alternatives):
        places = [place for place, _ in group]
        if told and len(places) > 1:
            yield from _settled_group([words[place] for place in places])
        else:
            for place in places:
                yield from _settled_word(words, place)


def _settled_group(words: Sequence[Word]) -> Sequence[Word]:
    """Words that other readings saw together: `comp rimé` is one, `Dr Pierre` no `ne`."""
    together = "".join(word.text for word in words)
    known = [
        other
        for other in words[0].alternatives
        if _exists(other) and fuzz.ratio(fold(other), fold(together)) >= ALIKE
    ]
    if len(known) != 1 or all(_exists(word.text) for word in words):
        return words
    box = surround(word.box for word in words)
    said = Word(
        " ".join(word.text for word in words), box, words[0].confidence, words[0].alternatives
    )
    return (_as_read(said, known[0]),)


def _settled_word(words: Sequence[Word], place: int) -> Iterator[Word]:
    word = words[place]
    before = words[place - 1].text if place else ""
    fuller = _fuller(words, place)
    if fuller is not None:
        yield from _cut(_as_read(word, fuller))
        return
    thousand = word.text == "mille" and _NUMBER.fullmatch(before) is not None
    if not word.alternatives or (_exists(word.text) and not thousand):
        yield word
        return
    counts = place + 1 < len(words) and _is_unit(words[place + 1].text)
    # What is another reading of the word beside, too, is one of them both.
    shared = {
        o
        for w in (*words[max(place - 1, 0) : place], *words[place + 1 : place + 2])
        for o in w.alternatives
    }
    own = [other for other in word.alternatives if other not in shared]
    words_alone = () if _is_number(word.text, counts=counts) else own
    # A speck behind a word, where the other reading has that word alone.
    known = [other for other in words_alone if _exists(other) and other != before]
    digits = re.sub(r"\D", "", word.text)
    known = known or [
        other
        for other in own
        if _is_pattern(other.strip(_EDGES)) and digits in ("", re.sub(r"\D", "", other))
    ]
    if len(known) == 1:
        yield _as_read(word, known[0])
        return
    told = [other for other in own if _are_words(other)]
    if len(told) == 1 and not _are_words(word.text):
        yield from _cut(_as_read(word, told[0]))
    else:
        yield word


def _fuller(words: Sequence[Word], place: int) -> str | None:
    """Another reading that has the number, or the stroke, that a word has lost; None without.

    `bte` of `1 bte`, `cp)` of `cp/j` where no bracket is open.
    """
    word, before = words[place], words[place - 1].text if place else ""
    counted = [found for other in word.alternatives if (found := _COUNTED.fullmatch(other))]
    numbers = {found[1] for found in counted if fold(found[2]) == fold(word.text)}
    counts = _is_unit(word.text) or _PACK.fullmatch(fold(word.text.strip(_EDGES)))
    if len(numbers) == 1 and counts and not before[-1:].isdigit():
        return f"{numbers.pop()} {word.text}"
    line = "".join(one.text for one in words[: place + 1])
    if word.text[-1:] not in tuple(")]}") or line.count("(") >= line.count(word.text[-1]):
        return None
    core = word.text[:-1]
    rates = [other for other in word.alternatives if other in (f"{core}/j", f"{core}/jour")]
    return rates[0] if rates else None


def _as_read(word: Word, chosen: str) -> Word:
    others = tuple(other for other in word.alternatives if other != chosen)
    return replace(word, text=chosen, alternatives=(word.text, *others))


def _cut(word: Word) -> Iterator[Word]:
    """The word as the several words it is, each on its share of the box."""
    at = 0
    for text in word.text.split():
        start, at = at, at + len(text) + 1
        yield replace(word, text=text, box=_share(word.box, start, at - 1, len(word.text)))


def _share(box: Box | None, start: int, end: int, length: int) -> Box | None:
    if box is None:
        return None
    left, right = (box.x + round(box.width * at / length) for at in (start, end))
    return Box(left, box.y, max(right - left, 1), box.height)


def _is_number(text: str, *, counts: bool) -> bool:
    """Whether it is no word at all: `1`, read as `À` too, or `5j`, read as `si`.

    Only a 4 may be an `à` in truth, and none that stands before a unit.
    """
    bare = text.strip(_EDGES)
    if _OF_TIME.fullmatch(bare):
        return True
    return bare.isdecimal() and (counts or bare != "4")


def _is_unit(text: str) -> bool:
    word = fold(text.strip(_EDGES))
    return word in load_words().units or _TAKEN.match(word) is not None


def _exists(text: str) -> bool:
    """Whether it is a word of prescriptions, or a number glued to one: `1comprimé`."""
    bare = text.strip(_EDGES)
    word = bare.lstrip("0123456789")
    glued = len(word) < len(bare) and (len(word) < _FEWEST_LETTERS or not word[0].islower())
    known = word.isalpha() and not glued and fold(word) in load_words()
    return known or bare in _symbols() or _is_rate(bare)


def _is_pattern(bare: str) -> bool:
    """Whether it is a number of times a time (`1x/j`), or the doses of a day (`1-0-0`)."""
    found = _NUMBER.match(bare)
    rate = found is not None and _is_rate(bare[found.end() :])
    return rate or _SLOTS.fullmatch(bare) is not None


def _is_rate(bare: str) -> bool:
    """Whether it is one thing a time: `cp/j`, of which another reading may have lost the j."""
    what, stroke, time = bare.partition("/")
    return bool(stroke) and time.isalpha() and _is_part(time) and what.isalpha() and _is_part(what)


def _are_words(text: str) -> bool:
    """Whether a text is made of words of prescriptions and numbers alone: `1 cp 3x/j 5 jrs`."""
    parts = _PARTS.findall(text)
    return len(text.split()) >= _FEWEST_WORDS and all(map(_is_part, parts))


def _is_part(part: str) -> bool:
    if part[0].isdigit() or part in _SIGNS or part in _LETTERS:
        return True
    return len(part) > 1 and (fold(part) in load_words() or fold(part) in load_words().units)


@cache
def _symbols() -> frozenset[str]:
    return frozenset(read_rules("words.toml")["symbols"].split())
