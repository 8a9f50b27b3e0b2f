"""A patient's name is read whole: two persons of one family differ by their first names alone."""

import pytest

from ordonnancier.capture import capture_text
from tests.extraction.header.test_header import header


@pytest.mark.parametrize(
    ("written", "name", "asked"),
    [
        ("Mme DUPONT marie", "DUPONT marie", True),
        ("M. MARTIN jean-pierre, 70 ans", "MARTIN jean-pierre", True),
        ("Patient : Moreau lsabelle née le 04/12/1968", "Moreau lsabelle", True),
        ("Mme VAN DEN BERG lotte", "VAN DEN BERG lotte", True),
        ("Nom : LEROY Prénom : anne", "LEROY anne", False),
        ("Mme LEROY née PETIT Anne", "LEROY née PETIT Anne", False),
        ("Mme LEROY (née PETIT) Anne", "LEROY née PETIT Anne", False),
        ("Mme BERNARD épouse CARON Marie-Louise", "BERNARD épouse CARON Marie-Louise", False),
        ("Mme DURAND, Jeanne", "DURAND Jeanne", True),
        ("Mme DURAND (Jeanne)", "DURAND Jeanne", True),
        ("Nom/Prénom : DUPONT / Marie", "DUPONT Marie", True),
        ("Mme DUPONT Ma rie", "DUPONT Ma rie", True),
        ("Mme DUPONT Marie DN : 12.05.45", "DUPONT Marie", False),
        ("Mme DUPONT née le 12/05/1945", "DUPONT", False),
        ("Mme DUPONT chambre 12", "DUPONT", False),
        ("Mme DUPONT / Chambre 12", "DUPONT", False),
        ("Mme DUPONT (ALD)", "DUPONT", False),
        ("Mme DUPONT - HORS ALD", "DUPONT", False),
        ("Mme DUPONT JEANNE demeurant à Lyon", "DUPONT JEANNE", False),
        ("Mme DURAND vue ce jour", "DURAND", False),
    ],
)
def test_a_first_name_behind_the_family_name_is_never_dropped(
    written: str, name: str, asked: bool
) -> None:
    read = header(f"Dr Paul MARTIN\nle 2 avril 2026\n{written}")
    assert read.patient is not None
    assert read.patient.name == name
    assert any(review.field == "patient.name" for review in read.review) == asked


def test_what_is_left_of_other_words_is_no_part_of_a_specialty() -> None:
    prescriber = header("Dr Paul MARTIN\nMédecin généraliste en\nle 2 avril 2026").prescriber
    assert prescriber is not None
    assert prescriber.specialty == "Médecin généraliste"


@pytest.mark.parametrize("written", ["Nourrisson de Mme DURAND, 2 mois", "M. et Mme DURAND"])
def test_a_title_of_somebody_else_tells_no_sex_and_the_name_is_asked(written: str) -> None:
    read = header(f"Dr Paul MARTIN\nle 2 avril 2026\n{written}")
    assert read.patient is not None
    assert read.patient.gender is None
    assert "patient.name" in {review.field for review in read.review}


@pytest.mark.parametrize(
    ("written", "name", "asked"),
    [
        ("Dr MARTIN paul", "Dr MARTIN paul", True),
        ("DR PETIT-ROUX anne-marie", "Dr PETIT-ROUX anne-marie", True),
        ("Dr LEROY née PETIT Anne", "Dr LEROY née PETIT Anne", False),
        ("Dr MARTIN cardiologue", "Dr MARTIN", False),
        ("Dr MARTIN - Cardiologue", "Dr MARTIN", False),
        ("Dr MARTIN (remplaçant : Dr PETIT Anne)", "Dr MARTIN", True),
        ("Dr Anne PETIT remplaçante du Dr MARTIN Paul", "Dr Anne PETIT", False),
    ],
)
def test_so_is_a_prescriber_s(written: str, name: str, asked: bool) -> None:
    read = header(f"{written}\nle 2 avril 2026\nMme DURAND Jeanne")
    assert read.prescriber is not None
    assert read.prescriber.name == name
    assert any(review.field == "prescriber.name" for review in read.review) == asked


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("Mme Clotilde VERNEUIL\n    Sage-femme diplômée d'État", "Mme Clotilde VERNEUIL"),
        ("Mme Clotilde VERNEUIL, sage-femme", "Mme Clotilde VERNEUIL"),
        ("M. Paul ROY\n    Infirmier en pratique avancée", "M. Paul ROY"),
        ("Mme Anne ROY\n    Pédicure-podologue", "Mme Anne ROY"),
        ("M. Karim HADDAD\n    Chirurgien-dentiste", "M. Karim HADDAD"),
    ],
)
def test_a_professional_without_doctor_s_title_is_no_patient(head: str, name: str) -> None:
    read = header(
        f"    {head}\n\n    Le 12/03/2026\n    Pour Mme ABADIE Jeanne, née le 12/03/1986\n"
    )
    assert read.prescriber is not None
    assert read.patient is not None
    assert read.prescriber.name == name
    assert read.patient.name == "ABADIE Jeanne"


@pytest.mark.parametrize(
    "below", ["Cardiologie - chambre 12", "Médecin traitant : Dr Luc FAURE", "Née le 12/03/1986"]
)
def test_what_stands_under_a_patient_makes_her_no_prescriber(below: str) -> None:
    read = header(f"    Mme ABADIE Jeanne\n    {below}\n")
    assert read.patient is not None
    assert read.patient.name == "ABADIE Jeanne"


@pytest.mark.parametrize(
    ("field", "drawing", "told"),
    [
        ("prescriber.name", "Dr SIMON          Éric\nCardiologue", "Dr SIMON / Éric"),
        ("patient.name", "Dr Paul MARTIN\nMme DURAND         Jeanne", "DURAND / Jeanne"),
        ("prescriber.name", "Dr SIMON          Cardiologue", None),
        ("prescriber.name", "Dr SIMON          Lyon, le 2 avril 2026", None),
        ("prescriber.name", "Dr SIMON          Cabinet médical", None),
        ("prescriber.name", "Dr SIMON          Mme DURAND Jeanne", None),
        ("prescriber.name", "Dr Éric SIMON          Paul", None),
        ("patient.name", "Dr Paul MARTIN\nMme DURAND Jeanne         Lyon", None),
        ("patient.name", "Dr Paul MARTIN\nMme DURAND           Chambre 12", None),
    ],
)
def test_what_may_be_a_first_name_far_to_the_right_is_told(
    field: str, drawing: str, told: str | None
) -> None:
    review = header(f"{drawing}\nle 2 avril 2026").review
    assert [one.text for one in review if one.field == field] == ([told] if told else [])


@pytest.mark.parametrize(
    ("doctors", "asked"),
    [
        ("Dr FABRE Isabelle - Dr FABRE Pascal", True),
        ("Dr Jean MARTIN et Dr Paul MARTIN", True),
        ("Dr Jean MARTIN\nDr Paul MARTIN", True),
        ("Dr Jean MARTIN\nDr Jean MARTIN", False),
        ("Dr Isabelle FABRE\nDr I. FABRE", False),
        ("Dr Isabelle FABRE\nDr lsabele FABRE", False),
        ("Dr Isabelle FABRE\nDr FABRE", False),
        ("Docteure FABRE\nDr Isabelle FABRE", False),
        ("Docteure Isabelle FABRE\nDocteure Anne PETIT", True),
        ("Dr Isabelle FABRE et Pascal FABRE", True),
        ("Dr Isabelle FABRE - Paul PETIT", True),
        ("Dr Isabelle FABRE - Saint Martin", False),
        ("Dr Isabelle FABRE - Cardiologue", False),
        ("Dr Isabelle FABRE            Pascal FABRE\nCardiologue                 Urologue", True),
        ("Isabelle FABRE            Paul PETIT\nCardiologue                 Urologue", True),
        ("Dr Isabelle FABRE            Pascal FABRE\nCardiologue                 Urologie", False),
        ("Dr Isabelle FABRE            Dr Pascal FABRE", True),
        ("Dr Jean FABRE               Dr Jeanne FABRE", True),
        ("Dr FABRE I.                 Dr FABRE P.", True),
        ("Dr I. FABRE\nDr P. FABRE", True),
        ("Dr P. FABRE\nDr Isabelle FABRE", True),
        ("Dr L FABRE\nDr I. FABRE", False),
        ("Dr Isabelle FABRE            Dr Pascal FABRE\nRPPS 10101234567", True),
        ("Dr Isabelle FABRE            Dr Paul PETIT\nRPPS 10101234567", True),
    ],
)
def test_two_doctors_of_one_family_name_are_told_apart(doctors: str, asked: bool) -> None:
    read = header(f"{doctors}\nle 2 avril 2026\nMme DUPONT Jeanne, née le 12/05/1945")
    assert ("prescriber.name" in {review.field for review in read.review}) is asked


def test_of_two_side_by_side_the_one_who_signs_prescribes() -> None:
    row = "Dr Jean MARTIN                Dr Jeanne PETIT"
    read = header(f"{row}\nle 2 avril 2026\nMme DURAND Anne\nDr Jeanne PETIT")
    assert read.prescriber is not None
    assert read.prescriber.name == "Dr Jeanne PETIT"
    assert "prescriber.name" not in {review.field for review in read.review}


@pytest.mark.parametrize(
    ("row", "name", "specialty"),
    [
        ("Cardiologie - Pr Alain KERVELLA", "Pr Alain KERVELLA", "Cardiologie"),
        ("Cardiologie Professeur Alain KERVELLA", "Pr Alain KERVELLA", "Cardiologie"),
        ("Pr Alain KERVELLA - Cardiologie", "Pr Alain KERVELLA", "Cardiologie"),
        ("Professeur Alain KERVELLA Cardiologie", "Pr Alain KERVELLA", "Cardiologie"),
        ("Alain KERVELLA Cardiologue", None, "Cardiologue"),
        ("Alain KERVELLA - Cardiologue", None, "Cardiologue"),
        ("Cardiologie – Alain KERVELLA", None, "Cardiologie"),
        ("Dr Nadia BELKACEM Gériatre", "Dr Nadia BELKACEM", "Gériatre"),
        ("Dr BELKACEM Médecin Généraliste", "Dr BELKACEM", "Médecin Généraliste"),
        ("Dr Nadia BELKACEM - Chirurgie Vasculaire", "Dr Nadia BELKACEM", "Chirurgie Vasculaire"),
        ("Dr Nadia BELKACEM\nGériatrie - Soins Palliatifs", "Dr Nadia BELKACEM", None),
    ],
)
def test_a_name_and_a_specialty_on_one_row_are_two(
    row: str, name: str | None, specialty: str | None
) -> None:
    read = header(f"{row}\nle 2 avril 2026\nMme DURAND Jeanne")
    assert read.prescriber is not None
    assert read.prescriber.name == name
    assert read.prescriber.specialty == (specialty or row.splitlines()[1])


def test_of_two_of_one_family_name_the_one_who_signs_prescribes() -> None:
    read = header("Dr Jean MARTIN\nDr Paul MARTIN\nle 2 avril 2026\nDr Paul MARTIN")
    assert read.prescriber is not None
    assert read.prescriber.name == "Dr Paul MARTIN"
    assert "prescriber.name" not in {review.field for review in read.review}


@pytest.mark.parametrize(("name", "asked"), [("Joäo", True), ("Joào", True), ("Zoé", False)])
def test_a_letter_the_engine_writes_for_another_is_asked(name: str, asked: bool) -> None:
    text = f"Dr Paul MARTIN\nle 2 avril 2026\nM. COSTA {name}, né le 12/05/1945"
    assert ("patient.name" in {review.field for review in header(text).review}) is asked
    (typed,) = capture_text(f"{text}\nDoliprane 1 g 1 cp le soir").prescriptions
    assert "patient.name" not in {review.field for review in typed.review}


@pytest.mark.parametrize(
    ("field", "drawing", "name", "asked"),
    [
        ("prescriber", "Dr Kar im OUEDRAOGO", "Dr Karim OUEDRAOGO", True),
        ("patient", "Dr Luc FAURE\nMme Yvo nne SZYMANSKI", "Yvonne SZYMANSKI", True),
        ("patient", "Dr Luc FAURE\nM. Paul de LAROCHE", "Paul de LAROCHE", False),
        ("prescriber", "Dr Roux pour le CENTRE Bellevue", "Dr Roux", False),
    ],
)
def test_a_first_name_that_a_space_fell_into_is_joined_and_asked(
    field: str, drawing: str, name: str, asked: bool
) -> None:
    read = header(f"{drawing}\nle 2 avril 2026")
    person = read.prescriber if field == "prescriber" else read.patient
    assert person is not None
    assert person.name == name
    assert any(one.field == f"{field}.name" for one in read.review) is asked


@pytest.mark.parametrize("row", ["Médicament Posologie Durée", "LUNDI-MERCREDI", "Matin"])
def test_a_title_below_a_name_of_one_word_is_no_part_of_it(row: str) -> None:
    read = header(f"Dr Paul MARTIN\nle 2 avril 2026\nMme LAVAL\n{row}\nKardegic 75 mg 1 le midi")
    assert read.patient is not None
    assert read.patient.name == "LAVAL"
