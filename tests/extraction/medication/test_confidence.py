"""The estimate of a line's confidence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.medication.confidence import estimate_confidence
from extraction.reader import read_prescriptions
from ocr.page import Page
from prescription.record import ReviewReason

shares = st.floats(0, 1)


@given(shares, shares, st.none() | shares, st.lists(st.sampled_from(ReviewReason)))
def test_it_is_a_probability_and_every_doubt_lowers_it(
    match: float, read: float, ocr: float | None, doubts: list[ReviewReason]
) -> None:
    value = estimate_confidence(match, read, ocr, doubts)
    assert 0 <= value <= 1
    for reason in ReviewReason:
        assert estimate_confidence(match, read, ocr, [*doubts, reason]) <= value


def test_a_line_without_doubt_is_surer_than_any_with_one() -> None:
    sure = estimate_confidence(1, 1, 0.9, [])
    assert sure > 0.95
    assert all(estimate_confidence(1, 1, 1, [reason]) < 0.9 for reason in ReviewReason)


@pytest.mark.parametrize(
    "last", ["Durée : quatorze jours", "À renouveler 2 fois", "Collyres OG", "Ttt pour 4 semaines"]
)
def test_a_row_that_may_hold_for_every_line_lowers_them_all(last: str) -> None:
    lines = "SKENAN LP 30 mg : 1 gélule matin et soir\nAMLOR 5 mg : 1 gélule le matin"
    (alone,) = read_prescriptions([Page.from_text(lines)])
    (closed,) = read_prescriptions([Page.from_text(f"{lines}\n{last}")])
    for before, after in zip(alone.medications, closed.medications, strict=True):
        assert before.confidence is not None
        assert after.confidence is not None
        assert after.confidence < before.confidence
