"""Which words belong to prescriptions, and what a misread word was before OCR and typing."""

import re
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from extraction.drugs.lexicon import load_lexicon
from extraction.spelling.matching import difference, fold, skeleton
from extraction.spelling.words import load_words

_LETTERS = re.compile(r"[^\W\d_]+")
_ALIKE_SHAPE = 0.5
_ALIKE_SHAPES = 0.75


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
    elif len(word) == 5:
        # `moirs` is as near to `mois` as to `soirs`, `voite` to `voie` as to `boite`.
        tied += [known for known in _four_letters() if OSA.distance(word, known) == 1]
    return tied[0] if tied and all(_alike(tied[0], other) for other in tied) else None


def _roughly(word: str) -> list[str]:
    """Words two letters away, which two alike shapes can make of one (`joiirs`)."""
    near = process.extract(word, _long_words(), scorer=OSA.distance, score_cutoff=2, limit=4)
    return [str(choice) for choice, _, _ in near]


def _alike(one: str, other: str) -> bool:
    """Singular and plural of one word: either will do."""
    return one.rstrip("s") == other.rstrip("s")


def written_word(word: str) -> str:
    """The folded word with its accents."""
    return load_words().written.get(word) or _form_words().get(word, word)


@lru_cache(maxsize=16384)
def same_skeleton(word: str) -> str | None:
    """The posology word that differs in nothing but what OCR exchanges; else None."""
    return _skeletons().get(skeleton(word))


@lru_cache(maxsize=4096)
def glued_words(word: str, *, beside: bool = False) -> tuple[str, ...]:
    """The fewest posology words that make up a glued one (`matinetsoir`), or none.

    `beside` lets other words stand in it as well: `selledepuis`.
    """
    known = _glue_words() | _beside_words() if beside else _glue_words()
    if not 5 <= len(word) <= 40:
        return ()
    best: list[tuple[str, ...] | None] = [()] + [None] * len(word)
    for end in range(2, len(word) + 1):
        for begin in range(max(0, end - 14), end - 1):
            before, piece = best[begin], word[begin:end]
            if before is None or not (piece in load_words().short or piece in known):
                continue
            now = best[end]
            if now is None or len(before) + 1 < len(now):
                best[end] = (*before, piece)
    found = best[-1] or ()
    posology = load_words().posology
    told = any(len(piece) > 3 and piece in posology for piece in found)
    return found if told and len(found) > 1 else ()


@lru_cache(maxsize=1)
def _glue_words() -> frozenset[str]:
    return frozenset(w for w in load_words().posology if len(w) > 3)


@lru_cache(maxsize=1)
def _beside_words() -> frozenset[str]:
    return frozenset(w for w in load_words().common if len(w) > 4)


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
