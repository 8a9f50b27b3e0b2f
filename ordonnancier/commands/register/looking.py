"""`register list`, `show`: what the register holds."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ordonnancier.commands.options import ANY_PATH, tell_in_clear
from ordonnancier.commands.register.options import number_argument, with_access, with_filters
from ordonnancier.commands.reporting import reporting
from ordonnancier.messages import Messages
from ordonnancier.passphrase import Access
from prescription.language import Fault, counted_en, counted_fr, say

if TYPE_CHECKING:
    from storage.entries import Entry
    from storage.register import Register
    from storage.search import Query

format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help=say(
        fr="Tableau pour l'écran, ou JSON avec tout le contenu.",
        en="Table for the screen, or JSON with the whole content.",
    ),
)


@click.command(
    "list",
    short_help=say(fr="Chercher et montrer des ordonnances.", en="Find and show prescriptions."),
    help=say(
        fr="Montre les ordonnances du registre, toutes ou celles que les options désignent : "
        "numéro, dates, patient, prescripteur, médicaments.",
        en="Shows the prescriptions of the register, all or those that the options name: number, "
        "dates, patient, prescriber, drugs.",
    ),
)
@with_access
@with_filters
@click.option(
    "--count",
    is_flag=True,
    help=say(fr="Dire seulement combien il y en a.", en="Say only how many there are."),
)
@format_option
@reporting
def list_entries(
    messages: Messages, file: Path, access: Access, query: "Query", count: bool, form: str
) -> None:
    from ordonnancier.formats import write_array
    from ordonnancier.output import open_output
    from ordonnancier.table import print_entries
    from storage.search import replacements

    with (
        access.open(file) as opened,
        open_output(None, for_people=form == "table") as stream,
    ):
        if count:
            stream.write(f"{opened.count(query)}\n")
            return
        found = opened.select(query)
        if form == "table":
            shown = print_entries(found, replacements(opened.vault), stream)
        else:
            shown = write_array(found, stream)
        empty = not shown and not opened.vault.value("SELECT max(number) FROM prescription")
    if empty:
        messages.notice(fr="Le registre est vide.", en="The register is empty.")
    elif not shown:
        messages.notice(fr="Aucune ordonnance ne correspond.", en="No prescription matches.")


@click.command(
    short_help=say(fr="Montrer une ordonnance.", en="Show a prescription."),
    help=say(
        fr="Montre tout ce que le registre sait de l'ordonnance NUMÉRO : contenu, qui l'a "
        "confirmée, lignes d'ordonnancier, ce qui la remplace.",
        en="Shows all that the register knows of prescription NUMBER: content, who confirmed it, "
        "lines of the ordonnancier, what replaces it.",
    ),
)
@with_access
@number_argument
@format_option
@click.option(
    "--image",
    type=ANY_PATH,
    metavar=say(fr="FICHIER", en="FILE"),
    help=say(
        fr="Écrire en clair l'image de la page dans ce fichier nouveau.",
        en="Write the page's image, not encrypted, to this new file.",
    ),
)
@click.option(
    "--page",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help=say(fr="Laquelle, s'il y en a plusieurs.", en="Which one, if there are several."),
)
@reporting
def show(
    messages: Messages,
    file: Path,
    access: Access,
    number: int,
    form: str,
    image: Path | None,
    page: int,
) -> None:
    from ordonnancier.formats import write_array
    from ordonnancier.output import open_output
    from storage.faults import NoSuchEntry

    with (
        access.open(file) as opened,
        open_output(None, for_people=form == "table") as stream,
    ):
        entry = opened.entry(number)
        if entry is None:
            raise NoSuchEntry(number)
        if form == "json":
            write_array([entry], stream)
        else:
            _print(opened, entry, stream)
        if image is not None:
            _write_image(opened, number, page, image)
            tell_in_clear(image, messages)


def _print(register: "Register", entry: "Entry", stream: object) -> None:
    from rich.console import Console
    from rich.text import Text

    from ordonnancier.table import document_view
    from prescription.record import Document

    console = Console(file=stream, highlight=False)  # type: ignore[arg-type]
    confirmed = entry.prescription
    console.print(
        document_view(Document(entry.source, (confirmed.content,)), confirmed.confirmed_by)
    )
    at, by = confirmed.confirmed_at.astimezone(), confirmed.confirmed_by
    lines = [
        say(
            fr=f"N° {entry.number}, confirmée le {at:%d/%m/%Y à %H:%M} par {by}.",
            en=f"No. {entry.number}, confirmed on {at:%d/%m/%Y at %H:%M} by {by}.",
        )
    ]
    if entry.corrects:
        lines.append(
            say(fr=f"Remplace le n° {entry.corrects}.", en=f"Replaces no. {entry.corrects}.")
        )
    later = register.vault.value(
        "SELECT number FROM prescription WHERE corrects = ?", (entry.number,)
    )
    if later:
        lines.append(say(fr=f"Remplacée par le n° {later}.", en=f"Replaced by no. {later}."))
    for line in register.ordonnancier(prescription=entry.number):
        said = line.dispensing
        lines.append(
            f"Ordonnancier {line.number} : {said.dispensed_on:%d/%m/%Y}, {said.drug}, "
            f"{said.quantity} ({said.listing})"
        )
    for text in lines:
        console.print(Text(text))


def _write_image(register: "Register", number: int, page: int, out: Path) -> None:
    from storage.files import refuse_taken, write_replacing

    pages = register.pages(number)
    if page > len(pages):
        raise Fault(
            fr=f"Le registre garde {counted_fr(len(pages), 'image(s)')} de cette ordonnance.",
            en=f"The register keeps {counted_en(len(pages), 'image(s)')} of this prescription.",
        )
    refuse_taken(out)
    register.note_export("image", 1, number=str(number), page=str(page))
    with write_replacing(out) as stream:
        stream.write(pages[page - 1])
