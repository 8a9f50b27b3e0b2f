"""The prescriber's address on a sheet, where it is the only one there and no patient's."""

import pytest

from ordonnancier.capture import capture_text
from ordonnancier.printed_address import printed_address
from prescription.record import Box, Draft, Item, Patient


def _heading(*rows: tuple[str, int, int]) -> Draft:
    """Rows with their left and top edges."""
    items = (Item(text, 1, Box(x, y, 9 * len(text), 20)) for text, x, y in rows)
    return Draft(patient=Patient(name="DURAND Jeanne"), header_items=tuple(items))


@pytest.mark.parametrize(
    ("rows", "address"),
    [
        (
            [("14, rue des Tilleuls", 900, 100), ("44000 NANTES", 930, 130)],
            "14, rue des Tilleuls, 44000 NANTES",
        ),
        (
            [("Cabinet - 3 bis av. Foch - 75016 Paris - Tél. 01 23 45 67 89", 100, 100)],
            "3 bis av. Foch, 75016 Paris",
        ),
        (
            [("8 place de l'Église", 100, 100), ("29000 QUIMPER", 100, 130),
             ("8, place de l'Église", 500, 2000), ("29000 Quimper", 500, 2030)],
            "8 place de l'Église, 29000 QUIMPER",
        ),
    ],
)  # fmt: skip
def test_the_address_of_the_heading_is_found(
    rows: list[tuple[str, int, int]], address: str
) -> None:
    assert printed_address(_heading(*rows)) == address


@pytest.mark.parametrize(
    "rows",
    [
        # The patient's: below the name, or below the day of birth.
        [("Mme DURAND Jeanne", 100, 600), ("2 rue Verte", 100, 630), ("29000 QUIMPER", 100, 660)],
        [("Mme DURAND Jeanne", 100, 600), ("née le 12/03/1956", 100, 630),
         ("2 rue Verte 29000 QUIMPER", 100, 660)],
        # Two houses.
        [("1 rue du Port", 100, 100), ("29000 QUIMPER", 100, 130),
         ("2 rue Verte", 900, 100), ("44000 NANTES", 900, 130)],
        # A town alone, a day, a number.
        [("44000 NANTES", 100, 100)],
        [("Nantes, le 12 mars 2026", 100, 100), ("RPPS 10106197667", 100, 130)],
    ],
)  # fmt: skip
def test_none_is_offered_where_it_may_be_anothers(rows: list[tuple[str, int, int]]) -> None:
    assert printed_address(_heading(*rows)) == ""


def test_text_without_places_has_none() -> None:
    (typed,) = capture_text("Dr Roux\n2 rue Verte\n29000 QUIMPER\nDOLIPRANE 1 g x3/j").prescriptions
    assert printed_address(typed) == ""
