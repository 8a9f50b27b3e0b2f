"""The drugs, forms and makers the program knows, read from `resources/lexicon/`."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import chain

from extraction.matching import compact, fold
from extraction.reference import read_additions
from extraction.resources import read_tables
from extraction.strengths import Strength, parse_strength
from extraction.words import load_words

MODIFIERS = frozenset({"lp", "xr", "ev", "xl", "sr", "er", "cr", "mr", "la"})
"""Words at the end of a name that tell a release of its own (`Skenan LP`)."""
_ABBREVIATION = 4
_LEAST_NUMBERED = 6
"""Characters of a name beyond which its number may be left out (`NovoMix 30`, not `A 313`)."""
LONGEST_NAME = 7
"""Words that a name of the index may have."""


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
    atc = {frozenset((name,)): _several(row["atc"]) for name, row in known.items()}
    atc |= {frozenset(_several(r["substances"])): _several(r["atc"]) for r in combined_atc}
    brands = [*products, *({**row, "withdrawn": "oui"} for row in withdrawn)]
    drugs = _merged([*_drug_names(brands, atc, False), *_drug_names(generics, atc, True)])
    drugs += _unlisted_substances(drugs, known, atc)
    drugs = list(_with_brands(_with_devices(drugs)))
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
            r["form"]: Form(r["form"], _several(r["dose_units"]), r["route"] or None)
            for r in form_rows
        },
        written_forms={fold(w): r["form"] for r in form_rows for w in _several(r["written"])},
        laboratories=makers,
    )


def _unlisted_substances(
    drugs: Sequence[DrugName],
    known: Iterable[str],
    atc: Mapping[frozenset[str], tuple[str, ...]],
) -> list[DrugName]:
    """The substances of which no generic is marketed: the INN means one of the brands."""
    listed = {compact(drug.name) for drug in drugs if drug.generic}
    branded: dict[tuple[str, ...], list[Product]] = {}
    for drug in drugs:
        branded.setdefault(drug.substances, []).extend(drug.products)
    return [
        DrugName(
            name,
            (name,),
            atc[frozenset((name,))],
            True,
            tuple(dict.fromkeys(branded.get((name,), ()))),
        )
        for name in known
        if compact(name) not in listed
    ]


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
    for key in [key for key in names if key.endswith("vitamined3") and key[:-1] not in names]:
        for drug in names[key]:
            _add(names, key[:-1], replace(drug, name=drug.name.removesuffix("3")))
    listed = {compact(drug.name): drug for drug in drugs if drug.generic}
    for name, row in known.items():
        for synonym in _several(row["synonyms"]):
            known_as = names.get(compact(synonym), ())
            if not any(d.generic or d.substances == (name,) for d in known_as):
                _add(names, compact(synonym), _under(listed[compact(name)], synonym))
    return names, bases


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


def _drug_names(
    rows: Iterable[Mapping[str, str]], atc: Mapping[frozenset[str], tuple[str, ...]], generic: bool
) -> Iterator[DrugName]:
    grouped: dict[tuple[str, tuple[str, ...]], list[Product]] = {}
    for row in rows:
        product = Product(
            name=row["name"],
            substances=_several(row["substances"]),
            form=row["form"] or None,
            written_strengths=_several(row["strengths"]),
            list=row["list"] or None,
            secured=row["secured"] == "oui",
            withdrawn=row.get("withdrawn") == "oui",
        )
        grouped.setdefault((compact(product.name), product.substances), []).append(product)
    for (_, substances), products in grouped.items():
        name = products[0].name
        if generic and not name[:2].isupper():
            name = name[0].lower() + name[1:]
        codes = atc.get(frozenset(substances), ())
        yield DrugName(name, substances, codes, generic, tuple(products))


def _merged(drugs: Iterable[DrugName]) -> list[DrugName]:
    """One drug for each name and its substances; an INN listed among the brands stays an INN."""
    found: dict[tuple[str, frozenset[str]], DrugName] = {}
    for drug in drugs:
        key = compact(drug.name), frozenset(drug.substances)
        if key in found:
            products = found[key].products + drug.products
            drug = replace(drug, products=tuple(dict.fromkeys(products)))
        found[key] = drug
    return list(found.values())


def _with_devices(drugs: Sequence[DrugName]) -> Iterator[DrugName]:
    """Each drug, with the products of its name and a device: `Nicotinell` may be the TTS."""
    sold: dict[tuple[str, tuple[str, ...]], list[Product]] = {}
    for drug in drugs:
        *base, last = drug.name.split()
        if fold(last) in load_words().devices:
            sold.setdefault((compact(" ".join(base)), drug.substances), []).extend(drug.products)
    for drug in drugs:
        more = sold.get((compact(drug.name), drug.substances), ())
        yield replace(drug, products=(*drug.products, *more)) if more else drug


def _with_brands(drugs: Iterable[DrugName]) -> Iterator[DrugName]:
    """Each drug; an INN with the marketed brands of its substances and of its release."""
    listed = list(drugs)
    sold: dict[tuple[frozenset[str], bool], list[Product]] = {}
    for drug in listed:
        if not drug.generic:
            key = frozenset(drug.substances), _is_modified(drug)
            sold.setdefault(key, []).extend(p for p in drug.products if not p.withdrawn)
    for drug in listed:
        brands = sold.get((frozenset(drug.substances), _is_modified(drug)), ())
        own = frozenset(drug.products)
        kept = tuple(brand for brand in brands if brand not in own)
        yield replace(drug, brands=kept) if drug.generic and kept else drug


def _is_modified(drug: DrugName) -> bool:
    """Whether the name tells a release of its own (`LP`)."""
    return not MODIFIERS.isdisjoint(fold(drug.name).split())


def _under(drug: DrugName, synonym: str) -> DrugName:
    """The drug under another of its names; abbreviations and salts go by the INN."""
    short = len(synonym) <= _ABBREVIATION or synonym.isupper()
    salts = load_words().salts | {"de", "d"}
    bare = "".join(w for w in re.findall(r"[a-zœ]+|\d+", fold(synonym)) if w not in salts)
    return drug if short or bare == compact(drug.name) else replace(drug, name=synonym)


def _several(field: str) -> tuple[str, ...]:
    if "|" not in field:
        return (field,) if field else ()
    return tuple(part for value in field.split("|") if (part := value.strip()))


def _add(index: dict[str, list[DrugName]], key: str, drug: DrugName) -> None:
    if key and drug not in index.setdefault(key, []):
        index[key].append(drug)


def _frozen(index: Mapping[str, list[DrugName]]) -> dict[str, tuple[DrugName, ...]]:
    return {key: tuple(drugs) for key, drugs in index.items()}
