"""Numbers as French hands write them: digits, fractions, words."""

from decimal import Decimal
from random import Random

_UNITS = (  # noqa: SIM905 - easier to read so
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize "
    "dix-sept dix-huit dix-neuf"
).split(" ")
_TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante"}
_FRACTIONS = {
    Decimal("0.25"): ("1/4", "¼", "un quart"),
    Decimal("0.5"): ("1/2", "½", "un demi"),
    Decimal("0.75"): ("3/4", "¾", "trois quarts"),
}


def in_words(number: int, *, feminine: bool = False) -> str:
    """A whole number from 0 to 999 999 in words: `vingt et une` when feminine."""
    if number >= 1000:
        head, rest = divmod(number, 1000)
        thousand = "mille" if head == 1 else f"{in_words(head)} mille"
        return f"{thousand} {in_words(rest, feminine=feminine)}" if rest else thousand
    if number >= 100:
        head, rest = divmod(number, 100)
        hundred = "cent" if head == 1 else f"{_UNITS[head]} cent"
        if not rest:
            return hundred + ("s" if head > 1 else "")
        return f"{hundred} {in_words(rest, feminine=feminine)}"
    words = _below_hundred(number)
    return words + "e" if feminine and words.endswith("un") else words


def measure_in_words(value: Decimal) -> str:
    """A measure in full letters: `dix`, `trente-sept virgule cinq`, `zéro virgule zéro cinq`."""
    whole, _, rest = f"{value.normalize():f}".partition(".")
    if not rest:
        return in_words(int(whole))
    zeros = [in_words(0)] * (len(rest) - len(rest.lstrip("0")))
    return " ".join((in_words(int(whole)), "virgule", *zeros, in_words(int(rest))))


def _below_hundred(number: int) -> str:
    if number < 20:
        return _UNITS[number]
    if number >= 80:
        rest = number - 80
        return "quatre-vingt" + (f"-{_UNITS[rest]}" if rest else "s")
    ten = min(number // 10 * 10, 60)
    rest = number - ten
    if not rest:
        return _TENS[ten]
    return _TENS[ten] + (f" et {_UNITS[rest]}" if rest in (1, 11) else f"-{_UNITS[rest]}")


def in_digits(value: Decimal, *, point: bool = False, spaced: bool = False) -> str:
    """Digits with a decimal comma (or `point`), thousands apart when `spaced`."""
    whole, _, rest = f"{value.normalize():f}".partition(".")
    if spaced and len(whole) > 3:
        whole = f"{int(whole):,}".replace(",", " ")
    return whole + (("." if point else ",") + rest if rest else "")


def draw_count(value: Decimal, style: str, random: Random, *, feminine: bool) -> str:
    """How many units are taken, in one style: `1/2`, `½`, `0,5`, `un demi`, `2`, `deux`."""
    whole = int(value)
    part = value - whole
    if style == "l":
        return _count_in_words(whole, part, feminine=feminine)
    if not part:
        in_letters = style in "op" and value <= 4 and random.random() < 0.08
        return in_words(whole, feminine=feminine) if in_letters else in_digits(value)
    written = _FRACTIONS.get(part)
    draw = random.random()
    if written is None or draw < 0.2:
        return in_digits(value, point=style in "ts" and random.random() < 0.3)
    plain, sign, words = written
    if draw < 0.35:
        return f"{whole} {sign}" if whole else sign
    if draw < 0.45 and style in "op" and not whole:
        return words
    return f"{whole} {plain}" if whole else plain


def _count_in_words(whole: int, part: Decimal, *, feminine: bool) -> str:
    if not part:
        return in_words(whole, feminine=feminine)
    fraction = _FRACTIONS[part][2]
    return f"{in_words(whole, feminine=feminine)} et {fraction}" if whole else fraction
