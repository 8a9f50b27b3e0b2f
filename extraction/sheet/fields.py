"""Fields of a drug in two columns without a colon: `Posologie    1 sachet le matin`.

Software prints their names small and grey. Where some of them are read, what stands in their
column is the name of a field too, however it was misread: its value is the drug's, and is asked.
The drug may stand in a field itself: `Médicament    KARDEGIC 75 mg`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rapidfuzz import fuzz, process

from extraction.drugs.lexicon import Lexicon
from extraction.sheet.columns import NEAR, names_a_drug
from extraction.sheet.rows import Row, columns_of
from extraction.sheet.titles import with_title
from extraction.spelling.matching import fold

_NAMES = (
    *("posologie", "posologies", "dose", "dosage", "duree", "duree du traitement", "frequence"),
    *("renouvellement", "renouvellements", "quantite", "voie", "voie d'administration", "rythme"),
    *("moment de prise", "conditions de prise", "substitution", "mode d'emploi", "horaires"),
)
_DRUGS = ("medicament", "specialite", "produit", "denomination", "nom", "dci", "traitement")
"""What the field of the drug itself is called."""
_FEWEST = 2
"""Fields that are read before others in their column are taken for some."""
_MOST_WORDS = 3
_ALIKE = 55.0
"""How like a misread name is to the field it may be, in percent; more tells nothing of it."""


def with_fields(rows: Sequence[Row], lexicon: Lexicon) -> Iterator[Row]:
    """The rows, those of fields parted into the name, which says nothing alone, and the value."""
    parted = [None if row.cell else _part(row) for row in rows]
    known = [parts for parts in parted if parts and _name(parts[0]) in _NAMES]
    if len(known) < _FEWEST:
        yield from rows
        return
    for row, parts in zip(rows, parted, strict=True):
        if parts is None or not _is_field(parts, known) or names_a_drug(row, lexicon):
            yield row
            continue
        label, value = parts
        if _name(label) in _DRUGS or names_a_drug(value, lexicon):
            yield replace(row, whole=True)
            continue
        sure = _name(label) in _NAMES
        found = process.extractOne(_name(label), _NAMES, scorer=fuzz.ratio, score_cutoff=_ALIKE)
        yield replace(label, cell=True, silent=sure)
        yield with_title(replace(value, cell=True), found[0] if found else "")


def _part(row: Row) -> tuple[Row, Row] | None:
    """The first column of a row and what stands right of it."""
    parts = columns_of(row)
    if len(parts) < 2 or parts[0].box is None or re.search(r"\d", parts[0].text):
        return None
    if len(parts[0].words) > _MOST_WORDS:
        return None
    return parts[0], replace(row, words=row.words[len(parts[0].words) :])


def _name(label: Row) -> str:
    return fold(label.text).strip(" .:")


def _is_field(parts: tuple[Row, Row], known: Sequence[tuple[Row, Row]]) -> bool:
    """Whether name and value stand in the columns of those of a field that was read."""
    return any(
        all(_share_edge(one, other) for one, other in zip(parts, field, strict=True))
        for field in known
    )


def _share_edge(one: Row, other: Row) -> bool:
    a, b = one.box, other.box
    return a is not None and b is not None and abs(a.x - b.x) <= NEAR * max(a.height, b.height)
