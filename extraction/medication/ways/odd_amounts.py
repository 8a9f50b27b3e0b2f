"""Amounts that nobody takes, which a lost sign or letter leaves behind.

`puis 1 /2` is a day in two, no half of an application; `1 cp et au dîner` has lost a half, and
`1,2 g` behind `0,6 mg` an m.
"""

import re

from extraction.drugs.strengths import amount
from extraction.medication.limits import MASSES
from extraction.medication.ways.dosages import doses_of
from extraction.medication.ways.way import SEVERAL, Way
from extraction.posology.instruction import InstructionReading
from extraction.spelling.matching import fold
from extraction.spelling.words import load_words

_NEVER_PARTED = frozenset(
    {"application", "bouffée", "inhalation", "pulvérisation", "goutte", "instillation", "pression"}
    | {"bain de bouche", "nébulisation"}
)
_WHOLE = frozenset({"gélule", "capsule"})
_NAMES_WHOLE = re.compile(r"\b(?:gel|caps|perle)")
_HALF = {0, 0.5}
_FAR = 100
"""Times the smallest of a line's doses: no tapering goes so far."""
_WIDE = 10
"""Times the lower end of a range: of `1-200 mg` one end is a strength, or misread."""
_UNIT = (
    r"(?:cp[rs]?|comp\w*|gel(?:ules?)?|sach\w*|gt+e?s?|gouttes?|supp\w*|amp\w*|caps\w*|appl?\w*|"
    r"bouff\w*|pulv\w*|inj\w*)\.?"
)
_MEASURE = r"(?:mg|µg|g|ml|ui|u)(?:/kg)?"
_MOMENT = r"(?:matin|midi|soir|coucher|lever|reveil|petit|dejeuner|diner|repas|gouter)"
_AND_NOTHING = re.compile(
    # 5 mg cp + matin, where the + was a 1
    rf"(?<!\d )(?<!\d)\b{_UNIT} ?\+ (?:(?:le|au) )?{_MOMENT}|"
    # 1 appl + soir
    rf"(?<![\d.,/:–-])(?<![–-] )\d ?{_UNIT} ?\+ (?:(?:le|au|du|a) )?{_MOMENT}|"
    rf"(?<![\d.,/:–-])(?<![–-] )\d ?(?:{_UNIT} )?et +"
    rf"(?:(?:le|au|du|a|avant|apres|pendant|chaque) )+(?:le |la |les |l')?{_MOMENT}|"
    rf"(?<![\d.,/:–-])(?<![–-] )\d ?{_UNIT} et (?:midi|soir|coucher)\b|"
    # 25 mg/kg et soir
    rf"(?<![\d.,/:–-])(?<![–-] )\d+(?:[.,]\d+)? ?{_MEASURE} (?:et|\+) (?:midi|soir|coucher)\b|"
    r"[,:] , (?:im|sc|iv)\b"
)
"""`1 cp et au dîner`: between the unit and the moment stood a fraction, or a moment.

In `20 mg, | IM` the stroke is a 1.
"""
_IN_TURNS = re.compile(
    rf"[\d½¼¾] ?(?:{_UNIT} )?et (?:1/[24]|3/4|[½¼¾]|un quart|un demi) ?(?:{_UNIT} )?"
    r"(?:le (?:soir|matin) )?(?:un|1) ?(?:soir|matin|jour|j) ?(?:sur|/) ?(?:deux|2)\b"
)
"""`1 cp et 1/2 cp un soir sur deux`: one and a half every other evening, or each in turn."""
_SPAN = r"(?:j|jours?|jrs?|sem|semaines?|mois|ans?)\b"
_LOST_LETTERS = tuple(
    (sign, re.compile(pattern))
    for sign, pattern in (
        # tous les si mois, tous les si x mois: every six
        ("les si ", rf"\b(?:tous|toutes|ttes|ts) les si (?:x )?{_SPAN}"),
        # x 2 1 j is twice a day: hardly anything is prescribed for one day;
        # x3j 3 j: two lengths, one of which is x3/j
        ("x", rf"\bx ?\d(?: 1 ?j(?:our|r)?\b(?! de)| ?j \d{{1,2}} ?{_SPAN})"),
        # x4/ 1 semaine, 4 cp/ 3 jours: a day, and then a length
        ("/ ", rf"/(?<=[a-z\d].) \d{{1,2}} ?{_SPAN}"),
        # durée /j: seven days
        ("/", rf"\b(?:duree|pendant|pdt|durant) ?:? ?/ ?{_SPAN}"),
        # max 1 par prise et par jour
        ("prise et", r"\bprise et (?:par|/) ?j"),
        # 2 cp matin1soir, mat7soir: a slash, or the dose of the second
        ("m", r"\bm(?:atin|at|idi|id)[17li|](?:midi|mid|soir|coucher|couch)\b"),
        # 7h, 10, 13h: the 10 is an hour
        ("h", r"\d ?h(?: ?\d\d)?(?:,| et| -) \d{1,2}(?:,| et| -) ?\d{1,2} ?h\b"),
    )
)
"""Each with a sign without which it is not searched."""
_INTAKES = re.compile(r"(?:(\S+)\s+)?\bprises ?(?:par|/) ?(?:j|24)")
_SOME = frozenset({"plusieurs", "quelques"})


def _parts_a_whole(reading: InstructionReading) -> bool:
    doses = doses_of(reading)
    parted = {dose.unit for dose in doses if dose.value % 1}
    # `EPITOMAX 25 mg 1/2-0-1/2`: of the capsule nobody wrote there is no half, of a tablet there is
    whole = not _WHOLE.isdisjoint(parted) and not _NAMES_WHOLE.search(fold(reading.text))
    fractions = whole or not _NEVER_PARTED.isdisjoint(parted)
    return fractions or any(d.unit == "UI" and d.value % 1 not in _HALF for d in doses)


def _is_far_from_another(reading: InstructionReading) -> bool:
    taken = [amount(d)[0] for d in doses_of(reading) if d.unit in MASSES]
    return len(taken) > 1 and max(taken) >= _FAR * min(taken)


def _spans_too_much(reading: InstructionReading) -> bool:
    ranges = (one.dose_range for dosage in reading.dosages for one in dosage.dose_and_rate)
    ends = [(one.low.value, one.high.value) for one in ranges if one and one.low and one.high]
    return any(high >= _WIDE * low for low, high in ends)


def _loses_a_number(reading: InstructionReading) -> bool:
    return _AND_NOTHING.search(fold(reading.text)) is not None


def _may_take_turns(reading: InstructionReading) -> bool:
    return _IN_TURNS.search(fold(reading.text)) is not None


def _loses_a_letter(reading: InstructionReading) -> bool:
    words = fold(reading.text)
    return any(sign in words and pattern.search(words) for sign, pattern in _LOST_LETTERS)


def _counts_no_intakes(reading: InstructionReading) -> bool:
    """`voie orale prises par jour`: how many of them is lost."""
    before = (match[1] or "" for match in _INTAKES.finditer(fold(reading.text)))
    known = load_words().numbers | _SOME
    return any(word not in known and not word[-1:].isnumeric() for word in before)


ODD_AMOUNT_WAYS = (
    Way(
        _counts_no_intakes,
        "le nombre de prises par jour n'est pas lu.",
        "the number of intakes a day is not read.",
        words=("prises",),
    ),
    Way(
        _parts_a_whole,
        "cela ne se prend pas en fractions : un signe est peut-être perdu.",
        "nobody takes a fraction of that: a sign may be lost.",
    ),
    Way(
        _is_far_from_another,
        "ces doses sont trop éloignées : l'unité de l'une est peut-être mal lue.",
        "these doses are too far apart: the unit of one may be misread.",
        facts=frozenset({SEVERAL}),
        units=MASSES,
    ),
    Way(
        _spans_too_much,
        "les deux bouts de cet intervalle sont trop éloignés : l'un est peut-être mal lu.",
        "the ends of this range are too far apart: one may be misread.",
    ),
    Way(
        _loses_a_number,
        "« et » ou « + » suit ce nombre : une fraction, ou un moment, est peut-être perdu.",
        "“et” or “+” stands behind this number: a fraction, or a moment, may be lost.",
        words=(" et ", "+ ", ", ,", ": ,"),
    ),
    Way(
        _may_take_turns,
        "les deux doses se prennent ensemble un jour sur deux, ou chacune à son tour.",
        "both doses are taken together every other day, or each in turn.",
        words=("et ",),
    ),
    Way(
        _loses_a_letter,
        "ces mots disent peut-être un rythme dont une lettre ou un signe est perdu.",
        "these words may tell a rhythm of which a letter or a sign is lost.",
    ),
)
