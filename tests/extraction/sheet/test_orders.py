"""Orders that stop, start and replace drugs, and what stands above the drugs it is meant for."""

import pytest

from extraction.reader import read_prescriptions
from ocr.page import Page
from prescription.record import Draft


def read(text: str) -> Draft:
    (draft,) = read_prescriptions((Page.from_text(text),))
    return draft


def names(draft: Draft) -> list[str | None]:
    return [line.medication.name for line in draft.medications]


@pytest.mark.parametrize(
    ("text", "taken", "aside"),
    [
        (
            "ARRET du Ramipril (toux). Remplacé par VALSARTAN 80 mg 1 cp le matin",
            "valsartan",
            "ARRET du Ramipril (toux). Remplacé par",
        ),
        ("Stop Coversyl, débuter Amlor 5 mg 1 gél le matin", "Amlor", "Stop Coversyl, débuter"),
        ("Arrêt Coversyl → Amlor 5 mg 1 gél le matin", "Amlor", "Arrêt Coversyl →"),
        ("Relais Lovenox par Xarelto 20 mg 1 cp/j", "Xarelto", "Relais Lovenox par"),
        ("Passage de Coumadine à Eliquis 5 mg 1 cp x 2/j", "Eliquis", "Passage de Coumadine à"),
        (
            "Ne plus prendre Périndopril. Ramipril 5 mg 1 cp le matin",
            "ramipril",
            "Ne plus prendre Périndopril.",
        ),
        (
            "Arrêter Tahor 40 mg et prendre Crestor 5 mg 1 cp le soir",
            "Crestor",
            "Arrêter Tahor 40 mg et prendre",
        ),
    ],
)
def test_the_drug_taken_instead_is_read_and_the_stopped_one_kept(
    text: str, taken: str, aside: str
) -> None:
    draft = read(text)
    assert names(draft) == [taken]
    assert [item.text for item in draft.other_items] == [aside]


@pytest.mark.parametrize(
    "text",
    [
        "Stop Plavix 7 jours avant",
        "Arrêt de l'Amlor",
        "Pas d'Advil ni Aspirine avec Xarelto 20 mg",
        "Ne pas prendre avec Doliprane 1 g 3 fois par jour",
        "Ne pas prendre avec Advil. Doliprane si besoin",
    ],
)
def test_an_order_to_stop_prescribes_nothing(text: str) -> None:
    draft = read(text)
    assert names(draft) == []
    assert [item.text for item in draft.other_items] == [text]


@pytest.mark.parametrize(
    "text",
    [
        "XARELTO 15 mg 1 cp x 2/j pdt 21 j, puis XARELTO 20 mg 1 cp/j pdt 3 mois",
        "Solupred 20 mg 3 cp le matin 3 jours puis Solupred 5 mg 4 cp le matin 3 jours",
    ],
)
def test_a_second_strength_of_one_drug_is_a_line_of_its_own(text: str) -> None:
    draft = read(text)
    first, second = draft.medications
    assert first.medication.name == second.medication.name
    assert first.medication.strength != second.medication.strength
    assert not first.review
    # That it begins when the other ends is told by no field: a human is.
    assert [review.text for review in second.review] == ["puis"]


def test_a_drug_named_in_a_condition_is_no_second_line() -> None:
    draft = read("Advil 20 mg/ml : 1 dose kg x3/j si fièvre malgré paracétamol, 48 h")
    assert names(draft) == ["Advil"]


def test_a_moment_above_the_drugs_is_meant_for_each_of_them() -> None:
    draft = read(
        "Matin\nAmlor 5 mg 1 gélule\nKardegic 75 mg 1 sachet\nSoir\nTahor 10 mg 1 comprimé"
    )
    whens = [m.dosage_instruction[0].timing.repeat.when for m in draft.medications]  # type: ignore[union-attr]
    assert [[w.value for w in when] for when in whens] == [["MORN"], ["MORN"], ["EVE"]]


def test_a_moment_below_a_drug_is_its_own() -> None:
    draft = read("Amlor 5 mg 1 gélule\nle matin\nTahor 10 mg 1 comprimé\nle soir")
    whens = [m.dosage_instruction[0].timing.repeat.when for m in draft.medications]  # type: ignore[union-attr]
    assert [[w.value for w in when] for when in whens] == [["MORN"], ["EVE"]]


def test_idem_repeats_the_line_above_and_is_shown() -> None:
    draft = read("Rosuvastatine 5 mg\n1 cp le soir\nPérindopril 4 mg\nidem")
    first, second = draft.medications
    assert second.dosage_instruction == first.dosage_instruction
    assert second.review


def test_a_length_written_once_below_holds_for_all() -> None:
    draft = read(
        "RIFADINE 300 mg gél : 2 gél le matin\nPIRILENE 500 mg : 3 cp le matin\nDurée 2 mois"
    )
    lengths = [m.dosage_instruction[0].timing.repeat.bounds_duration for m in draft.medications]  # type: ignore[union-attr]
    assert [(q.value, q.unit) for q in lengths if q] == [(2, "mo"), (2, "mo")]


@pytest.mark.parametrize(
    "below",
    [
        "Surveillance TA par sage-femme 2x/semaine",
        "Sat et PA x 3/j",
        "Calprotectine fécale à 3 mois",
    ],
)
def test_what_is_checked_below_a_drug_is_not_its_rhythm(below: str) -> None:
    draft = read(f"TARDYFERON 80 mg 1 cp/j\n{below}")
    (line,) = draft.medications
    repeat = line.dosage_instruction[0].timing.repeat  # type: ignore[union-attr]
    assert (repeat.frequency, repeat.period_unit, repeat.bounds_duration) == (1, "d", None)
    assert [item.text for item in draft.other_items] == [below]


@pytest.mark.parametrize("second", ["Kardegic 75 1 sachet/j\nQSP 3 mois", "QSP 3 mois"])
def test_supply_below_all_lines_holds_for_those_of_the_page_before(second: str) -> None:
    head = "Dr Roux\nMme DURAND Jeanne\n"
    first = f"{head}Amlor 5 mg 1 gél le matin\nTahor 10 mg 1 cp le soir"
    (draft,) = read_prescriptions((Page.from_text(first), Page.from_text(head + second)))
    supplies = [m.dispense_request for m in draft.medications]
    assert all(s and s.expected_supply_duration for s in supplies)


def test_the_unit_of_a_bare_number_is_not_guessed_where_a_brand_is_sold_in_another() -> None:
    (line,) = read("Acide acétylsalicylique 75 mg : 0-1-0").medications
    assert line.review


@pytest.mark.parametrize("end", ["arrêt", "stop", "puis arrêt"])
def test_a_stop_below_steps_ends_them_and_heads_no_list(end: str) -> None:
    (draft,) = read_prescriptions(
        [
            Page.from_text(
                "1. PREDNISONE 20 mg\n2 cp le matin 5 j\n1 cp le matin 5 j\n"
                f"{end}\n2. AUGMENTIN 1 g\n1 sachet matin, midi et soir\n7 jours"
            )
        ]
    )
    assert [m.medication.name for m in draft.medications] == ["prednisone", "Augmentin"]
    assert [m.review for m in draft.medications] == [(), ()]


def test_a_stop_in_capitals_below_a_dose_is_asked_of_the_next_drug() -> None:
    (draft,) = read_prescriptions(
        [Page.from_text("TAHOR 20 mg\n1 cp le soir\nSTOP\nAMLOR 5 mg\n1 gél le matin")]
    )
    assert [m.medication.name for m in draft.medications] == ["Tahor", "Amlor"]
    assert draft.medications[1].review
