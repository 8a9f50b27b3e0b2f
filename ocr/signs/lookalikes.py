"""Words that no prescription holds as they were read, and what they stand for.

A 1 glued to its unit comes back as a letter (`lappl`), the 1 of `J1` too; a 0 with a dot or a
stroke in it as `©`; a j after a stroke as a bracket; `UI` behind a number as `UT`. The text alone
tells these, so a human is asked.
"""

import re
from collections.abc import Sequence

from ocr.page import Word

_ZERO = re.compile("[©®@Ø]")
_ZEROS = re.compile(r"[\d.,/-]*[©®@Ø][\d.,/©®@Ø-]*")
_SLIM = re.compile(r"[lIiLÀÂÎÏJjtTf!{|\]]|\{1")  # not the D of vitamine D, nor A, B, C, E, K
_DOSE_UNIT = re.compile(
    r"compr|comp\b|cpr?s?\b|cp[ée]s?\b|g[ée]l|capsule|caps\b|sach|goutte|gtte?s?\b|ampoule|amp\b"
    r"|injections?\b|inj\b|bouff|suppo|supp\b|ovule|cuill|doses?\b|applications?\b|appli?\b|unidose"
    r"|patch|pulv|inhalations?\b|lyoc|pastille|gomme|mesure|flacon|seringue|noisette|unit[ée]",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"mois\b|seule?\b|fois\b|sem(?:aines?)?\b|jours?\b|jrs?\b|an(?:n[ée]e)?s?\b|bo[iî]tes?\b|btes?\b"
    r"|prises?\b|heures?\b|renouvellements?\b|inhal\b",
    re.IGNORECASE,
)
"""What a number stands before that is no unit of a dose."""
_ENDS = ":;,=.→-–"
"""`comprimé : / comprimé le matin`: nothing stands above such a stroke."""
_COUNTS_NEXT = re.compile(r"\b(?:AR|Qt[ée]|renouv\w*|x)\W*$", re.IGNORECASE)
"""`AR |`, `Qté : !`: a number ends the line."""
_GLUED_ONE = re.compile(
    r"(?:1?[lI|!{}\[\]]|1?[tTiÎ](?!amp)|[|{}][tTlI]|r(?=appl|inj|comp|sach|unid|pulv))((?:cpr?s?|cp[ée]s?|comp\w*|sach\w*|g[ée]l\w*|amp\w*|inj\w*|appl\w*|bouff\w*|gtte?s?|supp\w*"
    r"|s[ct]{2}|sch|unid\w*|pulv\w*|patch\w*|mois|fois|seule)\.?)",
    re.IGNORECASE,
)
"""`lappl`, `Icomp`, `{comp`, `|tamp`, `[fois`: no French word begins so."""
_GLUED_TABLET = re.compile(r"[lLI1|t][eé](omp[\w.]*|prs?\.?)")
"""`leomp`, `Leomprimé`: the c behind the 1 closed to an e."""
_ELIDED_ONE = re.compile(r"[lI|!]['’]((?:inj|appl|amp|ovule|inhal|unid)\w*\.?)", re.IGNORECASE)
"""`l'injection en SC`: no posology begins so."""
_ONE_AT, _MOMENT = re.compile(r"[lLI|!]au"), re.compile(r"matin|midi|soir|coucher|lever|r[ée]veil")
"""`Lau matin`."""
_ONCE = re.compile(r"[lI|!]x")
"""`AR Ix`."""
_DAY_ONE, _DAY_ZERO = re.compile(r"J[rlI|]"), re.compile(r"J[OQ](?=[,.;:]?$)")
_DAY, _LAST_DAY = re.compile(r"J\d{1,2}"), re.compile(r"3(\d{1,2}[,.;:]?)")
"""`J1 à 37`: days are counted from a day to a day."""
_EACH_DAY = re.compile(r"(\w*(?:\d|x|cp|inj|prises?|fois)/)[)\]}](\)?)[,.;:]?", re.IGNORECASE)
"""`1x/}`, `(max 4/))`: nothing closes that was not opened."""
_SQUARE = re.compile(r"(?<=/m)[?'’\"°*](?=[.,;:]?$)")
"""`mg/m?`: of the body's surface."""
_MILLILITRE = re.compile(
    r"((?:\d*[mµu]g|U\.?I\.?|ui|U|g)/(?:\d+(?:[.,]\d+)?)?)"
    r"m(?:[tTI1|!]|[iI][tl]?|[lI1|!]{2}|lL|L[lI1|!])([.,;:]?)[.,;:]*"
)
"""`mg/mit`, `ui/mil`, `mg/5mil`: a small l, for a large one is no stroke."""
_STROKE = re.compile(r"((?:\d*[.,]?\d+)?(?:[mµu]g|U\.?I\.?|ui))[{|!lIif1](m[lL]|dose)[.,;:]?")
"""`0,25 mg{ml`, `uilmL`: between two units stands a stroke."""
_ACTIVITY_IN = re.compile(r"(M?)U[VTLl1|!](/\d+(?:[.,]\d+)?)")
"""`30 MUV/0,5 mL`."""
_SPECKED = re.compile(r"['’‘`´\"]+(\d{1,2})")
"""`‘0` alone in its cell."""
_POINTED, _POINTED_TIME = (
    re.compile(r"(\d{1,3})[.·]"),
    re.compile(r"(\d{1,3})[.·]((?:jours?|jrs?|mois|semaines?|sem|ans?)\b.?)"),
)
"""`durée : 15. jours`, `15.jours`: a speck, no end of a sentence."""
_ACTIVITY_PER = re.compile(r"(\d*)U\.?[I1lTL|!]\.?/m(?:[lLtTI1|!]{1,2}|it?)[.,;:]?")
_ACTIVITY_AS_WRITTEN = re.compile(r"\d*U\.?I\.?/m[lL][.,;:]?")
"""`100U1/mIl` is what these are read as."""
_ABBREVIATED = re.compile(r"\d*U\.")
_PER_GRAM, _VOLUME = re.compile(r"(\d*[mµu]g/)[9q][.,;:]?"), re.compile(r"(?:m[lL]|[lL])\b")
"""`15mg/9`: no volume stands behind."""
_UNITS = re.compile(r"(M?)U\.?[TEL1l|!][.,;:]?")
"""`4 UT`, `3 MUL`: behind a number nothing but UI and MUI is written so."""
_OLD_STYLE = re.compile(r"([\doOsS$]+(?:[.,][\doOsS]+)?)(mg|µg|mcg|ml|mL)([/\w]*[.,;:]?)")
_UNIT_NEXT = re.compile(r"(?:mg|µg|mcg|ml|mL)\b")
_OLD_NUMBER = re.compile(r"[\d$S][oO]{1,2}|[oO][.,][\dsS]+|\d+[.,]?[oO]+|\d*[.,]\d*[sS]")
_ROUND = str.maketrans("oOsS$", "00555")
"""`3omg`, `o,7smg`, `$o mg`: digits set in old style are as low as letters."""
_NUMBER_LAST = re.compile(r"\d+(?:[.,]\d+)?")
_LIKE_ZERO = re.compile(r"[OoQ]0?|[()][()-]?|\(?0\)|\(0|0O")
_DOSE_IN_SLOTS = re.compile(r"[\d½¼]|[OoQ]0?")


def meant(words: Sequence[Word], place: int) -> str | None:
    """What the word at `place` stands for; None where it may stand for itself."""
    text = words[place].text
    before = words[place - 1].text if place else ""
    after = words[place + 1].text if place + 1 < len(words) else ""
    if (not place or before.endswith(":")) and (found := _ELIDED_ONE.fullmatch(text)):
        return "1" + found[1]
    if _ONE_AT.fullmatch(text) and _MOMENT.match(after):
        return "1au"
    if _SLIM.fullmatch(text) and _is_counted(words[:place], after):
        return "1"
    if text == "/" and _DOSE_UNIT.match(after) and (not before or before[-1] in _ENDS):
        return "1"
    if _is_slot(words, place) and _LIKE_ZERO.fullmatch(text):
        return "0"
    if _NUMBER_LAST.fullmatch(before) and (found := _UNITS.fullmatch(text)):
        return found[1] + "UI"
    if _OLD_NUMBER.fullmatch(text) and _UNIT_NEXT.match(after):
        return text.translate(_ROUND)
    if _NUMBER_LAST.fullmatch(before) and (found := _ACTIVITY_IN.fullmatch(text)):
        return f"{found[1]}UI{found[2]}"
    pointed = _POINTED.fullmatch(text) if place else None
    if pointed and after[:1].islower() and _is_counted((), after):
        return pointed[1]
    if (found := _PER_GRAM.fullmatch(text)) and not _VOLUME.match(after):
        return found[1] + "g"
    days = place > 1 and before in ("à", "a", "au") and _DAY.fullmatch(words[place - 2].text)
    if days and (found := _LAST_DAY.fullmatch(text)):
        return "J" + found[1]
    return _meant_alone(text)


_ALONE = (
    (_GLUED_ONE, r"1\1"),
    (_GLUED_TABLET, r"1c\1"),
    (_ONCE, "1x"),
    (_POINTED_TIME, r"\1\2"),
    (_DAY_ONE, "J1"),
    (_SPECKED, r"\1"),
    (_EACH_DAY, r"\1j\2"),
    (_STROKE, r"\1/\2"),
)


def _meant_alone(text: str) -> str | None:
    """What a word stands for wherever it is."""
    if _ZEROS.fullmatch(text):
        return _ZERO.sub("0", text)
    for pattern, stands_for in _ALONE:
        if found := pattern.fullmatch(text):
            return found.expand(stands_for)
    found = _OLD_STYLE.fullmatch(text)
    if found and _OLD_NUMBER.fullmatch(found[1]):
        return found[1].translate(_ROUND) + found[2] + found[3]
    if found := _DAY_ZERO.match(text):
        return "J0" + text[found.end() :]
    found = _ACTIVITY_PER.fullmatch(text)
    if found and not _ACTIVITY_AS_WRITTEN.fullmatch(text):
        unit = "U.I." if _ABBREVIATED.match(text) else "UI"
        end = text[-1] if text[-1] in ".,;:" else ""
        return f"{found[1]}{unit}/{'mL' if '/mL' in text else 'ml'}{end}"
    if found := _MILLILITRE.fullmatch(text):
        return f"{found[1]}ml{found[2]}"
    return _SQUARE.sub("²", text) if _SQUARE.search(text) else None


def _is_counted(before: Sequence[Word], after: str) -> bool:
    """Whether a number stands between the words and the next one."""
    if after:
        return bool(_DOSE_UNIT.match(after) or _COUNTED.match(after))
    return bool(_COUNTS_NEXT.search(" ".join(word.text for word in before[-2:])))


def _is_slot(words: Sequence[Word], place: int) -> bool:
    """Whether dashes lead from the word to a dose of the next moment, or from the last one."""
    texts = [word.text for word in words]
    ahead, behind = texts[place + 1 : place + 3], texts[max(place - 2, 0) : place][::-1]
    return any(
        len(side) == 2 and side[0] == "-" and _DOSE_IN_SLOTS.fullmatch(side[1]) is not None
        for side in (ahead, behind)
    )
