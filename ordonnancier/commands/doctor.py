"""`ordonnancier doctor`: what is installed, what is missing, what mends it."""

import json
from dataclasses import asdict

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ordonnancier.commands.reporting import reporting
from ordonnancier.installation import Part, inspect_installation
from ordonnancier.messages import Messages
from prescription.language import Fault, say


@click.command(
    short_help=say(fr="Vérifier l'installation.", en="Check the installation."),
    help=say(
        fr="Dit ce qui est installé et, pour ce qui manque, la commande exacte qui le répare.\n\n"
        "Le code de sortie est 1 si une ordonnance ne peut pas être lue et enregistrée.",
        en="Tells what is installed and, for what is missing, the exact command that mends it.\n\n"
        "The exit status is 1 if a prescription cannot be read and recorded.",
    ),
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help=say(fr="Tableau pour l'écran, ou JSON.", en="Table for the screen, or JSON."),
)
@reporting
def doctor(messages: Messages, form: str) -> None:
    from ordonnancier.output import open_output

    parts = list(inspect_installation())
    with open_output(None, for_people=form == "table") as stream:
        if form == "json":
            json.dump([asdict(part) for part in parts], stream, ensure_ascii=False, indent=2)
            stream.write("\n")
        else:
            Console(file=stream).print(_table(parts))
    missing = [part.name for part in parts if part.found is None and part.needed]
    if missing:
        raise Fault(
            fr=f"Pour lire une ordonnance, il manque : {', '.join(missing)}.",
            en=f"To read a prescription, this is missing: {', '.join(missing)}.",
        )
    messages.notice(
        fr="Tout est là pour lire une ordonnance et l'enregistrer.",
        en="All is there to read a prescription and record it.",
    )


def _table(parts: list[Part]) -> Table:
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for part in parts:
        if part.found is not None:
            table.add_row(part.name, Text(part.found))
        else:
            problem = f" ({part.problem})" if part.problem else ""
            missing = say(fr=f"manque{problem} ; à lancer :", en=f"missing{problem}; run:")
            table.add_row(part.name, Text(f"{missing}\n{part.mend}", style="bold red"))
    return table
