"""The command line. Each command stands in a file of `ordonnancier.commands`."""

import signal
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any, NoReturn

import click

from ordonnancier.commands.batch import batch
from ordonnancier.commands.demo import demo
from ordonnancier.commands.doctor import doctor
from ordonnancier.commands.evaluate import evaluate
from ordonnancier.commands.parse import parse
from ordonnancier.commands.parse_table import parse_table
from ordonnancier.commands.read import read
from ordonnancier.commands.reference import reference
from ordonnancier.commands.register import register
from ordonnancier.commands.synth import synth
from ordonnancier.translation import translate_click
from prescription.language import say
from prescription.places import live_in

TERMINATED = 143

translate_click()


@click.group(
    help=say(
        fr="Ordonnancier transforme des ordonnances sur papier en fiches vérifiées, dans un "
        "registre chiffré, sans jamais quitter cette machine.",
        en="Ordonnancier turns paper prescriptions into checked records in an encrypted register, "
        "without ever leaving this machine.",
    ),
    epilog=say(
        fr="Pour commencer : « ordonnancier demo ». Si quelque chose manque : « ordonnancier "
        "doctor ». L'aide d'une commande : « ordonnancier read --help ».",
        en='To begin: "ordonnancier demo". If something is missing: "ordonnancier doctor". '
        'Help on one command: "ordonnancier read --help".',
    ),
    subcommand_metavar=say(fr="COMMANDE [ARGUMENTS]...", en="COMMAND [ARGS]..."),
)
@click.option(
    "--debug",
    is_flag=True,
    help=say(
        fr="Montrer la trace d'une erreur interne (elle peut citer l'ordonnance).",
        en="Show the traceback of an internal error (it may quote the prescription).",
    ),
)
@click.option(
    "--portable",
    type=click.Path(path_type=Path, file_okay=False),
    metavar=say(fr="DOSSIER", en="DIR"),
    help=say(
        fr="Garder registre, référence et réglages dans ce dossier, et nulle part ailleurs.",
        en="Keep register, reference and settings in this folder, and nowhere else.",
    ),
)
@click.version_option(
    version("ordonnancier"),
    prog_name="ordonnancier",
    help=say(fr="Afficher la version et quitter.", en="Show the version and exit."),
)
def cli(debug: bool, portable: Path | None) -> None:  # noqa: ARG001 - `reporting` asks for it
    if portable:
        live_in(portable)


for command in (
    demo,
    read,
    batch,
    parse,
    parse_table,
    register,
    reference,
    doctor,
    synth,
    evaluate,
):
    cli.add_command(command)


def main() -> NoReturn:
    """Run the command line as the shell asks."""
    # A polite kill unwinds like Ctrl-C, so that no half-written file stays behind.
    signal.signal(signal.SIGTERM, _leave)
    cli(prog_name="ordonnancier")
    sys.exit(0)


def _leave(*_: Any) -> NoReturn:
    sys.exit(TERMINATED)
