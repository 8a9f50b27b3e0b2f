"""Names of persons, as headers print them: where they end, and the titles before them."""

import re
from collections.abc import Iterator, Sequence

from extraction.header.houses import is_of_staff
from extraction.header.parts import Found, Part, above
from extraction.sheet.cues import is_header
from extraction.spelling.matching import fold
from extraction.spelling.words import load_words
from prescription.record import Gender

_WOMAN = re.compile(r"(?<![a-z])(?:mme|madame|mlle|mademoiselle|melle)(?![a-z])\.? ?:? ?")
_MAN = re.compile(
    r"(?<![a-z'])(?:mr|monsieur|m\.(?! ?et\b)|^m(?=, [a-z])|m(?= [a-z]{2}))(?![a-z])[.,]? ?:? ?"
)
_CHILD = re.compile(r"(?<![a-z])(?:l.)?(?:enfant|bebe|nourrisson)(?![a-z]) ?:? ?")
_OF_ANOTHER = re.compile(r"\b(?:(?:enfant|bebe|nourrisson|fils|fille) d[e'’]|et) ?$")
"""`Nourrisson de Mme DURAND`, `M. et Mme DURAND`: the title is not, or not only, the patient's."""
_TITLES = ((Gender.FEMALE, _WOMAN), (Gender.MALE, _MAN), (None, _CHILD))
_INITIAL = re.compile(r"[A-ZÀ-Þ]\.(?:-?[A-ZÀ-Þ]\.)* ?")
_NAME_WORD = re.compile(
    r"(?:[A-ZÀ-ÖØ-Þ][A-Za-zÀ-ÿ'’\-]*\.?|d['’][A-ZÀ-Þ][A-Za-zÀ-ÿ\-]*|"
    r"de|du|des|la|le|van|von|der|ben|el|al|di|da|dos)(?= |$|,|\()"
)
_STRAY = re.compile(r"[.'’`·_|]{1,2} (?=[A-ZÀ-Þ])")
"""A speck between the words of a name."""
_DAY = re.compile(r"(?:Le|Du) \d")
_MOST_NAMES = 6


def name_end(text: str, start: int) -> int:
    """Where a name that begins at `start` ends: capitalised words, initials and particles."""
    initial = _INITIAL.match(text, start)
    at = end = initial.end() if initial else start
    for _ in range(_MOST_NAMES):
        match = _NAME_WORD.match(text, at)
        word = fold(match[0]).strip(".") if match else ""
        if not match or word in load_words().after_names or _DAY.match(text, at):
            break
        if match[0][0].isupper() or "'" in match[0] or "’" in match[0]:
            end = match.end()
        at = match.end() + 1
        if stray := _STRAY.match(text, at):
            at = stray.end()
    return end


def clean_name(text: str) -> str:
    """A name without the specks that were read between its words."""
    return re.sub(rf"(?<= ){_STRAY.pattern}", "", text).strip(" .,:-")


def name_at(part: Part, start: int) -> Found | None:
    """The name that begins at `start`, after Mme, M. or Enfant."""
    for _, pattern in _TITLES:
        match = pattern.match(part.folded, start)
        if match:
            start = match.end()
            break
    end = name_end(part.text, start)
    name = clean_name(part.text[start:end])
    return Found(name, part, start, end) if len(name) > 1 else None


def titles(parts: Sequence[Part]) -> Iterator[tuple[Part, Gender | None, re.Match[str]]]:
    """Mme, M. or Enfant wherever they stand, but for `M. le Docteur` and `Infirmière : Mme`."""
    for part in parts:
        for sex, pattern in _TITLES:
            for match in pattern.finditer(part.folded):
                before = part.folded[: match.start()]
                doctor = re.search(r"\b(?:dr|docteur)\W*$", before)
                if not doctor and not is_of_staff(before, part, parts):
                    yield part, sex, match


def titled_names(parts: Sequence[Part]) -> list[Found]:
    """The names that stand behind a title."""
    return [found for part, _, match in titles(parts) if (found := name_at(part, match.end()))]


def is_another_s(part: Part, title: re.Match[str]) -> bool:
    """Whether a title is that of whom the patient belongs to: `Nourrisson de Mme DURAND`."""
    return _OF_ANOTHER.search(part.folded, 0, title.start()) is not None


def are_alike(one: Found, other: Found) -> bool:
    """Whether two names share a word."""
    a, b = (set(re.findall(r"[a-z]{2,}", fold(found.value))) for found in (one, other))
    return bool(a & b)


def name_near(parts: Sequence[Part], part: Part) -> Found | None:
    """A name of several words that is no doctor's, at the start of a part or of one above it.

    Above a birth may stand the house as well: `CHU de Montaigu - Pôle Cœur`.
    """
    for candidate in (part, *above(parts, part)):
        if candidate is not part and is_header(candidate.folded):
            continue
        if not re.search(r"\b(?:dr|docteur|pr)\b", candidate.folded):
            found = name_at(candidate, 0)
            if found and " " in found.value:
                return found
    return None
