"""Captions: rows of smaller print right below a drug, its INN or a remark of the software.

Small grey letters are read worst of all. What was made of them is no drug of its own, and ends
none: what stands below goes on with the drug above, and the caption's words are asked there.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from extraction.drugs.mentions import DrugMatch
from extraction.sheet.cues import is_intake
from extraction.sheet.entry import Entry, Kind
from extraction.sheet.rows import Row, share_height
from extraction.sheet.scopes import is_same_drug
from extraction.spelling.matching import fold

SMALLER = 0.85
"""Of the height of the words above: print that is clearly smaller."""
_NEAR = 1.2
"""Heights of a drug's words: paper below it where no caption begins any more."""
_FEWEST_LETTERS = 2
_TALL, _LOW = re.compile(r"[A-ZÀ-Þ\dbdfhiklté-ëàâîïôùûü(]"), re.compile(r"[gjpqyçQ(,]")
_ONE_WAY, _SMALL = 0.77, 0.55
"""Of the height of print: words of tall letters or low ones alone, words of small letters."""
_MAY_BE = (Kind.UNSURE, Kind.DRUG, Kind.OTHER, Kind.POSOLOGY)
_SAYS_NO_MORE = re.compile(r"\W*(?:\d{1,2}\W*)?")
"""A stroke of the paper beside a name is read as a number."""


def read_captions(entries: Sequence[Entry]) -> list[Entry]:
    """The entries, rows of small print below a drug as rows of that drug."""
    found: list[Entry] = []
    drug: Entry | None = None
    last: Row | None = None
    for i, entry in enumerate(entries):
        beside = [
            other.row for other in entries[i + 1 : i + 2] if share_height(entry.row, other.row)
        ]
        if drug is not None and last is not None and _is_caption(entry, drug, last, beside):
            found.append(replace(entry, kind=Kind.POSOLOGY, match=None))
            last = entry.row
            continue
        found.append(entry)
        named = entry.kind is Kind.DRUG and not entry.row.cell
        drug, last = (entry, entry.row) if named else (None, None)
    return found


def _is_caption(entry: Entry, drug: Entry, last: Row, beside: Sequence[Row]) -> bool:
    """Whether a row below `last` is a caption of the drug; `beside` stands on its height."""
    row = entry.row
    if entry.kind not in _MAY_BE or row.cell or row.page != last.page:
        return False
    if is_intake(fold(row.text)) or _names_another(entry.match, drug.match):
        return False
    small = print_height(row, *beside) < SMALLER * print_height(drug.row)
    return _is_near(row, last, drug.row) and (small or _says_inn(entry, drug.match))


def _says_inn(entry: Entry, above: DrugMatch | None) -> bool:
    """Whether a row holds the drug's other name alone: `progestérone` below `Progestan 200 mg`."""
    own = entry.match
    if own is None or above is None or not own.exact or not above.exact:
        return False
    return _SAYS_NO_MORE.fullmatch(entry.row.text, own.end) is not None


def _names_another(own: DrugMatch | None, above: DrugMatch | None) -> bool:
    """Whether a row surely names a drug of other substances than the one above."""
    if own is None or not own.exact:
        return False
    return above is None or not is_same_drug(own, above)


def _is_near(row: Row, last: Row, drug: Row) -> bool:
    """Whether a row stands right below another one or beside one that does, under the drug."""
    a, b, over = last.box, row.box, drug.box
    if a is None or b is None or over is None or b.y + b.height / 2 <= a.y:
        return False
    return b.y - a.y - a.height <= _NEAR * print_height(last) and b.x < over.x + over.width


def print_height(*rows: Row) -> float:
    """How high the print of rows is, from the top of a tall letter to the foot of a low one."""
    whole = [
        word.box.height / _share(word.text)
        for row in rows
        for word in row.words
        if word.box is not None and sum(map(str.isalpha, word.text)) >= _FEWEST_LETTERS
    ]
    return float(median(whole or [0]))


def _share(text: str) -> float:
    """Which share of the height of print the letters of a word have."""
    tall, low = _TALL.search(text) is not None, _LOW.search(text) is not None
    return 1.0 if tall and low else _ONE_WAY if tall or low else _SMALL
