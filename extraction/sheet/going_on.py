"""Rows set aside below a medication that may all the same go on with it: they are asked about."""

import re
from statistics import median

from extraction.drugs.vocabulary import nearest_word
from extraction.sheet.cues import has_word_of_intake, is_intake, other_subject
from extraction.sheet.entry import Entry
from extraction.sheet.layout import Block
from extraction.spelling.matching import fold
from extraction.spelling.words import load_words

_WHEN = re.compile(r"(?:apres|avant|pendant|lors d|en fin d|au (?:cours|debut) d|les jours)\b")
"""`après chaque séance de dialyse`, below its medication."""
_NUMBER_FIRST = re.compile(r"\d{1,2} ?[a-z]+ [a-z]{2}")
_WORD = re.compile(r"[a-zœæ]+")
_MOSTLY = 0.75
_FAR = 6.0
"""Heights of letters: lines of one medication stand nearer to each other."""
_ROUTES = frozenset(
    {"iv", "ivl", "ivd", "im", "sc", "po", "per", "vo", "j", "od", "og", "odg", "oeil", "yeux"}
)


def may_go_on(entry: Entry, current: Block) -> bool:
    """Whether a row set aside right below a medication tells of an intake: `J4 à J6`, `à jeun`."""
    folded = fold(entry.row.text)
    lower = entry.row.text[:1].islower()
    first = _WORD.search(folded)
    opens = lower or (first is not None and first[0] in load_words().posology | _ROUTES)
    opens = opens or not folded[:1].isalpha()
    own = lower or other_subject(folded) is None
    told = has_word_of_intake(folded) or (lower and _WHEN.match(folded)) or _sounds_like_it(folded)
    return bool(opens and own and told) and not is_far(entry, current)


def _sounds_like_it(folded: str) -> bool:
    """`30 miuntes avat le petit`: a number, then hardly any word but those of posologies."""
    if _NUMBER_FIRST.match(folded) is None:
        return False
    words, listed = _WORD.findall(folded), load_words().posology
    known = sum(word in listed or nearest_word(word) is not None for word in words)
    return known >= _MOSTLY * len(words)


def is_far(entry: Entry, current: Block) -> bool:
    """Whether words of no intake stand far below a medication, as those of a footer do."""
    if entry.row.box is None or is_intake(fold(entry.row.text)):
        return False
    last = current.rows[-1]
    if last.page != entry.row.page or last.box is None:
        return False
    heights = [word.box.height for word in entry.row.words if word.box is not None]
    return entry.row.box.y - (last.box.y + last.box.height) > _FAR * median(heights)
