"""From pages of words to drafts of prescriptions."""

from collections.abc import Sequence
from dataclasses import replace

from extraction.blocks import Layout, lay_out
from extraction.disputed import settle
from extraction.entries import MOST_WORDS
from extraction.header import Header, read_header
from extraction.instruction import read_instruction
from extraction.lexicon import Lexicon, load_lexicon
from extraction.medication import explain_medication, read_medication
from extraction.rows import Row, rows_of
from extraction.spelling import repair
from ocr.level import boxes_as_given, level_page
from ocr.page import Page, surround
from prescription.record import Draft, Item, MedicationRequest, Reading, Review, ReviewReason


def read_prescriptions(pages: Sequence[Page], lexicon: Lexicon | None = None) -> tuple[Draft, ...]:
    """The prescriptions of a file, in the order of its pages.

    Every word of the pages stands in exactly one medication's `text`, `other_items` entry or
    `header_items` entry. A later page with another patient or date begins a new prescription.
    """
    lexicon = lexicon or load_lexicon()
    # Rows are told by their heights, which only a level page has.
    settled = [settle(level_page(page)) for page in pages]
    drafts = tuple(_read_one(group, lexicon) for group in _prescriptions(settled, lexicon))
    return boxes_as_given(drafts, pages)


def explain_text(text: str) -> str:
    """What was understood of the body of a prescription: drugs, trees of rules, unread words."""
    layout = lay_out([rows_of(Page.from_text(text))], load_lexicon())
    lines = [explain_medication(block, load_lexicon()) for block in layout.medications]
    lines += [f"pour toutes les lignes : {row.text}" for row, _ in layout.notes]
    lines += [f"autre : {row.text}" for item in layout.others for row in item]
    lines += [f"en-tête : {row.text}" for row in layout.header]
    return "\n".join(lines)


def _prescriptions(pages: Sequence[Page], lexicon: Lexicon) -> list[list[Page]]:
    """The pages of each prescription."""
    groups: list[list[Page]] = []
    for page in pages:
        if groups and not _begins_anew(groups[-1], page, lexicon):
            groups[-1].append(page)
        else:
            groups.append([page])
    return groups


def _begins_anew(before: Sequence[Page], page: Page, lexicon: Lexicon) -> bool:
    new = read_header(lay_out([rows_of(page)], lexicon).header)
    if new.patient is None and new.authored_on is None:
        return False
    old = read_header(lay_out([rows_of(p) for p in before], lexicon).header)
    if new.authored_on and old.authored_on and new.authored_on != old.authored_on:
        return True
    names = [h.patient.name if h.patient else None for h in (old, new)]
    return bool(names[0] and names[1] and names[0].casefold() != names[1].casefold())


def _read_one(pages: Sequence[Page], lexicon: Lexicon) -> Draft:
    layout = lay_out([rows_of(page) for page in pages], lexicon)
    header = read_header(layout.header)
    medications: list[MedicationRequest] = []
    readings: list[Reading] = list(header.readings)
    told = [(read_instruction(repair(row.text).text), zone) for row, zone in layout.notes]
    for i, block in enumerate(layout.medications):
        notes = [reading for reading, zone in told if zone in (None, block.zone)]
        request, evidence = read_medication(block, lexicon, notes, header.patient)
        medications.append(request)
        readings += [replace(r, field=f"medications[{i}].{r.field}") for r in evidence]
    review = [*header.review, *(r for page in pages for r in page.review)]
    for row in (row for item in layout.others for row in item):
        if len(row.words) > MOST_WORDS:
            reason = ReviewReason.UNREAD_TEXT
            review.append(Review("otherItems", reason, row.text[:80], row.box, row.page))
    if header != Header() or any(page.width for page in pages):
        if header.patient is None or header.patient.name is None:
            review.append(Review("patient.name", ReviewReason.UNREAD_TEXT))
        if header.authored_on is None:
            review.append(Review("authoredOn", ReviewReason.UNREAD_TEXT))
    return Draft(
        authored_on=header.authored_on,
        prescriber=header.prescriber,
        patient=header.patient,
        medications=tuple(medications),
        other_items=tuple(_item(rows) for rows in _others(layout)),
        header_items=tuple(_item([row]) for row in layout.header),
        review=tuple(review),
        readings=tuple(readings),
    )


def _others(layout: Layout) -> list[list[Row]]:
    return [*layout.others, *([row] for row, _ in layout.notes)]


def _item(rows: Sequence[Row]) -> Item:
    text = "\n".join(row.text for row in rows)
    return Item(text, rows[0].page, surround(row.box for row in rows))
