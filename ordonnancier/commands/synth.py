"""`ordonnancier synth`: made-up prescriptions with their truth."""

from pathlib import Path

import click

from ordonnancier.commands.options import ANY_PATH, workers_option
from ordonnancier.commands.reporting import reporting
from ordonnancier.messages import Messages
from prescription.language import counted_en, counted_fr, say


@click.command(
    short_help=say(fr="Fabriquer des ordonnances.", en="Make prescriptions up."),
    help=say(
        fr="Fabrique des ordonnances imaginaires, en image, avec leur vérité exacte : pour mesurer "
        "et améliorer la lecture sans les données de personne.\n\n"
        "La même graine donne les mêmes octets, quel que soit le nombre de processus.",
        en="Makes up prescriptions as pictures with their exact truth: to measure and improve "
        "reading without anyone's data.\n\n"
        "The same seed gives the same bytes, whatever the number of processes.",
    ),
)
@click.option(
    "--count",
    type=click.IntRange(min=1),
    required=True,
    help=say(fr="Nombre d'ordonnances.", en="Number of prescriptions."),
)
@click.option(
    "--seed",
    type=int,
    required=True,
    help=say(fr="Graine du tirage.", en="Seed of the draw."),
)
@click.option(
    "--out",
    type=ANY_PATH,
    required=True,
    metavar=say(fr="DOSSIER", en="FOLDER"),
    help=say(fr="Dossier nouveau ou vide.", en="A new or empty folder."),
)
@click.option(
    "--layout",
    "layouts",
    multiple=True,
    metavar=say(fr="NOM", en="NAME"),
    help=say(
        fr="Mise en page, plusieurs fois au besoin ; toutes par défaut.",
        en="Layout, repeat for several; all by default.",
    ),
)
@click.option(
    "--degradation",
    "degradations",
    multiple=True,
    metavar=say(fr="NOM", en="NAME"),
    help=say(
        fr="clean, scan, fax, photo, hardphoto, faint, turned ou copy ; toutes par défaut.",
        en="clean, scan, fax, photo, hardphoto, faint, turned or copy; all by default.",
    ),
)
@click.option(
    "--dpi",
    type=click.IntRange(72, 600),
    default=200,
    show_default=True,
    help=say(fr="Points par pouce.", en="Dots per inch."),
)
@workers_option
@reporting
def synth(
    messages: Messages,
    count: int,
    seed: int,
    out: Path,
    layouts: tuple[str, ...],
    degradations: tuple[str, ...],
    dpi: int,
    workers: int,
) -> None:
    from storage.files import fault_of
    from synthetic.corpus import make_corpus

    with messages.pages("synth") as progress:
        try:
            make_corpus(out, count, seed, layouts, degradations, dpi, workers, progress)
        except OSError as error:
            raise fault_of(error, out) from None
    messages.notice(
        fr=f"{counted_fr(count, 'ordonnance(s)')} dans {out}. Mesurer la lecture : "
        f"ordonnancier evaluate {out}",
        en=f"{counted_en(count, 'prescription(s)')} in {out}. To measure reading: "
        f"ordonnancier evaluate {out}",
    )
