"""Editions of the ordonnancier: by patient, by drug, by date, and that of the stupéfiants.

Code de la santé publique, R.5132-10 (read November 2026): printable at once, classed by patient, by
drug, by date, each page bearing the pharmacy's name and address; the stupéfiants apart.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from itertools import groupby
from pathlib import Path

from prescription.dosage import Quantity
from prescription.french import describe_quantity
from prescription.language import counted_fr
from storage.edition.extent import Edition, Extent, Order
from storage.edition.paper import Column, Row, write_table
from storage.faults import NoPharmacy
from storage.files import refuse_register, refuse_taken, write_replacing
from storage.journal import Action, note
from storage.ordonnancier import Listing, OrdonnancierEntry
from storage.register import Register
from storage.settings import Pharmacy, pharmacy

Line = OrdonnancierEntry


COLUMNS = (
    Column("N°", 5),
    Column("Date", 7),
    Column("Médicament", 24),
    Column("Quantité", 9),
    Column("Prescripteur", 23),
    Column("Patient", 23),
    Column("Liste", 7),
    Column("Ord.", 5),
)
_TITLES = {
    Order.PATIENT: "par patient",
    Order.DRUG: "par médicament",
    Order.DATE: "par date",
}
_COUNTED = re.compile(r"(\d+)\s+(.+)")


def write_edition(
    register: Register, path: Path, extent: Extent, *, overwrite: bool = False
) -> Edition:
    """Print the lines to a new PDF, in clear, owner-only; who printed stands in the journal.

    Raises Fault, also when nobody said which pharmacy keeps the register.
    """
    refuse_register(register.vault.path, path)
    if not overwrite:
        refuse_taken(path)
    drawn, edition = print_edition(register, extent)
    with write_replacing(path) as stream:
        stream.write(drawn)
    return edition


def print_edition(register: Register, extent: Extent) -> tuple[bytes, Edition]:
    """The lines as a PDF for a printer; who printed stands in the journal. Raises Fault."""
    drawn, edition = draw_edition(register, extent)
    said = {"order": extent.order.value, "list": extent.listing and extent.listing.value}
    days = {name: str(day) for name in ("since", "until") if (day := getattr(extent, name))}
    with register.vault.writing():
        note(register.vault, Action.EDITION, register.stamp(), lines=edition.lines, **said, **days)
    return drawn, edition


def draw_edition(register: Register, extent: Extent) -> tuple[bytes, Edition]:
    """The lines as a PDF to be looked at before it is printed. Raises Fault."""
    keeper = pharmacy(register)
    if keeper is None:
        raise NoPharmacy
    lines, replaced = edition_lines(register, extent)
    stamp = register.stamp()
    printed = f"Édité le {stamp.at.astimezone():%d/%m/%Y à %H:%M} par {stamp.by}"
    drawn = BytesIO()
    pages = write_table(
        drawn,
        title=_title(extent),
        head=_head(keeper, extent),
        foot=lambda number, whole: f"{printed} — page {number} / {whole}",
        columns=COLUMNS,
        rows=_rows(lines, replaced, extent.order),
    )
    return drawn.getvalue(), Edition(len(lines), pages)


def edition_lines(register: Register, extent: Extent) -> tuple[list[Line], dict[int, int]]:
    """The lines of an edition, classed, and which line replaces which. Raises Fault."""
    since, until = extent.since or date.min, extent.until or date.max
    # A line may be replaced by one of another list or day, which stays out of this edition.
    replaced = {line.corrects: line.number for line in register.ordonnancier() if line.corrects}
    lines = [
        line
        for line in register.ordonnancier(listing=extent.listing)
        if since <= line.dispensing.dispensed_on <= until
    ]
    group = _GROUPS[extent.order]
    return sorted(lines, key=lambda line: (_folded(group(line)), line.number)), replaced


def _rows(lines: Sequence[Line], replaced: Mapping[int, int], order: Order) -> Iterator[Row]:
    group = _GROUPS[order]
    groups = 0
    for _, members in groupby(lines, key=lambda line: _folded(group(line))):
        several = list(members)
        groups += 1
        yield Row((_heading(several[0], order),), heading=True)
        for line in several:
            yield Row(_cells(line, replaced.get(line.number)))
        yield Row((_total("Total", several, replaced),), heading=True)
    kinds = {Order.PATIENT: "patient(s)", Order.DRUG: "médicament(s)", Order.DATE: "jour(s)"}
    whole = f"Total général, {counted_fr(groups, kinds[order])}"
    yield Row((_total(whole, lines, replaced, quantities=False),), heading=True)


def _cells(line: Line, replaced_by: int | None) -> tuple[str, ...]:
    said = line.dispensing
    drug = said.drug
    if line.corrects:
        drug += f" (remplace la ligne {line.corrects})"
    if replaced_by:
        drug += f" (remplacée par la ligne {replaced_by})"
    places = (said.prescriber, said.prescriber_address, said.hospital, said.service)
    return (
        str(line.number),
        f"{said.dispensed_on:%d/%m/%Y}",
        drug,
        said.quantity,
        ", ".join(place for place in places if place),
        f"{said.patient}, {said.patient_address}",
        said.listing.value,
        str(line.prescription),
    )


def _heading(line: Line, order: Order) -> str:
    said = line.dispensing
    if order is Order.DATE:
        return f"{said.dispensed_on:%d/%m/%Y}"
    return said.patient if order is Order.PATIENT else said.drug


def _total(
    label: str, lines: Sequence[Line], replaced: Mapping[int, int], *, quantities: bool = True
) -> str:
    """How many lines hold, and what they add up to where every quantity is a number of things."""
    held = [line for line in lines if line.number not in replaced]
    text = f"{label} : {counted_fr(len(held), 'ligne(s)')}"
    if len(held) < len(lines):
        text += f", {counted_fr(len(lines) - len(held), 'remplacée(s)')}"
    counted = [_COUNTED.fullmatch(line.dispensing.quantity.strip()) for line in held]
    drugs = {_folded(line.dispensing.drug) for line in held}
    if quantities and len(drugs) == 1 and held and all(counted):
        sums: Counter[str] = Counter()
        for found in counted:
            if found:
                sums[found[2].removesuffix("s")] += int(found[1])
        text += " ; " + ", ".join(
            describe_quantity(Quantity(Decimal(count), unit)) for unit, count in sums.items()
        )
    return text


def _title(extent: Extent) -> str:
    name = "Ordonnancier"
    if extent.listing:
        what = "stupéfiants" if extent.listing is Listing.NARCOTIC else f"liste {extent.listing}"
        name = f"Ordonnancier des {what}" if what == "stupéfiants" else f"Ordonnancier, {what}"
    return f"{name}, {_TITLES[extent.order]}"


def _head(keeper: Pharmacy, extent: Extent) -> list[str]:
    since = f"du {extent.since:%d/%m/%Y}" if extent.since else "depuis le début,"
    until = f"au {extent.until:%d/%m/%Y}" if extent.until else "jusqu'à ce jour"
    return [keeper.name, keeper.address, f"Délivrances {since} {until}"]


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in plain if not unicodedata.combining(char))


_GROUPS: dict[Order, Callable[[Line], str]] = {
    Order.PATIENT: lambda line: line.dispensing.patient,
    Order.DRUG: lambda line: line.dispensing.drug,
    Order.DATE: lambda line: line.dispensing.dispensed_on.isoformat(),
}
