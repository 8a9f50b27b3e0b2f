"""Both strengths of a combination without a slash are strengths; the second is no dose."""

import pytest

from tests.extraction.reading import line, reasons

ASKED = ("dosageInstruction[0].doseAndRate", "ambiguous-posology")


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("Coveram 5 mg 10 mg 1/j", ["5 mg", "10 mg"]),
        ("Coveram 5mg 10mg 1 cp le matin", ["5 mg", "10 mg"]),
        ("Coveram 5 10 1 cp le matin", ["5 mg", "10 mg"]),
        ("Coveram 5-10 mg 1 cp le matin", ["5 mg", "10 mg"]),
        ("Coveram 5 mg - 10 mg, 1 cp le matin", ["5 mg", "10 mg"]),
        ("Coveram 5 mg - 5 mg 1 cp le matin", ["5 mg", "5 mg"]),
        ("Exforge 160 mg-5 mg 1 cp le matin", ["160 mg", "5 mg"]),
        ("Inegy cp 10 20 mg : 1 le soir", ["10 mg", "20 mg"]),
        ("Janumet 50 mg 1 g : 1 cp matin et soir", ["50 mg", "1 g"]),
        ("Triplixam 10 mg 2,5 mg 5 mg 1 cp le matin", ["10 mg", "2.5 mg", "5 mg"]),
        ("Symbicort 200 µg 6 µg, 2 bouffées matin et soir", ["200 µg", "6 µg"]),
        ("Micardisplus 80 + 12,5 1 cp le matin", ["80 mg", "12.5 mg"]),
        ("Zaldiar 37,5 mg, 325 mg : 1 cp/j", ["37.5 mg", "325 mg"]),
        ("Augmentin 500 62,5 1 cp x 3/j", ["500 mg", "62.5 mg"]),
    ],
)
def test_the_strengths_of_a_combination_stand_beside_each_other(
    text: str, strength: list[str]
) -> None:
    read = line(text)
    held = [one.numerator for one in read.medication.strength]
    assert [f"{one.value:f} {one.unit}" for one in held] == strength
    dose = read.dosage_instruction[0].dose_and_rate[0].dose_quantity
    assert dose is not None
    assert dose.value <= 2
    assert not read.review


@pytest.mark.parametrize("text", ["Coveram 5 mg 10 mg le matin", "Caduet 10 mg 10 mg le soir"])
def test_how_many_are_taken_is_asked(text: str) -> None:
    read = line(text)
    assert len(read.medication.strength) == 2
    assert not read.dosage_instruction[0].dose_and_rate
    assert ASKED in reasons(read)


@pytest.mark.parametrize(
    "text",
    [
        "Exforge 5 mg, 160 mg le matin",
        "Coveram 5 mg : 10 mg le matin",
        "Janumet 50 mg 11000 mg matin et soir",
        "Sitagliptine/metformine 50 mg 11000 mg, cp 2 fois par jour",
        "Symbicort 200 µg : 6 µg matin et soir",
        "Coveram 5 mg/10 mg : 10 mg le matin",
        "Cacit vitamine D3 500 mg, 440 UI 1/j",
    ],
)
def test_a_mass_that_may_be_the_other_strength_is_asked(text: str) -> None:
    assert ASKED in reasons(line(text))


@pytest.mark.parametrize(
    "text",
    [
        "Augmentin 500 mg : 1 g matin et soir",
        "Augmentin 1 g 3 fois par jour",
        "Augmentin 500 mg/62,5 mg : 1 g matin et soir",
    ],
)
def test_what_holds_so_much_is_taken_once_or_twice(text: str) -> None:
    assert not line(text).review


@pytest.mark.parametrize(
    "text", ["Solupred 20 mg-40 mg 1 cp le matin", "Lasilix 40 mg - 60 mg 1 cp/j"]
)
def test_two_quantities_and_a_dash_are_not_lost(text: str) -> None:
    assert any(reason == "unread-text" for _, reason in reasons(line(text)))
