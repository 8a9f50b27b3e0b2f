"""What the windows say of a draft."""

from collections.abc import Iterable, Iterator, Sequence

from ordonnancier.review.arithmetic import total_in_french
from ordonnancier.review.place import Part, Place, line_text
from ordonnancier.review.sheet import Sheet, State
from ordonnancier.wording import (
    duration_in_french,
    repeats_in_french,
    review_in_words,
    strength_in_french,
    supply_in_french,
    without_duration,
)
from prescription.dosage import Dosage
from prescription.french import describe_dosage, describe_quantity
from prescription.record import Draft, MedicationRequest, Patient, Prescriber, Review
from storage.entries import Entry
from storage.ordonnancier import OrdonnancierEntry

COLUMNS = (
    "",
    "Médicament",
    "Dosage et forme",
    "Posologie",
    "Durée et renouv.",
    "À vérifier",
)
MARK, POSOLOGY, TO_CHECK = 0, COLUMNS.index("Posologie"), COLUMNS.index("À vérifier")


def describe_row(line: MedicationRequest, left: Iterable[Review]) -> tuple[str, ...]:
    """The cells of one medication, in the order of `COLUMNS`; `left` is still to look at."""
    medication = line.medication
    forbidden = line.substitution is not None and not line.substitution.allowed
    name = medication.name or medication.text
    facts = (strength_in_french(medication.strength), medication.form)
    return (
        "",
        f"{name}\nnon substituable" if forbidden else name,
        ", ".join(filter(None, facts)),
        "\n".join(_doses(line.dosage_instruction)),
        "\n".join(_durations(line)),
        describe_reasons(left),
    )


def describe_reasons(reviews: Iterable[Review]) -> str:
    """Why to look, one reason a line."""
    return "\n".join(map(review_in_words, reviews))


def describe_place(sheet: Sheet, place: Place) -> str:
    """What is said below a field: why to look at it, and what a posology adds up to."""
    asked = sheet.state(place) is State.TO_CHECK
    reasons = describe_reasons(sheet.reviews(place)) if asked else ""
    if place.part is not Part.POSOLOGY:
        return reasons
    total = total_in_french(sheet.current.medications[place.line or 0].dosage_instruction)
    return "\n".join(filter(None, (reasons, total)))


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
    yield from supply_in_french(line.dispense_request)
    yield from filter(None, [repeats_in_french(line.dispense_request)])


def describe_left(count: int) -> str:
    """How many fields are still to look at, and which key goes there."""
    if not count:
        return "Tout est vérifié : Ctrl+Entrée enregistre."
    return f"{count} champ{'s' if count > 1 else ''} à vérifier : F8 y mène, Entrée confirme."


def describe_entry(entry: Entry, entered: Sequence[OrdonnancierEntry]) -> str:
    """A recorded prescription and its lines of the ordonnancier, as plain lines."""
    draft = entry.prescription.content
    prescriber, patient = draft.prescriber or Prescriber(), draft.patient or Patient()
    born = f"né(e) le {patient.birth_date:%d/%m/%Y}" if patient.birth_date else None
    lines = [
        f"N° {entry.number}, enregistrée le {entry.recorded_at.astimezone():%d/%m/%Y à %H:%M}, "
        f"vérifiée par {entry.prescription.confirmed_by}",
        *([f"Remplace le n° {entry.corrects}"] if entry.corrects else []),
        f"Patient : {', '.join(filter(None, (patient.name, born))) or 'non lu'}",
        f"Prescripteur : {prescriber.name or 'non lu'}",
        f"Date : {draft.authored_on:%d/%m/%Y}" if draft.authored_on else "Date : non lue",
        "",
    ]
    for line in draft.medications:
        told = (line_text(line, part) for part in Part)
        lines.append("• " + " ; ".join(filter(None, told)))
    if entered:
        lines += ["", "À l'ordonnancier :"]
    for done in entered:
        said = done.dispensing
        lines.append(
            f"n° {done.number} : {said.drug}, {said.quantity}, délivré le "
            f"{said.dispensed_on:%d/%m/%Y} (liste {said.listing.value})"
        )
    return "\n".join([*lines, "", describe_others(draft)]).rstrip()


def describe_known(numbers: Sequence[int]) -> str:
    """That the same sheet seems to be recorded already."""
    if not numbers:
        return ""
    known = ", ".join(f"n° {number}" for number in numbers)
    return f"Cette ordonnance semble déjà enregistrée : {known}."


def describe_sizes(draft: Draft) -> str:
    """The patient's age, weight and height, which doses by weight are checked with."""
    patient = draft.patient or Patient()
    return ", ".join(
        describe_quantity(q) for q in (patient.age, patient.weight, patient.height) if q
    )
