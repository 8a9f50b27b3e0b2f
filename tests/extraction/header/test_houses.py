"""Sheets of hospitals and homes: the house is no patient, its chief does not prescribe."""

from dataclasses import replace
from datetime import date

import pytest

from extraction.header.reading import read_header
from extraction.reader import read_prescriptions
from extraction.sheet.rows import rows_of
from prescription.record import ReviewReason
from tests.extraction.header.test_header import header
from tests.extraction.typewriter import WIDTH, type_page

WARD = """
    CHU de Montaigu - Pôle Cœur
    Dr Gilles MARCHAL - RPPS 10101234564
    {patient}
    {issued}
"""


@pytest.mark.parametrize(
    "patient",
    [
        "Patient (e) : POIRIER Aude - DN : 25/08/1947",
        "Résidente : POIRIER Aude   Née le 25/08/1947   Ch. 243",
        "Résident(e) : Mme POIRIER Aude, né(e) 25/08/1947",
        "Identité : POIRIER Aude   néCe) 25/08/1947",
        "Identité : POIRIER Aude   née) 25/08/1947",
        "Identité : POIRIER Aude   Né/e/ 1e 25/08/1947",
        "Identité : POIRIER Aude   Ne{c} ie 25/08/1947",
    ],
)
def test_the_patient_of_a_ward_or_a_home(patient: str) -> None:
    read = header(WARD.format(patient=patient, issued="Ordonnance de sortie du 11/06/2026"))
    assert read.patient is not None
    assert (read.patient.name, read.patient.birth_date) == ("POIRIER Aude", date(1947, 8, 25))
    assert (read.authored_on, read.review) == (date(2026, 6, 11), ())


def test_a_house_above_a_birth_is_not_taken_for_the_patient() -> None:
    read = header("CHU de Montaigu\nné le 25/08/1947\nDr Gilles MARCHAL\nle 11/06/2026")
    assert read.patient is None or read.patient.name is None


def test_the_day_of_leaving_is_not_the_day_of_the_paper() -> None:
    left = "Hospitalisation du 01/06/2026, sortie du 10/06/2026\nLille, le 11/06/2026"
    read = header(WARD.format(patient="M. LEROY Jean", issued=left))
    assert read.authored_on == date(2026, 6, 11)


def test_a_day_of_printing_is_proposed_and_asked() -> None:
    read = header(WARD.format(patient="M. LEROY Jean", issued="Imprimé le 11/06/2026"))
    assert read.authored_on == date(2026, 6, 11)
    assert [r.field for r in read.review] == ["authoredOn"]


def test_a_room_beside_a_year_is_no_strength() -> None:
    page = type_page(
        "Dr Gilles MARCHAL\nle 11/06/2026\nRésident : POIRIER Paul Né le 25/08/1947 Ch. 243\n"
        "EZETIMIBE 10 mg 1 comprimé le matin"
    )
    (draft,) = read_prescriptions((page,))
    assert len(draft.medications) == 1
    assert not draft.medications[0].review


def test_the_family_doctor_prescribes_where_no_other_is_named_and_is_asked() -> None:
    read = header("EHPAD Les Tamaris\nRésident : LEROY Jean\nMédecin traitant : Dr Luc BONNET")
    assert read.prescriber is not None
    assert read.prescriber.name == "Dr Luc BONNET"
    assert ("prescriber.name", ReviewReason.UNREAD_TEXT) in {
        (r.field, r.reason) for r in read.review
    }


LETTER = """
    Chef de service
    Pr Roland KERBRAT
    Dr Mathilde OUVRARD
    Rennes, le 12 mars 2026
    Patient : M. PINEAU Jean
                                         Dr Florence JACQUEMIN
                                         RPPS 10101234564
"""


def test_who_signs_with_a_number_prescribes_and_not_the_chief_of_the_ward() -> None:
    read = header(LETTER)
    assert read.prescriber is not None
    assert (read.prescriber.name, read.review) == ("Dr Florence JACQUEMIN", ())


def test_a_prescriber_who_is_not_read_is_asked() -> None:
    page = type_page("le 12 mars 2026\nM. LEROY Jean\nDoliprane 1 g x3/j")
    (draft,) = read_prescriptions((page,))
    assert [(r.field, r.reason) for r in draft.review] == [
        ("prescriber.name", ReviewReason.UNREAD_TEXT)
    ]


def test_an_old_date_beside_the_name_is_proposed_as_birth_and_asked() -> None:
    read = header("Dr Luc BONNET\nle 27/02/2026\nPour : Mme VIDAL Anne (nc ≤ e le 03/11/1953)")
    assert read.patient is not None
    assert read.patient.birth_date == date(1953, 11, 3)
    assert [r.field for r in read.review] == ["patient.birthDate"]


@pytest.mark.parametrize("event", ["opérée le 12/05/2024", "ALD depuis le 12/05/2024"])
def test_the_day_of_an_event_is_no_birth(event: str) -> None:
    read = header(f"Dr Luc BONNET\nle 27/02/2026\nMme VIDAL Anne, {event}")
    assert read.patient is not None
    assert read.patient.birth_date is None


def test_another_patient_on_the_next_page_is_another_prescription_though_not_clearly_read() -> None:
    top = "Dr Gilles MARCHAL\nle 11/06/2026\n"
    first = type_page(f"{top}Mme TRAORE Awa, née le 03/07/1947\nFluconazole 50 mg 1/j")
    second = type_page(
        f"{top}M. DA SILVA Svlvain, né le 27/04/1994\nDoliprane 1 g x3/j", confidence=0.5
    )
    drafts = read_prescriptions((first, second))
    assert [d.patient.name for d in drafts if d.patient] == ["TRAORE Awa", "DA SILVA Svlvain"]


def test_a_name_that_is_only_worse_read_on_the_next_page_is_the_same_patient() -> None:
    top = "Dr Gilles MARCHAL\nle 11/06/2026\n"
    first = type_page(f"{top}Mme TRAORE Awa, née le 03/07/1947\nFluconazole 50 mg 1/j")
    second = type_page(
        f"{top}Mme 7RAQRF Avva, née le 03/07/1947\nDoliprane 1 g x3/j", confidence=0.5
    )
    assert len(read_prescriptions((first, second))) == 1


STAMP = "PHARMACIE DUVAL\nMme DUVAL Christine\nDélivré le 13/03/2026"


@pytest.mark.parametrize("patient", ["DURAND Jeanne née le 12/03/1956", "DURAND Jeanne, 70 ans"])
@pytest.mark.parametrize("other", [STAMP, "Secrétariat : Mme Annie LECOQ"])
def test_the_name_in_a_stamp_is_not_the_patient_s(patient: str, other: str) -> None:
    read = header(f"Dr Luc BONNET\nle 12/03/2026\n{patient}\n\n{other}")
    assert read.patient is not None
    assert (read.patient.name, read.review) == ("DURAND Jeanne", ())


def test_the_name_in_a_stamp_is_asked_where_no_other_is_read() -> None:
    read = header(f"Dr Luc BONNET\nle 12/03/2026\n{STAMP}")
    assert "patient.name" in {r.field for r in read.review}


def test_a_patient_with_a_title_is_still_found_above_a_stamp() -> None:
    read = header(f"Dr Luc BONNET\nle 12/03/2026\nMme DURAND Jeanne\n\n\n{STAMP}")
    assert read.patient is not None
    assert (read.patient.name, read.review) == ("DURAND Jeanne", ())


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("Dr Pauline 2OCHE-MARTY", "prescriber.name"),
        ("DR VINCENT TH]BALDEAU", "prescriber.name"),
        ("Mme DURAND Je4nne", "patient.name"),
        ("M. GIRAUDEAU Jean-Lu: (né le 11/12/1964)", "patient.name"),
    ],
)
def test_a_name_cut_before_letters_read_as_digits_is_asked(row: str, field: str) -> None:
    assert field in {r.field for r in header(f"{row}\nle 12/03/2026").review}


def test_a_name_broken_in_two_words_is_whole_again() -> None:
    page = type_page("Dr Est elle VIGNAUD\nle 12/03/2026")
    first = page.lines[0].words
    box = first[2].box
    assert box is not None
    moved = [*first[:2], replace(first[2], box=box._replace(x=box.x - WIDTH)), *first[3:]]
    lines = (replace(page.lines[0], words=tuple(moved)), *page.lines[1:])
    read = read_header(rows_of(replace(page, lines=lines)))
    assert read.prescriber is not None
    assert read.prescriber.name == "Dr Estelle VIGNAUD"


@pytest.mark.parametrize(
    "patient", ["Pour : Joséphine GUILLEMIN", "M, Cédric BEN AMOR", "Pour : M. Cédric BEN AMOR"]
)
def test_whom_a_sheet_is_for(patient: str) -> None:
    read = header(f"Dr Jean-Yves TANGUY\n{patient}\nle 07/02/2026")
    assert read.patient is not None
    assert read.patient.name in ("Joséphine GUILLEMIN", "Cédric BEN AMOR")


@pytest.mark.parametrize(
    "visit", ["Visite du 12/01/2026 à 22h33", "Téléconsultation du 12/01/2026"]
)
def test_the_day_of_a_visit_is_that_of_issue(visit: str) -> None:
    read = header(f"Dr Jean-Yves TANGUY\n{visit}\nPatient : Hervé FERNANDES né le 12/02/1993")
    assert read.authored_on == date(2026, 1, 12)
    assert not any(review.field == "authoredOn" for review in read.review)


def test_a_code_to_verify_is_no_drug() -> None:
    (draft,) = read_prescriptions(
        [type_page("Code de vérification : 8155-F416\nDr Jean-Yves TANGUY\nDOLIPRANE 1 g 1 cp/j")]
    )
    assert [m.medication.name for m in draft.medications] == ["Doliprane"]


def test_the_day_of_an_edition_is_taken_and_asked() -> None:
    read = header("EHPAD Les Cèdres   Édition du 05/03/2026\nDr Karim OUALI\nM. Louis PAUL")
    assert read.authored_on == date(2026, 3, 5)
    assert any(review.field == "authoredOn" for review in read.review)
