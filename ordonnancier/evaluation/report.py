"""The figures as a table for people or as JSON for programs."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, TextIO

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from ordonnancier.evaluation.fields import FIELDS
from ordonnancier.evaluation.score import Tally
from prescription.language import say

WIDTH = 120
"""Columns of the tables where there is no terminal."""

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
    """For each reader: the groups, the fields, the reliability of its confidence."""
    # In a file or a pipe nothing is cut off; a terminal folds at its own edge.
    console = Console(file=stream, highlight=False)
    if not console.is_terminal:
        console.width = WIDTH
    for reader, groups in readers.items():
        whole = next(iter(groups.values())).summary()
        console.print(_groups(reader, groups))
        console.print(_fields(whole["fields"]))
        console.print(_calibration(whole["calibration"]))


def _groups(reader: str, groups: Groups) -> Table:
    table = Table(title=reader, title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    heads = (
        "",
        say(fr="pages", en="pages"),
        say(fr="échecs", en="failed"),
        say(fr="lignes", en="lines"),
        say(fr="justes %", en="right %"),
        say(fr="erreurs\nmuettes %", en="silent\nerrors %"),
        say(fr="acceptées %", en="accepted %"),
        say(fr="perdues", en="lost"),
        say(fr="inventées", en="invented"),
        say(fr="caractères\nfaux %", en="character\nerror %"),
        say(fr="nombres\nfaux %", en="number\nerror %"),
        say(fr="s/page", en="s/page"),
    )
    for head in heads:
        table.add_column(head, justify="right" if head else "left", no_wrap=True)
    for name, tally in groups.items():
        figures = tally.summary()
        table.add_row(
            name,
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
        )
    return table


def _fields(fields: Mapping[str, Mapping[str, Any]]) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
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
            name,
            *(_percent(figures[key]) for key in ("precision", "recall", "f1")),
            *(str(figures[key]) for key in ("right", "wrong", "missed", "invented")),
        )
    return table


def _calibration(rows: Sequence[Mapping[str, Any]]) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(say(fr="confiance", en="confidence"))
    table.add_column(say(fr="lignes", en="lines"), justify="right")
    table.add_column(say(fr="justes %", en="right %"), justify="right")
    for row in rows:
        span = f"{row['from']:.2f} – {row['to']:.2f}"
        table.add_row(span, str(row["lines"]), _percent(row["entirelyRight"]))
    return table


def _percent(share: float | None, places: int = 1) -> str:
    return "–" if share is None else _number(100 * share, places)


def _number(value: float | None, places: int) -> str:
    return "–" if value is None else f"{value:.{places}f}"
