"""What holds for any text at all: it is read to the end, and every word of it is told once."""

from collections import Counter

from extraction.reader import explain_text, read_prescriptions
from ocr.page import Page
from prescription.json import dump
from prescription.record import Document, Source


def check_nothing_lost(text: str) -> None:
    """Fail when reading the text raises, loses a word, makes one up, or gives what is no record."""
    check_nothing_lost_of(Page.from_text(text))
    explain_text(text)


def check_nothing_lost_of(page: Page) -> None:
    """Fail when reading the page raises, loses a word, makes one up, or gives what is no record."""
    drafts = read_prescriptions([page])
    told = [m.text for draft in drafts for m in draft.medications]
    told += [i.text for draft in drafts for i in (*draft.other_items, *draft.header_items)]
    words = Counter(word for line in page.lines for word in line.text.split())
    assert Counter(word for words in told for word in words.split()) == words
    dump(Document(Source("-", "", 1), drafts))
