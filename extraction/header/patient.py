"""The patient: name, birth, sex, age and measures, as headers print them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from extraction.header.birth import Birth
from extraction.header.houses import is_of_house
from extraction.header.parts import Found, Part, above, after_label, below
from extraction.header.rest_of_name import names_apart, value_in_small_letters, with_rest
from extraction.sheet.cues import is_header
from extraction.spelling.matching import fold
from extraction.spelling.words import load_words
from prescription.dosage import Quantity
from prescription.record import Gender, Patient, Reading, Review, ReviewReason

_LABELLED = re.compile(
    r"\b(?:nom,? ?(?:et|/|-|&)? ?prenoms?(?: du patient)?|prenoms?,? ?(?:et|/|-) ?nom|"
    r"patient ?(?:e|\(e\))?|pat[a-z]{1,4}t(?= ?:)|"
    r"resident ?(?:e|\(e\))?(?= ?:| (?:m\.|mr|mme|monsieur|madame)\b)|"
    r"identite(?: du patient)?|beneficiaire|concerne|delivree? a|"
    r"prescrite? a|assuree?|^pour(?= ?:))(?![a-z])\s*:?\s*"
)
_FAMILY = re.compile(
    r"\bnom(?: (?:de famille|d.usage|marital|usuel|du patient))?\s*(?::\s*|$)(?!de naiss)"
)
_BIRTH_NAME = re.compile(r"\bnom de (?:naissance|jeune fille)\s*(?::\s*|$)")
_GIVEN = re.compile(r"\bprenoms?\s*(?::\s*|$)")
_WOMAN = re.compile(r"(?<![a-z])(?:mme|madame|mlle|mademoiselle|melle)(?![a-z])\.? ?:? ?")
_MAN = re.compile(
    r"(?<![a-z'])(?:mr|monsieur|m\.(?! ?et\b)|^m(?=, [a-z])|m(?= [a-z]{2}))(?![a-z])[.,]? ?:? ?"
)
_CHILD = re.compile(r"(?<![a-z])(?:l.)?(?:enfant|bebe|nourrisson)(?![a-z]) ?:? ?")
_OF_ANOTHER = re.compile(r"\b(?:(?:enfant|bebe|nourrisson|fils|fille) d[e'’]|et) ?$")
"""`Nourrisson de Mme DURAND`, `M. et Mme DURAND`: the title is not, or not only, the patient's."""
_TITLES = ((Gender.FEMALE, _WOMAN), (Gender.MALE, _MAN), (None, _CHILD))
_AGE = re.compile(r"(?<![\d/,.])(\d{1,3}) ?(ans?|mois|semaines?|jours?)\b(?! de )")
_LASTS = re.compile(
    r"\b(?:valable|valide|pendant|pdt|durant|duree|qsp|pour|traitement|dans|depuis|soit|"
    r"tou(?:te)?s les)(?: (?:de|du|les?|:))*[ :]*$"
)
"""Words before a number of days that make it no age."""
_AGED = re.compile(r"\bagee?\b|\bkg\b|\bcm\b|\b(?:enfant|bebe|nourrisson|patiente?)\b")
_WEIGHT = re.compile(
    r"(?:\bpoids|\bpds|\bp)\b ?[:=]? ?(\d{1,3}(?:[.,]\d{1,3})?) ?(kg|g)?\b|"
    r"(?<![\d/,.])(\d{1,3}(?:[.,]\d{1,3})?) ?kg\b(?!/)"
)
_HEIGHT = re.compile(
    r"(\btaille\b ?[:=]? ?)?(?<![\d,.])(?:(\d{2,3}) ?cm\b|"
    r"([12]) ?(?(1)[m,.]|(?:m|[,.](?= ?\d{2} ?m\b))) ?(\d{2}) ?(?:m\b|(?![\d ]*kg)\b))"
)
_SEX = re.compile(r"\bsexe\b ?:? ?(f|m|h)(?:[a-z]+)?\b|\(([fmh])\)")
_INITIAL = re.compile(r"[A-ZÀ-Þ]\.(?:-?[A-ZÀ-Þ]\.)* ?")
_NAME_WORD = re.compile(
    r"(?:[A-ZÀ-ÖØ-Þ][A-Za-zÀ-ÿ'’\-]*\.?|d['’][A-ZÀ-Þ][A-Za-zÀ-ÿ\-]*|"
    r"de|du|des|la|le|van|von|der|ben|el|al|di|da|dos)(?= |$|,|\()"
)
_STRAY = re.compile(r"[.'’`·_|]{1,2} (?=[A-ZÀ-Þ])")
"""A speck between the words of a name."""
_DAY = re.compile(r"(?:Le|Du) \d")
_MOST_NAMES = 6
_LINES_BELOW = 4
"""Lines under name and birth on which age and measures may stand."""


def read_patient(
    parts: Sequence[Part], birth: Birth | None
) -> tuple[Patient, tuple[Reading, ...], tuple[Review, ...]]:
    """The patient, the evidence of each field, what is asked about the name."""
    named, unsure = _labelled_name(parts) or _separate_names(parts), False
    if named is None:
        named, unsure = _unlabelled_name(parts, birth)
    named = named and _whole_name(named, parts)
    asked, apart = False, None
    if named:
        apart = names_apart(named, parts, name_end)
        named, asked = with_rest(named, name_end)
        asked = bool(asked or apart or unsure) or any(
            _is_another_s(part, match) for part, _, match in titles(parts)
        )
    patient = Patient(name=named.value if named else None, gender=_titled_sex(parts))
    readings = [named.reading("patient.name", "nom du patient")] if named else []
    if birth:
        part = parts[birth.part]
        seen = Found("", part, birth.date.start, birth.date.end)
        readings.append(seen.reading("patient.birthDate", "date de naissance"))
        patient = replace(patient, birth_date=birth.date.value)
    anchors = [parts.index(named.part)] if named else []
    anchors += [birth.part] if birth else []
    for part in _around(parts, anchors):
        patient = _measure(part, patient, readings, near=bool(anchors))
        patient = _measure_across(part, below(parts, part), patient, readings)
    doubts = []
    if named and asked:
        doubts.append(named.doubt("patient.name", ReviewReason.UNREAD_TEXT, apart))
    return patient, tuple(readings), tuple(doubts)


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


def _whole_name(found: Found, parts: Sequence[Part]) -> Found:
    """A name of one word goes on in the part under it: `Mme Bernadette` above `SCHMITT`."""
    under = below(parts, found.part)
    if " " in found.value or found.end < len(found.part.text) or not under:
        return found
    end = name_end(under[0].text, 0)
    if end < len(under[0].text):
        return found
    return replace(found, value=f"{found.value} {under[0].text}")


def _around(parts: Sequence[Part], anchors: Sequence[int]) -> Sequence[Part]:
    """The parts near the patient's name and birth, where age and weight stand."""
    if not anchors:
        return parts
    lines = [parts[i].line for i in anchors]
    return [p for p in parts if min(lines) - 1 <= p.line <= max(lines) + _LINES_BELOW]


def _age_in(text: str, *, near: bool) -> re.Match[str] | None:
    """The age that a folded part tells; `8 jours` alone is one only near the patient's name."""
    for match in _AGE.finditer(text):
        lasts = _LASTS.search(text, 0, match.start())
        if not lasts and (near or match[2] == "ans" or _AGED.search(text)):
            return match
    return None


def _measure(
    part: Part, patient: Patient, readings: list[Reading], *, near: bool = True
) -> Patient:
    text = part.folded
    if patient.age is None and (m := _age_in(text, near=near)):
        unit = {"a": "a", "m": "mo", "s": "wk", "j": "d"}[m[2][0]]
        patient = replace(patient, age=Quantity(Decimal(m[1]), unit))
        readings.append(Found("", part, m.start(), m.end()).reading("patient.age", "âge"))
    if patient.weight is None and (m := _WEIGHT.search(text)):
        value = Decimal((m[1] or m[3]).replace(",", "."))
        patient = replace(patient, weight=Quantity(value, m[2] or "kg"))
        readings.append(Found("", part, m.start(), m.end()).reading("patient.weight", "poids"))
    if patient.height is None and (m := _HEIGHT.search(text)):
        value = Decimal(m[2]) if m[2] else Decimal(m[3]) * 100 + Decimal(m[4])
        patient = replace(patient, height=Quantity(value, "cm"))
        readings.append(Found("", part, m.start(), m.end()).reading("patient.height", "taille"))
    if m := _SEX.search(text):
        sex = Gender.FEMALE if (m[1] or m[2]) == "f" else Gender.MALE
        patient = replace(patient, gender=sex)
        readings.append(Found("", part, m.start(), m.end()).reading("patient.gender", "sexe"))
    return patient


def _measure_across(
    part: Part, under: Sequence[Part], patient: Patient, readings: list[Reading]
) -> Patient:
    """An age whose unit stands on the next row: `(48` above `ans)`."""
    if patient.age is not None or not under or not re.search(r"\(?\d{1,3}$", part.text):
        return patient
    joined = replace(part, text=f"{part.text} {under[0].text}", folded="")
    joined = replace(joined, folded=fold(joined.text))
    return _measure(joined, patient, readings)


def _titled_sex(parts: Sequence[Part]) -> Gender | None:
    for part, sex, match in titles(parts):
        if sex and name_end(part.text, match.end()) > match.end():
            return None if _is_another_s(part, match) else sex
    for word, sex in (("nee", Gender.FEMALE), ("ne", Gender.MALE)):
        if any(re.search(rf"\b{word} le \d", part.folded) for part in parts):
            return sex
    return None


def _is_another_s(part: Part, title: re.Match[str]) -> bool:
    return _OF_ANOTHER.search(part.folded, 0, title.start()) is not None


def titles(parts: Sequence[Part]) -> Iterator[tuple[Part, Gender | None, re.Match[str]]]:
    """Mme, M. or Enfant wherever they stand, but for `M. le Docteur`."""
    for part in parts:
        for sex, pattern in _TITLES:
            for match in pattern.finditer(part.folded):
                if not re.search(r"\b(?:dr|docteur)\W*$", part.folded[: match.start()]):
                    yield part, sex, match


def _labelled_name(parts: Sequence[Part]) -> Found | None:
    return _value(parts, _LABELLED)


def _separate_names(parts: Sequence[Part]) -> Found | None:
    family = _value(parts, _FAMILY) or _value(parts, _BIRTH_NAME)
    given = _value(parts, _GIVEN)
    first = given.value if given else _given_in_small_letters(parts)
    if family is None or first is None:
        return family
    return replace(family, value=f"{family.value} {first}")


def _given_in_small_letters(parts: Sequence[Part]) -> str | None:
    for i, part in enumerate(parts):
        for match in _GIVEN.finditer(part.folded):
            for value, start in after_label(parts, i, match.end()):
                if name := value_in_small_letters(value.text, start):
                    return name
    return None


def _value(parts: Sequence[Part], label: re.Pattern[str]) -> Found | None:
    for i, part in enumerate(parts):
        for match in label.finditer(part.folded):
            for value, start in after_label(parts, i, match.end()):
                found = name_at(value, start)
                if found:
                    return found
    return None


def _unlabelled_name(parts: Sequence[Part], birth: Birth | None) -> tuple[Found | None, bool]:
    """A name with Mme or M., or beside a birth or an age, and whether it must be asked.

    Who has another title may be the pharmacist of a stamp, or the secretary.
    """
    titled = [found for part, _, m in titles(parts) if (found := name_at(part, m.end()))]
    own = [found for found in titled if not is_of_house(found.part, parts)]
    born = _name_before_birth(parts, birth)
    beside = born is not None and birth is not None and born.part is parts[birth.part]
    if own and not (born and beside and not any(are_alike(born, found) for found in own)):
        return own[0], False
    if named := born or _name_at_age(parts):
        return named, bool(own)
    return (titled[0], True) if titled else (None, False)


def are_alike(one: Found, other: Found) -> bool:
    """Whether two names share a word."""
    a, b = (set(re.findall(r"[a-z]{2,}", fold(found.value))) for found in (one, other))
    return bool(a & b)


def _name_before_birth(parts: Sequence[Part], birth: Birth | None) -> Found | None:
    return name_near(parts, parts[birth.part]) if birth is not None else None


def _name_at_age(parts: Sequence[Part]) -> Found | None:
    """The name beside or above an age or a weight."""
    for part in parts:
        if _AGE.search(part.folded) or _WEIGHT.search(part.folded):
            found = name_near(parts, part)
            if found:
                return found
    return None


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
