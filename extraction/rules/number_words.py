"""Les nombres en lettres, de zéro à trois mille (kinds `below_hundred`, `hundreds`, `number`)."""

from decimal import Decimal

from extraction.grammar.rule import Produce, Rule
from extraction.rules.meanings import Amount

UNITS = ["zero", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"]
TEENS = [
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
    "dix-sept",
    "dix-huit",
    "dix-neuf",
]
TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante"}
OTHER_TENS = {70: "septante", 80: "huitante", 90: "nonante"}


def names(value: int) -> list[str]:
    """Ways to write a whole number from 0 to 99 in words, without feminine forms."""
    if value < 10:
        return [UNITS[value]]
    if value < 20:
        return [TEENS[value - 10]]
    tens, unit = value - value % 10, value % 10
    found = []
    if tens in TENS:
        found.append(_joined(TENS[tens], UNITS[unit] if unit else "", et=unit == 1))
    if tens == 70:
        found.append(_joined("soixante", TEENS[unit], et=unit == 1))
    if tens == 80:
        found += [_joined(eighty, UNITS[unit] if unit else "") for eighty in EIGHTIES]
    if tens == 90:
        found += [_joined(eighty, TEENS[unit]) for eighty in EIGHTIES]
    if tens in OTHER_TENS:
        found.append(_joined(OTHER_TENS[tens], UNITS[unit] if unit else "", et=unit == 1))
    return found


EIGHTIES = ("quatre-vingt", "quatre-vingts")


def _joined(tens: str, unit: str, *, et: bool = False) -> str:
    return f"{tens} et {unit}" if et else f"{tens} {unit}".strip()


def _ways(value: int) -> list[str]:
    """Ways to write 1 to 99, feminine forms and `vingt un` for `vingt et un` among them."""
    return [
        way
        for name in names(value)
        for line in {name, name.replace("et un", "un")}
        for way in ({line, f"{line}e"} if line.split()[-1] == "un" else {line})
    ]


def _constant(value: int) -> Produce:
    amount = Amount(Decimal(value))
    return lambda *_: amount


def _sum(*parts: Amount) -> Amount:
    return Amount(sum((part.low for part in parts), Decimal(0)))


BELOW_A_HUNDRED = Rule(
    "dizaines et unités",
    "below_hundred",
    tuple((way, _constant(value)) for value in range(1, 100) for way in _ways(value)),
    reads=("un", "une", "vingt-huit", "vingt et une", "quatre-vingt-dix-neuf"),
    must_not_read=("dixaine", "unique", "zéro", "cent"),
)
HUNDREDS = Rule(
    "centaines",
    "hundreds",
    (
        ("(cent|cents)", _constant(100)),
        *((f"{UNITS[n]} (cent|cents)", _constant(100 * n)) for n in range(2, 10)),
    ),
    reads=("cent", "deux cents", "neuf cent"),
    must_not_read=("un cent", "centre", "mille"),
)
WRITTEN = Rule(
    "nombre en lettres",
    "number",
    (
        ("{below_hundred}", lambda n: n),
        ("{hundreds} [{below_hundred}]", _sum),
        ("mille", _constant(1000)),
        ("deux mille", _constant(2000)),
        ("trois mille", _constant(3000)),
        ("zero", _constant(0)),
    ),
    reads=("un", "une", "vingt-huit", "quatre-vingt-dix-neuf", "deux cents", "cent vingt-cinq"),
    must_not_read=("dixaine", "unique", "centre", "deux trois"),
)
