"""The names under which drugs are prescribed, and the products sold under them."""

from dataclasses import dataclass
from functools import lru_cache

from extraction.drugs.strengths import Strength, parse_strength
from extraction.spelling.matching import fold

MODIFIERS = frozenset({"lp", "xr", "ev", "xl", "sr", "er", "cr", "mr", "la"})
"""Words at the end of a name that tell a release of its own (`Skenan LP`)."""
_SUBGROUP = 5
"""Characters of an ATC code that name the chemical subgroup."""


@dataclass(frozen=True, slots=True)
class Product:
    """One name in one form with its marketed strengths, as the lexicon writes them."""

    name: str
    substances: tuple[str, ...]
    form: str | None = None
    written_strengths: tuple[str, ...] = ()
    list: str | None = None
    secured: bool = False
    withdrawn: bool = False

    @property
    def strengths(self) -> tuple[Strength, ...]:
        """Every marketed strength; a combination has one `Ratio` a substance."""
        count = len(self.substances)
        read = (parse_strength(written, count) for written in self.written_strengths)
        return tuple(strength for strength in read if strength)


@dataclass(frozen=True, slots=True)
class DrugName:
    """A name under which drugs are prescribed: a brand, or an INN (`generic`).

    `brands` are the marketed products of other names that an INN may be dispensed as.
    """

    name: str
    substances: tuple[str, ...]
    atc: tuple[str, ...] = ()
    generic: bool = False
    products: tuple[Product, ...] = ()
    brands: tuple[Product, ...] = ()

    def __hash__(self) -> int:
        return hash((self.name, self.substances))

    @property
    def dispensed(self) -> tuple[Product, ...]:
        """What may be dispensed for the name: its own products, and the brands of an INN."""
        return self.products + self.brands

    @property
    def forms(self) -> tuple[str, ...]:
        """The forms it is marketed in, each once."""
        return tuple(dict.fromkeys(p.form for p in self.products if p.form))

    @property
    def strengths(self) -> tuple[Strength, ...]:
        """The strengths of all its forms, each once."""
        return _strengths_of(self)


@lru_cache(maxsize=4096)
def _strengths_of(drug: DrugName) -> tuple[Strength, ...]:
    return tuple(dict.fromkeys(s for p in drug.products for s in p.strengths))


def is_class(first: DrugName, second: DrugName) -> bool:
    """`Insuline Lantus`: the first name is the family of the second's substance."""
    family = fold(first.name).split()[0]
    return first.generic and all(fold(s).startswith(family) for s in second.substances)


def is_kin(first: DrugName, second: DrugName) -> bool:
    """`Vitamine D : Uvedose`: both in one chemical subgroup of the ATC."""
    groups = {code[:_SUBGROUP] for code in first.atc}
    return any(code[:_SUBGROUP] in groups for code in second.atc)
