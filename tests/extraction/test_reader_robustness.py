"""Whatever stands on a line: the whole reader ends, and loses no word."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocr.page import Line, Page, Word
from prescription.record import Box
from synthetic.lines import make_lines
from tests.extraction.nothing_lost import check_nothing_lost, check_nothing_lost_of

LINES = [line.text for line in make_lines(300, 9)]
NAME = "DOLIPRANE 1000 mg : "


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_mutated_lines_are_read_without_losing_a_word(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(LINES))
    for _ in range(data.draw(st.integers(1, 5))):
        place = data.draw(st.integers(0, len(text)))
        length = data.draw(st.integers(0, 4))
        new = data.draw(st.text("0123456789/-,.() xcpjlOISé½µ|\n", max_size=3))
        text = text[:place] + new + text[place + length :]
    check_nothing_lost(text)


SCRAPS = [*"|¦-:.*•}1O@�½→", "....", "08:00", "Matin", "Midi", "Soir", "Durée", "Médicament", "Dr"]
PRINTED = [word for text in LINES[:60] for word in text.split()]


@st.composite
def scanned_rows(draw: st.DrawFn) -> Page:
    """A page of rows of scraps, of words of prescriptions and of both, in any columns."""
    lines = []
    for row in range(draw(st.integers(1, 8))):
        pool = draw(st.sampled_from([SCRAPS, PRINTED, SCRAPS + PRINTED]))
        texts = draw(st.lists(st.sampled_from(pool), min_size=1, max_size=8))
        x, words = draw(st.integers(50, 600)), []
        for text in texts:
            box = Box(x, 100 + 45 * row, 4 + 11 * len(text), draw(st.integers(3, 40)))
            words.append(Word(text, box, draw(st.sampled_from([0.0, 0.3, 0.6, 0.95]))))
            x += box.width + draw(st.sampled_from([9, 14, 90, 250]))
        lines.append(Line(tuple(words), row // draw(st.integers(1, 4))))
    return Page(1, tuple(lines), 3000, 1000)


@settings(max_examples=300, deadline=None)
@given(scanned_rows())
def test_rows_of_scraps_are_read_without_losing_a_word(page: Page) -> None:
    check_nothing_lost_of(page)


@pytest.mark.parametrize(
    "text",
    [
        "mot " * 10_000,
        NAME + "mot " * 10_000,
        "1" * 5_000,
        NAME + "1" * 5_000,
        NAME + "(" * 4_900,
        NAME + "( " * 240,
        NAME + "1 cp " * 120,
        NAME + "1cp" * 1_600,
        NAME + "puis " * 240,
        NAME + "puis" * 1_200,
        NAME + "1 cp matin puis " * 60,
        NAME + "(1cp(matin" * 480,
        NAME + "matin," * 800,
        NAME + "de 1 à " * 80,
        NAME + "1-" * 2_400,
        NAME + "½ " * 240,
        NAME + "lundi mardi " * 120,
        NAME + "e\u0301" * 2_400,
        "Dolipranne Amoxicilinne " * 120,
        "doliprane" * 500,
        "zxqwv" * 1_000,
        "a" * 5_000,
        "l1" * 2_500,
        "Dr" * 2_500,
        "12/03/2026 " * 240,
        "mot\n" * 2_000,
    ],
    ids=lambda text: f"{text[:32]}{len(text)}",
)
def test_monstrous_lines_are_read_to_the_end(text: str) -> None:
    check_nothing_lost(text)
