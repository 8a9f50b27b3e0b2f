"""The lexicon's rows, indexed so that an official label can be traced to the row it belongs to."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from extraction.drugs.lexicon_rows import several
from extraction.drugs.strengths import Strength, parse_strength
from extraction.resources import read_rows, read_rules
from extraction.spelling.matching import fold
from extraction.spelling.words import load_words
from prescription.resources import RESOURCES

_WORD = re.compile(r"[a-zœæ]+|\d+(?:[.,]\d+)?|%")
_LP = re.compile(r"\bl\.? ?p\.?(?=[\s,/]|$)|liberation (?:prolongee|modifiee)")
_LABEL_END = re.compile(r",(?!\d)|\.\s*(?=Vaccin)")


@dataclass(frozen=True, slots=True)
class LexiconRow:
    """A row of the products or generics."""

    file: str
    name: str
    substances: tuple[str, ...]
    form: str
    strengths: tuple[Strength, ...]
    list: str | None
    secured: bool


@dataclass(frozen=True, slots=True)
class Tables:
    """The lexicon's files; `rows` is keyed by the words of a name (see `words`).

    `aliases` leads from a synonym of a substance to the substance's own key.
    """

    rows: dict[tuple[str, ...], list[LexiconRow]]
    aliases: dict[tuple[str, ...], tuple[str, ...]]
    spellings: dict[str, tuple[frozenset[str], ...]]
    forms: tuple[tuple[str, str], ...]
    laboratories: tuple[tuple[str, ...], ...]
    differences: frozenset[tuple[str, str, str]]
    added_words: frozenset[str]
    by_word: dict[str, list[tuple[frozenset[str], str]]] = field(default_factory=dict)
    known_components: dict[tuple[str, ...], str | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for substance, spellings in self.spellings.items():
            for spelling in spellings:
                for word in spelling:
                    self.by_word.setdefault(word, []).append((spelling, substance))

    def find(self, label: str) -> tuple[str, ...] | None:
        """The key of the row an official label belongs to, or None.

        The longest name the label begins with wins; what follows may only be makers, strengths
        and words such as `enfants`. `LP` may stand anywhere in the label.
        """
        seen = without_makers(words(_LABEL_END.split(label)[0]), self.laboratories)
        plain = [word for word in seen if word != "lp"]
        prolonged = "lp" in words(label)
        for length in range(len(plain), 0, -1):
            key = tuple(plain[:length])
            for candidate in ((*key, "lp"), key) if prolonged else (key,):
                candidate = self.aliases.get(candidate, candidate)
                rows = self.rows.get(candidate)
                if rows is not None and self._is_added(plain[length:], rows):
                    return candidate
        return None

    def is_known(self, label: str) -> bool:
        """Whether a name of this label is in the lexicon, with or without its LP."""
        if self.find(label) is not None or self.find(f"{label} LP") is not None:
            return True
        return self.find(re.sub(r"\bLP\b", "", label)) is not None

    def form_of(self, label: str, official_form: str) -> str | None:
        """The lexicon's form for an official wording: the longest one it contains."""
        for text in (" ".join(_LABEL_END.split(label)[1:]), official_form):
            plain = f" {' '.join(_WORD.findall(fold(text)))} "
            for written, form in self.forms:
                if f" {written} " in plain:
                    return form
        return None

    def substance_of(self, names: tuple[str, ...]) -> str | None:
        """The lexicon's substance for the official names of one component."""
        if names not in self.known_components:
            held = [frozenset(words(name)) for name in names]
            fitting = (
                (len(spelling), substance)
                for word in sorted(frozenset().union(*held))
                for spelling, substance in self.by_word.get(word, ())
                if any(spelling <= one for one in held)
            )
            self.known_components[names] = max(fitting, default=(0, None))[1]
        return self.known_components[names]

    def _is_added(self, rest: Sequence[str], rows: Sequence[LexiconRow]) -> bool:
        """Whether words after a name only add makers, forms, strengths or what it contains."""
        names = {name for row in rows for name in row.substances}
        for word in rest:
            if word[0].isdigit():
                return True
            if word not in self.added_words and not self._is_of(word, names):
                return False
        return True

    def _is_of(self, word: str, substances: Iterable[str]) -> bool:
        spellings = (s for name in substances for s in self.spellings.get(name, ()))
        return any(word in spelling for spelling in spellings)


@cache
def salts() -> frozenset[str]:
    """Words of a substance's name that name its salt, or join one to it."""
    return frozenset(_labels()["salts"].split())


@cache
def _families() -> tuple[frozenset[str], ...]:
    return tuple(map(frozenset, _labels()["families"]))


@cache
def _labels() -> dict[str, Any]:
    return read_rules("official_labels.toml")


def words(name: str) -> list[str]:
    """The words of a name that count: folded, `L.P.` as `lp`, without salts, slash and hyphen."""
    known = salts()
    return [w for w in _WORD.findall(_LP.sub("lp", fold(name))) if w not in known]


def without_makers(seen: Sequence[str], makers: Sequence[tuple[str, ...]]) -> list[str]:
    """The words of a name without the makers that follow it."""
    rest, present = list(seen), set(seen)
    for maker in makers:
        if not present.issuperset(maker):
            continue
        for start in range(1, len(rest) - len(maker) + 1):
            if tuple(rest[start : start + len(maker)]) == maker:
                del rest[start : start + len(maker)]
                break
    return rest


def same_family(one: str | None, other: str | None) -> bool:
    """Whether two forms may name the same thing; an unknown form may be any."""
    if one is None or other is None or one == other:
        return True
    return any(one in family and other in family for family in _families())


def load_tables(folder: Path = RESOURCES / "lexicon") -> Tables:
    """The lexicon of `folder`; by default the one that comes with the program."""
    found = {tuple(words(row["laboratory"])) for row in _rows(folder, "laboratories.csv")}
    makers = tuple(sorted(found, key=lambda maker: (-len(maker), maker)))
    rows: dict[tuple[str, ...], list[LexiconRow]] = {}
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if file.name.startswith(("products-", "generics-")):
            for row in _rows(folder, file.name):
                key = tuple(without_makers(words(row["name"]), makers))
                rows.setdefault(key, []).append(_row(file.name, row))
    spellings = {}
    aliases: dict[tuple[str, ...], tuple[str, ...]] = {}
    for file in folder.iterdir():
        if file.name.startswith("substances-"):
            for row in _rows(folder, file.name):
                names = (row["substance"], *several(row["synonyms"]))
                spellings[row["substance"]] = tuple(frozenset(words(name)) for name in names)
                key = tuple(words(row["substance"]))
                rows.setdefault(key, [])
                aliases.update((tuple(words(name)), key) for name in names)
    forms = [
        (" ".join(_WORD.findall(fold(written))), row["form"])
        for row in _rows(folder, "forms.csv")
        for written in several(row["written"])
    ]
    differences = folder / "differences.csv"
    known = _rows(folder, "differences.csv") if differences.is_file() else []
    return Tables(
        rows=rows,
        aliases={alias: key for alias, key in aliases.items() if alias not in rows},
        spellings=spellings,
        forms=tuple(sorted(forms, key=lambda pair: -len(pair[0]))),
        laboratories=makers,
        differences=frozenset((r["name"], r["form"], r["difference"]) for r in known),
        added_words=frozenset(_labels()["added_words"].split())
        | load_words().devices
        | {word for written, _ in forms for word in written.split()},
    )


def _row(file: str, row: dict[str, str]) -> LexiconRow:
    substances = several(row["substances"])
    read = (parse_strength(s, len(substances)) for s in several(row["strengths"]))
    return LexiconRow(
        file=file,
        name=row["name"],
        substances=substances,
        form=row["form"],
        strengths=tuple(strength for strength in read if strength),
        list=row["list"] or None,
        secured=row["secured"] == "oui",
    )


def _rows(folder: Path, name: str) -> Iterable[dict[str, str]]:
    return read_rows((folder / name).read_text(encoding="utf-8").splitlines())
