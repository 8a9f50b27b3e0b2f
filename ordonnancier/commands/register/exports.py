"""`register export`: files for spreadsheets, software and research, in clear or in a ZIP."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ordonnancier.commands.options import ANY_PATH
from ordonnancier.commands.register.options import with_access, with_filters
from ordonnancier.commands.reporting import reporting
from ordonnancier.messages import Messages
from ordonnancier.passphrase import Access
from prescription.language import Fault, counted_en, counted_fr, say

if TYPE_CHECKING:
    from storage.export.formats import Exported
    from storage.search import Query

_FILE, _FOLDER = say(fr="FICHIER", en="FILE"), say(fr="DOSSIER", en="FOLDER")
_FORMATS = {
    "csv": (_FILE, say(fr="CSV, une ligne par médicament.", en="CSV, one row a medication.")),
    "csv_prescriptions": (
        _FILE,
        say(fr="CSV, une ligne par ordonnance.", en="CSV, one row a prescription."),
    ),
    "fhir": (_FILE, say(fr="Bundle FHIR R4.", en="FHIR R4 Bundle.")),
    "jsonl": (_FILE, say(fr="JSON Lines, tout le contenu.", en="JSON Lines, the whole content.")),
    "excel": (_FILE, say(fr="Classeur Excel, deux feuilles.", en="Excel workbook, two sheets.")),
    "parquet": (
        _FILE,
        say(fr="Parquet, une ligne par médicament.", en="Parquet, one row a medication."),
    ),
    "parquet_nested": (
        _FILE,
        say(fr="Parquet, une ligne par ordonnance entière.", en="Parquet, one whole entry a row."),
    ),
    "omop": (
        _FOLDER,
        say(
            fr="OMOP 5.4, deux fichiers CSV, toujours pseudonymisés.",
            en="OMOP 5.4, two CSV files, always pseudonymised.",
        ),
    ),
    "omop_parquet": (
        _FOLDER,
        say(
            fr="OMOP 5.4 en Parquet, toujours pseudonymisé.",
            en="OMOP 5.4 as Parquet, always pseudonymised.",
        ),
    ),
}


def _with_formats(run: Callable[..., None]) -> Callable[..., None]:
    """Give the verb an option a format, as the argument `wanted`: format name and path."""

    @wraps(run)
    def command(*rest: Any, **named: Any) -> None:
        asked = {name: named.pop(name) for name in _FORMATS}
        wanted = {name.replace("_", "-"): path for name, path in asked.items() if path}
        run(*rest, wanted=wanted, **named)

    for name, (metavar, text) in reversed(_FORMATS.items()):
        option = click.option(
            f"--{name.replace('_', '-')}",
            name,
            type=ANY_PATH,
            metavar=metavar,
            help=text,
        )
        command = option(command)
    return command


@click.command(
    short_help=say(fr="Exporter.", en="Export."),
    help=say(
        fr="Écrit les ordonnances que les filtres désignent. Les fichiers sont en clair, lisibles "
        "par vous seul ; --zip les chiffre. Rien n'est remplacé sans --force. Le journal note "
        "qui a exporté quoi.",
        en="Writes the prescriptions that the filters name. The files are not encrypted, readable "
        "by you alone; --zip encrypts them. Nothing is replaced without --force. The journal "
        "notes who exported what.",
    ),
)
@with_access
@_with_formats
@with_filters
@click.option(
    "--count",
    is_flag=True,
    help=say(
        fr="Dire seulement combien d'ordonnances partiraient.",
        en="Say only how many prescriptions would leave.",
    ),
)
@click.option(
    "--profile",
    type=click.Choice(["fr", "international"]),
    default="fr",
    show_default=True,
    help=say(
        fr="fr : point-virgule et virgule décimale ; international : virgule et point décimal.",
        en="fr: semicolon and decimal comma; international: comma and decimal point.",
    ),
)
@click.option(
    "--pseudonymised",
    is_flag=True,
    help=say(
        fr="Sans les noms : un pseudonyme par patient, un âge au lieu de la naissance.",
        en="Without names: a pseudonym a patient, an age instead of the birth date.",
    ),
)
@click.option(
    "--zip",
    "zipped",
    is_flag=True,
    help=say(
        fr="Mettre dans un ZIP chiffré (AES-256), dont la phrase de passe est demandée.",
        en="Put into an encrypted ZIP (AES-256), whose passphrase is asked for.",
    ),
)
@click.option(
    "--zip-passphrase-fd",
    "zip_descriptor",
    type=click.IntRange(min=0),
    metavar="N",
    help=say(
        fr="Lire la phrase de passe du ZIP sur le descripteur N.",
        en="Read the ZIP's passphrase from descriptor N.",
    ),
)
@click.option(
    "--force",
    is_flag=True,
    help=say(fr="Remplacer des fichiers qui existent.", en="Replace files that exist."),
)
@reporting
def export(
    messages: Messages,
    file: Path,
    access: Access,
    wanted: dict[str, Path],
    query: "Query",
    count: bool,
    profile: str,
    pseudonymised: bool,
    zipped: bool,
    zip_descriptor: int | None,
    force: bool,
) -> None:
    from ordonnancier.passphrase import new_passphrase
    from storage.export.csv import Profile
    from storage.export.formats import Format, Wish
    from storage.export.formats import export as write_export

    if not wanted and not count:
        raise click.UsageError(
            say(
                fr="Dites quoi écrire : --csv, --excel, --fhir…",
                en="Say what to write: --csv, --excel, --fhir…",
            )
        )
    _refuse_the_register(file, wanted)
    with access.open(file) as opened:
        if count:
            click.echo(opened.count(query))
            return
        phrase = new_passphrase(zip_descriptor, option="--zip-passphrase-fd") if zipped else None
        chosen = Profile.FRENCH if profile == "fr" else Profile.INTERNATIONAL
        wish = Wish(query, chosen, pseudonymised, phrase, force)
        for name, path in wanted.items():
            form = Format(name)
            # Research counts a prescription once, as it stands now.
            asked = replace(wish, query=replace(query, current=True)) if form.is_folder else wish
            _tell(messages, write_export(opened, form, path, asked), zipped=zipped)


def _refuse_the_register(file: Path, wanted: dict[str, Path]) -> None:
    """Raise Fault, naming the option, when an export would replace the register."""
    from storage.keyring import key_file

    for name, path in wanted.items():
        for part in (file, key_file(file)):
            if path.exists() and part.exists() and path.samefile(part):
                raise Fault(
                    fr=f"{path} est le registre : choisissez un autre nom pour --{name}.",
                    en=f"{path} is the register: choose another name for --{name}.",
                )


def _tell(messages: Messages, done: "Exported", *, zipped: bool) -> None:
    how = (
        ("chiffré", "encrypted")
        if zipped
        else (
            "en clair : gardez-le en lieu sûr",
            "not encrypted: keep it in a safe place",
        )
    )
    messages.notice(
        fr=f"{counted_fr(done.prescriptions, 'ordonnance(s)')} dans {done.path}, {how[0]}.",
        en=f"{counted_en(done.prescriptions, 'prescription(s)')} in {done.path}, {how[1]}.",
    )
    if done.left_out:
        messages.notice(
            fr=f"{counted_fr(done.left_out, 'ligne(s)')} sans date ou sans année de naissance : "
            "OMOP ne peut pas les tenir.",
            en=f"{counted_en(done.left_out, 'line(s)')} without a date or a year of birth: OMOP "
            "cannot hold them.",
        )
