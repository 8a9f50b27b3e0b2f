"""Combinations whose INNs are each written with their own strength, and drugs that are two."""

import pytest

from extraction.drugs.strengths import write_strength
from tests.extraction.reading import line, read, reasons


@pytest.mark.parametrize(
    ("text", "name", "strength"),
    [
        (
            "amoxicilline 1 g + acide clavulanique 125 mg, poudre : 1 sachet 3 fois par jour",
            "amoxicilline/acide clavulanique",
            "1 g/125 mg",
        ),
        (
            "BISOPROLOL 5 mg/HYDROCHLOROTHIAZIDE 6,25 mg cp 1 le matin",
            "bisoprolol/hydrochlorothiazide",
            "5 mg/6,25 mg",
        ),
        (
            "PERINDOPRIL ARGININE 5 MG/AMLODIPINE 5 MG CPR 1 le matin",
            "périndopril/amlodipine",
            "5 mg/5 mg",
        ),
        (
            "irbésartan 150 mg + hydrochlorothiazide 12,5 mg (COAPROVEL) 1 cp le matin",
            "irbésartan/hydrochlorothiazide",
            "150 mg/12,5 mg",
        ),
        ("Ramipril 5 + HCTZ 12,5 1 cp/j", "ramipril/hydrochlorothiazide", "5 mg/12,5 mg"),
        (
            "salmétérol 50 µg + fluticasone 250 µg 1 bouffée x2/j",
            "fluticasone/salmétérol",
            "250 µg/50 µg",
        ),
        (
            "Timolol 5 mg/ml + dorzolamide 20 mg/ml collyre 1 goutte x2/j OD",
            "dorzolamide/timolol",
            "20 mg/5 mg/1 mL",
        ),
        ("Périndopril 5 mg +\namlodipine 10 mg 1 cp/j", "périndopril/amlodipine", "5 mg/10 mg"),
        ("Périndopril 5 mg\n+ amlodipine 10 mg 1 cp/j", "périndopril/amlodipine", "5 mg/10 mg"),
    ],
)
def test_each_inn_with_its_strength_is_one_drug(text: str, name: str, strength: str) -> None:
    medication = line(text)
    assert medication.medication.name == name
    assert write_strength(medication.medication.strength) == strength
    assert medication.review == ()
    assert medication.dosage_instruction[0].dose_and_rate


def test_each_strength_stands_with_its_own_substance() -> None:
    medication = line("Metformine 1000 mg/sitagliptine 50 mg 1 cp matin et soir").medication
    assert medication.substances == ("sitagliptine", "metformine")
    assert write_strength(medication.strength) == "50 mg/1000 mg"
    assert medication.text == "Metformine + sitagliptine"


@pytest.mark.parametrize(
    "text",
    [
        "paracétamol 1 g + tramadol 50 mg 1 cp x 3/j",
        "furosémide 40 mg + potassium 600 mg 1 cp/j",
        "Doliprane 500 mg + codéine 30 mg 1 cp x3/j",
        "amlodipine 5 mg et périndopril 5 mg 1 cp le matin",
    ],
)
def test_what_is_not_marketed_together_is_two_drugs_and_asked(text: str) -> None:
    first, _second = read(text).medications
    assert ("dosageInstruction", "missing-posology") in reasons(first)


def test_a_combination_at_other_strengths_is_asked_about() -> None:
    medication = line("Sitagliptine 70 mg/metformine 1000 mg 1 cp matin et soir")
    assert ("medication.strength", "strength-not-marketed") in reasons(medication)


def test_a_release_is_looked_for_behind_the_strengths() -> None:
    medication = line("lévodopa 100 mg + bensérazide 25 mg LP 1 gél x4/j").medication
    assert medication.name == "lévodopa/bensérazide LP"


def test_a_strength_told_again_behind_the_brand_is_no_dose() -> None:
    medication = line("Amlodipine 5 mg (AMLOR 5) : 1 cp le matin")
    assert medication.review == ()
    assert medication.dosage_instruction[0].text == "1 cp le matin"


def test_another_strength_behind_the_brand_is_asked_about() -> None:
    assert line("Amlodipine 5 mg (AMLOR 10) : 1 cp le matin").review != ()
