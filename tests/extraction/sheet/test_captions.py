"""Small print below a drug, and a letterhead beside the doses, are no drugs of their own."""

from dataclasses import replace

import pytest

from extraction.reader import read_prescriptions
from ocr.page import Page
from prescription.dosage import EventTiming
from prescription.record import Draft, MedicationRequest
from tests.extraction.typewriter import type_page


def with_small_rows(drawing: str, *small: int) -> Page:
    """The page of a drawing whose rows of these numbers are of letters half as high."""
    page = type_page(drawing)
    lines = [
        replace(
            line,
            words=tuple(
                replace(word, box=word.box._replace(height=word.box.height // 2))
                for word in line.words
                if word.box is not None
            ),
        )
        if number in small
        else line
        for number, line in enumerate(page.lines)
    ]
    return replace(page, lines=tuple(lines))


def read(page: Page) -> Draft:
    (draft,) = read_prescriptions([page])
    return draft


def moments(medication: MedicationRequest) -> list[EventTiming]:
    return [
        when
        for dosage in medication.dosage_instruction
        if dosage.timing is not None and dosage.timing.repeat is not None
        for when in dosage.timing.repeat.when
    ]


@pytest.mark.parametrize(
    "caption",
    ["GC Mméprazcik", "évetirice am    UD... ituoble", "Ésoméprezcle - sutst'tuabe"],
)
def test_a_misread_caption_ends_no_drug_and_is_asked(caption: str) -> None:
    draft = read(
        with_small_rows(
            f"INEXIUM 20 mg, comprimé\n{caption}\nPosologie : 1 comprimé le matin\n"
            "KARDEGIC 75 mg, sachet\n1 sachet le midi",
            1,
        )
    )
    inexium, kardegic = draft.medications
    assert moments(inexium) == [EventTiming.MORN]
    assert inexium.review
    assert (moments(kardegic), kardegic.review) == ([EventTiming.NOON], ())
    assert draft.other_items == ()


def test_a_drug_without_dose_is_no_caption_of_the_one_above() -> None:
    draft = read(type_page("INEXIUM 20 mg, comprimé\nLovenox\n1 injection le matin"))
    assert [m.medication.name for m in draft.medications] == ["Inexium", "Lovenox"]


def test_a_stroke_beside_the_other_name_makes_it_no_second_drug() -> None:
    draft = read(
        type_page(
            "PROGESTAN 200 mg capsule molle\nprogestérone                     1\n"
            "2 capsules au coucher                                 QSP 28 jours"
        )
    )
    (progestan,) = draft.medications
    assert moments(progestan) == [EventTiming.HS]
    assert progestan.review


def test_a_letterhead_down_the_left_side_takes_no_dose() -> None:
    draft = read(
        type_page(
            """
            Dr Antoine RICHIR
            Ophtalmologie            AZOPT 10 mg/mL collyre
            Contactologie            1 goutte matin et soir dans les deux yeux
            Centre de la Vision
            691455849                MONOPROST 50 µg/mL collyre
            Rétine                   1 goutte le soir dans chaque œil
            """
        )
    )
    azopt, monoprost = draft.medications
    assert moments(azopt) == [EventTiming.MORN, EventTiming.EVE]
    assert moments(monoprost) == [EventTiming.EVE]
    assert "691455849" not in monoprost.text


@pytest.mark.parametrize(
    "margin",
    ["05 36 1 1 85 86", "J 05 49 86 16 64", "404 97 21 57 49", "14600 LE PORT", "Secrétariat"],
)
def test_an_address_down_the_left_side_is_no_part_of_a_drug(margin: str) -> None:
    draft = read(
        type_page(
            f"""
            12 quai Est              ALDACTONE 25 mg comprimé
            {margin:24} • 1 comprimé à 8h
                                     • pendant 6 mois
            """
        )
    )
    (aldactone,) = draft.medications
    assert margin not in aldactone.text
    assert aldactone.review == ()
