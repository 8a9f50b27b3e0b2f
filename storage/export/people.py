"""Who is the same person, and how a person leaves without a name."""

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from prescription.dosage import Quantity
from prescription.record import Patient, Prescriber, Prescription
from storage.entries import Entry

OLDEST_AGE = 90
"""Ages above are given as this one: few people reach them, and they would be recognised."""


def patient_identity(entry: Entry) -> str:
    """The same text for the same patient of the register; see `identity_of`."""
    return identity_of(entry.prescription.content.patient, entry.number)


def identity_of(patient: Patient | None, number: int) -> str:
    """The same text for the same patient: NIR, else name with birth date, else `number` alone.

    Accents, case and the order of the names do not matter. Two people of one name born the same day
    would be taken for one; one person written in two ways is taken for two.
    """
    patient = patient or Patient()
    if patient.nir:
        return f"nir {patient.nir}"
    if patient.name and patient.birth_date:
        return f"name {_folded(patient.name)} {patient.birth_date.isoformat()}"
    return f"entry {number}"


def prescriber_identity(entry: Entry) -> str | None:
    """The same text for the same prescriber; None when nobody is named."""
    prescriber = entry.prescription.content.prescriber or Prescriber()
    if prescriber.rpps or prescriber.am:
        return f"rpps {prescriber.rpps}" if prescriber.rpps else f"am {prescriber.am}"
    return f"name {_folded(prescriber.name)}" if prescriber.name else None


def pseudonym(identity: str, key: bytes) -> str:
    """A name for an identity that only the holder of `key` can link back (HMAC-SHA-256)."""
    return hmac.new(key, identity.encode(), hashlib.sha256).hexdigest()[:16]


def pseudonymise(entry: Entry, key: bytes) -> Entry:
    """The entry without names: a keyed hash for the patient, an age for the birth date.

    The prescriber keeps a specialty. Words of either name are struck out of every text. Free text
    may still tell who someone is: it is not an anonymous entry.
    """
    draft = entry.prescription.content
    patient, prescriber = draft.patient or Patient(), draft.prescriber or Prescriber()
    names = _words(patient.name) | _words(prescriber.name)
    strike = re.compile(
        rf"\b({'|'.join(sorted(map(re.escape, names), key=len, reverse=True))})\b", re.IGNORECASE
    )

    def struck(text: str) -> str:
        return strike.sub("…", text) if names else text

    content = replace(
        draft,
        patient=Patient(
            name=pseudonym(patient_identity(entry), key),
            gender=patient.gender,
            age=_age(patient, draft.authored_on),
            weight=patient.weight,
            height=patient.height,
        ),
        prescriber=Prescriber(specialty=prescriber.specialty),
        medications=_in_texts(draft.medications, struck),
        other_items=_in_texts(draft.other_items, struck),
        header_items=(),
        readings=(),
    )
    return replace(
        entry,
        prescription=Prescription(content, "…", entry.prescription.confirmed_at),
        source=replace(entry.source, name="", sha256=""),
        recorded_by="",
    )


def age_in_years(patient: Patient, on: date | None) -> int | None:
    """The age on a day, in whole years, from the birth date, else as written in years."""
    if patient.birth_date and on:
        passed = (on.month, on.day) >= (patient.birth_date.month, patient.birth_date.day)
        return on.year - patient.birth_date.year - (not passed)
    if patient.age and patient.age.unit == "a":
        return int(patient.age.value)
    return None


def _age(patient: Patient, on: date | None) -> Quantity | None:
    years = age_in_years(patient, on)
    if years is None:
        return patient.age
    return Quantity(Decimal(min(years, OLDEST_AGE)), "a")


def _in_texts(value: Any, change: Callable[[str], str]) -> Any:
    """A copy of a record in which every free text is changed."""
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return tuple(_in_texts(item, change) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value, **{f.name: _in_texts(getattr(value, f.name), change) for f in fields(value)}
        )
    return change(value) if type(value) is str else value


def _words(name: str | None) -> set[str]:
    return {word for word in re.findall(r"\w+", name or "") if len(word) > 2}


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(sorted(re.findall(r"\w+", letters)))
