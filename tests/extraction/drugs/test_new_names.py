"""Drugs that no list knows: a row that tells a dose of one is never set aside without a word."""

import pytest

from extraction.reader import read_prescriptions
from ocr.page import Page
from prescription.record import Draft

KNOWN = "Bisoprolol 5 mg 1 cp le matin\n", "\nRamipril 5 mg 1 cp le soir"


def read(text: str) -> Draft:
    (draft,) = read_prescriptions([Page.from_text(text)])
    return draft


@pytest.mark.parametrize(
    "row",
    [
        "Machinol 37 1 au dîner",
        "Machinol 1 à 8h",
        "Machinol 1 au réveil",
        "Machinol 1 M 1 S",
        "Machinol 1 tous les jours",
        "Machinol 1 lundi et jeudi",
        "Machinol fort 1 si douleur",
        "Machinol 1 implant",
    ],
)
@pytest.mark.parametrize("around", [("", ""), KNOWN])
def test_a_new_name_with_its_intake_is_a_medication_to_check(
    row: str, around: tuple[str, str]
) -> None:
    told = [m for m in read(row.join(around)).medications if "Machinol" in m.text]
    assert [
        ("medication.name", "unknown-drug") in {(r.field, r.reason.value) for r in m.review}
        for m in told
    ] == [True]


@pytest.mark.parametrize(
    "row",
    [
        "Machinol 50 1 hs",
        "Machinol 80 1 - 0,5 - 1",
        "Machinol Solostar 100 U/ml 24 U hs",
        "Machinol 140 1 stylo SC tous les 15 j QSP 1 mois AR 5",
        "Machinol 1 pastille toutes les 3h max 6",
        "Machinol 80/400 1 lun mer ven",
        "Machinol si besoin",
        "- Machinol si douleur",
        "Machinol à la demande",
        "Machinol comme avant",
    ],
)
def test_what_is_set_aside_with_a_dose_is_told(row: str) -> None:
    draft = read(row.join(KNOWN))
    told = {r.text for r in draft.review} | {
        m.text for m in draft.medications if any(r.reason == "unknown-drug" for r in m.review)
    }
    assert row in told


@pytest.mark.parametrize(
    "row",
    [
        "Kinésithérapie respiratoire 10 séances",
        "Bas de contention classe 2, 3 paires",
        "Revoir le Dr Durand dans 3 mois",
        "Régime sans sel, 1,5 L d'eau par jour",
        "Contention si besoin",
        "Kinésithérapie si besoin",
        "Consulter si fièvre",
        "Arrêt de travail si besoin",
    ],
)
def test_what_is_no_drug_is_set_aside_in_silence(row: str) -> None:
    draft = read(row.join(KNOWN))
    assert len(draft.medications) == 2
    assert row not in {r.text for r in draft.review}


def test_a_fraction_of_a_milligram_is_no_volume() -> None:
    (request,) = read("Anapen 0,3 1 injection IM si choc").medications
    (ratio,) = request.medication.strength
    assert ratio.numerator.unit == "mg"
    (request,) = read("Lovenox 0,4 1 injection SC/j").medications
    (ratio,) = request.medication.strength
    assert ratio.numerator.unit == "mL"
