"""A later dose in milligrams behind one in tablets: `25 mg : 1 cp/j 15 j puis 100 mg/j`."""

from decimal import Decimal

from extraction.drugs.strengths import amount
from extraction.medication.limits import MASSES, highest_dose
from extraction.posology.groups import SILENT
from extraction.posology.instruction import InstructionReading
from prescription.dosage import Dosage, Quantity

_MEASURED = MASSES | {"UI", "MUI"}
_RHYTHMS = frozenset({"per", "rhythm", "interval", "moments", "clock", "stage", "numbered_day"})
_COUNTS = frozenset({"dose", "count", "times_dose", "events", "slots"})
_FEWEST, _MOST = Decimal("0.125"), Decimal(16)
"""How many of the strength a later dose may be, before its unit looks misread."""


def goes_on_measured(reading: InstructionReading) -> bool:
    """Whether the strength, what is counted of it, then a dose in its unit follow each other.

    The strength is told, so no later quantity is needed for one, and what is taken stays the same
    where it is another strength of which one is taken. `1 cp le matin et 20 mg le soir` and
    `2 cp/j puis 5 mg`, of which two may be taken, stay open.
    """
    if len(reading.strength) != 1 or not _begins_with_strength(reading):
        return False
    held = reading.strength[0].numerator
    counted = [d for d in reading.dosages if not _is_measured(d)]
    measured = [d for d in reading.dosages if _is_measured(d)]
    last_counted = max((d.sequence for d in counted), default=0)
    if not counted or any(d.sequence <= last_counted for d in measured):
        return False
    return all(_fits(d, held) for d in measured) and _tells_each_rhythm(reading)


def _begins_with_strength(reading: InstructionReading) -> bool:
    strengths = [e.start for e in reading.evidence if e.field == "medication.strength"]
    doses = [e.start for e in reading.evidence if e.field.endswith(".doseAndRate")]
    return bool(strengths and doses) and max(strengths) < min(doses)


def _is_measured(dosage: Dosage) -> bool:
    dose = highest_dose(dosage)
    return dose is not None and dose.unit in _MEASURED


def _fits(dosage: Dosage, held: Quantity) -> bool:
    dose = highest_dose(dosage)
    if dose is None or not held.value or held.unit not in _MEASURED:
        return False
    (taken, unit), (one, base) = amount(dose), amount(held)
    return unit == base and one * _FEWEST <= taken <= one * _MOST


def _tells_each_rhythm(reading: InstructionReading) -> bool:
    """Whether each later amount is followed by when it is taken, and by no other count.

    `20 mg/j` is, not `20 mg` alone, nor `0,5 mg 1 inj par semaine`.
    """
    said = [p for p in reading.pieces if p.kind not in SILENT]
    doses = {e.start for e in reading.evidence if e.field.endswith(".doseAndRate")}
    if reading.chart is None:
        return False
    later = [
        (piece, behind)
        for piece, behind in zip(said, [*said[1:], None], strict=True)
        if piece.kind == "quantity" and reading.chart.span(piece)[0] in doses
    ]
    told = [behind for _, behind in later if behind is not None and behind.kind in _RHYTHMS]
    if not later or len(told) < len(later):
        return False
    first = later[0][0].start
    return not any(p.kind in _COUNTS and p.start > first for p in said)
