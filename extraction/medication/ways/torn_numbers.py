"""Numbers that lost a digit: what is left of it, a sign or a letter, touches the rest.

`!8 U` is 18, `4D mg` is 40, `1f2 cp` is a half; `40 mg7mL` is 40 mg/mL. None is read as it stands.
"""

import re

from extraction.medication.ways.dosages import doses_of
from extraction.medication.ways.way import Way
from extraction.posology.instruction import InstructionReading
from extraction.spelling.matching import fold
from prescription.dosage import PeriodUnit

_MEASURED = r"(?:mg|µg|ug|mcg|g|ml|u|ui|mui|%|min(?:utes?)?|mn|unites?|jours?|mois)(?![a-z])"
_COUNTED = (
    r"(?:cp[rs]?|comp\w*|gel\w*|caps\w*|sach\w*|sct|gt+e?s?|gouttes?|bouff\w*|amp\w*|inj\w*|supp\w*|"
    r"appl\w*|pulv\w*|doses?|inhal\w*|lyo[cp]\w*|ser(?:ingues?)?|unidoses?|patchs?|ovules?|gommes?|"
    r"pastilles?|pipettes?|mesures?|lavements?|stylos?|granules?|noisettes?)(?![a-z])"
)
_MOMENT = r"(?:(?:le|au|a) )?(?:matin|midi|soir|coucher|avant|apres|ap)\b"
_SPAN = r"(?:fois|mois|jours?|j|semaines?|sem|boites?)\b"
_MARKS = frozenset("!?]|¡()")
_MARKED = re.compile(
    # '6 UI, !8 U, ?2 cp
    r"(?<![\w'.,)/])(?:[!?\]¡]|'(?!\d+'))\d|"
    # Tamoxifène 2(), 1() gouttes, AR 1! fois, 1(2 cp
    r"^ ?\d\(\)|"
    rf"(?<![\w.,/])\d(?:(?:\(\)|[!|\]]) ?(?:{_MEASURED}|{_COUNTED}|{_SPAN})|"
    rf"[!|\\(\[]\d ?{_COUNTED})|"
    # !cp, '/j, ' à 2 sachets, ! ap. le déj.
    rf"(?:^|[\s:])[!?'\]] ?(?:/ ?j(?![a-z])|{_COUNTED}|a \d|{_MOMENT})|"
    # ' mois, | 0 1 1, ½ à ' le soir
    rf"\s[!?'\]] {_SPAN}|[\s:][|!'\]] ?\d(?: \d){{1,2}}(?!\d)|[\d½] a [!?'\]|/]"
)
_BAR_FOR_ONE = re.compile(
    rf"(?<!\S)\|(?:\d(?:[.,]\d+)? ?(?:{_MEASURED}|gt+e?s?\b|gouttes?|h\b|j\b)|{_COUNTED})|"
    rf"(?<!\S)\|(?:\d(?: (?:a|ou) |-)|-)\d|(?<=[,:] )\| (?:im|sc|iv)\b"
)
"""`|8 unités`, `|5 à 20 gouttes`, `|cp`: cells have more than one such stroke; `|1 cp` is no 11."""
_BELOW_ZERO = re.compile(rf"(?:[:=-]|\.\.) -\d+(?:[.,]\d+)? ?{_COUNTED}")
"""`: -10 gouttes`: the lower end of a range is lost."""
_CELL = r"(?:\d|[½¼¾]|1/[24]|3/4)"
_DASH_FIRST = re.compile(rf"(?<=[a-z.)%:=]) - {_CELL} - {_CELL} - {_CELL}(?! ?[-\d,.])")
_SLASHED = re.compile(
    # jusqu'à /8 mois, /6 UI, bes., /4 jrs, / jours
    rf"\bjusqu'a /|\ba /\d|\s/\d+ ?{_COUNTED}|[,.;] ?/\d{{1,2}} ?(?:j|jrs?|jours?)\b|"
    r"\s/ (?:jours|semaines)\b|"
    # : / matin, gel / matin et soir, 2 le matin / à midi
    rf": ?/ ?{_MOMENT}|(?<![\d½¼¾] )\b{_COUNTED} / ?{_MOMENT}|"
    r"\b(?:matin|midi|soir) / (?:a|le|au) "
)
_NEAR_DIGIT = re.compile(r"\d[bdfiklo-rtv-z]|(?<![\w.,/'-])[bd-giklo-wyz][.,]?\d|[a-z]1\d{1,2} ?h")
_LETTERED = re.compile(
    # 4D mg, 1D gttes, 3D min
    rf"(?<![\w.,/'])\d+(?:[.,]\d+)?[bdopqrtvwyz] ?(?:{_MEASURED}|{_COUNTED})|"
    # Tamoxifène 2D, Arixtra z,5, right behind the name
    r"^ ?(?:\d+[doqz](?!\w)|[oqsz],\d|[aoqsz]\d\d)|"
    # petit d6j
    r"(?<![\w.,/'-])[bd-giklo-wyz]\d{1,2} ?j\b|"
    # i50 mg, z,5 mg; no C500 mg, x3 cp, G5 %
    rf"(?<![\w.,/'-])[bdefiklo-wyz](?:[.,]\d+|\d+(?:[.,]\d+)?) ?{_MEASURED}|"
    # x3l/j, IV18 h, cp16 h: a sign between two numbers, or a slash
    r"\bx ?\d[il!|] ?/ ?j|\b(?:iv[ld]?|im|sc|cp[rs]?|gel|amp|inj|cac|gttes?)1[0-9]{1,2} ?h\b|"
    # cpr B5, 1 cp: a 35
    r"\b(?:cp[rs]?|comp|gel|sach)\.? [bdgloqsz]\d{1,3}(?=,? ?(?:\d|une? |½))|"
    # l4-0-0-10: fourteen in the morning
    r"(?<![\w.,/'’-])[ilo]\d-\d|"
    # 1f2 cp
    rf"(?<![\w.,/])\d[fiklrty]\d ?{_COUNTED}"
)
_LONE = re.compile(
    # cp A/j
    rf"(?<=[a-z.)] )(?<!\ba )[abdgoqsz] ?/ ?j\b|"
    # : A cp, z boîtes, z semaines
    rf"(?<![^\s:])(?:[abdioqstz] (?![a-z]+er\b|mesure)(?:{_COUNTED}|boites?\b)|z {_SPAN}|"
    # durée Bj, pendant S j
    rf"(?:duree|pendant|pdt|durant) ?:? ?[a-ik-z] ?{_SPAN}|"
    # un soir sur , x 10 j
    r"(?:soir|matin|jour|j) sur ?(?:,|\n|$|puis\b|et\b|pendant\b|pdt\b|durant\b)|"
    # x A/j, A fois par jour, toutes les si heures
    r"x ?[a-wyz] ?/ ?j|[b-eg-wyz] fois\b|a fois par\b|les si h|les \d{1,2} ?b\b|"
    # s à 7 jours
    r"[bdoqstz] a \d|"
    # à JI puis: the first day
    r"j[ilosz]\b)|"
    # Midi D, between named moments
    r"(?<=[nir][ :])[doq@](?<=(?:atin|midi|soir|cher).)(?= *(?:[/|,;-]|\n|$|midi|soir|coucher))|"
    r"(?<=[nir]: |[nir] :)[doq@](?= *(?:[/|,;-]|\n|$|midi|soir|coucher))|"
    r"(?<=[nir] : )[doq@](?= *(?:[/|,;-]|\n|$|midi|soir|coucher))"
)
_BY_WEIGHT = re.compile(r"(?:mg|µg|g|ui|ml|gouttes?|gttes?)(?:[17lif|!]| )?kg\b")
"""`10 goutteskg`, `15 mg7kg`."""
_FROM_ONE = re.compile(r"(?<![\w.,/-])1[\da-z]")
"""`18h-20h)`, `les règles 15 j max)`: the bracket that opens is among the digits."""
_LAST_ONE = re.compile(r"[a-z]{3}1(?!\w)")
"""`(après repas1 et`: the bracket that closes is a digit."""
_GLUED_STRENGTH = re.compile(
    r"\d ?(?:"
    r"(?:mg|µg|ug|mcg|u|ui|u\.i\.?|mui|mu|unites?)"
    r"(?:[|!17lif\[\\]?(?:\d+(?:[.,]\d+)?)? ?(?:ml|rnl|h)(?![a-z])|"
    r"[|!17lif\[\\]?dose(?![a-z])|"
    r"\((?:\d+(?:[.,]\d+)? ?)?(?:ml|h|dose)(?![a-z])(?![^(]*\)))|"
    r"g1\d+ ?ml|mg(?:rnl| g)\b|"
    # 500 mg400 UI, 20 mg112,5 mg: two strengths
    r"(?:mg|µg|ug|mcg|g|ui)[|!17lif\[\\]?\d+(?:[.,]\d+)? ?(?:mg|µg|ug|mcg|ui)(?![a-z])|"
    # 15 mgg, 1 mgml
    r"(?:mg[lif1|]?g|mgm?l|[uµ]gg|[uµ]gm?l|[uµ]g ?h(?:eure)?)(?![a-z]))"
)
_GLUED_LAST = re.compile(r"\bxa[|!17lif\[(\\]?\d*[.,]\d+ ?ml")
_LOWER_END = re.compile(
    rf"(?:^|[:,.→=\n]|\d ?{_MEASURED}) ?a (?:\d|[½¼¾]|une?|deux|trois)[\d/.,]* ?"
    rf"(?:{_COUNTED}|bains? |cuill)|"
    # x 3 à /j, en prises
    r"\ben prises\b|"
    r"\d a ?/ ?j"
)
_UP_TO = re.compile(r"([a-z]+)[.,)]? a \d (?:fois|f|x|prises?|applications?)\b")
_LOWER_IN_WORDS = frozenset(
    {"un", "une", "deux", "trois", "quatre", "cinq", "six", "raison", "jusqu", "limite"}
)
_MOST_IN_SLOT = 10
_MOST_INTAKES = 9
_MOST_ALLOWED = 30
_INHALED = frozenset({"bouffée", "pulvérisation", "inhalation", "application", "suppositoire"})
_SWALLOWED = frozenset({"comprimé", "gélule", "capsule", "sachet", "lyophilisat", "ampoule"})


def _touches(reading: InstructionReading) -> bool:
    words = fold(reading.text)
    opened = words.rfind("(")
    if opened >= 0 and ")" not in words[opened:] and _LAST_ONE.search(words, opened):
        return True
    closed = words.find(")")
    if closed > 0 and "(" not in words[:closed]:
        row = words[words.rfind("\n", 0, closed) + 1 : closed]
        if _FROM_ONE.search(row):
            return True
    if words.count("|") == 1 and _BAR_FOR_ONE.search(words):
        return True
    marked = not _MARKS.isdisjoint(words) or " '" in words or words.startswith("'")
    if marked and _MARKED.search(words):
        return True
    if " -" in words and _BELOW_ZERO.search(words):
        return True
    if (" /" in words or ",/" in words) and _SLASHED.search(words):
        return True
    if _NEAR_DIGIT.search(words) and _LETTERED.search(words):
        return True
    return bool(_LONE.search(words) or ("kg" in words and _BY_WEIGHT.search(words)))


def _loses_lower_end(reading: InstructionReading) -> bool:
    """`10 g à 2 sachets`, `1 goutte à 6 fois/jour`: the first number of a range is gone."""
    words = fold(reading.text)
    up_to = _UP_TO.search(words)
    told_before = up_to is None or up_to[1] in _LOWER_IN_WORDS
    return not told_before or _LOWER_END.search(words) is not None


def _takes_too_often(reading: InstructionReading) -> bool:
    """`2 cp 13/j` is x3/j, `1 gtt 41/j` 4x/j: nobody takes it ten times a day."""
    repeats = (d.timing.repeat for d in reading.dosages if d.timing)
    return any(
        max(r.frequency or 0, r.frequency_max or 0) > _MOST_INTAKES
        and r.period_unit in (PeriodUnit.D, PeriodUnit.WK)
        and r.period == 1
        and not r.time_of_day
        for r in repeats
    )


def _allows_too_many(reading: InstructionReading) -> bool:
    """`sans dépasser 49/j` is 4 g: no limit counts so many tablets."""
    most = (d.max_dose_per_period for d in reading.dosages)
    return any(
        one is not None
        and one.numerator.unit in _SWALLOWED | {None}
        and one.numerator.value > _MOST_ALLOWED
        for one in most
    )


def _glues_strength(reading: InstructionReading) -> bool:
    """`15 mg0,3 mL`, `4000 UI70,4 mL`, `4,6 mg24 h`: a strength whose slash was not read."""
    words = fold(reading.text)
    glued = _GLUED_STRENGTH.search(words) or ("xa" in words and _GLUED_LAST.search(words))
    return bool(glued)


def _glues_slots(reading: InstructionReading) -> bool:
    """`10-1-0 cp` is 1-0-1-0: nobody swallows ten at one of several moments; nor `0-0.24 UI`."""
    slots = any(e.rule.startswith("cases") for e in reading.evidence)
    return slots and any(
        (dose.unit in _SWALLOWED | _INHALED | {None} and dose.value >= _MOST_IN_SLOT)
        or (dose.unit == "UI" and dose.value < 1)
        for dose in doses_of(reading)
    )


def _begins_with_dash(reading: InstructionReading) -> bool:
    """`cp - 2 - 2 - 0`: the dash parts the cells from the form, or from a first, lost one."""
    return _DASH_FIRST.search(fold(reading.text)) is not None


TORN_NUMBER_WAYS = (
    Way(
        _begins_with_dash,
        "un tiret comme ceux des cases les précède : la première case est peut-être perdue.",
        "a dash like those of the cells stands before them: the first cell may be lost.",
        facts=frozenset({"slots"}),
        words=(" - ",),
    ),
    Way(
        _touches,
        "un signe ou une lettre touche un nombre ou le remplace : un chiffre est peut-être perdu.",
        "a sign or a letter touches a number or stands for it: a digit may be lost.",
    ),
    Way(
        _loses_lower_end,
        "« à » devant ce nombre : le premier nombre d'un intervalle est peut-être perdu.",
        "“à” stands before this number: the first number of a range may be lost.",
        words=("a ", "a/", "en p"),
    ),
    Way(
        lambda reading: _takes_too_often(reading) or _allows_too_many(reading),
        "c'est trop de prises par jour : un signe est peut-être lu comme un chiffre.",
        "that is too many intakes a day: a sign may be read as a digit.",
    ),
    Way(
        _glues_strength,
        "ce qui suit l'unité en fait peut-être partie : un dosage par volume, ou par heure.",
        "what touches the unit may belong to it: a strength by volume, or by hour.",
    ),
    Way(
        _glues_slots,
        "ces cases ont plus de chiffres que de prises : un trait est peut-être perdu.",
        "these slots have more digits than intakes: a dash may be lost.",
    ),
)
