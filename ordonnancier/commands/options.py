"""Options that several commands share."""

from pathlib import Path

import click

from ordonnancier.messages import Messages
from prescription.language import say

ANY_PATH = click.Path(path_type=Path, readable=False)
"""A path that nobody looked at: what cannot be read is told with the others, in our words."""

format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv", "jsonl"]),
    default="table",
    show_default=True,
    help=say(
        fr="table se lit à l'écran ; json est un tableau de documents ; jsonl un document par "
        "ligne, dès qu'il est prêt ; csv une ligne par médicament, pour le tableur.",
        en="table is for the screen; json is one array of documents; jsonl one document a line, "
        "as soon as it is ready; csv one line a medication, for a spreadsheet.",
    ),
)

out_option = click.option(
    "--out",
    type=ANY_PATH,
    metavar=say(fr="FICHIER", en="FILE"),
    help=say(
        fr="Écrire dans ce fichier, lisible par vous seul, au lieu de l'écran.",
        en="Write to this file, readable by you alone, instead of the screen.",
    ),
)

force_option = click.option(
    "--force",
    is_flag=True,
    help=say(
        fr="Remplacer le fichier de --out s'il existe déjà.",
        en="Replace the file of --out when it exists already.",
    ),
)


def tell_in_clear(out: Path | None, messages: Messages) -> None:
    """Say that what was written to a file is not encrypted."""
    if out is not None and out.is_file():
        messages.notice(
            fr=f"{out} n'est pas chiffré : gardez-le en lieu sûr.",
            en=f"{out} is not encrypted: keep it in a safe place.",
        )


def tell_reference(messages: Messages) -> None:
    """Say that the official reference is old or cannot be used, where that is so."""
    from ordonnancier.reference.notice import reference_notice

    if notice := reference_notice():
        messages.notice(fr=notice.fr, en=notice.en)


workers_option = click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help=say(fr="Nombre de processus.", en="Number of processes."),
)
