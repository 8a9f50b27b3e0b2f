"""Drug names as prescriptions write them, drawn as often as they are dispensed."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import accumulate
from random import Random

from extraction.drugs.lexicon import MODIFIERS, DrugName
from extraction.drugs.strengths import write_strength
from extraction.spelling.matching import compact, fold
from extraction.spelling.words import load_words
from ordonnancier.lexicon.disagreements import GENERICS
from ordonnancier.reference.lexicon_tables import LexiconRow, Tables, without_makers, words

_MAKER_KEPT = 0.4
"""Share of names in INN that keep the maker's name."""
_CAPITALS = 0.6
_JOINTS = ("/", "/", " / ", " + ", " et ", "/")
_WRITTEN_WORD = re.compile(r"[^\s/]+")
_SMALL = frozenset({"de", "et", "sans", "pour", "les", "a"})


@dataclass(frozen=True, slots=True)
class DrawnName:
    """A name as it is written, a strength of it (empty when it has none), and what it means."""

    written: str
    strength: str
    meanings: frozenset[frozenset[str]]
    brands: frozenset[str]
    prolonged: bool

    def is_meant(self, drug: DrugName) -> bool:
        """Whether the drug is the one drawn: its substances, its brand or INN, its release."""
        if frozenset(drug.substances) not in self.meanings:
            return False
        if drug.generic and (not self.brands or self._is_named_after_substance):
            return ("lp" in words(drug.name)) is self.prolonged
        return bool({_key(drug.name), _key(drug.name, ages=False)} & self.brands)

    @property
    def _is_named_after_substance(self) -> bool:
        """Brands such as `Méthadone AP-HP` are the INN with a maker."""
        return any(b.startswith(compact(s)) for b in self.brands for m in self.meanings for s in m)


def draw_names(
    tables: Tables, weights: Sequence[tuple[str, int]], count: int, random: Random
) -> tuple[DrawnName, ...]:
    """`count` names drawn with replacement by their boxes, as prescriptions write them.

    A name that the lexicon lacks means no drug that it can give: it counts as not found.
    """
    totals = list(accumulate(boxes for _, boxes in weights))
    drawn = random.choices([name for name, _ in weights], cum_weights=totals, k=count)
    return tuple(_drawn(name, tables, random) for name in drawn)


def _drawn(label: str, tables: Tables, random: Random) -> DrawnName:
    key = tables.find(label) or tables.find(f"{label} LP") or _numbered(label, tables)
    rows = tables.rows.get(key, [])
    prolonged = "lp" in words(label)
    generic = not rows or any(GENERICS in row.file for row in rows)
    held = [row.substances for row in rows] or [_bare_substance(tables, key)]
    return DrawnName(
        _as_written(label, tables, random, generic=generic),
        _strength(rows, random),
        frozenset(map(frozenset, held)),
        frozenset() if generic else _names_in_use(rows, label, tables.laboratories),
        prolonged,
    )


def _names_in_use(
    rows: Sequence[LexiconRow], label: str, makers: Sequence[tuple[str, ...]]
) -> frozenset[str]:
    """The compact names of the rows, also without device, maker or release that the label lacks."""
    alone = {maker[0] for maker in makers if len(maker) == 1}
    spare = load_words().devices | (MODIFIERS - set(words(label))) | alone
    names = {row.name for row in rows}
    names |= {name.rsplit(" ", 1)[0] for name in names if _ends_with(name, spare)}
    return frozenset(map(_key, names))


def _ends_with(name: str, spare: Set[str]) -> bool:
    last = fold(name).split()[-1]
    return last.isdigit() or last in spare


def _key(name: str, *, ages: bool = True) -> str:
    """The compact name; `Enfants` and `Enfant` are one, or left out without `ages`."""
    parts = fold(name).split()
    known = load_words().ages
    return compact(
        " ".join(p.rstrip("s") if p in known else p for p in parts if ages or p not in known)
    )


def _numbered(label: str, tables: Tables) -> tuple[str, ...]:
    """The key of the name that this label is without its number: `NovoMix` of `NovoMix 30`."""
    seen = tuple(words(label))
    longer = (key for key in tables.rows if key[:-1] == seen and key[-1].isdigit())
    return next(longer, ())


def _bare_substance(tables: Tables, key: tuple[str, ...]) -> tuple[str, ...]:
    """The substance of that name, of which no row tells a product."""
    return tuple(name for name in tables.spellings if tuple(words(name)) == key)


def _as_written(label: str, tables: Tables, random: Random, *, generic: bool) -> str:
    """The label with or without its maker, in one of the usual cases and joints."""
    name = label.replace("L.P.", "LP")
    if generic and random.random() >= _MAKER_KEPT:
        name = _without_maker(name, tables)
    joint = random.choice(_JOINTS)
    if generic:
        name = re.sub(r"(?<=[A-ZÉ)])/(?=[A-ZÉ(])", joint, name)
    if random.random() < _CAPITALS:
        return name
    lower = generic and random.random() < 0.5

    def recase(match: re.Match[str]) -> str:
        word = match[0]
        if word == "LP" or len(word) < 3 or word.lower() in _SMALL:
            return word if word.isupper() and word.lower() not in _SMALL else word.lower()
        return word.lower() if lower else word.capitalize()

    return _WRITTEN_WORD.sub(recase, name)


def _without_maker(name: str, tables: Tables) -> str:
    """The name up to its maker, and the release behind it."""
    parts = name.split()
    for end in range(1, len(parts)):
        rest = [part for part in parts[end:] if part != "LP"]
        held = words(" ".join(rest))
        if held and without_makers(["x", *held], tables.laboratories) == ["x"]:
            return " ".join([*parts[:end], *(p for p in parts[end:] if p == "LP")])
    return name


def _strength(rows: Sequence[LexiconRow], random: Random) -> str:
    written = [write_strength(strength) for row in rows for strength in row.strengths]
    return random.choice(written) if written else ""
