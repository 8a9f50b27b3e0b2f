"""The FHIR Bundle says what the register says, as R4 wants it."""

import json
import stat
from datetime import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import tests.storage.records  # noqa: F401 - how to make up any record
from prescription.dosage import Dosage, PeriodUnit, Quantity, Range, Ratio, Repeat, Timing
from prescription.json import load
from prescription.record import (
    DispenseRequest,
    Draft,
    Medication,
    MedicationRequest,
    Prescriber,
)
from storage.export.fhir import fhir_bundle
from storage.export.formats import Format, Wish, export
from storage.register import Register
from synthetic.lines import make_lines
from tests.conftest import ROOT
from tests.storage.conftest import PATIENT, SOURCE, make_entry, make_prescription


def _by_kind(bundle: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    kinds: dict[str, list[dict[str, Any]]] = {}
    for each in bundle["entry"]:
        kinds.setdefault(each["resource"]["resourceType"], []).append(each["resource"])
    return kinds


def test_the_bundle_says_what_the_register_says(register: Register, tmp_path: Path) -> None:
    register.add(make_prescription(), SOURCE)
    path = tmp_path / "bundle.json"
    assert export(register, Format.FHIR, path, Wish()).prescriptions == 1
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    bundle = json.loads(path.read_text())
    assert (bundle["resourceType"], bundle["type"]) == ("Bundle", "collection")
    assert len(bundle["entry"]) == 4
    kinds = _by_kind(bundle)
    (patient,) = kinds["Patient"]
    assert patient["name"] == [{"text": PATIENT}]
    assert patient["birthDate"] == "1956-03-12"
    (practitioner,) = kinds["Practitioner"]
    assert practitioner["identifier"][0]["value"] == "10101234567"
    first, second = kinds["MedicationRequest"]
    assert (first["status"], first["intent"], first["authoredOn"]) == (
        "unknown",
        "order",
        "2026-03-12",
    )
    assert first["identifier"] == [{"value": "1-1"}]
    assert first["substitution"] == {"allowedBoolean": False, "reason": {"text": "MTE"}}
    assert first["dispenseRequest"] == {"numberOfRepeatsAllowed": 2}
    assert [d["timing"]["repeat"]["when"] for d in first["dosageInstruction"]] == [
        ["MORN"],
        ["EVE"],
    ]
    (medication,) = first["contained"]
    assert medication["code"]["coding"][0]["code"] == "N02BE01"
    assert medication["ingredient"][0]["strength"]["numerator"] == {
        "value": 1000,
        "unit": "mg",
        "system": "http://unitsofmeasure.org",
        "code": "mg",
    }
    assert second["dosageInstruction"][0]["asNeededCodeableConcept"] == {"text": "si douleur"}
    strengths = [i["strength"]["numerator"]["value"] for i in second["contained"][0]["ingredient"]]
    assert strengths == [500, 62.5]


def test_every_reference_of_a_bundle_points_into_it() -> None:
    entries = [
        make_entry(1, make_prescription().content),
        make_entry(2, make_prescription("quemeneur SOLENN").content),
        make_entry(3, make_prescription("AUTRE Nom").content),
        make_entry(4, Draft(medications=make_prescription().content.medications)),
    ]
    bundle = fhir_bundle(entries)
    urls = [each["fullUrl"] for each in bundle["entry"]]
    assert len(urls) == len(set(urls))
    kinds = _by_kind(bundle)
    assert len(kinds["Patient"]) == 3
    assert len(kinds["Practitioner"]) == 1
    for request in kinds["MedicationRequest"]:
        assert request["subject"]["reference"] in urls
        assert request.get("requester", {}).get("reference", urls[0]) in urls
    assert fhir_bundle(entries) == bundle
    assert fhir_bundle(entries, "another register") != bundle


def test_units_carry_their_code_and_ratios_both_parts() -> None:
    line = MedicationRequest(
        text="x",
        medication=Medication(
            text="X",
            strength=(Ratio(Quantity(Decimal(250), "mg"), Quantity(Decimal(5), "mL")),),
        ),
        dosage_instruction=(
            Dosage(
                timing=Timing(
                    Repeat(
                        bounds_range=Range(Quantity(Decimal(5), "d"), Quantity(Decimal(7), "d")),
                        frequency=1,
                        period=Decimal(6),
                        period_unit=PeriodUnit.H,
                        time_of_day=(time(7),),
                    )
                ),
                max_dose_per_period=Ratio(
                    Quantity(Decimal(3), "comprimé"), Quantity(Decimal(1), "d")
                ),
            ),
        ),
        dispense_request=DispenseRequest(expected_supply_duration=Quantity(Decimal(3), "mo")),
    )
    bundle = fhir_bundle([make_entry(1, Draft(medications=(line,)))])
    (request,) = _by_kind(bundle)["MedicationRequest"]
    strength = request["contained"][0]["ingredient"][0]["strength"]
    assert (strength["numerator"]["code"], strength["denominator"]["code"]) == ("mg", "mL")
    dosage = request["dosageInstruction"][0]
    assert dosage["timing"]["repeat"]["boundsRange"]["high"]["code"] == "d"
    assert dosage["maxDosePerPeriod"]["denominator"]["code"] == "d"
    assert "code" not in dosage["maxDosePerPeriod"]["numerator"]
    assert request["dispenseRequest"]["expectedSupplyDuration"]["code"] == "mo"


def test_no_prescriber_is_invented() -> None:
    bundle = fhir_bundle([make_entry(1, Draft(prescriber=Prescriber(specialty="Cardiologie")))])
    assert set(_by_kind(bundle)) == {"Patient"}


def test_the_sample_makes_a_valid_bundle() -> None:
    document = load((ROOT / "resources" / "sample" / "ordonnance.json").read_text())
    entries = [make_entry(n, draft) for n, draft in enumerate(document.prescriptions, start=1)]
    bundle = fhir_bundle([*entries, make_entry(9, make_prescription().content)])
    assert len(_valid(bundle).entry) == len(bundle["entry"]) > 8


def test_every_way_to_prescribe_makes_a_valid_bundle() -> None:
    lines = tuple(line.truth for line in make_lines(300, 7))
    blank = MedicationRequest(text="", medication=Medication(text=" "))
    bundle = fhir_bundle([make_entry(1, Draft(medications=(*lines, blank)))])
    assert len(_valid(bundle).entry) == 302


def _valid(bundle: dict[str, Any]) -> Any:
    """The bundle, taken by an independent model of FHIR R4B (R4 for the resources used here)."""
    from fhir.resources.R4B.bundle import Bundle

    return Bundle.model_validate_json(json.dumps(bundle))
