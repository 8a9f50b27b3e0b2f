"""The drug that misread words name: the words may be cut apart, glued or misspelt."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from rapidfuzz import process
from rapidfuzz.distance import OSA

from extraction.drugs.lexicon import LONGEST_NAME, DrugName, Lexicon
from extraction.drugs.names import Candidate, DrugMatch, only_confused
from extraction.drugs.vocabulary import (
    is_everyday_word,
    is_listed_word,
    is_prescription_word,
    nearest_word,
)
from extraction.rules import french
from extraction.spelling.matching import difference, skeleton, tolerance
from extraction.spelling.words import load_words

_WORD = re.compile(r"[a-z0-9œæ|!€]+")
_INSIDE = re.compile(r"[ '.\-/+®™&,]*")
_AMOUNT = re.compile(
    r"\d[\dol|]*(?:[.,][\dol|]+)?(?:mg|rng|mq|g|ug|µg|mcg|ml|l|ui|u|cp|cpr|comp|gel|mui)?"
)
"""A number, with or without its unit; in a misread one zeros are letters: `Ciflox 5OO`."""
_NEXT = re.compile(r"( ?[/+] ?| e[tfl]? | ?- ?| |)([a-z0-9œæ|!€]{2,})")
_BROKEN = re.compile(r"0(?![.,]?\d)|\d+-[a-z]{3}| ?/ ?[a-z] [a-z0-9|!]{4}")
"""Digits glued to a name that are no strength (`fer0-grad`), a second name cut apart."""
_JOINED = frozenset({"/", "+"})
_AND = "et"
_ACID = "acide"
_BEFORE_NAMES = frozenset({"de", _ACID})
_CUT_OFF = 4
"""Letters of an everyday word that may be the cut-off head of a name (`la mictal`)."""
_LONGEST_WORD = 100
"""Letters without a space: more are no name, and comparing them with names would take long."""
_MOST_NEAR = 12
"""Names whose difference is measured for one reading of the words."""
_EDITS_MORE = 2
"""Rough edits by which a name may be further away than the nearest and still be measured."""
_SMALL_WORD = 0.5
_UNEXPLAINED = 1.5
_HEADLESS = 0.25
"""How much of a name may differ whose first piece is an everyday word."""
_LETTERS_A_FAULT = 3.0
"""How many agreeing letters outweigh one that differs: a longer name may hold more faults."""
_SHORTEST_STEM = 4
_NUMBER = 2
"""Digits that may belong to a name (`vitamine B 12`)."""
_WORDS_OF_MAKER = 3
_RELEASE = skeleton("lp")


@dataclass(frozen=True, slots=True)
class _Reading:
    """Words read as one name: its compact key, where it ends, what speaks against it (letters)."""

    key: str
    end: int
    cost: float


def similar_drug(folded: str, start: int, lexicon: Lexicon, beyond: int = 0) -> DrugMatch | None:
    """The names that the words from `start` to past `beyond` look like; None when none does.

    A reading that leaves a word unexplained behind it loses to one that takes it in.
    """
    first = _WORD.search(folded, start)
    if first is None or first[0].isdigit() or len(first[0]) > _LONGEST_WORD:
        return None
    readings = (r for r in _readings(folded, first, lexicon) if r.end > beyond)
    best = _likeliest(readings, lexicon)
    if best is None and first.end() > beyond and not is_everyday_word(first[0]):
        best = _likeliest(_without_misread_maker(first[0], first.end(), lexicon), lexicon)
    if best is None:
        return None
    reading, found = best
    known, nearest = found[0]
    if _is_rather_everyday(first[0], nearest.difference):
        return None
    if _is_headless(first[0]) and nearest.difference > len(known) * _HEADLESS:
        return None
    candidates = {candidate.drug: candidate for _, candidate in reversed(found)}
    released = skeleton(reading.key).endswith(_RELEASE) and not skeleton(known).endswith(_RELEASE)
    return DrugMatch(
        first.start(),
        after_makers(folded, reading.end, lexicon),
        tuple(sorted(candidates.values(), key=lambda c: (c.difference, c.drug.name))),
        only_confused(reading.key, known),
        open_end=released or _goes_on(folded, reading.end, nearest.drug, lexicon),
    )


def _goes_on(folded: str, end: int, drug: DrugName, lexicon: Lexicon) -> bool:
    """Whether the next word may belong to the name: an unknown one, or one marketed with it."""
    if unexplained(folded, end, lexicon):
        return True
    following = following_word(folded, end)
    others = lexicon.find(following[1]) if following else ()
    together = frozenset(drug.substances).union(*(other.substances for other in others))
    return bool(others) and drug.generic and together in lexicon.combinations


def _likeliest(
    readings: Iterable[_Reading], lexicon: Lexicon
) -> tuple[_Reading, tuple[tuple[str, Candidate], ...]] | None:
    """The reading that explains most letters, and the known names near it."""
    best, best_weight = None, 0.0
    for reading in readings:
        found = near_names(reading.key, lexicon)
        if not found:
            continue
        known, nearest = found[0]
        weight = len(known) - _LETTERS_A_FAULT * (nearest.difference + reading.cost)
        if weight > best_weight:
            best, best_weight = (reading, found), weight
    return best


def _is_headless(word: str) -> bool:
    """Whether a name's first piece is one letter or an everyday word."""
    return len(word) < 2 or (is_listed_word(word) and is_everyday_word(word))


def _is_rather_everyday(word: str, apart: float) -> bool:
    """Whether a misread word is nearer to a word of posologies than to the name it may be."""
    everyday = nearest_word(word)
    return everyday is not None and difference(word, everyday) <= apart


@lru_cache(maxsize=4096)
def near_names(key: str, lexicon: Lexicon) -> tuple[tuple[str, Candidate], ...]:
    """The known names within `tolerance` of a compact key and what they mean, nearest first."""
    limit = tolerance(len(key)) and tolerance(len(key)) + 1
    if not limit or key.isdigit():
        return ()
    # Imported here, with what it is made of, so that reading starts without waiting for it.
    from extraction.drugs.name_index import index_names

    found: list[tuple[str, Candidate]] = []
    near = index_names(lexicon).near(key, int(limit))
    for place, edits in near[:_MOST_NEAR]:
        if edits > near[0][1] + _EDITS_MORE:
            break
        known = lexicon.keys[place]
        distance = difference(key, known)
        if distance <= min(limit, tolerance(len(known))):
            drugs = lexicon.names.get(known) or lexicon.bases[known]
            found.extend((known, Candidate(drug, distance)) for drug in drugs)
    return tuple(sorted(found, key=lambda pair: (pair[1].difference, pair[1].drug.name)))


def unexplained(folded: str, end: int, lexicon: Lexicon) -> str | None:
    """The word behind a name that neither a prescription nor a known name or maker explains."""
    if broken := _BROKEN.match(folded, end):
        return broken[0]
    following = following_word(folded, end)
    if following is None:
        return None
    joint, word, _ = following
    if joint not in _JOINED and skeleton(word) in _maker_skeletons(lexicon):
        return None
    bare = word.lstrip("0123456789")
    if joint in _JOINED:
        return None if is_listed_word(bare) else word
    words = load_words()
    known = bare in words.ages or bare in words.devices or bool(lexicon.find(bare))
    known = known or (bare != word and bare in french().vocabulary)
    return None if known or is_prescription_word(bare) else word


def following_word(folded: str, end: int) -> tuple[str, str, int] | None:
    """What joins the next word to a name that ends there (`/`, `et` …), the word, where it begins.

    None before an amount; salts of a second substance are passed over.
    """
    following = _NEXT.match(folded, end)
    if following is None or _AMOUNT.fullmatch(following[2]):
        return None
    joint, word, at = following[1].strip(), following[2], following.end()
    begins = at - len(word)
    while joint and (word in load_words().salts or word in _BEFORE_NAMES):
        further = _NEXT.match(folded, at)
        if further is None:
            break
        begins = begins if word == _ACID else further.start(2)
        word, at = further[2], further.end()
    letters = sum(letter.isalpha() for letter in word.lstrip("0123456789"))
    return (joint, word, begins) if letters > 1 else None


def _readings(folded: str, first: re.Match[str], lexicon: Lexicon) -> Iterator[_Reading]:
    """What the words from the first on can be read as: one, two … of them, without makers."""
    headless = _is_headless(first[0])
    if headless and len(first[0]) > _CUT_OFF:
        return
    key, cost, at = "", 0.0, first.start()
    for count in range(LONGEST_NAME + 2):
        word = _WORD.match(folded, at)
        if word is None or (count and _AMOUNT.fullmatch(word[0]) and len(word[0]) > _NUMBER):
            return
        listed = count > 0 and is_listed_word(word[0])
        if count == 1 and listed and headless:
            return
        if not (count and word[0] == _AND):
            key += word[0].replace("œ", "oe").replace("æ", "ae")
        cost += _SMALL_WORD if listed or (count and word[0].isdigit()) else 0.0
        if count or not headless:
            yield from _endings(key, word.end(), cost, folded, lexicon)
        gap = _INSIDE.match(folded, word.end())
        if gap is None or not gap[0]:
            return
        at = gap.end()


def _endings(key: str, end: int, cost: float, folded: str, lexicon: Lexicon) -> Iterator[_Reading]:
    """The key whole, without digits glued to it, without a maker's name glued to it."""
    left = _UNEXPLAINED if unexplained(folded, end, lexicon) else 0.0
    yield _Reading(key, end, cost + left)
    stem = key.rstrip("0123456789")
    if stem != key:
        yield _Reading(stem, end - (len(key) - len(stem)), cost)
    makers = _maker_skeletons(lexicon)
    for size in range(2, len(key) - _SHORTEST_STEM + 1):
        if skeleton(key[-size:]) in makers:
            yield _Reading(key[:-size], end, cost + left)


def after_makers(folded: str, end: int, lexicon: Lexicon) -> int:
    """Where the makers' names end that follow a drug's name, misread ones too."""
    makers = _maker_skeletons(lexicon)
    key, last = "", end
    for word in islice(_WORD.finditer(folded, end), _WORDS_OF_MAKER):
        if not _INSIDE.fullmatch(folded, last if not key else word.start() - 1, word.start()):
            break
        key += word[0]
        if skeleton(key) in makers:
            last = word.end()
    return last


def _without_misread_maker(word: str, end: int, lexicon: Lexicon) -> Iterator[_Reading]:
    """What stands before a maker's name that is glued to a drug's and misread itself."""
    makers = tuple(maker for maker in _maker_skeletons(lexicon) if len(maker) >= _SHORTEST_STEM)
    for size in range(_SHORTEST_STEM, len(word) - _SHORTEST_STEM):
        maker = skeleton(word[-size:])
        if process.extractOne(maker, makers, scorer=OSA.distance, score_cutoff=1):
            yield _Reading(word[:-size], end, _SMALL_WORD)


@lru_cache(maxsize=4)
def _maker_skeletons(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(map(skeleton, lexicon.laboratories))
