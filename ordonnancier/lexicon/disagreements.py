"""Where the lexicon and the official drug files differ, row by row."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extraction.drugs.strengths import Strength, write_strength
from ordonnancier.reference.lexicon_tables import LexiconRow, Tables, same_family, words
from ordonnancier.reference.official import Component, OfficialDrug, read_amounts, same_amount
from prescription.dosage import Ratio

WITHDRAWN = "withdrawn"
"""In the name of a file: its names are no longer marketed, yet still written."""
GENERICS = "generics"


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Where a row and the official files differ.

    `kind` is `name` (not marketed), `substance`, `form` (not marketed), `strength` (not marketed),
    `missing` (a marketed strength the row lacks), `missing form`, `list`, `secured` or `marketed`
    (a row of a withdrawn file that is marketed).
    """

    file: str
    name: str
    form: str
    kind: str
    text: str = ""


def find_disagreements(
    tables: Tables, official: Sequence[OfficialDrug]
) -> tuple[Disagreement, ...]:
    """Every row that differs from the official files, save the known differences."""
    labelled: dict[tuple[str, ...], list[OfficialDrug]] = {}
    holding: dict[frozenset[str | None], list[OfficialDrug]] = {}
    for drug in official:
        key = tables.find(drug.name)
        if key is not None:
            labelled.setdefault(key, []).append(drug)
        held = frozenset(tables.substance_of(component.names) for component in drug.components)
        holding.setdefault(held, []).append(drug)
    every = (
        disagreement
        for key, rows in tables.rows.items()
        if rows
        for disagreement in _compare(tables, rows, labelled.get(key, []), holding)
    )
    return tuple(d for d in every if (d.name, d.form, d.kind) not in tables.differences)


def _compare(
    tables: Tables,
    rows: Sequence[LexiconRow],
    labelled: Sequence[OfficialDrug],
    holding: Mapping[frozenset[str | None], Sequence[OfficialDrug]],
) -> Iterator[Disagreement]:
    """The rows of one name against the drugs that bear it.

    An INN may be prescribed in every strength marketed of it, under whatever brand: `holding`.
    """
    forms = {drug.cis: tables.form_of(drug.name, drug.form) for drug in labelled}
    marketed = [drug for drug in labelled if drug.marketed]
    for row in rows:
        if WITHDRAWN in row.file:
            yield from _compare_withdrawn(tables, row, labelled, forms)
            continue
        drugs = list(marketed)
        if GENERICS in row.file:
            drugs += [d for d in holding.get(frozenset(row.substances), ()) if d.marketed]
        alike = [d for d in drugs if same_family(row.form, tables.form_of(d.name, d.form))]
        if not drugs:
            yield Disagreement(row.file, row.name, row.form, "name")
        elif not alike:
            official = "|".join(sorted({drug.form for drug in drugs}))
            yield Disagreement(row.file, row.name, row.form, "form", official)
        else:
            yield from _compare_row(tables, row, alike)
    yield from _find_missing(tables, [r for r in rows if WITHDRAWN not in r.file], marketed)


def _find_missing(
    tables: Tables, rows: Sequence[LexiconRow], marketed: Sequence[OfficialDrug]
) -> Iterator[Disagreement]:
    """The marketed forms and strengths that no row of this name has."""
    for drug in marketed if rows else ():
        form = tables.form_of(drug.name, drug.form)
        same = [row for row in rows if same_family(row.form, form)]
        if not same:
            yield Disagreement(rows[0].file, rows[0].name, form or "", "missing form", drug.name)
        elif not any(_has_strength(tables, row, drug) for row in same):
            yield Disagreement(same[0].file, same[0].name, same[0].form, "missing", drug.name)


def _compare_withdrawn(
    tables: Tables,
    row: LexiconRow,
    labelled: Sequence[OfficialDrug],
    forms: Mapping[str, str | None],
) -> Iterator[Disagreement]:
    """A withdrawn name must not be marketed; what the files still tell of it must be right."""
    alike = [drug for drug in labelled if same_family(row.form, forms[drug.cis])]
    for drug in alike:
        if drug.marketed:
            yield Disagreement(row.file, row.name, row.form, "marketed", drug.name)
        elif not _has_strength(tables, row, drug):
            yield Disagreement(row.file, row.name, row.form, "missing", drug.name)


def _compare_row(
    tables: Tables, row: LexiconRow, drugs: Sequence[OfficialDrug]
) -> Iterator[Disagreement]:
    for drug in drugs:
        if not _same_substances(tables, row, drug):
            held = " + ".join(component.names[0] for component in drug.components)
            yield Disagreement(row.file, row.name, row.form, "substance", f"{drug.name}: {held}")
            break
    for strength in row.strengths:
        if not any(_is_strength(tables, row, strength, drug) for drug in drugs):
            text = write_strength(strength)
            yield Disagreement(row.file, row.name, row.form, "strength", text)
    lists = {drug.list for drug in drugs}
    if row.list not in lists:
        official = "|".join(sorted(name or "-" for name in lists))
        yield Disagreement(row.file, row.name, row.form, "list", official)
    if row.secured not in {drug.secured for drug in drugs}:
        yield Disagreement(row.file, row.name, row.form, "secured")


def _same_substances(tables: Tables, row: LexiconRow, drug: OfficialDrug) -> bool:
    held = {tables.substance_of(c.names) or c.names for c in drug.components}
    if len(row.substances) != len(held):
        return False
    return all(_components(tables, name, drug) for name in row.substances)


def _components(tables: Tables, substance: str, drug: OfficialDrug) -> list[Component]:
    """What the drug holds of a substance: a kit may hold it in several strengths."""
    spellings = tables.spellings.get(substance, (frozenset(words(substance)),))
    return [
        component
        for component in drug.components
        if any(spelling <= _held(component) for spelling in spellings)
    ]


def _held(component: Component) -> frozenset[str]:
    return frozenset(word for name in component.names for word in words(name))


def _has_strength(tables: Tables, row: LexiconRow, drug: OfficialDrug) -> bool:
    if not row.strengths:
        return True
    return any(_is_strength(tables, row, strength, drug) for strength in row.strengths)


def _is_strength(tables: Tables, row: LexiconRow, strength: Strength, drug: OfficialDrug) -> bool:
    """Whether the drug's label, or else its composition, tells this strength."""
    told = zip(strength, _label_ratios(drug, len(strength)), strict=True)
    if all(any(same_amount(part, ratio) for ratio in ratios) for part, ratios in told):
        return True
    for part, name in zip(strength, row.substances, strict=False):
        ratios = [r for held in _components(tables, name, drug) for r in held.strengths]
        if not any(same_amount(part, ratio) for ratio in ratios):
            return False
    return True


def _label_ratios(drug: OfficialDrug, parts: int) -> tuple[tuple[Ratio, ...], ...]:
    """The strengths the label tells for each of `parts` substances, in its order."""
    amounts = read_amounts(drug.name)
    after = amounts[parts:]
    return tuple(
        tuple(Ratio(amounts[i], d) for d in (after or (None,))) if i < len(amounts) else ()
        for i in range(parts)
    )
