"""A length of time that is not the treatment's: `ne pas interrompre avant 6 mois`."""

import re

from extraction.medication.ways.dosages import lasts
from extraction.medication.ways.way import LASTS, Way
from extraction.posology.instruction import InstructionReading
from extraction.rules.duration import AT_MOST
from extraction.rules.other_lengths import RENEWED_FOR
from extraction.spelling.matching import fold

_WAITED = re.compile(
    r"\b(?:pas|absence|aucune?s?)\b[^,;.()\d]*\b(?:pendant|pdt|durant) \d|"
    r"\bsi pas d(?:e |')[a-z]+ (?:(?!depuis)[a-z]+ )?\d{1,2} ?j"
)
_LENGTH = r"(?:(?:au moins|environ|les) )?\d{1,3} ?(?:j|jours?|sem|semaines?|m|mois|ans?|annees?)\b"
_FORBIDDEN = re.compile(
    rf"\b(?:pas|jamais|ni|eviter|interdit\w*)\b[^,;.()\d]*\b(?:avant|d.ici|moins de) {_LENGTH}|"
    r"\b(?:pas|jamais|eviter|interdit\w*)\b(?! (?:de |d.)?(?:croquer|macher|ecraser|ouvrir|avaler|"
    r"sucer|couper|boire|depasser|substitu\w+|plus|exceder))"
    rf"(?:(?!\bpendant\b|\bavant\b)[^,;.()\d])* {_LENGTH}"
)
"""What must not be done so long: not to swallow whole or not to exceed says nothing of a length."""
_NIGHTS = re.compile(
    r"\b(?:\d{1,2}|deux|trois|quatre|cinq|six|sept|dix) (?:nuits|soirs|matins)\b(?! sur)"
)
_NOT_LONGER = re.compile(r"(?:pas plus|(?:sans|ne pas) depasser)\b")

CHILD = r"(?:enfants?|enf|bebes?|nourrissons?|nourr?|nouveau[ -]?nes?|garcon|fille(?:tte)?)"
_AGED = re.compile(rf"\b{CHILD}[ .,:(]+(?:de )?(\d{{1,2}}) ?(?:m|mois|s|sem|semaines?|j|jours?)\b")
_STEP_OF_ONE = re.compile(r"\bpuis 1 ?(?:mois|sem|semaine|an)\b(?! ?(?:/|sur|de |d'))")
_AHEAD = re.compile(
    r"(?<!pendant )(?<!pdt )(?<!durant )\b\d{1,3} ?(?:j|jours?|jrs?|semaines?|sem|mois) avant\b"
)


def _waits_or_lasts(reading: InstructionReading) -> bool:
    """`si pas de selles pendant 3 jours`: three days of waiting, or of treatment."""
    return _WAITED.search(fold(reading.text)) is not None


def _forbids_or_lasts(reading: InstructionReading) -> bool:
    """`ne pas s'exposer au soleil 1 mois`: a month without sun, or of treatment."""
    return lasts(reading) and _FORBIDDEN.search(fold(reading.text)) is not None


def _forbids_longer(reading: InstructionReading) -> bool:
    """`ne pas dépasser 4 semaines`: a ceiling, or the treatment's length; `5 jours max` is one."""
    return any(
        e.rule == AT_MOST and _NOT_LONGER.match(fold(reading.text[e.start : e.end]))
        for e in reading.evidence
    )


def _lasts_or_begins(reading: InstructionReading) -> bool:
    """`x 2/j 5 jours avant la consultation`: for five days, or from the fifth day before on."""
    repeats = [d.timing.repeat for d in reading.dosages if d.timing]
    told = _AHEAD.search(fold(reading.text))
    kept = [fold(i.text) for d in reading.dosages for i in d.additional_instruction]
    apart = told is not None and not any(told[0] in note for note in kept)
    return apart and any(r.bounds_duration for r in repeats)


def _lasts_or_is_old(reading: InstructionReading) -> bool:
    """`1 dose x 3/j enfant 8 mois`: the child's age, or the length of the treatment."""
    told = {found[1] for found in _AGED.finditer(fold(reading.text))}
    repeats = (d.timing.repeat for d in reading.dosages if told and d.timing)
    return any(r.bounds_duration and str(r.bounds_duration.value) in told for r in repeats)


def _steps_to_a_length(reading: InstructionReading) -> bool:
    """`puis 1mois à vie`: once a month, for a last step without a dose is a rhythm."""
    return _STEP_OF_ONE.search(fold(reading.text)) is not None


def _renews_so_long(reading: InstructionReading) -> bool:
    """`pour 1 mois à renouveler 11 mois`: how many times is not told, or may be the number read."""
    return any(piece.rule == RENEWED_FOR for piece in reading.pieces)


def _counts_nights(reading: InstructionReading) -> bool:
    """`au coucher 7 nuits`: for seven nights, no seven tablets at night."""
    return _NIGHTS.search(fold(reading.text)) is not None


OTHER_LENGTH_WAYS = (
    Way(
        _counts_nights,
        "ce nombre de nuits, de soirs ou de matins est une durée, ou une dose.",
        "this number of nights, evenings or mornings is a length, or a dose.",
        words=("nuits", "soirs", "matins"),
    ),
    Way(
        _renews_so_long,
        "combien de temps renouveler est dit, mais pas combien de fois.",
        "how long to renew is told, but not how many times.",
        facts=frozenset({"note"}),
    ),
    Way(
        _steps_to_a_length,
        "cette étape est une durée, ou un rythme dont un signe est perdu.",
        "this step is a length, or a rhythm of which a sign is lost.",
        words=("puis 1",),
    ),
    Way(
        _lasts_or_is_old,
        "cette durée est celle du traitement, ou l'âge de l'enfant.",
        "this length is that of the treatment, or the child's age.",
        facts=frozenset({LASTS}),
        words=("enf", "bebe", "nour", "nouveau", "garcon", "fille"),
    ),
    Way(
        _lasts_or_begins,
        "ce nombre de jours est la durée du traitement, ou l'avance avec laquelle il commence.",
        "the number of days is the length of the treatment, or how long before it begins.",
        facts=frozenset({LASTS}),
        words=("avant",),
    ),
    Way(
        _forbids_longer,
        "cette durée est à ne pas dépasser : c'est celle du traitement, ou sa limite.",
        "this length is not to be exceeded: it is that of the treatment, or its limit.",
        words=("pas plus", "depasser"),
    ),
    Way(
        _waits_or_lasts,
        "la durée est celle de l'attente, ou celle du traitement.",
        "the length is that of waiting, or that of the treatment.",
        words=("pas", "absence", "aucun"),
    ),
    Way(
        _forbids_or_lasts,
        "la durée est celle de ce qu'il ne faut pas faire, ou celle du traitement.",
        "the length is that of what must not be done, or that of the treatment.",
        facts=frozenset({LASTS}),
        words=("pas", "jamais", "ni", "eviter", "interdit"),
    ),
)
