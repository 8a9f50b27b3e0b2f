"""`register draft`: the queue of drafts that wait for a human."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ordonnancier.commands.register.entries import (
    allow_duplicates_option,
    image_option,
    keep_backed_up,
    record_argument,
    refuse_duplicate,
    signed,
    tell_recorded,
)
from ordonnancier.commands.register.handover import with_handover
from ordonnancier.commands.register.options import number_argument, with_access
from ordonnancier.commands.register.records import documents_of, read_images, the_only
from ordonnancier.commands.reporting import reporting
from ordonnancier.messages import Messages
from ordonnancier.passphrase import Access
from prescription.language import counted_en, counted_fr, say

if TYPE_CHECKING:
    from ordonnancier.dispensing import Handover


@click.group(
    short_help=say(fr="Les brouillons en attente.", en="The queue of drafts."),
    help=say(
        fr="Les brouillons en attente : ce qui a été lu et que personne n'a encore confirmé. Rien "
        "n'y compte comme ordonnance.",
        en="The queue of drafts: what was read and nobody has confirmed yet. Nothing in it counts "
        "as a prescription.",
    ),
    subcommand_metavar=say(fr="COMMANDE [ARGUMENTS]...", en="COMMAND [ARGS]..."),
)
def draft() -> None:
    pass


@draft.command(
    short_help=say(fr="Mettre des fiches en attente.", en="Put records in the queue."),
    help=say(
        fr="Met les ordonnances de FICHE en attente, chiffrées, pour plus tard.",
        en="Puts the prescriptions of RECORD in the queue, encrypted, for later.",
    ),
)
@with_access
@record_argument
@image_option
@reporting
def add(
    messages: Messages, file: Path, access: Access, record: Path, images: tuple[Path, ...]
) -> None:
    documents = documents_of(record)
    pages = read_images(images, [document.source for document in documents])
    with access.open(file) as opened:
        for document in documents:
            page = pages.get(document.source.sha256)
            kept = [page] if page else []
            for number in opened.drafts.add_all(document.prescriptions, document.source, kept):
                click.echo(
                    say(
                        fr=f"brouillon {number} : {document.source.name}",
                        en=f"draft {number}: {document.source.name}",
                    )
                )
        keep_backed_up(messages, opened)


@draft.command(
    "list",
    short_help=say(fr="Montrer les brouillons.", en="Show the queue."),
    help=say(
        fr="Montre les brouillons qui attendent, le plus ancien d'abord.",
        en="Shows the drafts that wait, the oldest first.",
    ),
)
@with_access
@reporting
def list_drafts(messages: Messages, file: Path, access: Access) -> None:
    waiting = 0
    with access.open(file) as opened:
        for each in opened.drafts:
            waiting += 1
            to_check = len(each.current.open_reviews)
            name = (each.current.patient and each.current.patient.name) or "—"
            click.echo(
                say(
                    fr=f"{each.id} : {each.source.name}, {name}, "
                    f"{counted_fr(len(each.current.medications), 'ligne(s)')}, "
                    f"{counted_fr(to_check, 'point(s)')} à vérifier",
                    en=f"{each.id}: {each.source.name}, {name}, "
                    f"{counted_en(len(each.current.medications), 'line(s)')}, "
                    f"{counted_en(to_check, 'point(s)')} to check",
                )
            )
    if not waiting:
        messages.notice(fr="Aucun brouillon n'attend.", en="No draft is waiting.")


@draft.command(
    short_help=say(fr="Donner un brouillon en JSON.", en="Give a draft as JSON."),
    help=say(
        fr="Écrit le brouillon NUMÉRO comme le fait « read --format json », pour le relire ou "
        "le corriger.",
        en='Writes draft NUMBER as "read --format json" does, to look at it or mend it.',
    ),
)
@with_access
@number_argument
@reporting
def show(_messages: Messages, file: Path, access: Access, number: int) -> None:
    from ordonnancier.formats import write_array
    from ordonnancier.output import open_output
    from prescription.record import Document

    with access.open(file) as opened, open_output(None) as stream:
        waiting = opened.drafts.get(number)
        write_array([Document(waiting.source, (waiting.current,))], stream)


@draft.command(
    short_help=say(fr="Corriger un brouillon.", en="Mend a draft."),
    help=say(
        fr="Remplace ce que contient le brouillon NUMÉRO par la fiche FICHE (une ordonnance). "
        "Ce que la machine avait lu reste gardé.",
        en="Replaces what draft NUMBER holds by RECORD (one prescription). What the machine had "
        "read is kept.",
    ),
)
@with_access
@number_argument
@record_argument
@reporting
def change(messages: Messages, file: Path, access: Access, number: int, record: Path) -> None:
    contents = [each for document in documents_of(record) for each in document.prescriptions]
    content = the_only(contents, record)
    with access.open(file) as opened:
        opened.drafts.change(number, content)
    messages.notice(fr=f"Brouillon {number} corrigé.", en=f"Draft {number} mended.")


@draft.command(
    short_help=say(fr="Abandonner un brouillon.", en="Give a draft up."),
    help=say(
        fr="Supprime le brouillon NUMÉRO et ses images.",
        en="Removes draft NUMBER and its images.",
    ),
)
@with_access
@number_argument
@reporting
def remove(messages: Messages, file: Path, access: Access, number: int) -> None:
    with access.open(file) as opened:
        opened.drafts.remove(number)
    messages.notice(fr=f"Brouillon {number} supprimé.", en=f"Draft {number} removed.")


@draft.command(
    short_help=say(fr="Valider un brouillon.", en="Validate a draft."),
    help=say(
        fr="Fait du brouillon NUMÉRO une ordonnance du registre, confirmée par la personne "
        "nommée. Avec --dispensed-on, chaque médicament listé reçoit aussitôt son numéro à "
        "l'ordonnancier.",
        en="Makes draft NUMBER a prescription of the register, confirmed by the person named. "
        "With --dispensed-on, each listed drug gets its number in the ordonnancier at once.",
    ),
)
@with_access
@number_argument
@signed
@allow_duplicates_option
@with_handover
@reporting
def validate(
    messages: Messages,
    file: Path,
    access: Access,
    number: int,
    confirmed_by: str | None,
    reviewed_by: str | None,
    allow_duplicates: bool,
    handover: "Handover | None",
) -> None:
    from ordonnancier.confirmation import confirm
    from ordonnancier.dispensing import dispensings_of
    from prescription.record import Document

    with access.open(file) as opened:
        waiting = opened.drafts.get(number)
        document = Document(waiting.source, (waiting.current,))
        ((prescription, source),) = confirm(
            document, confirmed_by=confirmed_by, reviewed_by=reviewed_by
        )
        pages = opened.drafts.pages(number)
        if not allow_duplicates:
            page = pages[0] if pages else None
            refuse_duplicate(opened, prescription, source, page, waiting.captured_at)
        recorded = opened.add(
            prescription,
            source,
            pages,
            dispensings=dispensings_of(prescription.content, handover) if handover else (),
            draft=number,
        )
        tell_recorded(messages, opened, recorded, prescription, source)
        keep_backed_up(messages, opened)
