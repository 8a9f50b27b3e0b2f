"""Repairs of what OCR and typing did to the words of a posology, with a map back to the page."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from rapidfuzz import process
from rapidfuzz.distance import OSA

from extraction.lexicon import load_lexicon
from extraction.matching import difference, fold, skeleton
from extraction.words import load_words

_TOKEN = re.compile(r"\S+")
_EDGES = "()[]{}.,;:!?«»\"'’*"
_NUMBER_LIKE = r"(?:[\dOoQlI|S][\dOolI|SsB]*(?:[.,][\dOoSslIB|]+)?)"
_AS_DIGITS = str.maketrans("OoQlI|SsB", "000111558")
_NUMBER = re.compile(_NUMBER_LIKE)
_COUNTED = (
    r"(?:cp[rs]?|cps|comp\w*|cornp\w*|g[ée]l(?:ules?)?|sach\w*|gtt\w*|gouttes?|amp\w*|bouff\w*|inj\w*|appl\w*|"
    r"supp\w*|ovules?|doses?|patchs?|puffs?|caps\w*|pulv\w*|unidoses?|cuill\w*|c\.?[àa]\.?[cs]|fois|boites?|boîtes?)"
)
_MEASURED = r"(?:mg|rng|mq|g|µg|ug|mcg|ml|mI|UI|Ul|%)"
_WITH_UNIT = re.compile(rf"({_NUMBER_LIKE})({_MEASURED}|{_COUNTED}|j|jours?|h|x)(?![a-z])")
_FOLLOWED = re.compile(
    rf"\s*(?:{_MEASURED}|{_COUNTED}|x|j|jours?|jrs?|semaines?|mois|prises?|/ ?j)(?![a-zé])",
    re.IGNORECASE,
)
_SINGLE_ONE = re.compile(rf"[lI|\]!i](?=\s+{_COUNTED}(?![a-z]))|[lI|](?=\s*(?:x|/j)(?![a-z]))")
_SEVEN = re.compile(r"T(?=\s?(?:jours?|jrs?|j)(?![a-z]))")
_SLASH_SEVEN = re.compile(r"(?:pendant|pdt|durée\s*:?|pour|qsp)\s+(/)(?=\s+jours?)", re.IGNORECASE)
_PER_DAY = re.compile(
    r"(?<=[pslx])/ ?1(?![\w(/])|(?<=[\dpslx])(?:/ ?[)\]iIl]|[iI!|][)\]]|[li|]j)(?![\w(])|"
    r"(?<=[xX*]\d)[lI|]j(?!\w)"
)
_SLASH = re.compile(r"(?<=mg|µg|ug|UI|ui)1(?=m?[lL](?![a-z]))|(?<=mmes)1(?=dose)")
_TABLET = re.compile(r"(?<=[\dgG] )ep(?![\w])")
_UNIT_AFTER = re.compile(
    r"(?<=[\d/])\s*(rng|rnq|mq|µq|Ul|UL|U1|uI|u\.l|mI|m1|rnl|rnL|my|pg|ig|p9|q)(?![\w])|"
    r"(?<=/)(m[i!£|])(?!\w)"
)
_UNITS = {
    "rng": "mg", "rnq": "mg", "mq": "mg", "my": "mg", "µq": "µg", "Ul": "UI", "UL": "UI",
    "U1": "UI", "uI": "UI", "u.l": "UI", "mI": "mL", "m1": "mL", "rnl": "mL", "rnL": "mL",
    "pg": "µg", "ig": "µg", "p9": "µg", "q": "g",
}  # fmt: skip
_SURE_UNITS = frozenset({"mg", "UI", "mL"})
_RULE = re.compile(r"(?<!\S)[|¦](?!\S)")
_SLOT_ZERO = re.compile(r"(?<=[-–] )[@OoQ](?= [-–]|\W|$)|(?<=\d[-–])[@OoQ](?![\w])")
_AFTER_BULLET = 2
_OPEN_DAYS = re.compile(r"(?<=\d)\)(?!\w)")
_ARTICLE = re.compile(r"1(?=[ea]\s+(?:matin|soir|midi|lundi|mardi|mercredi|jeudi|vendredi|nuit))")
_ALIKE_SHAPE = 0.5
_ALIKE_SHAPES = 0.75
_RUN = re.compile(r"[^\W_]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_SPLIT_WORD = re.compile(r"\b(?=([^\W\d_]{2,}) ([^\W\d_]+)\b)")


@dataclass(frozen=True, slots=True)
class Repair:
    """Letters of the original text (offsets) and what was read instead.

    `matters` tells that a digit or a unit came, went or changed.
    """

    start: int
    end: int
    text: str
    matters: bool = False


@dataclass(frozen=True, slots=True)
class RepairedText:
    """A repaired text and how its offsets lead back to the original."""

    text: str
    original: str
    repairs: tuple[Repair, ...] = ()

    def locate(self, start: int, end: int) -> tuple[int, int]:
        """Offsets into the original of a span of the repaired text; never cuts a repair."""
        return self._back(start, False), self._back(end, True)

    def _back(self, offset: int, is_end: bool) -> int:
        shift = 0
        for one in self.repairs:
            begin, end = one.start + shift, one.start + shift + len(one.text)
            if offset < begin or (offset == begin and is_end):
                break
            if offset < end or (offset == end and is_end):
                return one.end if is_end else one.start
            shift += len(one.text) - (one.end - one.start)
        return offset - shift


def repair(text: str, given: Iterable[Repair] = ()) -> RepairedText:
    """The text as it was meant: confusions of OCR in numbers, units and words of posologies.

    The `given` repairs are made first.
    """
    repairs: list[Repair] = []
    taken = bytearray(len(text) + 1)
    for one in chain(given, _candidates(text)):
        inside = taken[one.start] and one.start > 0 and taken[one.start - 1]
        if not any(taken[one.start : one.end]) and not (one.start == one.end and inside):
            taken[one.start : one.end] = b"\1" * (one.end - one.start)
            repairs.append(one)
    repairs.sort(key=lambda r: (r.start, r.end))
    parts, at = [], 0
    for one in repairs:
        parts += [text[at : one.start], one.text]
        at = one.end
    return RepairedText("".join([*parts, text[at:]]), text, tuple(repairs))


@lru_cache(maxsize=16384)
def is_prescription_word(word: str) -> bool:
    """Whether a folded word is an everyday word of prescriptions, or was one before OCR."""
    return word in _known() or nearest_word(word) is not None


def is_listed_word(word: str) -> bool:
    """Whether a folded word is, letter by letter, a known word of prescriptions."""
    return word in _known()


@lru_cache(maxsize=16384)
def is_everyday_word(word: str) -> bool:
    """Whether a folded word is, or was before OCR, a word of posologies or of everyday French."""
    words = load_words()
    listed = word in words.posology or word in words.common or word in words.units
    return listed or nearest_word(word) is not None


@lru_cache(maxsize=16384)
def nearest_word(word: str) -> str | None:
    """The one posology word that a folded unknown word is a misreading or slip of; else None."""
    if len(word) < 3 or word in _known() or word.isdigit():
        return None
    bare = skeleton(word)
    if bare in _skeletons() and (len(word) > 3 or not word.isalpha()):
        return _skeletons()[bare]
    if len(word) < 4:
        return None
    if not word.isalpha():
        return None
    if len(word) == 4:
        alike = [known for known in _four_letters() if difference(word, known) <= _ALIKE_SHAPE]
        return alike[0] if len(alike) == 1 else None
    limit = 1 if len(word) < 9 else 2
    near = process.extract(
        word,
        _long_words(),
        scorer=OSA.distance,
        score_cutoff=limit,
        limit=3,
    )
    tied = [str(choice) for choice, distance, _ in near if distance == near[0][1]]
    if not tied:
        tied = [known for known in _roughly(word) if difference(word, known) <= _ALIKE_SHAPES]
    return tied[0] if tied and all(_alike(tied[0], other) for other in tied) else None


def _roughly(word: str) -> list[str]:
    """Words two letters away, which two alike shapes can make of one (`joiirs`)."""
    near = process.extract(word, _long_words(), scorer=OSA.distance, score_cutoff=2, limit=4)
    return [str(choice) for choice, _, _ in near]


def _alike(one: str, other: str) -> bool:
    """Singular and plural of one word: either will do."""
    return one.rstrip("s") == other.rstrip("s")


def _candidates(text: str) -> Iterator[Repair]:
    """Possible repairs; of two that overlap the earlier one counts."""
    yield from _numbers(text)
    yield from _units(text)
    yield from _marks(text)
    yield from _rules(text)
    yield from _joined_words(text)
    for match in _RUN.finditer(text):
        yield from _word(match[0], match.start())


def _numbers(text: str) -> Iterator[Repair]:
    for match in _TOKEN.finditer(text):
        token = match[0].strip(_EDGES)
        start = match.start() + match[0].find(token)
        end = start + len(token)
        glued = _WITH_UNIT.fullmatch(token)
        number = token if _NUMBER.fullmatch(token) and _FOLLOWED.match(text, end) else ""
        if glued:
            number = glued[1]
        digits = number.translate(_AS_DIGITS)
        if digits != number and any(c.isdigit() for c in number):
            yield Repair(start, start + len(number), digits, matters=True)
        elif glued and number in ("l", "I", "|") and glued[2].lower().startswith("c"):
            yield Repair(start, start + 1, "1", matters=True)
    for pattern, meant in (
        (_SINGLE_ONE, "1"),
        (_SEVEN, "7 "),
        (_SLASH_SEVEN, "7"),
        (_ARTICLE, "l"),
    ):
        for match in pattern.finditer(text):
            start, end = match.span(pattern.groups)
            before = text[start - 1 : start]
            if not before.isalnum() and before not in ("'", "’"):
                yield Repair(start, end, meant, matters=True)


def _marks(text: str) -> Iterator[Repair]:
    """A slash read as 1, a slot's 0 read as a letter, days' `j` as a bracket, `ep` for `cp`."""
    for match in _SLASH.finditer(text):
        yield Repair(match.start(), match.end(), "/", matters=True)
    for match in _SLOT_ZERO.finditer(text):
        yield Repair(match.start(), match.end(), "0", matters=True)
    for match in _OPEN_DAYS.finditer(text):
        closed = text.count("(", 0, match.start()) <= text.count(")", 0, match.start())
        if match.start() > _AFTER_BULLET and closed:
            yield Repair(match.start(), match.end(), "j", matters=True)
    for match in _TABLET.finditer(text):
        yield Repair(match.start(), match.end(), "cp")


def _rules(text: str) -> Iterator[Repair]:
    """The lines between the cells of a table, read as characters."""
    for match in _RULE.finditer(text):
        yield Repair(match.start(), match.end(), ",")


def _units(text: str) -> Iterator[Repair]:
    for match in _UNIT_AFTER.finditer(text):
        unit = "mL" if match[2] else _UNITS[match[1]]
        start, end = match.span(match.lastindex or 0)
        yield Repair(start, end, unit, matters=unit not in _SURE_UNITS)
    for match in _PER_DAY.finditer(text):
        opened = text.count("(", 0, match.start()) > text.count(")", 0, match.start())
        if not (opened and ")" in match[0]):
            yield Repair(match.start(), match.end(), "/j", matters=True)


def _joined_words(text: str) -> Iterator[Repair]:
    """`com primé`: a word that a space has cut in two."""
    for match in _SPLIT_WORD.finditer(text):
        one, other = fold(match[1]), fold(match[2])
        whole = one + other
        if len(whole) < 5 or (one in _known() and other in _known()):
            continue
        if whole in load_words().posology and whole not in load_words().short:
            yield Repair(match.start(1), match.end(2), load_words().written.get(whole, whole))


def _word(run: str, start: int) -> Iterator[Repair]:
    """Repairs inside one run of letters and digits."""
    folded = fold(run)
    if folded.isdigit() or folded in _known():
        return
    rest = folded.lstrip("0123456789")
    whole = rest == folded or (len(rest) > 2 and rest not in _known() and not nearest_word(rest))
    if not folded.isalpha() and whole and skeleton(folded) in _skeletons():
        yield _spelled(run, start, _skeletons()[skeleton(folded)])
        return
    for match in _LETTERS.finditer(run):
        part = fold(match[0])
        if len(part) < 4 or part in _known():
            continue
        at = start + match.start()
        word = nearest_word(part)
        if word is not None:
            yield _spelled(match[0], at, word)
        elif pieces := _pieces(part):
            yield from _cut_up(at, pieces)


def _spelled(seen: str, start: int, word: str) -> Repair:
    sure = skeleton(fold(seen)) == skeleton(word)
    matters = word in load_words().numbers and not sure
    meant = load_words().written.get(word) or _form_words().get(word, word)
    return Repair(start, start + len(seen), meant, matters)


def _cut_up(start: int, pieces: tuple[str, ...]) -> Iterator[Repair]:
    """Spaces between glued words; one repair each, so that offsets keep to the letters."""
    at = start
    for piece in pieces[:-1]:
        at += len(piece)
        yield Repair(at, at, " ")


@lru_cache(maxsize=4096)
def _pieces(word: str) -> tuple[str, ...]:
    """The fewest posology words that make up a glued one (`matinetsoir`), or none."""
    if not 5 <= len(word) <= 40:
        return ()
    best: list[tuple[str, ...] | None] = [()] + [None] * len(word)
    for end in range(2, len(word) + 1):
        for begin in range(max(0, end - 14), end - 1):
            before, piece = best[begin], word[begin:end]
            if before is None or not (piece in load_words().short or piece in _glue_words()):
                continue
            now = best[end]
            if now is None or len(before) + 1 < len(now):
                best[end] = (*before, piece)
    found = best[-1] or ()
    return found if any(len(piece) > 3 for piece in found) and len(found) > 1 else ()


@lru_cache(maxsize=1)
def _glue_words() -> frozenset[str]:
    return frozenset(w for w in load_words().posology if len(w) > 3)


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    words = load_words()
    forms = {part for form in load_lexicon().written_forms for part in _LETTERS.findall(form)}
    return words.posology | words.common | words.units | words.salts | forms


@lru_cache(maxsize=1)
def _skeletons() -> dict[str, str]:
    found: dict[str, str] = {}
    for word in sorted({*load_words().posology, *_form_words()}):
        if len(word) > 2 and word.isalpha():
            found.setdefault(skeleton(word), word)
    return found


@lru_cache(maxsize=1)
def _four_letters() -> tuple[str, ...]:
    return tuple(sorted(w for w in load_words().posology if len(w) == 4 and w.isalpha()))


@lru_cache(maxsize=1)
def _long_words() -> tuple[str, ...]:
    return tuple(sorted(w for w in {*load_words().posology, *_form_words()} if len(w) > 4))


@lru_cache(maxsize=1)
def _form_words() -> dict[str, str]:
    """The words that forms are written with, and their spelling with accents."""
    written = (w for form in load_lexicon().forms.values() for w in _LETTERS.findall(form.name))
    more = (w for form in load_lexicon().written_forms for w in _LETTERS.findall(form))
    return {**{w: w for w in more}, **{fold(w): w for w in written}}
