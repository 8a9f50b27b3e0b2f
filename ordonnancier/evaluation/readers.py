"""Who reads: this program, plain Tesseract with the same extraction, or a command of the user's."""

import json
import shlex
import subprocess
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

from extraction.reader import read_prescriptions
from ocr.cleaning.clean import to_grey
from ocr.files.load import MAX_BYTES, Picture, load_pages
from ocr.page import Line, Page, Word
from ocr.tesseract.engine import OutOfTimeError, recognize
from ordonnancier.capture import capture, capture_text
from ordonnancier.evaluation.samples import Sample
from ordonnancier.files import read_bytes
from prescription.json import from_json
from prescription.language import Fault
from prescription.record import Document, Source

OURS = "ordonnancier"
PLAIN = "tesseract-plain"
SECONDS = 600.0
"""The longest another command may take for one file."""


def read_sample(reader: str, sample: Sample) -> Document:
    """The sample as `reader` reads it: `OURS`, `PLAIN`, or a command line. Raises Fault."""
    if sample.file is None:
        return capture_text(sample.text or "", sample.name)
    if reader == OURS:
        return capture(sample.file)
    if reader == PLAIN:
        return _read_plainly(sample.file)
    return _ask_command(reader, sample.file)


def _read_plainly(file: Path) -> Document:
    """Tesseract as it comes, on the page as it is: no cleaning, no second reading."""
    data = read_bytes(file, at_most=MAX_BYTES)
    pages = tuple(_plain_page(picture, n) for n, picture in enumerate(load_pages(data), 1))
    source = Source(file.name, sha256(data).hexdigest(), len(pages))
    return Document(source, read_prescriptions(pages))


def _plain_page(picture: Picture, number: int) -> Page:
    height, width = picture.shape[:2]
    rows: dict[tuple[int, int, int], list[Word]] = {}
    try:
        tokens = recognize(to_grey(picture))
    except OutOfTimeError:
        raise Fault(
            fr="Tesseract n'a pas fini à temps.", en="Tesseract did not finish in time."
        ) from None
    for token in tokens:
        rows.setdefault(token.line, []).append(Word(token.text, token.box, token.confidence))
    lines = tuple(Line(tuple(words), block) for (block, _, _), words in rows.items())
    return Page(number, lines, width, height)


def _ask_command(command: str, file: Path) -> Document:
    """A command that is given the file and prints the record as `read --format json` does."""
    refused = Fault(fr=f"« {command} » n'a pas donné de fiche.", en=f'"{command}" gave no record.')
    try:
        answer = subprocess.run(
            [*shlex.split(command), str(file)],
            check=True,
            capture_output=True,
            timeout=SECONDS,
        )
        value = json.loads(answer.stdout, parse_float=Decimal)
        return from_json(Document, value[0] if isinstance(value, list) else value)
    except (OSError, subprocess.SubprocessError, ValueError, IndexError):
        raise refused from None
