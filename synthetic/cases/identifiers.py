"""Numbers that identify prescribers, places and patients, with valid check digits.

RPPS, AM and FINESS end with a Luhn digit (ISO/IEC 7812-1); the NIR's key is 97 - N mod 97.
"""

from random import Random


def luhn_digit(digits: str) -> str:
    """The digit that makes `digits` + it pass the Luhn check."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def passes_luhn(digits: str) -> bool:
    """Whether the last digit is the Luhn digit of those before it."""
    return luhn_digit(digits[:-1]) == digits[-1]


def make_rpps(random: Random) -> str:
    """An RPPS number: 11 digits, the last one Luhn."""
    body = "10" + "".join(random.choices("0123456789", k=8))
    return body + luhn_digit(body)


def make_am(random: Random, department: str, category: str = "1") -> str:
    """A number of the Assurance Maladie: department (2), category, order (5), Luhn digit."""
    body = department[:2] + category + "".join(random.choices("0123456789", k=5))
    return body + luhn_digit(body)


def make_finess(random: Random, department: str) -> str:
    """A FINESS number: department (2), six digits, Luhn digit."""
    body = department[:2] + "0" + "".join(random.choices("0123456789", k=5))
    return body + luhn_digit(body)


def make_nir(random: Random, *, female: bool, year: int, month: int, department: str) -> str:
    """A NIR: 13 digits and its two-digit key. `department` "2A" counts as 19, "2B" as 18."""
    town = random.randint(1, 600)
    order = random.randint(1, 400)
    body = f"{2 if female else 1}{year % 100:02d}{month:02d}{department:0>2}{town:03d}{order:03d}"
    number = int(body.replace("2A", "19").replace("2B", "18"))
    return f"{body}{97 - number % 97:02d}"
