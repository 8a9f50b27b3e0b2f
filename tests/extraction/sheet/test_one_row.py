"""Several drugs on one row: the heading before them and the length behind them hold for whom?"""

import pytest

from extraction.reader import read_prescriptions
from ocr.page import Page
from prescription.record import MedicationRequest, ReviewReason


def read(text: str) -> tuple[MedicationRequest, ...]:
    (draft,) = read_prescriptions([Page.from_text(text)])
    return draft.medications


def moments(request: MedicationRequest) -> list[str]:
    return [w.value for d in request.dosage_instruction if d.timing for w in d.timing.repeat.when]


def asked(request: MedicationRequest) -> list[str | None]:
    return [r.text for r in request.review if r.reason is ReviewReason.AMBIGUOUS_POSOLOGY]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Matin : Kardegic 75 1, Coversyl 5 1", [["MORN"], ["MORN"]]),
        ("Matin : Kardegic 75 1 sachet. Soir : Tahor 20 1 cp", [["MORN"], ["EVE"]]),
        (
            "MATIN : Levothyrox 100 (1), Kardegic 75 (1) ; SOIR : Tahor 20 (1), Imovane 7,5 (1/2)",
            [["MORN"], ["MORN"], ["EVE"], ["EVE"]],
        ),
        ("Matin : Kardegic 75 1 sachet, Tahor 20 1 cp le soir", [["MORN"], ["EVE"]]),
    ],
)
def test_a_moment_with_a_colon_holds_for_all_drugs_up_to_the_next(
    text: str, expected: list[list[str]]
) -> None:
    requests = read(text)
    assert [moments(request) for request in requests] == expected
    assert not any(request.review for request in requests)


@pytest.mark.parametrize(
    ("text", "sites"),
    [
        ("OD : Xalatan 1 gtte le soir, Azopt 1 gtte x2/j", ["œil droit", "œil droit"]),
        ("OD : Xalatan 1 gtte le soir ; OG : Azopt 1 gtte x2/j", ["œil droit", "œil gauche"]),
    ],
)
def test_an_eye_with_a_colon_holds_for_all_drugs_up_to_the_next(
    text: str, sites: list[str]
) -> None:
    dosages = [request.dosage_instruction[0] for request in read(text)]
    assert [dosage.site and dosage.site.text for dosage in dosages] == sites


def test_a_length_before_the_first_drug_holds_for_all() -> None:
    for request in read("Pendant 7 jours : Amoxicilline 1 g x2/j, Doliprane 1 g x3/j"):
        timing = request.dosage_instruction[0].timing
        assert timing is not None
        assert timing.repeat.bounds_duration is not None
        assert timing.repeat.bounds_duration.value == 7


@pytest.mark.parametrize(
    ("text", "needed", "words"),
    [
        ("Si douleur : Doliprane 1 g x3/j, Spasfon 2 cp x3/j", True, []),
        ("Si douleur : Doliprane 1 g x3/j. Kardegic 75 1/j", False, ["Si douleur"]),
        ("Si douleur, Doliprane 1 g x3/j, Spasfon 2 cp x3/j", False, ["Si douleur"]),
        ("Si douleur Doliprane 1 g x3/j + Spasfon 2 cp x3/j", False, ["Si douleur"]),
    ],
)
def test_a_condition_before_the_first_drug_holds_for_its_sentence(
    text: str, needed: bool, words: list[str]
) -> None:
    second = read(text)[1]
    concept = second.dosage_instruction[0].as_needed_codeable_concept
    assert (concept is not None) is needed
    assert asked(second) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Doliprane 1 g x3/j et Ixprim 1 cp x3/j pendant 5 jours", ["pendant 5 jours"]),
        ("Skenan LP 30 1 gél x2/j + Actiskenan 10 1 gél/4h SB pdt 28 jours", ["pdt 28 jours"]),
        ("Tahor 40 1 le soir, Kardegic 75 1/j, AR 3", ["AR 3"]),
        ("Tahor 40 1 le soir + Kardegic 75 1/j à renouveler 5 fois", ["à renouveler 5 fois"]),
        ("Tahor 40 1 le soir + Kardegic 75 1/j QSP 3 mois", ["QSP 3 mois"]),
        ("Tahor 40 1 le soir. Kardegic 75 1/j. Pendant 3 mois", ["Pendant 3 mois"]),
        ("Aerius 5 1/j ; Opticron 1 gte x4/j : 1 mois de ttt", ["1 mois de ttt"]),
    ],
)
def test_what_closes_the_row_is_asked_of_the_drugs_before(text: str, words: list[str]) -> None:
    first, second = read(text)
    assert asked(first) == words
    assert second.review == ()


@pytest.mark.parametrize(
    "text",
    [
        "Doliprane 1 g x3/j 3 jours et Ixprim 1 cp x3/j pendant 5 jours",
        "Tahor 40 1 le soir AR 2, Kardegic 75 1/j AR 3",
        "Tahor 40 1 le soir + Uvedose 1 amp tous les 3 mois",
        "Tahor 40 1 le soir + Durogesic 25 1 patch/3 jours",
        "Doliprane 1 g x3/j. Kardegic 75 1/j 3 mois",
    ],
)
def test_what_is_the_last_drugs_own_is_asked_of_none(text: str) -> None:
    assert [request.review for request in read(text)] == [(), ()]
