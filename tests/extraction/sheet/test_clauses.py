"""Clauses and zones in the row of a drug: no drug that is taken is lost behind them."""

import pytest

from extraction.reader import read_prescriptions
from ocr.page import Page
from prescription.record import Draft, ReviewReason, Zone


def read(text: str) -> Draft:
    (draft,) = read_prescriptions([Page.from_text(text)])
    return draft


def names(draft: Draft) -> list[str | None]:
    return [request.medication.name for request in draft.medications]


@pytest.mark.parametrize(
    ("text", "drugs"),
    [
        ("Kardegic 75 1/j (ALD)\nDoliprane 1 g x3/j (hors ALD)", ["Kardégic", "Doliprane"]),
        ("Doliprane 1g x3/j hors ALD", ["Doliprane"]),
        ("Kardegic 75 mg 1/j - en rapport avec l'ALD", ["Kardégic"]),
        ("Kardegic 75 1/j maladie intercurrente", ["Kardégic"]),
        ("Doliprane 1 g x3/j (sans rapport avec l'ALD)", ["Doliprane"]),
    ],
)
def test_words_of_a_zone_make_no_heading_of_a_drug(text: str, drugs: list[str]) -> None:
    assert names(read(text)) == drugs


def test_a_zone_before_a_drug_in_its_row_is_its_heading() -> None:
    draft = read("ALD : Kardegic 75 1/j\nHors ALD : Doliprane 1 g x3/j")
    assert [m.zone for m in draft.medications] == [Zone.ALD, Zone.INTERCURRENT]
    assert [item.text for item in draft.header_items] == ["ALD :", "Hors ALD :"]


@pytest.mark.parametrize(
    "heading", ["Traitement de l'ALD :", "ALD (100 %)", "En rapport avec l'ALD"]
)
def test_a_zone_alone_in_its_row_is_a_heading(heading: str) -> None:
    (request,) = read(f"{heading}\nKardegic 75 1/j").medications
    assert request.zone is Zone.ALD


@pytest.mark.parametrize(
    ("text", "drug", "clause"),
    [
        ("Arrêt Lasilix 40, Aldactone 25 1/j", "Aldactone", "Arrêt Lasilix 40"),
        ("Pas de Kardegic, Plavix 75 1/j", "Plavix", "Pas de Kardegic"),
        ("Pas de Doliprane : Spasfon 2 cp x3/j", "Spasfon", "Pas de Doliprane"),
        ("Stop Seresta, Atarax 25 1 cp au coucher", "Atarax", "Stop Seresta"),
        ("Arrêt Kardegic, début Plavix 75 1/j", "Plavix", "Arrêt Kardegic, début"),
        ("Stop Kardegic / Plavix 75 1/j", "Plavix", "Stop Kardegic"),
        ("Si allergie : Plavix 75 1/j", "Plavix", "Si allergie"),
        ("Si pas d'amélioration : Augmentin 1 g x3/j 7 j", "Augmentin", "Si pas d'amélioration"),
        ("En l'absence de selles : Microlax 1 lavement", "Microlax", "En l'absence de selles"),
        ("Après arrêt du Lovenox : Kardegic 75 1/j", "Kardégic", "Après arrêt du Lovenox"),
        ("Prise de sang le lundi, Previscan 1/2 cp le soir", "Préviscan", "Prise de sang le lundi"),
    ],
)
def test_a_drug_behind_a_clause_is_prescribed_and_asked(text: str, drug: str, clause: str) -> None:
    (request,) = read(text).medications
    assert request.medication.name == drug
    asked = [r.text for r in request.review if r.reason is ReviewReason.AMBIGUOUS_POSOLOGY]
    assert clause in asked


@pytest.mark.parametrize(
    "text",
    [
        "Arrêt : Plavix 75 1/j",
        "Ne pas prendre : Plavix 75 1/j",
        "Arrêt définitif : Plavix 75 1 cp le soir",
        "Arrêt Lasilix 40 1/j, Aldactone 25 1/j",
    ],
)
def test_what_is_stopped_is_not_prescribed_and_told(text: str) -> None:
    draft = read(f"Tahor 40 1/j\n{text}")
    assert names(draft) == ["Tahor"]
    assert [item.text for item in draft.other_items] == [text]
    assert [r.field for r in draft.review if r.text == text] == ["otherItems"]


def test_a_blood_test_behind_another_is_no_drug() -> None:
    draft = read("TSH, vitamine D, ferritine dans 3 mois")
    assert not draft.medications


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("Amoxicilline 1 g 1 cp x2/j, si allergie pyostacine 2 cp x2/j", "si allergie"),
        ("Amoxicilline 1 g x2/j ; si allergie : pyostacine 500 2 cp x2/j", "si allergie"),
        ("Doliprane 500 mg toutes les 6h si échec Ixprim 1 cp", "si echec"),
        ("Doliprane 1 g x3/j, sinon Ixprim 1 cp x3/j", "sinon"),
        ("Si fièvre : Doliprane 1 g x3/j ; si toux : Toplexil 1 c à s x3/j", "si toux"),
    ],
)
def test_a_condition_between_two_drugs_is_the_seconds_and_asked(text: str, condition: str) -> None:
    first, second = read(text).medications
    assert condition in [r.text for r in second.review]
    needed = first.dosage_instruction[0].as_needed_codeable_concept
    assert needed is None or needed.text == "Si fièvre"


@pytest.mark.parametrize(
    "text",
    [
        "1. Kardegic 75 1/j 2. Tahor 40 1/j 3. Bisoprolol 2,5 1/j",
        "1) Kardegic 75 1/j 2) Tahor 40 1/j 3) Bisoprolol 2,5 1/j",
        "n°1 Kardegic 75 1/j n°2 Tahor 40 1/j n°3 Bisoprolol 2,5 1/j",
    ],
)
def test_numbers_of_a_list_on_one_row_are_no_doses(text: str) -> None:
    draft = read(text)
    assert len(draft.medications) == 3
    for request in draft.medications:
        (rate,) = request.dosage_instruction[0].dose_and_rate
        assert rate.dose_quantity is not None
        assert rate.dose_quantity.value == 1


@pytest.mark.parametrize(
    "text",
    [
        "Plavix 75 mg 1/j (arrêté)",
        "Plavix 75 mg 1/j (suspendu)",
        "Plavix 75 mg 1/j - stoppé le 12/03",
        "Plavix 75 mg 1/j arrêté",
        "ATCD : HTA traitée par Amlor 5 mg 1/j",
        "Patient traité par Amlor 5 mg 1/j",
    ],
)
def test_a_drug_that_was_taken_once_is_asked(text: str) -> None:
    (request,) = read(text).medications
    assert any(r.reason is ReviewReason.AMBIGUOUS_POSOLOGY for r in request.review)


@pytest.mark.parametrize(
    "text",
    [
        "Psoralène 3 cp 2 h avant séance de puva 3 fois par semaine",
        "Diflucan 150 J1 J4 J7",
        "Systane 1 gtte ad libitum",
        "Xylotruc 2 bouffées avant l'échographie",
    ],
)
def test_an_unknown_name_with_a_dose_is_a_medication_to_be_asked(text: str) -> None:
    (request,) = read(text).medications
    assert any(r.field == "medication.name" for r in request.review)


def test_a_number_alone_below_a_posology_is_asked() -> None:
    (request,) = read("Levothyrox 75\n1 le matin\n100\nle week-end").medications
    assert "100" in [r.text for r in request.review]


def test_a_condition_between_commas_is_asked_of_both_drugs() -> None:
    for request in read("Doliprane 1 g x3/j, si douleur Spasfon 2 cp x3/j").medications:
        assert "si douleur" in [r.text for r in request.review]


def test_conditions_before_each_drug_are_each_ones_own() -> None:
    text = "Si toux sèche Toplexil 1 c à s x3/j, si fièvre Doliprane 1 g x3/j"
    needs = [m.dosage_instruction[0].as_needed_codeable_concept for m in read(text).medications]
    assert [need and need.text for need in needs] == ["Si toux sèche", "si fièvre"]
