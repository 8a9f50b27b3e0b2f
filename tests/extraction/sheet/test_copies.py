"""The same sheet twice in a file is counted once, and the reader is told."""

from dataclasses import replace

from extraction.reader import read_prescriptions
from ocr.page import Line, Page, Word
from prescription.record import Draft, ReviewReason

SHEET = """Dr Hélène ROUX
Mme Jeanne DURAND
Le 12/03/2026

KARDEGIC 75 mg : 1 sachet par jour
BISOPROLOL 2,5 mg : 1 comprimé le matin
DOLIPRANE 1000 mg : 1 comprimé 3 fois par jour pendant 5 jours"""


def read(*sheets: str | Page) -> tuple[Draft, ...]:
    pages = [s if isinstance(s, Page) else Page.from_text(s) for s in sheets]
    return read_prescriptions([replace(page, number=i) for i, page in enumerate(pages, start=1)])


def names(draft: Draft) -> list[str | None]:
    return [line.medication.name for line in draft.medications]


def told(draft: Draft) -> list[str]:
    return [review.text or "" for review in draft.review if review.field == "page"]


def read_with(text: str, word: str, seen: str, confidence: float) -> Page:
    """The page of a text with one word read otherwise."""

    def change(old: Word) -> Word:
        return Word(seen, confidence=confidence) if old.text == word else old

    page = Page.from_text(text)
    lines = (Line(tuple(map(change, line.words)), line.block) for line in page.lines)
    return replace(page, lines=tuple(lines))


def test_the_same_page_twice_is_counted_once_and_told() -> None:
    (draft,) = read(SHEET, SHEET)
    assert len(names(draft)) == 3
    (text,) = told(draft)
    assert "page 2" in text
    assert "copie de la page 1" in text
    assert draft.review[-1].reason == ReviewReason.UNREAD_TEXT


def test_a_second_scan_with_faults_of_reading_is_the_same_page() -> None:
    (draft,) = read(SHEET, read_with(SHEET, "sachet", "sacnet", 0.8), SHEET + "\nDUPLICATA")
    assert len(names(draft)) == 3
    assert len(told(draft)) == 2
    (draft,) = read(SHEET, read_with(SHEET, "2,5", "2,6", 0.05))
    assert len(names(draft)) == 3


def test_another_number_or_drug_makes_another_page_and_shared_lines_are_told() -> None:
    for other in (SHEET.replace("2,5 mg", "5 mg"), SHEET.replace("BISOPROLOL", "NEBIVOLOL")):
        (draft,) = read(SHEET, other)
        assert len(names(draft)) == 6
        assert told(draft) == []
        doubled = [r.text for line in draft.medications[3:] for r in line.review]
        assert sum("page 1" in (text or "") for text in doubled) == 2
        assert [r for line in draft.medications[:3] for r in line.review] == []


def test_the_next_months_prescription_is_no_copy() -> None:
    drafts = read(SHEET, SHEET.replace("12/03/2026", "12/04/2026"))
    assert [len(names(draft)) for draft in drafts] == [3, 3]
    assert [review for draft in drafts for review in draft.open_reviews] == []
