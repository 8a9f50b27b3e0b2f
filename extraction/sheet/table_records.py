"""Where the medications of a table begin: which rows of cells are one record."""

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from extraction.drugs.lexicon import Lexicon
from extraction.drugs.mentions import DrugMatch, match_drug
from extraction.sheet.cues import is_note
from extraction.sheet.entries import bullet_end
from extraction.sheet.rows import Row
from extraction.spelling.matching import fold

_UNFINISHED = re.compile(r"(?:[/+,(]|\b(?:de|et|du|d'))$")
_DIGIT = re.compile(r"\d")
_WIDER = 1.35
"""A pitch this many times the usual one begins a new medication."""
_APART = 2.3
"""Rows this many heights of the letters apart are not one wrapped cell."""


def records_of(cells: Sequence[dict[int, Row]], lexicon: Lexicon) -> list[list[dict[int, Row]]]:
    """The rows of cells of each medication.

    A medication begins where its drug is named. When cells stand above the first drug, names are
    centred beside their cells, and every row goes to the nearest name.
    """
    starts: list[int] = []
    for k in range(len(cells)):
        if _begins(cells, k, lexicon) or (starts and _is_note_apart(cells, starts[-1], k, lexicon)):
            starts.append(k)
    if not starts:
        return [[row] for row in cells]
    records: list[list[dict[int, Row]]] = [[] for _ in starts]
    centred = starts[0] > 0
    for k, row in enumerate(cells):
        if centred:
            nearest = min(
                range(len(starts)), key=lambda n: abs(middle_of(cells[starts[n]]) - middle_of(row))
            )
        else:
            nearest = max(n for n, start in enumerate(starts) if start <= k)
        records[nearest].append(row)
    return records


def _begins(cells: Sequence[dict[int, Row]], k: int, lexicon: Lexicon) -> bool:
    drug = cells[k].get(0)
    if drug is None or drug.box is None:
        return False
    if k == 0:
        return True
    match = match_drug(drug.text, lexicon, bullet_end(fold(drug.text)))
    exact = match is not None and match.exact
    if drug.text[0].islower() and not exact:
        return False
    if _goes_on(cells[k - 1].get(0), drug, match, lexicon):
        return False
    pitch = middle_of(cells[k]) - middle_of(cells[k - 1])
    if exact:
        wrapped = len(cells[k]) == 1 and pitch <= _APART * letter_height(drug)
        return not (wrapped and _names_it_again(cells[k - 1].get(0), match, lexicon))
    usual = min((b - a for a, b in pairwise(map(middle_of, cells)) if b > a), default=pitch)
    if len(cells[k]) > 1 and (match is not None or pitch > _WIDER * usual):
        return True
    return pitch > _APART * letter_height(drug)


def _is_note_apart(cells: Sequence[dict[int, Row]], start: int, k: int, lexicon: Lexicon) -> bool:
    """Whether a lone first cell tells supply of no drug: `QSP 3 mois` below a remark."""
    only = cells[k].get(0)
    above = cells[start].get(0)
    if only is None or above is None or len(cells[k]) > 1:
        return False
    return is_note(fold(only.text)) and match_drug(above.text, lexicon) is None


def _goes_on(before: Row | None, drug: Row, own: DrugMatch | None, lexicon: Lexicon) -> bool:
    """Whether a first cell goes on with the one above: in brackets, or with half a name.

    `own` is what the cell names alone: `cp` above `Bisoprolol` is no half of its name.
    """
    if before is None:
        return False
    if drug.text[0] == "(" or _UNFINISHED.search(fold(before.text)) or _closes(before, drug):
        return True
    whole = match_drug(f"{before.text} {drug.text}", lexicon)
    if whole is None or not whole.exact or whole.end <= len(before.text) + 1:
        return False
    named = own.candidates[0].drug if own is not None and own.exact else None
    return named is None or set(named.substances) != set(whole.candidates[0].drug.substances)


def _closes(before: Row, below: Row) -> bool:
    """Whether a cell closes the bracket of the one above: `(Insuline` above `glargine) 100 UI`."""
    open_, close = before.text.rfind("("), below.text.find(")")
    return open_ > before.text.rfind(")") and close >= 0 and "(" not in below.text[:close]


def _names_it_again(before: Row | None, own: DrugMatch | None, lexicon: Lexicon) -> bool:
    """Whether a name stands right below another one of its substances, without a strength.

    `Acide acétylsalicylique` above `Kardégic 75`, whose bracket was lost.
    """
    if before is None or own is None or _DIGIT.search(before.text):
        return False
    above = match_drug(before.text, lexicon, bullet_end(fold(before.text)))
    if above is None or not above.exact:
        return False
    one, other = above.candidates[0].drug, own.candidates[0].drug
    return one.name != other.name and set(one.substances) == set(other.substances)


def letter_height(row: Row) -> float:
    """The usual height of a row's words in pixels."""
    return float(median([word.box.height for word in row.words if word.box is not None] or [0]))


def middle_of(cells: dict[int, Row]) -> float:
    """How far down the page the highest of a row of cells stands, in pixels."""
    boxes = [row.box for row in cells.values() if row.box is not None]
    return min((box.y + box.height / 2 for box in boxes), default=0.0)
