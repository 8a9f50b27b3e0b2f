"""`register dispense`, `ordonnancier`: the numbered lines of listed drugs."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ordonnancier.commands.register.entries import keep_backed_up
from ordonnancier.commands.register.handover import with_handover
from ordonnancier.commands.register.options import number_argument, with_access
from ordonnancier.commands.reporting import reporting
from ordonnancier.messages import Messages
from ordonnancier.passphrase import Access
from prescription.language import Fault, say

if TYPE_CHECKING:
    from ordonnancier.dispensing import Handover
    from storage.ordonnancier import OrdonnancierEntry


@click.command(
    short_help=say(fr="Inscrire une délivrance.", en="Enter a dispensing."),
    help=say(
        fr="Inscrit à l'ordonnancier les médicaments listés de l'ordonnance NUMÉRO : une première "
        "délivrance, ou un renouvellement. Chaque ligne reçoit son numéro. --corrects remplace "
        "une ligne inscrite par erreur, qui reste telle quelle.",
        en="Enters the listed drugs of prescription NUMBER in the ordonnancier: a first "
        "dispensing, or a renewal. Each line gets its number. --corrects replaces a line entered "
        "by mistake, which stays as it is.",
    ),
)
@with_access
@number_argument
@with_handover
@click.option(
    "--corrects",
    type=click.IntRange(min=1),
    metavar="N",
    help=say(
        fr="Numéro de la ligne d'ordonnancier à remplacer ; --line dit laquelle délivrer.",
        en="Number of the line of the ordonnancier to replace; --line says which to hand over.",
    ),
)
@reporting
def dispense(
    messages: Messages,
    file: Path,
    access: Access,
    number: int,
    handover: "Handover | None",
    corrects: int | None,
) -> None:
    from ordonnancier.dispensing import dispensings_of
    from storage.faults import NoSuchEntry

    if handover is None:
        raise click.UsageError(say(fr="Donnez --dispensed-on.", en="Give --dispensed-on."))
    with access.open(file) as opened:
        entry = opened.entry(number)
        if entry is None:
            raise NoSuchEntry(number)
        lines = dispensings_of(entry.prescription.content, handover)
        if not lines:
            raise Fault(
                fr="Cette ordonnance n'a aucun médicament listé connu : --line-list dit sa liste.",
                en="This prescription has no listed drug known: --line-list says its list.",
            )
        if corrects is None:
            entered = opened.dispense(number, lines)
        elif len(lines) == 1:
            old = next(
                (o for o in opened.ordonnancier(prescription=number) if o.number == corrects), None
            )
            if old is None:
                raise NoSuchEntry(corrects)
            entered = (opened.correct_dispensing(corrects, lines[0]),)
        else:
            raise click.UsageError(
                say(fr="Dites avec --line laquelle.", en="Say which one with --line.")
            )
        for serial, line in zip(entered, lines, strict=True):
            click.echo(f"{serial} : {line.drug}, {line.quantity} ({line.listing})")
        keep_backed_up(messages, opened)


@click.command(
    short_help=say(fr="Montrer l'ordonnancier.", en="Show the ordonnancier."),
    help=say(
        fr="Montre les lignes de l'ordonnancier dans l'ordre des numéros. Pour le papier : "
        "« register print ».",
        en="Shows the lines of the ordonnancier in the order of their numbers. For paper: "
        '"register print".',
    ),
)
@with_access
@click.option(
    "--list",
    "listing",
    type=click.Choice(["I", "II", "stupéfiant"]),
    help=say(fr="Celles de cette liste.", en="Those of this list."),
)
@click.option(
    "--prescription",
    type=click.IntRange(min=1),
    metavar="N",
    help=say(fr="Celles de l'ordonnance N.", en="Those of prescription N."),
)
@reporting
def ordonnancier(
    messages: Messages, file: Path, access: Access, listing: str | None, prescription: int | None
) -> None:
    from storage.ordonnancier import Listing

    shown = 0
    with access.open(file) as opened:
        wanted = Listing(listing) if listing else None
        for line in opened.ordonnancier(prescription=prescription, listing=wanted):
            shown += 1
            click.echo(_line(line))
    if not shown:
        messages.notice(fr="Aucune ligne.", en="No line.")


def _line(line: "OrdonnancierEntry") -> str:
    said = line.dispensing
    replaces = say(fr=f", remplace {line.corrects}", en=f", replaces {line.corrects}")
    return (
        f"{line.number} : {said.dispensed_on:%d/%m/%Y}, {said.patient}, {said.drug}, "
        f"{said.quantity}, {said.prescriber} ({said.listing}{replaces if line.corrects else ''})"
    )
