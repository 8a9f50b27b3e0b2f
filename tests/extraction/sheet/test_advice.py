"""Advice and exceptions below a medication, which are none of it."""

import pytest

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
