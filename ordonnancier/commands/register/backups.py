"""`register backup`, `backups`, `restore`."""

from pathlib import Path

import click

from ordonnancier.commands.options import ANY_PATH
from ordonnancier.commands.register.options import with_access
from ordonnancier.commands.reporting import reporting
from ordonnancier.messages import Messages
from ordonnancier.passphrase import Access
from prescription.language import counted_en, counted_fr, say

into_option = click.option(
    "--into",
    type=ANY_PATH,
    required=True,
    metavar=say(fr="FICHIER", en="FILE"),
    help=say(
        fr="Le nouveau registre ; un fichier qui existe n'est jamais remplacé.",
        en="The new register; a file that exists is never replaced.",
    ),
)


@click.command(
    short_help=say(fr="Sauvegarder.", en="Back up."),
    help=say(
        fr="Copie le registre, même ouvert, dans le dossier DESTINATION (clé USB, "
        "partage) : une copie chiffrée qui s'ouvre avec les mêmes phrases de passe, relue entrée "
        "par entrée avant de recevoir son nom, daté à la seconde. Aucune copie n'en remplace une "
        "autre.",
        en="Copies the register, even in use, into the folder DESTINATION (USB stick, share): an "
        "encrypted copy that opens with the same passphrases, read again entry by entry before it "
        "gets its name, dated to the second. No copy ever replaces another one.",
    ),
)
@with_access
@click.argument("destination", type=ANY_PATH, metavar="DESTINATION")
@click.option(
    "--rotate",
    "rotating",
    is_flag=True,
    help=say(
        fr="Pour une tâche planifiée : ne garder ensuite que 7 jours, 4 semaines et 12 mois de ces "
        "copies (« -auto ») ; celles d'une personne restent toutes.",
        en='For a scheduled job: keep 7 days, 4 weeks and 12 months of such copies ("-auto") '
        "afterwards; those that a person made all stay.",
    ),
)
@reporting
def backup(
    messages: Messages, file: Path, access: Access, destination: Path, rotating: bool
) -> None:
    from storage.backup import SUFFIX, rotate
    from storage.backup import backup as make_backup

    with access.open(file) as opened:
        path = make_backup(opened, destination, automatic=rotating)
        click.echo(path)
        if rotating:
            stem = file.name.removesuffix(SUFFIX)
            gone = rotate(destination, stem, opened.stamp().at, made=path)
            messages.notice(
                fr=f"{counted_fr(len(gone), 'ancienne(s) copie(s) retirée(s)')}.",
                en=f"{counted_en(len(gone), 'old backup(s)')} removed.",
            )
    messages.notice(
        fr="La copie a été relue en entier : elle est saine.",
        en="The copy was read again whole: it is sound.",
    )


@click.command(
    short_help=say(fr="Sauvegardes automatiques.", en="Automatic backups."),
    help=say(
        fr="Dit où vont les sauvegardes automatiques, faites chaque jour et à la fermeture. "
        "--folder choisit le dossier, --stop les arrête.",
        en="Tells where automatic backups go, made daily and at closing. --folder chooses the "
        "folder, --stop ends them.",
    ),
)
@with_access
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    metavar=say(fr="DOSSIER", en="FOLDER"),
    help=say(fr="Où les mettre.", en="Where to put them."),
)
@click.option("--stop", is_flag=True, help=say(fr="N'en plus faire.", en="Make no more."))
@reporting
def backups(
    messages: Messages, file: Path, access: Access, folder: Path | None, stop: bool
) -> None:
    from storage.automatic import back_up_daily
    from storage.backup import SUFFIX, list_backups
    from storage.faults import FolderMissing
    from storage.settings import backup_folder, choose_backup_folder

    if folder is not None and not folder.is_dir():
        raise FolderMissing(folder)
    with access.open(file) as opened:
        if folder is not None or stop:
            choose_backup_folder(opened, None if stop else folder)
        back_up_daily(opened)
        chosen = backup_folder(opened)
    if chosen is None:
        messages.notice(
            fr="Pas de sauvegarde automatique : choisissez un dossier avec --folder.",
            en="No automatic backups: choose a folder with --folder.",
        )
        return
    click.echo(chosen)
    for each in list_backups(chosen, file.name.removesuffix(SUFFIX)) if chosen.is_dir() else ():
        click.echo(f"  {each.at.astimezone():%d/%m/%Y %H:%M:%S}  {each.path.name}")


@click.command(
    short_help=say(fr="Restaurer une sauvegarde.", en="Restore a backup."),
    help=say(
        fr="Relit la sauvegarde REGISTRE en entier et la copie sous un nouveau nom. Rien n'est "
        "jamais écrasé. Avec --rehearse, la copie est ensuite effacée : une répétition.",
        en="Reads the backup REGISTER whole and copies it under a new name. Nothing is ever "
        "overwritten. With --rehearse, the copy is then removed: a rehearsal.",
    ),
)
@with_access
@into_option
@click.option(
    "--rehearse",
    is_flag=True,
    help=say(
        fr="Essayer seulement : la copie est retirée une fois relue.",
        en="Only try: the copy is removed once it has been read.",
    ),
)
@reporting
def restore(messages: Messages, file: Path, access: Access, into: Path, rehearse: bool) -> None:
    from storage.backup import restore as restore_backup
    from storage.files import remove_database
    from storage.keyring import key_file

    report = restore_backup(file, into, access.passphrase(file), user=access.user)
    messages.notice(
        fr=f"Sauvegarde saine : {counted_fr(report.prescriptions, 'ordonnance(s)')}, "
        f"{counted_fr(report.dispensings, 'ligne(s)')} d'ordonnancier, "
        f"{counted_fr(report.images, 'image(s)')}.",
        en=f"Sound backup: {counted_en(report.prescriptions, 'prescription(s)')}, "
        f"{counted_en(report.dispensings, 'line(s)')} "
        f"of the ordonnancier, {counted_en(report.images, 'image(s)')}.",
    )
    if rehearse:
        remove_database(into)
        key_file(into).unlink(missing_ok=True)
    else:
        click.echo(into)
