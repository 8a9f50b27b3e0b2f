"""Numbers that a picture, or a typist, lost: what is left of the line may still read well."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise

from extraction.medication.wording import Wording
from extraction.posology.instruction import InstructionReading
from extraction.spelling.matching import fold
from ocr.page import Word
from prescription.record import Reading, Review, ReviewReason

_LOST = 0.05
"""The confidence below which a word may be any other one; two readings that differ have it."""
_COUNTED = frozenset(
    {
        "comprime", "gelule", "capsule", "sachet", "ampoule", "goutte", "injection", "application",
        "pulverisation", "bouffee", "inhalation", "suppositoire", "ovule", "flacon", "unidose",
        "gomme", "pastille", "patch", "noisette", "jour", "semaine",
    }
)  # fmt: skip
_TIMES = frozenset({"jour", "semaine"})
_UNIT = re.compile(
    rf"(?:{'|'.join(sorted(_COUNTED))})s?|cpr?s?|cpe|comps?|gel|caps|sach|gttes?|amp|inj|appl|supp|"
    r"bouff|pulv|inhal|j|mois"
)
_EDGES = re.compile(r"^[^\w/]+|\W+$")
_RENEWED = re.compile(r"AR[SsIlZzOoBG]")
"""`AR5`, `AR1`, `AR2` of faint or faxed print."""
_RANGE = frozenset({"a", "et"})
_LETTERS_ALIKE = str.maketrans("015869", "olssbg")
_MEASURED = frozenset({"mg", "g", "µg", "ng", "mL", "UI", "MUI", "U"})
_FRACTIONS = frozenset("½¼¾")
_BAR = "|"
_PARTING = frozenset({"(", ")", ",", "/", "[", "]", "|", "%"})
"""Signs that part words; another one alone may be what is left of a number: `+ cp`, `° cp`."""
_BEFORE_A_DOSE = frozenset({"puis", "ensuite", "prendre", "faire", "appliquer", "mettre", "donner"})
_REST = re.compile(r"a|l|le|[|.'’!]")
_MOMENT = r"(?:(?:le|a|au|du) )?(?:matin|midi|soir|coucher|reveil|petit|dejeuner|diner)"
_UNIT_AND_MOMENT = re.compile(
    rf"[a-z]+\.? (?:{_MOMENT}|a \d{{1,2}} ?h|i?e (?:matin|midi|soir)|si\b|en cas|"
    r"tous|toutes|ttes|chaque|x ?\d|"
    r"\d ?(?:fois|x|f|prises?)\b)"
)
_UNIT_AND_HALF = re.compile(r"[a-z]+\.? (?:[½¼¾]|1/[24]|3/4)")
_PER_OR_HALF = re.compile(
    r"[a-z]+\.? ?(?:/ ?\d{0,2} ?(?:j|h|sem)|par (?:j|sem|mois)|et (?:demie?|1/2|½))"
)
"""What says that a number stood before the unit: `cp/j`, `comprimé et demi`."""
_AMOUNT = re.compile(r"\d[\d.,/]*(?:mg|g|µg|ui|mui)")
"""`5mg`: a strength counts no tablets."""
_BEFORE_A_UNIT = frozenset(
    {
        "un", "une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix",
        "douze", "demi", "demie", "et", "quart", "quarts", "par", "/", "de", "d'", "chaque", "en",
        "sous", "forme", "des", "du", "max", "maxi", "maximum",
    }
)  # fmt: skip
"""Words that stand before what is counted, whether or not a number does."""
_NO_NUMBER = frozenset({"de", "d'", "du", "des", "en", "par", "chaque", "sous", "max", "maxi"})


def lost_doubts(
    text: Wording, reading: InstructionReading, readings: Sequence[tuple[Reading, Sequence[Word]]]
) -> Iterator[Review]:
    """Ink that became a word of no weight: `A`, of `QSP 1 mois` below a signature, `à` for `½`."""
    lost = [
        word
        for word in text.words_at(text.name[1], len(text.text))
        if (word.confidence is not None and word.confidence < _LOST) or _may_be_number(word)
    ]
    if not lost:
        return
    told = (text.words_at(*text.back(u.start, u.end)) for u in reading.unread if u.matters)
    known = {word for words in (*told, *(words for _, words in readings)) for word in words}
    for word in lost:
        if word not in known and any(map(str.isalnum, word.text)):
            reason = ReviewReason.UNREAD_TEXT
            yield Review("dosageInstruction", reason, word.text, word.box, text.page)


def _may_be_number(word: Word) -> bool:
    """Whether another reading of a word without digits holds a number: no `1e` for `le`."""
    if not word.alternatives or any(map(str.isdigit, word.text)):
        return False
    letters = fold(word.text)
    return any(
        any(c.isdigit() or c in "½¼¾" for c in other)
        and fold(other).translate(_LETTERS_ALIKE) != letters.translate(_LETTERS_ALIKE)
        for other in word.alternatives
    )


def range_doubts(text: Wording) -> Iterator[Review]:
    """A range without its end: of `1 à cp` a number was lost, or the `à` is a ½."""
    for number, link, counted in zip(text.words, text.words[1:], text.words[2:], strict=False):
        word = fold(counted.text).strip(".,;:()")
        if number.text.isdecimal() and fold(link.text) in _RANGE and _UNIT.fullmatch(word):
            seen = f"{number.text} {link.text} {counted.text}"
            reason = ReviewReason.AMBIGUOUS_POSOLOGY
            yield Review("dosageInstruction", reason, seen, link.box, text.page)


def number_doubts(text: Wording) -> Iterator[Review]:
    """Printed numbers that their word contradicts: `7 gélule` was a 1, `1 comprimés` was none."""
    for number, counted in pairwise(text.words):
        if number.confidence is None or not number.text.isdecimal():
            continue
        word = fold(counted.text).strip(".,;:()")
        several = word.endswith("s") and word[:-1] in _COUNTED
        if several if int(number.text) == 1 else word in _COUNTED:
            seen = f"{number.text} {counted.text}"
            reason = ReviewReason.LOW_OCR_CONFIDENCE
            yield Review("dosageInstruction", reason, seen, number.box, text.page)


def uncounted_doubts(text: Wording, reading: InstructionReading) -> Iterator[Review]:
    """A dose unit without its number, beside the form that the line names anyway.

    `IRBESARTAN 300 mg, comprimé : cp le soir`: the strength was taken for the dose, and the form
    stands there twice, or words that no rule used stand where the number would, or a colon does,
    or a row begins with it.
    `1 cp le matin, cp à midi`, `5 mg cp/j`: one moment, or the day, lost its number.
    """
    words = text.words
    bare = [i for i, word in enumerate(words) if i and _is_form(word.text)]
    bare = [i for i in bare if not _counts(words[i - 1].text)]
    if not bare:
        return

    def goes_on(i: int) -> bool:
        behind = words[i].text if i < len(words) and i not in begins else ""
        counts = _counts(behind) and fold(behind) not in _NO_NUMBER
        return bool(behind) and not behind.endswith(":") and not counts

    doses = [amount.dose_quantity for d in reading.dosages for amount in d.dose_and_rate]
    measured = any(dose is not None and dose.unit in _MEASURED for dose in doses)
    unread = [text.words_at(*text.back(u.start, u.end)) for u in reading.unread]
    unsaid = [i for i in bare if any(words[i - 1] in group for group in unread)]
    following = {i: fold(" ".join(w.text for w in words[i : i + 3])) for i in bare}
    begins = set(accumulate(len(row.split()) for row in text.text.split("\n")))
    apart = {i for i in bare if i in begins or _is_end(words[i - 1].text)}
    per = [
        i
        for i, said in following.items()
        if (found := _PER_OR_HALF.match(said)) and ("par" not in found[0] or i in apart)
    ]
    timed = [
        i
        for i, said in following.items()
        if _UNIT_AND_MOMENT.match(said) or (i in apart and _UNIT_AND_HALF.match(said))
    ]
    if measured:
        places = (
            per
            or unsaid
            or bare[1:2]
            or [i for i in bare if i in apart and (i in timed or goes_on(i + 1))]
        )
    else:
        places = per or [i for i in timed if i in bare[1:] or i in apart]
    for place in places:
        said = " ".join(word.text for word in words[place - 1 : place + 1])
        reason = ReviewReason.AMBIGUOUS_POSOLOGY
        yield Review("dosageInstruction", reason, said, words[place].box, text.page)


def fraction_doubts(text: Wording) -> Iterator[Review]:
    """A letter or a mark before a fraction, where a whole number stands: `À ½ cp`, `| ½ cp`.

    Or the only bar of a line before cells, `| 0 1 0`, or before a unit: it may be a 1.
    """
    barred = sum(word.text == _BAR for word in text.words) == 1
    for i, (before, word) in enumerate(pairwise(text.words), 1):
        lone = barred and before.text == _BAR
        one = lone and (_is_form(word.text) or _are_cells(text.words[i : i + 4]))
        if one or (word.text in _FRACTIONS and _REST.fullmatch(fold(before.text))):
            seen = f"{before.text} {word.text}"
            reason = ReviewReason.UNREAD_TEXT
            yield Review("dosageInstruction", reason, seen, before.box, text.page)


def _are_cells(words: Sequence[Word]) -> bool:
    """Whether two or three cells stand there: four would be all of them."""
    told = [w.text in _FRACTIONS or (len(w.text) == 1 and w.text.isdigit()) for w in words]
    return all(told[:2]) and len(told) > 1 and not (len(told) > 3 and all(told))


def renewal_doubts(text: Wording) -> Iterator[Review]:
    """A number of renewals that came back as a letter: `QSP 1 mois ARS`."""
    for word in text.words:
        if "AR" in word.text and _RENEWED.fullmatch(_EDGES.sub("", word.text)):
            reason = ReviewReason.UNREAD_TEXT
            yield Review("dosageInstruction", reason, word.text, word.box, text.page)


@lru_cache(maxsize=8192)
def _is_form(text: str) -> bool:
    word = _EDGES.sub("", fold(text)).split("/")[0].rstrip(".")
    return bool(_UNIT.fullmatch(word)) and word.rstrip("s") not in _TIMES | {"j", "moi"}


def _is_end(text: str) -> bool:
    """Whether a dose begins behind a word: `:`, `puis`, what is left of a 1."""
    led = text.endswith("..") or text[-1:] in tuple(":;-–=→…!'’")
    sign = text not in _PARTING and not any(map(str.isalnum, text))
    return led or sign or fold(text) in _BEFORE_A_DOSE


def _counts(text: str) -> bool:
    """Whether a word before a unit tells how many, or that none is counted here."""
    word = fold(text).strip(".,;:()")
    if _AMOUNT.fullmatch(word):
        return False
    return any(c.isdigit() or c in "½¼¾" for c in word) or word in _BEFORE_A_UNIT
