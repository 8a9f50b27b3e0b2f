"""One thing that is wrong with a register."""

from dataclasses import dataclass
from enum import Enum


class Loss(Enum):
    """How much of an entry a finding says is gone: nearly all (its content), or a part."""

    CONTENT = "content"
    PART = "part"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong, in a sentence of each language.

    `table` and `number` name the entry, `last` the last of several in a row, `page` the page of the
    file (from 1) where it is known; `loss` is what of the entry is gone, where something is.
    """

    fr: str
    en: str
    table: str | None = None
    number: int | None = None
    page: int | None = None
    loss: Loss | None = None
    last: int | None = None
