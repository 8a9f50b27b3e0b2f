"""Tables that count their lines: `N°  Produit  Posologie`, each number left of a name."""

import re
from dataclasses import replace

from extraction.sheet.columns import Column
from extraction.sheet.rows import Row

NUMBER = -1
"""The place of a line's number among its cells."""
_NUMBER = re.compile(r"\d{1,2}[.)/]?")


def cut_number(row: Row, names: Column) -> tuple[dict[int, Row], Row | None]:
    """The number that counts the row, by its place, and what is left of the row.

    It stands left of the column of the names: beside the first, or between the two rows of one.
    """
    word = row.words[0]
    if word.box is None or not _NUMBER.fullmatch(word.text):
        return {}, row
    if not names.title or word.box.x + word.box.width >= names.left:
        return {}, row
    number = {NUMBER: replace(row, words=row.words[:1])}
    return number, replace(row, words=row.words[1:]) if len(row.words) > 1 else None
