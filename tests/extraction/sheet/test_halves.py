"""Two columns of drugs are read one after the other; the cells of a table stay together."""

from dataclasses import replace

import pytest

from extraction.reader import read_prescriptions
from prescription.record import Draft
from tests.extraction.typewriter import type_page

BELOW = """
    Docteur Claire MARTEL                         Lyon, le 12/03/2026

    Mme DURAND Jeanne, née le 12/03/1956 (70 ans)
    SITAGLIPTINE 100 mg comprimé          GLICLAZIDE LP 60 mg comprimé
    1 cp le matin                         1 cp au coucher
    pendant 3 mois                        AR 2 fois

    DONEPEZIL 10 mg comprimé              PERINDOPRIL 4 mg comprimé
    1 cp tous les 2 jours                 1-0-0
    1 mois                                30 jours

    OMEPRAZOLE 10 mg gélule
    1 gélule le soir
    28 jours
"""
BEHIND = """
    BISOPROLOL 2,5 mg 1 cp le matin       ATORVASTATINE 40 mg 1 cp le soir
    KARDEGIC 75 mg 1 sachet le midi       METFORMINE 850 mg 1 cp matin et soir
"""


BRACKETED = """
    1. lévothyroxine (LEVOTHYROX) 100 µg    3. anastrozole (ARIMIDEX) 1 mg
    1 comprimé le matin 1 mois              1 comprimé par jour 1 mois

    2. rabéprazole (PARIET) 10 mg           4. acide folique (SPECIAFOLDINE) 5 mg
    1 comprimé le soir 30 jours             1 comprimé le midi 30 jours
"""


def read(drawing: str) -> Draft:
    (draft,) = read_prescriptions([type_page(drawing)])
    return draft


def texts(draft: Draft) -> list[str]:
    return [" ".join(medication.text.split()) for medication in draft.medications]


def test_each_drug_of_two_columns_has_its_own_dose() -> None:
    draft = read(BELOW)
    assert texts(draft) == [
        "SITAGLIPTINE 100 mg comprimé 1 cp le matin pendant 3 mois",
        "DONEPEZIL 10 mg comprimé 1 cp tous les 2 jours 1 mois",
        "OMEPRAZOLE 10 mg gélule 1 gélule le soir 28 jours",
        "GLICLAZIDE LP 60 mg comprimé 1 cp au coucher AR 2 fois",
        "PERINDOPRIL 4 mg comprimé 1-0-0 30 jours",
    ]
    assert [m.dispense_request is not None for m in draft.medications].count(True) == 1


def test_lines_that_stand_whole_in_two_columns_are_parted() -> None:
    assert texts(read(BEHIND)) == [
        "BISOPROLOL 2,5 mg 1 cp le matin",
        "KARDEGIC 75 mg 1 sachet le midi",
        "ATORVASTATINE 40 mg 1 cp le soir",
        "METFORMINE 850 mg 1 cp matin et soir",
    ]


def test_two_columns_are_known_by_names_with_the_brand_in_brackets_too() -> None:
    assert texts(read(BRACKETED)) == [
        "1. lévothyroxine (LEVOTHYROX) 100 µg 1 comprimé le matin 1 mois",
        "2. rabéprazole (PARIET) 10 mg 1 comprimé le soir 30 jours",
        "3. anastrozole (ARIMIDEX) 1 mg 1 comprimé par jour 1 mois",
        "4. acide folique (SPECIAFOLDINE) 5 mg 1 comprimé le midi 30 jours",
    ]


def test_rows_that_stand_at_different_heights_and_a_box_too_wide_part_none_of_them() -> None:
    page = type_page("""
    BISOPROLOL 2,5 mg comprimé            ATORVASTATINE 40 mg comprimé
    1 cp le matin                         1 cp le soir
    pendant 3 mois
    KARDEGIC 75 mg                        METFORMINE 850 mg comprimé
    1 sachet le midi                      1 cp matin et soir
    30 jours                              28 jours
    """)
    *rows, last = page.lines
    wide = [
        replace(word, box=word.box._replace(x=word.box.x - 30, width=word.box.width + 30))
        if word.text == "28" and word.box
        else word
        for word in last.words
    ]
    page = replace(page, lines=(*rows, replace(last, words=tuple(wide))))
    (draft,) = read_prescriptions([page])
    assert texts(draft) == [
        "BISOPROLOL 2,5 mg comprimé 1 cp le matin pendant 3 mois",
        "KARDEGIC 75 mg 1 sachet le midi 30 jours",
        "ATORVASTATINE 40 mg comprimé 1 cp le soir",
        "METFORMINE 850 mg comprimé 1 cp matin et soir 28 jours",
    ]


def test_where_a_row_stands_across_both_columns_nothing_is_parted() -> None:
    draft = read("""
    BISOPROLOL 2,5 mg comprimé            ATORVASTATINE 40 mg comprimé
    1 cp le matin                         1 cp le soir
    KARDEGIC 75 mg                        RAMIPRIL 5 mg comprimé
    1 sachet le midi                      1 cp le soir
    pendant 30 jours à prendre avec un grand verre d'eau pendant 28 jours
    COVERSYL 5 mg comprimé                METFORMINE 850 mg comprimé
    1 cp le matin                         1 cp matin et soir
    """)
    assert all(medication.review for medication in draft.medications)


def test_a_row_below_both_columns_holds_for_all() -> None:
    draft = read(BEHIND + "\n\n\n\n    Renouvelable 2 fois\n")
    repeats = [
        m.dispense_request and m.dispense_request.number_of_repeats_allowed
        for m in draft.medications
    ]
    assert repeats == [2, 2, 2, 2]


@pytest.mark.parametrize(
    "drawing",
    [
        """
        Doliprane 1000 mg          Paracétamol 1000 mg        1 cp matin et soir
        Inexium 20 mg              Ésoméprazole 20 mg         1 cp le soir
        Kardegic 75 mg             Aspirine 75 mg             1 sachet par jour
        """,
        """
        Avant                                 Après
        BISOPROLOL 2,5 mg 1 cp le matin       BISOPROLOL 5 mg 1 cp le matin
        KARDEGIC 75 mg 1 sachet le midi       KARDEGIC 160 mg 1 sachet le midi
        """,
    ],
)
def test_what_stands_beside_a_drug_is_not_taken_for_a_line_that_nobody_checks(drawing: str) -> None:
    """Two names of one drug stay with its dose; of before and after a human says which holds."""
    draft = read(drawing)
    assert len(draft.medications) <= 3
    assert all("matin" not in t.replace("matin et soir", "") or m.review
               for t, m in zip(texts(draft), draft.medications, strict=True))  # fmt: skip


def test_the_right_column_of_a_photograph_may_lean() -> None:
    left = (
        "SITAGLIPTINE 100 mg",
        "DONEPEZIL 10 mg",
        "BISOPROLOL 5 mg",
        "AMLODIPINE 5 mg",
        "OFLOCET 200 mg",
    )
    right = (
        "GLICLAZIDE LP 60 mg",
        "PERINDOPRIL 4 mg",
        "RAMIPRIL 10 mg",
        "LASILIX 40 mg",
        "BILASKA 20 mg",
    )
    rows = []
    for lean, (one, other) in enumerate(zip(left, right, strict=True)):
        edge = 44 - lean
        rows += [f"{one:{edge}}{other}", f"{'1 cp le matin':{edge}}1 cp le soir"]
        rows += [f"{'28 jours':{edge}}2 mois", ""]
    assert texts(read("\n".join(rows))) == [
        *(f"{name} 1 cp le matin 28 jours" for name in left),
        *(f"{name} 1 cp le soir 2 mois" for name in right),
    ]


TWO_SHEETS = """
    Docteur Claire MARTEL                       Docteur Claire MARTEL
    Rhumatologie                                Rhumatologie
    Mme DURAND Jeanne                           {other}
    née le 12/03/1956                           née le {born}
    SITAGLIPTINE 100 mg                         GLICLAZIDE 30 mg
    1 comprimé le matin                         1 comprimé au coucher
    DONEPEZIL 10 mg                             PERINDOPRIL 4 mg
    1 comprimé le soir                          1 comprimé le midi
"""


def test_two_small_sheets_on_a_large_one_are_two_columns() -> None:
    draft = read(TWO_SHEETS.format(other="Mme DURAND Jeanne", born="12/03/1956"))
    assert texts(draft) == [
        "SITAGLIPTINE 100 mg 1 comprimé le matin",
        "DONEPEZIL 10 mg 1 comprimé le soir",
        "GLICLAZIDE 30 mg 1 comprimé au coucher",
        "PERINDOPRIL 4 mg 1 comprimé le midi",
    ]
    assert not any(review.field.startswith("patient") for review in draft.review)
