"""The journey from a file, or from text, to the record of what stands on it.

`capture` and `capture_text` are the library: functions of what they are given, which pickle, keep
nothing that changes an answer, and pay for starting once a process. docs/scale.md shows them in
pandas, Dask and Spark.
"""

import gc
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

from extraction.drugs.lexicon import load_lexicon
from extraction.reader import read_prescriptions
from extraction.rules import french
from ocr.files.limits import MAX_BYTES
from ocr.page import Page
from ordonnancier.files import read_bytes, shown_name
from prescription.language import Fault
from prescription.record import Document, Draft, PageWord, Source

NOTHING_READ = Fault(
    fr="Rien n'a pu être lu sur cette page : est-elle blanche, à l'envers ou trop pâle ?",
    en="Nothing could be read on this page: is it blank, face down or too pale?",
)
Progress = Callable[[int, int], None]
"""Told how many pages are done, of how many."""


def prepare() -> None:
    """Load what reading text needs now, for a process that does nothing but read.

    It stays as long as the process: Python's garbage collector no longer looks through it, nor
    through what else the process holds so far.
    """
    load_lexicon()
    french()
    gc.freeze()


def capture(source: Path, *, progress: Progress | None = None) -> Document:
    """The record of an image or PDF; `-` is standard input. Raises Fault, which pickles too."""
    untrusted_data = read_bytes(source, at_most=MAX_BYTES)
    return capture_bytes(untrusted_data, shown_name(source), progress=progress)


def capture_bytes(
    untrusted_data: bytes, name: str, *, progress: Progress | None = None
) -> Document:
    """The record of the bytes of an image or PDF. Raises Fault when they cannot be read."""
    # Imported here, so that text is read without waiting for what reads images.
    from ocr.read import read_pages

    # The page is read in another process: the drugs' names are loaded meanwhile.
    with ThreadPoolExecutor(1) as beside:
        lexicon = beside.submit(load_lexicon)
        pages = read_pages(untrusted_data, progress=progress)
    drafts = read_prescriptions(pages, lexicon.result())
    source = Source(name, sha256(untrusted_data).hexdigest(), len(pages))
    return Document(source, drafts, tuple(_words_of(pages)))


def capture_text(text: str, name: str = "-") -> Document:
    """The record of the body of one prescription, given as text."""
    drafts = read_prescriptions((Page.from_text(text),))
    return Document(Source(name, sha256(text.encode()).hexdigest(), 1), drafts)


def is_blank(document: Document) -> bool:
    """Whether no word was read: NOTHING_READ says so to the user."""
    return not any(map(_holds_anything, document.prescriptions))


def _words_of(pages: Sequence[Page]) -> Iterator[PageWord]:
    for page in pages:
        for number, line in enumerate(page.lines):
            for word in line.words:
                if word.box is not None:
                    yield PageWord(word.text, page.number, word.box, number, word.confidence or 0.0)


def _holds_anything(draft: Draft) -> bool:
    return bool(draft.medications or draft.other_items or draft.header_items)
