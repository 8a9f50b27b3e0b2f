"""Combinations whose INNs are each written with a strength of their own, as official names are.

`amoxicilline 1 g + acide clavulanique 125 mg, poudre en sachet` is one drug, and so is
`BISOPROLOL 5 mg/HYDROCHLOROTHIAZIDE 6,25 mg`.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import chain
from typing import NamedTuple

from extraction.drugs.drug_name import MODIFIERS
from extraction.drugs.lexicon import DrugName
from extraction.drugs.names import Candidate, DrugMatch, Parts
from extraction.drugs.strengths import same_strength, units_left_out, write_strength
from prescription.dosage import Quantity, Ratio

_UNIT = r"(?:milligrammes?|grammes?|microgrammes?|mcg|[mµu]?g|m?ui|u\.i\.?)(?![a-z])|%"
_AMOUNT = re.compile(
    rf"[ ,:(]{{0,3}}(?P<value>\d+(?: \d{{3}})*(?:[.,]\d+)?) ?(?P<unit>{_UNIT})?"
    r"(?P<per> ?/ ?(?:1 ?)?(?:ml|doses?|bouffees?|inhalations?)(?![a-z]))?\)?(?![\dx]|[.,/]\d)"
)
_JOINT = re.compile(r" {0,2}(?P<sign>[+&/-]) {0,2}")
_ALWAYS_ONE = "/"
_WRITTEN = {
    "milligramme": "mg", "gramme": "g", "microgramme": "µg", "mcg": "µg", "ug": "µg",
    "ui": "UI", "u.i": "UI", "mui": "MUI",
}  # fmt: skip
_MOST_PARTS = 4

Named = tuple[tuple[DrugName, ...], int]
"""The drugs of a name, and where it ends."""


def in_parts(
    match: DrugMatch,
    text: str,
    named_at: Callable[[int], Named | None],
    combinations: Mapping[frozenset[str], tuple[DrugName, ...]],
) -> DrugMatch:
    """The combination that begins with the match; the match itself where there is none.

    `named_at` gives the INN that begins at an offset of the folded text. Behind `/` the next INN
    is of the same drug; behind `+`, `&` or `-` it is where the strengths are marketed together:
    `paracétamol 1 g + tramadol 50 mg` are two.
    """
    drug = match.candidates[0].drug
    if not drug.generic or match.conflict:
        return match
    best, substances = match, [drug.substances]
    names, signs, written = [(match.start, match.end)], set[str](), list[re.Match[str]]()
    while (amount := _AMOUNT.match(text, names[-1][1])) and len(written) < _MOST_PARTS:
        written.append(amount)
        if signs:
            known = combinations.get(frozenset(chain.from_iterable(substances)), ())
            told = _told(known, list(chain.from_iterable(substances)), written)
            if told and (told.marketed or signs == {_ALWAYS_ONE}):
                parts = Parts(tuple(names), told.strength, amount.end())
                found = (Candidate(told.drug),)
                best = replace(match, end=names[-1][1], candidates=found, parts=parts)
        joint = _JOINT.match(text, amount.end())
        named = named_at(joint.end()) if joint else None
        if joint is None or named is None:
            break
        substances.append(named[0][0].substances)
        names.append((joint.end(), named[1]))
        signs.add(joint["sign"])
    return best


class _Told(NamedTuple):
    drug: DrugName
    strength: str
    marketed: bool


def _told(
    known: Sequence[DrugName], substances: Sequence[str], written: Sequence[re.Match[str]]
) -> _Told | None:
    """The drug that is meant, and its strength in the order of its own substances.

    A release is told by a word of its own, which is looked for later.
    """
    per = {amount["per"] or "" for amount in written}
    plain = [d for d in known if d.name.split()[-1].lower() not in MODIFIERS]
    if not plain or len(per) > 1 or len(substances) != len(written):
        return None
    drug = next((d for d in plain if list(d.substances) == list(substances)), plain[0])
    marketed = [s for d in known for p in d.dispensed for s in p.strengths]
    parts = list(map(_quantity, written))
    units = units_left_out(parts, marketed) or [part.unit for part in parts]
    said = [Ratio(Quantity(p.value, unit)) for p, unit in zip(parts, units, strict=True)]
    whole = tuple(said[substances.index(s)] for s in drug.substances)
    sold = not marketed or any(same_strength(whole, strength) for strength in marketed)
    return _Told(drug, write_strength(whole) + per.pop(), sold)


def _quantity(amount: re.Match[str]) -> Quantity:
    unit = (amount["unit"] or "").rstrip("s.")
    value = Decimal(amount["value"].replace(" ", "").replace(",", "."))
    return Quantity(value, _WRITTEN.get(unit, unit) or None)
