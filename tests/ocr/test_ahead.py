"""Second readings begun beside the first: the same words, sooner."""

import time

import numpy as np
import pytest

from ocr.certainty.ahead import Ahead
from ocr.certainty.pieces import Crop, cut_pieces, key_of, part_at_gaps
from ocr.cleaning.orient import read_upright
from ocr.cleaning.straighten import Straight
from ocr.files.sheets import Sheet
from ocr.layout import arrange
from ocr.page import Word
from ocr.sheet_reading import read_sheet
from ocr.tesseract.engine import (
    Segmentation,
    recognize_each,
    recognize_page,
    second_language,
)
from ocr.tesseract.library import is_usable
from tests.ocr.drawn import LINES, draw_page

pytestmark = pytest.mark.skipif(
    not is_usable(), reason="tesserocr has no wheel for this system: nothing is read ahead"
)
MOST_SECONDS = 60.0


@pytest.fixture(autouse=True)
def _two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORDONNANCIER_THREADS", "2")


def straight_page() -> tuple[Straight, dict[Crop, np.ndarray]]:
    """A page, and the crops that are wanted once it is read."""
    straight, tokens = read_upright(np.asarray(draw_page(LINES).convert("L")), 60.0)
    lines = arrange([Word(token.text, token.box, token.confidence) for token in tokens])
    pieces = cut_pieces([part for line in lines for part in part_at_gaps(line.words)], straight.ink)
    crops = [piece.shown(thick=straight.two_levels) for piece in pieces]
    return straight, {key_of(crop): crop for crop in crops}


def begin(ahead: Ahead, straight: Straight) -> None:
    """As the page is read for the first time."""
    recognize_page(straight.grey, seconds=MOST_SECONDS, found=ahead.begin(straight))


def read_ahead(straight: Straight, wanted: int) -> dict[Crop, list[str]]:
    """The text of `wanted` lines at least, however slow the machine is."""
    begun = time.monotonic()
    ahead = Ahead(MOST_SECONDS)
    for seconds in range(1, 20):
        begin(ahead, straight)
        time.sleep(seconds)
        read = ahead.take()
        if len(read) >= wanted or time.monotonic() > begun + MOST_SECONDS:
            break
    return {crop: [token.text for token in tokens] for crop, tokens in read.items()}


def test_lines_are_read_as_they_would_be_read_afterwards() -> None:
    straight, crops = straight_page()
    read = read_ahead(straight, len(crops))
    assert read.keys() == crops.keys()
    again = recognize_each(
        list(crops.values()), segmentation=Segmentation.LINE, languages=(second_language(),)
    )
    assert list(map(read.get, crops)) == [[token.text for token in tokens] for tokens in again]


def test_where_one_thread_must_do_nothing_is_read_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORDONNANCIER_THREADS", "1")
    ahead = Ahead(MOST_SECONDS)
    assert ahead.begin(straight_page()[0]) is None
    assert not ahead.take()


def test_without_time_nothing_is_read_ahead() -> None:
    ahead = Ahead(0.0)
    begin(ahead, straight_page()[0])
    time.sleep(0.5)
    assert not ahead.take()


@pytest.mark.parametrize("lean", [0.0, 3.0])
def test_a_page_is_the_same_with_it_and_without(
    lean: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = draw_page(LINES).rotate(lean, fillcolor="white", expand=True)
    with_it = read_sheet(Sheet(np.asarray(picture)), 1)
    monkeypatch.setenv("ORDONNANCIER_THREADS", "1")
    assert read_sheet(Sheet(np.asarray(picture)), 1) == with_it
    assert [word.text for line in with_it.lines for word in line.words] == " ".join(LINES).split()
