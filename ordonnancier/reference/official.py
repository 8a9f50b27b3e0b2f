"""The drugs of the official French files (BDPM): labels, components, lists."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from extraction.drugs.strengths import amount
from extraction.spelling.matching import fold
from ordonnancier.reference.files import OfficialFile, read_files
from prescription.dosage import Quantity, Ratio

_NUMBER = (
    r"(?<![a-z\d.,])(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?|"
    r"\d{1,3}(?:\.\d{3}){2,}|\d+(?:[.,]\d+)?)"
)
_UNIT = (
    r"milligrammes?|mg|microgrammes?|mcg|µg|kg|grammes?|nanogrammes?|g|millions? (?:d')?u\.?i\.?|"
    r"m\.? ?u\.?i?\.?|u\.?i\.?|ul|unites?|u|mmol|pour ?cent|%|ml|litres?|l|cm2|heures?|h|mbq|"
    r"doses?|bouffees?|inhalations?"
)
_AMOUNT = re.compile(rf"(?:({_NUMBER})\s*|(?<=/)\s*|(?<=par )\s*)({_UNIT})(?!\w)")
_PLAIN_UNITS = {
    "milligramme": "mg", "microgramme": "µg", "mcg": "µg", "gramme": "g", "nanogramme": "ng",
    "ui": "UI", "unite": "UI", "u": "UI", "ul": "UI", "mui": "MUI", "m ui": "MUI", "mu": "MUI",
    "million ui": "MUI", "million d'ui": "MUI", "ml": "mL", "l": "L", "litre": "L", "heure": "h",
    "pourcent": "%", "bouffee": "dose", "inhalation": "dose",
}  # fmt: skip
_LISTS = {"liste I": "I", "liste II": "II", "stupéfiants": "stupéfiant"}


@dataclass(frozen=True, slots=True)
class Component:
    """One active substance: its names (salt and moiety) and what the file says there is of it."""

    names: tuple[str, ...]
    strengths: tuple[Ratio, ...]


@dataclass(frozen=True, slots=True)
class OfficialDrug:
    """One drug of the official files; `name` is its label with strength and form."""

    cis: str
    name: str
    form: str
    components: tuple[Component, ...]
    list: str | None = None
    secured: bool = False
    marketed: bool = True
    routes: tuple[str, ...] = ()
    holder: str = ""


def read_official(folder: Path) -> tuple[OfficialDrug, ...]:
    """The drugs ever authorised, `marketed` or not; homeopathic registrations are left out.

    Raises Fault when a file is missing or damaged.
    """
    return official_drugs(read_files(folder))


def official_drugs(files: Mapping[str, OfficialFile]) -> tuple[OfficialDrug, ...]:
    """The same from files already read."""
    components = _components(files["CIS_COMPO_bdpm.txt"])
    lists: dict[str, str] = {}
    secured: set[str] = set()
    for cis, condition in files["CIS_CPD_bdpm.txt"].kept if "CIS_CPD_bdpm.txt" in files else ():
        # Of several lists the strictest holds.
        if condition in _LISTS and lists.get(cis) != "stupéfiant":
            lists[cis] = _LISTS[condition]
        if "ordonnance sécurisée" in condition or condition == "stupéfiants":
            secured.add(cis)
    return tuple(
        OfficialDrug(
            cis=cis,
            name=label,
            form=form,
            components=components.get(cis, ()),
            list=lists.get(cis),
            secured=cis in secured,
            marketed=status in ("", "Autorisation active") and marketed == "Commercialisée",
            routes=tuple(filter(None, (route.strip() for route in routes.split(";")))),
            holder=holder,
        )
        for cis, label, form, routes, status, procedure, marketed, _, holder in files[
            "CIS_bdpm.txt"
        ].kept
        if "homéo" not in procedure
    )


def read_amounts(written: str) -> tuple[Quantity, ...]:
    """Every quantity of a label: `AUGMENTIN 500 mg/62,5 mg` holds 500 mg and 62.5 mg."""
    return tuple(
        Quantity(_decimal(number or "1"), _unit(unit))
        for number, unit in _AMOUNT.findall(fold(written))
    )


def _components(file: OfficialFile) -> dict[str, tuple[Component, ...]]:
    grouped: dict[str, dict[str, list[tuple[str, ...]]]] = defaultdict(dict)
    for row in file.kept:
        # Salt and moiety share a link; elements of a pack that hold the same do too.
        grouped[row[0]].setdefault(row[5] or row[1], []).append(row)
    return {cis: tuple(_component(rows) for rows in links.values())
            for cis, links in grouped.items()}  # fmt: skip


def _component(rows: Sequence[tuple[str, ...]]) -> Component:
    strengths: list[Ratio] = []
    for _, _, strength, per, *_ in rows:
        below = read_amounts(per) or (None,)
        strengths.extend(Ratio(q, p) for q in read_amounts(strength) for p in below)
    return Component(tuple(row[1] for row in rows), tuple(strengths))


def same_amount(one: Ratio, other: Ratio) -> bool:
    """Whether two strengths are one: 0,05 % is 0.5 mg/g; a gram counts as a millilitre."""
    one, other = _spread(one), _spread(other)
    value, unit = amount(one.numerator)
    other_value, other_unit = amount(other.numerator)
    if unit != other_unit:
        return False
    if one.denominator is None or other.denominator is None:
        return _close(value, other_value)
    per, per_unit = amount(one.denominator)
    other_per, other_per_unit = amount(other.denominator)
    if per_unit != other_per_unit:
        return _close(value, other_value)
    return _close(value * other_per, other_value * per)


def _spread(ratio: Ratio) -> Ratio:
    """A percentage as grams in 100 mL; grams below the line as millilitres; U as UI."""
    numerator, denominator = ratio.numerator, ratio.denominator
    if numerator.unit == "U":
        numerator = Quantity(numerator.value, "UI")
    if numerator.unit == "%":
        return Ratio(Quantity(numerator.value, "g"), Quantity(Decimal(100), "mL"))
    if denominator is not None and denominator.unit in ("g", "mg"):
        factor = Decimal(1) if denominator.unit == "g" else Decimal("0.001")
        denominator = Quantity(denominator.value * factor, "mL")
    return Ratio(numerator, denominator)


def _close(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) <= max(abs(one), abs(other)) * Decimal("0.005")


def _decimal(written: str) -> Decimal:
    plain = re.sub(r"[\s\u00a0\u202f]", "", written).replace(",", ".")
    # 1.000.000 is a million; 1.000 may be one.
    return Decimal(plain.replace(".", "") if plain.count(".") > 1 else plain)


def _unit(written: str) -> str:
    plain = re.sub(r"\s+", " ", written).replace(".", "").replace("pour cent", "pourcent")
    singular = re.sub(r"s\b", "", plain)
    return _PLAIN_UNITS.get(singular, singular)
