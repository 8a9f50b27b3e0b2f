"""Bare numbers that are strengths of the drug: `Temesta 1 - 2,5`, `Xanax 0,25 puis 0,5x2/j`."""

import re
from collections.abc import Iterator
from decimal import Decimal

from extraction.drugs.lexicon import DrugName
from extraction.drugs.marketed import marketed_number
from extraction.medication.limits import HOLDS_STRENGTH, highest_dose
from extraction.posology.groups import SILENT
from extraction.posology.instruction import InstructionReading
from prescription.language import say
from prescription.record import Medication, Review, ReviewReason

_WRITTEN = frozenset({"dose", "quantity", "events"})
"""Pieces that say in so many words what is counted."""
_BARE = frozenset({"slots", "count"})
_COUNTED = frozenset({"count", "daily", "times_dose"})
"""Pieces that may hold a number without a unit; those of moments only behind `puis`."""
_PUMPED = ("G03BA", "G03C")
"""ATC groups of testosterone and oestrogens."""
_DECIMAL = re.compile(r"(?<![\d,.])\d+[,.]\d+(?![\d,.])")


def bare_dose_doubts(
    reading: InstructionReading, medication: Medication, drug: DrugName | None
) -> Iterator[Review]:
    """`Temesta 1 - 1 - 2,5`: tablets, or milligrams, of a drug that is sold as 1 mg and 2.5 mg."""
    if drug is None or reading.alternatives:
        return
    if _may_count_pressures(reading, drug):
        said = say(
            fr="ce nombre sans unité compte des applications, ou des pressions de la pompe.",
            en="this number without a unit counts applications, or pressures of the pump.",
        )
        yield Review("dosageInstruction[0].doseAndRate", ReviewReason.AMBIGUOUS_POSOLOGY, said)
        return
    if medication.strength:
        if _holds_other_strength(reading, drug):
            said = say(
                fr="ce nombre sans unité compte ce qui est pris, ou est un autre dosage.",
                en="this number without a unit counts what is taken, or is another strength.",
            )
            yield Review("dosageInstruction", ReviewReason.AMBIGUOUS_POSOLOGY, said)
        return
    if _is_strength_of_one(reading, drug):
        said = say(
            fr="ce nombre, juste après le nom, est le dosage, ou compte ce qui est pris.",
            en="this number, right behind the name, is the strength, or counts what is taken.",
        )
        yield Review("dosageInstruction[0].doseAndRate", ReviewReason.AMBIGUOUS_POSOLOGY, said)
        return
    kinds = {piece.kind for piece in reading.pieces}
    if kinds & _WRITTEN or not kinds & _BARE:
        return
    if len(drug.strengths) < 2:
        return
    doses = [highest_dose(dosage) for dosage in reading.dosages]
    counted = [d for d in doses if d is not None and d.unit in HOLDS_STRENGTH]
    if not counted or len(counted) < len(doses):
        return
    if all(marketed_number(dose.value, drug.strengths) is not None for dose in counted):
        said = say(
            fr="ces nombres sans unité comptent ce qui est pris, ou sont des dosages.",
            en="these numbers without a unit count what is taken, or are strengths.",
        )
        yield Review("dosageInstruction", ReviewReason.AMBIGUOUS_POSOLOGY, said)


def _may_count_pressures(reading: InstructionReading, drug: DrugName) -> bool:
    """`Oestrodose 1-0-0`: gels of hormones come in a pump that measures them."""
    if not any(code.startswith(_PUMPED) for code in drug.atc):
        return False
    if {piece.kind for piece in reading.pieces} & _WRITTEN:
        return False
    doses = [highest_dose(dosage) for dosage in reading.dosages]
    return any(dose is not None and dose.unit == "application" for dose in doses)


def _holds_other_strength(reading: InstructionReading, drug: DrugName) -> bool:
    """`Champix 0,5 1/j 3 j puis 0,5x2/j`: half a tablet, or one of half a milligram.

    What is written `1/2` is no strength; nor is a decimal of which none is sold: `Lexomil 6 : 0,5`.
    """
    told = {e.start for e in reading.evidence if e.field == "medication.strength"}
    later = False
    for piece in reading.pieces:
        later = later or piece.kind == "then"
        if piece.kind not in _COUNTED and not (later and piece.kind == "slots"):
            continue
        if reading.chart is None or reading.chart.span(piece)[0] in told:
            continue
        for number in _DECIMAL.findall(reading.chart.words(piece)):
            value = Decimal(number.replace(",", "."))
            if value % 1 and marketed_number(value, drug.strengths) is not None:
                return True
    return False


def _is_strength_of_one(reading: InstructionReading, drug: DrugName) -> bool:
    """`Ramipril 2,5 cp le matin`: no number of tablets, or two and a half of an untold strength."""
    first = next((p for p in reading.pieces if p.kind not in SILENT), None)
    dose = highest_dose(reading.dosages[0]) if reading.dosages else None
    if first is None or first.kind not in ("dose", "quantity") or dose is None:
        return False
    if reading.text[: first.start].strip() or dose.unit not in HOLDS_STRENGTH:
        return False
    return dose.value % 1 != 0 and marketed_number(dose.value, drug.strengths) is not None
