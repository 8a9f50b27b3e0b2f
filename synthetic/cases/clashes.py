"""Drugs that one prescription does not hold together."""

from functools import cache

from synthetic.cases.facts import Product
from synthetic.tables import read_table

_ONE_OF_A_KIND = (
    "A02B",
    "A06A",
    "B01A",
    "C03C",
    "C07A",
    "C08C",
    "C09",
    "C10A",
    "J01C",
    "M01A",
    "N05B",
    "N05C",
    "N06A",
    "R03A",
    "R06A",
)
_LASTING = (" LP", " LM")


def repeats(one: Product, other: Product) -> bool:
    """Whether the second says the first again: a substance by the same route at the same pace."""
    same = set(one.substances) & set(other.substances)
    paces = {product.inn.endswith(_LASTING) for product in (one, other)}
    return bool(same) and one.route == other.route and len(paces) == 1


def clash(one: Product, other: Product) -> bool:
    """Whether nobody prescribes both: the same substance or kind of drug, or a contraindication."""
    same = set(one.substances) & set(other.substances)
    kind = one.atc[:4] if one.atc[:3] != "C09" else "C09"
    twice = kind in _ONE_OF_A_KIND and other.atc.startswith(kind)
    return bool(same) or twice or _contraindicated(one.atc, other.atc)


def _contraindicated(one: str, other: str) -> bool:
    return any(
        (one.startswith(a) and other.startswith(b)) or (one.startswith(b) and other.startswith(a))
        for a, b in _pairs()
    )


@cache
def _pairs() -> tuple[tuple[str, str], ...]:
    return tuple((row["one"], row["other"]) for row in read_table("never_together.csv"))
