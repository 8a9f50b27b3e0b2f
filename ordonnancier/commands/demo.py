"""`ordonnancier demo`: the whole journey on the sample prescription."""

from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ordonnancier.commands.options import ANY_PATH
from ordonnancier.commands.reporting import reporting
from ordonnancier.messages import Messages
from ordonnancier.window_command import window_command
from prescription.language import say
from prescription.record import Document

if TYPE_CHECKING:
    from ordonnancier.demo import DemoFiles


@click.command(
    short_help=say(fr="Voir le trajet complet.", en="See the whole journey."),
    help=say(
        fr="Lit l'ordonnance d'exemple, montre ce qui a été lu, l'enregistre dans un registre "
        "chiffré de démonstration et l'exporte en CSV.\n\n"
        "Une nouvelle démonstration remplace les fichiers de la précédente, et rien d'autre.",
        en="Reads the sample prescription, shows what was read, records it in an encrypted demo "
        "register and exports it as CSV.\n\n"
        "A new demo replaces the files of the one before, and nothing else.",
    ),
)
@click.option(
    "--folder",
    type=ANY_PATH,
    default="demo",
    show_default=True,
    metavar=say(fr="DOSSIER", en="FOLDER"),
    help=say(fr="Où écrire le registre et le CSV.", en="Where to write the register and the CSV."),
)
@reporting
def demo(messages: Messages, folder: Path) -> None:
    from ordonnancier.demo import SAMPLE, DemoFiles, check_folder, run_demo
    from ordonnancier.formats import write_documents
    from ordonnancier.output import open_output

    files = DemoFiles(folder)
    check_folder(files)
    with messages.pages(SAMPLE.name) as progress:
        document = run_demo(files, progress)
    with open_output(None, for_people=True) as stream:
        write_documents([document], "table", stream)
        console = Console(file=stream, highlight=False)
        for part in (Text(_confirmation(document)), _places(SAMPLE, files)):
            console.print(part)
            console.print()
        console.print(Text(_next_step(), style="bold"))


def _confirmation(document: Document) -> str:
    lines = [line for draft in document.prescriptions for line in draft.medications]
    to_check = sum(bool(line.review) for line in lines)
    return say(
        fr=f"{len(lines)} médicaments lus, {to_check or 'aucun'} à vérifier. Pour la "
        "démonstration, cette ordonnance est enregistrée sans que personne l'ait vérifiée, et le "
        "registre le dit ; une vraie ordonnance n'y entre que si une personne l'a comparée au "
        "papier et la confirme de son nom.",
        en=f"{len(lines)} medications read, {to_check or 'none'} to check. For the demo this "
        "prescription is recorded without anybody having checked it, and the register says so; "
        "a real one only enters when a person has compared it with the paper and confirms it by "
        "name.",
    )


def _places(sample: Path, files: "DemoFiles") -> Table:
    from ordonnancier.demo import PASSPHRASE

    places = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    places.add_column(no_wrap=True)
    places.add_column(overflow="fold")
    places.add_row(say(fr="Page lue", en="Page read"), Text(_short(sample)))
    places.add_row(
        say(fr="Registre chiffré", en="Encrypted register"), Text(_short(files.register))
    )
    places.add_row(say(fr="Son fichier de clés", en="Its key file"), Text(_short(files.keys)))
    places.add_row(say(fr="Sa phrase de passe", en="Its passphrase"), Text(PASSPHRASE))
    places.add_row(say(fr="CSV (en clair)", en="CSV (not encrypted)"), Text(_short(files.table)))
    return places


def _next_step() -> str:
    command = window_command()
    return say(
        fr=f"Ensuite, pour lire vos ordonnances dans l'application : {command}",
        en=f"Next, to read your prescriptions in the application: {command}",
    )


def _short(path: Path) -> str:
    """The path as short as it can be typed from here."""
    absolute = path.resolve()
    here = Path.cwd()
    return str(absolute.relative_to(here) if absolute.is_relative_to(here) else absolute)
