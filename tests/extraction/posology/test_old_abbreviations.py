"""Latin and Swiss words, columns behind a bare strength, `b` for boxes, creams without amount."""

from decimal import Decimal

import pytest

from tests.extraction.reading import line, reasons

UNREAD = ("dosageInstruction", "unread-text")


def whens(text: str) -> list[tuple[str, ...]]:
    """The moments of each dosage."""
    timings = [d.timing for d in line(text).dosage_instruction]
    return [tuple(w.value for w in t.repeat.when) for t in timings if t is not None]


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("Témesta 1 mg 1 tab nocte", ("HS",)),
        ("Aldactone 25 mg 1 cp mane", ("MORN",)),
        ("Dafalgan 1 g tab 1-0-1", ("MORN", "EVE")),
    ],
)
def test_latin_and_swiss_words_are_read(text: str, when: tuple[str, ...]) -> None:
    (dosage,) = line(text).dosage_instruction
    quantity = dosage.dose_and_rate[0].dose_quantity
    assert quantity is not None
    assert quantity.unit == "comprimé"
    assert whens(text) == [when]
    assert line(text).review == ()


@pytest.mark.parametrize(
    ("text", "strength", "when"),
    [
        ("Diffu K 600 1 1 0 0", "600", ("MORN", "NOON")),
        ("Kardegic 75 0 1 0", "75", ("NOON",)),
        ("Bisoprolol 2,5 1 0 0", "2.5", ("MORN",)),
        ("Préviscan 20 0 0 1/2", "20", ("EVE",)),
    ],
)
def test_columns_stand_behind_a_bare_strength(
    text: str, strength: str, when: tuple[str, ...]
) -> None:
    request = line(text)
    assert [str(r.numerator.value) for r in request.medication.strength] == [strength]
    assert whens(text) == [when]
    assert request.review == ()


@pytest.mark.parametrize(
    "text", ["Novorapid 10 5 5 0", "Lexomil 3 0 0 1", "Sintrom 4 0 0 1/4", "Tahor 15 0 0 1"]
)
def test_columns_whose_first_number_may_be_one_of_them_are_asked(text: str) -> None:
    assert line(text).review


@pytest.mark.parametrize(
    "text",
    ["Coumadine 5 mg 1 cp à 19b", "Doliprane 1 g 1 cp à 8h et 19b", "Modopar 125 1 cp 8h-12b-16h"],
)
def test_a_misread_hour_is_no_box(text: str) -> None:
    request = line(text)
    assert request.dispense_request is None
    assert UNREAD in reasons(request)


def test_b_counts_boxes() -> None:
    for text in (
        "Kardégic 75 mg 1/j 3b",
        "Kardégic 75 mg 1/j 3 b",
        "Kardégic 75 mg 1/j, 3 b de 30",
    ):
        request = line(text)
        assert request.dispense_request is not None
        assert request.dispense_request.quantity is not None
        assert request.dispense_request.quantity.value == Decimal(3)
        assert request.review == ()


@pytest.mark.parametrize(
    "text",
    [
        "Betneval crème matin et soir 7 jours",
        "Biafine 3 à 4 fois/j",
        "Kétum 2,5 % gel matin et soir",
        "Sterdex le soir au coucher OD",
        "Diprosone matin et soir",
    ],
)
def test_a_cream_needs_no_amount(text: str) -> None:
    request = line(text)
    assert request.review == ()
    assert not any(d.dose_and_rate for d in request.dosage_instruction)


@pytest.mark.parametrize(
    "text",
    [
        "Œstrodose gel le soir",
        "Minoxidil 5 % matin et soir",
        "Rifamycine collyre 4x/j",
        "Diprosone crème",
        "Locoid si démangeaisons",
        "Locoid 0 le soir",
    ],
)
def test_what_is_measured_or_says_no_rhythm_is_asked(text: str) -> None:
    assert line(text).review


@pytest.mark.parametrize(
    ("text", "doses"),
    [
        ("Dafalgan 1 g 1 cp 3xj", [(1, "comprimé", 3)]),
        ("Crestor 5 mg 1 cp ts les matins", [(1, "comprimé", 1)]),
        ("Novatrex 2,5 mg 6 cp le lundi uniquement", [(6, "comprimé", 1)]),
        ("Doliprane susp buv dose 8 kg x 4/j", [(1, "dose-poids", 4)]),
        ("Lovenox dose pour 60 kg : 0,6 ml x 2/j", [(Decimal("0.6"), "mL", 2)]),
        (
            "Tobradex 1 gtte x4/j 7 j puis x2 7 j puis x1 7j",
            [(1, "goutte", 4), (1, "goutte", 2), (1, "goutte", 1)],
        ),
    ],
)
def test_short_ways_of_counting_are_read(text: str, doses: list[tuple[Decimal, str, int]]) -> None:
    request = line(text)
    found = []
    for dosage in request.dosage_instruction:
        dose = dosage.dose_and_rate[0].dose_quantity
        assert dose is not None
        assert dosage.timing is not None
        found.append((dose.value, dose.unit, dosage.timing.repeat.frequency))
    assert found == doses
    assert request.review == ()


def test_one_time_alone_may_be_in_all_and_is_asked() -> None:
    assert line("Dafalgan 1 g 1 cp x1").review
