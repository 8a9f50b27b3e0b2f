"""`ordonnancier evaluate`: how well pages or lines are read, held against their truth."""

from pathlib import Path

import click

from ordonnancier.commands.options import ANY_PATH, out_option, workers_option
from ordonnancier.commands.reporting import reporting
from ordonnancier.messages import Messages
from prescription.language import say


@click.command(
    short_help=say(fr="Mesurer la lecture.", en="Measure reading."),
    help=say(
        fr="Lit toutes les pages d'un corpus (« ordonnancier synth »), ou les lignes d'un fichier "
        "JSONL, et compare champ par champ avec la vérité. Le JSONL tient par ligne un « text » "
        "et ses « prescriptions » ; une ligne de zone (ALD) y est lue sous le titre de sa zone.\n\n"
        "Une erreur muette est un médicament, un dosage, une dose ou une fréquence faux sur une "
        "ligne que rien ne signale : c'est le chiffre qui compte le plus.",
        en='Reads every page of a corpus ("ordonnancier synth"), or the lines of a JSONL file, '
        'and compares with the truth field by field. The JSONL has a "text" and its '
        '"prescriptions" a line; a line of a zone (ALD) is read under its zone\'s heading.\n\n'
        "A silent error is a wrong drug, strength, dose or frequency on a line that nothing "
        "marks: the figure that matters most.",
    ),
)
@click.argument(
    "place",
    type=ANY_PATH,
    metavar=say(fr="CORPUS", en="CORPUS"),
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help=say(fr="Tableaux pour l'écran, ou JSON.", en="Tables for the screen, or JSON."),
)
@out_option
@click.option(
    "--against",
    multiple=True,
    metavar=say(fr="COMMANDE", en="COMMAND"),
    help=say(
        fr="Mesurer aussi une autre commande, qui reçoit un fichier et écrit la fiche en JSON ; "
        "« tesseract-plain » est Tesseract seul avec la même compréhension.",
        en="Measure another command too, which is given a file and prints the record as JSON; "
        '"tesseract-plain" is Tesseract alone with the same understanding.',
    ),
)
@click.option(
    "--text",
    "as_text",
    is_flag=True,
    help=say(
        fr="Partir du texte exact des pages, sans image : une ligne de zone (ALD) suit le titre "
        "de sa zone, et les tableaux par moments, dont le sens tient aux colonnes, sont omis.",
        en="Start from the exact text of the pages, without pictures: a line of a zone (ALD) "
        "follows its zone's heading; charts by moment, which mean by their columns, are left out.",
    ),
)
@click.option(
    "--report",
    type=ANY_PATH,
    metavar=say(fr="FICHIER.html", en="FILE.html"),
    help=say(
        fr="Écrire les 20 lignes les plus mal lues, avec leur image.",
        en="Write the 20 lines read worst, with their picture.",
    ),
)
@workers_option
@reporting
def evaluate(
    messages: Messages,
    place: Path,
    form: str,
    out: Path | None,
    against: tuple[str, ...],
    as_text: bool,
    report: Path | None,
    workers: int,
) -> None:
    from ordonnancier.evaluation.readers import OURS
    from ordonnancier.evaluation.report import write_json, write_tables
    from ordonnancier.evaluation.run import Measured, add_up, measure_all
    from ordonnancier.evaluation.samples import load_samples
    from ordonnancier.evaluation.worst import Worst
    from ordonnancier.output import open_output

    samples = tuple(load_samples(place, as_text=as_text))
    worst = {reader: Worst() for reader in (OURS, *against)}
    readers = {}
    for reader, lines in worst.items():
        with messages.pages(reader) as progress:
            count = 0

            def done(one: Measured, reader: str = reader) -> None:
                nonlocal count
                count += 1
                progress(count, len(samples))
                if one.failure:
                    messages.notice(
                        fr=f"{reader}, {one.name} : {one.failure}",
                        en=f"{reader}, {one.name}: {one.failure}",
                    )

            readers[reader] = add_up(measure_all(reader, samples, workers), lines, done)
    with open_output(out, for_people=form == "table") as stream:
        (write_json if form == "json" else write_tables)(readers, stream)
    if report:
        with open_output(report) as stream:
            stream.write(worst[OURS].html())
