"""Marks that repeat what stands above: `Ramipril 5 mg : 1 cp le matin "` below `pendant 3 mois`."""

import re
from collections.abc import Iterator

from extraction.sheet.layout import Block
from prescription.record import Review, ReviewReason

_QUOTED = re.compile(r"«[^«»\n]*»|“[^“”\n]*”")
_MAY_MARK = re.compile(r"""["”″〃‟»¨]|['’´′]['’´′]|,,|//|[-–—]\W*$""")
"""What all of the following hold: most rows are looked at once."""
_MARK = re.compile(
    r"""(?<!\S)(?:[-–—][ ]?)?(?:["”″〃‟»¨]{1,2}|['’´′]{2}|,,)(?:[ ]?[-–—])?(?=[\s|.,;]*(?:\s|$))"""
)
_LAST_MARK = re.compile(r"(?<=[^\W\d]) +(//|[-–—](?: *[-–—]){1,2}(?! *[-–—]))\W*$|^\W*//\W*$")
"""At the end of a row, behind a word: `1 - -` is a dose and two empty places, more are a rule."""


def ditto_doubts(block: Block) -> Iterator[Review]:
    """What the line above says is meant of this one too, and only a human sees how much of it."""
    for row in block.rows:
        if not _MAY_MARK.search(row.text):
            continue
        text = _QUOTED.sub(lambda quoted: "x" * len(quoted[0]), row.text)
        if found := _MARK.search(text) or _LAST_MARK.search(text):
            said = found[0].strip()
            yield Review("dosageInstruction", ReviewReason.UNREAD_TEXT, said, row.box, row.page)
