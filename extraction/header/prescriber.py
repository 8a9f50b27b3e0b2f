"""The prescriber: name with its title, and specialty, as headers print them."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from rapidfuzz import fuzz

from extraction.header.parts import Found, Part, above, after_label, below
from extraction.header.patient import clean_name, name_end
from extraction.header.rest_of_name import names_apart, with_rest
from extraction.resources import read_tables
from extraction.spelling.matching import fold

_TITLE = r"(?:docteure?|dr|dre|professeure?|pr)(?![a-z])\.? ?:? ?"
_TITLED = re.compile(_TITLE)
_MOST_WORDS = 7
ALIKE = 70.0
"""Of a hundred: two first names as alike as this may be one, misread."""
_LABEL = re.compile(
    r" ?\b(?:nee?|mme|mr?|madame|monsieur|mlle|enfant|patiente?|tel\w*|fax|date|le|dr|docteur)\b"
)
_EDGE = re.compile(r"[,;:()\d|•]|\b(?:service|unite|rpps|n[°o]|adeli|am)\b(?: de | d.)? ?")
_DOCTOR = re.compile(rf"(?<![a-z])(?:((?:medecin )?prescripteur ?: ?)(?:{_TITLE})?|{_TITLE})")
_NOT_HIM = re.compile(
    r"(?:traitant|adressee? (?:par|a)|copie|cc|correspondant|confrere|remplac\w+ (?:d[ue]|le|la)|"
    r"absence|a l.attention|destinataire|chef de service|secretariat)"
    r"\W*(?:par|de|du|le|la|au|a)?\W*(?:le )?$"
)
_FAMILY_DOCTOR = re.compile(r"\bmedecin traitant\W*$")

_CIVIL = re.compile(r"\W*(?:mme|madame|mlle|mr|monsieur|m\.|m(?= [a-z]{2}))(?![a-z])\.? ?")
_PROFESSION = re.compile(
    r"sages?[ -]femmes?\b|infirmi(?:er|ere) (?:en pratique|diplome|d.etat|libera)|ipa\b|"
    r"(?:pedicure|podologue|orthoptiste|orthophoniste|dieteticien|dentiste)|"
    r"(?:masseu[rs]e?[ -])?kinesitherapeute|chirurgien|medecin(?! traitant)|generaliste\b|"
    r"[a-z]{4,}(?:logue|iatre)\b|interne\b"
)
"""Who prescribes, as persons call themselves; a place (`Cardiologie`) may be the patient's."""


def find_prescriber(parts: Sequence[Part]) -> tuple[Found | None, tuple[str, ...]]:
    """The doctor named most often or labelled; all that might be meant when none stands out.

    An RPPS number beside or under a name counts as one more mention of it.
    """
    found = list(_doctors(parts))
    if not found:
        return None, ()
    labelled = [f for f, sure in found if sure]
    names = [f for f, _ in found]
    if labelled:
        return labelled[0], (labelled[0].value,)
    weight = [1 + _has_number(f.part, parts) for f in names]
    votes = [
        sum(w for g, w in zip(names, weight, strict=True) if _may_be_one(f.value, g.value))
        for f in names
    ]
    best = names[votes.index(max(votes))]
    rivals = [
        f.value
        for f, n in zip(names, votes, strict=True)
        if n == max(votes) and not _may_be_one(f.value, best.value)
    ]
    best = _in_full(best, names)
    return best, tuple(dict.fromkeys([best.value, *rivals]))


def _in_full(best: Found, names: Sequence[Found]) -> Found:
    """A name of one word as it stands elsewhere with its rest: a stamp covers the second word."""
    (said, *more) = _said(best) or [""]
    if more or not said:
        return best
    return next((f for f in names if said in (words := _said(f)) and len(words) > 1), best)


def _said(name: Found) -> list[str]:
    words = re.findall(r"[a-z'’-]{2,}", fold(name.value))
    return [word for word in words if not _TITLED.fullmatch(word)]


def _has_number(part: Part, parts: Sequence[Part]) -> bool:
    under = [one for one in below(parts, part)[:1] if one.line == part.line + 1]
    return any("rpps" in one.folded for one in (part, *under))


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
            if not before.strip():
                over = [one for one in above(parts, part)[:1] if one.line == part.line - 1]
                before = over[0].folded if over else ""
            if leave_out(before):
                continue
            for value, begin in after_label(parts, i, match.end()):
                end = name_end(value.text, begin)
                if end == begin:
                    continue
                label = match.end(1) if match[1] else match.start()
                start = label if value is part else begin
                name = clean_name(value.text[start:end])
                if value is not part:
                    name = f"{part.text[label : match.end()].strip(' .:')} {name}".strip()
                yield Found(name, value, start, end), bool(match[1])
                break


_DANGLING = re.compile(r"^(?:en|et|de|du) | (?:en|et|de|du|des|la|le|à)$", re.IGNORECASE)
"""What is left of `conventionné en secteur 1` or of misread words beside a specialty."""


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


def _words(name: str) -> set[str]:
    return {w for w in re.findall(r"[a-z]{2,}", fold(name)) if not _TITLED.fullmatch(w)}


def find_specialty(parts: Sequence[Part], doctor: Found | None) -> Found | None:
    """The specialty nearest under the doctor's name, with the words it is printed with."""
    line = doctor.part.line if doctor else 0
    for part in sorted(parts, key=lambda p: (p.line < line, abs(p.line - line))):
        for pattern in _specialties():
            match = pattern.search(part.folded)
            if match is None:
                continue
            start, end = _segment(part.folded, *match.span())
            seen = _DANGLING.sub("", part.text[start:end].strip(" .,:-–"))
            return Found(seen, part, start, end)
    return None


def _segment(folded: str, start: int, end: int) -> tuple[int, int]:
    """The words around a specialty up to marks, digits, titles and labels."""
    if re.search(r"\b(?:dr|docteur|pr|prescripteur)\b", folded[:start]):
        first = start
    else:
        first = max((m.end() for m in _EDGE.finditer(folded, 0, start)), default=0)
    after = _EDGE.search(folded, end)
    last = after.start() if after else len(folded)
    label = _LABEL.search(folded, end, last)
    stop = label.start() if label else last
    return (start, end) if len(folded[first:stop].split()) > _MOST_WORDS else (first, stop)


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


def short_title(name: str) -> str:
    """`Docteur` and `DR.` are `Dr`, `Professeur` is `Pr`."""
    match = _TITLED.match(fold(name))
    if match is None or match.end() == len(name):
        return name
    return f"{'Pr' if match[0].startswith('p') else 'Dr'} {name[match.end() :]}"


@cache
def _specialties() -> tuple[re.Pattern[str], ...]:
    """The patterns of every written specialty, longest first."""
    rows = read_tables("rules", "specialties.")
    written = [w for row in rows for w in row["written"].split("|")]
    return tuple(
        re.compile(rf"(?<![a-z]){_inflected(fold(w))}(?![a-z])")
        for w in sorted(written, key=len, reverse=True)
    )


def _inflected(written: str) -> str:
    """Feminine and plural endings, and a hyphen for a space."""
    words = [re.escape(word) + "(?:n?e)?s?" for word in re.split(r"[ -]", written)]
    return "[ -]{1,3}".join(words)


def names_a_specialty(folded: str) -> bool:
    """Whether a folded text holds the name of a specialty."""
    return any(pattern.search(folded) for pattern in _specialties())


def whole_name(found: Found) -> tuple[Found, bool]:
    """The doctor's name with a first name in small letters, and whether it must be asked."""
    whole, asked = with_rest(found, name_end)
    rest = fold(whole.part.text[found.end : whole.end])
    return (found, False) if names_a_specialty(rest) else (whole, asked)


def doctors_apart(found: Found, parts: Sequence[Part]) -> str | None:
    """The doctor's family name with what stands far to its right and may be the first name."""
    told = names_apart(found, parts, name_end)
    return None if told is None or names_a_specialty(fold(told)) else told
