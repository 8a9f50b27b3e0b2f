"""Marks that repeat what the line above says: its length, its renewals."""

import pytest

from tests.extraction.reading import read

ABOVE = "Périndopril 5 mg : 1 cp le matin pendant 3 mois\n"
BELOW = "Ramipril 5 mg : 1 cp le matin "


@pytest.mark.parametrize(
    "mark", ['"', '""', "//", "''", "″", "〃", "”", "»", ",,", "- -", "--", '- " -', '-"-', "id."]
)
def test_a_mark_that_repeats_the_line_above_is_asked(mark: str) -> None:
    first, second = read(ABOVE + BELOW + mark).medications
    assert first.review == ()
    told = {r.text for r in second.review if r.reason.value == "unread-text"}
    assert told == {mark.rstrip(".")}


@pytest.mark.parametrize("text", ['Ramipril " : 1 cp le soir', 'Ramipril 5 mg : 1 cp " 3 mois'])
def test_a_mark_within_a_line_is_asked(text: str) -> None:
    _first, second = read(ABOVE + text).medications
    assert '"' in {r.text for r in second.review}


@pytest.mark.parametrize(
    "text",
    [
        "Ramipril 5 mg : 1 cp « le matin »",
        'Ramipril 5 mg : 1 cp "le matin"',
        "« Ramipril 5 mg » : 1 cp le matin",
        "Ramipril 5 mg : 1 cp le matin -",
        "Ramipril 5 mg : 1 cp le matin ----------",
        "Ramipril 5 mg : 1 cp le matin - - - - -",
        "Ramipril 5 mg : 1 - 0 - 1",
        "Ramipril 5 mg : 1 cp le matin.",
    ],
)
def test_quotes_and_rules_repeat_nothing(text: str) -> None:
    (medication,) = read(text).medications
    assert medication.review == ()


@pytest.mark.parametrize("mark", ['"', "''", "» »", "//", "Bis", '- " -'])
def test_a_mark_alone_on_its_row_is_asked(mark: str) -> None:
    draft = read(f"{ABOVE}{mark}\nLipanthyl 160 mg : 1 cp le soir")
    asked = [r for r in draft.review if r.field == "otherItems"]
    asked += [r for m in draft.medications for r in m.review if r.text and r.text.strip() == mark]
    assert asked
