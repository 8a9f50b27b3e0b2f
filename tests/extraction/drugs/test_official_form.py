"""The form in the words of the paper, in full and in the singular."""

import pytest

from extraction.drugs.official_form import official_form
from extraction.reader import read_prescriptions
from ocr.page import Page
from prescription.record import ReviewReason
from tests.extraction.reading import line


@pytest.mark.parametrize(
    ("written", "meant", "named"),
    [
        ("cp", "comprimé", "comprimé"),
        ("cps séc.", "comprimé", "comprimé sécable"),
        ("cp pell", "comprimé", "comprimé pelliculé"),
        ("comprimés orodispersibles", "comprimé", "comprimé orodispersible"),
        ("dispersible", "comprimé", "comprimé dispersible"),
        ("cp LP", "comprimé", "comprimé"),
        ("gél", "gélule", "gélule"),
        ("gel", "gélule", "gélule"),
        ("gélules gastro-résistantes", "gélule", "gélule gastro-résistante"),
        ("en sachets", "sachet", "sachet"),
        ("susp. buv.", "suspension buvable", "suspension buvable"),
        ("pdre pr susp buv", "suspension buvable", "poudre pour suspension buvable"),
        ("gttes buv", "gouttes", "gouttes buvables"),
        ("sol buv gouttes", "gouttes", "solution buvable en gouttes"),
        (
            "sol inj en seringue préremplie",
            "solution injectable",
            "solution injectable en seringue préremplie",
        ),
        ("dispositif transderm.", "patch", "dispositif transdermique"),
        ("inj", "solution injectable", "solution injectable"),
        ("pom opht", "pommade ophtalmique", "pommade ophtalmique"),
    ],
)
def test_a_form_is_named_in_full(written: str, meant: str, named: str) -> None:
    assert official_form(written, meant) == named


@pytest.mark.parametrize(
    ("line", "form", "asked"),
    [
        ("Ventoline spray 100 µg 2 bouffées matin et soir", "inhalation", False),
        ("Salbutamol 100 µg spray : 2 bouffées si besoin", "inhalation", False),
        ("Natispray 0,3 mg spray 1 bouffée si douleur", "spray buccal", False),
        ("Mométasone spray 1 pulvérisation matin", "spray nasal", False),
        ("Biseptine spray 1 application par jour", "spray cutané", False),
        # Sold both for the nose and for the lungs, in no spray at all, or said otherwise.
        ("Béclométasone spray 250 µg 2 bouffées matin et soir", "spray cutané", True),
        ("Doliprane spray 1 bouffée par jour", "spray cutané", True),
        ("Ventoline spray cutané 2 bouffées par jour", "spray cutané", True),
    ],
)
def test_a_spray_is_the_one_the_drug_is_sold_in(line: str, form: str, asked: bool) -> None:
    (draft,) = read_prescriptions([Page.from_text(line)])
    (request,) = draft.medications
    assert request.medication.form == form
    reasons = {review.reason for review in request.review}
    assert (ReviewReason.FORM_NOT_MARKETED in reasons) is asked


def test_what_is_applied_is_a_gel_and_no_capsule() -> None:
    assert line("Voltarène gel 1 % 2 appl/j").medication.form == "gel"
    assert line("Advil gel 1 application x3/j").medication.form == "gel"
    assert line("Amlor gel 5 mg 1/j").medication.form == "gélule"


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Doliprane 2,4 % susp : 1 dose-poids toutes les 6 h", "suspension"),
        ("Doliprane susp buv 1 dose poids x4/j", "suspension buvable"),
        ("Haldol solution 5 gouttes le soir", "solution"),
    ],
)
def test_a_form_in_general_is_marketed_where_one_of_its_kind_is(text: str, form: str) -> None:
    medication = line(text)
    assert medication.medication.form == form
    assert medication.review == ()


def test_a_form_in_general_that_is_not_marketed_is_asked_about() -> None:
    review = line("Tahor suspension 1 cp/j").review
    assert [r.reason for r in review] == [ReviewReason.FORM_NOT_MARKETED]
