"""A line that lost a number reads well without it: what tells of the loss is asked about."""

from dataclasses import replace

import pytest

from extraction.reader import read_prescriptions
from ocr.page import Line, Page, Word
from prescription.record import Box, MedicationRequest, Review, ReviewReason
from tests.extraction.reading import line, reasons
from tests.extraction.typewriter import type_page

UNREAD = ("dosageInstruction", "unread-text")
AMBIGUOUS = ("dosageInstruction", "ambiguous-posology")


def read(text: str, told: dict[str, tuple[str, ...]]) -> MedicationRequest:
    """The line, with the other readings of some of its words."""
    words = [
        Word(w, Box(i * 100, 0, 90, 30), 0.05 if w in told else 0.96, told.get(w, ()))
        for i, w in enumerate(text.split())
    ]
    (draft,) = read_prescriptions([Page(1, (Line(tuple(words)),), 3000, 100)])
    return draft.medications[0]


@pytest.mark.parametrize(
    ("others", "asked"),
    [(("4", "½"), True), (("½",), True), (("&",), False), (("â",), False)],
)
def test_a_word_of_no_weight_that_may_be_a_number_is_told(
    others: tuple[str, ...], asked: bool
) -> None:
    medication = read("Coumadine 5 mg 1 cp à prendre le soir", {"à": others})
    assert (UNREAD in reasons(medication)) == asked


def test_a_strength_under_a_tick_that_became_a_small_word_is_told() -> None:
    text = "OMEPRAZOLE LE gélule 1 gélule tous les 2 jours"
    assert UNREAD in reasons(read(text, {"LE": ("109g", "10,£")}))
    assert UNREAD not in reasons(read(text.replace("LE", "les"), {"les": ("1es",)}))


@pytest.mark.parametrize(
    ("dose", "asked"),
    [
        ("1 à cp le soir", True),
        ("1 a comprimé le soir", True),
        ("2 et gouttes le soir", True),
        ("1 à 2 cp le soir", False),
        ("1 cp à 8 h et 1 cp à 20 h", False),
        ("1 et demi comprimé le soir", False),
    ],
)
def test_a_range_that_lost_its_end_is_asked(dose: str, asked: bool) -> None:
    assert (AMBIGUOUS in reasons(line(f"Coumadine 5 mg {dose}"))) == asked


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Irbésartan 300 mg, comprimé : cp le soir", True),
        ("Irbésartan 300 mg comprimé ...... comprimé par jour pendant 10 jours", True),
        ("Escitalopram 15 mg comprimé NV cp par jour", True),
        ("Oméprazole 10 mg gélule +gélule à 8 h et 20 h", True),
        ("Irbésartan 300 mg comprimé : Le comprimé le soir", True),
        ("Coversyl 2,5 mg comprimé : cp/j 28 jours", True),
        ("Apixaban 5 mg comprimé : cp le matin et 1 cp le soir", True),
        ("Mirtazapine 15 mg comprimé : 1 cp le matin, À cp à midi, 1 cp le soir", True),
        ("Mirtazapine 15 mg comprimé : 1 cp le matin, un cp à midi, 1 cp le soir", False),
        ("Irbésartan 300 mg comprimé par jour", False),
        ("Doliprane 1 g cp x3/j", False),
        ("Doliprane 1 g comprimé : un comprimé x3/j", False),
        ("Doliprane 1 g comprimé, 1 g par comprimé x3/j", False),
        ("Irbésartan 300 mg comprimé : 1 cp le soir", False),
    ],
)
def test_a_dose_unit_without_its_number_is_asked(text: str, asked: bool) -> None:
    assert (AMBIGUOUS in reasons(line(text))) == asked


@pytest.mark.parametrize(
    ("dose", "asked"),
    [("À ½ cp", True), ("| ½ cp", True), ("Le ½ cp", True), ("1 ½ cp", False), ("½ cp", False)],
)
def test_what_may_be_a_number_before_a_fraction_is_asked(dose: str, asked: bool) -> None:
    assert bool(line(f"Furosémide 40 mg comprimé : {dose} le soir").review) == asked


@pytest.mark.parametrize(("end", "asked"), [("ARS", True), ("ARl", True), ("AR 5", False)])
def test_renewals_that_came_back_as_a_letter_are_asked(end: str, asked: bool) -> None:
    found = reasons(line(f"Nébivolol 5 mg 1 cp le matin QSP 1 mois {end}"))
    assert (UNREAD in found) == asked


def test_a_stamp_over_the_ends_of_three_rows_is_told_of_each_of_them() -> None:
    page = type_page("""
        BISOPROLOL 2,5 mg 1 cp le matin pendant 7 jours
        KARDEGIC 75 mg 1 sachet le midi
        ATORVASTATINE 40 mg 1 cp le soir
        METFORMINE 850 mg 1 cp matin et soir
    """)
    reason, first = ReviewReason.UNREAD_REGION, page.lines[1].box
    assert first is not None
    stamp = Review("page", reason, "à droite", Box(first.x + 560, first.y - 10, 300, 160), 1)
    far = Review("page", reason, "à droite", Box(first.x + 1700, first.y - 60, 100, 70), 1)
    (draft,) = read_prescriptions([replace(page, review=(stamp, far))])
    told = [reason in {r.reason for r in medication.review} for medication in draft.medications]
    assert told == [True, True, True, True]
    (draft,) = read_prescriptions([replace(page, review=(far,))])
    told = [reason in {r.reason for r in medication.review} for medication in draft.medications]
    assert told == [True, False, False, False]
