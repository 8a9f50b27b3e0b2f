"""Steps and lengths that nothing links to what stands before: `x2/j 28 j 12 par jour`."""

import re

from extraction.medication.limits import highest_dose
from extraction.medication.ways.way import LASTS, SEVERAL, Way
from extraction.posology.groups import DOSES, OFTEN
from extraction.posology.instruction import InstructionReading
from extraction.rules.numbered_weeks import NUMBERED
from extraction.spelling.matching import fold

_LENGTHS = frozenset({"duration", "stage"})
_LINKS = frozenset({"then", "together", "sign", "cell"})
_COUNTS = frozenset({"count"})
_ANNOUNCED = re.compile(
    r"\b(?:duree|pendant|pdt|durant|pour|(?:traitement|ttt|cure)(?: de| pour)?)\W*$"
)
_LENGTH_CUT = re.compile(r"\d{1,3} ?[a-z]?\W*")
_NUMBER = re.compile(r"\d+")
_TIMES_LENGTH = re.compile(
    r"\W*(?:puis |ensuite )*(?:\d|deux|trois|quatre|cinq|six) ?x ?\d{1,3} ?"
    r"(?:j|jrs?|jours?|sem|semaines?|mois)\b"
)
_TWO = 2


def _multiplies_a_length(reading: InstructionReading) -> bool:
    """`4 cp matin et soir 21 j puis 2 x 15 j`: two each time, or four of them twice a day."""
    return any(
        dosage.sequence > 1
        and _TIMES_LENGTH.match(fold(dosage.text or "")) is not None
        and (dose := highest_dose(dosage)) is not None
        and dose.value != 1
        for dosage in reading.dosages
    )


def _goes_on_unlinked(reading: InstructionReading) -> bool:
    """`1 fois par jour 28 jrs 12 par jour`: a second rhythm with no dose, no length and no `puis`.

    The words between, or the unit of the number, were not read. `x3/j 7 j x2/j 7 j x1/j` steps
    down, each step but the last with its length.
    """
    if max((d.sequence for d in reading.dosages), default=1) != _TWO:
        return False
    often = lasted = linked = False
    for place, piece in enumerate(reading.pieces):
        linked = lasted and (linked or piece.kind in _LINKS)
        if piece.kind in DOSES and lasted:
            return False
        if piece.kind in OFTEN or piece.kind in ("per", "interval"):
            if often and lasted:
                behind = {later.kind for later in reading.pieces[place + 1 :]}
                return not linked and not behind & (_LENGTHS | DOSES | _LINKS)
            often = True
        lasted = lasted or (often and piece.kind in _LENGTHS)
    return False


def _lasts_unlinked(reading: InstructionReading) -> bool:
    """`x 3 mois du 1J6 au J25`: a bare number before a second length is no dose of a next step."""
    said = [p for p in reading.pieces if p.kind not in ("filler", "sign", "cell")]
    for i, piece in enumerate(said[1:-1], 1):
        before, behind = said[i - 1], said[i + 1]
        bare = piece.kind in _COUNTS and before.kind in _LENGTHS and behind.kind in _LENGTHS
        if bare and piece.end == behind.start and i + 2 == len(said):
            return True
    return False


def _counts_a_length(reading: InstructionReading) -> bool:
    """`2x par jour durée 7`, `pour 35 g`: the number tells how long, in a unit that was lost."""
    return any(
        one.field.endswith(".doseAndRate")
        and _LENGTH_CUT.fullmatch(fold(reading.text[one.start : one.end])) is not None
        and _ANNOUNCED.search(fold(reading.text[: one.start])) is not None
        for one in reading.evidence
    )


def _lasts_a_fraction(reading: InstructionReading) -> bool:
    """`1-1-1,2 j`: nothing is taken for a day and a fifth of another."""
    for dosage in reading.dosages:
        repeat = dosage.timing.repeat if dosage.timing else None
        bounds = (repeat.bounds_duration, repeat.bounds_range) if repeat else (None, None)
        length, span = bounds
        told = [length] if length else [span.low, span.high] if span else []
        if any(one is not None and (one.value * _TWO) % 1 for one in told):
            return True
    return False


def _leaves_days_out(reading: InstructionReading) -> bool:
    """`J1 à J3 3 cp, J6 à J8 2 cp`, `S1 : …, S3 : …`: nobody tells what is taken between them."""
    if reading.chart is None:
        return False
    reached: dict[str, int] = {}
    for piece in reading.pieces:
        if piece.rule not in NUMBERED:
            continue
        days = [int(number) for number in _NUMBER.findall(reading.chart.words(piece))]
        unit = "d" if "jour" in piece.rule else "wk"
        if days and 0 < reached.get(unit, 0) < days[0] - 1:
            return True
        reached[unit] = days[-1] if days else reached.get(unit, 0)
    return False


LATER_STEP_WAYS = (
    Way(
        _multiplies_a_length,
        "le nombre devant « x » est une dose, ou des fois par jour.",
        "the number in front of “x” is a dose, or times a day.",
        facts=frozenset({SEVERAL}),
    ),
    Way(
        _leaves_days_out,
        "des jours entre ces étapes ne sont pas nommés : rien n'y est pris, ou le même.",
        "days between these steps are not named: nothing is taken then, or the same.",
    ),
    Way(
        _goes_on_unlinked,
        "un second rythme suit sans « puis » ni durée : son unité, ou des mots, sont perdus.",
        "a second rhythm follows with neither “puis” nor a length: its unit, or words, are lost.",
        facts=frozenset({SEVERAL}),
    ),
    Way(
        _lasts_unlinked,
        "deux durées se suivent : le nombre entre elles n'est pas une dose.",
        "two lengths follow each other: the number between them is no dose.",
        facts=frozenset({"count"}),
    ),
    Way(
        _counts_a_length,
        "ce nombre est une durée sans son unité, ou une dose.",
        "this number is a length without its unit, or a dose.",
        words=("duree", "pendant", "pdt", "durant", "pour", "traitement", "ttt", "cure"),
    ),
    Way(
        _lasts_a_fraction,
        "cette durée n'est pas un nombre de jours entier : un signe est peut-être mal lu.",
        "this length is no whole number of days: a sign may be misread.",
        facts=frozenset({LASTS}),
    ),
)
