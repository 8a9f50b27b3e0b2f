"""What slips and bad ink leave behind: words nearly of a rhythm, routes that do not fit, ranges."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from operator import ne

from extraction.drugs.vocabulary import is_listed_word
from extraction.medication.limits import highest_dose
from extraction.medication.ways.volumes import PARTED_VOLUME, SOLID_VOLUME
from extraction.medication.ways.way import KEPT, LASTS, NEEDED, PLACED, ROUTED, Way
from extraction.posology.instruction import InstructionReading
from extraction.rules import french
from extraction.spelling.matching import fold
from extraction.spelling.words import load_words
from prescription.dosage import Dosage, PeriodUnit

_TELLING = (
    "matin", "midi", "soir", "coucher", "jour", "jours", "semaine", "semaines", "mois", "fois",
    "heures", "max", "maxi", "maximum", "jusqu", "jusqu'a", "pendant", "pdt", "puis", "repas",
    "comprime", "comprimes", "gelule", "gelules", "sachet", "sachets", "goutte", "gouttes",
    "bouffee", "bouffees", "ampoule", "ampoules",
    "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
)  # fmt: skip
_MOST = ("max", "maxi", "maximum")
_STROKES = (("nn", "m"), ("iii", "m"), ("in", "m"), ("ii", "u"), ("vv", "w"), ("cl", "d"))
"""Letters whose strokes are those of another one."""
_NEARLY_MOST = re.compile(
    r"\b(?:mx|[a-z]{0,2}ax|ma|ma(?!l\b|t\b)[a-z]|m[a-z]x|exceder|[a-z]*depass[a-z]*|"
    r"s?plus ?[a-z]{0,2}(?: \d+)?|pas (?:p lus|pl us|plu s)(?: de)?|\w*maxi\w*)\W*$"
)
"""What is left of `max`, `pas plus de` or `sans dépasser` at the end of a need: the number behind
is no rhythm."""
_COUNTED_LAST = re.compile(
    r"\b(?:une?|deux|trois) (?!heure|jour|semaine|mois|crise|episode|douleur|fois|effort|repas|"
    r"selle)[a-z]+\W*$"
)
"""`si douleur un comprisé`: the dose may be the last words of the need."""
_TIMES_LAST = re.compile(r"(?:^|(\S+) )(?:jours|jrs|semaines|sem|mois)$")
"""`si toux sèche jours`, `sur plaques jours`: how many of them is lost."""
_BEFORE_TIMES = frozenset(
    {"le", "ce", "du", "par", "chaque", "un"}
    | {"les", "tous", "toutes", "ces", "des", "de", "ses", "quelques", "plusieurs", "certains"}
    | {
        "certaines",
        "premiers",
        "premieres",
        "derniers",
        "dernieres",
        "autres",
        "memes",
        "prochains",
    }
)
_LAST_WORDS = (_NEARLY_MOST, _COUNTED_LAST)
_MOST_SPOILT = re.compile(
    r"\b(?:mx|ax)\b ?:? ?\d|\bmar midi,? (?:et )?soir\b|"
    r"\bmar ?(?:[/,+-]|et) ?(?:le |au )?(?:midi|soir|coucher)\b"
)
"""What is left of `max`; the Tuesday of `mar/soir` is a misread morning, `mat`."""
_TORN_FROM = re.compile(r"\b(?:qd|bid|tid|qid|hs|od|og|sc|im|iv|po|sl)'[a-z]")
"""`chambre qd'inhalation`: what stands before an apostrophe is no abbreviation."""
_LETTERS_OF_MG = re.compile(r"\d ms? (?:cp|cpr|comp|comprime|gel|gelule|sachet|inj|amp)s?\b")
"""`Triatec 5 ms cp`: a misread `mg` before the form, or the morning and the evening."""
_EITHER = re.compile(
    r"\bsoit\b.*\bsoit\b|(?:\b(?:matin|mat|midi|mid)\b\.?|[,+&]) ?(?:et )?soit\b"
    r"(?! *(?:\d+(?!\d| ?(?:j|jours?|mois|sem\w*)\b)|[½¼¾(:=]|"
    r"(?:une?|deux|trois|quatre|cinq|six|huit|dix|demi|environ|en tout|au total)\b))"
)
_AND_LAST = re.compile(r"\b(?:matin|midi|soir|coucher) (?:et|\+|&) *$")
_FEWEST = 3
_FARTHEST = Decimal(5)
"""The longest length of a range is no more than so many times the shortest."""
_NOT_SWALLOWED = frozenset(
    {"suppositoire", "ovule", "patch", "injection", "seringue", "stylo", "lavement", "application"}
)


def _kept(dosage: Dosage) -> Iterator[str]:
    """The words of a dosage that no rule turned into a meaning of its own."""
    yield from (note.text for note in dosage.additional_instruction)
    if dosage.as_needed_codeable_concept is not None:
        yield dosage.as_needed_codeable_concept.text
    if dosage.site is not None:
        yield dosage.site.text


def _is_spoilt(reading: InstructionReading) -> bool:
    """`5 ms cp`, `mx 4/j`, `mar/soir`, `qd'inhalation`."""
    spoilt = (_LETTERS_OF_MG, _MOST_SPOILT, _TORN_FROM)
    return any(pattern.search(fold(reading.text)) for pattern in spoilt)


def _nearly_tells_when(reading: InstructionReading) -> bool:
    """`à croquer le osir`, `si accès maax 4/j`: a word of a rhythm, misspelt, taken for others."""
    needs = (d.as_needed_codeable_concept for d in reading.dosages)
    told = [fold(need.text) for need in needs if need is not None]
    if any(look.search(text) for text in told for look in _LAST_WORDS):
        return True
    kept = [fold(text) for dosage in reading.dosages for text in _kept(dosage)]
    return any(
        _ends_in_times(text) or any(_is_nearly_telling(word.strip("'’")) for word in _words(text))
        for text in kept
    )


def _ends_in_times(folded: str) -> bool:
    """Whether words end in `jours` and nothing tells how many, or which."""
    found = _TIMES_LAST.search(folded)
    before = (found[1] or "") if found else ""
    known = before in _BEFORE_TIMES or before in load_words().numbers
    return found is not None and not known and not before[-1:].isnumeric()


def _words(folded: str) -> Iterator[str]:
    for word in folded.split():
        yield word.strip('.,;:()[]+-/"')


@lru_cache(maxsize=8192)
def _is_nearly_telling(word: str) -> bool:
    if len(word) < _FEWEST or not word.isalpha():
        return False
    if is_listed_word(word) or word in french().vocabulary:
        return False
    # `si blocage nnax 5/j`
    if any(part in word and word.replace(part, meant) in _TELLING for part, meant in _STROKES):
        return True
    # `si fièvremas : 3/j`
    if any(is_listed_word(word[:-n]) and _is_nearly_most(word[-n:]) for n in (3, 4)):
        return True
    # `si dlrmax 4/j`: two words without their space.
    return word.endswith(_MOST) or any(_is_one_slip(word, known) for known in _TELLING)


def _is_nearly_most(ending: str) -> bool:
    """`mas`, `nax`, `msx`: `max` with one letter wrong."""
    return any(
        len(ending) == len(most) and sum(map(ne, ending, most)) == 1 for most in ("max", "maxi")
    )


def _is_one_slip(seen: str, meant: str) -> bool:
    """One letter lost, added or changed, or two that changed places; three letters keep one."""
    if seen == meant or abs(len(seen) - len(meant)) > 1:
        return False
    if len(seen) == len(meant):
        apart = [i for i, pair in enumerate(zip(seen, meant, strict=True)) if pair[0] != pair[1]]
        if len(apart) == 1:
            return len(meant) > _FEWEST
        swapped = len(apart) == 2 and apart[1] == apart[0] + 1
        return swapped and seen[apart[0]] == meant[apart[1]] and seen[apart[1]] == meant[apart[0]]
    short, long = sorted((seen, meant), key=len)
    if len(short) < _FEWEST:
        return False
    return any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


def _goes_another_way(reading: InstructionReading) -> bool:
    """`1 sup po`: a suppository that is swallowed; the two letters belong to the word."""
    for dosage in reading.dosages:
        dose = highest_dose(dosage)
        unit = dose.unit if dose is not None else None
        solid = unit in _NOT_SWALLOWED or reading.form in _NOT_SWALLOWED
        if dosage.route is not None and dosage.route.text == "orale" and solid:
            return True
    return False


def _ranges_far(reading: InstructionReading) -> bool:
    """`2-2-21 mois`: no treatment lasts for two to twenty-one months."""
    ranges = (d.timing.repeat.bounds_range for d in reading.dosages if d.timing)
    return any(one and one.high.value > one.low.value * _FARTHEST for one in ranges)


def _breaks_off(reading: InstructionReading) -> bool:
    """`matin et sir`: what follows `et` was one more moment, no syrup."""
    return any(
        one.field == "medication.form" and _AND_LAST.search(fold(reading.text[: one.start]))
        for one in reading.evidence
    )


def _counts_per_several(reading: InstructionReading) -> bool:
    """`3x/5emaine`: nobody counts three intakes in five weeks."""
    repeats = (d.timing.repeat for d in reading.dosages if d.timing)
    return any(
        (r.frequency or 0) > 1 and (r.period or 0) > 1 and r.period_unit is not PeriodUnit.H
        for r in repeats
    )


def _may_say_evening(reading: InstructionReading) -> bool:
    """`matin, soit pendant 7 j` may be `soir`; `soit le matin, soit le soir` is one of them."""
    return _EITHER.search(fold(reading.text)) is not None


_MISSPELT = (
    "un mot gardé tel quel est peut-être un mot du rythme mal écrit.",
    "a word kept as it stands may be a misspelt word of the rhythm.",
)
NEAR_WORD_WAYS = (
    Way(
        _may_say_evening,
        "« soit » laisse le choix entre deux moments, ou c'est « soir ».",
        "“soit” leaves the choice between two moments, or it is “soir” (evening).",
        words=("soit",),
    ),
    SOLID_VOLUME,
    Way(
        _counts_per_several,
        "plusieurs prises sont comptées sur plusieurs périodes : un chiffre est peut-être mal lu.",
        "several intakes are counted over several periods: a digit may be misread.",
    ),
    Way(
        _breaks_off,
        "la suite de ces mots est peut-être mal écrite.",
        "what follows these words may be misspelt.",
        facts=frozenset({"medication.form"}),
        words=(" et", " +", " &"),
    ),
    PARTED_VOLUME,
    Way(
        _is_spoilt,
        *_MISSPELT,
        words=("m c", "m g", "m s", "m i", "m a", "ms", "mx", "ax", "mar", "'"),
    ),
    Way(_nearly_tells_when, *_MISSPELT, among=frozenset({NEEDED, KEPT, PLACED})),
    Way(
        _goes_another_way,
        "la voie orale ne va pas avec ce qui est pris.",
        "what is taken is not swallowed.",
        facts=frozenset({ROUTED}),
    ),
    Way(
        _ranges_far,
        "cette durée va de l'une à l'autre sans vraisemblance.",
        "the shortest and the longest length lie too far apart.",
        facts=frozenset({LASTS}),
    ),
)
