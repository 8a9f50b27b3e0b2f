"""Strengths of the lexicon, and when what is written can mean them."""

import pytest

from extraction.drugs.strengths import parse_strength, same_strength, write_strength
from extraction.reader import read_prescriptions
from ocr.page import Page
from tests.extraction.reading import line


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


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("Haldol 5 mg pour mL inj, 1 injection le matin", "5 mg/1 mL"),
        ("Naropéine solution injectable 7,5 mgs/1 ML - 1 injection le matin", "7,5 mg/1 mL"),
        ("Nafaréline spray nasal 0,2 mgs/1 dose, 1 pulvérisation/j", "0,2 mg/1 dose"),
        ("Azarga 10 mg/5 mg pour 1 mL, 1 goutte le matin", "10 mg/5 mg/1 mL"),
        ("Spiolto Respimat 2,5 µg/2,5 µg pour dose, 2 bouffées/j", "2,5 µg/2,5 µg/1 dose"),
        ("Salbumol fort dosé à 5 mg pour 5 mL : 1 injection le matin", "5 mg/5 mL"),
        ("Démilos comprimé 600 mgs/1000 UI - 1 cp le soir", "600 mg/1000 UI"),
        ("Amoxicilline 1 G gél 1 gél matin et soir", "1 g"),
        ("Naloxégol 0,025 G comprimé : 1 cp le matin", "0,025 g"),
    ],
)
def test_no_part_of_a_strength_is_lost(text: str, strength: str) -> None:
    assert write_strength(line(text).medication.strength) == strength
