"""The form as the paper names it: the written words in full, in the singular."""

import re
from functools import cache

from extraction.resources import read_rules
from extraction.spelling.matching import fold

_WORD = re.compile(r"[^\W\d_]+")
_ANNOUNCED = re.compile(r"^(?:sous )?(?:forme(?: de)?|en) ")
_COMPOUNDS = (
    ("granulé pour", "granulés pour"),
    ("gastro résistant", "gastro-résistant"),
    ("auto injecteur", "auto-injecteur"),
    ("sachet dose", "sachet-dose"),
)


def official_form(written: str, meant: str) -> str:
    """`cp pell.` is `comprimé pelliculé`, `sol buv` is `solution buvable`.

    `meant` is the record's word for the form: it stands where a word written is none of forms'.
    """
    words, wholes = _tables()
    said = " ".join(_WORD.findall(_ANNOUNCED.sub("", fold(written))))
    parts = [_in_full(word, words) for word in said.split()]
    if not parts or None in parts:
        return meant
    whole = " ".join(part for part in parts if part)
    bare = " ".join(_WORD.findall(fold(whole)))
    for way in (said, bare):
        if way in wholes:
            return wholes[way] or meant
    if bare == " ".join(_WORD.findall(fold(meant))):
        return meant
    for apart, joined in _COMPOUNDS:
        whole = whole.replace(apart, joined)
    return whole


def _in_full(word: str, words: dict[str, str]) -> str | None:
    for known in (word, word.removesuffix("s"), word.removesuffix("x")):
        if known in words:
            return words[known]
    return None


@cache
def _tables() -> tuple[dict[str, str], dict[str, str]]:
    rules = read_rules("form_words.toml")
    return rules["words"], rules["whole"]
