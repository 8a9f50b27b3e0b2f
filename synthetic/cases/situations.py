"""The situations: what patients come with, who prescribes, and the notation of their treatment."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from prescription.dosage import Ratio
from synthetic.cases.facts import Product, load_products, read_strength
from synthetic.tables import read_resource


@dataclass(frozen=True, slots=True)
class Choice:
    """A product, with the strength that the situation fixes."""

    product: Product
    strength: tuple[Ratio, ...] | None


@dataclass(frozen=True, slots=True)
class TreatmentLine:
    """One line of a treatment in the notation of the data file, taken apart but not yet drawn.

    `instead` marks an alternative to the line before it: one of them is drawn.
    """

    instead: bool
    chance: float
    choices: tuple[Choice, ...]
    doses: tuple[str, ...]
    timings: tuple[str, ...]
    durations: tuple[str, ...]
    extras: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Situation:
    """A situation: `ages` in years, `gender` F, M or empty, `ald` when it exempts from charges.

    `apart` names situations that the same patient does not have at once.
    """

    name: str
    weight: int
    ages: tuple[int, int]
    gender: str
    specialties: tuple[str, ...]
    lines: tuple[TreatmentLine, ...]
    others: tuple[str, ...]
    ald: bool
    secured: bool
    apart: tuple[str, ...]


@cache
def load_situations() -> tuple[Situation, ...]:
    """Every situation of the data file."""
    rows = tomllib.loads(read_resource("situations.toml"))["situation"]
    return tuple(_read_situation(row) for row in rows)


def _read_situation(row: dict[str, object]) -> Situation:
    ages, _, gender = str(row["who"]).partition(" ")
    low, high = ages.split("-")
    specialties, lines, others = (_strings(row[key]) for key in ("by", "lines", "others"))
    return Situation(
        str(row["name"]),
        int(str(row["weight"])),
        (int(low), int(high)),
        gender,
        specialties,
        tuple(_read_line(line) for line in lines),
        others,
        bool(row.get("ald")),
        bool(row.get("secured")),
        _strings(row.get("apart", [])),
    )


def _strings(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise ValueError(f"a list is expected, not {value!r}")
    return tuple(str(item) for item in value)


def _read_line(text: str) -> TreatmentLine:
    fields = [field.strip() for field in text.split("|")]
    drugs, doses, timings, durations = fields[:4]
    instead = drugs.startswith("or ")
    drugs = drugs.removeprefix("or ")
    chance = 1.0
    if match := re.match(r"(\d+)% ", drugs):
        chance, drugs = int(match[1]) / 100, drugs[match.end() :]
    return TreatmentLine(
        instead,
        chance,
        _read_choices(drugs),
        tuple(dose.strip() for dose in doses.split(";")),
        _split_steps(timings),
        _split_steps(durations) or ("-",),
        _read_extras(fields[4] if len(fields) > 4 else ""),
    )


def _split_steps(text: str) -> tuple[str, ...]:
    """Alternatives: apart by `;` where steps (`a > b`) are written, else by spaces."""
    if ">" in text:
        return tuple(part.strip() for part in text.split(";"))
    return tuple(text.split())


def _read_choices(text: str) -> tuple[Choice, ...]:
    products = load_products()
    found: list[str] = []
    for word in text.split(" "):
        if word.partition("@")[0] in products:
            found.append(word)
        elif found:
            found[-1] += f" {word}"
        else:
            raise ValueError(f"unknown drug: {word!r}")
    choices = []
    for entry in found:
        key, _, strength = entry.partition("@")
        fixed = read_strength(strength) if strength else None
        if fixed is not None and fixed not in products[key].strengths:
            raise ValueError(f"{key} has no strength {strength}")
        choices.append(Choice(products[key], fixed))
    return tuple(choices)


def _read_extras(text: str) -> dict[str, tuple[str, ...]]:
    extras: dict[str, tuple[str, ...]] = {}
    for entry in filter(None, (part.strip() for part in text.split(";"))):
        key, _, values = entry.partition("=")
        extras[key] = tuple(values.split(",")) if values else ()
    return extras
