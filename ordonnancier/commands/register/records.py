"""Reading the records and the images that a verb is given."""

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from ordonnancier.files import named, naming, read_bytes
from prescription.language import Fault, counted_en, counted_fr
from prescription.record import Document, Prescription, Source

MAX_RECORD_BYTES = 100 * 2**20
MAX_IMAGE_BYTES = 500 * 2**20
One = TypeVar("One")
_PAGE_STARTS = (b"\x89PNG", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"BM", b"RIFF", b"%PDF-")


def documents_of(record: Path) -> tuple[Document, ...]:
    """The documents in a file that `read` gave, or standard input for `-`. Raises Fault."""
    from ordonnancier.confirmation import load_documents

    with naming(named(record)):
        return load_documents(_text_of(record))


def confirmed_in(
    record: Path, confirmed_by: str | None, reviewed_by: str | None
) -> list[tuple[Prescription, Source]]:
    """The prescriptions of a record that the person named answers for. Raises Fault."""
    from ordonnancier.confirmation import confirm

    return [
        pair
        for document in documents_of(record)
        for pair in confirm(document, confirmed_by=confirmed_by, reviewed_by=reviewed_by)
    ]


def the_only(found: Sequence[One], record: Path) -> One:
    """The one prescription of a record. Raises Fault where it holds none or several."""
    if len(found) != 1:
        raise Fault(
            fr=f"{named(record)} contient {counted_fr(len(found), 'ordonnance(s)')} : il en faut "
            "une seule.",
            en=f"{named(record)} holds {counted_en(len(found), 'prescription(s)')}: there must be "
            "one.",
        )
    return found[0]


def read_images(files: Sequence[Path], sources: Iterable[Source]) -> dict[str, bytes]:
    """The content of files by SHA-256. Raises Fault for one that the records do not come from."""
    wanted = {source.sha256 for source in sources}
    found = {}
    for file in files:
        with naming(named(file)):
            untrusted_data = read_bytes(file, at_most=MAX_IMAGE_BYTES)
            digest = hashlib.sha256(untrusted_data).hexdigest()
            if digest not in wanted:
                raise Fault(
                    fr="La fiche n'a pas été lue dans ce fichier.",
                    en="The record was not read from this file.",
                )
        found[digest] = untrusted_data
    return found


def _text_of(record: Path) -> str:
    untrusted_data = read_bytes(record, at_most=MAX_RECORD_BYTES)
    if len(untrusted_data) > MAX_RECORD_BYTES:
        raise Fault(fr="Ce fichier dépasse 100 Mo.", en="This file is larger than 100 MB.")
    if untrusted_data.startswith(_PAGE_STARTS) or untrusted_data[4:8] == b"ftyp":
        raise Fault(
            fr="C'est une image ou un PDF, pas une fiche : donnez ce qu'en fait "
            "« ordonnancier read --format json ».",
            en="This is a picture or a PDF, not a record: give what "
            '"ordonnancier read --format json" makes of it.',
        )
    try:
        return untrusted_data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Fault(fr="Ce fichier n'est pas en UTF-8.", en="This file is not UTF-8.") from None
