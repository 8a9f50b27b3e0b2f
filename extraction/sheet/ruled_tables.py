"""Tables typed with `|` between their cells: each cell takes what its column's title says."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extraction.sheet.cues import is_column_titles
from extraction.sheet.rows import Row
from extraction.sheet.ticks import with_ticks
from extraction.sheet.titles import with_title
from extraction.spelling.matching import fold
from ocr.page import Word

_RULES = frozenset({"|", "¦"})
_FEWEST_RULES = 2


def unfold_ruled(rows: Sequence[Row]) -> Iterator[Row]:
    """The rows; under a row of titles with `|` between them, one row for each cell."""
    titles: list[str] = []
    for row in rows:
        rules = sum([word.text in _RULES for word in row.words])
        if rules >= _FEWEST_RULES and is_column_titles(fold(row.text)):
            titles = [fold(" ".join(w.text for w in cell)) for cell, _ in _cells(row)]
            yield row
        elif titles and rules == len(titles) - 1:
            yield from with_ticks([*_titled(row, titles)], titles[1:])
        else:
            titles = []
            yield row


def _cells(row: Row) -> list[tuple[tuple[Word, ...], tuple[Word, ...]]]:
    """The words of each cell, and the rule before it."""
    found: list[tuple[list[Word], list[Word]]] = [([], [])]
    for word in row.words:
        if word.text in _RULES:
            found.append(([], [word]))
        else:
            found[-1][0].append(word)
    return [(tuple(words), tuple(rule)) for words, rule in found]


def _titled(row: Row, titles: Sequence[str]) -> Iterator[tuple[str, Row]]:
    for place, ((words, rule), title) in enumerate(zip(_cells(row), titles, strict=True)):
        if rule:
            yield "", replace(row, words=rule, cell=True, silent=True)
        if words and place:
            yield title, with_title(replace(row, words=words, cell=True), title)
        elif words:
            yield "", replace(row, words=words)
