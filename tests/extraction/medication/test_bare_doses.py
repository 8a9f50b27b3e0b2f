"""Numbers without a unit that are strengths too are asked; those that nobody sells are counted."""

import pytest

from tests.extraction.reading import line, reasons

ASKED = ("dosageInstruction", "ambiguous-posology")


@pytest.mark.parametrize(
    "text",
    [
        "Champix 0.5 1/j 3j puis 0.5x2/j 4j puis 1mg x2/j 11 sem",
        "Requip 0,25 1x3/j 1 sem puis 0,5x3/j 1 sem puis 1x3/j",
        "Requip 1 mg 1x3/j 1 sem puis 0.5x3/j",
        "Xanax 0,25 1 cp le matin puis 0,5x2/j",
        "Xanax 0,25 mg 1 le matin puis 0,5 matin et soir",
        "Xanax 0,25 mg 1/j puis 0,5/j",
        "Xanax 0,25 mg 1 le soir puis 0,5-0-0,5",
        "Xanax 0,25 : 0,5 le soir",
        "Ramipril 5 mg : 2,5 le matin",
    ],
)
def test_a_decimal_that_is_sold_as_a_strength_is_asked(text: str) -> None:
    assert ASKED in reasons(line(text))


@pytest.mark.parametrize(
    "text",
    [
        "Xanax 0,25 mg 1 cp le matin puis 0,5 cp matin et soir",
        "Xanax 0,25 mg 1 cp le matin puis 1/2 cp le soir",
        "Xanax 0,25 mg : 1 matin, 1/2 soir",
        "Lexomil 6 mg : 0,5 cp le soir",
        "Bisoprolol 2,5 mg 1 cp le matin",
        "Préviscan 20 mg : 0,5/j",
    ],
)
def test_what_can_only_be_counted_is_not(text: str) -> None:
    assert ASKED not in reasons(line(text))


@pytest.mark.parametrize(
    ("text", "dose"),
    [
        ("Oromone 1 mg/j", "1"),
        ("Seroplex 15 mg/j", "15"),
        ("Prednisone : 20 mg par jour", "20"),
        ("Methotrexate 10 mg/sem", "10"),
        ("Tegretol LP 400 mg/j en 2 prises", "200"),
    ],
)
def test_an_amount_a_day_is_no_strength(text: str, dose: str) -> None:
    medication = line(text)
    quantity = medication.dosage_instruction[0].dose_and_rate[0].dose_quantity
    assert quantity is not None
    assert (str(quantity.value), quantity.unit) == (dose, "mg")
    assert medication.medication.strength == ()


@pytest.mark.parametrize("text", ["Mopral 20 ttj", "Kardegic 75 mg nuage"])
def test_a_word_beside_no_posology_is_asked(text: str) -> None:
    assert any(one.reason.value == "unread-text" for one in line(text).review)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Inexium 20 mg : 1 cp le soir pendant la durée du traitement", "la durée du traitement"),
        ("Inexium 20 mg 1/j pendant toute la durée du traitement par AINS", "par AINS"),
        ("Inexium 20 mg 1/j pendant le traitement antibiotique, 7 jours", "antibiotique"),
    ],
)
def test_as_long_as_another_treatment_is_kept_word_for_word(text: str, kept: str) -> None:
    medication = line(text)
    (dosage,) = medication.dosage_instruction
    assert kept in " ".join(note.text for note in dosage.additional_instruction)
    assert medication.review == ()


@pytest.mark.parametrize(
    "text",
    [
        "CEFTRIAXONE : 2 g IV ttes les 24 h, pour 10 j",
        "AMIKLIN solution injectable .......... 1000 mg IV en une prise",
        "Ceftriaxone → 1 g IM 1 fois par jour",
        "Lovenox = 4000 UI SC le soir",
    ],
)
def test_what_is_injected_behind_a_colon_is_no_strength(text: str) -> None:
    medication = line(text)
    assert medication.dosage_instruction[0].dose_and_rate
    assert medication.medication.strength == ()


def test_what_is_injected_right_behind_the_name_may_be_the_strength() -> None:
    assert line("Lovenox 4000 UI SC le soir").medication.strength


@pytest.mark.parametrize("text", ["Oestrodose 0,06 % 1-0-0", "Estreva gel 1 le matin"])
def test_a_number_of_a_gel_in_a_pump_is_asked(text: str) -> None:
    assert ("dosageInstruction[0].doseAndRate", "ambiguous-posology") in reasons(line(text))
    assert not line("Oestrodose 0,06 % 2 pressions le matin").review
