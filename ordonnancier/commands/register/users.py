"""`register users`, `passphrase`, `recovery-sheet`, `recover`: who opens the register."""

from pathlib import Path

import click

from ordonnancier.commands.options import ANY_PATH
from ordonnancier.commands.register.creation import tell_strength
from ordonnancier.commands.register.options import (
    new_passphrase_option,
    passphrase_option,
    register_argument,
    with_access,
)
from ordonnancier.commands.reporting import reporting
from ordonnancier.messages import Messages
from ordonnancier.passphrase import Access
from prescription.language import Fault, say
from storage.roles import say_role

GROUP_METAVAR = say(fr="COMMANDE [ARGUMENTS]...", en="COMMAND [ARGS]...")
NEW_OPTION = "--new-passphrase-fd"
name_argument = click.argument("name", metavar=say(fr="NOM", en="NAME"))
role_option = click.option(
    "--role",
    type=click.Choice(["reader", "capturer", "validator", "administrator"]),
    required=True,
    help=say(
        fr="reader (lecture), capturer (saisie), validator (validation) ou administrator "
        "(administration) ; chacun peut ce que peut le précédent.",
        en="Each may do what the one before may.",
    ),
)


@click.group(
    short_help=say(fr="Qui ouvre le registre.", en="Who opens the register."),
    help=say(
        fr="Les utilisateurs du registre et leurs rôles.",
        en="The register's users and their roles.",
    ),
    subcommand_metavar=GROUP_METAVAR,
)
def users() -> None:
    pass


@users.command(
    "list",
    short_help=say(fr="Montrer les utilisateurs.", en="Show the users."),
    help=say(fr="Montre chaque utilisateur et son rôle.", en="Shows each user and their role."),
)
@with_access
@reporting
def list_users(_messages: Messages, file: Path, access: Access) -> None:
    from storage.users import list_users as listed

    with access.open(file) as opened:
        for user in listed(opened):
            click.echo(f"{user.name}\t{say_role(user.role)}")


@users.command(
    short_help=say(fr="Ajouter un utilisateur.", en="Add a user."),
    help=say(
        fr="Ajoute NOM, qui choisit sa phrase de passe. Réservé au rôle administration.",
        en="Adds NAME, who chooses a passphrase. For the role administrator only.",
    ),
)
@with_access
@name_argument
@role_option
@new_passphrase_option
@reporting
def add(
    messages: Messages,
    file: Path,
    access: Access,
    name: str,
    role: str,
    new_descriptor: int | None,
) -> None:
    from ordonnancier.passphrase import new_passphrase
    from storage.keyring import Role
    from storage.users import add_user

    with access.open(file) as opened:
        phrase = new_passphrase(new_descriptor, option=NEW_OPTION)
        add_user(opened, name, Role(role), phrase)
    tell_strength(messages, phrase, name)
    messages.notice(fr=f"{name} ouvre le registre.", en=f"{name} opens the register.")


@users.command(
    short_help=say(fr="Retirer un utilisateur.", en="Remove a user."),
    help=say(
        fr="Retire NOM. S'il a pu garder une copie, changez aussi la clé (« register rekey »).",
        en='Removes NAME. If a copy may have been kept, change the key too ("register rekey").',
    ),
)
@with_access
@name_argument
@reporting
def remove(messages: Messages, file: Path, access: Access, name: str) -> None:
    from storage.users import remove_user

    with access.open(file) as opened:
        remove_user(opened, name)
    messages.notice(fr=f"{name} n'ouvre plus le registre.", en=f"{name} no longer opens it.")


@users.command(
    short_help=say(fr="Changer le rôle d'un utilisateur.", en="Change a user's role."),
    help=say(
        fr="Donne à NOM un autre rôle. Sa phrase de passe, l'ancienne ou une nouvelle, est "
        "demandée : le rôle est scellé par elle.",
        en="Gives NAME another role. Their passphrase, old or new, is asked for: the role is "
        "sealed by it.",
    ),
)
@with_access
@name_argument
@role_option
@new_passphrase_option
@reporting
def role(
    messages: Messages,
    file: Path,
    access: Access,
    name: str,
    role: str,
    new_descriptor: int | None,
) -> None:
    from ordonnancier.passphrase import new_passphrase
    from storage.keyring import Role
    from storage.users import change_role

    with access.open(file) as opened:
        phrase = new_passphrase(new_descriptor, option=NEW_OPTION)
        change_role(opened, name, Role(role), phrase)
    named = say_role(role)
    messages.notice(fr=f"{name} a le rôle {named}.", en=f"{name} has the role {named}.")


@click.group(
    short_help=say(fr="Sa phrase de passe.", en="Your passphrase."),
    help=say(
        fr="Changer sa phrase de passe, ou la confier au trousseau du système.",
        en="Change your passphrase, or give it to the system's keyring.",
    ),
    subcommand_metavar=GROUP_METAVAR,
)
def passphrase() -> None:
    pass


@passphrase.command(
    short_help=say(fr="En changer.", en="Change it."),
    help=say(
        fr="Change la phrase de passe de qui ouvre le registre ; rien n'est rechiffré.",
        en="Changes the passphrase of whoever opens the register; nothing is encrypted again.",
    ),
)
@with_access
@new_passphrase_option
@reporting
def change(messages: Messages, file: Path, access: Access, new_descriptor: int | None) -> None:
    from ordonnancier.passphrase import new_passphrase
    from storage.users import change_passphrase

    with access.open(file) as opened:
        phrase = new_passphrase(new_descriptor, option=NEW_OPTION)
        change_passphrase(opened, phrase)
        name = opened.user
    tell_strength(messages, phrase, name)
    messages.notice(
        fr=f"La phrase de passe de {name} est changée.",
        en=f"The passphrase of {name} is changed.",
    )


@passphrase.command(
    short_help=say(fr="La confier au trousseau.", en="Give it to the keyring."),
    help=say(
        fr="Vérifie la phrase de passe, puis la confie au trousseau du système : --keyring l'y "
        "prendra. Qui ouvre votre session ouvrira alors le registre.",
        en="Checks the passphrase, then gives it to the system's keyring: --keyring will take it "
        "from there. Whoever opens your session will then open the register.",
    ),
)
@with_access
@reporting
def keep(messages: Messages, file: Path, access: Access) -> None:
    from ordonnancier.passphrase import keep_passphrase
    from storage.unlock import unlock

    phrase = access.passphrase(file)
    unlock(file, phrase, access.user)
    keep_passphrase(file, access.user, phrase)
    messages.notice(fr="Le trousseau la garde.", en="The keyring keeps it.")


@passphrase.command(
    short_help=say(fr="La retirer du trousseau.", en="Take it out of the keyring."),
    help=say(
        fr="Retire la phrase de passe du trousseau du système.",
        en="Takes the passphrase out of the system's keyring.",
    ),
)
@register_argument
@click.option(
    "--user",
    metavar=say(fr="NOM", en="NAME"),
    help=say(fr="Celle de cet utilisateur.", en="That of this user."),
)
@reporting
def forget(messages: Messages, file: Path, user: str | None) -> None:
    from ordonnancier.passphrase import forget_passphrase

    forget_passphrase(file, user)
    messages.notice(fr="Le trousseau ne l'a plus.", en="The keyring no longer has it.")


@click.command(
    "recovery-sheet",
    short_help=say(fr="Imprimer la fiche de secours.", en="Print the recovery sheet."),
    help=say(
        fr="Écrit la fiche de secours dans un PDF nouveau, code et QR, à imprimer puis à effacer. "
        "Qui lit cette fiche lit le registre. Réservé au rôle administration.",
        en="Writes the recovery sheet to a new PDF, code and QR, to print and then delete. "
        "Whoever reads this sheet reads the register. For the role administrator only.",
    ),
)
@with_access
@click.argument("out", type=ANY_PATH, metavar="PDF")
@reporting
def recovery_sheet(messages: Messages, file: Path, access: Access, out: Path) -> None:
    from storage.edition.sheet import write_recovery_sheet

    with access.open(file) as opened:
        write_recovery_sheet(opened, out)
    messages.notice(
        fr=f"{out} est la clé du registre, en clair : imprimez-le, effacez-le, mettez le papier "
        "sous clé.",
        en=f"{out} is the register's key, not encrypted: print it, delete it, lock the paper away.",
    )


@click.command(
    short_help=say(fr="Ouvrir avec la fiche de secours.", en="Open with the recovery sheet."),
    help=say(
        fr="Quand la phrase de passe ou le fichier de clés est perdu : le code de la fiche de "
        "secours est demandé, et --admin devient administrateur avec une nouvelle phrase de passe.",
        en="When the passphrase or the key file is lost: the code on the recovery sheet is asked "
        "for, and --admin becomes an administrator with a new passphrase.",
    ),
)
@register_argument
@click.option(
    "--admin",
    default="admin",
    show_default=True,
    metavar=say(fr="NOM", en="NAME"),
    help=say(fr="Qui devient administrateur.", en="Who becomes administrator."),
)
@click.option(
    "--code-fd",
    type=click.IntRange(min=0),
    metavar="N",
    help=say(fr="Lire le code sur le descripteur N.", en="Read the code from descriptor N."),
)
@passphrase_option
@reporting
def recover(
    messages: Messages, file: Path, admin: str, code_fd: int | None, descriptor: int | None
) -> None:
    from ordonnancier.passphrase import ask, new_passphrase
    from storage.users import recover as recovered

    code = ask(code_fd, say(fr="Code de la fiche : ", en="Code on the sheet: "), option="--code-fd")
    phrase = new_passphrase(descriptor)
    if not code.strip():
        raise Fault(fr="Aucun code n'a été donné.", en="No code was given.")
    recovered(file, code, user=admin, passphrase=phrase).close()
    messages.notice(
        fr=f"{admin} ouvre le registre avec la nouvelle phrase de passe.",
        en=f"{admin} opens the register with the new passphrase.",
    )
