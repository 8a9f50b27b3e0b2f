"""The patient: name, birth, sex, age and measures, as headers print them."""

import re
from collections.abc import Sequence
from dataclasses import replace

from extraction.header.birth import Birth
from extraction.header.measures import measure, measure_across
from extraction.header.names import is_another_s, name_at, name_end, titles
from extraction.header.parts import Found, Part, after_label, below
from extraction.header.rest_of_name import (
    names_apart,
    value_in_small_letters,
    with_rest,
    with_row_below,
)
from extraction.header.unlabelled import titled_sex, unlabelled_name
from prescription.record import Patient, Reading, Review, ReviewReason

_LABELLED = re.compile(
    r"(?:\b(?:nom,? ?(?:et|/|-|&)? ?prenoms?(?: du patient)?|prenoms?,? ?(?:et|/|-) ?nom|"
    r"patient ?(?:e|\(e\))?|pat[a-z]{1,4}t(?= ?:)|"
    r"resident ?(?:e|\(e\))?(?= ?:| (?:m\.|mr|mme|monsieur|madame)\b)|"
    r"identite(?: du patient)?|beneficiaire|concerne|delivree? a|"
    r"prescrite? a|assuree?|^pour(?= ?:))|(?<=[-–—|;]) +pour(?= ?:))(?![a-z])\s*:?\s*"
)
_FAMILY = re.compile(
    r"\bnom(?: (?:de famille|d.usage|marital|usuel|du patient))?\s*(?::\s*|$)(?!de naiss)"
)
_BIRTH_NAME = re.compile(r"\bnom de (?:naissance|jeune fille)\s*(?::\s*|$)")
_GIVEN = re.compile(r"\bprenoms?\s*(?::\s*|$)")
_LINES_BELOW = 4
"""Lines under name and birth on which age and measures may stand."""


def read_patient(
    parts: Sequence[Part], birth: Birth | None
) -> tuple[Patient, tuple[Reading, ...], tuple[Review, ...]]:
    """The patient, the evidence of each field, what is asked about the name."""
    named, unsure = _labelled_name(parts) or _separate_names(parts), None
    if named is None:
        named, unsure = unlabelled_name(parts, birth)
    named = named and with_row_below(named, parts, name_end)
    asked, apart = False, None
    if named:
        apart = names_apart(named, parts, name_end)
        named, asked = with_rest(named, name_end)
        asked = bool(asked or apart or unsure) or any(
            is_another_s(part, match) for part, _, match in titles(parts)
        )
    patient = Patient(name=named.value if named else None, gender=titled_sex(parts, named))
    readings = [named.reading("patient.name", "nom du patient")] if named else []
    if birth:
        part = parts[birth.part]
        seen = Found("", part, birth.date.start, birth.date.end)
        readings.append(seen.reading("patient.birthDate", "date de naissance"))
        patient = replace(patient, birth_date=birth.date.value)
    anchors = [parts.index(named.part)] if named else []
    anchors += [birth.part] if birth else []
    for part in _around(parts, anchors):
        patient = measure(part, patient, readings, near=bool(anchors))
        patient = measure_across(part, below(parts, part), patient, readings)
    doubts = []
    if named and asked:
        doubts.append(named.doubt("patient.name", ReviewReason.UNREAD_TEXT, apart or unsure))
    return patient, tuple(readings), tuple(doubts)


def _around(parts: Sequence[Part], anchors: Sequence[int]) -> Sequence[Part]:
    """The parts near the patient's name and birth, where age and weight stand."""
    if not anchors:
        return parts
    lines = [parts[i].line for i in anchors]
    return [p for p in parts if min(lines) - 1 <= p.line <= max(lines) + _LINES_BELOW]


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
