"""A length below the last medication that may be meant for all of them."""

import re

from extraction.sheet.layout import Block, Layout
from extraction.spelling.matching import fold

_TIME = r"(?:j|jours?|jrs?|semaines?|sem|mois|ans?)"
_LENGTH = re.compile(
    r"\W*(?:(?:traitement|duree|le tout|a (?:prendre|faire|suivre|poursuivre|continuer))\W*)*"
    r"(?:(?:pendant|pdt|durant|pour|de|sur)\W*)?"
    rf"(?:\d{{1,3}}|une?|deux|trois|quatre|cinq|six|huit|dix|quinze) ?{_TIME}\W*"
)
_OWN = re.compile(
    rf"(?<!/)(?<!/ )\b\d{{1,3}} ?{_TIME}\b|\bqsp\b|\b(?:au long cours|a vie|continu)\b"
)


def ask_last_length(layout: Layout) -> None:
    """`5 jours` on a row of its own below the last of several rows of drugs: for that one or all?

    The last drug has it in any case; the others without a length are asked.
    """
    others = layout.medications[:-1]
    if not others or any(len(block.rows) > 1 for block in others):
        return
    last = layout.medications[-1]
    told = last.rows[-1]
    if len(last.rows) == 1 or not _LENGTH.fullmatch(fold(told.text)) or _is_set_in(last):
        return
    for block in others:
        if not _OWN.search(fold(block.rows[0].text)):
            block.asked.append(told.text)


def _is_set_in(block: Block) -> bool:
    """Whether the last row stands to the right of the first one's beginning: it belongs to it."""
    first, last = block.rows[0].box, block.rows[-1].box
    return first is not None and last is not None and last.x > first.x + first.height / 2
