"""Who prescribed, for whom and when: what the rows above and below the medications tell."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from extraction.header.birth import (
    Birth,
    birth_without_date,
    find_birth,
    in_the_past,
    old_date,
)
from extraction.header.doubts import doubt_fields, rival_of
from extraction.header.identifiers import CHECKS, find_identifiers
from extraction.header.issue import Issued, find_issue, is_another_day
from extraction.header.names import name_end
from extraction.header.parts import Found, Part, parts_of
from extraction.header.patient import read_patient
from extraction.header.prescriber import (
    doctors_apart,
    find_family_doctor,
    find_prescriber,
    find_professional,
    find_untitled,
    professional_beside,
    same_person,
    short_title,
    whole_name,
)
from extraction.header.specialty import find_specialty, names_a_specialty
from extraction.header.two_patients import find_second_patient
from extraction.sheet.cues import is_header, is_title
from extraction.sheet.rows import Row
from extraction.sheet.section import About, section_of
from extraction.sheet.zones import zone_heading
from extraction.spelling.matching import fold
from prescription.record import Patient, Prescriber, Reading, Review, ReviewReason


@dataclass(frozen=True, slots=True)
class Header:
    """What the header told, with the evidence of each field and what is doubtful.

    `two_patients`: whose each line is, a human must say.
    """

    authored_on: date | None = None
    prescriber: Prescriber | None = None
    patient: Patient | None = None
    readings: tuple[Reading, ...] = ()
    review: tuple[Review, ...] = ()
    two_patients: bool = False


def read_header(rows: Iterable[Row]) -> Header:
    """The header of one prescription from its rows, those above the medications first."""
    parts = parts_of(rows)
    if not parts:
        return Header()
    birth = find_birth(parts)
    numbers, number_readings, review = _numbers(parts)
    own = find_professional(parts)
    name, doctors, doubt = _prescriber(parts, own)
    review += [doubt] if doubt else []
    specialty = find_specialty(parts, name)
    issued = find_issue(parts, birth)
    birth = in_the_past(birth, issued.date.value if issued else None)
    others = [replace(p, text="", folded="") if own and p is own.part else p for p in parts]
    patient, patient_readings, doubts = read_patient(others, birth)
    review += doubts
    if patient.name is not None and names_a_specialty(fold(patient.name)):
        # `Servicede Pneumologie` above the birth, where the name beside it was misread.
        patient = replace(patient, name=None)
        patient_readings = tuple(one for one in patient_readings if one.field != "patient.name")
    if patient.name is None and (alone := _lone_name(parts, name)):
        patient = replace(patient, name=alone.value)
        patient_readings += (alone.reading("patient.name", "nom seul sur sa ligne"),)
        review.append(alone.doubt("patient.name", ReviewReason.UNREAD_TEXT))
    if birth is None and (birth := _supposed_birth(parts, patient, issued)):
        told = Found("", parts[birth.part], birth.date.start, birth.date.end)
        patient = replace(patient, birth_date=birth.date.value)
        patient_readings += (told.reading("patient.birthDate", "date ancienne près du nom"),)
        review.append(told.doubt("patient.birthDate", ReviewReason.UNREAD_TEXT))
    patient = replace(patient, nir=numbers.get("nir"))
    prescriber = Prescriber(
        name=short_title(name.value) if name else None,
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
        seen = Found("", issued.part, issued.date.start, issued.date.end)
        readings.append(seen.reading("authoredOn", "date de l'ordonnance"))
    if name and len(doctors) > 1:
        text = " / ".join(doctors)
        review.append(name.doubt("prescriber.name", ReviewReason.UNREAD_TEXT, text))
    review += _date_doubts(issued, parts, birth, patient)
    asked, two_patients = find_second_patient(parts, birth, patient.name, name)
    if asked:
        review = [one for one in review if one not in doubts or one.field != "patient.name"]
    review += asked
    if unread := birth_without_date(parts, birth):
        review.append(unread.doubt("patient.birthDate", ReviewReason.UNREAD_TEXT))
    review += doubt_fields(readings, parts, [one.field for one in review])
    return Header(
        authored_on=issued.date.value if issued else None,
        prescriber=prescriber if prescriber != Prescriber() else None,
        patient=patient if patient != Patient() else None,
        readings=tuple(readings),
        review=tuple(dict.fromkeys(review)),
        two_patients=two_patients,
    )


def _prescriber(
    parts: Sequence[Part], own: Found | None
) -> tuple[Found | None, tuple[str, ...], Review | None]:
    """Who prescribes, all that might be meant, and what is asked about the name."""
    name, doctors = find_prescriber(parts)
    if name and own:
        doctors = tuple(dict.fromkeys([*doctors, own.value]))
    name = name or own or find_untitled(parts)
    if name is None:
        name = find_family_doctor(parts)
        doubt = name.doubt("prescriber.name", ReviewReason.UNREAD_TEXT) if name else None
        return name, doctors, doubt
    if len(doctors) < 2 and (beside := professional_beside(name, parts)):
        doctors = (name.value, beside.value)
    apart = doctors_apart(name, parts)
    name, asked = whole_name(name)
    if not (asked or apart):
        return name, doctors, None
    return name, doctors, name.doubt("prescriber.name", ReviewReason.UNREAD_TEXT, apart)


def _supposed_birth(parts: Sequence[Part], patient: Patient, issued: Issued | None) -> Birth | None:
    if patient.name is None or issued is None:
        return None
    return old_date(parts, patient.name, issued.date.value, is_another_day)


def _numbers(parts: Sequence[Part]) -> tuple[dict[str, str], list[Reading], list[Review]]:
    """Identifiers by kind; one that fails its check is no value but a doubt."""
    values: dict[str, str] = {}
    readings: list[Reading] = []
    failed: dict[tuple[str, str], Found] = {}
    rivals: list[Review] = []
    for part in parts:
        for number in find_identifiers(part.text):
            found = Found(number.value, part, number.start, number.end)
            if not number.valid:
                # The letterhead of a second page asks nothing more.
                failed.setdefault((number.kind, number.value), found)
            elif number.kind not in values:
                values[number.kind] = number.value
                readings.append(found.reading(_path(number.kind), f"numéro {number.kind}"))
                if number.kind in CHECKS and (rival := rival_of(found)):
                    rivals.append(_two_readings(found, _path(number.kind), rival))
    review = [
        found.doubt(_path(kind), ReviewReason.LOW_OCR_CONFIDENCE, value)
        for (kind, value), found in failed.items()
        if kind not in values
    ]
    return values, readings, review + rivals


def _two_readings(found: Found, field: str, rival: str) -> Review:
    text = f"{found.value} / {rival}"
    return found.doubt(field, ReviewReason.LOW_OCR_CONFIDENCE, text)


def _path(kind: str) -> str:
    return f"patient.{kind}" if kind == "nir" else f"prescriber.{kind}"


def _lone_name(parts: Sequence[Part], doctor: Found | None) -> Found | None:
    """The only name that stands alone on its row and is not the doctor's: maybe the patient's."""
    names = [
        Found(part.text, part, 0, len(part.text))
        for part in parts
        if " " in part.text
        and name_end(part.text, 0) == len(part.text)
        and not is_header(part.folded)
        and not _heads_lines(part)
        and not names_a_specialty(part.folded)
        and not (doctor and same_person(part.text, doctor.value))
    ]
    return names[0] if len({found.value for found in names}) == 1 else None


def _heads_lines(part: Part) -> bool:
    """Whether a row is a title above medications, `HORS ALD` or `MATIN ET SOIR`, and no name."""
    if is_title(part.folded) or zone_heading(part.folded) is not None:
        return True
    section = section_of(part.text)
    return section is not None and section.about is not About.NOTHING


def _date_doubts(
    issued: Issued | None,
    parts: Sequence[Part],
    birth: Birth | None,
    patient: Patient,
) -> Iterator[Review]:
    """Dates put right letter by letter, and dates that contradict each other."""
    dates = []
    if issued:
        dates.append(("authoredOn", issued.part, issued.date))
        if issued.asked or issued.rivals:
            seen = Found("", issued.part, issued.date.start, issued.date.end)
            days = dict.fromkeys(one.value for one in (issued.date, *issued.rivals))
            text = " / ".join(f"{day:%d/%m/%Y}" for day in days)
            yield seen.doubt("authoredOn", ReviewReason.UNREAD_TEXT, text)
    if birth:
        dates.append(("patient.birthDate", parts[birth.part], birth.date))
    for field, part, found in dates:
        if found.repaired:
            seen = Found("", part, found.start, found.end)
            yield seen.doubt(field, ReviewReason.REPAIRED_TEXT)
    if birth is None or issued is None:
        return
    born, day = birth.date.value, issued.date.value
    seen = Found("", parts[birth.part], birth.date.start, birth.date.end)
    age = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    told = patient.age
    differs = told is not None and told.unit == "a" and abs(int(told.value) - age) > 1
    if born > day or differs:
        yield seen.doubt("patient.birthDate", ReviewReason.LOW_OCR_CONFIDENCE)
