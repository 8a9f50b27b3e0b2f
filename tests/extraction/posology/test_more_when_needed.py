"""A dose when needed beside the regular one: one more, or another one."""

import pytest

from tests.extraction.reading import line, reasons

ASKED = ("dosageInstruction", "ambiguous-posology")


@pytest.mark.parametrize(
    "text",
    [
        "Symbicort 200/6 : 1 inhalation x2/j + 1 si besoin (max 8/j)",
        "Innovair 100/6 2 bouffées matin et soir + 1 à la demande",
        "Actiskenan 5 mg 1 gél/4h + 1 si besoin",
    ],
)
def test_one_more_when_needed_adds_to_the_regular_dose(text: str) -> None:
    found = line(text)
    regular, more = found.dosage_instruction
    assert (regular.as_needed_boolean, more.as_needed_boolean) == (None, True)
    assert found.review == ()


@pytest.mark.parametrize(
    "text", ["Doliprane 1 g 1 cp x2/j, 2 si besoin", "Lasilix 40 1 cp/j + 1/2 si oedème"]
)
def test_another_dose_when_needed_may_replace_the_regular_one(text: str) -> None:
    assert ASKED in reasons(line(text))
