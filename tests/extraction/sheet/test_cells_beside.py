"""A length beside a wrapped posology, where no title and no other row tells its column."""

import pytest

from tests.extraction.sheet.test_tables import blocks

LAST_CELL_ELSEWHERE = """
    DUPHALAC 10 g sachet   2 sachets tous les soirs            qsp 1 mois

    DEBRIDAT 200 mg        1 cp à prendre matin      pendant 1
                           midi et soir si douleur   mois
                           qui persiste
    DECAPEPTYL LP 11,25    1 injection tous les 3        1 boîte
                           mois
"""
FULL_ONCE = """
    ZOPHREN 8 mg           1 cp matin et soir à          pendant 3 j
                           débuter avant la cure
    VOGALENE 7,5 mg        1 cp matin midi soir avant    pendant 5 j
                           les repas si vomissements
"""
EACH_ITS_OWN = """
    SOLUPRED 20 mg         3 cp le matin    pendant 3 jours
                           2 cp le matin    pendant 5 jours
    FORLAX 10 g            1 sachet le matin
"""
OPEN_BRACKET = """
    Médicament                    Posologie             Durée
    LEVOTHYROX 75 µg              1 cp le matin         3 mois
    Abasaglar Kwikpen (Insuline   32 UI au coucher      traitement de
    glargine) 100 UI/mL, stylo                          1 mois
"""


def test_a_length_beside_a_wrapped_posology_is_read_apart() -> None:
    assert blocks(LAST_CELL_ELSEWHERE, by_column=False) == [
        ["DUPHALAC 10 g sachet", "2 sachets tous les soirs qsp 1 mois"],
        [
            "DEBRIDAT 200 mg",
            "1 cp à prendre matin midi et soir si douleur qui persiste",
            "pendant 1 mois",
        ],
        ["DECAPEPTYL LP 11,25", "1 injection tous les 3 mois", "1 boîte"],
    ]


@pytest.mark.parametrize("drawing", [FULL_ONCE, FULL_ONCE.replace("  pendant", "pendant")])
def test_a_cell_that_fills_its_column_leaves_the_next_one_where_other_rows_have_it(
    drawing: str,
) -> None:
    assert blocks(drawing, by_column=False) == [
        ["ZOPHREN 8 mg", "1 cp matin et soir à débuter avant la cure", "pendant 3 j"],
        ["VOGALENE 7,5 mg", "1 cp matin midi soir avant les repas si vomissements", "pendant 5 j"],
    ]


def test_rows_that_tell_a_length_each_stay_rows() -> None:
    assert blocks(EACH_ITS_OWN, by_column=False)[0] == [
        "SOLUPRED 20 mg",
        "3 cp le matin pendant 3 jours 2 cp le matin pendant 5 jours",
    ]


def test_a_name_whose_bracket_is_closed_in_the_next_row_is_one_drug() -> None:
    assert blocks(OPEN_BRACKET, by_column=False)[1:] == [
        [
            "Abasaglar Kwikpen (Insuline glargine) 100 UI/mL, stylo",
            "32 UI au coucher",
            "traitement de 1 mois",
        ],
    ]


def test_a_name_with_its_pen_and_substance_alone_in_its_cell_is_no_letterhead() -> None:
    table = """
    Traitement                            Posologie        Durée
    LEVEMIR FLEXPEN (insuline détémir)    18 U au coucher  1 mois
    KARDEGIC 75 mg                        1 sachet le midi 3 mois
"""
    assert [rows[0] for rows in blocks(table, by_column=False)] == [
        "LEVEMIR FLEXPEN (insuline détémir)",
        "KARDEGIC 75 mg",
    ]


@pytest.mark.parametrize("by_column", [True, False])
def test_one_drug_whose_name_and_posology_both_go_on_below(by_column: bool) -> None:
    drawing = """
        VENOFER 100 mg/5 ml, solution     1 ampoule par voie veineuse par     1 mois
        injectable                        semaine le jeudi
    """
    ((name, *posology),) = blocks(drawing, by_column=by_column)
    assert name == "VENOFER 100 mg/5 ml, solution injectable"
    assert " ".join(posology) == "1 ampoule par voie veineuse par semaine le jeudi 1 mois"


def test_a_second_name_below_one_drug_does_not_go_on_with_it() -> None:
    drawing = """
        DOLIPRANE 1000 mg      1 comprimé matin et soir
        tramado 50 mg          2 gélules le midi
    """
    assert [name for name, *_ in blocks(drawing, by_column=False)][-1].startswith(("DOLI", "tram"))
    said = [" ".join(block) for block in blocks(drawing, by_column=False)]
    assert not any("DOLIPRANE 1000 mg tramado" in text for text in said)
