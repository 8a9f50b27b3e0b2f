"""How no row ends of itself: in mid-sentence, or at a comma."""

import re

from extraction.sheet.rows import Row

_UNFINISHED = re.compile(
    r"\b(?:[aà]|l[ae]s?|une?|d[eu]s?|et|ou|par|pour|avec|sans|dans|sur|en|aux?|puis|pendant|durant|"
    r"apr[eè]s|avant|d[eè]s|tou(?:te)?s|chaque|soit|non|ne|ne pas|quantit[eé]|suffisante|"
    r"renouvel[a-zé]+)$|\b(?:qt[eé]|quantit[eé]|dur[eé]e|qsp|ar)\W{0,2}$|[\d½¼¾] [-–]$",
    re.IGNORECASE,
)
"""How no row ends of itself: `Qté :` with its number below."""


def is_unfinished(row: Row) -> bool:
    """Whether a row ends in a word that another must follow: `jusqu'à`, `avant le`, `Qté :`."""
    return _UNFINISHED.search(row.text) is not None


def ends_in_comma(row: Row) -> bool:
    """Whether a row ends in a comma: what follows belongs to its list."""
    return row.text.rstrip().endswith(",")
