"""Tables whose cells are full, whose first name is misspelt, or that stand high above a footer."""

import pytest

from extraction.reader import read_prescriptions
from prescription.dosage import EventTiming
from tests.extraction.sheet.test_captions import moments
from tests.extraction.sheet.test_tables import blocks
from tests.extraction.typewriter import type_page

FULL = """
    Traitement                Posologie                  Durée
    ADVIL 400 mg cp           1 comprimé matin et soir   5 jours
    PARACETAMOL ZENTIVA 1 g,  prendre 1 comprimé         pendant
    comprimé                  4 fois par jour            7 jours
"""
FORM_ABOVE = """
    Traitement                Posologie                  Durée
    TICAGRELOR ZENTIVA 90 mg  1 comprimé à prendre 2     3 mois
    cp                        fois/j
    Bisoprolol (Cardensiel)   1 comprimé le matin        1 mois
    2,5 mg
"""
ALONE = """
    Coumaidne, cp sécable 5   1 comprimé un jour sur
    mg                        deux en alternance avec
                              1/2 comprimé
    CARDENSIEL 10 mg, cp      1 comprimé le matin        3 mois
"""
NAMED_TWICE = """
    Acide acétylsalicylique   1 sachet le midi           1 mois
    {mark}Kardégic) 75
    BISOPROLOL 5 mg           1 comprimé le matin        3 mois
    RAMIPRIL 5 mg cp          1 comprimé le soir


    Réadaptation cardiaque
    QSP 3 mois pour l'ensemble
"""
ABOVE_A_FOOTER = (
    """
    Traitement                Posologie                  Durée
    BISOPROLOL 5 mg           1 comprimé le matin        3 mois
    KARDEGIC 75 mg            1 sachet le midi           3 mois
"""
    + 12 * "\n"
    + "                              En cas d'urgence, composez le 15.\n"
)


@pytest.mark.parametrize("by_column", [False, True])
def test_a_name_that_fills_its_cell_does_not_end_the_table(by_column: bool) -> None:
    assert blocks(FULL, by_column=by_column) == [
        ["ADVIL 400 mg cp", "1 comprimé matin et soir", "5 jours"],
        [
            "PARACETAMOL ZENTIVA 1 g, comprimé",
            "prendre 1 comprimé 4 fois par jour",
            "pendant 7 jours",
        ],
    ]


@pytest.mark.parametrize("by_column", [False, True])
def test_a_form_above_a_name_is_no_part_of_it(by_column: bool) -> None:
    assert blocks(FORM_ABOVE, by_column=by_column) == [
        ["TICAGRELOR ZENTIVA 90 mg cp", "1 comprimé à prendre 2 fois/j", "3 mois"],
        ["Bisoprolol (Cardensiel) 2,5 mg", "1 comprimé le matin", "1 mois"],
    ]


def test_a_misspelt_name_begins_a_table_without_titles() -> None:
    assert blocks(ALONE, by_column=False) == [
        [
            "Coumaidne, cp sécable 5 mg",
            "1 comprimé un jour sur deux en alternance avec 1/2 comprimé",
        ],
        ["CARDENSIEL 10 mg, cp", "1 comprimé le matin 3 mois"],
    ]


def test_a_stroke_below_the_titles_does_not_end_the_table() -> None:
    stroked = FULL.replace("    ADVIL", "                |\n    ADVIL")
    assert blocks(stroked, by_column=False) == blocks(FULL, by_column=False)


def test_a_pack_of_masks_is_no_supply_of_the_drug_above() -> None:
    page = """
        KARDEGIC 75 mg 1 sachet le midi
        1 boîte de masques chirurgicaux
    """
    (draft,) = read_prescriptions([type_page(page)])
    assert [item.text for item in draft.other_items] == ["1 boîte de masques chirurgicaux"]
    assert draft.medications[0].dispense_request is None


MARGIN = """
    Secrétariat
    01 99 00 01 38          CRESTOR 5 mg 1 comprimé le soir
    Dr Anne ROUX            KARDEGIC 75 mg 1 sachet le midi
"""


def test_a_telephone_in_the_margin_is_no_part_of_a_medication() -> None:
    (draft,) = read_prescriptions([type_page(MARGIN)])
    assert [line.text for line in draft.medications] == [
        "CRESTOR 5 mg 1 comprimé le soir",
        "KARDEGIC 75 mg 1 sachet le midi",
    ]


@pytest.mark.parametrize("by_column", [False, True])
def test_a_footer_under_a_column_is_no_cell(by_column: bool) -> None:
    assert blocks(ABOVE_A_FOOTER, by_column=by_column) == [
        ["BISOPROLOL 5 mg", "1 comprimé le matin", "3 mois"],
        ["KARDEGIC 75 mg", "1 sachet le midi", "3 mois"],
    ]


def test_a_stroke_between_two_rows_ends_no_medication() -> None:
    page = """
        APIXABAN 5 mg, comprimé : 2 comprimés matin et soir pendant 7 jours, puis
        _
        arrêter
    """
    (draft,) = read_prescriptions([type_page(page)])
    assert draft.medications[0].text.endswith("arrêter")
    assert [item.text for item in draft.other_items] == ["_"]


@pytest.mark.parametrize("moments", ["matin et soir", "matin, midi et soir", "matin/midi/soir"])
def test_moments_on_a_row_of_their_own_go_on_with_the_posology(moments: str) -> None:
    page = f"""
        AMLOR 5 mg
        1 gélule
        {moments}
        KARDEGIC 75 mg 1 sachet le midi
    """
    (draft,) = read_prescriptions([type_page(page)])
    assert draft.medications[0].text.endswith(moments)
    timing = draft.medications[0].dosage_instruction[0].timing
    assert timing is not None
    assert len(timing.repeat.when) == len(moments.replace(" et ", "/").replace(",", "/").split("/"))


def test_moments_below_a_cell_are_no_titles() -> None:
    table = FULL.replace("4 fois par jour ", "matin/midi/soir ")
    assert blocks(table, by_column=False)[1][1] == "prendre 1 comprimé matin/midi/soir"


def test_a_letter_misread_beside_a_name_loses_no_cells() -> None:
    table = FULL.replace("400 mg cp  ", "400 mg     E")
    first = blocks(table, by_column=False)[0]
    assert first[-2:] == ["1 comprimé matin et soir", "5 jours"]


@pytest.mark.parametrize("mark", ["(", "{", ""])
def test_the_other_name_below_a_name_is_no_other_drug(mark: str) -> None:
    """Nor is the strength behind it lost, whatever its bracket was read as."""
    (draft,) = read_prescriptions([type_page(NAMED_TWICE.replace("{mark}", mark))])
    first, *others = draft.medications
    assert first.medication.strength[0].numerator.value == 75
    assert [line.medication.name for line in others] == ["bisoprolol", "ramipril"]
    supply = [line.dispense_request for line in draft.medications]
    assert all(s and s.expected_supply_duration for s in supply[2:])
    assert [item.text for item in draft.other_items][:1] == ["Réadaptation cardiaque"]


@pytest.mark.parametrize("by_column", [False, True])
def test_the_salt_a_drug_is_named_by_is_not_that_of_the_drug_above(by_column: bool) -> None:
    """`chlorure`, which may stand behind any name, had joined both drugs without a question."""
    drawing = """
    Médicament                   Posologie                     Durée
    PREVENAR 13                  1 inj IM dose unique
    chlorure de sodium 0,9 %     1 unidose /narine si besoin   3 mois
    """
    assert blocks(drawing, by_column=by_column) == [
        ["PREVENAR 13", "1 inj IM dose unique"],
        ["chlorure de sodium 0,9 %", "1 unidose /narine si besoin", "3 mois"],
    ]


@pytest.mark.parametrize("apart", ["            ", "         "])
def test_a_length_right_of_the_last_moment_is_no_dose_of_it(apart: str) -> None:
    """The title of its column was not read."""
    drawing = f"""
    Traitement                    Matin   Midi   Soir
    TAHOR 10 mg comprimé           -      1/2{apart}21 jours
    XYZALL 5 mg comprimé           1         {apart}14 jours
    """
    (draft,) = read_prescriptions([type_page(drawing)])
    assert [moments(line) for line in draft.medications] == [[EventTiming.NOON], [EventTiming.MORN]]
