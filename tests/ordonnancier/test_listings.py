"""Which lines the ordonnancier asks for: the list of a drug as the paper names it."""

import pytest

from ordonnancier.capture import capture_text
from ordonnancier.dispensing import lines_to_enter, listed_lines
from storage.ordonnancier import Listing

NARCOTIC, LIST_I = Listing.NARCOTIC, Listing.LIST_I


@pytest.mark.parametrize(
    ("line", "listing"),
    [
        # A brand without the release its box has, alone or beside its substance.
        ("SKENAN 30 mg : 1 gélule matin et soir", NARCOTIC),
        ("MORPHINE LP (SKENAN) 30 mg : 1 gélule matin et soir", NARCOTIC),
        ("SKENAN LP 30 mg : 1 gélule matin et soir", NARCOTIC),
        ("MORPHINE 10 mg : 1 cp toutes les 4 h", NARCOTIC),
        ("CONCERTA 36 mg : 1 cp le matin", NARCOTIC),
        ("RITALINE 20 mg : 1 gélule le matin", NARCOTIC),
        ("DUROGESIC 25 : 1 patch tous les 3 jours", NARCOTIC),
        # The unit of the dose tells the form; the ampoule alone is of a list.
        ("PARACETAMOL 1 g : 1 comprimé 3 fois par jour", None),
        ("PARACETAMOL 500 mg : 2 gélules 3 fois par jour", None),
        ("PARACETAMOL 500 mg comprimé effervescent : 1 cp 3 fois par jour", None),
        ("PARACETAMOL 1 g : 1 perfusion 4 fois par jour", LIST_I),
        # Nothing tells it: the strictest.
        ("PARACETAMOL 1 g x 3 par jour", LIST_I),
        ("AMOXICILLINE 1 g, comprimé dispersible : 1 cp matin et soir", LIST_I),
        ("AMOXICILLINE/ACIDE CLAVULANIQUE 1 g/125 mg : 1 sachet matin et soir", LIST_I),
    ],
)
def test_a_drug_is_of_its_list_however_it_is_named(line: str, listing: Listing | None) -> None:
    (draft,) = capture_text(line).prescriptions
    assert len(draft.medications) == 1
    assert listed_lines(draft).get(1) is listing
    assert set(lines_to_enter(draft)) == ({1} if listing else set())


def test_a_drug_the_lexicon_does_not_have_may_be_of_any_list() -> None:
    text = "DOLIPRANE 1000 mg : 1 cp matin et soir\nZYRQUADOL 20 mg comprimé : 1 cp le soir pdt 7j"
    (draft,) = capture_text(text).prescriptions
    assert [line.medication.text for line in draft.medications] == ["DOLIPRANE", "ZYRQUADOL"]
    assert lines_to_enter(draft) == {2: None}
