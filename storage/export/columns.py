"""The columns of the table of medication lines, shared by every tabular export.

docs/export.md is their dictionary; a header never changes its meaning, new ones come at the end.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from prescription.dosage import CodeableConcept, Dosage, DoseAndRate, Quantity, Range, Ratio, Repeat
from prescription.json import to_json
from prescription.record import (
    DispenseRequest,
    Document,
    Draft,
    MedicationRequest,
    Patient,
    Prescriber,
    Source,
)
from storage.entries import Entry

Scalar = str | int | float | Decimal | date | time | bool | Ratio | None
Cell = Scalar | tuple[Scalar, ...]
"""What a column gives; the file's profile decides how it is written."""


@dataclass(frozen=True, slots=True)
class Line:
    """One medication line; `position` counts from 1, `entry` is None before it is recorded."""

    draft: Draft
    source: Source
    position: int
    request: MedicationRequest
    entry: Entry | None = None

    @property
    def patient(self) -> Patient:
        """The patient; empty when none is named."""
        return self.draft.patient or Patient()

    @property
    def prescriber(self) -> Prescriber:
        """The prescriber; empty when none is named."""
        return self.draft.prescriber or Prescriber()

    @property
    def dispense(self) -> DispenseRequest:
        """What to dispense; empty when nothing is said."""
        return self.request.dispense_request or DispenseRequest()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the line: its header in each language, and its value."""

    fr: str
    en: str
    value: Callable[[Line], Cell]


@dataclass(frozen=True, slots=True)
class DosageColumn:
    """A column with one value for each dosage of the line, in their order."""

    fr: str
    en: str
    value: Callable[[Dosage], Cell]


def lines(entries: Iterable[Entry]) -> Iterator[Line]:
    """Every medication line of the register, in order."""
    for entry in entries:
        draft = entry.prescription.content
        for position, request in enumerate(draft.medications, start=1):
            yield Line(draft, entry.source, position, request, entry)


def document_lines(documents: Iterable[Document]) -> Iterator[Line]:
    """Every medication line of documents that no human confirmed yet, in order."""
    for document in documents:
        for draft in document.prescriptions:
            for position, request in enumerate(draft.medications, start=1):
                yield Line(draft, document.source, position, request)


def _number(line: Line) -> int | None:
    return line.entry.number if line.entry else None


def _recorded_at(line: Line) -> datetime | None:
    return line.entry.recorded_at if line.entry else None


def _confirmed_at(line: Line) -> datetime | None:
    return line.entry.prescription.confirmed_at if line.entry else None


def _confirmed_by(line: Line) -> str | None:
    return line.entry.prescription.confirmed_by if line.entry else None


def _value(quantity: Quantity | None) -> Decimal | None:
    return quantity.value if quantity else None


def _unit(quantity: Quantity | None) -> str | None:
    return quantity.unit if quantity else None


def _words(concept: CodeableConcept | None) -> str | None:
    return concept.text if concept else None


def _alone(quantity: Quantity | None) -> Ratio | None:
    return Ratio(quantity) if quantity else None


def _repeat(dosage: Dosage) -> Repeat:
    return dosage.timing.repeat if dosage.timing else Repeat()


def _given(dosage: Dosage) -> DoseAndRate:
    return dosage.dose_and_rate[0] if dosage.dose_and_rate else DoseAndRate()


def _dose(dosage: Dosage) -> tuple[Quantity | None, Quantity | None]:
    given = _given(dosage)
    return _ends(given.dose_range, given.dose_quantity)


def _bounds(dosage: Dosage) -> tuple[Quantity | None, Quantity | None]:
    repeat = _repeat(dosage)
    return _ends(repeat.bounds_range, repeat.bounds_duration)


def _ends(
    between: Range | None, single: Quantity | None
) -> tuple[Quantity | None, Quantity | None]:
    return (between.low, between.high) if between else (single, single)


def _as_needed(dosage: Dosage) -> bool:
    return bool(dosage.as_needed_boolean or dosage.as_needed_codeable_concept)


def _substitution_allowed(line: Line) -> bool | None:
    return line.request.substitution.allowed if line.request.substitution else None


def _substitution_reason(line: Line) -> str | None:
    return line.request.substitution.reason if line.request.substitution else None


def _dosage_json(line: Line) -> str:
    return json.dumps(to_json(line.request.dosage_instruction), ensure_ascii=False)


COLUMNS: tuple[Column | DosageColumn, ...] = (
    Column("numero", "number", _number),
    Column("ligne", "line", lambda line: line.position),
    Column("enregistre_le", "recorded_at", _recorded_at),
    Column("confirme_le", "confirmed_at", _confirmed_at),
    Column("confirme_par", "confirmed_by", _confirmed_by),
    Column("fichier", "source_name", lambda line: line.source.name),
    Column("fichier_sha256", "source_sha256", lambda line: line.source.sha256),
    Column("page", "page", lambda line: line.request.page),
    Column("date_ordonnance", "authored_on", lambda line: line.draft.authored_on),
    Column("prescripteur", "prescriber_name", lambda line: line.prescriber.name),
    Column("specialite", "prescriber_specialty", lambda line: line.prescriber.specialty),
    Column("rpps", "prescriber_rpps", lambda line: line.prescriber.rpps),
    Column("am", "prescriber_am", lambda line: line.prescriber.am),
    Column("finess", "prescriber_finess", lambda line: line.prescriber.finess),
    Column("patient", "patient_name", lambda line: line.patient.name),
    Column("date_naissance", "patient_birth_date", lambda line: line.patient.birth_date),
    Column("sexe", "patient_gender", lambda line: line.patient.gender),
    Column("age", "patient_age", lambda line: _value(line.patient.age)),
    Column("age_unite", "patient_age_unit", lambda line: _unit(line.patient.age)),
    Column("poids", "patient_weight", lambda line: _value(line.patient.weight)),
    Column("poids_unite", "patient_weight_unit", lambda line: _unit(line.patient.weight)),
    Column("taille", "patient_height", lambda line: _value(line.patient.height)),
    Column("taille_unite", "patient_height_unit", lambda line: _unit(line.patient.height)),
    Column("nir", "patient_nir", lambda line: line.patient.nir),
    Column("zone", "zone", lambda line: line.request.zone),
    Column("texte", "text", lambda line: line.request.text),
    Column("medicament_texte", "medication_text", lambda line: line.request.medication.text),
    Column("medicament", "medication_name", lambda line: line.request.medication.name),
    Column("substances", "substances", lambda line: line.request.medication.substances),
    Column("atc", "atc", lambda line: line.request.medication.atc),
    Column("cis", "cis", lambda line: line.request.medication.cis),
    Column("dosage", "strength", lambda line: line.request.medication.strength),
    Column("forme", "form", lambda line: line.request.medication.form),
    DosageColumn("posologie_texte", "dosage_text", lambda d: d.text),
    DosageColumn("posologie_rang", "dosage_sequence", lambda d: d.sequence),
    DosageColumn("dose_min", "dose_low", lambda d: _value(_dose(d)[0])),
    DosageColumn("dose_max", "dose_high", lambda d: _value(_dose(d)[1])),
    DosageColumn("dose_unite", "dose_unit", lambda d: _unit(_dose(d)[0])),
    DosageColumn("debit", "rate", lambda d: _alone(_given(d).rate_quantity)),
    DosageColumn("frequence", "frequency", lambda d: _repeat(d).frequency),
    DosageColumn("frequence_max", "frequency_max", lambda d: _repeat(d).frequency_max),
    DosageColumn("periode", "period", lambda d: _repeat(d).period),
    DosageColumn("periode_max", "period_max", lambda d: _repeat(d).period_max),
    DosageColumn("periode_unite", "period_unit", lambda d: _repeat(d).period_unit),
    DosageColumn("moments", "when", lambda d: _repeat(d).when),
    DosageColumn("decalage_min", "offset_min", lambda d: _repeat(d).offset),
    DosageColumn("heures", "time_of_day", lambda d: _repeat(d).time_of_day),
    DosageColumn("jours", "day_of_week", lambda d: _repeat(d).day_of_week),
    DosageColumn("duree_min", "duration_low", lambda d: _value(_bounds(d)[0])),
    DosageColumn("duree_max", "duration_high", lambda d: _value(_bounds(d)[1])),
    DosageColumn("duree_unite", "duration_unit", lambda d: _unit(_bounds(d)[0])),
    DosageColumn("nombre_prises", "count", lambda d: _repeat(d).count),
    DosageColumn("nombre_prises_max", "count_max", lambda d: _repeat(d).count_max),
    DosageColumn("si_besoin", "as_needed", _as_needed),
    DosageColumn(
        "si_besoin_motif",
        "as_needed_reason",
        lambda d: _words(d.as_needed_codeable_concept),
    ),
    DosageColumn("max_par_periode", "max_per_period", lambda d: d.max_dose_per_period),
    DosageColumn(
        "max_par_prise",
        "max_per_intake",
        lambda d: _alone(d.max_dose_per_administration),
    ),
    DosageColumn("voie", "route", lambda d: _words(d.route)),
    DosageColumn("site", "site", lambda d: _words(d.site)),
    DosageColumn(
        "consignes", "instructions", lambda d: tuple(i.text for i in d.additional_instruction)
    ),
    Column("quantite", "quantity", lambda line: _value(line.dispense.quantity)),
    Column("quantite_unite", "quantity_unit", lambda line: _unit(line.dispense.quantity)),
    Column(
        "duree_delivrance",
        "supply_duration",
        lambda line: _value(line.dispense.expected_supply_duration),
    ),
    Column(
        "duree_delivrance_unite",
        "supply_duration_unit",
        lambda line: _unit(line.dispense.expected_supply_duration),
    ),
    Column(
        "renouvellements", "repeats_allowed", lambda line: line.dispense.number_of_repeats_allowed
    ),
    Column("substituable", "substitution_allowed", _substitution_allowed),
    Column("non_substituable_motif", "substitution_reason", _substitution_reason),
    Column("confiance", "confidence", lambda line: line.request.confidence),
    Column(
        "a_verifier",
        "review",
        lambda line: tuple(f"{review.field}: {review.reason}" for review in line.request.review),
    ),
    Column("posologie_json", "dosage_json", _dosage_json),
)
