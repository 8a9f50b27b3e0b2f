"""What a look-up found, with what the official reference adds to it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from extraction.drugs.lookup import Suggestion, look_up
from extraction.drugs.reference import OfficialProduct, read_products
from extraction.drugs.strengths import Strength, parse_strength, same_strength, write_strength
from extraction.spelling.matching import compact
from prescription.language import Fault, say

_MOST_PACKS = 6
"""Packs shown with their codes; of more only the sizes are."""
_LISTS = ("liste I", "liste II", "stupéfiants")


@dataclass(frozen=True, slots=True)
class Found:
    """A suggestion and the official drugs it stands for, those of the typed strength."""

    suggestion: Suggestion
    products: tuple[OfficialProduct, ...] = ()

    @property
    def list(self) -> str | None:
        """The strictest list of the drugs: I, II or stupéfiant."""
        drug = self.suggestion.drug
        lists = {p.list for p in self.products if p.marketed} or {p.list for p in drug.products}
        return next((one for one in ("stupéfiant", "I", "II") if one in lists), None)

    @property
    def atc(self) -> tuple[str, ...]:
        """The codes of the official drugs, else those of the name."""
        official = sorted({p.atc for p in self.products if p.atc and p.marketed})
        return tuple(official) or self.suggestion.drug.atc

    @property
    def secured(self) -> bool:
        """Whether secured paper is required for any of them."""
        known: Iterable[Any] = self.products or self.suggestion.drug.products
        return any(product.secured for product in known)


def find_drugs(typed: str, limit: int) -> tuple[Found, ...]:
    """The drugs that were looked for, likeliest first, with their official products."""
    return tuple(
        Found(suggestion, _official(suggestion)) for suggestion in look_up(typed, limit=limit)
    )


def _official(suggestion: Suggestion) -> tuple[OfficialProduct, ...]:
    drug = suggestion.drug
    try:
        # `Skenan` stands for `Skenan LP`, `aspirine` for acide acétylsalicylique.
        keys = {compact(product.name) for product in drug.products}
        products = read_products(compact(drug.name), *sorted(keys))
    except Fault:
        return ()
    wanted = suggestion.strengths
    if set(wanted) == set(drug.strengths):
        return products
    return tuple(p for p in products if _has_one(p, wanted))


def _has_one(product: OfficialProduct, wanted: Sequence[Strength]) -> bool:
    strength = parse_strength(product.strength, len(product.substances))
    return any(same_strength(one, strength) or same_strength(strength, one) for one in wanted)


def found_as_json(found: Found) -> dict[str, Any]:
    """Names as in the record; every official drug with its codes, packs and conditions."""
    drug = found.suggestion.drug
    return {
        "name": drug.name,
        "score": round(found.suggestion.score, 3),
        "generic": drug.generic,
        "substances": list(drug.substances),
        "atc": list(found.atc),
        "forms": list(found.suggestion.forms),
        "strengths": [write_strength(strength) for strength in found.suggestion.strengths],
        "list": found.list,
        "secured": found.secured,
        "products": [
            {
                "cis": p.cis,
                "label": p.label,
                "form": p.form,
                "officialForm": p.official_form,
                "routes": list(p.routes),
                "strength": p.strength or None,
                "atc": p.atc,
                "atcFrom": p.atc_from,
                "list": p.list,
                "secured": p.secured,
                "marketed": p.marketed,
                "genericGroups": list(p.generic_groups),
                "packs": [
                    {"cip13": k.cip13, "size": k.size, "label": k.label, "marketed": k.marketed}
                    for k in p.packs
                ],
                "conditions": list(p.conditions),
            }
            for p in found.products
        ],
    }


def found_view(found: Sequence[Found]) -> Table:
    """One row a name."""
    table = Table(box=SIMPLE_HEAD, padding=(0, 1), pad_edge=False, expand=True)
    for fr, en, ratio in (
        ("Médicament", "Drug", 18),
        ("Dosages", "Strengths", 16),
        ("Boîtes (CIP13)", "Packs (CIP13)", 20),
        ("Liste, conditions", "List, conditions", 18),
    ):
        table.add_column(say(fr=fr, en=en), ratio=ratio, overflow="fold")
    table.add_column(say(fr="Score", en="Score"), justify="right", width=5)
    for one in found:
        table.add_row(
            _drug(one),
            Text("\n".join(_strengths(one))),
            Text("\n".join(_packs(one.products))),
            Text("\n".join(_conditions(one))),
            f"{one.suggestion.score:.0%}",
        )
        table.add_section()
    return table


def _drug(found: Found) -> Text:
    drug = found.suggestion.drug
    text = Text(drug.name, style="bold")
    same = len(drug.substances) == 1 and compact(drug.substances[0]) == compact(drug.name)
    substances = "" if same else " + ".join(drug.substances)
    count = sum(product.marketed for product in found.products)
    several = "s" if count > 1 else ""
    marketed = say(fr=f"{count} commercialisé{several}", en=f"{count} marketed")
    official = marketed if found.products else ""
    for line in (substances, ", ".join(found.atc), official):
        if line:
            text.append(f"\n{line}", style="not bold")
    return text


def _strengths(found: Found) -> list[str]:
    """Each form with its strengths."""
    wanted = found.suggestion.strengths
    lines = []
    for form in (*found.suggestion.forms, None):
        held = dict.fromkeys(
            write_strength(s)
            for product in found.suggestion.drug.products
            if product.form == form
            for s in product.strengths
            if s in wanted
        )
        if held:
            lines.append(f"{form or '?'} {' · '.join(held)}")
    return lines or list(found.suggestion.forms)


def _packs(products: Sequence[OfficialProduct]) -> list[str]:
    """The packs on sale with their codes, or only their sizes when they are many."""
    sold = [(p, pack) for p in products if p.marketed for pack in p.packs if pack.marketed]
    if len(sold) > _MOST_PACKS:
        return sorted({pack.size for _, pack in sold if pack.size}, key=_order)
    several = len({product.strength for product, _ in sold}) > 1
    return [
        (f"{product.strength} : " if several and product.strength else "")
        + f"{pack.size or pack.label} ({pack.cip13})"
        for product, pack in sold
    ]


def _order(size: str) -> tuple[str, int]:
    number, _, unit = size.partition(" ")
    return unit.split()[0].rstrip("s"), int(number)


def _conditions(found: Found) -> list[str]:
    marketed = [product for product in found.products if product.marketed]
    wordings = dict.fromkeys(
        wording for p in marketed for wording in p.conditions if wording not in _LISTS
    )
    listed = found.list
    head = {
        None: say(fr="non listé", en="not listed"),
        "stupéfiant": say(fr="stupéfiant", en="narcotic"),
    }.get(listed, say(fr=f"liste {listed}", en=f"list {listed}"))
    secured = say(fr="ordonnance sécurisée", en="secured paper")
    told = any("sécurisée" in wording for wording in wordings)
    return [head, *([secured] if found.secured and not told else []), *wordings]
