"""What is struck out, no longer holds or holds only sometimes is never accepted without a look."""

import pytest

from extraction.reader import read_prescriptions
from ocr.page import Page
from prescription.record import Draft, ReviewReason
from tests.extraction.reading import line


def read(text: str) -> Draft:
    (draft,) = read_prescriptions([Page.from_text(text)])
    return draft


@pytest.mark.parametrize(
    "text",
    [
        "~~Kardegic 75 1 sachet/j~~",
        "Kardegic 75 ~~1~~ 2 sachets/j",
        "Kardegic 75 1 sachet/j ~~3 mois~~",
        "<s>Kardegic 75 1 sachet/j</s>",
        "----Kardegic 75 1 sachet/j----",
        "//// Kardegic 75 1 sachet/j ////",
        "==Kardegic 75 1 sachet/j==",
        "~ Kardegic 75 1 sachet/j ~",
        "—Kardegic 75 1 sachet/j—",
        "Kardegic 75 1\u0336 2 sachets/j",
    ],
)
def test_a_line_with_strokes_is_asked_and_one_beside_it_is_not(text: str) -> None:
    draft = read(f"{text}\nTahor 10 1 cp le soir")
    struck, other = draft.medications
    assert struck.review
    assert other.review == ()


@pytest.mark.parametrize(
    "text",
    [
        "Kardegic 75 1 sachet/j ------",
        "- Kardegic 75 1 sachet/j",
        "-- Kardegic 75 1 sachet/j",
        "Kardegic 75 : 1 sachet/j - 3 mois",
        "=> Kardegic 75 1 sachet/j",
    ],
)
def test_bullets_and_rules_strike_nothing_out(text: str) -> None:
    assert line(text).review == ()


def test_a_name_below_strokes_is_not_lost() -> None:
    draft = read("Tahor 10 1 cp le soir\n" + "".join(f"{c}\u0336" for c in "Plavix 75 1 cp/j"))
    assert ReviewReason.UNREAD_TEXT in [r.reason for r in draft.review]


@pytest.mark.parametrize(
    "heading",
    ["BARRÉ", "Annulé :", "Lignes supprimées", "Ne pas délivrer", "Médicaments annulés :"],
)
def test_drugs_below_a_heading_that_cancels_them_are_none_and_told(heading: str) -> None:
    draft = read(f"{heading}\nKardegic 75 1 sachet/j")
    assert draft.medications == ()
    assert [r.text for r in draft.review] == ["Kardegic 75 1 sachet/j"]


@pytest.mark.parametrize(
    "word",
    [
        "nul", "abandonné", "fini", "rature", "refus patient", "doublon", "facultatif", "demain",
        "occasionnel", "réserve", "secours", "hiver", "weekend", "cure courte", "maman", "alterné",
    ],
)  # fmt: skip
def test_words_in_brackets_that_change_an_intake_are_asked(word: str) -> None:
    assert line(f"Tahor 10 1 cp le soir ({word})").review


@pytest.mark.parametrize(
    "text",
    [
        "Lasilix 40 1 cp/j ↓",
        "Lasilix 40 1 cp le matin ↗ 1 mois",
        "Lasilix parfois 40 mg 1 cp le matin",
        "Lasilix 40 mg 1 cp le matin QSP 3 mois rarement",
        "Lasilix 40 mg 1 cp le matin QSP 3 mois avant",
        "Lasilix 40 mg 1 cp le matin AR 1O",
        "Lasilix 40 mg 1 cp le matin\nAR 2 fois les médicaments de l'ALD",
    ],
)
def test_a_sign_or_a_word_that_may_change_all_is_asked(text: str) -> None:
    assert line(text).review


@pytest.mark.parametrize("word", ["cholestérol", "infection ORL", "générique", "boîte bleue"])
def test_other_words_in_brackets_are_kept_without_a_question(word: str) -> None:
    found = line(f"Tahor 10 1 cp le soir ({word})")
    assert found.review == ()
    assert word in found.text
