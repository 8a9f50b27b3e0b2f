"""The drugs of made-up prescriptions, from the generator's own table."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from prescription.dosage import Quantity, Ratio
from synthetic.tables import read_table

_QUANTITY = re.compile(r"(\d+(?:,\d+)?) (\S+)")


@dataclass(frozen=True, slots=True)
class Product:
    """A drug as it is prescribed.

    `brand` or `inn` may be empty when it is never written so; `unit` is the dose unit; `strengths`
    are the marketed ones, each a tuple because combinations have several; `weight` tells how often
    it is dispensed; `narrow` marks a narrow therapeutic margin, `letters` secured paper.
    """

    key: str
    brand: str
    inn: str
    substances: tuple[str, ...]
    atc: str
    form: str
    unit: str
    strengths: tuple[tuple[Ratio, ...], ...]
    weight: int
    route: str
    narrow: bool
    letters: bool


@cache
def load_products() -> dict[str, Product]:
    """Every product by its key."""
    return {row["key"]: _read_product(row) for row in read_table("drugs.csv")}


def read_strength(text: str) -> tuple[Ratio, ...]:
    """The strength written in the tables' notation (`500 mg/62,5 mg`, `250 mg/5 mL`, `3 %`)."""
    per: Quantity | None = None
    if " par " in text:
        text, _, unit = text.partition(" par ")
        per = Quantity(Decimal(1), unit)
    parts = text.split("/")
    if len(parts) == 2 and per is None:
        last = _read_quantity(parts[1] if " " in parts[1] else f"1 {parts[1]}")
        if last.unit in ("mL", "dose", "h", "g") and last.unit != _read_quantity(parts[0]).unit:
            return (Ratio(_read_quantity(parts[0]), last),)
    return tuple(Ratio(_read_quantity(part), per) for part in parts)


def _read_quantity(text: str) -> Quantity:
    match = _QUANTITY.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"no quantity: {text!r}")
    return Quantity(Decimal(match[1].replace(",", ".")), match[2])


def _read_product(row: dict[str, str]) -> Product:
    flags = row["flags"].split()
    return Product(
        row["key"],
        row["brand"],
        row["inn"],
        tuple(row["substances"].split("|")),
        row["atc"],
        row["form"],
        row["unit"],
        tuple(read_strength(s) for s in row["strengths"].split("|") if s),
        int(row["weight"]),
        row["route"],
        "mte" in flags,
        "letters" in flags,
    )
