"""Words behind a dose that may be of another one, or count something else."""

import re
from itertools import pairwise

from extraction.medication.limits import highest_dose
from extraction.posology.groups import SILENT
from extraction.posology.instruction import InstructionReading
from extraction.spelling.matching import fold
from prescription.dosage import Dosage, Quantity, Repeat

_SPAN = r"(?:\d{1,3}|une?) ?(?:j|jours?|jrs?|sem|semaines?|mois)"
_TWO_LENGTHS = re.compile(rf"\b{_SPAN} ?\+ ?{_SPAN}\b")
_TAKEN_AGAIN = re.compile(r"(?:a )?(?:renouveler|refaire|repeter) (?:a|au|le|dans|apres|j ?\d)\b")
_CUBIC = re.compile(r"(?<![\d,.])[1-4] ?cc\b")
_INJECTED = re.compile(r"\b(?:inj\w*|perf\w*|sc|im|iv\w*|sous.cutan\w*|intra\w*|seringue|pse)\b")


def doses_of(reading: InstructionReading) -> list[Quantity]:
    found = (highest_dose(dosage) for dosage in reading.dosages)
    return [dose for dose in found if dose is not None]


def is_plain_daily(dosage: Dosage) -> bool:
    repeat = dosage.timing.repeat if dosage.timing else Repeat()
    needed = dosage.as_needed_boolean or dosage.as_needed_codeable_concept is not None
    timed = repeat.when or repeat.time_of_day or repeat.day_of_week
    return repeat.frequency is not None and not timed and not needed


def is_regular(dosage: Dosage) -> bool:
    return dosage.timing is not None and dosage.timing.repeat.frequency is not None


def _adds_or_replaces(reading: InstructionReading) -> bool:
    """`1 cp/j ; si échec 2 cp/j`, `1 cp le soir, si insomnie 2 cp`: instead, or besides."""
    for needed in reading.dosages:
        if needed.as_needed_codeable_concept is None:
            continue
        for usual in reading.dosages:
            if usual.sequence == needed.sequence and usual.as_needed_codeable_concept is None:
                one, other = highest_dose(usual), highest_dose(needed)
                more = one and other and one.unit == other.unit and other.value > one.value
                if is_regular(usual) and (more or is_plain_daily(usual)):
                    return True
    return False


def _counts_after_rate(reading: InstructionReading) -> bool:
    """`1/j (2)`, `1/j 2`: one a day, and two of what?"""
    kinds = [piece.kind for piece in reading.pieces if piece.kind not in SILENT]
    return any(pair == ("daily", "count") for pair in pairwise(kinds))


def _lasts_twice(reading: InstructionReading) -> bool:
    """`3 mois + 3 mois`: how long a prescription and its renewal last."""
    return "+" in reading.text and _TWO_LENGTHS.search(fold(reading.text)) is not None


def _is_taken_again(reading: InstructionReading) -> bool:
    """`1 ovule le soir, à renouveler à J3`: two in all, not one every evening."""
    return any(
        _TAKEN_AGAIN.match(fold(note.text))
        for dosage in reading.dosages
        if is_regular(dosage) and dosage.timing and not dosage.timing.repeat.bounds_duration
        for note in dosage.additional_instruction
    )


def _spoons_or_volume(reading: InstructionReading) -> bool:
    """`2 cc` by mouth: two millilitres, or two small spoons (`c. à c.`)."""
    words = fold(reading.text)
    found = "cc" in words and _CUBIC.search(words) is not None
    taken = found and any(dose.unit == "mL" for dose in doses_of(reading))
    return taken and not _INJECTED.search(words)


LATER_WAYS = (
    (
        _adds_or_replaces,
        "la dose sous condition remplace l'autre, ou s'y ajoute.",
        "the dose on a condition replaces the other one, or adds to it.",
    ),
    (
        _counts_after_rate,
        "un nombre suit le rythme : il compte les prises, ou autre chose.",
        "a number follows the rhythm: it counts what is taken, or something else.",
    ),
    (
        _lasts_twice,
        "deux durées s'ajoutent, ou la seconde est celle du renouvellement.",
        "two lengths add up, or the second is that of the renewal.",
    ),
    (
        _is_taken_again,
        "la prise est à répéter plus tard : elle n'est peut-être pas quotidienne.",
        "the intake is to be repeated later: it may not be a daily one.",
    ),
    (
        _spoons_or_volume,
        "« cc » est un millilitre, ou une cuillère à café.",
        '"cc" is a millilitre, or a small spoon.',
    ),
)
