"""From the official files to drugs as they are prescribed: name, form, strength, ATC code."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from extraction.drugs.lexicon import Lexicon
from extraction.drugs.strengths import Strength, write_strength
from extraction.spelling.matching import compact, fold
from ordonnancier.reference.files import OfficialFile
from ordonnancier.reference.labels import Name, is_confirmed, prescribed_name, strength_of
from ordonnancier.reference.lexicon_tables import Tables, salts
from ordonnancier.reference.official import Component, OfficialDrug, official_drugs

_WORD = re.compile(r"[^\W\d_]+|\d+")
_INVERTED = re.compile(r"^(.*?)\s*\((.*?)\)")
_PREPARED = re.compile(
    r"(?:venin|extrait|huile|teinture|pollens?|suc|poudre|essence)\b", re.IGNORECASE
)
"""What is made of a plant or an animal, whose own name is no drug."""


@dataclass(frozen=True, slots=True)
class Drug:
    """An official drug under the name it is prescribed by.

    `substances` are French INNs in the order of the parts of `strength`; `confirmed` tells that
    label and composition agree on the strength. `atc_from` says where the code comes from: the
    files (`file`), drugs of the same name or substances, or the lexicon (`substance`).
    """

    official: OfficialDrug
    name: Name
    form: str | None
    substances: tuple[str, ...]
    strength: Strength
    confirmed: bool
    atc: str | None = None
    atc_from: str | None = None

    @property
    def key(self) -> str:
        """The name without case, accents and punctuation."""
        return compact(self.name.name)

    @property
    def written_strength(self) -> str:
        """As the lexicon writes strengths."""
        return write_strength(self.strength)


def read_drugs(
    files: Mapping[str, OfficialFile], tables: Tables, lexicon: Lexicon
) -> tuple[Drug, ...]:
    """Every drug of the files with its prescribed name; registrations of homeopathy left out."""
    drugs = [_drug(official, tables) for official in official_drugs(files)]
    mitm = files["CIS_MITM.txt"].kept if "CIS_MITM.txt" in files else ()
    codes = {cis: atc for cis, atc, _ in mitm}
    return tuple(_with_atc(drugs, codes, lexicon))


def _drug(official: OfficialDrug, tables: Tables) -> Drug:
    components = _distinct(official.components)
    inns = tuple(_substance(c.names, tables) for c in components)
    strength, order = strength_of(official.name, components)
    substances = tuple(dict.fromkeys(inns[place] for place in order))
    key = tables.find(official.name)
    name = prescribed_name(official.name, official.holder, sorted(substances), tables, key)
    listed = next((row.substances for row in tables.rows.get(key or (), ())), ())
    if set(listed) == set(substances) and len(strength) == len(listed):
        # The lexicon's order is that of its strengths.
        strength = tuple(strength[substances.index(one)] for one in listed)
        order = tuple(order[substances.index(one)] for one in listed)
    substances = listed or substances
    return Drug(
        official=official,
        name=name,
        form=tables.form_of(official.name, official.form),
        substances=substances,
        strength=strength if len(strength) == len(substances) else (),
        confirmed=is_confirmed(official.name, strength, components, order),
    )


def _distinct(components: Sequence[Component]) -> tuple[Component, ...]:
    """Each substance once: the phases of a pill hold the same ones in several amounts."""
    merged: dict[frozenset[str], Component] = {}
    for component in components:
        key = frozenset(component.names)
        before = merged.get(key, Component(component.names, ()))
        merged[key] = Component(component.names, before.strengths + component.strengths)
    return tuple(merged.values())


def _substance(names: Sequence[str], tables: Tables) -> str:
    """The lexicon's INN where it is that of the names without their salts, else their own."""
    bare = tuple(map(_without_salt, names))
    return tables.substance_of(bare) or inn_of(names)


def inn_of(names: Sequence[str]) -> str:
    """`CHLORHYDRATE D'ÉPIRUBICINE` → `épirubicine`: the shortest name, without its salt."""
    return min((_without_salt(name) for name in names), key=lambda name: (len(name), name))


def _without_salt(name: str) -> str:
    """`TRAMADOL (CHLORHYDRATE DE)` is tramadol, `ABEILLE (VENIN D')` the venom of bees."""
    inverted = _INVERTED.match(name)
    plain = name if inverted is None else inverted[1]
    if inverted is not None and _PREPARED.match(inverted[2]):
        return f"{inverted[2]} {inverted[1]}".replace("' ", "'").lower()
    kept = [word for word in _WORD.findall(plain) if fold(word) not in salts()]
    # Of `phosphate monopotassique` no part can be left out.
    named = any(not fold(word).endswith("ique") for word in kept)
    return " ".join(kept).lower() if named else plain.lower()


def _with_atc(drugs: Iterable[Drug], codes: Mapping[str, str], lexicon: Lexicon) -> Iterable[Drug]:
    """The code of the files; else that of the same name, or of the same substances and routes.

    A code is only lent where all that have one agree.
    """
    drugs = list(drugs)
    seen: dict[tuple[object, ...], Counter[str]] = defaultdict(Counter)
    for drug in drugs:
        if code := codes.get(drug.official.cis):
            for key in _kin(drug):
                seen[key][code] += 1
    for drug in drugs:
        code = codes.get(drug.official.cis)
        if code:
            yield _coded(drug, code, "file")
            continue
        agreed = next(
            (next(iter(seen[key])) for key in _kin(drug) if len(seen.get(key, ())) == 1), None
        )
        code = agreed or _of_lexicon(drug, lexicon)
        yield _coded(drug, code, "substance") if code else drug


def _kin(drug: Drug) -> tuple[tuple[object, ...], ...]:
    substances = frozenset(drug.substances)
    if not substances:
        return ()
    routes = frozenset(drug.official.routes)
    return (
        (drug.key, drug.form, substances),
        (substances, routes, drug.written_strength),
        (substances, routes),
        (substances,),
    )


def _of_lexicon(drug: Drug, lexicon: Lexicon) -> str | None:
    known = [
        d for d in lexicon.names.get(drug.key, ()) if set(d.substances) == set(drug.substances)
    ]
    if len(drug.substances) == 1 and not known:
        known = [d for d in lexicon.find(drug.substances[0]) if d.substances == drug.substances]
    codes = {d.atc for d in known if len(d.atc) == 1}
    return codes.pop()[0] if len(codes) == 1 else None


def _coded(drug: Drug, code: str, source: str) -> Drug:
    return replace(drug, atc=code, atc_from=source)
