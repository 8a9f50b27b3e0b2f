"""`Matin`, then the drugs of the morning; `Soir`, then those of the evening."""

import re
from collections.abc import Sequence
from dataclasses import replace

from extraction.sheet.entry import Entry, Kind
from extraction.spelling.matching import fold

_MOMENT = re.compile(
    r"\W*(?:(?:prise |traitement |medicaments? )?(?:du |de la )?)?"
    r"((?:(?:le|au|a|avant le|au moment du) )?(?:matin|midi|gouter|soir|coucher|petit[ -]dejeuner|"
    r"dejeuner|diner|lever|reveil))\W*"
)

_OWN = re.compile(
    r"\b(?:matin|midi|soir|coucher|dejeuner|diner|repas|fois|toutes les)\b|\d ?[-/] ?\d ?[-/] ?\d|"
    r"\bx ?\d|/ ?(?:j|jour|\d+ ?h)\b|par jour"
)
"""A drug that tells itself when it is taken."""


def under_moments(entries: Sequence[Entry]) -> list[Entry]:
    """The entries, the drugs below a heading that is a moment bearing it.

    A moment is a heading when the first one of the page stands above the first drug; below a drug
    it is that drug's own.
    """
    drugs = [i for i, e in enumerate(entries) if e.kind is Kind.DRUG]
    heads = [i for i, e in enumerate(entries) if _moment_of(e) is not None]
    if not drugs or not heads or heads[0] > drugs[0] or heads[-1] > drugs[-1]:
        return list(entries)
    placed: list[Entry] = []
    moment: str | None = None
    for entry in entries:
        found = _moment_of(entry)
        moment = found or moment
        if found is not None:
            placed.append(replace(entry, kind=Kind.HEADER))
        elif entry.kind is Kind.DRUG and moment and not _OWN.search(fold(entry.row.text)):
            row = replace(entry.row, after=f"{entry.row.after} , {moment}")
            placed.append(replace(entry, row=row))
        else:
            placed.append(entry)
    return placed


def _moment_of(entry: Entry) -> str | None:
    """The moment that a row names, and nothing else."""
    if entry.kind is Kind.DRUG or entry.row.cell:
        return None
    match = _MOMENT.fullmatch(fold(entry.row.text))
    return match[1] if match else None
