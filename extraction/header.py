"""Who prescribed, for whom and when: what the rows above and below the medications tell."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from extraction.cues import is_header
from extraction.dates import FoundDate, find_dates
from extraction.identifiers import Identifier, find_identifiers
from extraction.matching import fold
from extraction.parts import Found, Part, after_label, parts_of
from extraction.patient import BORN, Birth, find_birth, in_the_past, name_end, read_patient
from extraction.resources import read_tables
from extraction.rows import Row
from prescription.record import Patient, Prescriber, Reading, Review, ReviewReason

_TITLE = r"(?:docteure?|dr|dre|professeure?|pr)(?![a-z])\.? ?:? ?"
_TITLED = re.compile(_TITLE)
_MOST_WORDS = 7
_LABEL = re.compile(
    r" ?\b(?:nee?|mme|mr?|madame|monsieur|mlle|enfant|patiente?|tel\w*|fax|date|le|dr|docteur)\b"
)
_EDGE = re.compile(r"[,;:()\d|•]|\b(?:service|unite|rpps|n[°o]|adeli|am)\b(?: de | d.)? ?")
_DOCTOR = re.compile(rf"(?<![a-z])(?:((?:medecin )?prescripteur ?: ?)(?:{_TITLE})?|{_TITLE})")
_NOT_HIM = re.compile(
    r"(?:traitant|adressee? (?:par|a)|copie|cc|correspondant|confrere|remplac\w+(?: d[ue])?|"
    r"absence|a l.attention|destinataire|chef de service|secretariat)"
    r"\W*(?:par|de|du|le|la|au|a)?\W*(?:le )?$"
)
_ISSUED = re.compile(
    r"(?:\b(?:date(?: de (?:la )?prescription| d.emission| du jour)?|fait|prescrit|etablie?|"
    r"edite|redigee?)\b.{0,30}|,|\ble|^)\s*:?\s*(?:le\s*)?:?\s*$"
)
_SURELY_ISSUED = re.compile(r"\b(?:date|fait|prescri\w+|etabli\w*|le)\b[^,]{0,30}$|, ?(?:le )?$")
_NOT_ISSUED = re.compile(
    r"(?:imprime|impression|valable|jusqu.au|expire|rdv|rendez|prochain|depuis|edition|ddr|terme|"
    r"entree|sortie|hospitalise|du) ?.{0,25}$"
)
_LOW, _LOW_FOR_DIGITS = 0.6, 0.75


@dataclass(frozen=True, slots=True)
class Header:
    """What the header told, with the evidence of each field and what is doubtful."""

    authored_on: date | None = None
    prescriber: Prescriber | None = None
    patient: Patient | None = None
    readings: tuple[Reading, ...] = ()
    review: tuple[Review, ...] = ()


def read_header(rows: Iterable[Row]) -> Header:
    """The header of one prescription from its rows, those above the medications first."""
    parts = parts_of(rows)
    birth = find_birth(parts)
    numbers, number_readings, review = _numbers(parts)
    name, doctors = _prescriber_name(parts)
    name = name or _untitled(parts)
    specialty = _specialty(parts, name)
    issued = _issue_date(parts, birth)
    birth = in_the_past(birth, issued[1].value if issued else None)
    patient, patient_readings = read_patient(parts, birth)
    if patient.name is None and (alone := _lone_name(parts, name)):
        patient = replace(patient, name=alone.value)
        patient_readings += (alone.reading("patient.name", "nom seul sur sa ligne"),)
        review.append(alone.doubt("patient.name", ReviewReason.UNREAD_TEXT))
    patient = replace(patient, nir=numbers.get("nir"))
    prescriber = Prescriber(
        name=_with_short_title(name.value) if name else None,
        specialty=specialty.value if specialty else None,
        rpps=numbers.get("rpps"),
        am=numbers.get("am"),
        finess=numbers.get("finess"),
    )
    readings = [*number_readings, *patient_readings]
    if name:
        readings.append(name.reading("prescriber.name", "titre et nom du prescripteur"))
    if specialty:
        readings.append(specialty.reading("prescriber.specialty", "spécialité du prescripteur"))
    if issued:
        seen = Found("", issued[0], issued[1].start, issued[1].end)
        readings.append(seen.reading("authoredOn", "date de l'ordonnance"))
    if name and len(doctors) > 1:
        text = " / ".join(doctors)
        review.append(name.doubt("prescriber.name", ReviewReason.UNREAD_TEXT, text))
    review += _date_doubts(issued, parts, birth, patient)
    review += _faint(readings)
    return Header(
        authored_on=issued[1].value if issued else None,
        prescriber=prescriber if prescriber != Prescriber() else None,
        patient=patient if patient != Patient() else None,
        readings=tuple(readings),
        review=tuple(dict.fromkeys(review)),
    )


def _numbers(parts: Sequence[Part]) -> tuple[dict[str, str], list[Reading], list[Review]]:
    """Identifiers by kind; one that fails its check is no value but a doubt."""
    values: dict[str, str] = {}
    readings: list[Reading] = []
    failed: list[tuple[Found, Identifier]] = []
    for part in parts:
        for number in find_identifiers(part.text):
            found = Found(number.value, part, number.start, number.end)
            if not number.valid:
                failed.append((found, number))
            elif number.kind not in values:
                values[number.kind] = number.value
                readings.append(found.reading(_path(number.kind), f"numéro {number.kind}"))
    review = [
        found.doubt(_path(number.kind), ReviewReason.LOW_OCR_CONFIDENCE)
        for found, number in failed
        if number.kind not in values
    ]
    return values, readings, review


def _path(kind: str) -> str:
    return f"patient.{kind}" if kind == "nir" else f"prescriber.{kind}"


def _prescriber_name(parts: Sequence[Part]) -> tuple[Found | None, tuple[str, ...]]:
    """The doctor named most often or labelled; all that might be meant when none stands out."""
    found = list(_doctors(parts))
    if not found:
        return None, ()
    labelled = [f for f, sure in found if sure]
    names = [f for f, _ in found]
    if labelled:
        return labelled[0], (labelled[0].value,)
    votes = [sum(_same_person(f.value, g.value) for g in names) for f in names]
    best = names[votes.index(max(votes))]
    rivals = [
        f.value
        for f, n in zip(names, votes, strict=True)
        if n == max(votes) and not _same_person(f.value, best.value)
    ]
    return best, tuple(dict.fromkeys([best.value, *rivals]))


def _doctors(parts: Sequence[Part]) -> Iterator[tuple[Found, bool]]:
    for i, part in enumerate(parts):
        for match in _DOCTOR.finditer(part.folded):
            if _NOT_HIM.search(part.folded[: match.start()]):
                continue
            for value, begin in after_label(parts, i, match.end()):
                end = name_end(value.text, begin)
                if end == begin:
                    continue
                label = match.end(1) if match[1] else match.start()
                start = label if value is part else begin
                name = value.text[start:end].strip(" .,:")
                if value is not part:
                    name = f"{part.text[label : match.end()].strip(' .:')} {name}".strip()
                yield Found(name, value, start, end), bool(match[1])
                break


def _same_person(one: str, other: str) -> bool:
    a, b = (
        {w for w in re.findall(r"[a-z]{2,}", fold(name)) if w not in ("dr", "docteur", "pr")}
        for name in (one, other)
    )
    return bool(a & b) or not a or not b


def _specialty(parts: Sequence[Part], doctor: Found | None) -> Found | None:
    """The specialty nearest under the doctor's name, with the words it is printed with."""
    line = doctor.part.line if doctor else 0
    for part in sorted(parts, key=lambda p: (p.line < line, abs(p.line - line))):
        for pattern in _specialties():
            match = pattern.search(part.folded)
            if match is None:
                continue
            start, end = _segment(part.folded, *match.span())
            seen = part.text[start:end].strip(" .,-–")
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


def _untitled(parts: Sequence[Part]) -> Found | None:
    """A midwife's or dentist's name without title: the row above the specialty."""
    specialty = _specialty(parts, None)
    if specialty is None:
        return None
    for part in parts:
        end = name_end(part.text, 0)
        above = part.line == specialty.part.line - 1
        if above and end == len(part.text) and " " in part.text:
            return Found(part.text, part, 0, end)
    return None


def _lone_name(parts: Sequence[Part], doctor: Found | None) -> Found | None:
    """The only name that stands alone on its row and is not the doctor's: maybe the patient's."""
    names = [
        Found(part.text, part, 0, len(part.text))
        for part in parts
        if " " in part.text
        and name_end(part.text, 0) == len(part.text)
        and not is_header(part.folded)
        and not any(pattern.search(part.folded) for pattern in _specialties())
        and not (doctor and _same_person(part.text, doctor.value))
    ]
    return names[0] if len({found.value for found in names}) == 1 else None


def _with_short_title(name: str) -> str:
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


def _issue_date(parts: Sequence[Part], birth: Birth | None) -> tuple[Part, FoundDate] | None:
    """The date that most surely is the day of issue; the first of equals."""
    best: tuple[int, Part, FoundDate] | None = None
    for i, part in enumerate(parts):
        for found in find_dates(part.text):
            before = part.folded[: found.start]
            born = birth is not None and birth == Birth(i, found)
            if born or BORN.search(before) or _NOT_ISSUED.search(before):
                continue
            rank = 0
            if _ISSUED.search(before):
                rank = 2 if _SURELY_ISSUED.search(before) else 1
            if best is None or rank > best[0]:
                best = (rank, part, found)
    return best[1:] if best else None


def _date_doubts(
    issued: tuple[Part, FoundDate] | None,
    parts: Sequence[Part],
    birth: Birth | None,
    patient: Patient,
) -> Iterator[Review]:
    """Dates put right letter by letter, and dates that contradict each other."""
    dates = []
    if issued:
        dates.append(("authoredOn", issued[0], issued[1]))
    if birth:
        dates.append(("patient.birthDate", parts[birth.part], birth.date))
    for field, part, found in dates:
        if found.repaired:
            seen = Found("", part, found.start, found.end)
            yield seen.doubt(field, ReviewReason.REPAIRED_TEXT)
    if birth is None or issued is None:
        return
    born, day = birth.date.value, issued[1].value
    seen = Found("", parts[birth.part], birth.date.start, birth.date.end)
    age = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    told = patient.age
    differs = told is not None and told.unit == "a" and abs(int(told.value) - age) > 1
    if born > day or differs:
        yield seen.doubt("patient.birthDate", ReviewReason.LOW_OCR_CONFIDENCE)


def _faint(readings: Sequence[Reading]) -> Iterator[Review]:
    """Fields whose words the engine was unsure of; check digits protect the identifiers."""
    for one in readings:
        if one.confidence is None or one.field.rsplit(".")[-1] in ("rpps", "nir", "specialty"):
            continue
        low = _LOW_FOR_DIGITS if any(c.isdigit() for c in one.text) else _LOW
        if one.confidence < low:
            reason = ReviewReason.LOW_OCR_CONFIDENCE
            yield Review(one.field, reason, one.text, one.box, one.page)
