"""The corpus: one expected meaning, many phrasings, in `corpus/*.toml`.

A `[[meaning]]` has `reads` (phrasings) and what each must give: `dosage` (a list of tables with
`dose`, `times`, `every`, `when`, `offset`, `at`, `days`, `for`, `count`, `if`, `max`, `max_each`,
`route`, `site`, `note`, `seq`, `rate`), `strength`, `form`, `quantity`, `supply`, `repeats`,
`substitution`; `any_note` when the words kept do not count; `facts` names a product of
`PRODUCTS`. A `[[review]]` holds phrasings that must be
shown to a human, a `[[silent]]` phrasings that give no dosage at all.
"""

import tomllib
from dataclasses import replace
from datetime import time
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from extraction.posology.instruction import InstructionReading, ProductFacts, read_instruction
from prescription.dosage import (
    CodeableConcept,
    DayOfWeek,
    Dosage,
    DoseAndRate,
    EventTiming,
    PeriodUnit,
    Quantity,
    Range,
    Ratio,
    Repeat,
    Timing,
)
from prescription.record import DispenseRequest, Substitution, SubstitutionReason

FOLDER = Path(__file__).parent / "corpus"


def quantity(written: str) -> Quantity:
    """`5 mg`, `1 comprimé`, `2`."""
    value, _, unit = written.partition(" ")
    return Quantity(Decimal(value), unit or None)


def _span(written: str) -> Quantity | Range:
    """`5 mg` or `5..7 d`."""
    value, _, unit = written.partition(" ")
    low, _, high = value.partition("..")
    if not high:
        return Quantity(Decimal(low), unit or None)
    return Range(Quantity(Decimal(low), unit or None), Quantity(Decimal(high), unit or None))


def ratios(written: str) -> tuple[Ratio, ...]:
    """`500 mg + 62.5 mg`, `250 mg per 5 mL`."""
    found = []
    for part in written.split(" + "):
        above, _, below = part.partition(" per ")
        found.append(Ratio(quantity(above), quantity(below) if below else None))
    return tuple(found)


def _facts(strengths: tuple[str, ...], form: str, *units: str) -> ProductFacts:
    return ProductFacts(tuple(ratios(s) for s in strengths), (form,), units)


PRODUCTS = {
    "kardegic": _facts(("75 mg", "160 mg", "300 mg"), "poudre", "sachet"),
    "lasilix": _facts(("20 mg", "40 mg"), "comprimé", "comprimé"),
    "levothyrox": _facts(("25 µg", "50 µg", "75 µg", "100 µg"), "comprimé", "comprimé"),
    "previscan": _facts(("20 mg",), "comprimé", "comprimé"),
    "xanax": _facts(("0.25 mg", "0.5 mg", "1 mg"), "comprimé", "comprimé"),
    "cortancyl": _facts(("1 mg", "5 mg", "20 mg"), "comprimé", "comprimé"),
    "doliprane": _facts(("500 mg", "1000 mg"), "comprimé", "comprimé"),
    "amoxicilline": _facts(("500 mg", "1 g"), "gélule", "gélule", "comprimé"),
    "lantus": _facts(("100 UI per 1 mL",), "stylo", "UI"),
    "augmentin": _facts(("500 mg + 62.5 mg", "1 g + 125 mg"), "comprimé", "comprimé", "sachet"),
}


class Case(NamedTuple):
    """A phrasing and what its file says of it."""

    text: str
    expected: dict[str, Any]

    def read(self) -> InstructionReading:
        """The phrasing read, with the product's facts where the file names one."""
        facts = self.expected.get("facts")
        return read_instruction(self.text, PRODUCTS[facts] if facts else None)


def cases(kind: str) -> list[Case]:
    """Every phrasing of this kind: `meaning`, `review` or `silent`."""
    found = []
    for path in sorted(FOLDER.glob("*.toml")):
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        for table in tables.get(kind, ()):
            found += [Case(text, table) for text in table["reads"]]
    return found


def dosage(written: dict[str, Any]) -> Dosage:
    """The Dosage a table of the corpus stands for."""
    dose = written.get("dose")
    rate = written.get("rate")
    maximum = written.get("max")
    reason = written.get("if")
    notes = written.get("note", [])
    repeat = _repeat(written)
    return Dosage(
        sequence=written.get("seq", 1),
        additional_instruction=tuple(
            CodeableConcept(n) for n in ([notes] if isinstance(notes, str) else notes)
        ),
        as_needed_boolean=True if reason is True else None,
        as_needed_codeable_concept=CodeableConcept(reason) if isinstance(reason, str) else None,
        timing=Timing(repeat) if repeat != Repeat() else None,
        site=CodeableConcept(written["site"]) if "site" in written else None,
        route=CodeableConcept(written["route"]) if "route" in written else None,
        dose_and_rate=(_dose(dose),) if dose else (_rate(rate),) if rate else (),
        max_dose_per_period=_maximum(maximum) if maximum else None,
        max_dose_per_administration=quantity(written["max_each"])
        if "max_each" in written
        else None,
    )


def _dose(written: str) -> DoseAndRate:
    span = _span(written)
    if isinstance(span, Range):
        return DoseAndRate(dose_range=span)
    return DoseAndRate(dose_quantity=span)


def _rate(written: str) -> DoseAndRate:
    return DoseAndRate(rate_quantity=quantity(written))


def _maximum(written: str) -> Ratio:
    above, _, below = written.partition(" per ")
    return Ratio(quantity(above), quantity(below or "1 d"))


def _repeat(written: dict[str, Any]) -> Repeat:
    repeat = Repeat(
        when=tuple(EventTiming(code) for code in written.get("when", "").split()),
        offset=written.get("offset"),
        time_of_day=tuple(time.fromisoformat(t) for t in written.get("at", "").split()),
        day_of_week=tuple(DayOfWeek(day) for day in written.get("days", "").split()),
        count=written.get("count"),
    )
    if "times" in written:
        low, _, high = str(written["times"]).partition("..")
        every, _, unit = written.get("every", "1 d").partition(" ")
        period, _, most = every.partition("..")
        repeat = replace(
            repeat,
            frequency=int(low),
            frequency_max=int(high) if high else None,
            period=Decimal(period),
            period_max=Decimal(most) if most else None,
            period_unit=PeriodUnit(unit),
        )
    if "for" in written:
        bounds = _span(written["for"])
        if isinstance(bounds, Range):
            return replace(repeat, bounds_range=bounds)
        return replace(repeat, bounds_duration=bounds)
    return repeat


def outside(reading: InstructionReading) -> dict[str, Any]:
    """What a reading says beside its dosages."""
    return {
        "strength": reading.strength,
        "form": reading.form,
        "request": reading.dispense_request,
        "substitution": reading.substitution,
    }


def expected_outside(written: dict[str, Any]) -> dict[str, Any]:
    """The same of a table of the corpus."""
    request = None
    if {"quantity", "supply", "repeats"} & written.keys():
        request = DispenseRequest(
            quantity(written["quantity"]) if "quantity" in written else None,
            quantity(written["supply"]) if "supply" in written else None,
            written.get("repeats"),
        )
    substitution = written.get("substitution")
    reason = SubstitutionReason(substitution) if isinstance(substitution, str) else None
    return {
        "strength": ratios(written["strength"]) if "strength" in written else (),
        "form": written.get("form"),
        "request": request,
        "substitution": Substitution(allowed=False, reason=reason) if substitution else None,
    }
