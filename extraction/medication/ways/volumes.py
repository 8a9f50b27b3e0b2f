"""Volumes beside a dose that may be part of the strength: `500 mg-5ml 1 c à mesure`."""

import re

from extraction.drugs.vocabulary import is_listed_word
from extraction.medication.limits import highest_dose
from extraction.medication.ways.way import KEPT, Way
from extraction.posology.instruction import InstructionReading
from extraction.rules import french
from extraction.rules.units import COUNTED
from extraction.spelling.matching import fold

_VOLUME = re.compile(r"\d+(?:[.,]\d+)? ?(?:[mc]?[lL]|cm(?: ?m?g)?)")
_VOLUME_LAST = re.compile(rf"(?:^| ){_VOLUME.pattern}$")
_AMOUNT = re.compile(r"\d+(?:[.,]\d+)? ?(?:u|mg|µg|ug|g|ui) [a-z]{1,2}\b")
_LITRES = re.compile(r"\d{1,2} ?[lL]|\d{4,} ?m[lL]")
_VOLUME_BEHIND = re.compile(r" [a-z]{1,5}(?: [a-z]{1,3})? ?\d+(?:[.,]\d+)? ?[mc]?l\b")
_VOLUME_SPOILT = re.compile(
    r" ?(?:/|par|pour) ?\d* ?(?!ml\b)(?:[a-z]ml|m[a-z]l|ml[a-z]|m)\b| (?:parm?l|pourm?l)\b"
)
_SPOONS = frozenset({"cuillère à café", "cuillère à mesure", "cuillère à soupe", "dose-poids"})
_HOLDING = frozenset(
    {"ampoule", "injection", "seringue", "flacon", "sachet", "unidose", "nébulisation", "stylo"}
)
"""Of what each holds a volume: the strength right before it is that of it."""
_SOLID = frozenset(
    {"comprimé", "gélule", "capsule", "suppositoire", "ovule", "patch", "lyophilisat"}
)


def _has_volume_of_solid(reading: InstructionReading) -> bool:
    """`Clarithromycine 500 ml, 1 cp x2/j`: a tablet has no volume, the strength may be meant.

    Nor is a litre, `2 l 4 bouffées`, the volume of anything that is counted: it was `à`.
    """
    return any(
        (dose.unit in _SOLID and any(_VOLUME_LAST.search(n.text) for n in d.additional_instruction))
        or (
            dose.unit in COUNTED
            and any(_LITRES.fullmatch(n.text) for n in d.additional_instruction)
        )
        for d in reading.dosages
        if (dose := highest_dose(d)) is not None
    )


def _parts_volume(reading: InstructionReading) -> bool:
    """`500 mg-5ml 1 c à mesure`, `0,5 mg 2 ml : 1 amp`: the strength of the volume, or another."""
    if not reading.strength or any(ratio.denominator for ratio in reading.strength):
        return False
    return any(
        (dose.unit in _SPOONS or (dose.unit in _HOLDING and _has_volume_behind(reading)))
        and any(_VOLUME.fullmatch(note.text) for note in d.additional_instruction)
        for d in reading.dosages
        if (dose := highest_dose(d)) is not None
    )


def _has_volume_behind(reading: InstructionReading) -> bool:
    return any(
        one.field == "medication.strength"
        and _VOLUME.match(reading.text[one.end :].lstrip(" ,|")) is not None
        for one in reading.evidence
    )


def _measures_without_strength(reading: InstructionReading) -> bool:
    """`100u g 2 bouffées`: an amount kept as it stands where the strength would be."""
    return not reading.strength and any(
        _AMOUNT.match(note.text) for d in reading.dosages for note in d.additional_instruction
    )


def _cuts_off_volume(reading: InstructionReading) -> bool:
    """`30 mg po ur 1 ml`, `5 mg par dmL`: a misspelt word parts the strength from its volume."""
    words = fold(reading.text)
    for one in reading.evidence:
        if one.field != "medication.strength":
            continue
        if _VOLUME_SPOILT.match(words, one.end):
            return True
        found = _VOLUME_BEHIND.match(words, one.end)
        if found and not all(map(_is_known, _letters(found[0]))):
            return True
    return False


def _letters(folded: str) -> list[str]:
    return re.findall(r"[a-z]+", folded)


def _is_known(word: str) -> bool:
    return is_listed_word(word) or word in french().vocabulary or word in ("ml", "l", "cl")


SOLID_VOLUME = Way(
    _has_volume_of_solid,
    "un volume auprès d'une forme solide : c'est peut-être le dosage.",
    "a volume beside a solid form: it may be the strength.",
    facts=frozenset({KEPT}),
)
PARTED_VOLUME = Way(
    lambda r: _parts_volume(r) or _cuts_off_volume(r) or _measures_without_strength(r),
    "ce volume fait peut-être partie du dosage.",
    "this volume may be part of the strength.",
)
