"""`register create`, `status`, `pharmacy`."""

from pathlib import Path

import click

from ordonnancier.commands.register.options import (
    passphrase_option,
    register_argument,
    with_access,
)
from ordonnancier.commands.reporting import reporting
from ordonnancier.messages import Messages
from ordonnancier.passphrase import Access
from prescription.language import say


@click.command(
    short_help=say(fr="Créer un registre vide.", en="Create an empty register."),
    help=say(
        fr="Crée un registre vide. La phrase de passe est demandée deux fois : sans elle, "
        "personne ne pourra le rouvrir.",
        en="Creates an empty register. The passphrase is asked for twice: without it, nobody can "
        "open it again.",
    ),
)
@register_argument
@click.option(
    "--admin",
    default="admin",
    show_default=True,
    metavar=say(fr="NOM", en="NAME"),
    help=say(
        fr="Nom de l'administrateur, qui ouvrira avec cette phrase de passe.",
        en="The administrator's name, who will open with this passphrase.",
    ),
)
@passphrase_option
@reporting
def create(messages: Messages, file: Path, admin: str, descriptor: int | None) -> None:
    from ordonnancier.passphrase import new_passphrase
    from storage.keyring import key_file
    from storage.register import Register

    phrase = new_passphrase(descriptor)
    with Register.create(file, phrase, user=admin):
        pass
    tell_strength(messages, phrase, admin)
    messages.notice(
        fr=f"Registre créé : {file}, et son fichier de clés {key_file(file)}. Imprimez la fiche "
        "de secours (« ordonnancier register recovery-sheet ») et gardez-la sous clé.",
        en=f"Register created: {file}, and its key file {key_file(file)}. Print the recovery "
        'sheet ("ordonnancier register recovery-sheet") and lock it away.',
    )


@click.command(
    short_help=say(fr="Dire où en est le registre.", en="Tell how the register stands."),
    help=say(
        fr="Dit combien d'ordonnances, de lignes d'ordonnancier et de brouillons contient le "
        "registre, et de quand date la dernière sauvegarde.",
        en="Tells how many prescriptions, lines of the ordonnancier and drafts the register "
        "holds, and how old the last backup is.",
    ),
)
@with_access
@reporting
def status(messages: Messages, file: Path, access: Access) -> None:
    from storage.automatic import backup_warning, clock_warning
    from storage.status import register_status

    with access.open(file) as opened:
        found = register_status(opened)
        warning = clock_warning(opened) or backup_warning(opened)
    for label, value in found.lines():
        click.echo(f"{label:<22}{value}")
    if warning:
        messages.notice(fr=warning.fr, en=warning.en)


@click.command(
    short_help=say(fr="Dire quelle pharmacie tient le registre.", en="Tell who keeps it."),
    help=say(
        fr="Enregistre le nom et l'adresse de la pharmacie, que porte chaque page imprimée "
        "(code de la santé publique, R.5132-10). Sans option, les montre.",
        en="Records the pharmacy's name and address, which every printed page bears "
        "(French public health code, R.5132-10). Without options, shows them.",
    ),
)
@with_access
@click.option(
    "--name",
    metavar=say(fr="NOM", en="NAME"),
    help=say(fr="Nom de la pharmacie.", en="The pharmacy's name."),
)
@click.option(
    "--address",
    metavar=say(fr="ADRESSE", en="ADDRESS"),
    help=say(fr="Son adresse, sur une ligne.", en="Its address, on one line."),
)
@reporting
def pharmacy(
    messages: Messages, file: Path, access: Access, name: str | None, address: str | None
) -> None:
    from storage import settings

    if (name is None) != (address is None):
        raise click.UsageError(
            say(fr="Donnez --name et --address ensemble.", en="Give --name and --address together.")
        )
    with access.open(file) as opened:
        if name and address:
            settings.name_pharmacy(opened, settings.Pharmacy(name, address))
        known = settings.pharmacy(opened)
    if known is None:
        messages.notice(fr="Aucune pharmacie n'est nommée.", en="No pharmacy is named.")
    else:
        click.echo(f"{known.name}\n{known.address}")


def tell_strength(messages: Messages, passphrase: str, user: str) -> None:
    """Say how strong a new passphrase looks."""
    from storage.passphrase import passphrase_strength

    strength = passphrase_strength(passphrase, [user])
    messages.notice(
        fr=f"Résistance de la phrase de passe : {strength}.",
        en=f"Strength of the passphrase: {strength}.",
    )
