"""Documents as tables for a terminal of 80 columns or more; nothing is cut off."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TextIO

from rich.box import SIMPLE_HEAD
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from ordonnancier.wording import (
    review_in_words,
    say_duration,
    say_repeats,
    say_strength,
    say_substitution,
    say_supply,
    without_duration,
)
from prescription.dosage import Dosage
from prescription.language import say
from prescription.record import (
    Document,
    Draft,
    MedicationRequest,
    Patient,
    Prescriber,
    Zone,
)
from prescription.spoken import say_dosage, say_form, say_quantity
from storage.register import Entry

TO_CHECK = "yellow"
_ZONES = {Zone.ALD: ("ALD", "ALD"), Zone.INTERCURRENT: ("hors ALD", "not ALD")}


def print_documents(documents: Iterable[Document], stream: TextIO) -> int:
    """Print each document as soon as it is there; how many."""
    console = Console(file=stream, highlight=False, soft_wrap=False)
    count = 0
    for document in documents:
        count += 1
        console.print(document_view(document))
        stream.flush()
    return count


def print_entries(entries: Iterable[Entry], replaced: Mapping[int, int], stream: TextIO) -> int:
    """Print one row for each prescription of a register; how many.

    `replaced` has the numbers of what replaces those that were corrected.
    """
    table = Table(box=SIMPLE_HEAD, padding=(0, 1), pad_edge=False)
    for fr, en in (
        ("N°", "No."),
        ("Enregistrée\nconfirmée par", "Recorded\nconfirmed by"),
        ("Date", "Date"),
        ("Patient", "Patient"),
        ("Prescripteur", "Prescriber"),
        ("Médicaments", "Drugs"),
    ):
        table.add_column(say(fr=fr, en=en), overflow="fold")
    for entry in entries:
        draft = entry.prescription.content
        drugs = (line.medication.name or line.medication.text for line in draft.medications)
        later = replaced.get(entry.number)
        cells = (
            f"{entry.number} → {later}" if later else str(entry.number),
            f"{entry.recorded_at.astimezone():%d/%m/%Y}\n{entry.prescription.confirmed_by}",
            f"{draft.authored_on:%d/%m/%Y}" if draft.authored_on else "",
            (draft.patient and draft.patient.name) or "",
            (draft.prescriber and draft.prescriber.name) or "",
            "\n".join(drugs),
        )
        table.add_row(*map(Text, cells))
    Console(file=stream).print(table)
    return table.row_count


def document_view(document: Document, checked_by: str = "") -> RenderableType:
    """The file's name, then each prescription: header, medications, other lines, what to check.

    What was to check is shown as settled where a person, `checked_by`, confirmed it.
    """
    pages = document.source.pages
    title = f"{document.source.name} · {pages} page{'s' if pages > 1 else ''}"
    views = [draft_view(draft, checked_by) for draft in document.prescriptions]
    nothing = Text(say(fr="Aucune ordonnance n'a été lue.", en="No prescription was read."))
    return Group(Rule(Text(title), align="left"), *(views or [nothing]))


def draft_view(draft: Draft, checked_by: str = "") -> RenderableType:
    """One prescription."""
    to_check = say(fr="À vérifier sur l'ordonnance", en="To check on the prescription")
    settled = say(
        fr=f"Vérifié par {checked_by} sur l'ordonnance",
        en=f"Checked by {checked_by} on the prescription",
    )
    return Group(
        _header(draft),
        _medications(draft, checked_by),
        *_list(
            say(fr="Autres lignes de l'ordonnance", en="Other lines of the prescription"),
            (item.text for item in draft.other_items),
        ),
        *_list(
            settled if checked_by else to_check,
            map(review_in_words, draft.review),
            style="" if checked_by else TO_CHECK,
        ),
    )


def _header(draft: Draft) -> Table:
    unread = say(fr="non lu", en="not read")
    header = Table(box=None, show_header=False, padding=(0, 1, 0, 0))
    header.add_column(style="dim", no_wrap=True)
    header.add_column(overflow="fold")
    date = draft.authored_on
    for label, value in (
        (say(fr="Prescripteur", en="Prescriber"), _prescriber(draft.prescriber or Prescriber())),
        (say(fr="Patient", en="Patient"), _patient(draft.patient or Patient())),
        (say(fr="Date", en="Date"), f"{date:%d/%m/%Y}" if date else ""),
    ):
        header.add_row(label, Text(value or unread, style="" if value else TO_CHECK))
    return header


def _prescriber(prescriber: Prescriber) -> str:
    numbers = (("RPPS", prescriber.rpps), ("AM", prescriber.am), ("FINESS", prescriber.finess))
    parts = [prescriber.name, prescriber.specialty]
    parts += [f"{name} {number}" for name, number in numbers if number]
    return ", ".join(filter(None, parts))


def _patient(patient: Patient) -> str:
    born = f"{patient.birth_date:%d/%m/%Y}" if patient.birth_date else None
    parts = [
        patient.name,
        say(fr=f"naissance {born}", en=f"born {born}") if born else None,
        *(say_quantity(q) for q in (patient.age, patient.weight, patient.height) if q),
    ]
    return ", ".join(filter(None, parts))


def _medications(draft: Draft, checked_by: str) -> Table:
    table = Table(box=SIMPLE_HEAD, padding=(0, 1), pad_edge=False, expand=True)
    for fr, en, ratio in (
        ("Médicament\ndosage, forme", "Drug\nstrength, form", 17),
        ("Dose et moments", "Dose and when", 20),
        ("Durée,\nrenouv.", "Duration,\nrenewals", 13),
    ):
        table.add_column(say(fr=fr, en=en), ratio=ratio, overflow="fold")
    if checked_by:
        last = say(fr=f"Vérifié par\n{checked_by}", en=f"Checked by\n{checked_by}")
    else:
        table.add_column(say(fr="Conf.", en="Conf."), justify="right", width=5)
        last = say(fr="À vérifier", en="To check")
    table.add_column(Text(last), ratio=17, overflow="fold")
    for request in draft.medications:
        for *read, confidence, doubts in _rows(request):
            settled = Text(str(doubts) if request.review else "")
            table.add_row(*read, *([settled] if checked_by else [confidence, doubts]))
        table.add_section()
    return table


def _rows(request: MedicationRequest) -> Iterator[tuple[RenderableType, ...]]:
    """A row for each dosage; what belongs to the whole line stands in the first."""
    dispense = request.dispense_request
    confidence = "" if request.confidence is None else f"{request.confidence:.0%}"
    first, *others = request.dosage_instruction or (None,)
    durations = (
        say_duration(first) if first else "",
        *say_supply(dispense),
        say_repeats(dispense),
    )
    yield (
        _drug(request),
        Text(_posology(first)),
        Text("\n".join(filter(None, durations))),
        confidence,
        _to_check(request),
    )
    before = first
    for dosage in others:
        link = (
            "+ " if before and dosage.sequence == before.sequence else say(fr="puis ", en="then ")
        )
        yield "", Text(link + _posology(dosage)), Text(say_duration(dosage)), "", ""
        before = dosage


def _drug(request: MedicationRequest) -> Text:
    medication = request.medication
    drug = Text(medication.name or medication.text, style="bold")
    zone = _ZONES.get(request.zone) if request.zone else None
    facts = (say_strength(medication.strength), say_form(medication.form))
    for line in (
        ", ".join(filter(None, facts)),
        say_substitution(request.substitution),
        zone and say(fr=zone[0], en=zone[1]),
    ):
        if line:
            drug.append(f"\n{line}", style="not bold")
    return drug


def _posology(dosage: Dosage | None) -> str:
    return say_dosage(without_duration(dosage)) if dosage else "—"


def _to_check(request: MedicationRequest) -> Text:
    if not request.review:
        return Text(say(fr="rien", en="nothing"), style="green")
    why = (review_in_words(review, request.dosage_instruction) for review in request.review)
    return Text("\n".join(f"- {words}" for words in why), style=TO_CHECK)


def _list(title: str, lines: Iterable[str], style: str = "") -> Iterator[RenderableType]:
    texts = [Padding(Text(line, style=style), (0, 0, 0, 2)) for line in lines]
    if texts:
        yield Text(title, style="dim")
        yield from texts
        yield Text()
