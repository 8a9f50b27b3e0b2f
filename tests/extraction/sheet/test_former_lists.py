"""What the patient takes already is no prescription, and the zone of a prescription under ALD."""

import pytest

from prescription.record import MedicationRequest
from tests.extraction.reading import read

ASKED = "ambiguous-posology"


def asked(request: MedicationRequest) -> bool:
    """Whether a human is asked what the line means."""
    return any(review.reason.value == ASKED for review in request.review)


@pytest.mark.parametrize(
    ("former", "current"),
    [
        ("TRAITEMENT HABITUEL", "TRAITEMENT DE SORTIE"),
        ("Traitement habituel :", "Traitement de sortie :"),
        ("Traitement à domicile", "Prescription de sortie"),
        ("Traitements en cours :", "Prescription du jour :"),
        ("Patient sous :", "Prescription ce jour :"),
        ("Actuellement sous :", "Ordonnance :"),
        ("Traitée par :", "Je prescris :"),
    ],
)
def test_drugs_of_the_list_before_are_asked_and_those_prescribed_are_not(
    former: str, current: str
) -> None:
    page = f"{former}\nKardegic 75 mg 1 sachet midi\nBisoprolol 2,5 mg 1 cp matin\n"
    page += f"{current}\nBisoprolol 5 mg 1 cp matin\nRamipril 2,5 mg 1 cp soir"
    medications = read(page).medications
    assert [asked(request) for request in medications] == [True, True, False, False]


@pytest.mark.parametrize("heading", ["Traitement habituel :", "Traitement en cours", "Traitement"])
def test_a_renewal_may_be_headed_so(heading: str) -> None:
    page = f"{heading}\nKardegic 75 mg 1 sachet midi\nBisoprolol 2,5 mg 1 cp matin"
    assert not any(request.review for request in read(page).medications)


def test_what_follows_the_list_of_the_way_out_is_not_asked() -> None:
    page = "Traitement de sortie :\nKardegic 75 mg 1 sachet midi\n"
    page += "Traitement habituel :\nBisoprolol 2,5 mg 1 cp matin"
    assert not any(asked(request) for request in read(page).medications)


@pytest.mark.parametrize(
    "row",
    [
        "Sous Kardegic 75 1/j et Tahor 20 1/j",
        "Patient traité par Kardegic 75 mg 1/j, Tahor 20 mg 1 cp le soir",
        "Prend actuellement Kardegic 75 mg 1/j + Tahor 20 mg 1 cp le soir",
    ],
)
def test_every_drug_of_a_row_that_tells_what_is_taken_is_asked(row: str) -> None:
    medications = read(f"{row}\nAmoxicilline 1 g 1 cp matin et soir 6 jours").medications
    assert [bool(request.review) for request in medications] == [True, True, False]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Ordonnance ALD", "Hors ALD"),
        ("PARTIE HAUTE (ALD) :", "PARTIE BASSE (hors ALD) :"),
        ("Volet supérieur", "Volet inférieur"),
    ],
)
def test_the_two_parts_of_a_sheet_are_its_zones(first: str, second: str) -> None:
    page = f"{first}\nKardegic 75 mg 1 sachet/j\n{second}\nDoliprane 1 g 1 cp si douleur"
    zones = [request.zone for request in read(page).medications]
    assert [zone and zone.value for zone in zones] == ["ald", "intercurrent"]


@pytest.mark.parametrize("lead", ["Puis", "ensuite", "Relais par", "Soit", "±", "+/-"])
def test_a_row_that_leads_on_from_the_drug_above_is_asked(lead: str) -> None:
    page = f"Lovenox 4000 UI 1 inj/j 10 jours\n{lead} Kardegic 75 mg 1 sachet par jour"
    medications = read(f"{page}\nTahor 20 mg 1 cp le soir").medications
    assert [asked(request) for request in medications] == [False, True, False]
