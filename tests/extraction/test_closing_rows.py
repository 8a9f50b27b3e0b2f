"""Rows below the last drug: what goes on with it, and the scraps of a signature."""

import pytest

from tests.extraction.test_blocks import laid_out


@pytest.mark.parametrize("scrap", ["ns", "A NS", "² A NS", "nr"])
def test_scraps_of_a_signature_say_nothing_of_substitution(scrap: str) -> None:
    layout = laid_out(
        "Docteur Anne MARTIN\nMme DURAND Jeanne\nAMLODIPINE 5 mg, 1 comprimé le matin\n"
        f"KARDEGIC 75 mg, 1 sachet le midi\n\nSignature :\n{scrap}"
    )
    assert layout.notes == []


def test_a_row_in_lower_case_goes_on_whatever_it_ends_in() -> None:
    layout = laid_out(
        "1 - MORPHINE LP dix milligrammes, gélule : une gélule à dix\n"
        "milligrammes toutes les douze heures pendant vingt-huit jours, délivrance fractionnée\n"
        "tous les sept jours\nPrendre le pouls et la tension 3 fois par semaine"
    )
    (block,) = layout.medications
    assert [row.text.split()[0] for row in block.rows] == ["1", "milligrammes", "tous"]
    assert [item[0].text for item in layout.others] == [
        "Prendre le pouls et la tension 3 fois par semaine"
    ]


@pytest.mark.parametrize(
    "row", ["NS - MTE", "renouvelable 1 fois NS - MTE", "non substituable (CIF)"]
)
def test_a_reason_not_to_substitute_is_that_of_the_drug_above(row: str) -> None:
    layout = laid_out(f"DOLIPRANE 1 g 1 cp x3/j\nLEVOTHYROX 75 1 cp/j\n{row}")
    assert layout.notes == []
    assert [r.text for r in layout.medications[1].rows][-1] == row


@pytest.mark.parametrize("row", ["NON SUBSTITUABLE", "Toutes les lignes NS - CIF", "AR 2 fois"])
def test_what_names_no_drug_holds_for_all(row: str) -> None:
    layout = laid_out(f"DOLIPRANE 1 g 1 cp x3/j\nLEVOTHYROX 75 1 cp/j\n{row}")
    assert [r.text for r, _ in layout.notes] == [row]
