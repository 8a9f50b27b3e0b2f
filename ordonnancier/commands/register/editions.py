"""`register print`: editions of the ordonnancier as PDF."""

from datetime import date
from pathlib import Path

import click

from ordonnancier.commands.options import ANY_PATH
from ordonnancier.commands.register.options import DAY, day, with_access
from ordonnancier.commands.reporting import reporting
from ordonnancier.messages import Messages
from ordonnancier.passphrase import Access
from prescription.language import counted_en, counted_fr, say


@click.command(
    "print",
    short_help=say(fr="Imprimer l'ordonnancier en PDF.", en="Print the ordonnancier as PDF."),
    help=say(
        fr="Écrit l'ordonnancier dans un PDF nouveau, classé par patient, par médicament ou par "
        "date, au nom et à l'adresse de la pharmacie sur chaque page, avec les totaux. "
        "« --list stupéfiant » donne l'édition des stupéfiants.",
        en="Writes the ordonnancier to a new PDF, classed by patient, by drug or by date, with the "
        'pharmacy\'s name and address on each page, and totals. "--list stupéfiant" gives the '
        "edition of the narcotics.",
    ),
)
@with_access
@click.argument("out", type=ANY_PATH, metavar="PDF")
@click.option(
    "--by",
    "order",
    type=click.Choice(["patient", "drug", "date"]),
    default="date",
    show_default=True,
    help=say(
        fr="Classer par patient, par médicament ou par date.",
        en="Class by patient, by drug or by date.",
    ),
)
@click.option(
    "--list",
    "listing",
    type=click.Choice(["I", "II", "stupéfiant"]),
    help=say(fr="Seulement cette liste.", en="This list only."),
)
@click.option(
    "--since",
    type=DAY,
    callback=day,
    metavar="DATE",
    help=say(fr="Délivrances de ce jour ou d'après.", en="Dispensed on that day or after."),
)
@click.option(
    "--until",
    type=DAY,
    callback=day,
    metavar="DATE",
    help=say(fr="Délivrances de ce jour ou d'avant.", en="Dispensed on that day or before."),
)
@reporting
def print_edition(
    messages: Messages,
    file: Path,
    access: Access,
    out: Path,
    order: str,
    listing: str | None,
    since: date | None,
    until: date | None,
) -> None:
    from storage.edition.book import write_edition
    from storage.edition.extent import Extent, Order
    from storage.ordonnancier import Listing

    extent = Extent(Order(order), Listing(listing) if listing else None, since, until)
    with access.open(file) as opened:
        printed = write_edition(opened, out, extent)
    messages.notice(
        fr=f"{counted_fr(printed.lines, 'ligne(s)')} sur {counted_fr(printed.pages, 'page(s)')} "
        f"dans {out}, en clair.",
        en=f"{counted_en(printed.lines, 'line(s)')} on {counted_en(printed.pages, 'page(s)')} in "
        f"{out}, not encrypted.",
    )
