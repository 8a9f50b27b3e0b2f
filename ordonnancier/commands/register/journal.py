"""`register journal`: who did what, recordings included, in plain words."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from heapq import merge
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ordonnancier.commands.register.options import with_access
from ordonnancier.commands.reporting import reporting
from ordonnancier.messages import Messages
from ordonnancier.passphrase import Access
from ordonnancier.wording import say_pair
from prescription.language import say
from storage.roles import ROLES

if TYPE_CHECKING:
    from storage.deeds import Deed
    from storage.journal import Event
    from storage.register import Register

ACTIONS = {
    "creation": ("registre créé", "register created"),
    "export": ("export", "export"),
    "backup": ("sauvegarde", "backup"),
    "restore": ("restauration", "restore"),
    "purge": ("purge", "purge"),
    "user-added": ("utilisateur ajouté", "user added"),
    "user-removed": ("utilisateur retiré", "user removed"),
    "passphrase-changed": ("phrase de passe changée", "passphrase changed"),
    "recovery": ("ouvert par la fiche de secours", "opened by the recovery sheet"),
    "rekey": ("clé changée", "key changed"),
    "setting": ("réglage changé", "setting changed"),
    "role-changed": ("rôle changé", "role changed"),
    "recovery-sheet": ("fiche de secours imprimée", "recovery sheet printed"),
    "edition": ("ordonnancier imprimé", "ordonnancier printed"),
}
DETAILS = {
    "kind": ("forme", "form"),
    "count": ("ordonnances", "prescriptions"),
    "prescriptions": ("ordonnances", "prescriptions"),
    "dispensings": ("lignes d'ordonnancier", "lines of the ordonnancier"),
    "images": ("images", "images"),
    "lines": ("lignes", "lines"),
    "pages": ("pages", "pages"),
    "page": ("page", "page"),
    "number": ("n°", "no."),
    "order": ("classé par", "classed by"),
    "list": ("liste", "list"),
    "listing": ("liste", "list"),
    "name": ("nom", "name"),
    "user": ("utilisateur", "user"),
    "role": ("rôle", "role"),
    "text": ("mots", "words"),
    "patient": ("patient", "patient"),
    "prescriber": ("prescripteur", "prescriber"),
    "drug": ("médicament", "drug"),
    "birth_date": ("né(e) le", "born on"),
    "rpps": ("RPPS", "RPPS"),
    "atc": ("ATC", "ATC"),
    "since": ("depuis", "since"),
    "until": ("jusqu'à", "until"),
    "current": ("sans les remplacées", "without replaced ones"),
    "replaced": ("remplacées seulement", "replaced ones only"),
    "pseudonymised": ("pseudonymes", "pseudonyms"),
    "zip": ("ZIP chiffré", "encrypted ZIP"),
    "automatic": ("automatique", "automatic"),
}
VALUES = {
    "pharmacy": ("pharmacie", "pharmacy"),
    "backup-folder": ("dossier des sauvegardes", "folder of backups"),
    **ROLES,
    "date": ("date", "date"),
    "drug": ("médicament", "drug"),
}
_DAYS = frozenset({"birth_date", "since", "until"})
_TOLD_BY_ITSELF = frozenset({"True", "yes"})


@click.command(
    short_help=say(fr="Qui a fait quoi.", en="Who did what."),
    help=say(
        fr="Montre le journal, le plus récent d'abord : ordonnances enregistrées, lignes de "
        "l'ordonnancier, exports, impressions, sauvegardes, utilisateurs, purges.",
        en="Shows the journal, newest first: prescriptions recorded, lines of the ordonnancier, "
        "exports, prints, backups, users, purges.",
    ),
)
@with_access
@click.option(
    "--exports",
    is_flag=True,
    help=say(fr="Seulement les exports.", en="Exports only."),
)
@reporting
def journal(_messages: Messages, file: Path, access: Access, exports: bool) -> None:
    with access.open(file) as opened:
        for at, by, told in _lines(opened, exports=exports):
            click.echo(f"{at.astimezone():%d/%m/%Y %H:%M}  {by}  {told}")


def _lines(register: "Register", *, exports: bool) -> Iterator[tuple[datetime, str, str]]:
    from storage.deeds import read_deeds
    from storage.journal import Action

    events = register.journal(Action.EXPORT if exports else None)
    happened = ((event.at, event.by, describe_event(event)) for event in events)
    deeds = () if exports else read_deeds(register.vault)
    recorded = ((deed.at, deed.by, _describe_deed(deed)) for deed in deeds)
    return merge(happened, recorded, key=lambda line: line[0], reverse=True)


def describe_event(event: "Event") -> str:
    """`export (forme : csv, ordonnances : 3)`."""
    detail = ", ".join(_details(event.detail))
    told = say_pair(ACTIONS[event.action])
    return f"{told} ({detail})" if detail else told


def _details(detail: Mapping[str, Any]) -> Iterator[str]:
    for name, value in detail.items():
        if value is None or value is False or value == "":
            continue
        what = say_pair(DETAILS[name])
        if str(value) in _TOLD_BY_ITSELF:
            yield what
        else:
            word = _day(value) if name in _DAYS else str(value)
            said = say_pair(VALUES[word]) if word in VALUES else word
            yield f"{what} {said}" if what.endswith((".", "°")) else f"{what}{_colon()}{said}"


def _day(value: Any) -> str:
    return re.sub(r"(\d{4})-(\d\d)-(\d\d)", r"\3/\2/\1", str(value))


def _describe_deed(deed: "Deed") -> str:
    from storage.deeds import Series

    if deed.series is Series.PRESCRIPTION:
        told = say(
            fr=f"ordonnance n° {deed.number} enregistrée",
            en=f"prescription no. {deed.number} recorded",
        )
    else:
        told = say(
            fr=f"ligne n° {deed.number} à l'ordonnancier (ordonnance n° {deed.prescription})",
            en=f"line no. {deed.number} in the ordonnancier (prescription no. {deed.prescription})",
        )
    if deed.corrects:
        told += say(fr=f", remplace le n° {deed.corrects}", en=f", replaces no. {deed.corrects}")
    return told


def _colon() -> str:
    return say(fr=" : ", en=": ")
