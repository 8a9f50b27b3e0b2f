"""From pages of words to drafts of prescriptions."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from extraction.drugs.disputed_names import settle_names
from extraction.drugs.lexicon import Lexicon, load_lexicon
from extraction.header.codes import add_codes
from extraction.header.grouping import group_pages
from extraction.header.reading import Header, read_header
from extraction.medication.cut_cells import ask_below_cut_ends
from extraction.medication.from_above import repeated
from extraction.medication.lending import Lending
from extraction.medication.places_for_all import ask_places
from extraction.medication.reading import explain_medication, read_medication
from extraction.medication.two_patients import ask_whose
from extraction.medication.unread import tell_unread
from extraction.posology.instruction import InstructionReading, read_instruction
from extraction.posology.repairs import repair
from extraction.sheet.blocks import lay_out
from extraction.sheet.copies import find_copies, tell_copies, tell_repeated_lines
from extraction.sheet.halves import in_reading_order
from extraction.sheet.layout import Layout
from extraction.sheet.left_out import left_out_doubts
from extraction.sheet.rows import Row, rows_of
from extraction.spelling.disputed import settle
from ocr.level import boxes_as_given, level_page
from ocr.page import Page, surround
from prescription.record import (
    DispenseRequest,
    Draft,
    Item,
    MedicationRequest,
    Reading,
    Review,
    ReviewReason,
)

_MOST_LOOSE = 40
"""Rows of no medication looked at for what may hold for every line."""


def read_prescriptions(pages: Sequence[Page], lexicon: Lexicon | None = None) -> tuple[Draft, ...]:
    """The prescriptions of a file, in the order of its pages.

    Every word of the pages stands in exactly one medication's `text`, `other_items` entry or
    `header_items` entry; a page that is a copy of an earlier one is left out, and told. A later
    page with another patient or date begins a new prescription.
    """
    lexicon = lexicon or load_lexicon()
    # Rows are told by their heights, which only a level page has.
    settled = [settle_names(settle(level_page(page)), lexicon) for page in pages]
    copies = find_copies(settled)
    kept = [i for i in range(len(pages)) if i not in copies]
    rows = {i: in_reading_order(rows_of(settled[i])) for i in kept}
    groups = [[kept[i] for i in group] for group in group_pages([rows[i] for i in kept], lexicon)]
    drafts = boxes_as_given(
        tuple(_read_one([settled[i] for i in g], [rows[i] for i in g], lexicon) for g in groups),
        pages,
    )
    return tuple(
        tell_copies(
            tell_repeated_lines(add_codes(draft, [pages[i] for i in group])),
            [(pages[i], pages[original]) for i, original in copies.items() if original in group],
        )
        for draft, group in zip(drafts, groups, strict=True)
    )


def explain_text(text: str) -> str:
    """What was understood of the body of a prescription: drugs, trees of rules, unread words."""
    layout = lay_out([rows_of(Page.from_text(text))], load_lexicon())
    lines = [explain_medication(block, load_lexicon()) for block in layout.medications]
    lines += [f"pour plusieurs lignes : {note.row.text}" for note in layout.notes]
    lines += [f"titre : {row.text}" for row in layout.sections]
    lines += [f"autre : {row.text}" for item in layout.others for row in item]
    lines += [f"en-tête : {row.text}" for row in layout.header]
    return "\n".join(lines)


def _read_one(pages: Sequence[Page], rows: Sequence[Sequence[Row]], lexicon: Lexicon) -> Draft:
    layout = lay_out(rows, lexicon)
    header = read_header(layout.header)
    medications: list[MedicationRequest] = []
    readings: list[Reading] = list(header.readings)
    lending = Lending(layout)
    unsettled = len(layout.medications) > 1 and _may_hold_for_all(layout)
    for i, block in enumerate(layout.medications):
        lent = lending.to_line(i, block.zone)
        request, evidence = read_medication(
            block, lexicon, lent, header.patient, unsettled=unsettled,
            after=next(iter(layout.medications[i + 1 : i + 2]), None),
        )  # fmt: skip
        medications.append(repeated(request, medications[-1] if medications else None))
        evidence += _lent(request, evidence, [one.row for one in lent if not one.unclear])
        readings += [reading.within(f"medications[{i}]") for reading in evidence]
    elsewhere = [*layout.header, *(row for rows in _others(layout) for row in rows)]
    # A place in the last row of all may hold for the drops above as well.
    elsewhere += layout.medications[-1].rows[1:][-1:] if layout.medications else []
    medications = ask_places(medications, (row.text for row in elsewhere))
    medications = ask_below_cut_ends(medications, layout.medications)
    medications = ask_whose(medications) if header.two_patients else medications
    unread = [review for page in pages for review in page.review]
    review = [*header.review, *unread]
    others = [row for item in layout.others for row in item]
    review += left_out_doubts(others, "otherItems", lexicon)
    review += left_out_doubts(layout.header, "headerItems", lexicon)
    if header != Header() or any(page.width for page in pages):
        if header.patient is None or header.patient.name is None:
            review.append(Review("patient.name", ReviewReason.UNREAD_TEXT))
        if header.prescriber is None or header.prescriber.name is None:
            review.append(Review("prescriber.name", ReviewReason.UNREAD_TEXT))
        if header.authored_on is None:
            review.append(Review("authoredOn", ReviewReason.UNREAD_TEXT))
    return Draft(
        authored_on=header.authored_on,
        prescriber=header.prescriber,
        patient=header.patient,
        medications=tuple(tell_unread(medications, unread)),
        other_items=tuple(_item(rows) for rows in _others(layout)),
        header_items=tuple(_item([row]) for row in layout.header),
        review=tuple(review),
        readings=tuple(readings),
    )


def _may_hold_for_all(layout: Layout) -> bool:
    """Whether a row may be meant for every line: the last one's own last, or no medication's.

    It tells a length, supply, renewals or a place of the body, or closes all with a number that no
    rule reads alone, and no dose.
    """
    for row in layout.medications[-1].rows[1:][-1:]:
        told = read_instruction(repair(row.text).text)
        unread = not told.dosages and any(words.matters for words in told.unread)
        if unread or _holds_alone(told):
            return True
    others = (row for item in layout.others for row in item)
    return any(
        _holds_alone(read_instruction(repair(row.text).text)) for row in islice(others, _MOST_LOOSE)
    )


def _holds_alone(told: InstructionReading) -> bool:
    if any(dosage.dose_and_rate for dosage in told.dosages):
        return False
    repeats = (dosage.timing.repeat for dosage in told.dosages if dosage.timing is not None)
    lasts = any(repeat.bounds_duration or repeat.bounds_range for repeat in repeats)
    return lasts or told.dispense_request is not None or any(d.site for d in told.dosages)


def _lent(
    request: MedicationRequest,
    evidence: Sequence[Reading],
    rows: Sequence[Row],
) -> tuple[Reading, ...]:
    """The evidence of what rows for several lines filled in."""
    if not rows:
        return ()
    dispense = request.dispense_request or DispenseRequest()
    values = {
        "dispenseRequest.expectedSupplyDuration": dispense.expected_supply_duration,
        "dispenseRequest.numberOfRepeatsAllowed": dispense.number_of_repeats_allowed,
        "substitution": request.substitution,
    }
    own = {reading.field for reading in evidence}
    words = [word for row in rows for word in row.words]
    known = [word.confidence for word in words if word.confidence is not None]
    seen = Reading(
        field="",
        text=" ".join(row.text for row in rows),
        rule="mention pour plusieurs lignes",
        page=rows[0].page,
        box=surround(word.box for word in words),
        confidence=min(known, default=None),
    )
    filled = (f for f, value in values.items() if value is not None and f not in own)
    return tuple(replace(seen, field=field) for field in filled)


def _others(layout: Layout) -> list[list[Row]]:
    return [
        *layout.others,
        *([row] for row in layout.sections),
        *([note.row] for note in layout.notes),
    ]


def _item(rows: Sequence[Row]) -> Item:
    text = "\n".join(row.text for row in rows)
    return Item(text, rows[0].page, surround(row.box for row in rows))
