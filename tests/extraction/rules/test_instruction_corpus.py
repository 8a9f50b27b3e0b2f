"""Every phrasing of the corpus is read as its file says, with nothing left that matters."""

from dataclasses import replace

import pytest

from tests.extraction.rules.phrasings import Case, cases, dosage, expected_outside, outside


@pytest.mark.parametrize("case", cases("meaning"), ids=lambda case: case.text)
def test_phrasing_is_read(case: Case) -> None:
    reading = case.read()
    found = tuple(replace(d, text=None) for d in reading.dosages)
    if case.expected.get("any_note"):
        found = tuple(replace(d, additional_instruction=()) for d in found)
    assert found == tuple(dosage(d) for d in case.expected.get("dosage", ()))
    assert outside(reading) == expected_outside(case.expected)
    assert reading.alternatives == ()
    assert [case.text[u.start : u.end] for u in reading.unread if u.matters] == []


@pytest.mark.parametrize("case", cases("review"), ids=lambda case: case.text)
def test_phrasing_is_shown_to_a_human(case: Case) -> None:
    reading = case.read()
    assert reading.alternatives or any(unread.matters for unread in reading.unread)


@pytest.mark.parametrize("case", cases("silent"), ids=lambda case: case.text)
def test_phrasing_gives_no_dosage(case: Case) -> None:
    assert case.read().dosages == ()


@pytest.mark.parametrize("case", cases("other"), ids=lambda case: case.text)
def test_line_of_another_kind_is_never_read_as_a_sure_posology(case: Case) -> None:
    reading = case.read()
    matters = any(unread.matters for unread in reading.unread)
    assert not reading.dosages or matters or reading.share_read < 0.75
