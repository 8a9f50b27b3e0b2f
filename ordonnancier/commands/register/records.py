"""Reading the records that a verb is given."""

from pathlib import Path

from ordonnancier.files import named, naming, read_bytes
from prescription.language import Fault
from prescription.record import Document

MAX_RECORD_BYTES = 100 * 2**20
_PAGE_STARTS = (b"\x89PNG", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"BM", b"RIFF", b"%PDF-")


def documents_of(record: Path) -> tuple[Document, ...]:
    """The documents in a file that `read` gave, or standard input for `-`. Raises Fault."""
    from ordonnancier.confirmation import load_documents

    with naming(named(record)):
        return load_documents(_text_of(record))


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
