"""`ordonnancier register`: one file for each group of verbs."""

import click

from ordonnancier.commands.register.backups import backup, backups, restore
from ordonnancier.commands.register.creation import create, pharmacy, status
from ordonnancier.commands.register.drafts import draft
from ordonnancier.commands.register.editions import print_edition
from ordonnancier.commands.register.entries import add, correct, duplicates
from ordonnancier.commands.register.exports import export
from ordonnancier.commands.register.journal import journal
from ordonnancier.commands.register.keeping import purge, rekey, rescue, verify
from ordonnancier.commands.register.looking import list_entries, show
from ordonnancier.commands.register.ordonnancier import dispense, ordonnancier
from ordonnancier.commands.register.users import passphrase, recover, recovery_sheet, users
from prescription.language import say


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


VERBS = (
    *(create, status, pharmacy),
    *(add, draft, list_entries, show, correct, duplicates),
    *(dispense, ordonnancier, print_edition, export),
    *(backup, backups, restore, verify, rescue, rekey),
    *(users, passphrase, recovery_sheet, recover, journal, purge),
)
for verb in VERBS:
    register.add_command(verb)
