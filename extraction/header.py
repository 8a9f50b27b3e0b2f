"""Who prescribed, for whom and when: what the rows above and below the medications tell."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache

from extraction.dates import FoundDate, find_dates
from extraction.identifiers import Identifier, find_identifiers
from extraction.lexicon import RESOURCES, read_rows
from extraction.matching import fold
from extraction.rows import Row, columns_of, words_between
from extraction.words import load_words
from ocr.page import surround
from prescription.dosage import Quantity
from prescription.record import Gender, Patient, Prescriber, Reading, Review, ReviewReason

_DOCTOR = re.compile(
    r"(?<![a-z])(?:docteure?|dr|dre|professeure?|pr|prescripteur ?:)(?![a-z])\.? ?:? ?"
)
_NOT_HIM = re.compile(
    r"(?:traitant|adresse(?:e)? (?:par|a)|copie|cc|correspondant|confrere|remplac\w+(?: d[ue])?|"
    r"absence|a l.attention|destinataire)\W*(?:par|de|du|le|la|au|a)?\W*(?:le )?$"
)
_LABELLED = re.compile(
    r"\b(?:nom,? ?(?:et|/|-|&)? ?prenoms?(?: du patient)?|prenoms?,? ?(?:et|/|-) ?nom|patiente?|"
    r"identite(?: du patient)?|beneficiaire|concerne|delivree? a|prescrite? a|assuree?)\b\s*:?\s*"
)
_FAMILY = re.compile(r"\bnom(?: (?:de famille|d.usage|marital|usuel|du patient))?\s*:\s*")
_GIVEN = re.compile(r"\bprenoms?\s*:\s*")
_TITLES = (
    (
        Gender.FEMALE,
        re.compile(r"(?<![a-z])(?:mme|madame|mlle|mademoiselle|melle)(?![a-z])\.? ?:? ?"),
    ),
    (
        Gender.MALE,
        re.compile(r"(?<![a-z'])(?:mr|monsieur|m\.(?! ?et)|m(?= [a-z]{2}))(?![a-z])\.? ?:? ?"),
    ),
    (None, re.compile(r"(?<![a-z])(?:l.)?(?:enfant|bebe|nourrisson)(?![a-z]) ?:? ?")),
)
_BORN = re.compile(
    r"\b(?:nee? ?(?:\(e\)|e)? ?le|ne\(e\)(?: le)?|nele|neele|n\(e\) le|d\.?d\.?n\b\.?|"
    r"date (?:de )?naiss\w*|naissance|nee?\b)"
    r"\s*:?\s*(?:le\s*)?$"
)
_ISSUED = re.compile(
    r"(?:\b(?:date(?: de (?:la )?prescription| d.emission| du jour)?|fait|prescrit|etablie?|"
    r"edite|redigee?)\b.{0,30}|,|\ble|^)\s*:?\s*(?:le\s*)?:?\s*$"
)
_NOT_ISSUED = re.compile(
    r"(?:imprime|impression|valable|jusqu.au|expire|rdv|rendez|prochain|depuis|edition|ddr|terme).{0,25}$"
)
_AGE = re.compile(r"(?<![\d/,.])(\d{1,3}) ?(ans?|mois|semaines?|jours?)\b(?! de )")
_WEIGHT = re.compile(
    r"(?:\bpoids|\bpds|\bp)\b ?[:=]? ?(\d{1,3}(?:[.,]\d{1,3})?) ?(kg|g)?\b|"
    r"(?<![\d/,.])(\d{1,3}(?:[.,]\d{1,3})?) ?kg\b(?!/)"
)
_HEIGHT = re.compile(
    r"(?:\btaille\b ?[:=]? ?)?(?<![\d,.])"
    r"(?:(\d{2,3}) ?cm\b|([12]) ?[m,.] ?(\d{2}) ?(?:m\b|(?![\d ]*kg)\b))"
)
_SEX = re.compile(r"\bsexe\b ?:? ?(f|m|h)\w*|\((f|m|h)\)|\bsexe\b ?:? ?(f|m|h)\b")
_NAME_WORD = re.compile(
    r"(?:[A-ZÀ-ÖØ-Þ][A-Za-zÀ-ÿ'’\-]*\.?|d['’][A-ZÀ-Þ][A-Za-zÀ-ÿ\-]*|"
    r"de|du|des|la|le|van|von|der|ben|el|al|di|da|dos)(?= |$|,|\()"
)


@dataclass(frozen=True, slots=True)
class Header:
    """What the header told, with the evidence of each field and what is doubtful."""

    authored_on: date | None = None
    prescriber: Prescriber | None = None
    patient: Patient | None = None
    readings: tuple[Reading, ...] = ()
    review: tuple[Review, ...] = ()


@dataclass(frozen=True, slots=True)
class _Part:
    """One column of one row."""

    row: Row
    text: str
    folded: str

    def reading(self, field: str, start: int, end: int, rule: str) -> Reading:
        words = words_between(self.row.words, start, end)
        known = [w.confidence for w in words if w.confidence is not None]
        return Reading(
            field=field,
            text=self.text[start:end].strip(),
            rule=rule,
            page=self.row.page,
            box=surround(w.box for w in words),
            confidence=min(known, default=None),
        )


def read_header(rows: Iterable[Row]) -> Header:
    """The header of one prescription from its rows, those above the medications first."""
    parts = [
        _Part(column, column.text, fold(column.text)) for row in rows for column in columns_of(row)
    ]
    readings: list[Reading] = []
    review: list[Review] = []
    numbers = _read_numbers(parts, readings, review)
    born = _birth(parts)
    prescriber = Prescriber(
        name=_prescriber_name(parts, readings, review),
        specialty=_specialty(parts, readings),
        rpps=numbers.get("rpps"),
        am=numbers.get("am"),
        finess=numbers.get("finess"),
    )
    patient = _patient(parts, born, readings)
    patient = replace(patient, nir=numbers.get("nir"))
    if patient.gender is None and patient.nir:
        patient = replace(patient, gender=Gender.MALE if patient.nir[0] == "1" else Gender.FEMALE)
    return Header(
        authored_on=_issue_date(parts, born, readings),
        prescriber=prescriber if prescriber != Prescriber() else None,
        patient=patient if patient != Patient() else None,
        readings=tuple(readings),
        review=tuple(review),
    )


def _read_numbers(
    parts: Sequence[_Part], readings: list[Reading], review: list[Review]
) -> dict[str, str]:
    found: dict[str, str] = {}
    failed: list[tuple[_Part, Identifier]] = []
    for part in parts:
        for number in find_identifiers(part.text):
            if not number.valid:
                failed.append((part, number))
            elif number.kind not in found:
                found[number.kind] = number.value
                path = _path(number.kind)
                readings.append(
                    part.reading(path, number.start, number.end, f"numéro {number.kind}")
                )
    for part, number in failed:
        if number.kind not in found:
            seen = part.reading(_path(number.kind), number.start, number.end, "")
            reason = ReviewReason.LOW_OCR_CONFIDENCE
            review.append(Review(seen.field, reason, seen.text, seen.box, seen.page))
    return found


def _path(kind: str) -> str:
    return f"patient.{kind}" if kind == "nir" else f"prescriber.{kind}"


def _prescriber_name(
    parts: Sequence[_Part], readings: list[Reading], review: list[Review]
) -> str | None:
    found: list[tuple[str, _Part, int, int]] = []
    for part in parts:
        for match in _DOCTOR.finditer(part.folded):
            end = _name_end(part.text, match.end())
            if end == match.end() or _NOT_HIM.search(part.folded[: match.start()]):
                continue
            start = match.end() if "prescripteur" in match[0] else match.start()
            found.append((part.text[start:end].strip(" .,:"), part, start, end))
    if not found:
        return None
    name, part, start, end = found[0]
    reading = part.reading("prescriber.name", start, end, "titre et nom du prescripteur")
    readings.append(reading)
    others = [other for other, *_ in found if not _same_person(name, other)]
    if others:
        text = " / ".join(dict.fromkeys([name, *others]))
        review.append(
            Review("prescriber.name", ReviewReason.UNREAD_TEXT, text, reading.box, reading.page)
        )
    return name


def _same_person(one: str, other: str) -> bool:
    a, b = (
        {w for w in re.findall(r"[a-z]{2,}", fold(name)) if w not in ("dr", "docteur", "pr")}
        for name in (one, other)
    )
    return bool(a & b) or not a or not b


def _specialty(parts: Sequence[_Part], readings: list[Reading]) -> str | None:
    for part in parts:
        for written, pattern in _specialties():
            match = pattern.search(part.folded)
            if match:
                readings.append(
                    part.reading(
                        "prescriber.specialty", *match.span(), "spécialité du prescripteur"
                    )
                )
                seen = part.text[match.start() : match.end()]
                return written if seen.isupper() else seen
    return None


@cache
def _specialties() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Every written specialty, longest first: as it is capitalised, and its pattern."""
    text = (RESOURCES / "rules" / "specialties.csv").read_text(encoding="utf-8")
    written = [w for row in read_rows(text.splitlines()) for w in row["written"].split("|")]
    return tuple(
        (w[0].upper() + w[1:], re.compile(rf"(?<![a-z]){re.escape(fold(w))}(?![a-z])"))
        for w in sorted(written, key=len, reverse=True)
    )


def _birth(parts: Sequence[_Part]) -> tuple[int, FoundDate] | None:
    """The part that holds the date of birth, and the date."""
    for i, part in enumerate(parts):
        for found in find_dates(part.text):
            if _BORN.search(part.folded[: found.start]):
                return i, found
    for i, part in enumerate(parts):
        if _BORN.search(part.folded):
            for j in range(i + 1, min(i + 4, len(parts))):
                dates = find_dates(parts[j].text)
                if dates:
                    return j, dates[0]
    return None


def _issue_date(
    parts: Sequence[_Part], born: tuple[int, FoundDate] | None, readings: list[Reading]
) -> date | None:
    best: tuple[int, _Part, FoundDate] | None = None
    for i, part in enumerate(parts):
        for found in find_dates(part.text):
            before = part.folded[: found.start]
            if born == (i, found) or _NOT_ISSUED.search(before) or _BORN.search(before):
                continue
            rank = 2 if re.search(r"\b(?:date|fait|prescri\w+|etabli\w*|le)\b", before) else 1
            rank = rank if _ISSUED.search(before) else 0
            if best is None or rank > best[0]:
                best = (rank, part, found)
    if best is None:
        return None
    _, part, found = best
    readings.append(part.reading("authoredOn", found.start, found.end, "date de l'ordonnance"))
    return found.value


def _patient(
    parts: Sequence[_Part], born: tuple[int, FoundDate] | None, readings: list[Reading]
) -> Patient:
    name, gender, at = None, None, None
    for find in (_labelled_name, _separate_names, _titled_name, _name_before_birth):
        found = find(parts, born)
        if found:
            name, part, start, end = found
            readings.append(part.reading("patient.name", start, end, "nom du patient"))
            at = parts.index(part)
            break
    for sex, pattern in _TITLES:
        for part in parts:
            for match in pattern.finditer(part.folded):
                if sex and gender is None and _name_end(part.text, match.end()) > match.end():
                    gender = sex
    near = range(len(parts)) if at is None and born is None else _near(parts, at, born)
    patient = Patient(name=name, gender=gender)
    for i in near:
        patient = _measures(parts[i], patient, readings)
    if born:
        part = parts[born[0]]
        readings.append(
            part.reading("patient.birthDate", born[1].start, born[1].end, "date de naissance")
        )
        patient = replace(patient, birth_date=_plausible_birth(born[1]))
    return patient


def _near(
    parts: Sequence[_Part], at: int | None, born: tuple[int, FoundDate] | None
) -> Iterator[int]:
    anchors = [i for i in (at, born[0] if born else None) if i is not None]
    low, high = min(anchors) - 1, max(anchors) + 4
    return iter(range(max(low, 0), min(high + 1, len(parts))))


def _plausible_birth(found: FoundDate) -> date:
    """A two-digit year of birth is in the past: `26` is 1926 when 2026 would be after 2025."""
    return found.value


def _measures(part: _Part, patient: Patient, readings: list[Reading]) -> Patient:
    text = part.folded
    if patient.age is None and (m := _AGE.search(text)):
        unit = {"a": "a", "m": "mo", "s": "wk", "j": "d"}[m[2][0]]
        patient = replace(patient, age=Quantity(Decimal(m[1]), unit))
        readings.append(part.reading("patient.age", m.start(), m.end(), "âge"))
    if patient.weight is None and (m := _WEIGHT.search(text)):
        value = Decimal((m[1] or m[3]).replace(",", "."))
        patient = replace(patient, weight=Quantity(value, m[2] or "kg"))
        readings.append(part.reading("patient.weight", m.start(), m.end(), "poids"))
    if patient.height is None and (m := _HEIGHT.search(text)):
        value = Decimal(m[1]) if m[1] else Decimal(m[2]) * 100 + Decimal(m[3])
        patient = replace(patient, height=Quantity(value, "cm"))
        readings.append(part.reading("patient.height", m.start(), m.end(), "taille"))
    if m := _SEX.search(text):
        sex = Gender.FEMALE if (m[1] or m[2] or m[3]) == "f" else Gender.MALE
        patient = replace(patient, gender=sex)
        readings.append(part.reading("patient.gender", m.start(), m.end(), "sexe"))
    return patient


_Found = tuple[str, _Part, int, int] | None


def _labelled_name(parts: Sequence[_Part], _: object) -> _Found:
    for i, part in enumerate(parts):
        match = _LABELLED.search(part.folded)
        if not match:
            continue
        found = _name_from(part, match.end())
        if found:
            return found
        if match.end() == len(part.text) and i + 1 < len(parts):
            below = _name_from(parts[i + 1], 0)
            if below:
                return below
    return None


def _separate_names(parts: Sequence[_Part], _: object) -> _Found:
    family = _first_after(parts, _FAMILY)
    given = _first_after(parts, _GIVEN)
    if family is None:
        return None
    if given is None:
        return family
    return f"{family[0]} {given[0]}", *family[1:]


def _first_after(parts: Sequence[_Part], label: re.Pattern[str]) -> _Found:
    for part in parts:
        match = label.search(part.folded)
        found = _name_from(part, match.end()) if match else None
        if found:
            return found
    return None


def _titled_name(parts: Sequence[_Part], _: object) -> _Found:
    for part in parts:
        for _sex, pattern in _TITLES:
            for match in pattern.finditer(part.folded):
                if re.search(r"\b(?:dr|docteur)\W*$", part.folded[: match.start()]):
                    continue
                found = _name_from(part, match.end())
                if found:
                    return found
    return None


def _name_before_birth(parts: Sequence[_Part], born: tuple[int, FoundDate] | None) -> _Found:
    if born is None:
        return None
    for i in (born[0], born[0] - 1):
        if i >= 0 and not _DOCTOR.search(parts[i].folded):
            found = _name_from(parts[i], 0)
            if found and " " in found[0]:
                return found
    return None


def _name_from(part: _Part, start: int) -> _Found:
    for _, pattern in _TITLES:
        match = pattern.match(part.folded, start)
        if match:
            start = match.end()
            break
    end = _name_end(part.text, start)
    name = part.text[start:end].strip(" .,:-")
    return (name, part, start, end) if len(name) > 1 else None


def _name_end(text: str, start: int) -> int:
    """Where a name that begins at `start` ends: capitalised words and particles."""
    at = end = start
    for _ in range(6):
        match = _NAME_WORD.match(text, at)
        if not match or fold(match[0]).strip(".") in load_words().after_names:
            break
        if match[0][0].isupper() or "'" in match[0] or "’" in match[0]:
            end = match.end()
        at = match.end() + 1
    return end
