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


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1 - 0 - 0 - 1 - 3 mois", "1 comprimé, le matin et au coucher, pendant 3 mois"),
        ("1 - 0 - 1 - 15 jours", "1 comprimé, le matin et le soir, pendant 15 jours"),
        ("Matin : 1 - Midi : - Soir : 1 - Durée : 3 mois",
         "1 comprimé, le matin et le soir, pendant 3 mois"),
        ("Matin : Midi : Soir : 1/2 Coucher :", "0,5 comprimé, le soir"),
        ("1/4 M 1/4 M 1/2 S",
         "0,25 comprimé, le matin et à midi ; en même temps 0,5 comprimé, le soir"),
        ("1 M + 1 S 7j", "1 comprimé, le matin et le soir, pendant 7 jours"),
        ("2 cp M + 2 cp S", "2 comprimés, le matin et le soir"),
        ("1 cp le matin -> 3 mois", "1 comprimé, le matin, pendant 3 mois"),
    ],
)  # fmt: skip
def test_cells_with_gaps_letters_or_a_length_are_read(written: str, meant: str) -> None:
    (line,) = read(f"SERESTA 10 mg {written}")
    assert describe_dosages(line.dosage_instruction) == meant
    assert line.review == ()


def test_an_hour_of_the_evening_behind_units_is_when_they_are_injected() -> None:
    for written in ("Lantus 18 UI 22h", "Abasaglar 18 UI SC 22h"):
        (line,) = read(written)
        assert describe_dosages(line.dosage_instruction).startswith("18 UI, à 22 h")
        assert line.review == ()
    (line,) = read("Seresta 10 mg 1 cp 12h")
    assert line.review


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1 cp Matin | 0 Midi | 0 Soir | 0 Coucher", "1 comprimé, le matin"),
        (
            "1 cp à 8h, 1 cp à 12h, 0 le soir",
            "1 comprimé, à 8 h et 12 h",
        ),
        ("0 le matin, 1 cp le soir", "1 comprimé, le soir"),
        (
            "1 cp le matin, 0 à midi, 1/2 le soir",
            "1 comprimé, le matin ; en même temps 0,5 comprimé, le soir",
        ),
    ],
)
def test_a_zero_at_a_moment_is_no_intake(written: str, meant: str) -> None:
    (line,) = read(f"SERESTA 10 mg {written}")
    assert describe_dosages(line.dosage_instruction) == meant
    assert line.review == ()


@pytest.mark.parametrize(
    "text",
    [
        "Novorapid 8 U le matin, 0 U à midi, 8 U le soir",
        "Tercian 40 mg/mL 10 gouttes le matin, 0 gouttes le soir",
        "Bisoprolol 2,5 mg 0 le matin",
    ],
)
def test_a_zero_that_may_be_ten_is_asked(text: str) -> None:
    (line,) = read(text)
    assert line.review


@pytest.mark.parametrize(
    "text",
    [
        "Pylera 3 gél après petit déj, déj, dîner et au coucher 10 j",
        "Ciloxan J1 : 2 gttes/15 min puis 2 gttes/30 min ; J2 : 2 gttes/h ; J3-14 : 2 gttes/4h",
    ],
)
def test_what_is_taken_up_behind_other_words_is_asked(text: str) -> None:
    (line,) = read(text)
    assert line.review
