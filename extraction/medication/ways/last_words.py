"""Lengths at the end of words kept as an instruction: they may be those of the whole treatment."""

import re

from extraction.posology.instruction import InstructionReading
from extraction.spelling.matching import fold

_LENGTH_LAST = re.compile(
    r"[a-z]['’´`]? (?<!\bde )(?<!\bdes )(?<!\bpar )(?<!\bles )(?<!\ba )(?<!\bau )(?<!\bapres )"
    r"(?<!\bavant )(?<!dans )(?<!depuis )(?<!bout de )(?<!pendant )(?<!moins )(?<!plus )"
    r"(?<!entre )(?<!sur )"
    r"(?<!durant )(?<!pdt )(?<!chaque )(?<!en )(?<!jusqu'a )(?<!et )(?<!ou )"
    r"\d{1,3} ?(?:jours?|jrs?|j|semaines?|sem|mois)$"
)
_OF_TREATMENT_LAST = re.compile(
    r"\d ?(?:jours?|jrs?|j|semaines?|sem|mois) ?de (?:traitement|ttt|cure)$|"
    r"(?:(?:une )?(?:duree|periode) d(?:e |')"
    r"|^(?:a )?(?:debuter|commencer|demarrer|retirer|enlever|oter)\b.*\b(?:pendant|pdt|durant) )"
    r"(?:\d{1,3}|un|une|deux|trois|quatre|cinq|six|sept|huit|dix|quinze)"
    r" ?(?:jours?|jrs?|j|semaines?|sem|mois)$"
)


def may_last(reading: InstructionReading) -> bool:
    """`débuter la veille de l'intervention 1 mois`: the last words may be the length of all."""
    return any(
        not (dosage.timing and dosage.timing.repeat.bounds_duration)
        and (_LENGTH_LAST.search(fold(note.text)) or _OF_TREATMENT_LAST.search(fold(note.text)))
        for dosage in reading.dosages
        for note in dosage.additional_instruction
    )
