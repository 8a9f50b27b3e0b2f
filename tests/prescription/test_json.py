"""The record's JSON is exact, complete and strict."""

import json

import pytest
from hypothesis import HealthCheck, given, settings

from prescription.json import RecordError, dump, load
from prescription.record import Document
from tests.records import documents

LINE = {"text": "DOLIPRANE", "medication": {"text": "DOLIPRANE"}}
HEAD = {"name": "scan.png", "sha256": "00", "pages": 1}


def record(**line: object) -> str:
    """A document of one line with these keys beside the least."""
    return json.dumps({"source": HEAD, "prescriptions": [{"medications": [{**LINE, **line}]}]})


def quantity(number: str) -> str:
    """A document of one line whose supply is this number of boxes."""
    text = record(dispenseRequest={"quantity": {"value": 0.5}})
    return text.replace("0.5", number)


# A first example takes a second to draw on a cold start: slowness is no fault here.
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents)
def test_what_is_written_is_read_back_unchanged(document: Document) -> None:
    assert load(dump(document)) == document


def test_names_are_those_of_fhir() -> None:
    text = record(
        dosageInstruction=[
            {
                "sequence": 1,
                "asNeededCodeableConcept": {"text": "si douleur"},
                "timing": {"repeat": {"frequency": 3, "period": 1, "periodUnit": "d"}},
                "doseAndRate": [{"doseQuantity": {"value": 0.5, "unit": "comprimé"}}],
                "maxDosePerPeriod": {
                    "numerator": {"value": 3, "unit": "comprimé"},
                    "denominator": {"value": 1, "unit": "d"},
                },
            }
        ],
        confidence=0.97,
        review=[{"field": "medication.strength", "reason": "strength-not-marketed"}],
    )
    written = json.loads(dump(load(text)))
    assert (
        written["prescriptions"][0]["medications"]
        == json.loads(text)["prescriptions"][0]["medications"]
    )


def test_an_empty_review_is_written_because_it_is_a_promise() -> None:
    written = json.loads(dump(load(record())))
    assert written["prescriptions"][0]["medications"][0]["review"] == []


def test_whole_numbers_have_no_decimal_point() -> None:
    line = json.loads(
        dump(
            load(
                record(
                    medication={
                        "text": "X",
                        "strength": [{"numerator": {"value": 1000.0, "unit": "mg"}}],
                    }
                )
            )
        )
    )["prescriptions"][0]["medications"][0]
    assert json.dumps(line["medication"]["strength"][0]["numerator"]["value"]) == "1000"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("{", "not JSON"),
        ("[]", "Document"),
        ("{}", "required key"),
        (record(maxDose=3), "maxDose"),
        (record(confidence="high"), "confidence"),
        (record(page=True), "page"),
        (record(box=[1, 2, 3]), "box"),
        (record(zone="elsewhere"), "zone"),
        (record(confidence=float("nan")), "NaN"),
        ("[" * 100_000, "deep"),
        ('{"source": ' + "9" * 5000 + "}", "not JSON"),
        (quantity("1e999999999"), "bounds"),
        (quantity("1e-999999999"), "bounds"),
    ],
)
def test_what_is_no_record_is_refused_by_name(text: str, place: str) -> None:
    with pytest.raises(RecordError, match=place):
        load(text)
