"""Words that a phrase took in though they change the dose: `si angoisse jamais le matin`."""

import re
from itertools import pairwise

from extraction.medication.ways.way import KEPT, NEEDED, Way
from extraction.posology.groups import SILENT
from extraction.posology.instruction import InstructionReading
from extraction.spelling.matching import fold
from prescription.dosage import Dosage, EventTiming

_OPENING = re.compile(r"\W*(?:seulement |uniquement )?(?:si|s'il|en cas d[e']?|au|lors d[e']?) ?")
_CHANGING = re.compile(
    r"(?<=\w) (?:et |puis |, ?)?(?:jamais|sauf|excepte|hormis|arret\w*|stop\w*|augmenter|diminuer|"
    r"sinon|rien|double\w*|moitie|demi\w*|altern\w+|espacer|week|weekend\w*|systematique\w*|"
    r"renouvel\w+|jours ouvr\w+|hiver|ete|si|suspen\w+|interrompre|ne pas|ne rien|sauter|"
    r"supprimer|majorer|reduire|baisser|monter|passer|remplacer|relayer|"
    r"(?:re)?consulter|(?:r)?appeler|contacter|prevenir|revoir|revenir|urgences)\b"
)
"""Behind the first words, which are the need: `si arrêt des selles` has none of them.

`1 cp/j, si FC < 50 suspendre`: the need is of leaving it off; the tablet is a daily one.
"""


_CHANGING_BEHIND = re.compile(
    r"(?<=\w) (?:double\w*|moitie|augmenter|diminuer|jamais|stop|sinon)\b"
)
_RATHER = re.compile(r"(?:si possible|de preference|plutot|preferentiellement|idealement)\b")
_PARTS = frozenset({EventTiming.MORN, EventTiming.NOON, EventTiming.EVE, EventTiming.HS})

REPEAT_SOON = re.compile(
    r"(?:(?:renouvel|repet|redonn|repren)\w*(?:(?!\bpar\b|\d ?(?:j|mois|sem))[^,;.()/])*"
    r"\b(?:\d+|une|dix|cinq|quinze|deux) ?(?:min|mn|minutes?|h|heures?)\b|"
    r"(?:repet|redonn)\w*(?: \d fois)? si\b)(?!.*(?:renouvel|repet|redonn|repren))"
)
"""Of one intake for a need: `si crise, à renouveler 10 min après si besoin`."""

_TAKEN_OFF = re.compile(r"\W*(?:puis )?(?:a )?(?:retir|enlev|ot[eé]r|supprim|saut)\w*\b")

_LIMIT_A_DAY = re.compile(r"[<≤>≥] ?=? ?\d+(?:[.,]\d+)? ?[a-z]{0,6} ?(?:/|par) ?(?:j|24|sem|mois)")


def _limits_need_a_day(reading: InstructionReading) -> bool:
    """`si douleur < 3/j`: the most a day, or what the need is measured by.

    `si selles > 3/j` keeps both the number and its day, and is a need.
    """
    text = fold(reading.text)
    kept = " ".join(
        fold(d.as_needed_codeable_concept.text or "")
        for d in reading.dosages
        if d.as_needed_codeable_concept
    )
    signs = [match[0] for match in _LIMIT_A_DAY.finditer(text)]
    # Without a need `1 cp/j > 2 cp/j` leads to the next step.
    return any(one not in kept for one in signs if kept or one[0] in "<≤")


def _changes_in_need(reading: InstructionReading) -> bool:
    """`si angoisse jamais le matin`, `si douleur double dose`: no need alone."""
    needs = (d.as_needed_codeable_concept for d in reading.dosages)
    return any(
        need is not None and _CHANGING.search(_OPENING.sub("", fold(need.text), count=1))
        for need in needs
    )


def _notes(dosage: Dosage) -> list[str]:
    return [fold(note.text) for note in dosage.additional_instruction]


def _changes_in_note(reading: InstructionReading) -> bool:
    """`avant l'effort double dose`, `à commencer demain moitié`."""
    return any(_CHANGING_BEHIND.search(note) for d in reading.dosages for note in _notes(d))


def _prefers_one(reading: InstructionReading) -> bool:
    """`le soir, plutôt le matin`: one intake, at the one or at the other."""
    for dosage in reading.dosages:
        when = dosage.timing.repeat.when if dosage.timing else ()
        if (
            len(when) > 1
            and not _PARTS.isdisjoint(when)
            and any(map(_RATHER.match, _notes(dosage)))
        ):
            return True
    return False


def _ends_on_need(reading: InstructionReading) -> bool:
    """`matin et soir, retirer le soir si hypotension`: the need is of leaving it, not of taking."""
    if reading.chart is None:
        return False
    said = [piece for piece in reading.pieces if piece.kind not in SILENT]
    return any(
        one.kind == "note"
        and other.kind in ("condition", "as_needed")
        and one.end == other.start
        and _TAKEN_OFF.match(fold(reading.chart.words(one))) is not None
        for one, other in pairwise(said)
    )


NEED_WAYS = (
    Way(
        _ends_on_need,
        "le besoin est celui d'ôter, ou de prendre.",
        "the need is of leaving it off, or of taking it.",
        facts=frozenset({"note"}),
        among=frozenset({"condition", "as_needed"}),
    ),
    Way(
        _limits_need_a_day,
        "ce nombre par jour est une limite, ou mesure le besoin.",
        "this number a day is a limit, or measures the need.",
        words=("<", ">", "≤", "≥"),
    ),
    Way(
        _prefers_one,
        "un moment est préféré : les autres s'y ajoutent, ou le remplacent.",
        "one moment is preferred: the others add to it, or stand in for it.",
        facts=frozenset({KEPT}),
    ),
    Way(
        _changes_in_note,
        "la consigne contient des mots qui changent peut-être la dose.",
        "the instruction holds words that may change the dose.",
        facts=frozenset({KEPT}),
    ),
    Way(
        _changes_in_need,
        "la condition contient des mots qui changent peut-être la dose.",
        "the condition holds words that may change the dose.",
        facts=frozenset({NEEDED}),
    ),
)
