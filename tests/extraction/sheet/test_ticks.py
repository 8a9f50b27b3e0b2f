"""Tables in which marks under the moments tell when, and the dose has a column of its own."""

import pytest

from extraction.reader import read_prescriptions
from ocr.page import Page
from prescription.record import MedicationRequest
from tests.extraction.reading import reasons
from tests.extraction.typewriter import type_page

TICKED = """
    Prescription              Dose      Matin    Midi    Soir   Coucher  Durée

    KARDEGIC 160 mg sachet    1 sachet    X                              28 j
    Metformine 850 mg cp      1 cp        X       X       X              28 j
    Tamsulosine LP 0,4 mg     1 gélule                             X     28 j
"""
ASKED = {("dosageInstruction", "ambiguous-posology")}


def lines(drawing: str) -> tuple[MedicationRequest, ...]:
    (draft,) = read_prescriptions([type_page(drawing)])
    return draft.medications


def whens(line: MedicationRequest) -> list[str]:
    timings = [d.timing for d in line.dosage_instruction if d.timing]
    return [when.value for timing in timings for when in timing.repeat.when]


@pytest.mark.parametrize("mark", ["X", "x", "✓", "●", "+"])
def test_marks_under_moments_tell_when_and_are_asked(mark: str) -> None:
    found = lines(TICKED.replace("X", mark))
    assert [whens(line) for line in found] == [["MORN"], ["MORN", "NOON", "EVE"], ["HS"]]
    assert all(reasons(line) >= ASKED for line in found)


@pytest.mark.parametrize("lost", [" ", "/", "-", "0"])
def test_a_dose_with_nothing_under_any_moment_is_asked(lost: str) -> None:
    assert all(reasons(line) >= ASKED for line in lines(TICKED.replace("X", lost)))


def test_a_line_that_tells_its_rhythm_needs_no_mark() -> None:
    drawing = """
    Prescription              Posologie       Matin    Midi    Soir   Durée
    KARDEGIC 75 mg sachet     1 sachet/j                              28 j
    Metformine 850 mg         1 cp matin                              28 j
    Bisoprolol 2,5 mg cp                        1               1     28 j
    """
    assert [reasons(line) & ASKED for line in lines(drawing)] == [set(), set(), set()]


def test_a_cross_among_numbers_is_no_dose() -> None:
    drawing = """
    Médicament                Matin    Midi    Soir   Coucher  Durée
    Bisoprolol 2,5 mg cp        1       x       1       x      28 j
    KARDEGIC 75 mg sachet       x       1       x       x      28 j
    """
    assert [whens(line) for line in lines(drawing)] == [["MORN", "EVE"], ["NOON"]]


def test_marks_typed_between_rules_tell_when() -> None:
    text = (
        "Médicament | Dose | Matin | Midi | Soir\n"
        "Metformine 850 mg | 1 cp | X | - | X\n"
        "Kardégic 75 mg | 1 sachet | - | X | -"
    )
    (draft,) = read_prescriptions([Page.from_text(text)])
    assert [whens(line) for line in draft.medications] == [["MORN", "EVE"], ["NOON"]]
    assert not any(ASKED & reasons(line) for line in draft.medications)


def test_a_line_without_the_dashes_that_the_others_have_is_asked() -> None:
    """A 1 under 12h may not have been read: nothing stands where each other line has something."""
    (draft,) = read_prescriptions(
        [
            type_page(
                """
                Médicament               Matin   Midi   Soir   Coucher
                TRIATEC 10 mg comprimé     1      -      -       -
                AERIUS 5 mg comprimé       -      -      -       1
                PLAVIX 75 mg comprimé      -      1      -       -
                LASILIX 40 mg comprimé     1             -       -
                """
            )
        ]
    )
    assert [bool(m.review) for m in draft.medications] == [False, False, False, True]


def test_an_empty_cell_of_a_line_that_writes_its_zeros_is_asked() -> None:
    """A 2 at noon that the engine left out read as morning and evening, sure."""
    (draft,) = read_prescriptions(
        [
            type_page(
                """
                Médicament               Matin   Midi   Soir   Coucher   Durée
                DAFLON 500 mg comprimé     2              2      0        1 mois
                KARDEGIC 75 mg sachet              1                      1 mois
                PLAVIX 75 mg comprimé      0      1      0      0         1 mois
                """
            )
        ]
    )
    assert [bool(m.review) for m in draft.medications] == [True, False, False]
