"""Headings and closing rows of length, supply, renewals or substitution amid the drugs."""

from collections.abc import Sequence

import pytest

from prescription.record import MedicationRequest
from tests.extraction.reading import read

A, B, C = (
    "Bisoprolol 1,25 mg 1 cp le matin",
    "Apixaban 2,5 mg 1 cp matin et soir",
    "Ibuprofène 400 mg 1 cp x 3/j",
)


def supplied(request: MedicationRequest) -> str:
    told = request.dispense_request and request.dispense_request.expected_supply_duration
    return f"{told.value} {told.unit}" if told else ""


def renewals(request: MedicationRequest) -> int | None:
    told = request.dispense_request
    return told.number_of_repeats_allowed if told else None


def asked(words: str, requests: Sequence[MedicationRequest]) -> list[bool]:
    return [words in [review.text for review in request.review] for request in requests]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Pour 3 mois :", "Pour 5 jours :"), ("POUR 3 MOIS :", "POUR 5 JOURS :"),
        ("QSP 3 mois :", "QSP 5 jours :"), ("Traitement de 3 mois :", "Traitement de 5 jours :"),
        ("- Pour une durée de 3 mois :", "- Pour une durée de 5 jours :"),
    ],
)  # fmt: skip
def test_each_heading_of_length_holds_for_the_drugs_below_it(first: str, second: str) -> None:
    draft = read("\n".join([first, A, B, second, C, "Oméprazole 20 mg 1 gél le soir"]))
    assert [supplied(r) for r in draft.medications] == ["3 mo", "3 mo", "5 d", "5 d"]
    assert all(r.review == () and r.dosage_instruction for r in draft.medications)
    assert [item.text for item in draft.other_items] == [first, second]


def test_counted_headings_of_length_hold_for_the_drugs_below_them() -> None:
    requests = read("\n".join(["A) Pour 1 mois", A, B, "B) Pour 5 jours", C])).medications
    assert [supplied(r) for r in requests] == ["1 mo", "1 mo", "5 d"]


@pytest.mark.parametrize(
    ("first", "second"),
    [("Renouvelable 5 fois :", "Non renouvelable :"), ("AR 5 :", "NR :"),
     ("À renouveler 5 fois :", "À ne pas renouveler :")],
)  # fmt: skip
def test_each_heading_of_renewals_holds_for_the_drugs_below_it(first: str, second: str) -> None:
    requests = read("\n".join([first, A, B, second, C])).medications
    assert [renewals(r) for r in requests] == [5, 5, 0]
    assert all(r.review == () for r in requests)


@pytest.mark.parametrize("second", ["Substituable :", "Générique possible :"])
def test_what_ends_a_heading_of_substitution_is_asked_below_it(second: str) -> None:
    requests = read("\n".join(["Ne pas substituer :", A, B, second, C])).medications
    assert [r.substitution is not None and not r.review for r in requests] == [True, True, False]
    assert requests[2].review


def test_headings_without_a_colon_or_of_two_kinds_are_asked_of_all() -> None:
    requests = read("\n".join(["Pour 3 mois", A, B, "Pour 5 jours", C])).medications
    assert all(asked("Pour 5 jours", requests))
    requests = read("\n".join(["Renouvelable 5 fois :", A, B, "Pour 5 jours :", C])).medications
    assert all(asked("Pour 5 jours :", requests))


def test_a_heading_is_asked_below_another_that_may_end_it() -> None:
    head = "Renouvelable 5 fois :"
    requests = read("\n".join([head, A, "Traitement ponctuel :", C])).medications
    assert asked(head, requests) == [False, True]
    requests = read(f"Pour 3 mois :\nMatin :\n{A}\nSoir :\nRamipril 5 mg 1 cp").medications
    assert not any(asked("Pour 3 mois :", requests))


@pytest.mark.parametrize(
    "row",
    ["QSP 1 mois à renouveler 5 fois", "A renouveler 5 fois", "QSP 3 mois", "Pendant 3 mois",
     "Non substituable"],
)  # fmt: skip
@pytest.mark.parametrize("end", ["", "Traitement ponctuel :\n"])
def test_a_closing_row_amid_the_drugs_is_asked_of_those_above(row: str, end: str) -> None:
    requests = read(f"{A}\n{B}\n{row}\n{end}Amoxicilline 1 g 1 cp x 2/j 7 jours").medications
    assert asked(row, requests) == [True, False, False]


@pytest.mark.parametrize(
    "text",
    [
        f"{A}\nQSP 1 mois\n{B}\nQSP 3 mois\n{C}",
        f"{A} pendant 5 jours\n{B}\nQSP 3 mois\n{C}",
        "Metformine 850 mg\nPosologie : 1 cp x 3/j\nDurée : 1 mois\n"
        "Ramipril 5 mg\nPosologie : 1 cp le soir\nDurée : 3 mois\nAmlodipine 5 mg 1 cp le matin",
        "Ordonnance ALD\n" + f"{A}\n{B}\nQSP 3 mois\nMaladies intercurrentes\n{C}",
        f"{A}\n{B}\n{C}\nAR 3 fois",
    ],
)
def test_a_drugs_own_row_and_a_zones_end_are_not_asked(text: str) -> None:
    assert all(request.review == () for request in read(text).medications)


@pytest.mark.parametrize(
    "row", ["QSP 28 jours - à renouveler pendant 6 mois", "QSP 1 mois, à renouveler pendant 6 mois"]
)
def test_renewals_without_their_number_are_asked_of_all(row: str) -> None:
    assert all(asked(row, read(f"{A}\n{B}\n{row}").medications))


@pytest.mark.parametrize("row", ["idem 3 mois pour tout", "3 mois pour tous les traitements"])
def test_a_length_for_all_is_asked_of_each_or_given(row: str) -> None:
    *others, _last = read(f"{A}\n{B}\n{C}\n{row}").medications
    for request in others:
        bounds = request.dosage_instruction[0].timing
        assert request.review or supplied(request) or (bounds and bounds.repeat.bounds_duration)


@pytest.mark.parametrize(
    "row",
    ["Traitement arrêté : Tahor, Plavix", "Traitement habituel : Tahor", "Arrêt de : Tahor"],
)
def test_treatments_that_are_told_in_the_header_are_asked(row: str) -> None:
    draft = read(f"Dr Anne ROY\n{row}\nORDONNANCE\n{A}")
    told = [review.text or "" for review in draft.review if review.field == "headerItems"]
    assert row in told


@pytest.mark.parametrize("row", ["Avant le repas : Zorbixal 1 mg x3", "Aux repas : Zorbixal 1 mg"])
def test_an_unknown_drug_behind_a_moment_above_the_others_is_asked(row: str) -> None:
    draft = read(f"Dr Anne ROY\nle 2 avril 2026\nMme PETIT Jeanne\n{row}\n{A}")
    told = [review.text or "" for review in draft.review]
    assert row in told or len(draft.medications) > 1


def test_renewals_but_for_one_drug_make_no_drug_of_it() -> None:
    text = f"{A}\nParacétamol 1 g 1 cp x 3/j\nRenouvelable 2 fois sauf paracétamol\n1 cp à écraser"
    assert len(read(text).medications) == 2


@pytest.mark.parametrize("row", ["Pour 15 jours :", "Pendant 15 jours :", "Non renouvelable :"])
def test_a_heading_below_the_drugs_of_what_is_no_drug_is_asked_of_them(row: str) -> None:
    assert all(asked(row, read(f"{A}\n{B}\n{row}\nBas de contention").medications))


def test_a_heading_below_what_is_no_drug_is_asked_of_the_drug_below() -> None:
    requests = read(f"{A}\nBas de contention\nPour 5 jours :\n{C}").medications
    assert all(asked("Pour 5 jours :", requests))


def test_a_closing_row_with_an_exception_taken_for_a_drug_is_asked_of_all() -> None:
    row = "Renouv 2 fois sauf paracétamol 1 g"
    text = f"{A}\n{B}\nParacétamol 1 g 1 cp x 3/j\n{row}\nÉcraser les comprimés"
    assert all(asked(row, read(text).medications))
    assert not read(f"{A}\n{B}\nParacétamol 1 g 1 cp x 3/j").medications[1].review
