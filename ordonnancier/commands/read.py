"""`ordonnancier read`: images and PDFs to records."""

from collections.abc import Iterator
from pathlib import Path

import click

from ordonnancier.commands.options import (
    ANY_PATH,
    force_option,
    format_option,
    out_option,
    tell_in_clear,
    tell_reference,
)
from ordonnancier.commands.reporting import reporting
from ordonnancier.files import named
from ordonnancier.messages import Messages
from prescription.language import say
from prescription.record import Document


@click.command(
    short_help=say(fr="Lire des images et des PDF.", en="Read images and PDFs."),
    help=say(
        fr="Lit des ordonnances en image (PNG, JPEG, TIFF, BMP, WebP, HEIC) ou en PDF.\n\n"
        "« - » lit l'entrée standard. Un fichier illisible est nommé sur la sortie d'erreur ; "
        "les autres sont lus, et le code de sortie est 1.\n\n"
        "Tout se passe sur cette machine : rien n'est envoyé, rien n'est écrit ailleurs que là "
        "où vous le demandez.",
        en="Reads prescriptions from images (PNG, JPEG, TIFF, BMP, WebP, HEIC) or PDFs.\n\n"
        '"-" reads standard input. A file that cannot be read is named on standard error; the '
        "others are read, and the exit status is 1.\n\n"
        "All happens on this machine: nothing is sent, nothing is written but where you ask.",
    ),
)
@click.argument(
    "files",
    nargs=-1,
    required=True,
    type=ANY_PATH,
    metavar=say(fr="FICHIER...", en="FILE..."),
)
@format_option
@out_option
@force_option
@reporting
def read(
    messages: Messages, files: tuple[Path, ...], form: str, out: Path | None, force: bool
) -> None:
    # Imported here, so that the other commands start without OpenCV.
    from ordonnancier.formats import write_documents
    from ordonnancier.output import open_output, refuse_to_overwrite

    refuse_to_overwrite(files, out, force=force)
    tell_reference(messages)
    with open_output(out, for_people=form == "table") as stream:
        written = write_documents(_read_each(files, messages), form, stream)
        if out and not written:
            # Leaving in this way keeps what the file held before.
            raise click.exceptions.Exit(messages.status)
    tell_in_clear(out, messages)


def _read_each(files: tuple[Path, ...], messages: Messages) -> Iterator[Document]:
    from ordonnancier.capture import NOTHING_READ, capture, is_blank

    for file in files:
        try:
            with messages.pages(named(file)) as progress:
                document = capture(file, progress=progress)
        except Exception as error:
            messages.failure(error, named(file))
        else:
            if is_blank(document):
                messages.failure(NOTHING_READ, named(file))
            yield document
