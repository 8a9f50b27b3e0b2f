"""Repairs of what OCR and typing did to the words of a posology, with a map back to the page."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain

from extraction.posology.misread_words import Repair, has_misread_word, word_repairs
from extraction.spelling.confusions import SUSPECTS, confusions
from extraction.values import value

_TOKEN = re.compile(r"\S+")
_EDGES = "()[]{}.,;:!?«»\"'’*"
_NUMBER_LIKE = r"(?:[\dOoQlI|S][\dOolI|SsB]*(?:[.,][\dOoSslIB|]+)?)"
_AS_DIGITS = str.maketrans("OoQlI|SsB", "000111558")
_NUMBER = re.compile(_NUMBER_LIKE)
_DIGIT = re.compile(r"\d")
_ONES = ("l", "I", "|")
_COUNTED = (
    r"(?:cp[rsé]?|cps|comp\w*|cornp\w*|g[ée]l(?:ules?)?|sach\w*|gtt\w*|gouttes?|amp\w*|bouff\w*|inj\w*|appl\w*|"
    r"supp\w*|ovules?|doses?|patchs?|puffs?|caps\w*|pulv\w*|unidoses?|implants?|lyoph\w*|lyocs?|cuill\w*|c\.?[àa]\.?[cs]|fois|boites?|boîtes?)"
)
_MEASURED = r"(?:mg|rng|mq|g|µg|ug|mcg|ml|mI|UI|Ul|%)"
_WITH_UNIT = re.compile(
    rf"({_NUMBER_LIKE})({_MEASURED}|{_COUNTED}|j|jours?|h|x)(?:/(?:j|jrs?|jours?|\d*h))?(?![a-z])"
)
_FOLLOWED = re.compile(
    rf"\s*(?:{_MEASURED}|{_COUNTED}|x|j|jours?|jrs?|semaines?|mois|prises?|/ ?j)(?![a-zé])",
    re.IGNORECASE,
)
_RHYTHM = (
    r"(?:le|au|à|par|tous|toutes|ttes|chaque|avant|apr[èe]s|pdt|pendant|si|matin|midi|soir|mat|"
    r"coucher)"
)
_HATTED = "ÎÍÏîíìï"
"""What a slender 1 with a long flag is read as; no such letter is a word."""
_SINGLE_ONE = re.compile(
    rf"[lI|\]!i{_HATTED}](?=\s+{_COUNTED}(?![a-z]))|[lI|{_HATTED}](?=\s*(?:x|/j)(?![a-z]))|"
    rf"(?<!\d )[lI|{_HATTED}](?=\s+{_RHYTHM}(?![a-zé]))"
)
_SEVEN = re.compile(r"T(?=\s?(?:jours?|jrs?|j)(?![a-z]))")
_SLASH_SEVEN = re.compile(r"(?:pendant|pdt|durée\s*:?|pour|qsp)\s+(/)(?=\s+jours?)", re.IGNORECASE)
_HELD = r" ?(?:(?i:m?l|millil\w*|g|gr|grammes?)(?!\w)|(?i:dose|bouff|inhal|pulv)|[ .]?\d{3}(?!\d))"
"""What a strength is written for one of, `0,2 mgs/1 dose`, or thousands: `600 mgs/1 000 UI`."""
_PER_DAY = re.compile(
    rf"(?=[/liI|!])(?:(?<=[pslx])/ ?1(?![\w(/]|{_HELD})|(?<=[xX*]\d)[lI|]j(?!\w)|"
    r"(?<=[\dpslx])(?:/ ?[)\]iIl]|[iI!|][)\]]|[li|]j)(?![\w(]))"
)
# A pattern finds its places soonest when it begins with the letter that is wrong.
_SLASH = re.compile(
    r"1(?<=(?:mg|µg|ug|UI|ui)1)(?=(?:\d{1,3}(?:[.,]\d+)? ?)?m?[lL](?![a-z]))|1(?<=mmes1)(?=dose)|"
    r"1(?<=(?:UI|ui) 1)(?=0[.,]\d+ ?m[lL](?![a-z]))"
)
_TABLET = re.compile(r"ep(?:(?<=[\dgGiIlL%] ep)|(?<=[\dgGiIlL%], ep))(?![\w])")
_UNIT_AFTER = re.compile(
    r"(?:(?<=[\d/])|(?<=\d[OoSlI])|(?<=\d[Oo]{2}))\s*(rng|rnq|mq|m9|µq|M?U[lL1]|uI|u\.l|mI|m1|mi|rnl|rnL|my|pg|ig|[pµ][89]|q)(?![\w])|"
    r"(?<=/)(m[i!£|])(?!\w)"
)
_UNITS = {
    "rng": "mg", "rnq": "mg", "mq": "mg", "m9": "mg", "my": "mg", "µq": "µg", "Ul": "UI",
    "UL": "UI",
    "U1": "UI", "MUl": "MUI", "MUL": "MUI", "MU1": "MUI", "uI": "UI", "u.l": "UI", "mI": "mL",
    "m1": "mL", "rnl": "mL", "rnL": "mL",
    "mi": "mL", "pg": "µg", "ig": "µg", "p9": "µg", "p8": "µg",
    "µ8": "µg", "µ9": "µg", "q": "g",
}  # fmt: skip
_SURE_UNITS = frozenset({"mg", "UI", "MUI", "mL"})
_RULE = re.compile(r"[|¦](?<!\S.)(?!\S)")
_SLOT_ZERO = re.compile(
    r"[@OoQ](?:(?<=[-–] .)(?= [-–]|\W|$)|(?<=\d[-–].)(?![\w])|(?<=\d [-–].)(?= ?[-–])|"
    # `Q-Q-1`: the first of three or four, and the next behind a letter.
    r"(?<![\w–-].)(?=(?:[-–][@OoQ\d½]){2,3}(?![\w–-]))(?=[-–@OoQ]*[\d½])|"
    r"(?<=[@OoQ][-–].)(?=[-–@OoQ]*[\d½](?![\w])))"
)
_SUSPECT_SLOT = re.compile(r"[-–][@OoQ] [-–]|[@OoQ][-–][@OoQ\d½][-–]")
_LIST_NUMBER = re.compile(r"\W*\d{1,2}")
"""What stands before the bracket of `3)`, with the edge of a frame read before it: `| 3)`."""
_OPENS = {")": "(", "]": "[", "}": "{"}
_OPEN_DAYS = re.compile(r"[)\]}](?<=\d[)\]}])(?!\w)")
_ARTICLE = re.compile(r"1(?=[ea]\s+(?:matin|soir|midi|lundi|mardi|mercredi|jeudi|vendredi|nuit))")
_IN = re.compile(
    r"[dD]s(?<![^\W_]..)(?= (?:les?|la|l['’]|un|une|cha(?:que|mbre|cun)|nez|yeux|[œo]eil|bouche))"
)
_MARKS = ((_SINGLE_ONE, "1"), (_SEVEN, "7 "), (_SLASH_SEVEN, "7"), (_ARTICLE, "l"))
_SUSPECT_NUMBER = re.compile(r"\d[.,]?[OoQlI|SsB]|[OoQlI|SsB][.,]?\d|[lI|](?<!\w.)[cC]")
_SUSPECT_MARK = re.compile(
    rf"[lI|\]!i{_HATTED}](?<![^\W_].)(?=\s|x|/)|T(?=\s?j)|/(?<=\s.)(?=\s+[jJ])|1(?=[ea]\s)"
)
_SUSPECT_UNIT = re.compile(
    r"(?:[\d/]|\d[OoSlI]{1,2})\s*(?:rn|m[qIy19i!£|](?!\w)|M?U[l1L]|u[.I]|[pi]g|µq|[pµ][89]|q(?!\w))"
)
"""What a misread number, mark or unit needs: most texts hold none and are looked at once."""
_SUSPECT_SLASH = re.compile(r"1(?<=[gIi]1)|1(?<=mmes1)|1(?<=[Ii] 1)(?=0[.,])")
_SUSPECTS = (
    *SUSPECTS,
    *(_SUSPECT_NUMBER, _SUSPECT_MARK, _SUSPECT_UNIT, _SUSPECT_SLASH),
    *(_SLOT_ZERO, _SUSPECT_SLOT, _OPEN_DAYS, _TABLET, _IN, _RULE, _PER_DAY),
)
"""Wherever a pattern finds something to repair, two words beside each other hold one of these."""


@value
class RepairedText:
    """A repaired text and how its offsets lead back to the original."""

    text: str
    original: str
    repairs: tuple[Repair, ...] = ()

    def locate(self, start: int, end: int) -> tuple[int, int]:
        """Offsets into the original of a span of the repaired text; never cuts a repair."""
        return self._back(start, False), self._back(end, True)

    def _back(self, offset: int, is_end: bool) -> int:
        shift = 0
        for one in self.repairs:
            begin, end = one.start + shift, one.start + shift + len(one.text)
            if offset < begin or (offset == begin and is_end):
                break
            if offset < end or (offset == end and is_end):
                return one.end if is_end else one.start
            shift += len(one.text) - (one.end - one.start)
        return offset - shift


def repair(text: str, given: Iterable[Repair] = ()) -> RepairedText:
    """The text as it was meant: confusions of OCR in numbers, units and words of posologies.

    The `given` repairs are made first.
    """
    repairs: list[Repair] = []
    taken = bytearray(len(text) + 1)
    for one in chain(given, _candidates(text)):
        inside = taken[one.start] and one.start > 0 and taken[one.start - 1]
        if not any(taken[one.start : one.end]) and not (one.start == one.end and inside):
            taken[one.start : one.end] = b"\1" * (one.end - one.start)
            repairs.append(one)
    repairs.sort(key=lambda r: (r.start, r.end))
    parts, at = [], 0
    for one in repairs:
        parts += [text[at : one.start], one.text]
        at = one.end
    return RepairedText("".join([*parts, text[at:]]), text, tuple(repairs))


def _candidates(text: str) -> Iterator[Repair]:
    """Possible repairs; of two that overlap the earlier one counts."""
    words = text.split()
    if not any(map(_is_suspect, words, [*words[1:], ""])):
        return
    for start, end, meant, matters in confusions(text):
        yield Repair(start, end, meant, matters)
    yield from _numbers(text)
    yield from _units(text)
    yield from _marks(text)
    yield from _rules(text)
    yield from word_repairs(text)


def _numbers(text: str) -> Iterator[Repair]:
    for match in _TOKEN.finditer(text) if _SUSPECT_NUMBER.search(text) else ():
        token = match[0].strip(_EDGES)
        if token.isdigit():
            continue
        if token[:1] not in _ONES and (token.isalpha() or not _DIGIT.search(token)):
            continue
        start = match.start() + match[0].find(token)
        end = start + len(token)
        glued = _WITH_UNIT.fullmatch(token)
        number = token if _NUMBER.fullmatch(token) and _FOLLOWED.match(text, end) else ""
        if glued:
            number = glued[1]
        digits = number.translate(_AS_DIGITS)
        if digits != number and any(c.isdigit() for c in number):
            yield Repair(start, start + len(number), digits, matters=True)
        elif glued and number in _ONES and glued[2].lower().startswith("c"):
            yield Repair(start, start + 1, "1", matters=True)
    for pattern, meant in _MARKS if _SUSPECT_MARK.search(text) else ():
        for match in pattern.finditer(text):
            start, end = match.span(pattern.groups)
            before = text[start - 1 : start]
            if not before.isalnum() and before not in ("'", "’"):
                yield Repair(start, end, meant, matters=True)


def _marks(text: str) -> Iterator[Repair]:
    """A slash read as 1, a slot's 0 read as a letter, days' `j` as a bracket, `ep` for `cp`."""
    for match in _SLASH.finditer(text):
        yield Repair(match.start(), match.end(), "/", matters=True)
    for match in _SLOT_ZERO.finditer(text):
        yield Repair(match.start(), match.end(), "0", matters=True)
    for match in _OPEN_DAYS.finditer(text):
        opens = _OPENS[match[0]]
        closed = text.count(opens, 0, match.start()) <= text.count(match[0], 0, match.start())
        row = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        if closed and not _LIST_NUMBER.fullmatch(row):
            yield Repair(match.start(), match.end(), "j", matters=True)
    for match in _TABLET.finditer(text):
        yield Repair(match.start(), match.end(), "cp")
    for match in _IN.finditer(text):
        yield Repair(match.start(), match.end(), "dans")


def _rules(text: str) -> Iterator[Repair]:
    """The lines between the cells of a table, read as characters."""
    for match in _RULE.finditer(text):
        yield Repair(match.start(), match.end(), ",")


def _units(text: str) -> Iterator[Repair]:
    for match in _UNIT_AFTER.finditer(text) if _SUSPECT_UNIT.search(text) else ():
        unit = "mL" if match[2] else _UNITS[match[1]]
        start, end = match.span(match.lastindex or 0)
        yield Repair(start, end, unit, matters=unit not in _SURE_UNITS or match[1] == "mi")
    for match in _PER_DAY.finditer(text):
        opened = text.count("(", 0, match.start()) > text.count(")", 0, match.start())
        if not (opened and ")" in match[0]):
            yield Repair(match.start(), match.end(), "/j", matters=True)


@lru_cache(maxsize=16384)
def _is_suspect(word: str, following: str) -> bool:
    """Whether anything in a word, or in it and the word behind it, may have to be repaired.

    Most words that stand together were met together before.
    """
    pair = f" {word} {following} "
    return any(look.search(pair) for look in _SUSPECTS) or has_misread_word(pair)
