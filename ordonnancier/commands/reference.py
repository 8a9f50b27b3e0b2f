"""`ordonnancier reference`: import the official drug files, look drugs up in them."""

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ordonnancier.commands.options import ANY_PATH, tell_reference
from ordonnancier.commands.reporting import reporting
from ordonnancier.messages import Messages
from prescription.language import say

if TYPE_CHECKING:
    from extraction.drugs.reference import Status
    from ordonnancier.reference.importing import Imported

_COUNTS = {
    "drugs": ("médicaments", "drugs"),
    "marketed": ("dont commercialisés", "of them marketed"),
    "names": ("noms commercialisés", "marketed names"),
    "strengths": ("dosages commercialisés", "marketed strengths"),
    "packs": ("boîtes", "packs"),
    "groups": ("groupes génériques", "generic groups"),
    "conditions": ("conditions de prescription", "conditions of prescription"),
    "added": ("noms et dosages en plus du lexique", "names and strengths beyond the lexicon"),
}
json_option = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help=say(fr="Tableau pour l'écran, ou JSON.", en="Table for the screen, or JSON."),
)


@click.group(
    short_help=say(fr="La référence officielle.", en="The official reference."),
    help=say(
        fr="Importe les fichiers officiels des médicaments (base de données publique, BDPM) et y "
        "cherche un médicament. Sans eux, le lexique du logiciel suffit pour lire.",
        en="Imports the official drug files (French public database, BDPM) and looks drugs up in "
        "them. Without them the lexicon of the program is enough for reading.",
    ),
    subcommand_metavar=say(fr="COMMANDE [ARGUMENTS]...", en="COMMAND [ARGS]..."),
)
def reference() -> None:
    pass


@reference.command(
    "import",
    short_help=say(fr="Importer les fichiers officiels.", en="Import the official files."),
    help=say(
        fr="Importe les fichiers officiels d'un DOSSIER ou d'un ZIP, tels que téléchargés : "
        "CIS_bdpm.txt, CIS_COMPO_bdpm.txt et, s'ils y sont, CIS_CIP_bdpm.txt, "
        "CIS_GENER_bdpm.txt, CIS_CPD_bdpm.txt, CIS_MITM.txt.\n\n"
        "Si un fichier est abîmé, il est nommé, et la référence d'avant reste en place.",
        en="Imports the official files of a FOLDER or a ZIP, as downloaded: CIS_bdpm.txt, "
        "CIS_COMPO_bdpm.txt and, when present, CIS_CIP_bdpm.txt, CIS_GENER_bdpm.txt, "
        "CIS_CPD_bdpm.txt, CIS_MITM.txt.\n\n"
        "When a file is damaged it is named, and the reference before stays in place.",
    ),
)
@click.argument(
    "source",
    type=ANY_PATH,
    metavar=say(fr="DOSSIER_OU_ZIP", en="FOLDER_OR_ZIP"),
)
@click.option(
    "--fewer",
    is_flag=True,
    help=say(
        fr="Accepter des fichiers bien plus petits qu'au dernier import.",
        en="Accept files that are much smaller than at the last import.",
    ),
)
@reporting
def import_(messages: Messages, source: Path, fewer: bool) -> None:
    from ordonnancier.output import open_output
    from ordonnancier.reference.importing import import_reference

    imported = import_reference(source, fewer=fewer)
    for notice in imported.notices:
        messages.notice(fr=notice.fr, en=notice.en)
    with open_output(None, for_people=True) as stream:
        console = Console(file=stream, highlight=False)
        console.print(_counts(imported.status))
        console.print(Text(_what_changed(imported), style="bold"))
    tell_reference(messages)


@reference.command(
    short_help=say(fr="Date et contenu de la référence.", en="Date and content of the reference."),
    help=say(
        fr="Dit de quand datent les fichiers officiels importés et ce qu'ils contiennent.",
        en="Tells how old the imported official files are and what is in them.",
    ),
)
@json_option
@reporting
def status(messages: Messages, form: str) -> None:
    from extraction.drugs.reference import read_status, reference_path
    from ordonnancier.output import open_output

    found = read_status()
    with open_output(None, for_people=form == "table") as stream:
        if form == "json":
            json.dump(_status_as_json(found), stream, ensure_ascii=False, indent=2)
            stream.write("\n")
        elif found is not None:
            console = Console(file=stream, highlight=False)
            console.print(_dates(found, reference_path()))
            console.print(_counts(found))
    if found is None:
        messages.notice(
            fr="Aucune référence officielle n'est importée : le lexique du logiciel est utilisé.",
            en="No official reference is imported: the lexicon of the program is used.",
        )
    tell_reference(messages)


@reference.command(
    short_help=say(fr="Chercher un médicament.", en="Look a drug up."),
    help=say(
        fr="Cherche un médicament par les premières lettres de son nom, même mal écrit, avec ou "
        'sans dosage et forme : « ordonnancier reference lookup "kardegic 75" ».\n\n'
        "Sans référence officielle, cherche dans le lexique du logiciel : ni codes ni boîtes.",
        en="Looks a drug up by the first letters of its name, misspelt or not, with or without "
        "strength and form: 'ordonnancier reference lookup \"kardegic 75\"'.\n\n"
        "Without the official reference it looks in the lexicon of the program: no codes, no "
        "packs.",
    ),
)
@click.argument("words", nargs=-1, required=True, metavar=say(fr="NOM...", en="NAME..."))
@click.option(
    "--limit",
    type=click.IntRange(1, 100),
    default=5,
    show_default=True,
    help=say(fr="Combien de noms montrer.", en="How many names to show."),
)
@json_option
@reporting
def lookup(messages: Messages, words: tuple[str, ...], limit: int, form: str) -> None:
    from ordonnancier.output import open_output
    from ordonnancier.reference.found import find_drugs, found_as_json, found_view

    tell_reference(messages)
    found = find_drugs(" ".join(words), limit)
    with open_output(None, for_people=form == "table") as stream:
        if form == "json":
            json.dump([found_as_json(one) for one in found], stream, ensure_ascii=False, indent=2)
            stream.write("\n")
        elif found:
            Console(file=stream, highlight=False).print(found_view(found))
    if not found:
        messages.notice(fr="Aucun médicament de ce nom.", en="No drug of this name.")


def _status_as_json(found: "Status | None") -> dict[str, object] | None:
    if found is None:
        return None
    age = found.age(date.today())  # noqa: DTZ011 - a day of the user's calendar
    dates = {"imported": found.imported.isoformat(), "newest": found.newest.isoformat()}
    return asdict(found) | dates | {"ageInDays": age}


def _dates(found: "Status", path: Path) -> Table:
    age = found.age(date.today())  # noqa: DTZ011 - a day of the user's calendar
    table = _plain_table()
    table.add_row(say(fr="Fichier", en="File"), Text(str(path), overflow="fold"))
    table.add_row(say(fr="Importée le", en="Imported on"), _day(found.imported))
    table.add_row(
        say(fr="Date des fichiers", en="Date of the files"),
        _day(found.newest) + say(fr=f" ({age} jours)", en=f" ({age} days old)"),
    )
    return table


def _counts(found: "Status") -> Table:
    table = _plain_table()
    for name, rows in found.files.items():
        table.add_row(name, _number(rows) + say(fr=" lignes", en=" rows"))
    for name, number in found.counts.items():
        fr, en = _COUNTS.get(name, (name, name))
        table.add_row(say(fr=fr, en=en).capitalize(), _number(number))
    return table


def _plain_table() -> Table:
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    return table


def _what_changed(imported: "Imported") -> str:
    changes = imported.changes
    if changes is None:
        return say(fr="Premier import.", en="First import.")
    added, removed, strengths = changes.names_added, changes.names_removed, changes.strengths
    if not added and not removed and not strengths:
        return say(
            fr="Rien n'a changé depuis le dernier import.",
            en="Nothing changed since the last import.",
        )
    return say(
        fr=f"Depuis le dernier import : +{added} noms, −{removed}, {strengths} dosages.",
        en=f"Since the last import: +{added} names, −{removed}, {strengths} strengths.",
    )


def _day(day: date) -> str:
    return say(fr=f"{day:%d/%m/%Y}", en=day.isoformat())


def _number(value: int) -> str:
    return f"{value:,}".replace(",", say(fr="\u202f", en=","))
