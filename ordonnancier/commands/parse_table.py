"""`ordonnancier parse-table`: a column of texts in a Parquet file to records."""

from pathlib import Path

import click

from ordonnancier.commands.options import (
    ANY_PATH,
    force_option,
    tell_in_clear,
    tell_reference,
    workers_option,
)
from ordonnancier.commands.reporting import reporting
from ordonnancier.files import named
from ordonnancier.messages import BUG, FAULT, Messages
from prescription.language import counted_en, counted_fr, say


@click.command(
    "parse-table",
    short_help=say(fr="Lire une colonne de textes.", en="Read a column of texts."),
    help=say(
        fr="Lit les textes d'une colonne d'un fichier Parquet comme le fait « parse ». Le résultat "
        "est la même table avec deux colonnes de plus : « prescriptions », la fiche entière, et "
        "« error », pourquoi un texte n'a pas pu être lu (le code de sortie est alors 1).",
        en='Reads the texts of a column of a Parquet file as "parse" does. The result is the same '
        'table with two columns more: "prescriptions", the whole record, and "error", why a text '
        "could not be read (the exit status is then 1).",
    ),
)
@click.argument("table", type=ANY_PATH, metavar=say(fr="TABLE.parquet", en="TABLE.parquet"))
@click.option(
    "--column",
    required=True,
    metavar=say(fr="NOM", en="NAME"),
    help=say(fr="La colonne des textes.", en="The column of the texts."),
)
@click.option(
    "--out",
    type=ANY_PATH,
    required=True,
    metavar=say(fr="FICHIER.parquet", en="FILE.parquet"),
    help=say(
        fr="Écrire dans ce fichier, lisible par vous seul.",
        en="Write to this file, readable by you alone.",
    ),
)
@force_option
@workers_option
@reporting
def parse_table(
    messages: Messages, table: Path, column: str, out: Path, force: bool, workers: int
) -> None:
    from ordonnancier.batch.texts import read_table
    from ordonnancier.output import refuse_to_overwrite

    refuse_to_overwrite((table,), out, force=force)
    tell_reference(messages)
    with messages.rows(named(table)) as progress:
        counts = read_table(table, column, out, workers, progress)
    messages.notice(
        fr=f"{counted_fr(counts.rows, 'ligne(s) lue(s)')}, {counts.empty} sans texte, "
        f"{counted_fr(counts.failed, 'illisible(s)')}.",
        en=f"{counted_en(counts.rows, 'row(s)')} read, {counts.empty} without a text, "
        f"{counts.failed} failed.",
    )
    tell_in_clear(out, messages)
    if counts.failed:
        messages.status = BUG if counts.has_bug else FAULT
