"""The official French drug files (BDPM), as far as checking the lexicon needs them."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from extraction.matching import fold
from extraction.strengths import amount
from prescription.dosage import Quantity, Ratio
from prescription.language import Fault

_NUMBER = r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?"
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


def read_official(folder: Path) -> tuple[OfficialDrug, ...]:
    """The drugs ever authorised, `marketed` or not; homeopathic registrations are left out.

    Raises Fault when a file is missing.
    """
    components = _read_components(folder)
    lists: dict[str, str] = {}
    secured: set[str] = set()
    for row in _rows(folder / "CIS_CPD_bdpm.txt"):
        if len(row) > 1 and row[1] in _LISTS:
            lists[row[0]] = _LISTS[row[1]]
        if len(row) > 1 and ("ordonnance sécurisée" in row[1] or row[1] == "stupéfiants"):
            secured.add(row[0])
    return tuple(
        OfficialDrug(
            cis=row[0],
            name=row[1],
            form=row[2].strip(),
            components=components.get(row[0], ()),
            list=lists.get(row[0]),
            secured=row[0] in secured,
            marketed=row[4] == "Autorisation active" and row[6] == "Commercialisée",
        )
        for row in _rows(folder / "CIS_bdpm.txt")
        if len(row) > 6 and "homéo" not in row[5]
    )


def read_amounts(written: str) -> tuple[Quantity, ...]:
    """Every quantity of a label: `AUGMENTIN 500 mg/62,5 mg` holds 500 mg and 62.5 mg."""
    return tuple(
        Quantity(_decimal(number or "1"), _unit(unit))
        for number, unit in _AMOUNT.findall(fold(written))
    )


def _read_components(folder: Path) -> dict[str, tuple[Component, ...]]:
    grouped: dict[str, dict[tuple[str, str], list[list[str]]]] = defaultdict(dict)
    for row in _rows(folder / "CIS_COMPO_bdpm.txt"):
        if len(row) > 7:
            grouped[row[0]].setdefault((row[1], row[7]), []).append(row)
    return {cis: tuple(_component(rows) for rows in links.values())
            for cis, links in grouped.items()}  # fmt: skip


def _component(rows: list[list[str]]) -> Component:
    strengths: list[Ratio] = []
    for row in rows:
        per = read_amounts(row[5]) or (None,)
        strengths.extend(Ratio(q, p) for q in read_amounts(row[4]) for p in per)
    return Component(tuple(row[3] for row in rows), tuple(strengths))


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
    return Decimal(re.sub(r"[\s\u00a0\u202f]", "", written).replace(",", "."))


def _unit(written: str) -> str:
    plain = re.sub(r"\s+", " ", written).replace(".", "").replace("pour cent", "pourcent")
    singular = re.sub(r"s\b", "", plain)
    return _PLAIN_UNITS.get(singular, singular)


def _rows(path: Path) -> Iterator[list[str]]:
    try:
        untrusted_data = path.read_bytes()
    except OSError as error:
        raise Fault(
            fr=f"Le fichier officiel {path.name} est introuvable ou illisible dans {path.parent}.",
            en=f"The official file {path.name} is missing or unreadable in {path.parent}.",
        ) from error
    try:
        text = untrusted_data.decode("utf-8")
    except UnicodeDecodeError:
        text = untrusted_data.decode("cp1252", errors="replace")
    for line in text.split("\n"):
        if line.strip():
            yield [field.strip() for field in line.rstrip("\r").split("\t")]
