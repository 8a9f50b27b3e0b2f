"""Days that differ: whether the dose of the others is that of every intake is asked."""

import pytest

from tests.extraction.reading import line, reasons

ASKED = ("dosageInstruction", "ambiguous-posology")


@pytest.mark.parametrize(
    "text",
    [
        "Lasilix 40 mg 1 cp matin et soir le lundi, 1 cp les autres jours",
        "Lasilix 40 mg 1 cp matin et midi du lundi au vendredi, 1 cp le samedi",
        "Plaquenil 200 mg 1 cp x2/j lundi et jeudi, 1 cp les autres jours",
    ],
)
def test_a_dose_for_several_intakes_or_the_whole_day_is_asked(text: str) -> None:
    assert ASKED in reasons(line(text))


@pytest.mark.parametrize(
    "text",
    [
        "Lasilix 40 mg 1 cp matin et soir le lundi, 1 cp/j les autres jours",
        "Lasilix 40 mg 1 cp matin et soir le lundi, 1 cp le matin les autres jours",
        "Coumadine 2 mg 1/2 cp le soir lun mer ven, 1 cp les autres jours",
    ],
)
def test_days_of_one_intake_or_with_their_own_rhythm_are_not_asked(text: str) -> None:
    assert not line(text).review


def test_a_number_times_a_length_behind_several_tablets_is_asked() -> None:
    assert ASKED in reasons(line("Solupred 5 mg 4 cp matin et soir 21 jours puis 2 x 2 sem"))
    assert not line("Topiramate 25 mg : 1 gél/j 8 j puis 2 x 15 j").review


@pytest.mark.parametrize(
    "words", ["matin et soir 7 nuits", "le soir 3 soirs", "1 le matin 5 matins"]
)
def test_nights_that_are_counted_are_asked(words: str) -> None:
    assert line(f"Amoxicilline 500 mg 1 gél {words}").review
