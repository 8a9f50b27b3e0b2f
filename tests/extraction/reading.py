"""What is read of a text, and what is asked about it."""

from extraction.reader import read_prescriptions
from ocr.page import Page
from prescription.record import Draft, MedicationRequest


def read(text: str) -> Draft:
    (draft,) = read_prescriptions([Page.from_text(text)])
    return draft


def line(text: str) -> MedicationRequest:
    (medication,) = read(text).medications
    return medication


def reasons(medication: MedicationRequest) -> set[tuple[str, str]]:
    return {(r.field, r.reason.value) for r in medication.review}
