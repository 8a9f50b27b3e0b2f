"""The figures as a table for people or as JSON for programs."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, TextIO

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from ordonnancier.evaluation.fields import FIELDS
from ordonnancier.evaluation.score import Tally
from prescription.language import decimal, say

WIDTH = 120
"""Columns of the tables where there is no terminal."""

_FIELDS = {
    "drug": "médicament", "strength": "dosage", "form": "forme", "dose": "dose",
    "frequency": "fréquence", "moments": "moments", "duration": "durée",
    "condition": "condition", "maximum": "maximum", "route": "voie", "supply": "quantité",
    "repeats": "renouvellements", "substitution": "substitution", "zone": "zone",
}  # fmt: skip

Groups = Mapping[str, Tally]
"""Tallies by name: `all`, then each degradation and each layout."""


def write_json(readers: Mapping[str, Groups], stream: TextIO) -> None:
    """Every figure of every reader, group by group."""
    figures = {
        reader: {name: tally.summary() for name, tally in groups.items()}
        for reader, groups in readers.items()
    }
    json.dump(figures, stream, ensure_ascii=False, indent=2)
    stream.write("\n")


def write_tables(readers: Mapping[str, Groups], stream: TextIO) -> None:
    """The groups with the readers side by side; for each reader its fields and its reliability."""
    # In a file or a pipe nothing is cut off; a terminal folds at its own edge.
    console = Console(file=stream, highlight=False)
    if not console.is_terminal:
        console.width = WIDTH
    console.print(_groups(readers))
    for reader, groups in readers.items():
        whole = next(iter(groups.values())).summary()
        console.print(_fields(reader, whole["fields"]))
        console.print(_calibration(reader, whole["calibration"]))


def _groups(readers: Mapping[str, Groups]) -> Table:
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    heads = (
        "",
        "" if len(readers) == 1 else say(fr="lecteur", en="reader"),
        say(fr="pages", en="pages"),
        say(fr="échecs", en="failed"),
        say(fr="lignes", en="lines"),
        say(fr="justes\n%", en="right\n%"),
        say(fr="muettes\n%", en="silent\n%"),
        say(fr="acceptées\n%", en="accepted\n%"),
        say(fr="perdues", en="lost"),
        say(fr="inventées", en="invented"),
        say(fr="caractères\nfaux %", en="character\nerror %"),
        say(fr="nombres\nfaux %", en="number\nerror %"),
        say(fr="s/page", en="s/page"),
    )
    for number, head in enumerate(heads):
        table.add_column(head, justify="left" if number < 2 else "right", no_wrap=True)
    names = next(iter(readers.values()))
    for name in names:
        for reader, groups in readers.items():
            first = reader == next(iter(readers))
            shown = "" if len(readers) == 1 else reader
            named = say(fr="toutes", en="all") if name == "all" else name
            table.add_row(named if first else "", shown, *_figures(groups[name]))
    return table


def _figures(tally: Tally) -> list[str]:
    figures = tally.summary()
    return [
        str(figures["pages"]),
        str(figures["failedPages"]),
        str(figures["lines"]),
        _percent(figures["entirelyRight"]),
        _percent(figures["silentErrors"], 2),
        _percent(figures["accepted"]),
        str(figures["lostLines"]),
        str(figures["inventedLines"]),
        _percent(figures["characterError"], 2),
        _percent(figures["numberError"], 2),
        _number(figures["secondsPerPage"], 2),
    ]


def _fields(reader: str, fields: Mapping[str, Mapping[str, Any]]) -> Table:
    table = Table(title=reader, title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(say(fr="champ", en="field"))
    heads = (
        say(fr="précision %", en="precision %"),
        say(fr="rappel %", en="recall %"),
        "F1 %",
        say(fr="justes", en="right"),
        say(fr="faux", en="wrong"),
        say(fr="manqués", en="missed"),
        say(fr="inventés", en="invented"),
    )
    for head in heads:
        table.add_column(head, justify="right")
    for name in FIELDS:
        figures = fields[name]
        table.add_row(
            say(fr=_FIELDS[name], en=name),
            *(_percent(figures[key]) for key in ("precision", "recall", "f1")),
            *(str(figures[key]) for key in ("right", "wrong", "missed", "invented")),
        )
    return table


def _calibration(reader: str, rows: Sequence[Mapping[str, Any]]) -> Table:
    table = Table(title=reader, title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(say(fr="confiance", en="confidence"))
    table.add_column(say(fr="lignes", en="lines"), justify="right")
    table.add_column(say(fr="justes %", en="right %"), justify="right")
    for row in rows:
        span = f"{_number(row['from'], 2)} – {_number(row['to'], 2)}"
        table.add_row(span, str(row["lines"]), _percent(row["entirelyRight"]))
    return table


def _percent(share: float | None, places: int = 1) -> str:
    return "–" if share is None else _number(100 * share, places)


def _number(value: float | None, places: int) -> str:
    return "–" if value is None else decimal(value, places)
