"""Words before the name of a drug whose dose changes are asked: of the first step, or of all."""

import pytest

from tests.extraction.reading import line, reasons

ASKED = ("dosageInstruction", "ambiguous-posology")


@pytest.mark.parametrize(
    "lead", ["Du 23/11 au 30/11 :", "Pendant 5 jours :", "5 jours", "J1 à J5 :", "Si douleur :"]
)
def test_words_before_the_name_of_a_drug_in_steps_are_asked(lead: str) -> None:
    assert ASKED in reasons(line(f"{lead} SOLUPRED 20 mg 2 cp/j\npuis 1 cp/j"))


@pytest.mark.parametrize(
    "text",
    [
        "Pendant 5 jours : DOLIPRANE 500 mg 1 cp matin et 2 cp le soir",
        "2 boîtes de SOLUPRED 20 mg 2 cp/j 5 jours puis 1 cp/j",
        "SOLUPRED 20 mg 2 cp/j pendant 5 jours puis 1 cp/j",
    ],
)
def test_what_is_of_all_or_of_no_step_is_not(text: str) -> None:
    assert not line(text).review
