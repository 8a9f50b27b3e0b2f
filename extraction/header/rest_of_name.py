"""What stands behind a name and is part of it: `DUPONT marie`, `LEROY née PETIT Anne`.

Two persons of one family differ by their first names alone.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from extraction.drugs.vocabulary import is_prescription_word
from extraction.header.first_names import is_first_name
from extraction.header.parts import Found, Part, below
from extraction.sheet.cues import is_header, is_title
from extraction.sheet.rows import words_between
from extraction.spelling.matching import fold
from extraction.spelling.words import load_words

_BY_BIRTH_OR_MARRIAGE = re.compile(
    r"[ ,]{1,2}\(?(?:nee?|epoux|epouse|epse|ep|veuve|vve|dite?)\b\.?:? ?(?!(?:le|en) \d)"
)
_SMALL_WORD = re.compile(r" ([a-zà-öø-ÿ]{3,}(?:[-'’][a-zà-öø-ÿ]{2,})?)(?![\w'’-])")
_APART = re.compile(r"(?: ?[,/] ?| [-–] | ?\()(?=[A-ZÀ-Þ])")
"""`DURAND, Jeanne`: maybe a first name, maybe a town."""
_GARBLED = re.compile(
    r" (?!\d+ ?(?:bis|ter|er|eme?|h|ans|kg|cm|mois|rue|av)\b)"
    r"(?:(?=\S*\d)(?=\S*[^\W\d_]{2})[\w'’-]+|[^\W\d_]+[\]\[|!{}<>=#@]+[^\W\d_]+)(?= |$|,)"
)
"""A name in which letters were read as digits or signs: `2OCHE-MARTY`, `TH]BALDEAU`."""
_CUT = re.compile(r" ([A-ZÀ-Þ][\w'’-]+)[:;!|](?= )")
"""A first name whose last letter was read as a sign, `Jean-Lu:`; or a label, `Prénom:`."""
_SPLIT = re.compile(r" ([a-zà-öø-ÿ]{1,9}) (?=[A-ZÀ-Þ]{2})")
"""The rest of a first name that a space fell into, before a family name: `Kar im OUEDRAOGO`."""
_ENDS = re.compile(r" *(?:$|[,;:.()])")
_PIECE = 2
"""Letters of a first name that fell apart: `Ma rie`."""
_HARDLY_READ = 0.3
"""Confidence of a word that another reading contradicts, or that is a guess."""
_MOST_SMALL = 2
"""First names in small letters: what is longer is a sentence."""
_PARTICLES = frozenset(["de", "du", "des", "la", "le", "van", "von", "der", "ben", "el", "al"])
_TITLES = frozenset(["dr", "dre", "docteur", "docteure", "pr", "professeur", "professeure"])
_WHEN = re.compile(
    r"\W*(?:(?:le|au|a|les?) )?(?:matin|midi|soir|coucher|reveil|lever|dejeuner|diner|gouter|nuit|"
    r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|alternance|posologie)s?\b"
)
_SMALL_VALUE = re.compile(r"\W{0,3}([a-zà-öø-ÿ]{2,}(?:[-'’ ][a-zà-öø-ÿ]{2,})?)(?= *(?:$|[,;.(\d]))")


def with_rest(found: Found, name_end: Callable[[str, int], int]) -> tuple[Found, bool]:
    """The name with the rest of it, and whether a human must look at it.

    Asked is also what ends right before letters that were not read surely: its own, maybe.
    """
    whole, asked = _with_rest(found, name_end)
    return whole, asked or _runs_into_doubt(whole)


def _runs_into_doubt(found: Found) -> bool:
    """Whether what stands right behind a name of one word was hardly read: `Dr Mohamed ft eroy`."""
    said = [w for w in re.findall(r"[^\W\d_][\w'’-]*", found.value) if fold(w) not in _TITLES]
    if len(said) != 1:
        return False
    behind = words_between(found.part.row.words, found.end + 1, len(found.part.text))
    letters = (word for word in behind if any(map(str.isalpha, word.text)))
    word = next(letters, None)
    return word is not None and word.confidence is not None and word.confidence < _HARDLY_READ


def _with_rest(found: Found, name_end: Callable[[str, int], int]) -> tuple[Found, bool]:
    """The name with the rest of it, and whether it may be any other word.

    `name_end` tells where a name that begins at an offset ends. A first name in small letters or
    set apart is asked: it may be any other word. What `née` leads to is taken where no first name
    came before.
    """
    said = re.findall(r"[^\W\d_][\w'’-]*", found.value)
    words = [word for word in said if fold(word) not in _PARTICLES | _TITLES]
    broken = len(words) > 1 and len(words[-1]) <= _PIECE and not words[-1].isupper()
    if len(words) > 1 and not broken and not all(word.isupper() for word in words):
        return found, False
    text, folded = found.part.text.replace(")", ","), found.part.folded
    if len(words) == 1 and (told := _BY_BIRTH_OR_MARRIAGE.match(folded, found.end)):
        end = name_end(text, told.end())
        if end > told.end():
            closed = found.part.text.startswith(") ", end)
            behind = name_end(text, end + 2) if closed else end
            return _up_to(found, behind if behind > end + 2 else end), False
    split = _SPLIT.match(text, found.end) if len(words) == 1 and not words[0].isupper() else None
    if split and _falls_apart(words[0], split[1]):
        rest = text[split.end() : name_end(text, split.end())]
        value = f"{found.value}{split[1]} {rest}".strip()
        return replace(found, value=value, end=split.end() + len(rest)), True
    apart = _APART.match(text, found.end) if len(words) == 1 else None
    if apart and (end := name_end(text, apart.end())) > apart.end():
        return _up_to(found, end), True
    cut = _CUT.match(text, found.end) if len(words) == 1 else None
    if _GARBLED.match(text, found.end) or (cut and not _is_other_word(cut[1])):
        return found, True
    end = _small_end(text, found.end)
    return (_up_to(found, end), True) if end > found.end else (found, False)


def _falls_apart(name: str, rest: str) -> bool:
    """Whether small letters behind a name are its own, and no word."""
    if is_first_name(name + rest):
        return True
    return rest not in _PARTICLES and not _is_other_word(rest)


def names_apart(
    found: Found, parts: Sequence[Part], name_end: Callable[[str, int], int]
) -> str | None:
    """A name of one word beside what may be its rest, far to the right: `Dr SIMON      Éric`.

    It may be a town or anybody: both are told, for a human to choose.
    """
    said = [w for w in re.findall(r"[^\W\d_][\w'’-]*", found.value) if fold(w) not in _TITLES]
    here = found.part
    right = parts[parts.index(here) + 1 :][:1]
    if len(said) != 1 or re.search(r"\w", here.text[found.end :]) or not right:
        return None
    (beside,) = right
    is_name = name_end(beside.text, 0) == len(beside.text) and beside.text.count(" ") < _MOST_SMALL
    on_its_row = beside.line == here.line and not is_header(beside.folded)
    return f"{found.value} / {beside.text}" if is_name and on_its_row else None


def _small_end(text: str, start: int) -> int:
    """Where first names in small letters end; `start` where something else goes on."""
    end = start
    for _ in range(_MOST_SMALL):
        word = _SMALL_WORD.match(text, end)
        if word is None or _is_other_word(word[1]):
            break
        end = word.end()
    behind = _SMALL_WORD.match(text, end)
    ends = _ENDS.match(text, end) or (behind and fold(behind[1]) in load_words().after_names)
    return end if ends else start


def value_in_small_letters(text: str, start: int) -> str | None:
    """The name that a label such as `Prénom :` leads to, where it is written without a capital."""
    match = _SMALL_VALUE.match(text, start)
    return match[1] if match and not any(map(_is_other_word, match[1].split())) else None


def with_row_below(
    found: Found, parts: Sequence[Part], name_end: Callable[[str, int], int]
) -> Found:
    """A name of one word goes on in the part under it: `Mme Bernadette` above `SCHMITT`."""
    under = below(parts, found.part)
    if " " in found.value or found.end < len(found.part.text) or not under:
        return found
    if name_end(under[0].text, 0) < len(under[0].text) or _is_no_name(under[0].folded):
        return found
    return replace(found, value=f"{found.value} {under[0].text}")


def _is_no_name(folded: str) -> bool:
    """Whether a row below a name of one word is a title, moments or days: `Médicament Posologie`.

    `PETIT` is a word and a name; of several words one is none of a prescription's.
    """
    words = re.findall(r"[a-z]+", folded)
    known = len(words) > 1 and all(map(is_prescription_word, words))
    return known or is_title(folded) or _WHEN.match(folded) is not None


def _up_to(found: Found, end: int) -> Found:
    rest = re.sub(r" ?[(),/–]| -(?= )", " ", found.part.text[found.end : end])
    return replace(found, value=" ".join(f"{found.value} {rest}".split()).rstrip(" ,.-"), end=end)


def _is_other_word(word: str) -> bool:
    folded = fold(word)
    return folded in load_words().after_names or folded in load_words()
