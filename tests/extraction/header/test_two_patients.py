"""Two patients on one sheet are asked about; one who is named twice is not."""

import pytest

from extraction.reader import read_prescriptions
from ordonnancier.wording import review_in_words
from prescription.language import Language, speak
from tests.extraction.typewriter import type_page

SHEET = """
    Docteur Claire MARTEL
    {name}
    {birth}

    DONEPEZIL 10 mg
    1 comprimé le soir
"""


def asked(drawing: str) -> set[str]:
    (draft,) = read_prescriptions([type_page(drawing)])
    return {review.field for review in draft.review if review.field.startswith("patient")}


def side_by_side(other: str, birth: str) -> str:
    left = SHEET.format(name="Mme DURAND Jeanne", birth="née le 12/03/1956").splitlines()
    right = SHEET.format(name=other, birth=birth).splitlines()
    return "\n".join(f"{one:48}{two.strip()}" for one, two in zip(left, right, strict=True))


@pytest.mark.parametrize(
    ("other", "birth"),
    [
        ("Mme ROUSSEL Odile", "née le 02/07/1944"),
        ("Mme DURAND Odile", "née le 02/07/44"),
        ("M. ROUSSEL Paul", "Date de naissance : 02/07/1944"),
    ],
)
def test_another_birth_is_asked_about(other: str, birth: str) -> None:
    assert {"patient.name", "patient.birthDate"} <= asked(side_by_side(other, birth))
    stacked = SHEET.format(name="Mme DURAND Jeanne", birth="née le 12/03/1956")
    assert {"patient.name", "patient.birthDate"} <= asked(
        stacked + SHEET.format(name=other, birth=birth)
    )


def test_another_name_beside_the_first_is_asked_about() -> None:
    assert "patient.name" in asked(side_by_side("Mme ROUSSEL Odile", ""))


def told(drawing: str, language: Language) -> tuple[set[str], list[set[str]]]:
    """What is asked of the patient, and of each line, in words."""
    (draft,) = read_prescriptions([type_page(drawing)])
    speak(language)
    head = {review_in_words(one) for one in draft.review if one.field.startswith("patient")}
    lines = [set(map(review_in_words, line.review)) for line in draft.medications]
    speak(None)
    return head, lines


LINES = """
    Docteur Claire MARTEL         Le 12/03/2026
    {first:30}{second}
    {born:30}{other}

    DONEPEZIL 10 mg 1 comprimé le soir
    KARDEGIC 75 mg 1 sachet le midi
"""


def test_of_every_line_it_is_asked_whose_it_is() -> None:
    drawing = LINES.format(
        first="Mme DURAND Jeanne",
        second="Mme ROUSSEL Odile",
        born="née le 12/03/1956",
        other="née le 02/07/1944",
    )
    whose = "médicament : cette page nomme peut-être deux patients : pour lequel est cette ligne ?"
    assert told(drawing, "fr") == (
        {
            "patient : deux patients sont nommés sur cette page : DURAND Jeanne / ROUSSEL Odile",
            "date de naissance : deux patients sont nommés sur cette page, "
            "nés le 12/03/1956 et le 02/07/1944",
        },
        [{whose}, {whose}],
    )
    whose = "drug: this page may name two patients: whose is this line?"
    assert told(drawing, "en") == (
        {
            "patient: two patients are named on this page: DURAND Jeanne / ROUSSEL Odile",
            "birth date: two patients are named on this page, born on 12/03/1956 and 02/07/1944",
        },
        [{whose}, {whose}],
    )


@pytest.mark.parametrize(
    ("second", "born", "other"),
    [
        ("Mme ROUSSEL Odile", "", ""),
        ("Mme DURAND Odile", "née le 12/03/1956", "née le 12/08/1956"),
        ("", "née le 12/03/1956", "née le 02/07/1944"),
    ],
)
def test_so_it_is_where_one_of_the_two_is_told_of_in_part(
    second: str, born: str, other: str
) -> None:
    drawing = LINES.format(first="Mme DURAND Jeanne", second=second, born=born, other=other)
    _, lines = told(drawing, "en")
    assert lines == [{"drug: this page may name two patients: whose is this line?"}] * 2


@pytest.mark.parametrize(
    ("second", "other"),
    [
        ("Mme DURAND Jeanne", "née le 12/03/1956"),
        ("Mme DURAND Jeanne", "née le 12/08/1956"),
        ("Mme DURAND", "née le 12/08/1956"),
        ("", "née le 12/03/1958"),
        ("", "Assuré né le 02/07/1944"),
    ],
)
def test_a_birth_misread_or_of_who_is_insured_asks_no_line(second: str, other: str) -> None:
    born = "née le 12/03/1956"
    drawing = LINES.format(first="Mme DURAND Jeanne", second=second, born=born, other=other)
    _, lines = told(drawing, "en")
    assert lines == [set(), set()]
    if other[-10:] == born[-10:]:
        return
    told_of_birth = [r for r in told(drawing, "en")[0] if "birth date" in r]
    assert told_of_birth == [f'several possible (birth date): "12/03/1956" or "{other[-10:]}"']


@pytest.mark.parametrize("birth", ["née le 12/03/1956", "née le 12/03/56", "(70 ans)"])
def test_one_patient_named_twice_is_not(birth: str) -> None:
    assert asked(side_by_side("Mme DURAND Jeanne", birth)) == set()


def test_a_midwife_beside_her_patient_is_none() -> None:
    drawing = """
    Mme Claire MARTEL             Mme DURAND Jeanne
    Sage-femme                    née le 12/03/1996
    10 rue des Lilas, Lyon        Le 12/03/2026

    SPASFON 80 mg 1 comprimé le soir
    """
    (draft,) = read_prescriptions([type_page(drawing)])
    assert draft.patient is not None
    assert draft.patient.name == "DURAND Jeanne"
    assert asked(drawing) == set()


def test_two_titled_names_right_above_each_other_are_asked_about() -> None:
    stacked = SHEET.replace("{birth}", "M. DURAND Paul").format(name="Mme DURAND Jeanne")
    assert "patient.name" in asked(stacked)


@pytest.mark.parametrize("below", ["née ROUSSEL", "Mme DURAND"])
def test_a_row_below_the_name_that_is_no_other_patient_is_not(below: str) -> None:
    stacked = SHEET.replace("{birth}", below).format(name="Mme DURAND Jeanne")
    assert "patient.name" not in asked(stacked)
