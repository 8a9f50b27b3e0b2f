"""Moments and hours written beside slots, and headings of moments above lines that have slots."""

import pytest

from ordonnancier.capture import capture_text
from prescription.french import describe_dosages
from prescription.record import MedicationRequest


def read(text: str) -> list[MedicationRequest]:
    return list(capture_text(text).prescriptions[0].medications)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1-0-0 le matin", "1 comprimé, le matin"),
        ("1-0-1 matin et soir", "1 comprimé, le matin et le soir"),
        ("0-0-0-1 au coucher", "1 comprimé, au coucher"),
        ("0-0-1 au dîner", "1 comprimé, au dîner"),
        ("1-0-1 pendant les repas", "1 comprimé, au petit déjeuner et au dîner"),
        (
            "1-0-1 à 8h et 20h",
            "1 comprimé, le matin, à 8 h ; en même temps 1 comprimé, le soir, à 20 h",
        ),
    ],
)
def test_the_same_said_twice_is_sure(written: str, meant: str) -> None:
    (line,) = read(f"SERESTA 10 mg {written}")
    assert describe_dosages(line.dosage_instruction) == meant
    assert line.review == ()


@pytest.mark.parametrize(
    "beside",
    ["1-0-0 au coucher", "0 0 1 au coucher", "1-0-1 le matin", "1-0-0 à 20h", "1-0-1 à 8h"],
)
def test_another_moment_than_the_slots_is_asked(beside: str) -> None:
    (line,) = read(f"SERESTA 10 mg {beside}")
    assert line.review


@pytest.mark.parametrize("slots", ["1 0 0 0", "1-0-0-0", "1/0/0/0"])
def test_a_title_that_slipped_from_its_row_adds_no_moment(slots: str) -> None:
    titles = "Médicament Matin Midi Soir\nCoucher\n"
    lines = read(f"{titles}ATENOLOL 50 mg cp {slots}\nSERESTA 10 mg cp {slots}")
    assert [describe_dosages(line.dosage_instruction) for line in lines] == [
        "1 comprimé, le matin"
    ] * 2
