"""A FHIR R4 Bundle: Patient, Practitioner, MedicationRequest.

Follows the practice of the French ePrescription guide (Interop'Santé, draft of 2026): one
MedicationRequest a line, the drug as a contained Medication, directions in `additionalInstruction`.
What is no medication stays out; docs/export.md says what goes where.
"""

import json
import uuid
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from prescription.dosage import Quantity, Ratio
from prescription.json import to_json
from prescription.record import MedicationRequest, Patient, Prescriber, Zone
from storage.entries import Entry
from storage.export.people import patient_identity, prescriber_identity

UCUM = "http://unitsofmeasure.org"
ATC = "http://www.whocc.no/atc"
BDPM = "https://smt.esante.gouv.fr/terminologie-bdpm"
RPPS = "https://rpps.esante.gouv.fr"
INS_NIR = "urn:oid:1.2.250.1.213.1.4.8"
UCUM_UNITS = {
    "mg",
    "g",
    "kg",
    "mL",
    "L",
    "mmol",
    "%",
    "cm",
    "m",
    "s",
    "min",
    "h",
    "d",
    "wk",
    "mo",
    "a",
}
OTHER_UCUM_CODES = {"µg": "ug", "UI": "[iU]", "MUI": "10*6.[iU]"}
_NAMES = uuid.UUID("6f2f6f0e-5d0c-4a0e-9a37-0d6f0c3f7f10")

Json = dict[str, Any]


def fhir_bundle(entries: Iterable[Entry], register: str = "") -> Json:
    """The entries as a collection; `register` (any text naming it) goes into the identifiers."""
    resources: dict[str, Json] = {}
    for entry in entries:
        for url, resource in _resources(entry, register):
            resources.setdefault(url, resource)
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "entry": [
            {"fullUrl": url, "resource": _filled(resource)} for url, resource in resources.items()
        ],
    }


def write_fhir(entries: Iterable[Entry], stream: BinaryIO, register: str = "") -> int:
    """Write the Bundle as JSON; the number of resources."""
    bundle = fhir_bundle(entries, register)
    stream.write(json.dumps(bundle, ensure_ascii=False, indent=1).encode())
    return len(bundle["entry"])


def _resources(entry: Entry, register: str) -> Iterator[tuple[str, Json]]:
    draft = entry.prescription.content
    patient = _url(register, "patient", patient_identity(entry))
    yield patient, _patient(draft.patient or Patient())
    who = prescriber_identity(entry)
    requester = _url(register, "practitioner", who) if who else None
    if requester:
        yield requester, _practitioner(draft.prescriber or Prescriber())
    for position, line in enumerate(draft.medications, start=1):
        url = _url(register, "line", f"{entry.number} {position}")
        request = _request(line, patient, requester)
        request["groupIdentifier"] = {"value": str(entry.number)}
        request["identifier"] = [{"value": f"{entry.number}-{position}"}]
        if draft.authored_on:
            request["authoredOn"] = draft.authored_on.isoformat()
        yield url, request


def _patient(patient: Patient) -> Json:
    resource: Json = {"resourceType": "Patient"}
    if patient.nir:
        resource["identifier"] = [{"system": INS_NIR, "value": patient.nir}]
    if patient.name:
        resource["name"] = [{"text": patient.name}]
    if patient.gender:
        resource["gender"] = patient.gender.value
    if patient.birth_date:
        resource["birthDate"] = patient.birth_date.isoformat()
    return resource


def _practitioner(prescriber: Prescriber) -> Json:
    resource: Json = {"resourceType": "Practitioner"}
    if prescriber.rpps:
        resource["identifier"] = [{"system": RPPS, "value": prescriber.rpps}]
    if prescriber.name:
        resource["name"] = [{"text": prescriber.name}]
    if prescriber.specialty:
        resource["qualification"] = [{"code": {"text": prescriber.specialty}}]
    return resource


def _request(line: MedicationRequest, patient: str, requester: str | None) -> Json:
    resource: Json = {
        "resourceType": "MedicationRequest",
        # Paper does not tell whether the treatment still runs.
        "status": "unknown",
        "intent": "order",
        "contained": [_medication(line)],
        "medicationReference": {"reference": "#medication"},
        "subject": {"reference": patient},
        "note": [{"text": line.text}],
        "dosageInstruction": [_dosage(to_json(each)) for each in line.dosage_instruction],
    }
    if not resource["dosageInstruction"]:
        del resource["dosageInstruction"]
    if requester:
        resource["requester"] = {"reference": requester}
    if line.zone:
        text = "ALD" if line.zone is Zone.ALD else "maladie intercurrente"
        resource["category"] = [{"text": text}]
    if line.dispense_request:
        resource["dispenseRequest"] = _coded(to_json(line.dispense_request))
    if line.substitution:
        substitution: Json = {"allowedBoolean": line.substitution.allowed}
        if line.substitution.reason:
            substitution["reason"] = {"text": line.substitution.reason.value}
        resource["substitution"] = substitution
    return resource


def _medication(line: MedicationRequest) -> Json:
    drug = line.medication
    code: Json = {"text": drug.name or drug.text}
    coding = [{"system": ATC, "code": drug.atc}] if drug.atc else []
    coding += [{"system": BDPM, "code": drug.cis}] if drug.cis else []
    if coding:
        code["coding"] = coding
    resource: Json = {"resourceType": "Medication", "id": "medication", "code": code}
    if drug.form:
        resource["form"] = {"text": drug.form}
    ingredients: list[Json] = [
        {"itemCodeableConcept": {"text": substance}} for substance in drug.substances
    ]
    if drug.strength and not ingredients:
        ingredients = [{"itemCodeableConcept": {"text": drug.name or drug.text}}]
    # Strengths belong to substances one by one, or else it is not known to which.
    if len(drug.strength) == len(ingredients):
        for ingredient, strength in zip(ingredients, drug.strength, strict=True):
            ingredient["strength"] = _strength(strength)
    if ingredients:
        resource["ingredient"] = ingredients
    return resource


def _strength(strength: Ratio) -> Json:
    # FHIR's ratio has both parts (rat-1): 1000 mg means for one unit.
    one: Json = {"value": 1, "system": UCUM, "code": "1"}
    lower = strength.denominator
    return {
        "numerator": _quantity(to_json(strength.numerator)),
        "denominator": _quantity(to_json(lower)) if isinstance(lower, Quantity) else one,
    }


def _dosage(dosage: Json) -> Json:
    coded: Json = _coded(dosage)
    if "maxDosePerPeriod" in coded:
        coded["maxDosePerPeriod"].setdefault(
            "denominator", {"value": 1, "system": UCUM, "code": "d"}
        )
    if "asNeededCodeableConcept" in coded:
        coded.pop("asNeededBoolean", None)  # asNeeded[x] is one or the other
    return coded


def _coded(value: Any) -> Any:
    """The JSON with UCUM's system and code beside every unit that has one."""
    if isinstance(value, list):
        return [_coded(item) for item in value]
    if isinstance(value, dict):
        return _quantity(value) if "value" in value else {k: _coded(v) for k, v in value.items()}
    return value


def _quantity(quantity: Json) -> Json:
    unit = quantity.get("unit")
    code = unit if unit in UCUM_UNITS else OTHER_UCUM_CODES.get(unit or "")
    return {**quantity, "system": UCUM, "code": code} if code else dict(quantity)


def _url(register: str, kind: str, identity: str) -> str:
    return uuid.uuid5(_NAMES, f"{register}\n{kind}\n{identity}").urn


def _filled(value: Any) -> Any:
    """The JSON without what is empty: FHIR knows no empty string, list or object (R4, json)."""
    if isinstance(value, dict):
        kept = {name: _filled(each) for name, each in value.items()}
        return {name: each for name, each in kept.items() if each not in ("", [], {}, None)}
    if isinstance(value, list):
        return [each for each in map(_filled, value) if each not in ("", [], {}, None)]
    return value.strip() if isinstance(value, str) else value
