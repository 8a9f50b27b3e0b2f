"""Words of prescriptions one letter of which came back as its like, told by their neighbours.

`OSP 6 mois` is QSP, `1 comp mal et soir` is mat, `si hes` is bes: beside these words the paper can
hold nothing else. A human is asked all the same.
"""

import re
from collections.abc import Sequence

from ocr.page import Word

_SUPPLY = re.compile(r"[OQ0][S5]P|[qg9][Ss5][pP]")
_NUMBER = re.compile(r"\d")
_EVERY, _AGAIN = re.compile(r"(?:t|[lfi]t|t[lfi])es"), re.compile(r"\d")
"""`tes les 12 h`: ttes, with its first letters run together."""
_MORNING, _MOMENT = re.compile(r"ma[lfi]"), re.compile(r"(?:midi|soir|coucher)\b", re.IGNORECASE)
_JOINED = frozenset({"et", "/", "-", "+", "&"})
_NEED = re.compile(r"h(es(?:oin)?[.,;:]?)")
_PUFF = re.compile(r"h(ouff[\w.]*)")
_TABLET = re.compile(r"[eé](prs?[.,;:]?)")
_SALT = re.compile(r"NaC[I1|!]([.,;:]?)")
"""What `100 mL de NaCl 0,9 %` ends in."""
_DAY, _DAYS = re.compile(r"J([TtIl|SZ])([,.;:]?)"), re.compile(r"J\w{1,2}[,.;:]?")
_DIGIT = {"S": "5", "Z": "2"}
_TO = frozenset({"à", "a", "et", "puis"})
_LIKE_DIGIT = {"&": "8", "B": "8", "§": "8", "G": "6", "S": "5", "s": "5", "$": "5", "Z": "2"}
_LIKES = "[&B§GS$Z]"
_PUFFS = re.compile(r"bouff|inhal|gtte?s|gouttes")
_TIME = re.compile(r"(?:h|j|heures?|jours?|jrs?|mois|sem(?:aines?)?|ans?)(?![^\W\d_])")
_MEASURED = re.compile(r"(?:mg|[µu]g|mcg|m[lL]|UI|kg)(?![^\W\d_])")
"""`toutes les & h`, `durée : Z mois`, `$ mg`: a number stands before these."""
_GLUED = re.compile(rf"({_LIKES})((?:h(?:\d\d)?|jours?|mois|mg|[µu]g|m[lL]|UI)[.,;:)]?)")
"""`toutes les Bh`: no word is written so."""
_ROUND = re.compile(r"(\d*)[@©®Ø](\d*(?:mg|[µu]g|mcg|g|m[lL]|UI|h|j)[.,;:)]?)")
"""`6@mg`: a 0 with something in it."""
_LENGTH = re.compile(r"^(?:pendant|durant|durée|pdt|pour|de|sur|QSP|qsp|les)$|:$")
"""`pendant / jours`, `toutes les / h`."""
_FIRST = re.compile(r"[lI|!](ers?[.,;:]?)")
"""`le ler jour`."""
_INTO = re.compile(r"[{|l!\[]([MV][.,;:]?)")
"""`1 injection {M`: IM and IV, for no word begins so."""
_INJECTED = re.compile(r"inj|amp|flacon|seringue|dose|perf|voie|par", re.IGNORECASE)
_VOLUME, _AMOUNT = re.compile(r"m[iI1|!]([.,;:]?)"), re.compile(r"(?:.*[/\s])?\d+(?:[.,]\d+)?")
"""`30 MUI/0,5 mi`: behind a number it is ml."""
_MONTHS, _COUNT = re.compile(r"m(?:[au0][irtlj]|o[rtlj])s([.,;:]?)"), re.compile(r"\d{1,2}")
"""`pdt 3 mais`: months."""
_DECIMAL = re.compile(r"\d+[.,]\d+")
_GRAMS = re.compile(r"g/?[iI1|!]([.,;:]?)")
"""`2,50 g/1`: per litre, for no number is of grams for one."""
_BY_WEIGHT = re.compile(r"d[o0].{1,2}e-p[o0][il1I|!]ds([.,;:]?)")
"""`1 dose-polds`."""
_AT_HOUR, _HOUR = re.compile(r"[^\W\d_]{2,}"), re.compile(r"\d{1,2}\s?[hH](?:\d\d)?[.,;:]?")
"""`14 unités 4 21h`: no number stands before the time of day, but `à` may be read as one."""
_APPLIED = re.compile(r"(\d*)app(?:[l1I|!/]/[)\]}/]|//)([.,;:]?)")
"""`3 app//`: a time a day."""
_THOUSAND = re.compile(r"(?=\d*[OoQ])[O0oQ]{3}((?:U\.?I\.?|mg|µg)?(?:/m[lL])?[.,;:]?)")
"""`10 OOOUI/ml`."""


def near_word(words: Sequence[Word], place: int) -> str | None:
    """What the word at `place` stands for; None where it may stand for itself."""
    text = words[place].text
    before = words[place - 1].text if place else ""
    after = words[place + 1].text if place + 1 < len(words) else ""
    later = words[place + 2].text if place + 2 < len(words) else ""
    if _SUPPLY.fullmatch(text) and text not in ("QSP", "qsp") and _NUMBER.match(after):
        return "QSP" if text[-2:].isupper() else "qsp"
    if _EVERY.fullmatch(text) and after == "les" and _AGAIN.match(later):
        return "ttes"
    if _MORNING.fullmatch(text) and _MOMENT.match(later if after in _JOINED else after):
        return "mat"
    if before.casefold() == "si" and (found := _NEED.fullmatch(text)):
        return "b" + found[1]
    if found := _PUFF.fullmatch(text):
        return "b" + found[1]
    if place and (found := _TABLET.fullmatch(text)):
        return "c" + found[1]
    if found := _SALT.fullmatch(text):
        return "NaCl" + found[1]
    if text == "/" and _TIME.match(after) and _LENGTH.search(before):
        return "7"
    lasts = place > 1 and _LENGTH.search(words[place - 2].text) and _COUNT.fullmatch(before)
    if lasts and (found := _MONTHS.fullmatch(text)):
        return "mois" + found[1]
    return _like_digit(text, after) or _behind(text, before, after, later) or _day(words, place)


def _behind(text: str, before: str, after: str, later: str) -> str | None:
    """What a word stands for behind another one."""
    if _INJECTED.match(before) and (found := _INTO.fullmatch(text)):
        return "I" + found[1]
    if _AMOUNT.fullmatch(before) and (found := _VOLUME.fullmatch(text)):
        return "ml" + found[1]
    if _DECIMAL.fullmatch(before) and (found := _GRAMS.fullmatch(text)):
        return "g/l" + found[1]
    if (found := _BY_WEIGHT.fullmatch(text)) and not text.startswith("dose-poids"):
        return "dose-poids" + found[1]
    hour = _HOUR.fullmatch(after) or (_COUNT.fullmatch(after) and later[:1] in ("h", "H"))
    if text == "4" and hour and _AT_HOUR.fullmatch(before):
        return "à"
    if found := _APPLIED.fullmatch(text):
        return f"{found[1]}appl/j{found[2]}"
    found = _THOUSAND.fullmatch(text) if _AMOUNT.fullmatch(before) else None
    return "000" + found[1] if found else None


def _like_digit(text: str, after: str) -> str | None:
    """`& h`, `Bh`, `ler`: a letter or a sign where the paper holds a digit."""
    measured = _TIME.match(after) or (not text.isalpha() and _MEASURED.match(after))
    measured = measured or (text == "G" and _PUFFS.match(after))  # there is a penicillin G
    if text in _LIKE_DIGIT and measured:
        return _LIKE_DIGIT[text]
    if found := _GLUED.fullmatch(text):
        return _LIKE_DIGIT[found[1]] + found[2]
    found = _ROUND.fullmatch(text)
    if found and (found[1] or found[2][0].isdigit()):
        return f"{found[1]}0{found[2]}"
    found = _FIRST.fullmatch(text)
    return "1" + found[1] if found else None


def _day(words: Sequence[Word], place: int) -> str | None:
    """`JT à JS`: days are counted from a day to a day."""
    found = _DAY.fullmatch(words[place].text)
    if found is None:
        return None
    texts = [word.text for word in words]
    sides = (texts[place + 1 : place + 3], texts[max(place - 2, 0) : place][::-1])
    if any(len(s) == 2 and s[0] in _TO and _DAYS.fullmatch(s[1]) for s in sides):
        return f"J{_DIGIT.get(found[1], '1')}{found[2]}"
    return None
