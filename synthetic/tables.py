"""Reading the generator's own data: `;` between fields, `#` before comments."""

import csv
from functools import cache

from prescription.resources import RESOURCES

_FOLDER = RESOURCES / "synthetic"


@cache
def read_table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of resources/synthetic/`name`, keyed by the column names of its first line."""
    lines = [
        line
        for line in read_resource(name).splitlines()
        if line.strip() and not line.startswith("#")
    ]
    return tuple(csv.DictReader(lines, delimiter=";", quoting=csv.QUOTE_NONE, strict=True))


def read_resource(name: str) -> str:
    """The text of resources/synthetic/`name`."""
    return (_FOLDER / name).read_text(encoding="utf-8")
