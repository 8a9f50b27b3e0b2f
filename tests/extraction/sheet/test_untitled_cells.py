"""Cells of a table whose titles were not read: what stands in them is asked, not guessed."""

import pytest

from extraction.reader import read_prescriptions
from ocr.page import Line, Page, Word
from prescription.dosage import EventTiming as E
from prescription.record import Box, MedicationRequest
from tests.extraction.typewriter import WIDTH


def page_of(*placed: tuple[int, int, str]) -> Page:
    """A page with each text at its column and its height in pixels, letters 26 pixels high."""
    lines = []
    for column, y, text in placed:
        words, at = [], column
        for word in text.split():
            words.append(Word(word, Box(at * WIDTH, y, len(word) * WIDTH, 26), 0.95))
            at += len(word) + 1
        lines.append(Line(tuple(words), column))
    return Page(1, tuple(lines), width=2400, height=1600)


def read(page: Page) -> list[MedicationRequest]:
    (draft,) = read_prescriptions((page,))
    return list(draft.medications)


def asks(medication: MedicationRequest) -> bool:
    return any(review.field.startswith("dosageInstruction") for review in medication.review)


ROW = ((0, 80, "Stivarga 40 mg comprimé"), (62, 80, "3 mois"))


def test_three_numbers_far_apart_without_titles_are_asked() -> None:
    (one,) = read(page_of(*ROW, *((at, 80, "1") for at in (30, 38, 54))))
    assert asks(one)


@pytest.mark.parametrize("places", [(30, 38, 46), (30, 38, 54)])
def test_titles_say_when(places: tuple[int, ...]) -> None:
    names = ("Médicament", "Matin", "Midi", "Soir", "Coucher", "Durée")
    titles = [(at, 0, name) for at, name in zip((0, 30, 38, 46, 54, 62), names, strict=True)]
    (one,) = read(page_of(*titles, *ROW, *((at, 80, "1") for at in places)))
    whens = {d.timing.repeat.when for d in one.dosage_instruction if d.timing}
    last = E.HS if 54 in places else E.EVE
    assert {when for some in whens for when in some} == {E.MORN, E.NOON, last}
    assert not asks(one)


@pytest.mark.parametrize("cells", ["1 1 1", "1 0 1", "1-1-1"])
def test_cells_typed_in_a_row_are_morning_noon_and_evening(cells: str) -> None:
    (one,) = read(page_of((0, 80, f"Stivarga 40 mg comprimé {cells} 3 mois")))
    assert not asks(one)


def test_titles_in_the_row_of_a_drug_are_asked() -> None:
    hours = ((30, "7h"), (38, "12h"), (46, "19h"), (54, "21h"), (62, "Durée"))
    (one,) = read(
        page_of((0, 80, "Hémigoxine 0,125 mg comprimé"), *((at, 80, t) for at, t in hours))
    )
    assert asks(one)
