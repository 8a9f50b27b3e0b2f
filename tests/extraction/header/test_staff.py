"""Who is named beside the patient, an intern or a nurse, is not taken for the patient."""

from datetime import date

import pytest

from extraction.header.reading import Header
from prescription.record import Gender
from tests.extraction.header.test_header import header

SHEET = """
    Hôpital Saint-Louis - Pédiatrie
    Pr Jean DUBOIS
    {other}
    Le 12/11/2026
    {patient}
"""
STAFF = [
    "Interne : M. Ali BEN SALEM",
    "Pr Jean DUBOIS   Interne : M. Ali BEN SALEM",
    "Interne :   M. Ali BEN SALEM",
    "Infirmière coordinatrice : Mme Claire MARTIN",
    "Infirmière : Mme Julie FABRE",
    "IDE : M. Paul ROY",
    "Remplaçant : M. Luc PETIT",
    "Remplacé par Mme Luce PETIT",
    "Collaboratrice : Mme Anne ROY",
    "Externe : M. Luc PETIT",
    "Secrétaire : Mme Anne ROY",
    "Cadre de santé : Mme Anne ROY",
    "Personne de confiance : M. Luc PETIT",
    "Sage-femme : Mme Anne ROY",
]
PATIENTS = {
    "Mme DUPONT Marie-Claude née le 03/05/1948 (78 ans) 61 kg": "DUPONT Marie-Claude",
    "Mme Marie DUPONT": "Marie DUPONT",
    "Madame Odile D'ALMEIDA, 67 ans": "Odile D'ALMEIDA",
    "Enfant : LEROY Tom, 3 ans, 14,5 kg": "LEROY Tom",
    "Patient : DUPONT Marie": "DUPONT Marie",
}


def asked(read: Header) -> set[str | None]:
    return {one.field for one in read.review}


@pytest.mark.parametrize("patient", PATIENTS)
@pytest.mark.parametrize("other", STAFF)
def test_staff_is_not_the_patient(other: str, patient: str) -> None:
    read = header(SHEET.format(other=other, patient=patient))
    assert read.patient is not None
    assert read.patient.name == PATIENTS[patient]
    assert read.patient.gender in (Gender.FEMALE, None)
    assert "patient.name" not in asked(read)


def test_a_child_has_not_the_sex_of_an_intern() -> None:
    patient = "Enfant : LEROY Tom, née le 03/05/2023"
    read = header(SHEET.format(other="Interne : M. Ali BEN SALEM", patient=patient))
    assert read.patient is not None
    assert (read.patient.birth_date, read.patient.gender) == (date(2023, 5, 3), Gender.FEMALE)


@pytest.mark.parametrize(
    "patient", ["Mme DUPONT Marie, née le 03/05/1948", "Mme DUPONT\n    née le 03/05/1948 (78 ans)"]
)
def test_of_two_persons_the_one_with_a_birth_is_proposed_and_asked(patient: str) -> None:
    read = header(SHEET.format(other="M. Ali BEN SALEM", patient=patient))
    assert read.patient is not None
    assert (read.patient.name or "").startswith("DUPONT")
    assert read.patient.gender is Gender.FEMALE
    (doubt,) = [one for one in read.review if one.field == "patient.name"]
    assert doubt.text is not None
    assert "BEN SALEM" in doubt.text


def test_of_two_persons_without_birth_or_age_the_first_is_asked() -> None:
    read = header(SHEET.format(other="M. Ali BEN SALEM", patient="Mme DUPONT Marie"))
    assert "patient.name" in asked(read)


@pytest.mark.parametrize(
    "row",
    [
        "Médecine interne M. Jean DUPONT",
        "Médecine interne\n    M. Jean DUPONT",
        "Soins infirmiers à domicile pour M. Jean DUPONT",
        "Ordonnance à l'infirmière pour M. Jean DUPONT",
        "Chambre 12 : M. Jean DUPONT",
        "Remis à : M. Jean DUPONT",
    ],
)
def test_a_patient_behind_other_words_is_the_patient(row: str) -> None:
    read = header(SHEET.format(other="", patient=row))
    assert read.patient is not None
    assert read.patient.name == "Jean DUPONT"


def test_staff_alone_is_no_patient() -> None:
    read = header(SHEET.format(other="Interne : M. Ali BEN SALEM", patient=""))
    assert read.patient is None or read.patient.name is None or "patient.name" in asked(read)


@pytest.mark.parametrize(
    "address",
    [
        "12 rue du Docteur Roux",
        "3, av. du Dr Calmette",
        "place Professeur Debré",
        "40 bd Dr Leroux",
    ],
)
def test_a_doctor_in_the_name_of_a_street_prescribes_nothing(address: str) -> None:
    read = header(f"Dr Jean MARTIN\n{address}\n69003 LYON\nMme Lucie PETIT\nLe 03/02/2026")
    assert read.prescriber is not None
    assert read.prescriber.name == "Dr Jean MARTIN"
    assert not any(one.field == "prescriber.name" for one in read.review)
