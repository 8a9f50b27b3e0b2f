"""A sign alone for a number is a misread 1 and is asked; a list's number is no length."""

import pytest

from ordonnancier.capture import capture_text
from prescription.french import describe_dosages


@pytest.mark.parametrize("sign", ["{", "}", "[", "]", "!", "|", "\\"])
def test_a_sign_before_the_unit_is_a_one_to_check(sign: str) -> None:
    (line,) = capture_text(f"NEFOPAM 30 mg {sign} cp 3 fois par jour").prescriptions[0].medications
    assert describe_dosages(line.dosage_instruction) == "1 comprimé, 3 fois par jour"
    assert "dosageInstruction[0].doseAndRate" in [review.field for review in line.review]


def test_a_sign_that_begins_a_range_is_a_one_to_check() -> None:
    text = "NEFOPAM 30 mg, comprimé\n{ à 2 comprimés 3 fois par jour"
    (line,) = capture_text(text).prescriptions[0].medications
    assert describe_dosages(line.dosage_instruction) == "1 à 2 comprimés, 3 fois par jour"
    assert line.review


@pytest.mark.parametrize("number", ["| 4)", "[2)", "' 2)", "3)"])
def test_a_list_number_is_no_length(number: str) -> None:
    text = f"{number} NEFOPAM 30 mg 1 cp 3 fois par jour"
    (line,) = capture_text(text).prescriptions[0].medications
    assert describe_dosages(line.dosage_instruction).startswith("1 comprimé, 3 fois par jour")
    assert "pendant" not in describe_dosages(line.dosage_instruction)
