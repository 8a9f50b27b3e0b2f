"""Ink that was not read on the height of a medication keeps its line from being accepted."""

from dataclasses import replace

from extraction.reader import read_prescriptions
from ocr.page import Page
from prescription.record import Box, Review, ReviewReason
from tests.extraction.typewriter import type_page

CHART = """
    Médicament           Matin   Midi   Soir   Durée
    KARDEGIC 75 mg         0      1       0    3 mois
    SERC 8 mg cp                               3 mois
"""


def with_unread(box: Box) -> Page:
    page = type_page(CHART)
    review = Review("page", ReviewReason.UNREAD_REGION, "au milieu", box, page.number)
    return replace(page, review=(review,))


def test_an_unread_mark_in_a_row_is_told_on_its_line() -> None:
    whole = type_page(CHART)
    row = whole.lines[2].box
    assert row is not None
    (draft,) = read_prescriptions([with_unread(Box(500, row.y, 10, row.height))])
    kardegic, serc = draft.medications
    assert [r.reason for r in kardegic.review] == []
    assert ReviewReason.UNREAD_REGION in [r.reason for r in serc.review]


def test_a_mark_that_begins_above_a_row_and_hides_its_cell_is_told_on_its_line() -> None:
    row = type_page(CHART).lines[2].box
    assert row is not None
    above = round(1.3 * row.height)
    (draft,) = read_prescriptions([with_unread(Box(500, row.y - above, 40, above + row.height))])
    assert ReviewReason.UNREAD_REGION in [r.reason for r in draft.medications[1].review]


def test_on_a_curled_page_a_mark_is_told_on_the_row_it_stands_in() -> None:
    whole = type_page(CHART)
    row = whole.lines[2].box
    assert row is not None
    fall = 0.15  # Rows a column: the mark stands some three rows of print lower.
    level = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0, 0.0, fall, 0.0, 0.0, 0.0, 0.0, 0.0)
    bent = with_unread(Box(500, row.y + round(500 * fall), 10, row.height))
    lines = tuple(
        replace(line, words=tuple(replace(word, level=word.box) for word in line.words))
        for line in bent.lines
    )
    bent = replace(bent, lines=lines, from_level=level, width=2000, height=3000)
    (draft,) = read_prescriptions([bent])
    kardegic, serc = draft.medications
    assert [r.reason for r in kardegic.review] == []
    shown, given = draft.review[0].box, bent.review[0].box
    assert shown is not None
    assert given is not None
    assert abs(shown.y - given.y) <= 2
    assert ReviewReason.UNREAD_REGION in [r.reason for r in serc.review]


def test_a_mark_below_the_rows_is_told_for_the_page_alone() -> None:
    (draft,) = read_prescriptions([with_unread(Box(500, 2000, 10, 30))])
    assert all(
        r.reason is not ReviewReason.UNREAD_REGION
        for line in draft.medications
        for r in line.review
    )
    assert ReviewReason.UNREAD_REGION in [r.reason for r in draft.review]


def test_a_stroke_that_reaches_above_the_row_it_hides_is_told_on_its_line() -> None:
    """A pen's loops over two words of a row: their middle lies above it."""
    row = type_page(CHART).lines[1].box
    assert row is not None
    high = row.height
    stroke = Box(row.x + row.width // 2, row.y - 2 * high, 100, 3 * high)
    (draft,) = read_prescriptions([with_unread(stroke)])
    kardegic, serc = draft.medications
    assert ReviewReason.UNREAD_REGION in [r.reason for r in kardegic.review]
    assert [r.reason for r in serc.review if r.reason is ReviewReason.UNREAD_REGION] == []


def test_a_mark_that_grazes_a_row_is_told_for_the_page_alone() -> None:
    row = type_page(CHART).lines[1].box
    assert row is not None
    graze = Box(row.x + 200, row.y - 3 * row.height, 100, 3 * row.height + row.height // 4)
    (draft,) = read_prescriptions([with_unread(graze)])
    assert all(
        r.reason is not ReviewReason.UNREAD_REGION
        for line in draft.medications
        for r in line.review
    )


def test_a_line_of_a_dirty_scanner_over_a_word_is_told_though_it_hangs_below() -> None:
    """`Qsp` crossed by it was not read: most of the mark is on the paper under the medication."""
    page = type_page("PRADAXA 110 mg gélule\n1-0-1                    1 mois")
    row = page.lines[1].box
    assert row is not None
    mark = Box(row.x + 300, row.y, 60, 3 * row.height)
    unread = Review("page", ReviewReason.UNREAD_REGION, "au milieu", mark, page.number)
    (draft,) = read_prescriptions([replace(page, review=(unread,))])
    (pradaxa,) = draft.medications
    assert ReviewReason.UNREAD_REGION in [r.reason for r in pradaxa.review]
