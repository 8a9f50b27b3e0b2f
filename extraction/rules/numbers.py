"""Les nombres : chiffres, fractions, milliers, lettres, intervalles (kinds `number`, `count`).

The value of every node is an `Amount` without unit.
"""

import re
from decimal import Decimal

from extraction.grammar.engine import Subject
from extraction.grammar.rule import AnyRule, Scan, rule, words
from extraction.rules.meanings import Amount
from extraction.rules.number_words import BELOW_A_HUNDRED, HUNDREDS, WRITTEN

FRACTIONS = {"½": "0.5", "¼": "0.25", "¾": "0.75"}
WRITTEN_FRACTIONS = {"1/2": "0.5", "1/4": "0.25", "3/4": "0.75"}
FRACTION = r"(?:½|¼|¾|(?:1 ?/ ?2|1 ?/ ?4|3 ?/ ?4)(?!\d|/(?! ?(?:j|jr|jour)\b)|[.,]\d))"
NOT_AFTER_NUMBER = r"(?<!\d)(?<!\d[.,/])"
FRACTION_SIGNS = frozenset("½¼¾/")
NO_ORDINAL = r"(?! ?(?:er|ere|re|e|eme|ieme|emes|nd|nde)s?\b)"
MOST_WHOLE_BEFORE_FRACTION = 10
TWO_GROUPS = 2
ALL_DIGITS = 3
"""Digits of a whole group of thousands."""


def _decimal(match: re.Match[str]) -> Amount:
    whole, sign, part = match.group(1), match.group(2), match.group(3)
    if part is None:
        return Amount(Decimal(whole))
    return Amount(Decimal(f"{whole}.{part}"), doubtful=_may_be_thousands(whole, sign, part))


def _may_be_thousands(whole: str, sign: str, part: str) -> bool:
    """`1.000 mg` is a thousand to many and one to others; `2,500` too."""
    return whole != "0" and len(part) == 3 and (sign == "." or part == "000")


def _thousands(match: re.Match[str]) -> Amount | None:
    """`100 000` is one number; `2 500` may be two tablets of 500.

    `Gonal-f 900 150 UI` is a pen of 900 and a dose of 150.
    """
    groups = match.group().split()
    if len(groups) == TWO_GROUPS and len(groups[0]) > 1 and not groups[1].endswith("00"):
        return None
    if len(groups) == TWO_GROUPS and len(groups[0]) == ALL_DIGITS and groups[1] != "000":
        return None
    doubtful = len(groups[0]) == 1 and groups[-1] != "000"
    return Amount(Decimal("".join(groups)), doubtful=doubtful)


def _fraction_value(written: str) -> Decimal:
    plain = written.replace(" ", "")
    return Decimal(FRACTIONS.get(plain) or WRITTEN_FRACTIONS[plain])


def _fraction(match: re.Match[str]) -> Amount:
    return Amount(_fraction_value(match.group()))


def _mixed(match: re.Match[str]) -> Amount | None:
    whole = Decimal(match.group(1))
    if not 0 < whole <= MOST_WHOLE_BEFORE_FRACTION:
        return None
    apart = match.group(2).isspace()
    return Amount(whole + _fraction_value(match.group(3)), mixed=apart)


RULES: list[AnyRule] = [
    Scan(
        "nombre en chiffres",
        "number",
        re.compile(
            r"(?<!\d)(?<!\d[.,])(0|[1-9]\d{0,7})(?:([.,])(\d{1,4}))?(?!\d|[.,]\d)" + NO_ORDINAL
        ),
        _decimal,
        numeric=True,
        reads=("0,5", "0.25", "1000", "12,5"),
        must_not_read=("05", "1.2.3", "12.03.26"),
    ),
    Scan(
        "numéro d'ordre",
        "ordinal",
        re.compile(r"(?<![\d.,])(\d{1,2}) ?(?:er|ere|re|e|eme|ieme|nd|nde)s?(?=jour|\b)"),
        lambda m: Amount(Decimal(m.group(1))),
        numeric=True,
        reads=("1er", "2ème", "3e"),
        must_not_read=("1", "1 erreur"),
    ),
    words(
        "numéro d'ordre en lettres",
        "ordinal",
        {
            Amount(Decimal(1)): "premier[s]; premiere[s]",
            Amount(Decimal(2)): "deuxieme; second[e]",
            Amount(Decimal(3)): "troisieme",
            Amount(Decimal(4)): "quatrieme",
            Amount(Decimal(5)): "cinquieme",
            Amount(Decimal(6)): "sixieme",
            Amount(Decimal(7)): "septieme",
        },
        ("premier", "deuxième"),
        ("deux",),
    ),
    Scan(
        "virgule sans zéro",
        "number",
        re.compile(r"[.,](?<![\w.,].)(\d{1,3})(?!\d|[.,]\d)"),
        lambda m: Amount(Decimal(f"0.{m.group(1)}"), doubtful=True),
        reads=(",5",),
        must_not_read=("1,5",),
    ),
    Scan(
        "milliers séparés par une espace",
        "number",
        re.compile(
            NOT_AFTER_NUMBER + r"(?<!\d )[1-9]\d{0,2}(?: \d{3}){1,3}(?! ?\d{3}(?!\d)|\d|[.,]\d)"
        ),
        _thousands,
        numeric=True,
        reads=("100 000", "1 000", "10 500"),
        must_not_read=("1 00", "0 500", "1 0 1", "900 150", "600 200", "75 150"),
    ),
    Scan(
        "fraction",
        "number",
        re.compile(NOT_AFTER_NUMBER + FRACTION),
        _fraction,
        needs=FRACTION_SIGNS,
        numeric=True,
        reads=("1/2", "½", "3/4", "1 / 4"),
        must_not_read=("2/3", "1/20", "1/2/26"),
    ),
    Scan(
        "nombre et fraction",
        "number",
        re.compile(NOT_AFTER_NUMBER + rf"(\d{{1,2}})( ?| et | ?\+ ?)({FRACTION})"),
        lambda m: None if not m.group(2) and "/" in m.group(3) else _mixed(m),
        needs=FRACTION_SIGNS,
        numeric=True,
        reads=("1 1/2", "1½", "2 et 1/2"),
        must_not_read=("11/2", "40 1/2", "0 1/2"),
    ),
]

HALF_OF_IT = "moitié"
FRACTION_WORDS = [
    rule(
        "demi, quart",
        "number",
        "(un|une|) (demi|demie)",
        to=lambda *_: Amount(Decimal("0.5")),
        reads=("demi", "un demi", "une demie"),
        must_not_read=("un", "et demi"),
    ),
    rule(
        HALF_OF_IT,
        "number",
        "[la] moitie",
        to=lambda *_: Amount(Decimal("0.5")),
        reads=("la moitié",),
        must_not_read=("moins",),
    ),
    rule(
        "quart",
        "number",
        "(un|1|) quart",
        to=lambda *_: Amount(Decimal("0.25")),
        reads=("un quart",),
        must_not_read=("quarante",),
    ),
    rule(
        "trois quarts",
        "number",
        "(trois|3) quart[s]",
        to=lambda *_: Amount(Decimal("0.75")),
        reads=("trois quarts", "3 quarts"),
        must_not_read=("trois",),
    ),
    rule(
        "nombre en lettres puis en chiffres",
        "number",
        "{number} ‹ {number} ›",
        to=lambda written, digits: digits if written == digits else None,
        reads=("trois (3)", "vingt-huit (28)"),
        must_not_read=("trois (4)",),
    ),
    rule(
        "virgule en lettres",
        "number",
        "{number} virgule {number}",
        to=lambda whole, part: _with_decimals(whole, part),
        reads=("trente-sept virgule cinq", "deux virgule vingt-cinq"),
        must_not_read=("virgule cinq", "deux virgule un demi"),
    ),
    rule(
        "et demi",
        "number",
        "{number} et (demi|demie)",
        to=lambda n: _plus(n, "0.5"),
        reads=("1 et demi", "deux et demie"),
        must_not_read=("et demi", "1 demi"),
    ),
    rule(
        "et quart",
        "number",
        "{number} et (un|1) quart",
        to=lambda n: _plus(n, "0.25"),
        reads=("1 et un quart",),
        must_not_read=("1 quart",),
    ),
]


def _with_decimals(whole: Amount, part: Amount) -> Amount | None:
    if whole.low % 1 or part.low % 1 or part.low >= 100:
        return None
    return Amount(Decimal(f"{whole.low}.{part.low}"))


def _plus(number: Amount, part: str) -> Amount | None:
    if number.low != number.low.to_integral_value():
        return None
    return Amount(number.low + Decimal(part))


def span(low: Amount, high: Amount) -> Amount | None:
    """The range between two numbers when it rises."""
    if not 0 < low.low < high.low:
        return None
    return Amount(low.low, high.low, doubtful=low.doubtful or high.doubtful)


DASHED = "intervalle à tiret"
RANGES = [
    rule(
        "nombre seul",
        "count",
        "{number}",
        reads=("2", "deux", "1/2"),
        must_not_read=("2 à 3",),
    ),
    rule(
        "intervalle de nombres",
        "count",
        "[de] {number} a {number}",
        "entre {number} et {number}",
        "{number} ou {number}",
        "{number} (jusqu'a|voire) {number}",
        to=span,
        reads=("1 à 2", "un ou deux", "entre 2 et 4", "1/2 à 1", "de 5 à 7"),
        must_not_read=("3 à 2", "1 et 2", "1-0-1", "2 2"),
    ),
    rule(
        DASHED,
        "count",
        "{number} - {number}",
        to=span,
        reads=("1-2", "1 - 2"),
        must_not_read=("2-1", "1-0-1", "1 à 2"),
    ),
]

SUBJECTS = (
    Subject("nombres", RULES),
    Subject("parties d'un nombre en lettres", (BELOW_A_HUNDRED, HUNDREDS)),
    Subject("nombres en lettres", (WRITTEN,)),
    Subject("fractions en lettres", FRACTION_WORDS),
    Subject("intervalles de nombres", RANGES),
)
