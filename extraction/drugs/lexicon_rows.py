"""From the rows of the lexicon's files to the names they make up."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from extraction.drugs.drug_name import MODIFIERS, DrugName, Product
from extraction.spelling.matching import compact, fold
from extraction.spelling.words import load_words

_PROLONGED = "lp"


def drug_names(
    rows: Iterable[Mapping[str, str]], atc: Mapping[frozenset[str], tuple[str, ...]], generic: bool
) -> Iterator[DrugName]:
    """The names of the rows with their products; `atc` gives the codes of a set of substances."""
    grouped: dict[tuple[str, tuple[str, ...]], list[Product]] = {}
    for row in rows:
        product = Product(
            name=row["name"],
            substances=several(row["substances"]),
            form=row["form"] or None,
            written_strengths=several(row["strengths"]),
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


def merged(drugs: Iterable[DrugName]) -> list[DrugName]:
    """One drug for each name and its substances; an INN listed among the brands stays an INN."""
    found: dict[tuple[str, frozenset[str]], DrugName] = {}
    for drug in drugs:
        key = compact(drug.name), frozenset(drug.substances)
        if key in found:
            products = found[key].products + drug.products
            drug = replace(drug, products=tuple(dict.fromkeys(products)))
        found[key] = drug
    return list(found.values())


def with_devices(drugs: Sequence[DrugName]) -> Iterator[DrugName]:
    """Each drug, with the products of its name and a device: `Nicotinell` may be the TTS."""
    sold: dict[tuple[str, tuple[str, ...]], list[Product]] = {}
    for drug in drugs:
        *base, last = drug.name.split()
        if fold(last) in load_words().devices:
            sold.setdefault((compact(" ".join(base)), drug.substances), []).extend(drug.products)
    for drug in drugs:
        more = sold.get((compact(drug.name), drug.substances), ())
        yield replace(drug, products=(*drug.products, *more)) if more else drug


def with_brands(drugs: Iterable[DrugName]) -> Iterator[DrugName]:
    """Each drug; an INN with the marketed brands of its substances and of its release."""
    listed = list(drugs)
    sold: dict[tuple[frozenset[str], bool], list[Product]] = {}
    for drug in listed:
        if not drug.generic:
            key = frozenset(drug.substances), _is_modified(drug)
            sold.setdefault(key, []).extend(p for p in drug.products if not p.withdrawn)
    for drug in listed:
        key = frozenset(drug.substances), _is_modified(drug)
        if not drug.generic or key not in sold:
            yield drug
            continue
        own = frozenset(drug.products)
        kept = tuple(brand for brand in sold[key] if brand not in own)
        yield replace(drug, brands=kept) if kept else drug
    yield from _released_under_brands(listed, sold)


def _released_under_brands(
    drugs: Sequence[DrugName], sold: Mapping[tuple[frozenset[str], bool], Sequence[Product]]
) -> Iterator[DrugName]:
    """The INNs whose prolonged release is sold under brands alone: `chlorure de potassium LP`."""
    known = {compact(drug.name) for drug in drugs}
    for drug in drugs:
        brands = sold.get((frozenset(drug.substances), True), ()) if drug.generic else ()
        prolonged = tuple(b for b in brands if fold(b.name).split()[-1] == _PROLONGED)
        unknown = prolonged and compact(drug.name) + _PROLONGED not in known
        if unknown and not _is_modified(drug):
            yield replace(drug, name=f"{drug.name} LP", products=prolonged)


def _is_modified(drug: DrugName) -> bool:
    """Whether the name tells a release of its own (`LP`)."""
    return not MODIFIERS.isdisjoint(fold(drug.name).split())


def unlisted_substances(
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


def several(field: str) -> tuple[str, ...]:
    """The values of a field, parted by `|`; none where it is empty."""
    if "|" not in field:
        return (field,) if field else ()
    return tuple(part for value in field.split("|") if (part := value.strip()))
