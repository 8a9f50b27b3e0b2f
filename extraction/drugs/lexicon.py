"""The drugs, forms and makers the program knows, read from `resources/lexicon/`."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain

from extraction.drugs.drug_name import MODIFIERS, DrugName, Product
from extraction.drugs.lexicon_rows import (
    drug_names,
    merged,
    several,
    unlisted_substances,
    with_brands,
    with_devices,
)
from extraction.drugs.reference import read_additions
from extraction.resources import read_tables
from extraction.spelling.matching import compact, fold
from extraction.spelling.words import load_words

__all__ = ["MODIFIERS", "DrugName", "Form", "Lexicon", "Product", "build_lexicon", "load_lexicon"]

_ABBREVIATION = 4
_LEAST_NUMBERED = 6
"""Characters of a name beyond which its number may be left out (`NovoMix 30`, not `A 313`)."""
LONGEST_NAME = 7
"""Words that a name of the index may have."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form, the units one intake of it is counted in (most usual first), its usual route."""

    name: str
    dose_units: tuple[str, ...] = ()
    route: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Every index is keyed by `compact` names; build one with `build_lexicon`.

    `bases` finds `Skenan LP` under `skenan`; `combinations` by their set of substances.
    `keys` are all names, `sorted_keys` the same in order. A lexicon is equal to itself alone: it
    serves as a key of caches.
    """

    names: Mapping[str, tuple[DrugName, ...]]
    bases: Mapping[str, tuple[DrugName, ...]]
    combinations: Mapping[frozenset[str], tuple[DrugName, ...]]
    forms: Mapping[str, Form]
    written_forms: Mapping[str, str]
    laboratories: frozenset[str]
    keys: tuple[str, ...] = ()
    sorted_keys: tuple[str, ...] = ()

    def find(self, name: str) -> tuple[DrugName, ...]:
        """The drugs of exactly this name (case, accents and punctuation aside)."""
        return self.names.get(compact(name), ())

    def longer_names(self, drug: DrugName) -> Iterator[DrugName]:
        """The drugs of the same substances whose names go on (`Lasilix` : `Lasilix Spécial`)."""
        base = compact(drug.name)
        for place in range(bisect_right(self.sorted_keys, base), len(self.sorted_keys)):
            key = self.sorted_keys[place]
            if not key.startswith(base):
                return
            same = (d for d in self.names.get(key, ()) if d.substances == drug.substances)
            yield from (d for d in same if d.name.startswith(f"{drug.name} "))


def build_lexicon(
    substances: Iterable[Mapping[str, str]],
    products: Iterable[Mapping[str, str]],
    generics: Iterable[Mapping[str, str]],
    forms: Iterable[Mapping[str, str]] = (),
    laboratories: Iterable[str] = (),
    combined_atc: Iterable[Mapping[str, str]] = (),
    withdrawn: Iterable[Mapping[str, str]] = (),
) -> Lexicon:
    """The lexicon of these rows; each has the columns of its file (see resources/lexicon)."""
    known = {row["substance"]: row for row in substances}
    atc = {frozenset((name,)): several(row["atc"]) for name, row in known.items()}
    atc |= {frozenset(several(r["substances"])): several(r["atc"]) for r in combined_atc}
    brands = [*products, *({**row, "withdrawn": "oui"} for row in withdrawn)]
    drugs = merged([*drug_names(brands, atc, False), *drug_names(generics, atc, True)])
    drugs += unlisted_substances(drugs, known, atc)
    drugs = list(with_brands(with_devices(drugs)))
    makers = frozenset(map(compact, laboratories))
    names, bases = _by_name(drugs, known, makers)
    combinations: dict[frozenset[str], list[DrugName]] = {}
    for drug in drugs:
        if drug.generic and len(drug.substances) > 1:
            combinations.setdefault(frozenset(drug.substances), []).append(drug)
    form_rows = list(forms)
    keys = tuple({**names, **bases})
    return Lexicon(
        names=_frozen(names),
        bases={key: drugs for key, drugs in _frozen(bases).items() if key not in names},
        keys=keys,
        sorted_keys=tuple(sorted(keys)),
        combinations={key: tuple(drugs) for key, drugs in combinations.items()},
        forms={
            r["form"]: Form(r["form"], several(r["dose_units"]), r["route"] or None)
            for r in form_rows
        },
        written_forms={fold(w): r["form"] for r in form_rows for w in several(r["written"])},
        laboratories=makers,
    )


_VITAMIN_D = ("vitd3", "vitd", "d3")
_SHORT = 4
"""`vit` and one letter is too little of a name."""
_Index = dict[str, list[DrugName]]


def _by_name(
    drugs: Sequence[DrugName], known: Mapping[str, Mapping[str, str]], makers: frozenset[str]
) -> tuple[_Index, _Index]:
    """Every drug under its names, and under its name without release, device, maker or number."""
    names: _Index = {}
    bases: _Index = {}
    spare = MODIFIERS | load_words().devices | makers
    for drug in drugs:
        _add(names, compact(drug.name), drug)
        *base, last = drug.name.split()
        numbered = last.isdigit() and len(compact(drug.name)) > _LEAST_NUMBERED
        if base and (numbered or fold(last) in spare):
            _add(bases, compact(" ".join(base)), replace(drug, name=" ".join(base)))
    _add_short_vitamins(names)
    listed = {compact(drug.name): drug for drug in drugs if drug.generic}
    for name, row in known.items():
        for synonym in several(row["synonyms"]):
            known_as = names.get(compact(synonym), ())
            if not any(d.generic or d.substances == (name,) for d in known_as):
                _add(names, compact(synonym), _under(listed[compact(name)], synonym))
    return names, bases


def _add_short_vitamins(names: _Index) -> None:
    """`Zyma vitamine D`, `Orocal D3`, `Cacit Vit D3`, `Vit A Dulcis`."""
    for key in [key for key in names if key.endswith("vitamined3")]:
        brand = key.removesuffix("vitamined3")
        short = [(key[:-1], True), *((brand + end, False) for end in _VITAMIN_D if brand)]
        for name, cut in short:
            if name not in names:
                for drug in names[key]:
                    shown = replace(drug, name=drug.name.removesuffix("3")) if cut else drug
                    _add(names, name, shown)
    for key in [key for key in names if key.startswith("vitamine")]:
        short_name = "vit" + key.removeprefix("vitamine")
        if short_name not in names and len(short_name) > _SHORT:
            for drug in names[key]:
                _add(names, short_name, drug)


@cache
def load_lexicon() -> Lexicon:
    """The lexicon that comes with the program, and what an imported reference adds to it."""
    return _read_lexicon(read_additions())


@cache
def load_embedded_lexicon() -> Lexicon:
    """The lexicon that comes with the program, alone."""
    return _read_lexicon({})


def _read_lexicon(added: Mapping[str, Sequence[Mapping[str, str]]]) -> Lexicon:
    def rows(kind: str, prefix: str) -> Iterator[Mapping[str, str]]:
        return chain(read_tables("lexicon", prefix), added.get(kind, ()))

    return build_lexicon(
        substances=rows("substances", "substances-"),
        products=chain(rows("products", "products-a-h"), read_tables("lexicon", "products-j-v")),
        withdrawn=read_tables("lexicon", "products-withdrawn-"),
        generics=rows("generics", "generics-"),
        forms=read_tables("lexicon", "forms."),
        laboratories=(row["laboratory"] for row in rows("laboratories", "laboratories.")),
        combined_atc=rows("combinations", "combinations."),
    )


def _under(drug: DrugName, synonym: str) -> DrugName:
    """The drug under another of its names; abbreviations and salts go by the INN."""
    short = len(synonym) <= _ABBREVIATION or synonym.isupper()
    salts = load_words().salts | {"de", "d"}
    bare = "".join(w for w in re.findall(r"[a-zœ]+|\d+", fold(synonym)) if w not in salts)
    return drug if short or bare == compact(drug.name) else replace(drug, name=synonym)


def _add(index: dict[str, list[DrugName]], key: str, drug: DrugName) -> None:
    if key and drug not in index.setdefault(key, []):
        index[key].append(drug)


def _frozen(index: Mapping[str, list[DrugName]]) -> dict[str, tuple[DrugName, ...]]:
    return {key: tuple(drugs) for key, drugs in index.items()}
