"""Which lines a closing row holds for: `NS ligne 3`, `À renouveler 2 fois sauf l'alprazolam`."""

import re
from collections.abc import Iterable, Iterator, Sequence

from extraction.drugs.mentions import DrugMatch
from extraction.posology.repairs import repair
from extraction.sheet.cues import STRENGTH, is_note, speaks_of_whole, tells_intake
from extraction.spelling.matching import fold
from extraction.values import value

_ORDINALS = (
    "premiers?|premieres?|1 ?(?:ers?|eres?|res?)",
    "deuxiemes?|seconde?s?|2 ?(?:nde?s?|emes?|e)",
    "troisiemes?|3 ?(?:emes?|e)",
    "quatriemes?|4 ?(?:emes?|e)",
    "cinquiemes?|5 ?(?:emes?|e)",
    "sixiemes?|6 ?(?:emes?|e)",
)
_COUNTS = {"deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6}
_LINE = r"(?:lignes?|medicaments?|produits?|specialites?|numeros?|n ?[°o]s?)"
_NUMBER = (
    r"\(?(?:n ?[°o]s? ?)?\d{1,2}(?![\d,./]\d)\)?"
    r"(?! ?(?:\d|fois|mois|j\b|jours?|sem|ans?\b|x\b|bo[iî]tes?|m?g\b))"
)
_AND = r" ?(?:,|;|/|\+|&|-|–|\bet\b|\bou\b|\ba\b|\bau\b) ?(?:les? |la )?"
_ORDINAL = rf"(?:{'|'.join(_ORDINALS)})\b"
_THE = r"(?:\b(?:pour|sur|de|des?|les?|la|aux?) )*"
_PLACES = re.compile(
    rf"(?P<numbers>{_THE}\b{_LINE}[ :]*{_NUMBER}(?:{_AND}{_NUMBER})*)|"
    rf"(?P<first>{_THE}(?P<many>\d|{'|'.join(_COUNTS)}) premiere?r?s(?: {_LINE}|\W*$))|"
    rf"(?P<last>{_THE}derniere?r?(?: {_LINE}|\W*$))|"
    rf"(?P<ordinals>{_THE}{_ORDINAL}(?:{_AND}{_ORDINAL})*(?: {_LINE}|\W*$))"
)
"""Lines told by their number or place."""
_BUT = re.compile(
    r"\b(?:sauf|excepte|hormis|hors|a l.exception d(?:e|u|es)|en dehors d(?:e|u|es)|mais pas)"
    r"[ :(]*(?:(?:pour|a|au|les?|la|l'|du|de|des) ?)*"
)
"""Before lines that a row does not hold for."""
_BARE = re.compile(rf"{_NUMBER}(?:{_AND}{_NUMBER})*(?=\W*$)")
"""`sauf 3 et 4`: numbers alone, at the end of a row, behind the words that leave them out."""
_SOME = re.compile(
    rf"{_BUT.pattern}(?!avis|si\b|mention|contre|urgence|accord)\w{{3}}|"
    r"\b(?:pour|sur|concernant) (?:les?|la) (?:medicaments?|traitements?|lignes?|produits?) \w"
)
"""Lines that are told by neither number nor name."""
_MAY_SPEAK = re.compile(
    r"lign|medic|produi|special|numero|\bn ?[°o]|premier|dernier|deuxieme|second|troisieme|"
    r"quatrieme|\d ?(?:er|eme|e)\b|sauf|excep|hormis|\bhors|traitem"
)
_BEFORE_NAME = re.compile(r"(?:\b(?:pour|sur|du|des?|les?|la|aux?|et|ni) |\bl'|[,(] ?)+$")
_TOLD = re.compile(
    r"\d|\b(?:une?|deux|trois|quatre|six|douze)\b|substitu|renouvel|\bqsp|\b[an]\.?[rs]\b"
)
"""What a row may say of lines; said on two sides of them, it may be two things."""
_OF_SUBSTITUTION = re.compile(r"substitu|generique")
_DIGIT = re.compile(r"\d")
TIMES = re.compile(r"(?:\d|\b[a-z]+) ?fois(?! ?(?:par|/|le|la|les|au|chaque)\b)")
"""`2 fois`, of renewals."""
_LENGTHS = re.compile(
    r"(?=.*\b(?:j|jours?|jrs?|semaines?|sem|mois|ans?)\b)(?:\W|\b(?:pour|pendant|pdt|durant|et|de|du|d|l|les?|la|traitement|duree)\b|"
    r"\b(?:\d{1,3}|une?|deux|trois|quatre|six|huit|dix|quinze) ?"
    r"(?:j|jours?|jrs?|semaines?|sem|mois|ans?)\b)*"
)
_OTHER_STRENGTH = re.compile(
    r"\W*\d[\d,.]*(?! ?(?:j|jours?|jrs?|semaines?|sem|mois|ans?|fois|x)\b)(?![\d,.])"
)
"""Behind a name: `Levothyrox 100 QSP 3 mois` is a line of its own."""
_RANGE = re.compile(r"(\d{1,2})\)? ?(?:-|–|\bau?\b) ?(?:la )?\(?(\d{1,2})")


@value
class Scope:
    """Lines by their place from 1 (-1: the last) or by their drug; `but` for all other ones.

    `note` is what the row says without them. `unclear` tells that a human must say which, `first`
    that the row begins with a drug: it prescribes it where no row above does.
    """

    note: str
    places: frozenset[int] = frozenset()
    drugs: tuple[DrugMatch, ...] = ()
    but: bool = False
    unclear: bool = False
    first: bool = False


def find_scope(text: str, drugs: Sequence[DrugMatch]) -> Scope | None:
    """The lines that a row speaks of; None where it is no note, or holds for all or for its own.

    `drugs` are those it names. Of lengths alone (`3 mois pour X, 14 jours pour Y`) it is unclear.
    """
    folded = fold(text)
    first = bool(drugs) and not folded[: drugs[0].start].strip(" -*•(")
    if first and (STRENGTH.search(folded) or _OTHER_STRENGTH.match(folded, drugs[0].end)):
        return None
    if not drugs and not _MAY_SPEAK.search(folded):
        return None
    if (some := _SOME.search(folded)) and not drugs and not _PLACES.search(folded):
        # `À renouveler 2 fois sauf l'antibiotique`
        return Scope("", unclear=True) if is_note(folded[: some.start()]) else None
    found, but = list(_PLACES.finditer(folded)), _BUT.search(folded)
    bare = _BARE.match(folded, but.end()) if but and not found and not drugs else None
    found += [bare] if bare else []
    named = [(_with_article(folded, drug.start), drug.end) for drug in drugs]
    spans = sorted([*(match.span() for match in found), *named])
    if not spans:
        return None
    note = _without(text, [*spans, *([but.span()] if but else ())])
    meant = fold(repair(note).text)
    if drugs and _LENGTHS.fullmatch(meant):
        return Scope("", drugs=tuple(drugs), unclear=True, first=first)
    if not is_note(meant) or tells_intake(TIMES.sub("", meant)) or speaks_of_whole(meant):
        return None
    beside = list(_beside(folded, spans))
    said = sum(_TOLD.search(words) is not None for words in beside)
    misplaced = but is not None and (
        but.start() > spans[0][0]
        or bool(folded[but.end() : spans[0][0]].strip(" ("))
        or not _TOLD.search(beside[0])
    )
    return Scope(
        note,
        frozenset(place for match in found for place in _places(match)),
        tuple(drugs),
        but=but is not None,
        unclear=len(found) + bool(drugs) > 1 or said > 1 or misplaced,
        first=first,
    )


def _beside(folded: str, spans: Sequence[tuple[int, int]]) -> Iterator[str]:
    """The words before, between and behind the lines."""
    edges = [0, *(edge for span in spans for edge in span), len(folded)]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        yield folded[start:end]


def _with_article(folded: str, start: int) -> int:
    """Where the words that lead to a name begin: `pour la quétiapine`."""
    led = _BEFORE_NAME.search(folded, 0, start)
    return led.start() if led else start


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    letters = list(text)
    for start, end in spans:
        letters[start:end] = " " * (end - start)
    return " ".join("".join(letters).replace("()", " ").split()).strip(" :,;()-")


def _places(match: re.Match[str]) -> Iterator[int]:
    told = match.groupdict()
    if told.get("last"):
        yield -1
    elif told.get("first"):
        many = told["many"]
        yield from range(1, (int(many) if many.isdigit() else _COUNTS[many]) + 1)
    elif told.get("ordinals"):
        for place, ordinal in enumerate(_ORDINALS, 1):
            if re.search(rf"\b(?:{ordinal})\b", match[0]):
                yield place
    else:
        ranges = [range(int(a), int(b) + 1) for a, b in _RANGE.findall(match[0])]
        yield from (place for one in ranges for place in one)
        yield from map(int, re.findall(r"\d{1,2}", match[0]))


def is_same_drug(match: DrugMatch | None, drug: DrugMatch) -> bool:
    """Whether two mentions name one drug, or two of the same substances."""
    if match is None:
        return False
    one, other = match.candidates[0].drug, drug.candidates[0].drug
    return one.name == other.name or one.substances == other.substances


def may_hold(scope: Scope, text: str, above: Sequence[DrugMatch]) -> bool:
    """Whether a row speaks of drugs prescribed `above` it; `Renouveler Kardegic 75` may prescribe.

    One that tells of substitution alone prescribes nothing.
    """
    known = [any(is_same_drug(match, drug) for match in above) for drug in scope.drugs]
    if all(known) or (scope.but and not scope.first) or (scope.unclear and any(known)):
        return True
    return not scope.first and bool(_OF_SUBSTITUTION.search(fold(text))) and not _DIGIT.search(text)
