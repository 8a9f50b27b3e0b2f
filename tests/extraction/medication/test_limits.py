"""Amounts a day, a week and for a child's weight."""

import pytest

from extraction.reader import read_prescriptions
from ocr.page import Page
from prescription.record import ReviewReason


def implausible(text: str) -> bool:
    (draft,) = read_prescriptions([Page.from_text(text)])
    (medication,) = draft.medications
    return ReviewReason.DOSE_IMPLAUSIBLE in {r.reason for r in medication.review}


@pytest.mark.parametrize(
    ("text", "doubtful"),
    [
        ("Méthotrexate 2,5 mg : 1 cp par jour", True),
        ("Méthotrexate 2,5 mg : 4 cp le matin", True),
        ("Novatrex 2,5 mg : 2 cp matin et soir", True),
        ("Novatrex 2,5 mg : 4 cp du lundi au vendredi", True),
        ("Novatrex 2,5 mg : 6 cp une fois par semaine", False),
        ("Novatrex 2,5 mg : 6 cp par semaine, le lundi", False),
        ("Méthotrexate 2,5 mg : 4 cp le lundi", False),
        ("Méthotrexate 10 mg : 8 cp une fois par semaine", True),
        ("Metoject 15 mg : 1 injection SC par semaine", False),
        ("Actonel 35 mg : 1 cp par jour", True),
        ("Actonel 35 mg : 1 cp par semaine", False),
        ("Alendronate 70 mg : 1 cp par semaine", False),
        ("Alendronate 70 mg : 1 cp le matin", True),
        ("Kipos 100000 UI : 1 capsule pendant 3 mois", True),
        ("Kipos 100000 UI : 1 capsule par mois pendant 3 mois", False),
        ("Adrigyl : 5 gouttes par jour pendant 3 mois", False),
    ],
)
def test_a_weekly_drug_is_not_taken_daily(text: str, doubtful: bool) -> None:
    assert implausible(text) is doubtful


@pytest.mark.parametrize(
    ("dose", "doubtful"),
    [
        ("2,5 mL matin, midi et soir", False),
        ("5 mL matin, midi et soir", False),
        ("15 mL matin, midi et soir", True),
    ],
)
def test_a_child_takes_what_its_weight_allows(dose: str, doubtful: bool) -> None:
    head = "Dr Hélène ROUX\nLyon, le 12 mars 2026\nEnfant DURAND Léa, 3 ans\nPoids : 12 kg\n"
    assert implausible(f"{head}Amoxicilline 500 mg/5 mL : {dose}") is doubtful


@pytest.mark.parametrize(("dose", "doubtful"), [("60", False), ("250", True)])
def test_a_dose_by_kilogram_needs_no_weight(dose: str, doubtful: bool) -> None:
    assert implausible(f"Doliprane 24 mg/mL : {dose} mg/kg/j en 4 prises") is doubtful


@pytest.mark.parametrize(
    ("text", "doubtful"),
    [
        ("Risperdal Consta 25 mg IM tous les 15 jours", False),
        ("Risperdal Consta 25 mg IM par jour", True),
        ("Risperdal 25 mg le matin", True),
    ],
)
def test_an_injection_for_weeks_is_no_day_s_dose(text: str, doubtful: bool) -> None:
    assert implausible(text) is doubtful


@pytest.mark.parametrize(
    ("text", "doubtful"),
    [
        ("Trulicity 1,5 mg 1 injection par jour", True),
        ("Humira 40 mg 1 inj/j", True),
        ("Enbrel 50 mg 1 injection 3 fois par semaine", True),
        ("Trulicity 1,5 mg 1 injection par semaine le lundi", False),
        ("Humira 80 mg J1 puis 40 mg toutes les 2 semaines", False),
        ("Dupixent 300 mg 2 inj à J1 puis 1 inj toutes les 2 semaines", False),
        ("Enbrel 25 mg 2 fois par semaine", False),
        ("Rebif 44 µg 1 inj 3 fois par semaine", False),
        ("Prolia 60 mg 1 inj SC tous les 6 mois", False),
        ("Lantus 300 UI le soir", True),
        ("Lantus 60 UI le soir", False),
    ],
)
def test_what_is_injected_by_the_week_is_not_injected_every_day(text: str, doubtful: bool) -> None:
    assert implausible(text) is doubtful


@pytest.mark.parametrize(
    ("text", "doubtful"),
    [
        ("Lovenox : 1 inj SC par jour pendant 15 jours", True),
        ("Lovenox 0,4 ml : 1 inj SC par jour pendant 15 jours", False),
        ("Lovenox 0,5 ml : 1 inj SC par jour pendant 15 jours", True),
    ],
)
def test_how_much_is_injected_is_told_by_what_a_syringe_holds(text: str, doubtful: bool) -> None:
    assert implausible(text) == doubtful


@pytest.mark.parametrize(
    ("text", "doubtful"),
    [
        ("Préviscan 20 mg 1/2 - 1/2 - 3/4", True),
        ("Coumadine 2 mg 1 cp matin et soir", True),
        ("Préviscan 20 mg 1/2 cp le soir", False),
        ("Préviscan 20 mg 1/2 cp un jour, 3/4 cp le lendemain", False),
        ("Coumadine 5 mg 1 cp lundi et jeudi, 1/2 cp les autres jours", False),
    ],
)
def test_what_is_taken_once_a_day_is_not_taken_at_three_moments(text: str, doubtful: bool) -> None:
    assert implausible(text) is doubtful
