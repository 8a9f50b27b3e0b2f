"""The columns of the table of prescriptions: one row each; docs/export.md is their dictionary."""

from collections.abc import Callable
from dataclasses import dataclass

from prescription.record import Draft, Patient, Prescriber
from storage.entries import Entry
from storage.export.columns import Cell


@dataclass(frozen=True, slots=True)
class PrescriptionColumn:
    """A column: its header in each language, and its value."""

    fr: str
    en: str
    value: Callable[[Entry], Cell]


def _draft(entry: Entry) -> Draft:
    return entry.prescription.content


def _patient(entry: Entry) -> Patient:
    return _draft(entry).patient or Patient()


def _prescriber(entry: Entry) -> Prescriber:
    return _draft(entry).prescriber or Prescriber()


def _drugs(entry: Entry) -> tuple[str, ...]:
    return tuple(line.medication.name or line.medication.text for line in _draft(entry).medications)


def _reviews(entry: Entry) -> tuple[str, ...]:
    return tuple(f"{review.field}: {review.reason}" for review in _draft(entry).open_reviews)


PRESCRIPTION_COLUMNS: tuple[PrescriptionColumn, ...] = (
    PrescriptionColumn("numero", "number", lambda entry: entry.number),
    PrescriptionColumn("remplace", "corrects", lambda entry: entry.corrects),
    PrescriptionColumn("enregistre_le", "recorded_at", lambda entry: entry.recorded_at),
    PrescriptionColumn("enregistre_par", "recorded_by", lambda entry: entry.recorded_by),
    PrescriptionColumn(
        "confirme_le", "confirmed_at", lambda entry: entry.prescription.confirmed_at
    ),
    PrescriptionColumn(
        "confirme_par", "confirmed_by", lambda entry: entry.prescription.confirmed_by
    ),
    PrescriptionColumn("fichier", "source_name", lambda entry: entry.source.name),
    PrescriptionColumn("fichier_sha256", "source_sha256", lambda entry: entry.source.sha256),
    PrescriptionColumn("pages", "pages", lambda entry: entry.source.pages),
    PrescriptionColumn("date_ordonnance", "authored_on", lambda entry: _draft(entry).authored_on),
    PrescriptionColumn("prescripteur", "prescriber_name", lambda entry: _prescriber(entry).name),
    PrescriptionColumn(
        "specialite", "prescriber_specialty", lambda entry: _prescriber(entry).specialty
    ),
    PrescriptionColumn("rpps", "prescriber_rpps", lambda entry: _prescriber(entry).rpps),
    PrescriptionColumn("am", "prescriber_am", lambda entry: _prescriber(entry).am),
    PrescriptionColumn("finess", "prescriber_finess", lambda entry: _prescriber(entry).finess),
    PrescriptionColumn("patient", "patient_name", lambda entry: _patient(entry).name),
    PrescriptionColumn(
        "date_naissance", "patient_birth_date", lambda entry: _patient(entry).birth_date
    ),
    PrescriptionColumn("sexe", "patient_gender", lambda entry: _patient(entry).gender),
    PrescriptionColumn("nir", "patient_nir", lambda entry: _patient(entry).nir),
    PrescriptionColumn("lignes", "lines", lambda entry: len(_draft(entry).medications)),
    PrescriptionColumn("medicaments", "medications", _drugs),
    PrescriptionColumn(
        "autres", "other_items", lambda entry: tuple(i.text for i in _draft(entry).other_items)
    ),
    PrescriptionColumn("a_verifier", "review", _reviews),
)
