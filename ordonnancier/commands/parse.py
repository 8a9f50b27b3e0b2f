"""`ordonnancier parse`: text to records, without any image."""

import sys
from functools import partial
from pathlib import Path
from typing import TextIO

import click
from click.core import ParameterSource

from ordonnancier.commands.options import (
    ANY_PATH,
    force_option,
    format_option,
    out_option,
    tell_in_clear,
    tell_reference,
)
from ordonnancier.commands.reporting import reporting
from ordonnancier.files import STANDARD_INPUT, named, naming, open_bytes, read_bytes, shown_name
from ordonnancier.messages import Messages
from ordonnancier.text import MAX_TEXT_BYTES, answer_lines, decode_text
from prescription.language import say


@click.command(
    short_help=say(fr="Lire du texte, sans image.", en="Read text, without any image."),
    help=say(
        fr="Lit une ordonnance donnée en texte, avec ou sans en-tête : "
        "mêmes fiches que « read ».\n\n"
        "Sans FICHIER, ou avec « - », lit l'entrée standard.\n\n"
        'Avec --jsonl, chaque ligne {"id": …, "text": …} donne à son tour une ligne '
        '{"id": …, "source": …, "prescriptions": […]} ; une ligne mal formée donne '
        '{"id": …, "error": …} à sa place, et le code de sortie est 1.',
        en="Reads a prescription given as text, with its heading or without: "
        'the same records as "read".\n\n'
        'Without FILE, or with "-", reads standard input.\n\n'
        'With --jsonl, each line {"id": …, "text": …} gives in turn one line '
        '{"id": …, "source": …, "prescriptions": […]}; a malformed line gives '
        '{"id": …, "error": …} in its place, and the exit status is 1.',
    ),
)
@click.argument(
    "file",
    default="-",
    type=ANY_PATH,
    metavar=say(fr="[FICHIER]", en="[FILE]"),
)
@click.option(
    "--jsonl",
    "lines",
    is_flag=True,
    help=say(
        fr="Une question JSON par ligne, une réponse JSON par ligne, dans l'ordre.",
        en="One JSON question a line, one JSON answer a line, in order.",
    ),
)
@click.option(
    "--explain",
    is_flag=True,
    help=say(
        fr="Montrer, au lieu de la fiche, quelle règle a lu quels mots.",
        en="Show, instead of the record, which rule read which words.",
    ),
)
@format_option
@out_option
@force_option
@reporting
def parse(
    messages: Messages,
    file: Path,
    lines: bool,
    explain: bool,
    form: str,
    out: Path | None,
    force: bool,
) -> None:
    # Imported here, so that the other commands start without OpenCV.
    from extraction.reader import explain_text
    from ordonnancier.capture import capture_text
    from ordonnancier.formats import write_documents
    from ordonnancier.output import open_output, refuse_to_overwrite

    source = click.get_current_context().get_parameter_source("form")
    if lines and (explain or (form != "jsonl" and source is ParameterSource.COMMANDLINE)):
        raise click.UsageError(
            say(
                fr="--jsonl donne toujours des lignes JSON : ni --explain, ni un autre --format.",
                en="--jsonl always gives JSON lines: neither --explain nor another --format.",
            )
        )
    refuse_to_overwrite((file,), out, force=force)
    tell_reference(messages)
    if file == STANDARD_INPUT and sys.stdin is not None and sys.stdin.isatty():
        messages.notice(
            fr="Tapez l'ordonnance, puis Ctrl-D sur une ligne vide.",
            en="Type the prescription, then Ctrl-D on an empty line.",
        )
    with open_output(out, for_people=explain or (form == "table" and not lines)) as stream:
        if lines:
            _answer_lines(file, stream, messages)
        elif explain:
            stream.write(explain_text(_read_text(file, messages)).rstrip("\n") + "\n")
        else:
            document = capture_text(_read_text(file, messages), shown_name(file))
            write_documents([document], form, stream)
    tell_in_clear(out, messages)


def _read_text(file: Path, messages: Messages) -> str:
    with naming(named(file)):
        text, encoding = decode_text(read_bytes(file, at_most=MAX_TEXT_BYTES))
    if encoding == "cp1252":
        messages.notice(
            fr=f"{named(file)} : lu comme du Windows-1252, car ce n'est pas de l'UTF-8.",
            en=f"{named(file)}: read as Windows-1252, for it is not UTF-8.",
        )
    return text


def _answer_lines(file: Path, stream: TextIO, messages: Messages) -> None:
    from ordonnancier.capture import capture_text

    def report(number: int, error: Exception) -> None:
        name = named(file)
        messages.failure(error, say(fr=f"{name}, ligne {number}", en=f"{name}, line {number}"))

    with naming(named(file)), open_bytes(file) as questions:
        answer = partial(capture_text, name=shown_name(file))
        for line in answer_lines(questions, answer, report):
            stream.write(line + "\n")
            stream.flush()
