"""How far misread names are from what they were."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.spelling.matching import compact, difference, fold, skeleton


def test_folding_keeps_every_offset() -> None:
    text = "Élève « Œuf » à l’œil\u00a0: ½ – MÉDIATOR®"
    assert len(fold(text)) == len(text)
    assert fold("ÀÉÏÔÜÇ – L’") == "aeiouc - l'"


@given(st.text())
def test_folding_any_text_keeps_its_length(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_a_compact_name_has_neither_case_nor_accents_nor_spaces() -> None:
    assert compact("L-Thyroxine Serb") == "lthyroxineserb"
    assert compact("Cœur 10") == "coeur10"


@pytest.mark.parametrize(
    ("seen", "meant"),
    [("d0liprane", "doliprane"), ("kardeglc", "kardegic"), ("arnlor", "amlor"),
     ("clebridat", "debridat"), ("vvellvone", "wellvone"), ("8isoprolol", "bisoprolol")],
)  # fmt: skip
def test_what_ocr_exchanges_is_cheap_and_leaves_the_skeleton(seen: str, meant: str) -> None:
    assert difference(seen, meant) <= 0.5
    assert skeleton(seen) == skeleton(meant)


@pytest.mark.parametrize(
    ("seen", "meant"),
    [("eferalgan", "efferalgan"), ("tramadole", "tramadol"), ("dolyprane", "doliprane"),
     ("lasilxi", "lasilix"), ("amoxiciline", "amoxicilline"), ("metforminc", "metformine")],
)  # fmt: skip
def test_one_slip_is_at_most_one_letter(seen: str, meant: str) -> None:
    assert 0 < difference(seen, meant) <= 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("seroplex", "seropram"), ("hydroxyzine", "hydralazine"), ("lasilix", "lexomil"),
     ("celestene", "celestamine"), ("doliprane", "diprosone")],
)  # fmt: skip
def test_different_drugs_stay_apart(one: str, other: str) -> None:
    assert difference(one, other) > 1.5


@given(st.text("abcil01o", max_size=8), st.text("abcil01o", max_size=8))
def test_the_difference_is_the_same_both_ways(one: str, other: str) -> None:
    assert difference(one, other) == pytest.approx(difference(other, one))
    assert (difference(one, other) == 0) == (one == other)
