"""What the label of an official drug says: under which name it is prescribed, of what strength."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations

from extraction.drugs.lexicon import MODIFIERS
from extraction.drugs.strengths import Strength, amount
from extraction.spelling.matching import fold
from ordonnancier.reference.lexicon_tables import Tables, salts, without_makers, words
from ordonnancier.reference.official import Component, read_amounts, same_amount
from prescription.dosage import Quantity, Ratio

_END = re.compile(r",(?!\d)|\.\s*(?=Vaccin)")
_FIRST_AMOUNT = re.compile(
    r"\s\d[\d \u00a0\u202f.,]*(?:[x/ ]*\d+)*\s*"
    r"(?:mg|g|kg|µg|mcg|microgramme|milligramme|gramme|nanogramme|u\.?i|m\.?u\.?i|unite|million|u\b|"
    r"ml|l\b|mmol|pour|%|mbq|gbq|ch\b|dh\b|ppm|bar|microlitre|copies|log|dose|cm|x )"
)
_FORM = re.compile(
    r"\s(?:comprimes?|gelules?|solution|suspension|poudre|creme|pommade|gel|sirop|collyre|"
    r"capsules?|granules?|granulates?|suppositoires?|lyophilisat|emulsion|gaz|pastilles?)\b.*"
)
_PROLONGED = re.compile(r"\bL\.? ?P\.?(?=[\s,/]|$)")
_BELOW = frozenset({"mL", "L", "dose", "h", "cm2"})
_MOST_ORDERED = 4
_MOST_NAMED = 4
"""Substances of a combination that is named by them."""
_TRAILING = re.compile(r"[\s,;.\-–(]+$")
_OF = frozenset({"de", "d", "du", "et", "la", "le", "l", "a", "pour", "en", "sans", "avec"})


@dataclass(frozen=True, slots=True)
class Name:
    """The name a drug is prescribed under; `generic` when it is that of its substances."""

    name: str
    generic: bool


def prescribed_name(
    label: str,
    holder: str,
    substances: Sequence[str],
    tables: Tables,
    key: tuple[str, ...] | None,
) -> Name:
    """The lexicon's name for the label where it knows one, else the label's own words.

    `substances` are French INNs, `key` is where `tables.find` leads the label; the maker is left
    out by its name in the lexicon or by the holder.
    """
    if key is not None and tables.rows[key]:
        rows = tables.rows[key]
        return Name(rows[0].name, any("generics" in row.file for row in rows))
    if key is not None and 0 < len(substances) <= _MOST_NAMED:
        return Name("/".join(substances), generic=True)
    head = _PROLONGED.sub("LP", _END.split(label)[0])
    folded = fold(head)
    for pattern in (_FIRST_AMOUNT, _FORM):
        if found := pattern.search(folded):
            head, folded = head[: found.start()], folded[: found.start()]
    kept = _without_holder(_TRAILING.sub("", head).split(), holder, tables)
    own = {word for name in substances for word in words(name)} | salts() | _OF | MODIFIERS
    seen = without_makers(words(" ".join(kept)), tables.laboratories)
    if 0 < len(substances) <= _MOST_NAMED and seen and set(seen) <= own:
        prolonged = " LP" if "lp" in seen else ""
        return Name("/".join(substances) + prolonged, generic=True)
    return Name(" ".join(map(_cased, kept)), generic=False)


def _without_holder(head: list[str], holder: str, tables: Tables) -> list[str]:
    """The words of a name without the maker's, which stand at its end."""
    makers = {word for maker in tables.laboratories for word in maker} | set(words(holder))
    end = len(head)
    while end > 1 and (found := words(head[end - 1])) and set(found) <= makers:
        end -= 1
    return head if fold(head[end - 1]) in _OF else head[:end]


def _cased(word: str) -> str:
    """`KARDEGIC` as it stands on the box: `Kardegic`; short words and codes as they are."""
    if word.lower() in _OF:
        return word.lower()
    plain = any(c.isdigit() for c in word) or fold(word) in MODIFIERS
    if plain:
        return word
    return re.sub(r"[^\W\d_]{2,}|[^\W\d_](?!['’])", lambda m: m[0].capitalize(), word.lower())


def strength_of(label: str, components: Sequence[Component]) -> tuple[Strength, tuple[int, ...]]:
    """The strength of the label, one `Ratio` a component, and the component of each.

    What is printed counts, for prescriptions name that: `9,5 mg/24 h` of a patch that holds
    13.8 mg, the moiety where the salt is weighed too. A label that prints fewer or more amounts
    than there are components has the strength of the composition, if that is printed, or if
    nothing is. Else `()`.
    """
    numerators, denominator = _split(read_amounts(label))
    order = tuple(range(len(components)))
    if components and len(numerators) == len(components):
        return (
            tuple(Ratio(numerator, denominator) for numerator in numerators),
            _order(numerators, components) or order,
        )
    known = [component.strengths for component in components]
    if len(known) == 1 and known[0]:
        printed = [r for r in known[0] if any(amount(r.numerator) == amount(q) for q in numerators)]
        if printed or not numerators:
            held = (printed or known[0])[0]
            # `une gélule de 80 mg` is no volume.
            volume = held.denominator if denominator or not numerators else None
            below = volume if volume and volume.unit in _BELOW | {"g"} else None
            return (Ratio(held.numerator, below),), order
    return (), order


def _split(printed: Sequence[Quantity]) -> tuple[list[Quantity], Quantity | None]:
    """Amounts, and what they are in: `0,3 mg/ml + 5 mg/ml` is 0.3 mg and 5 mg in 1 mL."""
    numerators: list[Quantity] = []
    denominators: list[Quantity] = []
    for quantity in printed:
        grams = quantity.unit == "g" and quantity.value in (1, 100)
        below = quantity.unit in _BELOW or (grams and numerators and numerators[-1].unit != "g")
        (denominators if below and numerators else numerators).append(quantity)
    if len(set(denominators)) > 1 or any(q.unit in _BELOW for q in numerators):
        return [], None
    return numerators, denominators[0] if denominators else None


def _order(
    numerators: Sequence[Quantity], components: Sequence[Component]
) -> tuple[int, ...] | None:
    """Which component each printed amount is of; None when that cannot be told."""
    fits = [
        [
            any(amount(ratio.numerator) == amount(numerator) for ratio in component.strengths)
            or any(same_amount(Ratio(numerator), ratio) for ratio in component.strengths)
            for component in components
        ]
        for numerator in numerators
    ]
    orders = [
        order
        for order in permutations(range(len(components)))
        if all(fits[i][place] for i, place in enumerate(order))
    ] if len(components) <= _MOST_ORDERED else []  # fmt: skip
    return orders[0] if len(orders) == 1 else None


def is_confirmed(
    label: str, strength: Strength, components: Sequence[Component], order: Sequence[int]
) -> bool:
    """Whether the label prints the strength and the composition holds it, part by part."""
    if not strength or not len(strength) == len(order) == len(components):
        return False
    printed = {amount(quantity) for quantity in read_amounts(label)}
    return all(
        amount(part.numerator) in printed
        and any(
            amount(part.numerator) == amount(ratio.numerator) or same_amount(part, ratio)
            for ratio in components[place].strengths
        )
        for part, place in zip(strength, order, strict=True)
    )
