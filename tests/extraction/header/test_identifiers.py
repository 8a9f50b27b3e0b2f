"""RPPS, AM, FINESS and NIR, with their check digits."""

import pytest

from extraction.header.identifiers import find_identifiers, is_nir, is_rpps, passes_luhn


def test_luhn() -> None:
    assert passes_luhn("79927398713")
    assert not passes_luhn("79927398710")


def test_rpps_is_eleven_digits_that_pass_luhn() -> None:
    assert is_rpps("10101234564")
    assert not is_rpps("10101234567")
    assert not is_rpps("1010123456")


def test_nir_key() -> None:
    number = 2840512345678
    assert is_nir(f"{number}{97 - number % 97:02}")
    assert not is_nir(f"{number}{96 - number % 97:02}")
    corsican = 1800118123456
    assert is_nir(f"180012B123456{97 - corsican % 97:02}")


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("RPPS : 10101234564", "rpps", "10101234564"),
        ("N° RPPS 10 10123456 4", "rpps", "10101234564"),
        ("R.P.P.S. 10101234564", "rpps", "10101234564"),
        ("10101234564", "rpps", "10101234564"),
        ("RPPS : 1O1O1234564", "rpps", "10101234564"),
        ("AM : 351234567", "am", "351234567"),
        ("N° AM 35 1 23456 7", "am", "351234567"),
        ("ADELI 351234567", "am", "351234567"),
        ("FINESS : 690781810", "finess", "690781810"),
    ],
)
def test_a_valid_number_is_found(text: str, kind: str, value: str) -> None:
    (found,) = find_identifiers(text)
    assert (found.kind, found.value, found.valid) == (kind, value, True)


@pytest.mark.parametrize("text", ["RPPS 10101234567", "RPPS : 1010123456", "AM : 3512345"])
def test_a_number_that_fails_its_check_is_not_valid(text: str) -> None:
    assert not any(found.valid for found in find_identifiers(text))


@pytest.mark.parametrize(
    "text",
    ["Tél : 04 78 12 34 56", "69003 LYON", "12/03/1956", "DOLIPRANE 1000 mg", "10101234567"],
)
def test_other_numbers_are_no_identifiers(text: str) -> None:
    assert find_identifiers(text) == ()
