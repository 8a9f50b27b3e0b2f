"""The prescriber: name with its title, as headers print it."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from rapidfuzz import fuzz

from extraction.header.names import clean_name, name_end
from extraction.header.parts import Found, Part, above, after_label, below
from extraction.header.rest_of_name import names_apart, with_rest
from extraction.header.specialty import (
    find_specialty,
    is_whole_name,
    names_a_specialty,
    without_specialty,
)
from extraction.spelling.matching import fold

_TITLE = r"(?:docteure?|dr|dre|professeure?|pr)(?![a-z])\.? ?:? ?"
_TITLED = re.compile(_TITLE)
ALIKE = 70.0
"""Of a hundred: two first names as alike as this may be one, misread."""
_INITIAL_OR_WORD = re.compile(r"[a-z]+")
_LOOKS_LIKE = {"l": "i", "j": "i"}
"""Initials that are read for each other."""
_DOCTOR = re.compile(rf"(?<![a-z])(?:((?:medecin )?prescripteur ?: ?)(?:{_TITLE})?|{_TITLE})")
_NOT_HIM = re.compile(
    r"(?:traitant|adressee? (?:par|a)|copie|cc|correspondant|confrere|remplac\w+ (?:d[ue]|le|la)|"
    r"absence|a l.attention|destinataire|chef de service|secretariat)"
    r"\W*(?:par|de|du|le|la|au|a)?\W*(?:le )?$"
)
_STREET = re.compile(
    r"\b(?:rue|r|avenue|av|boulevard|bd|bld|place|pl|impasse|imp|allees?|quai|chemin|ch|cours|"
    r"route|rte|square|passage|esplanade|faubourg|fbg|residence)\.? (?:d[ue] |des )?$"
)
"""`12 rue du Docteur Roux` names a street."""
_FAMILY_DOCTOR = re.compile(r"\bmedecin traitant\W*$")

_JOINT = re.compile(r" ?(?: et | ?[&/+] ?| [-–—] )")
_CIVIL = re.compile(r"\W*(?:mme|madame|mlle|mr|monsieur|m\.|m(?= [a-z]{2}))(?![a-z])\.? ?")
_PROFESSION = re.compile(
    r"sages?[ -]femmes?\b|infirmi(?:er|ere) (?:en pratique|diplome|d.etat|libera)|ipa\b|"
    r"(?:pedicure|podologue|orthoptiste|orthophoniste|dieteticien|dentiste)|"
    r"(?:masseu[rs]e?[ -])?kinesitherapeute|chirurgien|medecin(?! traitant)|generaliste\b|"
    r"[a-z]{3,}(?:logue|iatre)\b|interne\b"
)
"""Who prescribes, as persons call themselves; a place (`Cardiologie`) may be the patient's."""


def find_prescriber(parts: Sequence[Part]) -> tuple[Found | None, tuple[str, ...]]:
    """The doctor named most often or labelled; all that might be meant when none stands out.

    An RPPS number beside or under a name counts as one more mention of it; where all stand side by
    side, one that was not read says nothing.
    """
    found = list(_doctors(parts))
    if not found:
        return None, ()
    labelled = [f for f, sure in found if sure]
    names = [f for f, _ in found]
    if labelled:
        return labelled[0], (labelled[0].value,)
    on_line = Counter(f.part.line for f in names)
    side_by_side = min(on_line.values()) > 1
    weight = [1 if side_by_side else 1 + _has_number(f.part, parts) for f in names]
    votes = [sum(w for g, w in zip(names, weight, strict=True) if _are_one(f, g)) for f in names]
    best = names[votes.index(max(votes))]
    rivals = [
        f.value
        for f, n in zip(names, votes, strict=True)
        if n == max(votes) and not _are_one(f, best)
    ]
    if not rivals and sum(_are_one(f, best) for f in names) == 1:
        rivals = [f.value for f in names if _shares_number(f, best) and not _are_one(f, best)]
    best = _in_full(best, names)
    return best, tuple(dict.fromkeys([best.value, *rivals]))


def _in_full(best: Found, names: Sequence[Found]) -> Found:
    """A name of one word as it stands elsewhere with its rest: a stamp covers the second word."""
    (said, *more) = _said(best) or [""]
    if more or not said:
        return best
    alike = (f for f in names if _are_one(f, best))
    return next((f for f in alike if said in (words := _said(f)) and len(words) > 1), best)


def _said(name: Found) -> list[str]:
    words = re.findall(r"[a-z'’-]{2,}", fold(name.value))
    return [word for word in words if not _TITLED.fullmatch(word)]


def _has_number(part: Part, parts: Sequence[Part]) -> bool:
    under = [one for one in below(parts, part)[:1] if one.line == part.line + 1]
    return any("rpps" in one.folded for one in (part, *under))


def _shares_number(one: Found, best: Found) -> bool:
    """Whether a name stands right above another, over one RPPS: it may be the number of either."""
    over = one.part.line == best.part.line - 1
    return over and not any("rpps" in f.part.folded for f in (one, best))


def find_family_doctor(parts: Sequence[Part]) -> Found | None:
    """The patient's own doctor: in a home for the aged, where no other is named, he prescribes."""
    found = _doctors(parts, lambda before: not _FAMILY_DOCTOR.search(before))
    return next((name for name, _ in found), None)


def _is_another(before: str) -> bool:
    """Whether words before a doctor's title tell that he is not the one who prescribes."""
    return _NOT_HIM.search(before) is not None


def _doctors(
    parts: Sequence[Part], leave_out: Callable[[str], bool] = _is_another
) -> Iterator[tuple[Found, bool]]:
    for i, part in enumerate(parts):
        for match in _DOCTOR.finditer(part.folded):
            before = part.folded[: match.start()]
            if _STREET.search(before):
                continue
            if not before.strip():
                over = [one for one in above(parts, part)[:1] if one.line == part.line - 1]
                before = over[0].folded if over else ""
            if leave_out(before):
                continue
            for value, begin in after_label(parts, i, match.end()):
                end = without_specialty(value, begin, name_end(value.text, begin))
                if end == begin:
                    continue
                label = match.end(1) if match[1] else match.start()
                start = label if value is part else begin
                name = clean_name(value.text[start:end])
                if value is not part:
                    name = f"{part.text[label : match.end()].strip(' .:')} {name}".strip()
                yield Found(name, value, start, end), bool(match[1])
                if (other := _partner(value, end)) and not match[1]:
                    yield other, False
                break


def _partner(part: Part, start: int) -> Found | None:
    """The second of two doctors who share a title: `Dr Anne COLIN et Luc COLIN`."""
    joint = _JOINT.match(part.text, start)
    end = name_end(part.text, joint.end()) if joint else 0
    if joint is None or not is_whole_name(part.text[joint.end() : end]):
        return None
    return Found(f"Dr {clean_name(part.text[joint.end() : end])}", part, joint.end(), end)


def same_person(one: str, other: str) -> bool:
    """Whether two names have a word in common, titles aside."""
    a, b = _words(one), _words(other)
    return bool(a & b) or not a or not b


def _may_be_one(one: str, other: str) -> bool:
    """Whether two names may be one doctor's: not `FABRE Isabelle` and `FABRE Pascal`.

    A first name may be misread, or left out.
    """
    a, b = _words(one), _words(other)
    own, others = sorted(a - b), sorted(b - a)
    alike = fuzz.ratio(" ".join(own), " ".join(others)) >= ALIKE
    return same_person(one, other) and (not own or not others or alike)


def _are_one(one: Found, other: Found) -> bool:
    """Whether two mentions may be of one doctor.

    Nobody stands beside himself: `Jean COLIN` and `Jeanne COLIN` on one row are two, on two rows
    one may be misread. `A. COLIN` is not `L. COLIN`, nor `Luc COLIN`.
    """
    a, b = _words(one.value), _words(other.value)
    beside = one.part.line == other.part.line and bool(a - b) and bool(b - a)
    return not beside and _may_be_one(one.value, other.value) and not _other_initials(one, other)


def _other_initials(one: Found, other: Found) -> bool:
    """Whether an initial of one name begins no first name of the other."""
    a, b = (_INITIAL_OR_WORD.findall(_TITLED.sub("", fold(f.value))) for f in (one, other))
    rest = [[w for w in words if w not in others] for words, others in ((a, b), (b, a))]
    short = any(len(word) == 1 for words in rest for word in words)
    if not short or not all(rest):
        return False
    first = [{_LOOKS_LIKE.get(word[0], word[0]) for word in words} for words in rest]
    return not first[0] & first[1]


def _words(name: str) -> set[str]:
    return {w for w in re.findall(r"[a-z]{2,}", fold(name)) if not _TITLED.fullmatch(w)}


def find_untitled(parts: Sequence[Part]) -> Found | None:
    """A midwife's or dentist's name without title: the row above the specialty."""
    specialty = find_specialty(parts, None)
    if specialty is None:
        return None
    for part in parts:
        end = name_end(part.text, 0)
        above = part.line == specialty.part.line - 1
        if above and end == len(part.text) and " " in part.text:
            return Found(part.text, part, 0, end)
    return None


def find_professional(parts: Sequence[Part]) -> Found | None:
    """`Mme Claire ROY` above or before `Sage-femme`: who prescribes, and not whom it is for.

    A patient whose row tells a birth, or stands behind `Pour` or `Patient`, is none.
    """
    for part in parts:
        title = _CIVIL.match(part.folded)
        end = name_end(part.text, title.end()) if title else 0
        if title is None or end <= title.end():
            continue
        rest = part.folded[end:].strip(" ,-–—")
        under = [p.folded.strip(" ,-–—") for p in below(parts, part)[:1] if p.line == part.line + 1]
        told = [rest] if rest else under
        if any(_PROFESSION.match(text) and ":" not in text for text in told):
            return Found(clean_name(part.text[:end]), part, 0, end)
    return None


def professional_beside(name: Found, parts: Sequence[Part]) -> Found | None:
    """Who stands without a title right of the prescriber, his profession under his name.

    None where the prescriber is named a second time: he signs.
    """
    here = parts.index(name.part)
    for part in parts[here + 1 :][:1]:
        under = [one for one in below(parts, part)[:1] if one.line == part.line + 1]
        mentions = sum(fold(name.value) in one.folded for one in parts)
        told = any(_PROFESSION.match(one.folded) for one in under)
        if part.line == name.part.line and told and mentions == 1 and is_whole_name(part.text):
            return Found(part.text, part, 0, len(part.text))
    return None


def short_title(name: str) -> str:
    """`Docteur` and `DR.` are `Dr`, `Professeur` is `Pr`."""
    match = _TITLED.match(fold(name))
    if match is None or match.end() == len(name):
        return name
    return f"{'Pr' if match[0].startswith('p') else 'Dr'} {name[match.end() :]}"


def whole_name(found: Found) -> tuple[Found, bool]:
    """The doctor's name with a first name in small letters, and whether it must be asked."""
    whole, asked = with_rest(found, name_end)
    rest = fold(whole.part.text[found.end : whole.end])
    return (found, False) if names_a_specialty(rest) else (whole, asked)


def doctors_apart(found: Found, parts: Sequence[Part]) -> str | None:
    """The doctor's family name with what stands far to its right and may be the first name."""
    told = names_apart(found, parts, name_end)
    return None if told is None or names_a_specialty(fold(told)) else told
