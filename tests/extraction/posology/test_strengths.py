"""Strengths of the lexicon, and when what is written can mean them."""

import pytest

from extraction.drugs.strengths import parse_strength, same_strength, write_strength
from extraction.reader import read_prescriptions
from ocr.page import Page


@pytest.mark.parametrize(
    ("written", "substances", "read"),
    [
        ("500 mg", 1, "500 mg"),
        ("0,05 %", 1, "0,05 %"),
        ("500 mg/62,5 mg", 2, "500 mg/62,5 mg"),
        ("250 mg/5 mL", 1, "250 mg/5 mL"),
        ("100 mg/12,5 mg/mL", 2, "100 mg/12,5 mg/1 mL"),
        ("100 000 UI", 1, "100000 UI"),
        ("75 mcg/h", 1, "75 µg/1 h"),
    ],
)
def test_a_strength_is_read_with_all_its_parts(written: str, substances: int, read: str) -> None:
    assert write_strength(parse_strength(written, substances)) == read


@pytest.mark.parametrize("written", ["", "variable", "10 mg/", "mg"])
def test_what_is_no_strength_is_none(written: str) -> None:
    assert parse_strength(written) == ()


@pytest.mark.parametrize(
    ("written", "marketed", "substances"),
    [
        ("1000 mg", "1 g", 1),
        ("0,5 mg", "500 µg", 1),
        ("250 mg", "250 mg/5 mL", 1),
        ("50 mg/mL", "250 mg/5 mL", 1),
        ("5 %", "50 mg/mL", 1),
        ("1 %", "10 mg/g", 1),
        ("500 mg", "500 mg/62,5 mg", 2),
        ("75", "75 mg", 1),
        ("100 µg/20 µg", "20 µg/100 µg", 2),
    ],
)
def test_different_ways_to_write_one_strength(written: str, marketed: str, substances: int) -> None:
    count = 2 if substances == 2 and "/" in written else 1
    assert same_strength(parse_strength(written, count), parse_strength(marketed, substances))


@pytest.mark.parametrize(
    ("written", "marketed"),
    [("15 mg", "75 mg"), ("5 mg", "5 µg"), ("10 mg/mL", "250 mg/5 mL"), ("1 %", "0,1 %")],
)
def test_different_strengths_stay_different(written: str, marketed: str) -> None:
    assert not same_strength(parse_strength(written), parse_strength(marketed))


@pytest.mark.parametrize(
    "line",
    [
        "LITHIUM (TERALITHE LP 400) : 2 cp le soir",
        "Apixaban (ELIQUIS 5 mg) 1 cp matin et soir",
        "Paracétamol (Doliprane 1000) 1 cp x 3/j",
    ],
)
def test_the_bracket_around_a_brand_and_its_strength_is_no_misread_letter(line: str) -> None:
    """`400)` is no length of 400 days."""
    ((request,),) = (draft.medications for draft in read_prescriptions((Page.from_text(line),)))
    assert not request.review
    (dosage,) = request.dosage_instruction
    assert dosage.timing is not None
    assert dosage.timing.repeat.bounds_duration is None
    assert len(request.medication.strength) == 1
