"""Insulins are counted in units, and named with their units in a millilitre."""

from decimal import Decimal

import pytest

from tests.extraction.reading import line, reasons


@pytest.mark.parametrize(
    ("text", "strength", "doses"),
    [
        ("Novorapid 6-8-7", None, [6, 8, 7]),
        ("Lantus 18 le soir", None, [18]),
        ("Toujeo 300 24 U au coucher", 300, [24]),
        ("Humalog 100 : 4 UI le matin et 6 UI le soir", 100, [4, 6]),
    ],
)
def test_units_of_insulins_are_read(text: str, strength: int | None, doses: list[int]) -> None:
    found = line(text)
    assert found.review == ()
    told = [r.numerator.value for r in found.medication.strength]
    assert told == ([] if strength is None else [strength])
    taken = [d.dose_and_rate[0].dose_quantity for d in found.dosage_instruction]
    assert [(q.value, q.unit) for q in taken if q] == [(Decimal(d), "UI") for d in doses]


@pytest.mark.parametrize(
    "text", ["Lantus 1 le soir", "Lantus 100 le soir", "Lantus 100 18 le soir"]
)
def test_what_may_be_something_else_than_units_is_asked(text: str) -> None:
    assert reasons(line(text))


@pytest.mark.parametrize(
    "text",
    [
        "Lantus 1 injection le soir",
        "Toujeo 300 UI/mL 1 inj/j",
        "Novorapid 1 injection avant chaque repas",
        "Victoza 1 injection par jour",
        "Innohep 1 injection par jour",
        "Aranesp 1 inj tous les 15 jours",
        "Méthotrexate 1 injection SC le lundi",
        "Fragmine 1 seringue matin et soir",
        "Décapeptyl LP 1 injection tous les 3 mois",
    ],
)
def test_an_injection_of_an_untold_amount_is_asked(text: str) -> None:
    assert "dose-implausible" in [reason for _, reason in reasons(line(text))]


@pytest.mark.parametrize(
    "text",
    [
        "Innohep 4500 UI 1 injection par jour",
        "Aranesp 500 µg 1 inj toutes les 3 semaines",
        "Humira 40 mg 1 inj SC tous les 14 jours",
        "Prolia 1 injection tous les 6 mois",
        "Xultophy 16 doses le matin",
        "Genotonorm Miniquick 0,8 mg 1 injection le soir",
        "Ozempic 0,5 mg 1 injection par semaine",
    ],
)
def test_an_injection_of_a_told_amount_is_not_asked(text: str) -> None:
    assert line(text).review == ()
