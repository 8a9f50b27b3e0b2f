"""Looking a drug up by what is typed of it: `kardegic 75`, `amox`, a misspelt name."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from extraction.drugs.lexicon import DrugName, Lexicon, load_lexicon
from extraction.drugs.misread import near_names
from extraction.drugs.strengths import Strength, amount, parse_strength
from extraction.spelling.matching import compact, fold, tolerance

_NAME_THEN_AMOUNT = re.compile(r"(.*?[^\W\d_].*?)[\s,]+(\d.*)")
_AMOUNT = re.compile(r"\d[\d\s.,]*\s*(?:mg|g|µg|ug|mcg|ui|mui|%|ml)?(?![a-z])")
_NUMBER = re.compile(r"\d[\d\s]*(?:[.,]\d+)?")
_SHORTEST_MISREAD = 4
_SHORTEST_WORD = 3
_APART = " "
_MOST_NEAR = 20
_WEIGHED = 6
"""How many names are weighed by strength and form for each that is shown."""
_PREFIX, _INSIDE, _NEAR = 0.7, 0.55, 0.5
"""What the first letters of a name, of a later word of it, and a misspelt name are worth."""
_UNFINISHED = 0.1
_OTHER_NAME = 0.8
_OTHER_STRENGTH = 0.6
_OTHER_FORM = 0.85


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A drug that what was typed may mean; `score` 0 to 1, 1 for its whole name.

    `strengths` are the marketed ones that agree with the number that was typed, all of them when
    none was typed or none agrees; `forms` all the marketed ones.
    """

    drug: DrugName
    score: float
    strengths: tuple[Strength, ...]
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Typed:
    """One way to cut what was typed: a name, the beginning of a strength, a form."""

    name: str
    strength: str | None = None
    form: str | None = None


def look_up(typed: str, lexicon: Lexicon | None = None, limit: int = 10) -> tuple[Suggestion, ...]:
    """The drugs that what was typed so far can mean, likeliest first; for every key press.

    Names that begin with it come before names with such a word inside, these before names that
    look like it. A number behind the name is the beginning of a strength, a word behind that a
    form. Works on the lexicon alone, and on all official names when a reference was imported.
    """
    lexicon = lexicon or load_lexicon()
    ways = tuple(_ways(typed, lexicon))
    named = [(drug, near, way) for way in ways for drug, near in _beginning_with(way, lexicon)]
    named = named or [(drug, near, way) for way in ways for drug, near in _alike(way, lexicon)]
    named.sort(key=lambda one: -one[1])
    found: dict[DrugName, tuple[float, _Typed]] = {}
    for drug, near, way in named[: limit * _WEIGHED]:
        score = near * _agreement(drug, way)
        if drug not in found or found[drug][0] < score:
            found[drug] = score, way
    ranked = sorted(
        found.items(), key=lambda one: (-round(one[1][0], 3), len(one[0].name), one[0].name)
    )
    return tuple(
        Suggestion(drug, score, _strengths(drug, way.strength) or drug.strengths, drug.forms)
        for drug, (score, way) in ranked[:limit]
    )


def _agreement(drug: DrugName, way: _Typed) -> float:
    """How far strength and form speak for the drug: 1 when nothing speaks against it."""
    value = 1.0
    if way.strength and drug.strengths and not _strengths(drug, way.strength):
        value *= _OTHER_STRENGTH
    if way.form and drug.forms and way.form not in drug.forms:
        value *= _OTHER_FORM
    return value


def _strengths(drug: DrugName, typed: str | None) -> tuple[Strength, ...]:
    """The marketed strengths that begin with the typed number, or are it in another unit."""
    number = _NUMBER.match(typed) if typed else None
    if typed is None or number is None:
        return ()
    (whole,) = parse_strength(typed) or (None,)
    if whole and whole.numerator.unit:
        equal = amount(whole.numerator)
        same = [s for s in drug.strengths if any(amount(r.numerator) == equal for r in s)]
        if same:
            return tuple(same)
    digits = _plain(number[0])
    return tuple(
        strength
        for strength in drug.strengths
        if any(_plain(f"{r.numerator.value.normalize():f}").startswith(digits) for r in strength)
    )


def _plain(number: str) -> str:
    return re.sub(r"\s", "", number).replace(",", ".")


def _ways(typed: str, lexicon: Lexicon) -> Iterator[_Typed]:
    """Name, strength and form: all of it may be the name (`A 313`), or `75` be the strength."""
    folded = " ".join(fold(typed).split())
    yield _Typed(folded)
    split = _NAME_THEN_AMOUNT.fullmatch(folded)
    if split is not None:
        amount_typed = _AMOUNT.match(split[2])
        rest = split[2][amount_typed.end() if amount_typed else 0 :].strip()
        written = amount_typed[0].strip() if amount_typed else None
        yield _Typed(split[1], written, _form(rest, lexicon))
    else:
        name, _, last = folded.rpartition(" ")
        if name and (form := _form(last, lexicon)):
            yield _Typed(name, None, form)


def _form(written: str, lexicon: Lexicon) -> str | None:
    return lexicon.written_forms.get(written) or lexicon.written_forms.get(written.rstrip("s."))


def _beginning_with(way: _Typed, lexicon: Lexicon) -> Iterator[tuple[DrugName, float]]:
    """The drugs whose name, or a later word of whose name, begins with the typed one."""
    key = compact(way.name)
    if not key:
        return
    for known in _beginning(lexicon.sorted_keys, key):
        for drug in _drugs(known, lexicon):
            score = _PREFIX + (1 - _PREFIX) * len(key) / len(known)
            # `AZT` is looked for by its letters, not by the first of them.
            other = known != key and not compact(drug.name).startswith(key)
            yield drug, score * _OTHER_NAME if other else score
    for entry in _beginning(_later_words(lexicon), key) if len(key) >= _SHORTEST_WORD else ():
        word, known = entry.split(_APART)
        for drug in _drugs(known, lexicon):
            yield drug, _INSIDE + (_PREFIX - _INSIDE) * len(key) / len(word)


def _alike(way: _Typed, lexicon: Lexicon) -> Iterator[tuple[DrugName, float]]:
    """The drugs whose name, or the beginning of whose name, looks like the typed one."""
    key = compact(way.name)
    if len(key) < _SHORTEST_MISREAD or key.isdigit():
        return
    for _, candidate in near_names(key, lexicon):
        yield candidate.drug, _NEAR + (_PREFIX - _NEAR) * candidate.score
    most = max(1, int(tolerance(len(key))))
    starts = _starts(lexicon, len(key))
    near = process.extract(key, starts, scorer=OSA.distance, score_cutoff=most, limit=_MOST_NEAR)
    for _, edits, place in near:
        known = lexicon.keys[place]
        unfinished = _UNFINISHED * (1 - len(key) / max(len(known), len(key)))
        score = 1 - edits / len(key) - unfinished
        for drug in _drugs(known, lexicon):
            yield drug, _NEAR + (_PREFIX - _NEAR) * score


def _drugs(key: str, lexicon: Lexicon) -> tuple[DrugName, ...]:
    return lexicon.names.get(key) or lexicon.bases[key]


def _beginning(ordered: tuple[str, ...], start: str) -> Iterator[str]:
    """The part of a sorted sequence that begins with `start`."""
    for place in range(bisect_left(ordered, start), len(ordered)):
        if not ordered[place].startswith(start):
            return
        yield ordered[place]


@lru_cache(maxsize=4)
def _later_words(lexicon: Lexicon) -> tuple[str, ...]:
    """Each later word of a name with the name's key: `clavulanique` of the combination."""
    return tuple(
        sorted(
            f"{word}{_APART}{key}"
            for key, drugs in lexicon.names.items()
            for word in map(compact, re.split(r"[\s/+'-]+", drugs[0].name)[1:])
            if len(word) >= _SHORTEST_WORD
        )
    )


@lru_cache(maxsize=32)
def _starts(lexicon: Lexicon, length: int) -> tuple[str, ...]:
    """The first letters of every name, in the order of `keys`."""
    return tuple(key[:length] for key in lexicon.keys)
