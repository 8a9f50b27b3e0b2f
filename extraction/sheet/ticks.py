"""Marks under the moments of a table: `1 cp | X | | X |` below `Dose | Matin | Midi | Soir`.

The dose has a column of its own, and the marks tell when. A mark is easily lost or misread, so a
line that was read off paper is asked; so is one with nothing under any moment, and one that lacks
a cell where the others have a dash or a number in each.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extraction.sheet.columns import Column
from extraction.sheet.rows import Row
from extraction.sheet.titles import moment_of, tells_when

_TICK = re.compile(r"[xX×✓✔√☑☒✗✘✕●•*+]")
_HOLDS_A_NUMBER = re.compile(r"[1-9½¼¾]")
_NOTHING = frozenset({"0", "o", "O", "-", "–", "—"})
"""What a cell says when nothing is taken; an O is what a zero was read as."""
_FEWEST_MOMENTS = 2
_FEWEST_FULL, _MOSTLY = 3, 0.66
"""Lines with something under every moment, and their share, from which one without is asked."""


def with_ticks(cells: Sequence[tuple[str, Row]], titles: Sequence[str]) -> Iterator[Row]:
    """The cells of one medication, each with its column's title; a mark says the moment above it.

    Where a number stands under a moment, marks beside it are no ticks: `1 | x | 1`.
    """
    under = [cell.text for title, cell in cells if moment_of(title)]
    counted = any(_HOLDS_A_NUMBER.search(text) for text in under)
    told = counted or any(tells_when(cell.text) for _, cell in cells)
    headed = sum(bool(moment_of(title)) for title in titles) >= _FEWEST_MOMENTS
    on_paper = any(word.confidence is not None for _, cell in cells for word in cell.words)
    asked = headed and not told and on_paper
    for place, (title, cell) in enumerate(cells):
        moment = moment_of(title)
        if moment and headed and not counted and _TICK.fullmatch(cell.text):
            cell = replace(cell, silent=True, before="", after=moment)
        yield replace(cell, ticked=True) if asked and place == len(cells) - 1 else cell


def lacking(
    records: Sequence[Sequence[dict[int, Row]]], columns: Sequence[Column]
) -> tuple[bool, ...]:
    """For each medication of a table, whether cells under moments are missing that others have.

    `1 | - | - | 1` in most lines: where one has nothing under 12h, a number may not have been read.
    So may one of `2 |   | 2 | 0`: who writes a zero leaves no cell empty.
    """
    moments = {place for place, column in enumerate(columns) if moment_of(column.title)}
    left = [len(moments - {place for row in record for place in row}) for record in records]
    full = sum(count == 0 for count in left)
    if len(moments) < _FEWEST_MOMENTS:
        return (False,) * len(records)
    if full >= max(_FEWEST_FULL, _MOSTLY * len(records)):
        return tuple(count > 0 for count in left)
    return tuple(
        count > 0 and _writes_zeros(record, moments)
        for count, record in zip(left, records, strict=True)
    )


def _writes_zeros(record: Sequence[dict[int, Row]], moments: set[int]) -> bool:
    """Whether a cell under a moment says that nothing is taken, beside one that tells what is."""
    cells = [row[place].text.strip(" .,") for row in record for place in moments & row.keys()]
    nothing = sum(cell in _NOTHING for cell in cells)
    return 0 < nothing < len(cells)
