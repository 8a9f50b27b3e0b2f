"""What the windows say of a draft."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from desktop.register.register_desk import Found
from ordonnancier.review.arithmetic import say_total
from ordonnancier.review.choices import choices_of
from ordonnancier.review.packs import say_packs
from ordonnancier.review.place import Heading, Part, Place, line_text
from ordonnancier.review.sheet import Sheet, State
from ordonnancier.wording import (
    review_in_words,
    say_duration,
    say_repeats,
    say_strength,
    say_substitution,
    say_supply,
    say_zone,
    without_duration,
)
from prescription.dosage import Dosage, Quantity
from prescription.french import describe_number, describe_quantity
from prescription.language import say
from prescription.record import Draft, MedicationRequest, Patient, Prescriber, Review
from prescription.spoken import say_dosages, say_each, say_form
from storage.entries import Entry
from storage.ordonnancier import OrdonnancierEntry

COLUMNS = range(7)
MARK, _, STRENGTH, POSOLOGY, SUPPLY, ZONE, TO_CHECK = COLUMNS


def column_title(column: int) -> str:
    """What stands above a column of the table of medications."""
    titles = (
        "",
        say(fr="Médicament", en="Drug"),
        say(fr="Dosage et forme", en="Strength and form"),
        say(fr="Posologie", en="Dosage"),
        say(fr="Durée et renouv.", en="Duration, repeats"),
        say(fr="Zone", en="Zone"),
        say(fr="À vérifier", en="To check"),
    )
    return titles[column]


def describe_row(line: MedicationRequest, left: Iterable[Review]) -> tuple[str, ...]:
    """The cells of one medication, in the order of the columns; `left` is still to look at."""
    medication = line.medication
    forbidden = line.substitution is not None and not line.substitution.allowed
    name = medication.name or medication.text
    facts = (say_strength(medication.strength), say_form(medication.form))
    return (
        "",
        "\n".join(
            [name, *([say(fr="non substituable", en="no substitution")] if forbidden else [])]
        ),
        ", ".join(filter(None, facts)),
        "\n".join(say_each(map(without_duration, line.dosage_instruction))),
        "\n".join(_durations(line)),
        say_zone(line.zone),
        describe_reasons(left, line.dosage_instruction),
    )


def describe_reasons(reviews: Iterable[Review], dosages: tuple[Dosage, ...] = ()) -> str:
    """Why to look, one reason a line; what holds of several places is said once, with how many."""
    told = Counter(review_in_words(review, dosages) for review in reviews)
    times = say(fr="fois", en="times")
    return "\n".join(f"{n} {times}{_colon()}{one}" if n > 1 else one for one, n in told.items())


def describe_place(sheet: Sheet, place: Place) -> str:
    """What is said below a field: why to look at it, and what a posology adds up to."""
    state = sheet.state(place)
    asked = state is State.TO_CHECK
    reviews = sheet.told(place) if asked or state is State.MISSING else ()
    if state is State.MISSING and place.part is not Part.DRUG and not sheet.unconfirmed_text(place):
        return say(
            fr="Absent du papier ? Entrée le confirme.", en="Not on the paper? Enter confirms it."
        )
    if place.part is Part.DRUG and state is State.MISSING and not sheet.text(place):
        return say(
            fr="Écrivez le nom du médicament ; Ctrl+D retire la ligne.",
            en="Write the name of the drug; Ctrl+D takes the line out.",
        )
    if place.part is Heading.REST and asked and sheet.holds_no_drug:
        return "\n".join(filter(None, (_no_drug_read(), describe_reasons(reviews))))
    if place.part is not Part.POSOLOGY:
        return describe_reasons(reviews)
    line = sheet.current.medications[place.line or 0]
    dosages = line.dosage_instruction
    total = ", ".join(filter(None, (say_total(dosages), say_packs(line))))
    told = describe_reasons(reviews, dosages)
    if asked and choices_of(sheet, place):
        told += say(fr=" (↓ pour choisir)", en=" (↓ to choose)")
    return "\n".join(filter(None, (told, total)))


def _no_drug_read() -> str:
    return say(
        fr="Aucun médicament n'a été lu : si la page n'en porte aucun, Entrée le confirme ; sinon "
        "Ctrl+J en ajoute un.",
        en="No drug was read: if the page has none, Enter confirms it; otherwise Ctrl+J adds one.",
    )


def describe_others(draft: Draft) -> str:
    """The lines of the body that are no medication."""
    title = say(fr="Autres lignes de l'ordonnance :", en="Other lines of the prescription:")
    lines = [" ".join(item.text.split()) for item in draft.other_items]
    return "\n".join([title, *lines]) if lines else ""


def _durations(line: MedicationRequest) -> Iterator[str]:
    # A step without a duration keeps its row, so that each stays beside its posology.
    lasting = [say_duration(dosage) for dosage in line.dosage_instruction]
    yield from lasting if any(lasting) else ()
    yield from say_supply(line.dispense_request)
    yield from filter(None, [say_repeats(line.dispense_request)])


def describe_left(sheet: Sheet, typed: Collection[Place] = (), end: str = "") -> str:
    """How many fields are still to look at, those typed in included, and which key goes there.

    `end` tells how it ends where Ctrl+Enter does not record it.
    """
    end = end or say(fr="Ctrl+Entrée enregistre.", en="Ctrl+Enter records it.")
    count = len({*sheet.doubtful, *typed})
    if not count and not sheet.current.medications:
        return say(fr="Aucun médicament : Ctrl+J en ajoute un.", en="No drug: Ctrl+J adds one.")
    if not count and not sheet.seen:
        # Nobody looked at anything: that is not to be called checked.
        return say(fr="Rien à vérifier : {}", en="Nothing to check: {}").format(end)
    if not count:
        return say(fr="Tout est vérifié : {}", en="Everything is checked: {}").format(end)
    many = "s" if count > 1 else ""
    return say(
        fr=f"{count} champ{many} à vérifier : F8 y mène, Entrée confirme.",
        en=f"{count} field{many} to check: F8 goes there, Enter confirms.",
    )


def describe_entry(entry: Entry, entered: Sequence[OrdonnancierEntry]) -> str:
    """A recorded prescription and its lines of the ordonnancier, as plain lines."""
    draft = entry.prescription.content
    prescriber, patient = draft.prescriber or Prescriber(), draft.patient or Patient()
    unread = say(fr="non indiqué", en="not given")
    born = f"{patient.birth_date:%d/%m/%Y}" if patient.birth_date else ""
    born = born and say(fr=f"né(e) le {born}", en=f"born {born}")
    more = describe_more_of(patient)
    issued = f"{draft.authored_on:%d/%m/%Y}" if draft.authored_on else unread
    lines = [
        _recorded(entry),
        *(
            [say(fr="Remplace le n° ", en="Replaces no. ") + str(entry.corrects)]
            * bool(entry.corrects)
        ),
        "Patient" + _colon() + (", ".join(filter(None, (patient.name, born, more))) or unread),
        say(fr="Prescripteur", en="Prescriber") + _colon() + (prescriber.name or unread),
        "Date" + _colon() + issued,
        "",
    ]
    for line in draft.medications:
        told = (_told(line, part) for part in Part)
        lines.append("• " + say(fr=" ; ", en="; ").join(filter(None, told)))
    if entered:
        lines += ["", say(fr="À l'ordonnancier :", en="In the ordonnancier:")]
    replaced = {line.corrects: line.number for line in entered}
    lines += (_entered(line, replaced.get(line.number)) for line in entered)
    return "\n".join([*lines, "", describe_others(draft)]).rstrip()


def _told(line: MedicationRequest, part: Part) -> str:
    """A field of a recorded line, in the user's language as far as the software says it."""
    match part:
        case Part.STRENGTH:
            facts = (say_strength(line.medication.strength), say_form(line.medication.form))
            return ", ".join(filter(None, facts))
        case Part.POSOLOGY:
            return say_dosages(line.dosage_instruction)
        case Part.ZONE:
            return say_zone(line.zone)
        case Part.SUPPLY:
            supply, repeats = say_supply(line.dispense_request), say_repeats(line.dispense_request)
            return ", ".join(filter(None, (*supply, repeats, say_substitution(line.substitution))))
    return line_text(line, part)


def describe_entry_shortly(entry: Entry) -> str:
    """Which prescription it is, for a window that asks about it: `n° 12 · NOM Prénom · date`."""
    draft = entry.prescription.content
    patient = draft.patient or Patient()
    number = say(fr="n° ", en="no. ") + str(entry.number)
    name = patient.name or say(fr="patient non indiqué", en="patient not given")
    no_date = say(fr="date non indiquée", en="date not given")
    issued = f"{draft.authored_on:%d/%m/%Y}" if draft.authored_on else no_date
    return " · ".join((number, name, issued))


def describe_history(found: Found) -> str:
    """The versions of an entry, and what a human made of the machine's reading."""
    lines = []
    if len(found.versions) > 1:
        lines = [say(fr="Versions :", en="Versions:"), *map(_recorded, found.versions)]
    if found.changes:
        lines += [say(fr="Corrigé à la vérification :", en="Corrected when checked:")]
    for change in found.changes:
        nothing = say(fr="rien", en="nothing")
        before, after = change.read or nothing, change.confirmed or nothing
        where = f"{change.drug}{_colon()}" if change.drug else ""
        lines.append(
            "• "
            + where
            + say(
                fr=f"lu « {before} », confirmé « {after} »",
                en=f'read "{before}", confirmed "{after}"',
            )
        )
    return "\n".join(lines)


def _recorded(entry: Entry) -> str:
    at, who = entry.recorded_at.astimezone(), entry.prescription.confirmed_by
    return say(
        fr=f"N° {entry.number}, enregistrée le {at:%d/%m/%Y à %H:%M}, vérifiée par {who}",
        en=f"No. {entry.number}, recorded on {at:%d/%m/%Y at %H:%M}, checked by {who}",
    )


def _entered(line: OrdonnancierEntry, replaced_by: int | None) -> str:
    told = describe_line(line)
    if replaced_by is None:
        return told
    return told + say(fr=f", remplacée par le n° {replaced_by}", en=f", replaced by {replaced_by}")


def describe_line(line: OrdonnancierEntry) -> str:
    """A line of the ordonnancier: `n° 3 : Skenan LP, 10 mg, 14 gélules, délivré le …`."""
    said = line.dispensing
    what, listing, on = f"{said.drug}, {said.quantity}", said.listing.value, said.dispensed_on
    return say(
        fr=f"n° {line.number} : {what}, délivré le {on:%d/%m/%Y} (liste {listing})",
        en=f"no. {line.number}: {what}, dispensed on {on:%d/%m/%Y} (list {listing})",
    )


def describe_list(listing: str | None) -> str:
    """How the list of a drug is told; empty for none."""
    if listing in ("I", "II"):
        return say(fr=f"liste {listing}", en=f"list {listing}")
    return say(fr="stupéfiant", en="narcotic") if listing else ""


def _colon() -> str:
    return say(fr=" : ", en=": ")


def describe_known(numbers: Sequence[int]) -> str:
    """That the same sheet seems to be recorded already."""
    if not numbers:
        return ""
    known = ", ".join(say(fr="n° ", en="no. ") + str(number) for number in numbers)
    return say(
        fr=f"Cette ordonnance semble déjà enregistrée : {known}.",
        en=f"This prescription seems to be recorded already: {known}.",
    )


def describe_more_of(patient: Patient) -> str:
    """The patient's age, weight and height, which doses are checked with, and the NIR."""
    sizes = (patient.age, patient.weight, patient.height)
    told = [_size(quantity) for quantity in sizes if quantity]
    return ", ".join([*told, *([f"NIR {patient.nir}"] if patient.nir else [])])


def _size(quantity: Quantity) -> str:
    """`70 ans`, `62 kg`; in English ages are told in English."""
    several = "" if quantity.value == 1 else "s"
    unit = {"a": "year", "mo": "month", "wk": "week", "d": "day"}.get(quantity.unit or "")
    if unit is None:
        return describe_quantity(quantity)
    english = f"{describe_number(quantity.value)} {unit}{several}"
    return say(fr=describe_quantity(quantity), en=english)
