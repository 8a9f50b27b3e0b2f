"""What was recorded, when and by whom, from the chains alone: no content is read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from storage.vault import Vault


class Series(StrEnum):
    """Which series of numbers a deed belongs to."""

    PRESCRIPTION = "prescription"
    ORDONNANCIER = "ordonnancier"


@dataclass(frozen=True, slots=True)
class Deed:
    """A number that was given; `corrects` is the number of the same series it replaces.

    `prescription` is the entry that a line of the ordonnancier belongs to.
    """

    series: Series
    number: int
    at: datetime
    by: str
    corrects: int | None = None
    prescription: int | None = None


def read_deeds(vault: Vault) -> Iterator[Deed]:
    """Everything recorded in both series, the newest first. Raises Fault."""
    rows = vault.query(
        "SELECT 'prescription' AS series, number, recorded_at, recorded_by, corrects, "
        "NULL AS prescription FROM prescription UNION ALL "
        "SELECT 'ordonnancier', number, recorded_at, recorded_by, corrects, prescription "
        "FROM ordonnancier ORDER BY recorded_at DESC, series, number DESC"
    )
    for row in rows:
        yield Deed(
            Series(row["series"]),
            row["number"],
            datetime.fromisoformat(row["recorded_at"]),
            row["recorded_by"],
            row["corrects"],
            row["prescription"],
        )
