"""`ordonnancier register`: create, add, list, export."""

from pathlib import Path

import click

from ordonnancier.commands.reporting import reporting
from ordonnancier.files import named, naming, read_bytes
from ordonnancier.messages import Messages
from prescription.language import Fault, say

MAX_RECORD_BYTES = 100 * 2**20

register_argument = click.argument(
    "file", type=click.Path(path_type=Path), metavar=say(fr="REGISTRE", en="REGISTER")
)
passphrase_option = click.option(
    "--passphrase-fd",
    "descriptor",
    type=click.IntRange(min=0),
    metavar="N",
    help=say(
        fr="Lire la phrase de passe sur le descripteur N, au lieu de la demander.",
        en="Read the passphrase from descriptor N, instead of asking for it.",
    ),
)


@click.group(
    short_help=say(fr="Tenir le registre chiffré.", en="Keep the encrypted register."),
    help=say(
        fr="Tient le registre chiffré : un fichier SQLCipher et, à côté, son fichier de clés "
        "(.keys). Il faut les deux, et la phrase de passe.",
        en="Keeps the encrypted register: a SQLCipher file and, beside it, its key file (.keys). "
        "Both are needed, and the passphrase.",
    ),
    subcommand_metavar=say(fr="COMMANDE [ARGUMENTS]...", en="COMMAND [ARGS]..."),
)
def register() -> None:
    pass


@register.command(
    short_help=say(fr="Créer un registre vide.", en="Create an empty register."),
    help=say(
        fr="Crée un registre vide. La phrase de passe est demandée deux fois : sans elle, "
        "personne ne pourra le rouvrir.",
        en="Creates an empty register. The passphrase is asked for twice: without it, nobody can "
        "open it again.",
    ),
)
@register_argument
@passphrase_option
@reporting
def create(messages: Messages, file: Path, descriptor: int | None) -> None:
    from ordonnancier.passphrase import new_passphrase
    from storage.keyring import key_file
    from storage.register import Register

    with Register.create(file, new_passphrase(descriptor)):
        pass
    messages.notice(
        fr=f"Registre créé : {file}, et son fichier de clés {key_file(file)}.",
        en=f"Register created: {file}, and its key file {key_file(file)}.",
    )


@register.command(
    short_help=say(fr="Ajouter des fiches vérifiées.", en="Add checked records."),
    help=say(
        fr="Ajoute les ordonnances de FICHE (ce que donne « read --format json » ; « - » pour "
        "l'entrée standard).\n\n"
        "Seule une ordonnance dont quelqu'un répond entre dans le registre. Sans point à "
        "vérifier, --confirmed-by suffit. S'il reste des points à vérifier, --reviewed-by nomme "
        "la personne qui les a comparés au papier. Si une ordonnance est refusée, aucune n'est "
        "ajoutée.",
        en='Adds the prescriptions of RECORD (what "read --format json" gives; "-" for standard '
        "input).\n\n"
        "Only a prescription someone answers for enters the register. With nothing to check, "
        "--confirmed-by is enough. Where points to check remain, --reviewed-by names the person "
        "who compared them with the paper. If one prescription is refused, none is added.",
    ),
)
@register_argument
@click.argument("record", type=click.Path(path_type=Path), metavar=say(fr="FICHE", en="RECORD"))
@click.option(
    "--confirmed-by",
    metavar=say(fr="NOM", en="NAME"),
    help=say(
        fr="Qui répond d'ordonnances sans point à vérifier.",
        en="Who answers for prescriptions with nothing to check.",
    ),
)
@click.option(
    "--reviewed-by",
    metavar=say(fr="NOM", en="NAME"),
    help=say(
        fr="Qui a comparé chaque point à vérifier avec le papier.",
        en="Who compared every point to check with the paper.",
    ),
)
@passphrase_option
@reporting
def add(
    messages: Messages,
    file: Path,
    record: Path,
    confirmed_by: str | None,
    reviewed_by: str | None,
    descriptor: int | None,
) -> None:
    from ordonnancier.confirmation import confirm, load_documents
    from ordonnancier.passphrase import existing_passphrase
    from storage.register import Register

    with naming(named(record)):
        documents = load_documents(_text_of(record))
    confirmed = [
        pair
        for document in documents
        for pair in confirm(document, confirmed_by=confirmed_by, reviewed_by=reviewed_by)
    ]
    with Register.open(file, existing_passphrase(descriptor)) as opened:
        for prescription, source in confirmed:
            number = opened.add(prescription, source)
            click.echo(
                say(
                    fr=f"n° {number} : {source.name}, confirmée par {prescription.confirmed_by}",
                    en=f"no. {number}: {source.name}, confirmed by {prescription.confirmed_by}",
                )
            )
    messages.notice(
        fr=f"{len(confirmed)} ordonnance(s) dans {file}.",
        en=f"{len(confirmed)} prescription(s) added to {file}.",
    )


@register.command(
    "list",
    short_help=say(fr="Montrer ce que contient le registre.", en="Show what the register holds."),
    help=say(
        fr="Montre chaque ordonnance du registre : numéro, dates, patient, prescripteur, "
        "médicaments.",
        en="Shows each prescription of the register: number, dates, patient, prescriber, drugs.",
    ),
)
@register_argument
@click.option(
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
@passphrase_option
@reporting
def list_entries(messages: Messages, file: Path, form: str, descriptor: int | None) -> None:
    from ordonnancier.formats import write_array
    from ordonnancier.output import open_output
    from ordonnancier.passphrase import existing_passphrase
    from ordonnancier.table import print_entries
    from storage.register import Register

    with (
        Register.open(file, existing_passphrase(descriptor)) as opened,
        open_output(None, for_people=form == "table") as stream,
    ):
        write = print_entries if form == "table" else write_array
        count = write(opened.entries(), stream)
    if not count:
        messages.notice(fr="Le registre est vide.", en="The register is empty.")


@register.command(
    short_help=say(fr="Exporter en CSV.", en="Export as CSV."),
    help=say(
        fr="Écrit une ligne par médicament. Le fichier CSV n'est pas chiffré.",
        en="Writes one line a medication. The CSV file is not encrypted.",
    ),
)
@register_argument
@click.option(
    "--csv",
    "out",
    type=click.Path(path_type=Path),
    required=True,
    metavar=say(fr="FICHIER", en="FILE"),
    help=say(
        fr="Où écrire ; « - » pour la sortie standard.",
        en='Where to write; "-" for standard output.',
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
@passphrase_option
@reporting
def export(messages: Messages, file: Path, out: Path, profile: str, descriptor: int | None) -> None:
    from ordonnancier.output import STANDARD_OUTPUT, open_output, refuse_to_overwrite
    from ordonnancier.passphrase import existing_passphrase
    from storage.export.csv import Profile, write_csv
    from storage.keyring import key_file
    from storage.register import Register

    refuse_to_overwrite((file, key_file(file)), out)
    chosen = Profile.FRENCH if profile == "fr" else Profile.INTERNATIONAL
    with Register.open(file, existing_passphrase(descriptor)) as opened, open_output(out) as stream:
        count = write_csv(opened.entries(), stream, chosen)
    if out != STANDARD_OUTPUT:
        messages.notice(
            fr=f"{count} ligne(s) dans {out}, en clair : gardez ce fichier en lieu sûr.",
            en=f"{count} line(s) in {out}, not encrypted: keep this file in a safe place.",
        )


def _text_of(record: Path) -> str:
    untrusted_data = read_bytes(record, at_most=MAX_RECORD_BYTES)
    if len(untrusted_data) > MAX_RECORD_BYTES:
        raise Fault(fr="Ce fichier dépasse 100 Mo.", en="This file is larger than 100 MB.")
    try:
        return untrusted_data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Fault(fr="Ce fichier n'est pas en UTF-8.", en="This file is not UTF-8.") from None
