"""A date as a human types it: as papers write it, or its digits alone."""

import re
from datetime import date

from prescription.language import Fault

_DIGITS = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})")


def read_date(text: str) -> date:
    """`29/11/26`, `29/11/2026`, `29112026`, `29 novembre 2026`. Raises Fault."""
    # Only now: a window is shown before the rules of reading are loaded.
    from extraction.header.dates import find_dates

    words = " ".join(text.split())
    alone = _DIGITS.fullmatch(words)
    written = "/".join(alone.groups()) if alone else words
    found = find_dates(written)
    if len(found) != 1 or found[0].end - found[0].start < len(written):
        raise Fault(
            fr=f"Date non comprise : « {words} ». Écrivez par exemple : 12/03/2026.",
            en=f'Date not understood: "{words}". Write for example: 12/03/2026.',
        )
    return found[0].value
