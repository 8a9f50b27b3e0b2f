"""One thing that is wrong with a register."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong, in a sentence of each language.

    `table` and `number` name the entry, `page` the page of the file (from 1) where it is known.
    """

    fr: str
    en: str
    table: str | None = None
    number: int | None = None
    page: int | None = None
