"""A drug that another row tells was stopped: `L'amlodipine a été arrêtée en raison d'œdèmes.`"""

import re
from collections.abc import Iterator, Sequence

from extraction.drugs.lexicon import Lexicon
from extraction.drugs.mentions import DrugMatch, find_drugs
from extraction.sheet.layout import Block, Layout
from extraction.sheet.rows import Row
from extraction.sheet.scopes import is_same_drug
from extraction.spelling.matching import fold

_MAY_STOP = re.compile(r"arret|stop|suspen|interrom|repris|recondui")
_BEHIND = re.compile(
    r"[^.;\n]{0,60}?\b(?:(?:arrete|stoppe|interrompu|suspendu)e?s?|(?:non|pas ete) re(?:prise?|"
    r"conduite?)s?)\b"
)
"""Behind a name: `a été arrêtée`, `(stoppé le 3)`, `non repris`."""
_NOT_YET = re.compile(r"\b(?:etre|sera|seront|si|ne (?:pas|jamais)|jamais|pas ete (?:arr|sto|sus))")
"""`pourra être arrêtée`, `si arrêtée`."""
_BEFORE = re.compile(
    r"(?<!pas )(?<!sans )(?<!cas d.)(?<!apres )\b(?:arret(?:e[rz]?)?|stop(?:pe[rz])?|suspendre|"
    r"suspension|interruption|interrompre)[ :]*(?:(?:ce jour|definiti\w*|temporaire\w*|traitement|"
    r"par|de|du|des|d|le|la|les|l)[ :'’]+)*$"
)
"""Before it: `Arrêt de l'amlodipine`, `STOP :`."""
_WHEN = re.compile(
    r"[^.;]{0,40}?\b(?:si|quand|des|lorsqu\w*|avant|apres|dans|en cas|a partir|jusqu\w*|le \d)\b"
)
"""`Arrêter Eliquis 48 h avant` is no stop of today."""


def ask_stopped(layout: Layout, lexicon: Lexicon) -> None:
    """Each medication whose drug another row tells was stopped is asked with that row."""
    for own, row, text in _rows(layout):
        if _MAY_STOP.search(fold(text)) is None:
            continue
        stopped = list(_stopped(row, text, lexicon))
        for block in layout.medications:
            if block is not own and any(is_same_drug(block.match, drug) for drug in stopped):
                block.asked.append(row.text.strip(" ."))


def _rows(layout: Layout) -> Iterator[tuple[Block | None, Row, str]]:
    """Each row with the medication it belongs to, and its text up to the end of the next row."""
    loose = [row for item in layout.others for row in item]
    for rows in (layout.header, loose, layout.sections, [note.row for note in layout.notes]):
        yield from ((None, row, text) for row, text in _with_next(rows))
    for block in layout.medications:
        yield from ((block, row, text) for row, text in _with_next(block.rows))


def _with_next(rows: Sequence[Row]) -> Iterator[tuple[Row, str]]:
    for i, row in enumerate(rows):
        yield row, " ".join(one.text for one in rows[i : i + 2])


def _stopped(row: Row, text: str, lexicon: Lexicon) -> Iterator[DrugMatch]:
    """The drugs of the row that it tells were stopped."""
    folded, drugs = fold(text), find_drugs(text, lexicon)
    for i, drug in enumerate(drugs):
        if drug.start > len(row.text):
            return
        start = drugs[i - 1].end if i else 0
        end = drugs[i + 1].start if i + 1 < len(drugs) else len(folded)
        behind = _BEHIND.match(folded, drug.end, end)
        stopped = behind is not None and _NOT_YET.search(behind[0]) is None
        led = _BEFORE.search(folded, start, drug.start)
        if stopped or (led and _WHEN.match(folded, drug.end) is None):
            yield drug
