"""Two patients on one sheet are asked about; one who is named twice is not."""

import pytest

from extraction.reader import read_prescriptions
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
