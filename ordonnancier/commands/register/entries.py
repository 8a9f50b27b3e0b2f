"""`register add`, `correct`, `duplicates`: confirmed prescriptions go in."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ordonnancier.commands.options import ANY_PATH
from ordonnancier.commands.register.handover import with_handover
from ordonnancier.commands.register.options import number_argument, with_access
from ordonnancier.commands.register.records import confirmed_in, read_images, the_only
from ordonnancier.commands.reporting import reporting
from ordonnancier.messages import Messages
from ordonnancier.passphrase import Access
from prescription.language import Fault, counted_en, counted_fr, say
from prescription.record import Prescription, Source

if TYPE_CHECKING:
    from ordonnancier.dispensing import Handover
    from storage.ordonnancier import Dispensing
    from storage.register import Register

record_argument = click.argument("record", type=ANY_PATH, metavar=say(fr="FICHE", en="RECORD"))
confirmed_by_option = click.option(
    "--confirmed-by",
    metavar=say(fr="NOM", en="NAME"),
    help=say(
        fr="Qui répond d'ordonnances sans point à vérifier.",
        en="Who answers for prescriptions with nothing to check.",
    ),
)
reviewed_by_option = click.option(
    "--reviewed-by",
    metavar=say(fr="NOM", en="NAME"),
    help=say(
        fr="Qui a comparé chaque point à vérifier avec le papier.",
        en="Who compared every point to check with the paper.",
    ),
)
image_option = click.option(
    "--image",
    "images",
    type=ANY_PATH,
    multiple=True,
    metavar=say(fr="FICHIER", en="FILE"),
    help=say(
        fr="Le fichier lu, à garder chiffré avec l'ordonnance (répétable).",
        en="The file that was read, to keep encrypted with the prescription (repeatable).",
    ),
)


allow_duplicates_option = click.option(
    "--allow-duplicates",
    is_flag=True,
    help=say(
        fr="Ajouter aussi ce qui ressemble à une feuille déjà enregistrée.",
        en="Add also what looks like a sheet recorded before.",
    ),
)


def signed(run: Callable[..., None]) -> Callable[..., None]:
    """Give a verb who answers for the prescription."""
    return confirmed_by_option(reviewed_by_option(run))


@click.command(
    short_help=say(fr="Ajouter des fiches vérifiées.", en="Add checked records."),
    help=say(
        fr="Ajoute les ordonnances de FICHE (ce que donne « read --format json » ; « - » pour "
        "l'entrée standard).\n\n"
        "Seule une ordonnance dont quelqu'un répond entre dans le registre. Sans point à "
        "vérifier, --confirmed-by suffit. S'il reste des points à vérifier, --reviewed-by nomme "
        "la personne qui les a comparés au papier. Une feuille déjà enregistrée est refusée, "
        "sauf avec --allow-duplicates. Si une ordonnance est refusée, aucune n'est ajoutée.",
        en='Adds the prescriptions of RECORD (what "read --format json" gives; "-" for standard '
        "input).\n\n"
        "Only a prescription someone answers for enters the register. With nothing to check, "
        "--confirmed-by is enough. Where points to check remain, --reviewed-by names the person "
        "who compared them with the paper. A sheet recorded before is refused, save with "
        "--allow-duplicates. If one prescription is refused, none is added.",
    ),
)
@with_access
@record_argument
@signed
@image_option
@allow_duplicates_option
@with_handover
@reporting
def add(
    messages: Messages,
    file: Path,
    access: Access,
    record: Path,
    confirmed_by: str | None,
    reviewed_by: str | None,
    images: tuple[Path, ...],
    allow_duplicates: bool,
    handover: "Handover | None",
) -> None:
    confirmed = confirmed_in(record, confirmed_by, reviewed_by)
    pages = read_images(images, [source for _, source in confirmed])
    with access.open(file) as opened:
        for prescription, source in confirmed if not allow_duplicates else ():
            refuse_duplicate(opened, prescription, source, pages.get(source.sha256))
        prepared = [(*pair, _dispensings(pair[0], handover)) for pair in confirmed]
        for prescription, source, dispensings in prepared:
            page = pages.get(source.sha256)
            number = opened.add(
                prescription, source, [page] if page else [], dispensings=dispensings
            )
            tell_recorded(messages, opened, number, prescription, source)
        keep_backed_up(messages, opened)
    messages.notice(
        fr=f"{counted_fr(len(confirmed), 'ordonnance(s) ajoutée(s)')} à {file}.",
        en=f"{counted_en(len(confirmed), 'prescription(s)')} added to {file}.",
    )


@click.command(
    short_help=say(fr="Remplacer une entrée.", en="Replace an entry."),
    help=say(
        fr="Enregistre la fiche corrigée FICHE (une seule ordonnance) comme une nouvelle entrée "
        "qui remplace l'entrée NUMÉRO. L'ancienne reste, telle quelle.",
        en="Records the corrected RECORD (one prescription) as a new entry that replaces entry "
        "NUMBER. The old one stays as it is.",
    ),
)
@with_access
@number_argument
@record_argument
@signed
@image_option
@with_handover
@reporting
def correct(
    messages: Messages,
    file: Path,
    access: Access,
    number: int,
    record: Path,
    confirmed_by: str | None,
    reviewed_by: str | None,
    images: tuple[Path, ...],
    handover: "Handover | None",
) -> None:
    confirmed = confirmed_in(record, confirmed_by, reviewed_by)
    prescription, source = the_only(confirmed, record)
    pages = read_images(images, [source])
    with access.open(file) as opened:
        # The same sheet keeps the pages that came with the entry it corrects.
        kept = tuple(pages.values()) or opened.pages(number)
        dispensings = _dispensings(prescription, handover)
        new = opened.add(prescription, source, kept, dispensings=dispensings, corrects=number)
        tell_recorded(messages, opened, new, prescription, source)
        keep_backed_up(messages, opened)
    messages.notice(
        fr=f"L'entrée {new} remplace l'entrée {number}.",
        en=f"Entry {new} replaces entry {number}.",
    )


@click.command(
    short_help=say(fr="Chercher les feuilles saisies deux fois.", en="Find sheets captured twice."),
    help=say(
        fr="Montre les entrées qui ressemblent à une feuille enregistrée avant elles : même page "
        "du même fichier, ou mêmes patient, prescripteur, date et médicaments.",
        en="Shows the entries that look like a sheet recorded before them: same page of the same "
        "file, or same patient, prescriber, date and drugs.",
    ),
)
@with_access
@reporting
def duplicates(messages: Messages, file: Path, access: Access) -> None:
    from storage.duplicates import all_duplicates

    found = 0
    with access.open(file) as opened:
        for number, earlier in all_duplicates(opened.vault):
            found += 1
            likes = ", ".join(map(str, earlier))
            click.echo(
                say(fr=f"n° {number} : comme n° {likes}", en=f"no. {number}: like no. {likes}")
            )
    if not found:
        messages.notice(fr="Aucun doublon.", en="No duplicates.")


def tell_recorded(
    messages: Messages,
    register: "Register",
    number: int,
    prescription: Prescription,
    source: Source,
) -> None:
    """Say under which numbers a prescription was recorded, and which drugs are not entered."""
    from ordonnancier.dispensing import listed_lines, unknown_lines

    by = prescription.confirmed_by
    click.echo(
        say(
            fr=f"Enregistrée sous le n° {number} : {source.name}, vérifiée par {by}.",
            en=f"Recorded as no. {number}: {source.name}, checked by {by}.",
        )
    )
    entered = {line.dispensing.line for line in register.ordonnancier(prescription=number)}
    for line in register.ordonnancier(prescription=number):
        said = line.dispensing
        click.echo(
            say(
                fr=f"  ordonnancier n° {line.number} : {said.drug}, {said.quantity}",
                en=f"  ordonnancier no. {line.number}: {said.drug}, {said.quantity}",
            )
        )
    missing = sorted(set(listed_lines(prescription.content)) - entered)
    if missing:
        messages.notice(
            fr=f"n° {number}, {_named(missing, 'ligne', 'lignes')} : médicament listé, pas à "
            "l'ordonnancier ; à la délivrance : « ordonnancier register dispense ».",
            en=f"no. {number}, {_named(missing, 'line', 'lines')}: listed drug, not in the "
            "ordonnancier; when it "
            'is handed over: "ordonnancier register dispense".',
        )
    unknown = sorted(set(unknown_lines(prescription.content)) - entered)
    if unknown:
        messages.notice(
            fr=f"n° {number}, {_named(unknown, 'ligne', 'lignes')} : médicament inconnu du "
            "lexique ; s'il est "
            "listé, inscrivez-le : « ordonnancier register dispense », avec --line-list.",
            en=f"no. {number}, {_named(unknown, 'line', 'lines')}: drug unknown to the lexicon; "
            "if it is listed, "
            'enter it: "ordonnancier register dispense", with --line-list.',
        )


def _named(lines: Sequence[int], one: str, several: str) -> str:
    return f"{several if len(lines) > 1 else one} {', '.join(map(str, lines))}"


def keep_backed_up(messages: Messages, register: "Register") -> None:
    """Make the daily backup when it is due; a missing USB stick is told and stops nothing."""
    from storage.automatic import back_up_daily

    try:
        made = back_up_daily(register)
    except Fault as fault:
        messages.notice(
            fr=f"Pas de sauvegarde automatique : {fault.fr}",
            en=f"No automatic backup: {fault.en}",
        )
    else:
        if made:
            messages.notice(fr=f"Sauvegarde du jour : {made}.", en=f"Daily backup: {made}.")


def refuse_duplicate(
    register: "Register",
    prescription: Prescription,
    source: Source,
    page: bytes | None,
    captured_at: datetime | None = None,
) -> None:
    """Raise Fault when the same sheet seems to be recorded already."""
    earlier = register.find_duplicates(prescription, source, [page] if page else [], captured_at)
    if earlier:
        likes = ", ".join(map(str, earlier))
        raise Fault(
            fr=f"{source.name} : cette feuille semble déjà enregistrée (n° {likes}) ; "
            "--allow-duplicates l'ajoute quand même.",
            en=f"{source.name}: this sheet seems recorded already (no. {likes}); "
            "--allow-duplicates adds it all the same.",
        )


def _dispensings(prescription: Prescription, handover: "Handover | None") -> "Sequence[Dispensing]":
    from ordonnancier.dispensing import dispensings_of

    return dispensings_of(prescription.content, handover) if handover else ()
