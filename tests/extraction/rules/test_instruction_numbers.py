"""Every whole number from 1 to 99, in digits and in words, as dose, frequency and duration."""

from decimal import Decimal

import pytest

from extraction.posology.instruction import read_instruction
from extraction.rules.number_words import names
from prescription.dosage import Dosage, PeriodUnit, Quantity

NUMBERS = range(1, 100)
WRITTEN = [(n, w) for n in NUMBERS for w in (str(n), *names(n))]


def read_one(text: str) -> Dosage:
    reading = read_instruction(text)
    assert not reading.alternatives
    assert not reading.unread
    (dosage,) = reading.dosages
    return dosage


@pytest.mark.parametrize(("value", "written"), WRITTEN)
def test_as_dose(value: int, written: str) -> None:
    for unit, shown in (("gouttes", "goutte"), ("mg", "mg"), ("comprimés", "comprimé")):
        dosage = read_one(f"{written} {unit} le soir")
        assert dosage.dose_and_rate[0].dose_quantity == Quantity(Decimal(value), shown)


@pytest.mark.parametrize(("value", "written"), WRITTEN)
def test_as_frequency(value: int, written: str) -> None:
    dosage = read_one(f"1 goutte {written} fois par jour")
    assert dosage.timing
    assert dosage.timing.repeat.frequency == value


@pytest.mark.parametrize(("value", "written"), WRITTEN)
def test_as_period(value: int, written: str) -> None:
    dosage = read_one(f"1 injection toutes les {written} semaines")
    assert dosage.timing
    assert dosage.timing.repeat.period == value
    assert dosage.timing.repeat.period_unit is PeriodUnit.WK


@pytest.mark.parametrize(("value", "written"), WRITTEN)
def test_as_duration(value: int, written: str) -> None:
    dosage = read_one(f"1 gélule par jour pendant {written} jours")
    assert dosage.timing
    assert dosage.timing.repeat.bounds_duration == Quantity(Decimal(value), "d")


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("une", 1),
        ("vingt et une", 21),
        ("trente et une", 31),
        ("cinquante-et-une", 51),
        ("cent", 100),
        ("cent vingt", 120),
        ("deux cents", 200),
        ("trois cent cinquante", 350),
        ("mille", 1000),
    ],
)
def test_feminine_and_large(written: str, value: int) -> None:
    dosage = read_one(f"{written} gouttes le soir")
    assert dosage.dose_and_rate[0].dose_quantity == Quantity(Decimal(value), "goutte")
