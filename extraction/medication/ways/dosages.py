"""What several ways ask of a dosage: its dose, how often, whether it is for a need."""

from extraction.medication.limits import highest_dose
from extraction.posology.instruction import InstructionReading
from prescription.dosage import Dosage, Quantity, Repeat


def doses_of(reading: InstructionReading) -> list[Quantity]:
    """The dose of each dosage that has one, the higher end of a range."""
    found = (highest_dose(dosage) for dosage in reading.dosages)
    return [dose for dose in found if dose is not None]


def is_plain_daily(dosage: Dosage) -> bool:
    """Whether it says how often and neither when nor for what need."""
    repeat = dosage.timing.repeat if dosage.timing else Repeat()
    timed = repeat.when or repeat.time_of_day or repeat.day_of_week
    return repeat.frequency is not None and not timed and not is_needed(dosage)


def is_regular(dosage: Dosage) -> bool:
    """Whether it says how often."""
    return dosage.timing is not None and dosage.timing.repeat.frequency is not None


def is_needed(dosage: Dosage) -> bool:
    """Whether it is taken when needed."""
    return bool(dosage.as_needed_boolean) or dosage.as_needed_codeable_concept is not None


def lasts(reading: InstructionReading) -> bool:
    """Whether a length of treatment is read."""
    repeats = (dosage.timing.repeat for dosage in reading.dosages if dosage.timing)
    return any(repeat.bounds_duration or repeat.bounds_range for repeat in repeats)
