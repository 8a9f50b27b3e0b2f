"""Words that a human chose on a page, read as medications by the rules that read the page."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from extraction.drugs.lexicon import Lexicon
from extraction.reader import read_prescriptions
from ocr.page import Line, Page, Word, surround
from prescription.record import (
    Item,
    Medication,
    MedicationRequest,
    PageWord,
    Review,
    ReviewReason,
)


def read_words(words: Sequence[PageWord], lexicon: Lexicon) -> tuple[MedicationRequest, ...]:
    """The medications in words of one page, at least one; the drug of each is to be looked at.

    The first reading did not take these words for a medication, so none of them is sure.
    """
    page = words[0].page
    rows = (tuple(row) for _, row in groupby(words, key=lambda word: word.line))
    lines = tuple(Line(tuple(Word(w.text, w.box, w.confidence) for w in row)) for row in rows)
    right = max(word.box.x + word.box.width for word in words)
    bottom = max(word.box.y + word.box.height for word in words)
    drafts = read_prescriptions((Page(page, lines, right + 1, bottom + 1),), lexicon)
    read = tuple(line for draft in drafts for line in draft.medications)
    return tuple(map(_to_look_at, read)) or (_unread(words),)


def without_words(items: tuple[Item, ...], words: Sequence[PageWord]) -> tuple[Item, ...]:
    """The lines that do not stand wholly within the words."""
    return tuple(item for item in items if not _within(item, words))


def _within(item: Item, words: Sequence[PageWord]) -> bool:
    own = [word for word in words if word.page == (item.page or 1)]
    around = surround(word.box for word in own)
    if item.box is None or around is None:
        return False
    middle, end = item.box.y + item.box.height / 2, item.box.x + item.box.width
    return (
        around.y <= middle <= around.y + around.height
        and around.x <= item.box.x + item.box.height
        and end <= around.x + around.width + item.box.height
    )


def _to_look_at(line: MedicationRequest) -> MedicationRequest:
    doubt = Review("medication.name", ReviewReason.UNREAD_TEXT, line.medication.text)
    return replace(line, review=(doubt, *line.review))


def _unread(words: Sequence[PageWord]) -> MedicationRequest:
    text = " ".join(word.text for word in words)
    return MedicationRequest(
        text,
        Medication(text),
        words[0].page,
        surround(word.box for word in words),
        review=(
            Review("medication.name", ReviewReason.UNKNOWN_DRUG, text),
            Review("medication.strength", ReviewReason.UNREAD_TEXT, text),
            Review("dosageInstruction", ReviewReason.MISSING_POSOLOGY),
        ),
    )
