"""The data files that come with the program: lexicons and rules."""

import csv
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from prescription.resources import RESOURCES


def read_rows(lines: Iterable[str]) -> Iterator[dict[str, str]]:
    """The rows of a table: `;` between fields, names in the first line, `#` for comments."""
    wanted = (line for line in lines if line.strip() and not line.startswith("#"))
    rows = csv.reader(wanted, delimiter=";")
    names = next(rows, [])
    for row in rows:
        cells = [cell.strip() for cell in row[: len(names)]]
        cells += [""] * (len(names) - len(cells))
        yield dict(zip(names, cells, strict=True))


def read_tables(folder: str, prefix: str) -> Iterator[dict[str, str]]:
    """The rows of every CSV file of a folder of `resources` whose name begins with `prefix`."""
    for file in sorted((RESOURCES / folder).glob(f"{prefix}*csv")):
        yield from read_rows(file.read_text(encoding="utf-8").splitlines())


@cache
def read_rules(name: str) -> dict[str, Any]:
    """The TOML file of that name of `resources/rules`: one object for all who ask, to be read."""
    return tomllib.loads((RESOURCES / "rules" / name).read_text(encoding="utf-8"))
