"""`register verify`, `rescue`, `rekey`, `purge`."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ordonnancier.commands.register.backups import into_option
from ordonnancier.commands.register.options import with_access
from ordonnancier.commands.reporting import reporting
from ordonnancier.messages import Messages
from ordonnancier.passphrase import Access
from prescription.language import Fault, counted_en, counted_fr, say

if TYPE_CHECKING:
    from storage.finding import Finding
    from storage.rescue import Saved


@click.command(
    short_help=say(fr="Vérifier le registre.", en="Check the register."),
    help=say(
        fr="Contrôle chaque page du fichier, la numérotation, la chaîne des sceaux et les images, "
        "et dit exactement ce qui ne va pas. Notez ailleurs les derniers sceaux : ils prouveront "
        "que rien n'a été réécrit.",
        en="Checks every page of the file, the numbering, the chain of seals and the images, and "
        "says exactly what is wrong. Note the last seals elsewhere: they will prove that nothing "
        "was rewritten.",
    ),
)
@with_access
@reporting
def verify(messages: Messages, file: Path, access: Access) -> None:
    from storage.register import Register

    with Register.inspect(file, access.passphrase(file), user=access.user) as opened:
        report = opened.verify()
    first, second = report.prescription_seal[:16] or "—", report.ordonnancier_seal[:16] or "—"
    click.echo(
        say(
            fr=f"{counted_fr(report.prescriptions, 'ordonnance(s)')}, sceau {first}\n"
            f"{counted_fr(report.dispensings, 'ligne(s)')} d'ordonnancier, sceau {second}\n"
            f"{counted_fr(report.images, 'image(s)')}",
            en=f"{counted_en(report.prescriptions, 'prescription(s)')}, seal {first}\n"
            f"{counted_en(report.dispensings, 'line(s)')} of the ordonnancier, seal {second}\n"
            f"{counted_en(report.images, 'image(s)')}",
        )
    )
    _tell(report.findings)
    if not report.is_sound:
        raise Fault(
            fr=f"{counted_fr(len(report.findings), 'anomalie(s)')} : restaurez une sauvegarde, ou "
            "« register rescue » sauve ce qui se lit.",
            en=f"{counted_en(len(report.findings), 'fault(s)')}: restore a backup, or "
            '"register rescue" saves what can be read.',
        )
    messages.notice(fr="Le registre est sain.", en="The register is sound.")


@click.command(
    short_help=say(fr="Sauver un registre abîmé.", en="Save a damaged register."),
    help=say(
        fr="Copie dans un nouveau registre tout ce qui se lit encore de REGISTRE, et dit ce qui "
        "est perdu. Le code de sortie est 1 si quelque chose est perdu.",
        en="Copies into a new register all that can still be read of REGISTER, and tells what is "
        "lost. The exit status is 1 when something is lost.",
    ),
)
@with_access
@into_option
@reporting
def rescue(messages: Messages, file: Path, access: Access, into: Path) -> None:
    from storage.rescue import rescue as save
    from storage.rescue import what_is_saved

    report = save(file, into, access.passphrase(file), user=access.user)
    _tell(report.findings)
    click.echo(into)
    fr = (
        f"{counted_fr(report.prescriptions, 'ordonnance(s)')} et "
        f"{counted_fr(report.dispensings, 'ligne(s)')} d'ordonnancier jusqu'au dernier numéro"
    )
    en = (
        f"{counted_en(report.prescriptions, 'prescription(s)')} and "
        f"{counted_en(report.dispensings, 'line(s)')} of the ordonnancier up to the last number"
    )
    if not report.findings:
        messages.notice(fr=f"Rien n'est perdu : {fr}.", en=f"Nothing is lost: {en}.")
        return
    click.echo(
        _saved(
            say(fr="Ordonnances", en="Prescriptions"),
            what_is_saved(report, "prescription", report.prescriptions),
        )
    )
    click.echo(
        _saved(
            say(fr="Lignes d'ordonnancier", en="Lines of the ordonnancier"),
            what_is_saved(report, "ordonnancier", report.dispensings),
        )
    )
    raise Fault(
        fr="Ce qui se lisait est sauvé, le registre n'est pas entier : "
        f"{counted_fr(len(report.findings), 'anomalie(s)')}, voir ci-dessus.",
        en="What could be read is saved, the register is not whole: "
        f"{counted_en(len(report.findings), 'fault(s)')}, see above.",
    )


def _saved(series: str, saved: "Saved") -> str:
    """`Ordonnances : 4 sauvées entières ; en partie : n° 2 ; contenu perdu : n° 3–5`."""
    told = [
        say(
            fr=counted_fr(len(saved.whole), "sauvée(s) entière(s)"),
            en=f"{len(saved.whole)} saved whole",
        )
    ]
    for numbers, fr, en in (
        (saved.part, "sauvées en partie", "saved in part"),
        (saved.lost, "contenu perdu", "content lost"),
    ):
        if numbers:
            told.append(say(fr=f"{fr} : n° {_ranges(numbers)}", en=f"{en}: no. {_ranges(numbers)}"))
    return f"{series}{say(fr=' : ', en=': ')}{say(fr=' ; ', en='; ').join(told)}"


def _ranges(numbers: Sequence[int]) -> str:
    """`2, 4–7`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1] = [runs[-1][0], number]
        else:
            runs.append([number])
    return ", ".join("–".join(map(str, run)) for run in runs)


@click.command(
    short_help=say(fr="Changer la clé.", en="Change the key."),
    help=say(
        fr="Chiffre tout le registre sous une nouvelle clé, quand l'ancienne est peut-être connue "
        "(fiche de secours perdue, utilisateur parti). La phrase de passe reste ; les autres "
        "utilisateurs sont à ajouter de nouveau, la fiche de secours à réimprimer, et les "
        "sauvegardes d'avant gardent l'ancienne clé.",
        en="Encrypts the whole register under a new key, when the old one may be known (lost "
        "recovery sheet, user gone). The passphrase stays; the other users must be added again, "
        "the recovery sheet printed again, and earlier backups keep the old key.",
    ),
)
@with_access
@reporting
def rekey(messages: Messages, file: Path, access: Access) -> None:
    from storage.rekey import rekey as change_key

    gone = change_key(file, access.passphrase(file), user=access.user)
    messages.notice(
        fr="Nouvelle clé en place. Imprimez la nouvelle fiche de secours. Faites une nouvelle "
        "sauvegarde : celles d'avant s'ouvrent encore avec l'ancienne clé.",
        en="The new key is in place. Print the new recovery sheet. Make a new backup: earlier "
        "ones still open with the old key.",
    )
    if gone:
        names = ", ".join(gone)
        messages.notice(fr=f"À ajouter de nouveau : {names}.", en=f"To add again: {names}.")


@click.command(
    short_help=say(fr="Oublier ce qui a plus de dix ans.", en="Forget what is past ten years."),
    help=say(
        fr="Efface le contenu que la loi ne demande plus de garder (dix ans, R.5132-10). Numéros "
        "et sceaux restent : la chaîne se vérifie toujours. Tous peuvent compter ; "
        "effacer est réservé au rôle administration.",
        en="Deletes the content that the law no longer asks to keep (ten years, R.5132-10). "
        "Numbers and seals stay: the chain can still be checked. Anyone may count; deleting is "
        "for the role administrator only.",
    ),
)
@with_access
@click.option(
    "--yes",
    is_flag=True,
    help=say(fr="Effacer vraiment ; sans elle, compter.", en="Delete indeed; without it, count."),
)
@reporting
def purge(messages: Messages, file: Path, access: Access, yes: bool) -> None:
    from storage.retention import purgeable

    with access.open(file) as opened:
        done = opened.purge() if yes else purgeable(opened.vault, opened.stamp().at)
    click.echo(
        say(
            fr=f"{counted_fr(done.prescriptions, 'ordonnance(s)')}, "
            f"{counted_fr(done.dispensings, 'ligne(s)')} d'ordonnancier, "
            f"{counted_fr(done.images, 'image(s)')}",
            en=f"{counted_en(done.prescriptions, 'prescription(s)')}, "
            f"{counted_en(done.dispensings, 'line(s)')} of the "
            f"ordonnancier, {counted_en(done.images, 'image(s)')}",
        )
    )
    if yes:
        messages.notice(fr="Effacé pour toujours.", en="Deleted for good.")
    else:
        messages.notice(
            fr="Rien n'a été effacé : --yes le fait, pour toujours.",
            en="Nothing was deleted: --yes does it, for good.",
        )


def _tell(findings: "Iterable[Finding]") -> None:
    for finding in findings:
        click.echo(f"- {say(fr=finding.fr, en=finding.en)}")
