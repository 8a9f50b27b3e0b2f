"""Advice and exceptions below a medication, which are none of it."""

import pytest

from extraction.reader import read_prescriptions
from ocr.page import Page
from tests.extraction.sheet.laid_out import medications, others


@pytest.mark.parametrize(
    "advice",
    [
        "- Si persistance de la fièvre après 48 h, reconsulter",
        "En cas d'aggravation, consulter en urgence",
        "Si vomissements répétés appeler le 15",
    ],
)
def test_when_to_consult_is_no_condition_of_the_drug_above(advice: str) -> None:
    text = f"Doliprane 1 g : 1 cp 3 fois par jour\n{advice}"
    assert medications(text) == ["Doliprane 1 g : 1 cp 3 fois par jour"]
    assert others(text) == [advice]


def test_an_exception_below_notes_is_not_of_the_last_drug() -> None:
    text = "Brilique 90 mg 1-0-1\nTahor 80 mg 0-0-1\nQSP 1 mois AR 5 fois\nsauf Brilique AR 11"
    assert medications(text) == ["Brilique 90 mg 1-0-1", "Tahor 80 mg 0-0-1"]


@pytest.mark.parametrize(
    "closing",
    [
        "En vous remerciant de votre confiance, je vous prie de croire en mes sentiments dévoués.",
        "Dans l'attente de vos nouvelles, je reste à votre disposition.",
        "Je vous prie d'agréer, chère consœur, mes salutations distinguées.",
    ],
)
def test_the_closing_of_a_letter_goes_on_with_no_drug(closing: str) -> None:
    text = f"Je propose :\nAlprazolam 0,25 mg, 1 comprimé le soir pendant 28 jours.\n{closing}\n"
    (draft,) = read_prescriptions([Page.from_text(text)])
    (line,) = draft.medications
    assert line.review == ()
    assert closing in [item.text for item in (*draft.other_items, *draft.header_items)]


def test_a_drug_that_is_asked_for_politely_is_read() -> None:
    (draft,) = read_prescriptions(
        [Page.from_text("Je vous prie de délivrer : Kardegic 75 mg, 1 sachet par jour.\n")]
    )
    assert [line.medication.name for line in draft.medications] == ["Kardégic"]
