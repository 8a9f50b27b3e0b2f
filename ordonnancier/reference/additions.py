"""What the official files add to the lexicon: names it lacks, and strengths of names it has."""

from collections.abc import Iterable, Iterator

from extraction.drugs.lexicon import DrugName, Lexicon
from extraction.drugs.strengths import same_strength
from extraction.spelling.matching import compact, fold
from extraction.spelling.words import load_words
from ordonnancier.reference.drugs import Drug
from ordonnancier.reference.lexicon_tables import same_family

Addition = tuple[str, dict[str, str]]
"""The lexicon's file (`products` …) and a row of it."""
_SHORTEST = 4
_MOST_WORDS = 4
"""Of a name: longer ones are descriptions (`extrait sec raffiné écorce bouleau`)."""
_MOST_SUBSTANCES = 10
_HOMEOPATHY = "homéopathiques"


def lexicon_additions(drugs: Iterable[Drug], lexicon: Lexicon) -> Iterator[Addition]:
    """Rows of the lexicon's files for what is marketed and not yet in it.

    A name that the lexicon has for other substances is left as it is there; so are everyday words,
    and strengths on which label and composition do not agree.
    """
    added = [drug for drug in drugs if drug.official.marketed and _is_addition(drug, lexicon)]
    atc: dict[tuple[str, ...], list[str]] = {}
    rows: dict[tuple[str, str, tuple[str, ...], str], list[Drug]] = {}
    listed = {s for drug in added if drug.official.list or drug.atc for s in drug.substances}
    for drug in added:
        kind = "generics" if drug.name.generic else "products"
        rows.setdefault((kind, drug.key, drug.substances, drug.form or ""), []).append(drug)
        codes = atc.setdefault(drug.substances, [])
        if drug.atc and drug.atc not in codes:
            codes.append(drug.atc)
    for (kind, _, substances, form), same in rows.items():
        strengths = dict.fromkeys(drug.written_strength for drug in same if drug.confirmed)
        yield (
            kind,
            {
                "name": same[0].name.name,
                "substances": "|".join(substances),
                "form": form,
                "strengths": "|".join(filter(None, strengths)),
                "list": same[0].official.list or "",
                "secured": "oui" if same[0].official.secured else "",
            },
        )
    yield from _substances(atc, listed, lexicon)


def _is_addition(drug: Drug, lexicon: Lexicon) -> bool:
    if not 0 < len(drug.substances) <= _MOST_SUBSTANCES or len(drug.key) < _SHORTEST:
        return False
    if any(_HOMEOPATHY in substance for substance in drug.substances):
        return False
    words = fold(drug.name.name).split()
    if len(words) > _MOST_WORDS or all(word in load_words() or word.isdigit() for word in words):
        return False
    known = lexicon.names.get(drug.key) or lexicon.bases.get(drug.key)
    if not known:
        return True
    same = [one for one in known if set(one.substances) == set(drug.substances)]
    return bool(same) and drug.confirmed and not any(_has(one, drug) for one in same)


def _has(known: DrugName, drug: Drug) -> bool:
    """Whether the strength is known; a form that the lexicon lacks is left to the lexicon."""
    alike = [p for p in known.products if same_family(p.form, drug.form)]
    return not alike or any(
        not product.strengths
        or any(
            same_strength(drug.strength, s) or same_strength(s, drug.strength)
            for s in product.strengths
        )
        for product in alike
    )


def _substances(
    atc: dict[tuple[str, ...], list[str]], listed: set[str], lexicon: Lexicon
) -> Iterator[Addition]:
    """The codes of combinations, and each substance that the lexicon does not know.

    Plants and the like, neither `listed` nor coded, are words of everyday French too.
    """
    known = {s for drugs in lexicon.names.values() for drug in drugs for s in drug.substances}
    seen: set[str] = set()
    combined = {
        frozenset(drug.substances)
        for drugs in lexicon.names.values()
        for drug in drugs
        if drug.atc and len(drug.substances) > 1
    }
    for substances, codes in atc.items():
        if len(substances) > 1 and codes and frozenset(substances) not in combined:
            yield "combinations", {"substances": "|".join(substances), "atc": "|".join(codes)}
        for substance in substances:
            usable = (
                substance in listed
                and len(compact(substance)) >= _SHORTEST
                and len(substance.split()) <= _MOST_WORDS - 1
                and fold(substance) not in load_words()
            )
            if substance in known or substance in seen or not usable:
                continue
            seen.add(substance)
            alone = atc.get((substance,), [])
            yield "substances", {
                "substance": substance, "atc": "|".join(alone), "synonyms": "", "list": "",
            }  # fmt: skip
