"""How many packs to dispense, on a row of its own below the posology."""

from decimal import Decimal

import pytest

from ordonnancier.capture import capture_text
from prescription.record import Draft


def read(text: str) -> Draft:
    return capture_text(text).prescriptions[0]


@pytest.mark.parametrize(
    ("row", "value", "unit"),
    [
        ("1 tube", 1, "tube"),
        ("2 tubes", 2, "tube"),
        ("3 pots", 3, "pot"),
        ("1 flacon", 1, "flacon"),
        ("2 bts", 2, "boîte"),
        ("1 boîte de 5 stylos", 1, "boîte"),
        ("2 plaquettes", 2, "plaquette"),
    ],
)
def test_packs_belong_to_the_drug_above(row: str, value: int, unit: str) -> None:
    draft = read(f"DEXERYL crème\n1 application matin et soir\n{row}\nAERIUS 5 mg\n1 cp le soir")
    dexeryl, aerius = draft.medications
    supply = dexeryl.dispense_request
    assert supply is not None
    assert supply.quantity is not None
    assert (supply.quantity.value, supply.quantity.unit) == (Decimal(value), unit)
    assert aerius.dispense_request is None
    assert draft.other_items == ()


@pytest.mark.parametrize("row", ["Prélever 2 tubes citratés", "Bilan sanguin : 1 tube sec"])
def test_tubes_of_blood_are_no_drug(row: str) -> None:
    draft = read(f"{row}\nAERIUS 5 mg\n1 cp le soir")
    assert [item.text for item in draft.other_items] == [row]
    assert len(draft.medications) == 1


def test_supply_below_a_row_that_nobody_understood_is_not_lent_to_other_drugs() -> None:
    draft = read(
        "ABILIFY 5 mg cp\n1 comprimé le midi\nEZETROL 10 mg cp\nVvvv Zzz\nQSP 1 mois\n"
        "ARICEPT 5 mg cp\n1 comprimé le soir\npendant 28 jours"
    )
    abilify, ezetrol, aricept = draft.medications
    assert abilify.dispense_request is None
    assert aricept.dispense_request is None
    assert "QSP 1 mois" in [review.text for review in ezetrol.review]
