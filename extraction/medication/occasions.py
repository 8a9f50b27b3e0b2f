"""Doses taken on an occasion that the words name: `1 heure avant l'intervention`, `après le vol`.

Nothing more is needed to take them: they miss no rhythm.
"""

import re

from extraction.spelling.matching import fold
from prescription.dosage import Dosage

_EVENTS = (
    r"(?:rapports?(?: sexuels?)?|acte|efforts?|activites?|voyages?|vol|departs?|exposition|"
    r"examens?|interventions?|soins?|pansements?|geste|seances?|sport|trajets?|avion|transports?|"
    r"consultations?|bloc|anesthesie|biopsie|coloscopie|endoscopie|fibroscopie|extractions?|"
    r"dialyses?|scanner|irm|prelevements?|prise de sang|vaccins?|vaccinations?|ponction|operation|"
    r"chimiotherapies?|chimios?|cure|detartrage|avulsion|chirurgie|toilette|douche|brossages?)"
)
_SPAN = (
    r"(?:(?:\d{1,2}(?:[.,/]\d{1,2})?|une?|deux|trois|demie?) ?"
    r"(?:h(?:eures?)?|min|mn|minutes?) )?"
)
_OCCASION = re.compile(
    rf"{_SPAN}(?:juste )?(?:avant|apres|lors d(?:e|u)|la veille d(?:e|u))"
    rf"(?: ?(?:chaque|l[ae]s?|une?|l|des?|du))?[ ']*{_EVENTS}\W*|"
    r"(?:apres|a) chaque (?:selle|miction|vomissement|tetee|soin|change|biberon)s?"
    r"(?: liquides?)?\W*|"
    r"(?:le plus tot|des que|aussitot que) possible\W*"
)


def is_taken_on_occasion(dosage: Dosage) -> bool:
    """Whether one of its notes is an occasion and nothing else, so that it needs no rhythm."""
    return bool(dosage.dose_and_rate) and any(
        _OCCASION.fullmatch(fold(note.text)) for note in dosage.additional_instruction
    )
