"""Headers of many layouts: prescriber, patient, dates, identifiers, and what is doubtful."""

from datetime import date
from decimal import Decimal

import pytest

from extraction.header.reading import Header, read_header
from extraction.reader import read_prescriptions
from extraction.sheet.rows import rows_of
from ocr.page import Page
from prescription.dosage import Quantity
from prescription.record import Gender, ReviewReason
from tests.extraction.typewriter import type_page


def header(drawing: str) -> Header:
    """The header as read from a picture; it must be the same with one line for each column."""
    whole = read_header(rows_of(type_page(drawing)))
    by_column = read_header(rows_of(type_page(drawing, by_column=True)))
    assert (whole.prescriber, whole.patient) == (by_column.prescriber, by_column.patient)
    return whole


TWO_COLUMNS = """
    Docteur Hélène ROUX                          Madame Jeanne DURAND
    Cardiologue                                  Née le 12/03/1956 (70 ans)
    Ancien interne des hôpitaux de Lyon          62 kg - 165 cm
    12 rue des Lilas
    69003 LYON                                   RPPS : 10101234564
    Tél : 04 78 12 34 56
                                                 Lyon, le 12 mars 2026
"""
HOSPITAL = """
                CENTRE HOSPITALIER DE VALENCE
                   Service de Pneumologie
    Dr Paul MARTIN - Pneumologue         N° RPPS : 10 10123456 4
    FINESS : 260000021                   N° AM : 26 1 23456 7
    Patient : M. LEFEBVRE Jean-Pierre    Né(e) le : 03/04/1948
    Date : 03/04/26
"""
LABELS_ABOVE = """
    Dr MARIE DUPONT-LEROY
    Gynécologue obstétricienne

    Nom         Prénom        Né(e) le
    BERNARD     Sophie        21/07/1990

    Fait à Toulouse, le 5 janvier 2026
"""
FORM = """
    Nom : PETIT
    Prénom : Alain
    Date de naissance : 01/02/1960
    Sexe : M

    Prescripteur : Dr Luc BONNET          RPPS 10101234564
    Date de prescription : 15/01/2026
"""
CHILD = """
    Dr. S. LE GALL
    Médecine Générale
    29200 BREST
    Brest, le 3/4/26
    Enfant Léo MORVAN, 4 ans, 16 kg
"""
UNTITLED = """
    Dr Anne PETIT
    Pédiatre
    Le 12/03/2026
    Nathan GARCIA né le 02/01/2024
    Poids : 11,5 kg
    Taille : 84 cm
"""
MARRIED = """
    DR JEAN-MARC DE LA TOUR
    MEDECIN GENERALISTE
    Mme GIRARD Claudine née MARTIN le 12/05/1945
    le 2 avril 2026
"""


@pytest.mark.parametrize(
    ("drawing", "name", "specialty"),
    [
        (TWO_COLUMNS, "Dr Hélène ROUX", "Cardiologue"),
        (HOSPITAL, "Dr Paul MARTIN", "Pneumologue"),
        (LABELS_ABOVE, "Dr MARIE DUPONT-LEROY", "Gynécologue obstétricienne"),
        (FORM, "Dr Luc BONNET", None),
        (CHILD, "Dr S. LE GALL", "Médecine Générale"),
        (MARRIED, "Dr JEAN-MARC DE LA TOUR", "MEDECIN GENERALISTE"),
    ],
)
def test_the_prescriber(drawing: str, name: str, specialty: str | None) -> None:
    prescriber = header(drawing).prescriber
    assert prescriber is not None
    assert (prescriber.name, prescriber.specialty) == (name, specialty)


def test_the_identifiers() -> None:
    prescriber = header(HOSPITAL).prescriber
    assert prescriber is not None
    numbers = prescriber.rpps, prescriber.am, prescriber.finess
    assert numbers == ("10101234564", "261234567", "260000021")


@pytest.mark.parametrize(
    ("drawing", "name", "born", "gender"),
    [
        (TWO_COLUMNS, "Jeanne DURAND", date(1956, 3, 12), Gender.FEMALE),
        (HOSPITAL, "LEFEBVRE Jean-Pierre", date(1948, 4, 3), Gender.MALE),
        (LABELS_ABOVE, "BERNARD Sophie", date(1990, 7, 21), None),
        (FORM, "PETIT Alain", date(1960, 2, 1), Gender.MALE),
        (CHILD, "Léo MORVAN", None, None),
        (UNTITLED, "Nathan GARCIA", date(2024, 1, 2), Gender.MALE),
        (MARRIED, "GIRARD Claudine", date(1945, 5, 12), Gender.FEMALE),
    ],
)
def test_the_patient(drawing: str, name: str, born: date | None, gender: Gender | None) -> None:
    patient = header(drawing).patient
    assert patient is not None
    assert (patient.name, patient.birth_date, patient.gender) == (name, born, gender)


def test_age_weight_and_height() -> None:
    patient = header(TWO_COLUMNS).patient
    assert patient is not None
    assert patient.age == Quantity(Decimal(70), "a")
    assert patient.weight == Quantity(Decimal(62), "kg")
    assert patient.height == Quantity(Decimal(165), "cm")
    child = header(UNTITLED).patient
    assert child is not None
    assert child.weight == Quantity(Decimal("11.5"), "kg")


@pytest.mark.parametrize(
    ("drawing", "day"),
    [
        (TWO_COLUMNS, date(2026, 3, 12)),
        (HOSPITAL, date(2026, 4, 3)),
        (LABELS_ABOVE, date(2026, 1, 5)),
        (FORM, date(2026, 1, 15)),
        (CHILD, date(2026, 4, 3)),
        (UNTITLED, date(2026, 3, 12)),
        (MARRIED, date(2026, 4, 2)),
    ],
)
def test_the_day_of_issue_is_not_the_day_of_birth(drawing: str, day: date) -> None:
    assert header(drawing).authored_on == day


@pytest.mark.parametrize("drawing", [TWO_COLUMNS, HOSPITAL, FORM, CHILD, UNTITLED, MARRIED])
def test_a_plain_header_raises_no_doubt(drawing: str) -> None:
    assert header(drawing).review == ()


@pytest.mark.parametrize(("written", "year"), [("56", 1956), ("24", 2024), ("31", 1931)])
def test_a_birth_with_a_short_year_is_in_the_past(written: str, year: int) -> None:
    patient = header(f"Dr Anne PETIT\nle 12/03/2026\nM. GARCIA Paul né le 02/01/{written}").patient
    assert patient is not None
    assert patient.birth_date == date(year, 1, 2)


@pytest.mark.parametrize(
    ("born", "issued"),
    [
        ("DN : 01/02/1980", "Lille, le 12/11/2026"),
        ("01/02/1980 (46 ans)", "Fait à Nice, le 12/11/2026"),
        ("née le 01/02/1980", "Ordonnance du 12/11/2026"),
        ("née le 01/02/1980", "Consultation du 12/11/2026"),
    ],
)
def test_days_of_birth_and_issue_as_they_are_abbreviated(born: str, issued: str) -> None:
    text = f"Dr Anne MARTIN\n{issued}\nMme DURAND Jeanne\n{born}\n\nDOLIPRANE 1 g 1 cp x3/j"
    (draft,) = read_prescriptions((Page.from_text(text),))
    assert draft.patient is not None
    assert draft.patient.birth_date == date(1980, 2, 1)
    assert draft.authored_on == date(2026, 11, 12)
    assert not draft.review


def test_the_text_without_picture_reads_the_same() -> None:
    drawn, typed = header(TWO_COLUMNS), read_header(rows_of(Page.from_text(TWO_COLUMNS)))
    assert (drawn.prescriber, drawn.patient) == (typed.prescriber, typed.patient)


def test_a_number_that_fails_its_check_is_a_doubt_and_no_value() -> None:
    read = header("Dr Hélène ROUX\nRPPS : 10101234567")
    assert read.prescriber is not None
    assert read.prescriber.rpps is None
    (doubt,) = read.review
    assert (doubt.field, doubt.reason) == ("prescriber.rpps", ReviewReason.LOW_OCR_CONFIDENCE)
    assert doubt.box is not None
    assert doubt.text == "10101234567"


def test_of_several_doctors_the_one_who_signs_is_meant() -> None:
    cabinet = "Dr A. BERNARD   Dr C. MOREAU   Dr P. SIMON\nMme GIRARD Claudine\nle 2 avril 2026"
    unsigned = header(cabinet)
    assert any(r.field == "prescriber.name" for r in unsigned.review)
    signed = header(cabinet + "\n                 Dr C. MOREAU")
    assert signed.prescriber is not None
    assert signed.prescriber.name == "Dr C. MOREAU"
    assert signed.review == ()


def test_a_name_alone_is_taken_for_the_patient_s_and_asked() -> None:
    read = header("Dr Anne PETIT\nPédiatre\n29200 BREST\nLe 12/03/2026\nNathan GARCIA")
    assert read.patient is not None
    assert read.patient.name == "Nathan GARCIA"
    assert [r.field for r in read.review] == ["patient.name"]


def test_a_speck_between_the_words_of_a_name_does_not_end_it() -> None:
    found = header("Docteur Aurélie . GRONDIN-BESSON\nMadame Camille ' BENALI née le 08/01/1999")
    assert found.prescriber is not None
    assert found.patient is not None
    assert found.prescriber.name == "Dr Aurélie GRONDIN-BESSON"
    assert found.patient.name == "Camille BENALI"


def test_a_birth_whose_date_is_not_read_is_a_doubt() -> None:
    found = header("Dr Anne PETIT\nle 12/03/2026\nM. GARCIA Paul né le 0Z/Q1/196")
    assert found.patient is not None
    assert found.patient.birth_date is None
    assert [r.field for r in found.review] == ["patient.birthDate"]


def test_the_family_doctor_is_not_the_prescriber() -> None:
    read = header("Médecin traitant : Dr Luc BONNET\nDr Anne PETIT\nCardiologue")
    assert read.prescriber is not None
    assert read.prescriber.name == "Dr Anne PETIT"


def test_dates_that_contradict_each_other_are_a_doubt() -> None:
    read = header("Dr Anne PETIT\nle 12/03/2026\nM. GARCIA Nathan né le 02/01/1950 (25 ans)")
    assert [r.field for r in read.review] == ["patient.birthDate"]


FAXED = """
    16/10/2026 19:22 0353014293 P.01
    Docteur Daniel MASSON
    78 rue du Moulin
    Membre d'une association agréée 14/10/2026
    Madame Nicole SAINT-MARTIN
"""


@pytest.mark.parametrize(
    "stamp", ["16/10/2026 19:22 0353014293 P.01", "16/10/2026 19h22", "Fax 16/10/26, 19.22"]
)
def test_the_day_a_fax_was_sent_is_not_the_day_of_issue(stamp: str) -> None:
    read = header(FAXED.replace("16/10/2026 19:22 0353014293 P.01", stamp))
    assert read.authored_on == date(2026, 10, 14)
    assert read.review == ()


def test_a_stamp_alone_is_asked_about() -> None:
    read = header("16/10/2026 19:22 0353014293 P.01\nDr Anne PETIT\nM. GARCIA Nathan")
    assert read.authored_on == date(2026, 10, 16)
    assert [(r.field, r.reason) for r in read.review] == [("authoredOn", ReviewReason.UNREAD_TEXT)]


def test_the_time_of_day_does_not_disturb_a_date_that_says_what_it_is() -> None:
    read = header("Dr Anne PETIT\nFait le 12/03/2026 à 14:30\nM. GARCIA Nathan")
    assert (read.authored_on, read.review) == (date(2026, 3, 12), ())


def test_the_day_of_dispensing_in_the_margin_is_not_surely_that_of_issue() -> None:
    read = header("Dr Anne PETIT\n12/03/2026\nM. GARCIA Nathan\ndélivré le 14/03/2026")
    assert read.authored_on == date(2026, 3, 12)


def test_faint_words_are_a_doubt() -> None:
    page = type_page("Dr Anne PETIT\nle 12/03/2026\nM. GARCIA Nathan", confidence=0.4)
    fields = {r.field for r in read_header(rows_of(page)).review}
    assert fields == {"prescriber.name", "authoredOn", "patient.name"}


def test_every_field_has_its_evidence() -> None:
    readings = {r.field: r for r in header(TWO_COLUMNS).readings}
    assert readings["patient.birthDate"].text == "12/03/1956"
    assert readings["patient.birthDate"].box is not None
    assert readings["prescriber.rpps"].confidence == pytest.approx(0.95)
    assert readings.keys() >= {"authoredOn", "prescriber.name", "patient.name", "patient.weight"}


def test_the_patient_stands_behind_pour_in_the_middle_of_a_row() -> None:
    read = header(
        "Dr Anne ROY\nNANTES, le 2 décembre 2026   -   Pour : LE GOFF Yann (9 ans, 28 kg)"
    )
    assert read.patient is not None
    assert read.patient.name == "LE GOFF Yann"
    assert read.patient.weight is not None
