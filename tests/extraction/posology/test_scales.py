"""Doses that a measure of the blood decides are kept word for word, for a human to understand."""

import pytest

from prescription.record import ReviewReason
from tests.extraction.reading import line

SCALES = [
    "10 UI si > 2 g/L, 12 UI si > 3 g/L",
    "si glycémie entre 1,50 et 2 g/l : 2 U ; de 2 à 2,50 g/l : 4 U ; si > 2,50 g/l : 6 U",
    "avant les repas selon glycémie : 1,50 à 2 g/l : 2 UI, 2 à 2,50 g/l : 4 UI, > 2,50 g/l : 6 UI",
    "si glycémie de 1,5 à 2 : 2 UI, de 2 à 2,5 : 4 UI, sup à 2,5 : 6 UI",
    "avant les repas : < 5 mmol/L : 0 ; 5 à 8 mmol/L : 4 UI ; > 8 mmol/L : 6 UI",
]


@pytest.mark.parametrize("words", SCALES)
def test_a_scale_is_kept_word_for_word_and_asked(words: str) -> None:
    medication = line(f"Novorapid 100 UI/mL {words}")
    (dosage,) = medication.dosage_instruction
    assert [note.text for note in dosage.additional_instruction] == [words]
    assert dosage.text == words
    assert dosage.dose_and_rate == ()
    assert dosage.timing is None
    assert medication.medication.form is None
    assert [r.reason for r in medication.review] == [ReviewReason.AMBIGUOUS_POSOLOGY]


@pytest.mark.parametrize(
    ("text", "words"), [("Previscan 20 mg selon INR", "selon INR"), ("Lasilix 40 mg", None)]
)
def test_a_dose_that_depends_is_no_missing_one(text: str, words: str | None) -> None:
    medication = line(text)
    notes = [n.text for d in medication.dosage_instruction for n in d.additional_instruction]
    assert notes == ([words] if words else [])
    reason = ReviewReason.AMBIGUOUS_POSOLOGY if words else ReviewReason.MISSING_POSOLOGY
    assert [r.reason for r in medication.review] == [reason]


def test_a_threshold_alone_stays_the_reason_of_its_dose() -> None:
    medication = line("Novorapid 100 UI/mL 4 UI si glycémie entre 2 et 2,5 g/l")
    (dosage,) = medication.dosage_instruction
    assert dosage.as_needed_codeable_concept is not None
    assert dosage.as_needed_codeable_concept.text == "si glycémie entre 2 et 2,5 g/l"
    assert medication.review == ()
