"""Moments of a list of which the last one stands apart, before the words of a need."""

import re
from itertools import pairwise

_HOURS = {
    "reveil": 6, "lever": 6, "matin": 8, "mat": 8, "midi": 12, "gouter": 16, "soir": 19,
    "coucher": 22, "nuit": 23,
}  # fmt: skip
"""About when each moment is, for their order."""
_MOMENT = rf"(?:(?:{'|'.join(_HOURS)})s?|\d{{1,2}} ?h(?: ?\d\d)?)"
_BETWEEN = (
    r"[ ,;./+(]*(?:et|\+|puis|,)?[ (]*(?:(?:a )?(?:prendre|reprendre|refaire|prise) )?"
    r"(?:(?:le|au|a|du|la) )?"
)
_NEEDED = re.compile(
    rf"{_MOMENT}(?:{_BETWEEN}{_MOMENT})+[ )]*,? ?(?:seulement |uniquement )?"
    r"(?=(?:si|sb|en cas d\w*|a la demande|au besoin)\b)"
)
_NAMED = re.compile(_MOMENT)


def sets_last_apart(folded: str) -> bool:
    """Whether folded words name moments, the last of them apart from the list: `(midi si besoin)`.

    `matin et soir si besoin` and `matin, midi et soir si besoin` are lists.
    """
    return any(_is_apart(found[0]) for found in _NEEDED.finditer(folded))


def _is_apart(words: str) -> bool:
    named = list(_NAMED.finditer(words))
    links = [words[one.end() : other.start()].strip() for one, other in pairwise(named)]
    *others, last = links
    places = [_hour(moment[0]) for moment in named]
    listed = bool(others) and not any("et" in link or "+" in link for link in others)
    parted = any(sign in last for sign in ("(", "+", ";", ".", "pr"))
    if parted or ("," in last and "et" in last and not others) or places[-1] < places[-2]:
        return True
    if "et" in last.split():
        return bool(others) and not listed
    return "," in last and not listed


def _hour(moment: str) -> int:
    return _HOURS.get(moment.rstrip("s")) or int(moment.split("h")[0])
