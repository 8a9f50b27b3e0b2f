"""Neighbours that may belong together, or not agree: `le soir, la nuit`, `1 mois 1/2 matin`."""

import re
from itertools import pairwise

from extraction.medication.limits import highest_dose
from extraction.medication.ways.uneven_moments import UNEVEN_MOMENT_WAYS
from extraction.medication.ways.way import Way
from extraction.posology.groups import SILENT
from extraction.posology.implied import WORN
from extraction.posology.instruction import InstructionReading
from extraction.rules.duration import HALF_MORE
from extraction.spelling.matching import fold
from prescription.dosage import EventTiming, PeriodUnit, Repeat

_NEAR = (
    {EventTiming.EVE, EventTiming.HS, EventTiming.NIGHT},
    {EventTiming.MORN, EventTiming.WAKE},
)
_ONE_EACH = 2
_EMPTY_CELLS = re.compile(r"[\d½¼¾] [-–—] [-–—](?: |$)|(?:^| )[-–—] [-–—] [\d½¼¾]", re.MULTILINE)
_EVERY = re.compile(r"\b(?:toutes|ttes) les (\d{1,2}) ?h(?:eures?)?\b", re.IGNORECASE)
_EVERY_KEPT = re.compile(r"/ ?(\d{1,2}) ?h", re.IGNORECASE)
"""Beside a number of intakes; in `15 mg/16 h` the hours belong to a strength."""
_HALF_A_DAY = 12
_SPACED_HOURS = 6
"""From so many hours on they share the day out: `4 fois par jour toutes les 4 h` parts intakes."""
_A_DAY = 24
_IN_HOURS = re.compile(
    r"(?:\bx ?\d|\d ?fois) (?:sur|en|dans|pendant) (?:l'|une? |\d{1,2} ?)"
    r"(?:h|heures?|mi?n|minutes?)\b"
)
_FLOWS = re.compile(r"\bi\.?v\b|\bivl\b|intraveineu|\bperf")
_PART = r"(?:(?:le|au|a|du) )?(?:matin|midi|soir|coucher)"
_CHOICE = re.compile(
    rf"\b(?:matin|midi|soir),? \({_PART}\)|"
    rf"\({_PART}\),? (?:et )?(?:le |au )?(?:midi|soir|coucher)\b(?!\))|"
    rf"\bdu matin (?:au|jusqu'au) (?:soir|coucher)|"
    rf"\b{_PART} (?:et|/|ou) {_PART},? (?:en|par) alternance|\balternativement {_PART}"
)
_GOING_ON = frozenset({"moments", "clock", "rhythm", "per", "interval", "daily"})
"""What tells when a dose before it is taken."""


def _may_be_one_moment(reading: InstructionReading) -> bool:
    """Whether two neighbouring moments stand side by side with nothing that adds them up.

    In a list of more, `matin midi soir coucher`, each is an intake.
    """
    texts = reading.chart.texts if reading.chart else []
    named = [
        (moment.when, piece)
        for piece in reading.pieces
        if piece.kind == "moments" and hasattr(piece.value, "moments")
        for moment in piece.value.moments
    ]
    if len(named) != _ONE_EACH:
        return False
    pieces = {id(piece): piece for _, piece in named}.values()
    children = [child for piece in pieces for child in (piece.children or (piece,))]
    near = any({when for when, _ in named} <= group for group in _NEAR)
    gaps = [texts[one.end : other.start] for one, other in pairwise(children)]
    return near and all(gap in ([], [","]) for gap in gaps)


def _halves_the_length(reading: InstructionReading) -> bool:
    """`1 mois 1/2 le soir`: a month and a half, or half a tablet after a month."""
    pieces = [piece for piece in reading.pieces if piece.kind not in SILENT]
    texts = reading.chart.texts if reading.chart else []
    for i, piece in enumerate(pieces):
        halved = any(child.rule == HALF_MORE for child in piece.children)
        written = texts[piece.start : piece.end]
        if halved and "moitie" in written:
            return True
        if not halved or "et" in written:
            continue
        behind = pieces[i + 1 : i + 2]
        goes_on = bool(behind) and behind[0].kind in _GOING_ON and behind[0].start == piece.end
        if goes_on or "," in written or "." in written:
            return True
    return False


def _has_empty_cells(reading: InstructionReading) -> bool:
    """`1 1/2 - -`: cells of a table whose columns are lost, two of them empty."""
    told = _EMPTY_CELLS.search(reading.text) is not None
    return told and not any(e.rule.startswith("cases") for e in reading.evidence)


def _is_spaced_closer(reading: InstructionReading) -> bool:
    """`toutes les 6 h 2 prises`, `2x/j /8h`: the hours between them do not fill the day."""
    notes = (note.text for d in reading.dosages for note in d.additional_instruction)
    kept = (_EVERY_KEPT.fullmatch(note) for note in notes)
    told = _EVERY.search(reading.text) or next(filter(None, kept), None)
    if told is None:
        return False
    counts = [d.timing.repeat for d in reading.dosages if d.timing is not None]
    if any(r.period_unit is PeriodUnit.H and r.period == int(told[1]) for r in counts):
        # `toutes les 2 h 48 h puis 4 fois par jour`: the hours are those of another step.
        return False
    hours = int(told[1])
    filled = _HALF_A_DAY if hours < _SPACED_HOURS else _A_DAY - 1
    return any(
        repeat.frequency is not None
        and repeat.period_unit is PeriodUnit.D
        and repeat.period == 1
        and (repeat.frequency_max or repeat.frequency) * hours <= filled
        for repeat in counts
    )


def _leaves_a_choice(reading: InstructionReading) -> bool:
    """`matin (midi) soir`, `du matin au soir`, `matin et soir en alternance`: which ones hold."""
    return _CHOICE.search(fold(reading.text)) is not None


def _may_be_worn_between(reading: InstructionReading) -> bool:
    """`1 patch 8h-20h`: put on at the first hour and taken off at the second, or two a day.

    `1 patch/16 h` is one a day, worn for so long; `/24 h`, `/72 h` part two of them.
    """
    for dosage in reading.dosages:
        dose = highest_dose(dosage)
        repeat = dosage.timing.repeat if dosage.timing else Repeat()
        within_a_day = repeat.period_unit is PeriodUnit.H and (repeat.period or 0) < _A_DAY
        if dose is None or dose.unit not in WORN:
            continue
        if len(repeat.time_of_day) > 1 or (within_a_day and repeat.frequency is not None):
            return True
    return False


def _counts_in_hours(reading: InstructionReading) -> bool:
    """`x 3 sur 1h`: three within that hour, or a day; what flows into a vein takes its hour."""
    words = fold(reading.text)
    return _IN_HOURS.search(words) is not None and not _FLOWS.search(words)


_AFTERNOON = re.compile(r"(?<![\d.,/])\d ?apm\b")
_OTHER_PARTS = re.compile(r"\b(?:mat(?:in)?|midi|soir|coucher|nuit)\b")


def _may_be_an_ampoule(reading: InstructionReading) -> bool:
    """`Kardégic 1 apm`: an afternoon among no other moments, or `amp` misspelt."""
    words = fold(reading.text)
    return _AFTERNOON.search(words) is not None and not _OTHER_PARTS.search(words)


NEAR_WAYS = (
    *UNEVEN_MOMENT_WAYS,
    Way(
        _may_be_an_ampoule,
        "« apm » est l'après-midi, ou une ampoule mal écrite.",
        "“apm” is the afternoon, or a misspelt ampoule.",
        words=("apm",),
    ),
    Way(
        _counts_in_hours,
        "les prises sont comptées en quelques heures, ou par jour.",
        "the intakes are counted within some hours, or a day.",
        words=(" sur ", " en ", " dans ", " pendant "),
    ),
    Way(
        _leaves_a_choice,
        "un moment nommé n'est peut-être pas celui d'une prise de plus.",
        "a moment that is named may not be that of one more intake.",
        words=("(", "du matin", "altern"),
    ),
    Way(
        _may_be_worn_between,
        "les heures disent quand poser et quand retirer, ou deux poses par jour.",
        "the hours tell when to put on and when to take off, or two a day.",
        units=WORN,
    ),
    Way(
        _is_spaced_closer,
        "les heures entre les prises et leur nombre ne disent pas la même chose.",
        "the hours between the intakes and their number do not say the same.",
        words=("toutes les", "ttes les", "/"),
    ),
    Way(
        _has_empty_cells,
        "des cases semblent vides : leurs places disent peut-être quand.",
        "some cells seem empty: their places may tell when.",
        words=("- -",),
    ),
    Way(
        _halves_the_length,
        "la moitié est celle de la durée, ou une dose.",
        "the half is of the length, or a dose.",
        words=("½", "¼", "¾", "/", "demi", "moitie", ",5", ".5"),
    ),
    Way(
        _may_be_one_moment,
        "deux moments voisins : une prise, ou deux.",
        "two moments next to each other: one intake, or two.",
        facts=frozenset({"moments"}),
    ),
)
