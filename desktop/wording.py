"""What the windows say of a draft."""

from collections.abc import Iterator

from ordonnancier.wording import (
    duration_in_french,
    review_in_words,
    strength_in_french,
    supply_in_french,
    without_duration,
)
from prescription.dosage import Dosage
from prescription.french import describe_dosage, describe_quantity
from prescription.record import Draft, MedicationRequest, Patient, Prescriber

COLUMNS = (
    "Médicament",
    "Dosage et forme",
    "Posologie",
    "Durée",
    "Renouv.",
    "Confiance",
    "À vérifier",
)
POSOLOGY, TO_CHECK = COLUMNS.index("Posologie"), COLUMNS.index("À vérifier")
NOT_READ = "non lu"


def describe_row(line: MedicationRequest) -> tuple[str, ...]:
    """The cells of one medication, in the order of `COLUMNS`."""
    medication, dispense = line.medication, line.dispense_request
    repeats = dispense.number_of_repeats_allowed if dispense else None
    forbidden = line.substitution is not None and not line.substitution.allowed
    name = medication.name or medication.text
    facts = (strength_in_french(medication.strength), medication.form)
    return (
        f"{name}\nnon substituable" if forbidden else name,
        ", ".join(filter(None, facts)),
        "\n".join(_doses(line.dosage_instruction)),
        "\n".join(_durations(line)),
        "" if repeats is None else str(repeats),
        "" if line.confidence is None else f"{line.confidence:.0%}".replace("%", " %"),
        "\n".join(map(review_in_words, line.review)) or "rien",
    )


def describe_header(draft: Draft) -> str:
    """Prescriber, patient and date, one a line."""
    prescriber, patient = draft.prescriber or Prescriber(), draft.patient or Patient()
    who = (prescriber.name, prescriber.specialty, prescriber.rpps and f"RPPS {prescriber.rpps}")
    born = f"naissance : {patient.birth_date:%d/%m/%Y}" if patient.birth_date else None
    sizes = (describe_quantity(q) for q in (patient.age, patient.weight, patient.height) if q)
    date = f"{draft.authored_on:%d/%m/%Y}" if draft.authored_on else NOT_READ
    return "\n".join(
        (
            f"Prescripteur : {', '.join(filter(None, who)) or NOT_READ}",
            f"Patient : {', '.join(filter(None, (patient.name, born, *sizes))) or NOT_READ}",
            f"Date : {date}",
        )
    )


def describe_notices(draft: Draft) -> Iterator[str]:
    """What to check on the prescription as a whole."""
    return (f"À vérifier : {review_in_words(review)}" for review in draft.review)


def describe_others(draft: Draft) -> str:
    """The lines of the body that are no medication."""
    lines = [" ".join(item.text.split()) for item in draft.other_items]
    return "\n".join(["Autres lignes de l'ordonnance :", *lines]) if lines else ""


def _doses(dosages: tuple[Dosage, ...]) -> Iterator[str]:
    before = None
    for dosage in dosages:
        link = "" if before is None else "et " if before.sequence == dosage.sequence else "puis "
        yield link + describe_dosage(without_duration(dosage))
        before = dosage


def _durations(line: MedicationRequest) -> Iterator[str]:
    # A step without a duration keeps its row, so that each stays beside its posology.
    lasting = [duration_in_french(dosage) for dosage in line.dosage_instruction]
    yield from lasting if any(lasting) else ()
    yield from supply_in_french(line.dispense_request) if line.dispense_request else ()
