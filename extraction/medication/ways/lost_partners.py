"""Words and signs that join two things of which one is lost: `matin et pendant 7 jours`.

Of `1 unidose 4-6/j` a `-6/j` is left; `1012 jours` and `57 jours` have lost a dash.
"""

import re
from decimal import Decimal

from extraction.medication.limits import highest_dose
from extraction.medication.ways.way import LASTS, SEVERAL, Way
from extraction.posology.instruction import InstructionReading
from extraction.spelling.matching import fold
from prescription.dosage import Quantity

_SPAN = r"(?:j|jours?|jrs?|jr|sem|semaines?|mois)\b"
_TIME = (
    r"(?:matin|mat|midi|soir|coucher|lever|reveil|gouter|dejeuner|dej|diner|repas|\d{1,2} ?h|"
    r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
)
_JOINS_NOTHING = re.compile(
    rf"\b{_TIME}\.?,? ?(?:\bet|\+|&)[\s,;:.–-]*(?:"
    rf"(?:pendant|pdt|durant|pour)\s(?:une duree de )?(?:\d|une? |deux |trois |dix |quinze )|"
    rf"(?:x ?)?\d{{1,3}} ?{_SPAN}(?! ?(?:sur\b|/|apres|avant|par\b))|"
    r"qsp\b|dans\s(?:chaque|chacun|l.{0,2}oeil|les (?:deux|2|yeux|narines)))"
)
"""`matin et pendant 7 jours`, `12h + QSP 1 mois`: the next moment is lost."""
_LOST_PARTS = tuple(
    (sign, re.compile(pattern))
    for sign, pattern in (
        # J1~J2: the first day, or a range of them
        ("j", r"\bj ?\d{1,2} ?[^\w\s,;/àa()+&.-]+ ?j ?\d"),
        # J1 2 cp J2: the dose of the first day
        (
            "j",
            r"(?:^|[:,;\n]|[mµ]?g\b) ?j ?\d{1,2} ?,? (?:\d{1,2}|[½¼¾]|1/[24]) ?"
            r"(?:cp[rs]?|comp\w*|gel\w*|sach\w*|gt+e?s?|gouttes?|amp\w*|inj\w*)?\.? ?j ?\d{1,2}\b"
            r"(?! ?[:=]? ?[\d½¼¾])",
        ),
        # sur un sucre x /j, 1 cp x /j: how many times
        ("x", r"(?<![\d½] )\bx ?/ ?j\b"),
        # 1 cp 2j 2 jours puis 1/j: two lengths, one of which is 2/j
        ("j ", rf"(?<!les )(?<!chaque )(?<![/\d,.])\b\d{{1,2}} ?j \d{{1,3}} ?{_SPAN}"),
        # 2 gél J1 puis /j: the number of the second step
        ("/", r"\b(?:puis|ensuite) ?/ ?j\b"),
        # cp + 1/2 le lundi: how many whole ones
        ("+", r"(?:^|[:,=] ?)(?:cp[rs]?|comp|gel|sach)\.? ?\+ ?(?:1/[24]|[½¼¾])"),
        # Lasilix A0: a strength of 40 mg
        ("0", r"^ ?[aoqsz]0(?!\w)"),
        # -M-S: the first moment
        ("-m", r"(?<![\w-])-m ?- ?[sc]\b"),
        ("-s", r"(?<![\w-])-[ms] ?- ?[sc]\b"),
        # Ventoline -2 bouffées, right behind the name
        ("-", r"^ ?[-–]\d{1,2} ?(?:bouff?\w*|gt+e?s?\b|gouttes?|cp[rs]?\b|pulv\w*|sach\w*)"),
    )
)
"""Each with a sign without which it is not searched."""
_UPPER_END = re.compile(
    r"\b(?:[½¼¾\d]|une?|deux) ?(?:cp[rs]?|comp\w*|gel\w*|sach\w*|gt+e?s?|gouttes?|unidoses?|"
    r"bouff\w*|pulv\w*|appl?\w*|doses?|inhal\w*|supp\w*|amp\w*|caps\w*)\.? "
    r"[-–]\d+ ?(?:x|fois|f|prises?)? ?(?:/|par) ?j"
)
"""`1 unidose -6/j`: the lower end of the range is lost; `1 cp - 3/j` only parts them."""
_DAYS_IN_YEAR = 366
_TENS, _LONGEST_STEP = Decimal(10), 2
_USUAL = {"d": (5, 7), "wk": (6, 10), "mo": (6,)}
"""Lengths are written in multiples of these: 45, 56 and 24 stand for themselves."""


def _joins_nothing(reading: InstructionReading) -> bool:
    return _JOINS_NOTHING.search(fold(reading.text)) is not None


def _loses_lower_count(reading: InstructionReading) -> bool:
    return _UPPER_END.search(fold(reading.text)) is not None


def _loses_a_part(reading: InstructionReading) -> bool:
    words = fold(reading.text)
    return any(sign in words and pattern.search(words) for sign, pattern in _LOST_PARTS)


def _loses_a_comma(reading: InstructionReading) -> bool:
    """`25 ml matin et 2,5 ml soir`: the same digits, and a comma in one of them."""
    doses: dict[tuple[int | None, str | None], set[Decimal]] = {}
    for dosage in reading.dosages:
        dose = highest_dose(dosage)
        if dose is not None:
            doses.setdefault((dosage.sequence, dose.unit), set()).add(dose.value)
    return any(
        low % 1 and low * times in values
        for values in doses.values()
        for low in values
        for times in (10, 100)
    )


def _glues_length(reading: InstructionReading) -> bool:
    """`1012 jours` are 10 to 12, `57 jours` 5 to 7: nobody treats for so long, or so oddly."""
    lengths = (d.timing.repeat.bounds_duration for d in reading.dosages if d.timing)
    return any(length is not None and _is_glued(length) for length in lengths)


def _is_glued(length: Quantity) -> bool:
    """Whether the digits are the two ends of a range: 710, 1012, 57; no 120, 365, 28, 45."""
    value, digits = length.value, str(length.value)
    if not digits.isdecimal() or value < _TENS or length.unit not in _USUAL:
        return False
    low, high = (int(part) for part in (digits[: len(digits) // 2], digits[len(digits) // 2 :]))
    if len(digits) > 2:
        long = length.unit != "d" or value > _DAYS_IN_YEAR
        return long and low < high <= 2 * low and digits[len(digits) // 2] != "0"
    usual = any(value % most == 0 for most in _USUAL[length.unit])
    return 1 < low < high <= low + _LONGEST_STEP and not usual and value != 2 * 12


LOST_PARTNER_WAYS = (
    Way(
        _joins_nothing,
        "« et » ou « + » ne relie rien : un moment est peut-être perdu.",
        "“et” or “+” joins nothing: a moment may be lost.",
        words=("et", "+", "&"),
    ),
    Way(
        _loses_lower_count,
        "un tiret touche le nombre de prises : le premier nombre est peut-être perdu.",
        "a dash touches the number of intakes: the first number of a range may be lost.",
        words=(" -", " –"),
    ),
    Way(
        _loses_a_part,
        "une partie de ces mots est peut-être perdue.",
        "a part of these words may be lost.",
    ),
    Way(
        _loses_a_comma,
        "deux doses ont les mêmes chiffres : une virgule est peut-être perdue.",
        "two doses have the same digits: a comma may be lost.",
        facts=frozenset({SEVERAL}),
    ),
    Way(
        _glues_length,
        "cette durée est faite de deux nombres : un tiret, ou « à », est peut-être perdu.",
        "that length is made of two numbers: a dash, or “à”, may be lost.",
        facts=frozenset({LASTS}),
    ),
)
