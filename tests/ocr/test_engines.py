"""Both ways to Tesseract keep one contract."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from ocr.tesseract import engine as tesseract
from ocr.tesseract.command import CommandEngine
from ocr.tesseract.library import LibraryEngine, data_folder, is_usable
from ocr.tesseract.recognition import Engine, OutOfTimeError, Rows, Segmentation
from prescription.language import Fault
from tests.ocr.drawn import draw_page

DOSE = "DOLIPRANE 1000 mg matin et soir"
OTHER = "KARDEGIC 75 mg le midi"


@pytest.fixture(params=[CommandEngine, LibraryEngine])
def way(request: pytest.FixtureRequest) -> Engine:
    if request.param is LibraryEngine and not is_usable():
        pytest.skip("tesserocr has no wheel for this system")
    engine: Engine = request.param()
    return engine


@pytest.fixture
def _forgotten_folder() -> Iterator[None]:
    data_folder.cache_clear()
    tesseract.engine.cache_clear()
    yield
    data_folder.cache_clear()
    tesseract.engine.cache_clear()


def grey(*lines: str) -> np.ndarray:
    return np.asarray(draw_page(lines).convert("L"))


def read(way: Engine, *pictures: np.ndarray, mode: Segmentation = Segmentation.AUTO) -> list[str]:
    found = way.recognize_each(pictures, mode, ("fra",), 300, 60.0)
    return [" ".join(token.text for token in tokens) for tokens in found]


def test_it_is_installed(way: Engine) -> None:
    assert way.version()[0].isdigit()
    assert "fra" in way.languages()
    assert way.name


def test_words_have_their_box_and_confidence(way: Engine) -> None:
    picture = grey(DOSE)
    (tokens,) = way.recognize_each([picture], Segmentation.AUTO, ("fra",), 300, 60.0)
    assert [token.text for token in tokens] == DOSE.split()
    assert len({token.line for token in tokens}) == 1
    for token in tokens:
        x, y, width, height = token.box
        ink = picture[y : y + height, x : x + width] < 128
        assert ink.any(axis=0).mean() > 0.7
        assert 0.5 < token.confidence <= 1


def test_several_pictures_come_back_in_their_order(way: Engine) -> None:
    line = grey(DOSE)[100:260]
    other = grey(OTHER)[100:260]
    assert read(way, line, other, mode=Segmentation.LINE) == [DOSE, OTHER]


def test_a_blank_page_has_no_words(way: Engine) -> None:
    assert read(way, np.full((400, 300), 255, np.uint8)) == [""]


def test_time_that_runs_out_is_told(way: Engine) -> None:
    with pytest.raises(OutOfTimeError):
        way.recognize_each([grey(*[DOSE] * 20)], Segmentation.AUTO, ("fra",), 300, 0.02)
    assert read(way, grey(DOSE)) == [DOSE]


def test_a_missing_language_is_named(way: Engine) -> None:
    with pytest.raises(Fault) as told:
        way.recognize_each([grey(DOSE)], Segmentation.AUTO, ("tlh",), 300, 60.0)
    assert "tlh" in told.value.fr
    assert "tesseract-ocr-tlh" in told.value.en


def test_a_picture_that_is_too_large_is_refused(way: Engine) -> None:
    with pytest.raises(Fault):
        way.recognize_each(
            [np.full((20, 33_000), 255, np.uint8)], Segmentation.AUTO, ("fra",), 300, 60.0
        )


def test_lines_are_found_before_they_are_read_or_not_at_all(way: Engine) -> None:
    page, told = grey(DOSE, OTHER), list[Rows]()
    tokens = way.recognize_page(page, "fra", 60.0, told.append)
    assert (tokens,) == way.recognize_each([page], Segmentation.AUTO, ("fra",), 300, 60.0)
    assert way.recognize_page(page, "fra", 60.0, None) == tokens
    reader = way.line_reader("fra")
    if reader is None:
        assert isinstance(way, CommandEngine)
        assert not told
        return
    (rows,) = told
    assert [len(row) for row in rows] == [len(DOSE.split()), len(OTHER.split())]
    first = rows[0][0]
    crop = page[first.y - 30 : first.y + first.height + 30]
    found = reader.read(crop, 60.0)
    assert [token.text for token in found] == DOSE.split()
    assert (found,) == way.recognize_each([crop], Segmentation.LINE, ("fra",), 300, 60.0)
    assert not way.recognize_page(np.full((400, 300), 255, np.uint8), "fra", 60.0, told.append)
    assert told == [rows, ()]


def test_a_line_that_takes_too_long_is_told() -> None:
    reader = LibraryEngine().line_reader("fra") if is_usable() else None
    if reader is None:
        pytest.skip("tesserocr has no wheel for this system")
    with pytest.raises(OutOfTimeError):
        reader.read(np.hstack([grey(DOSE)[80:180]] * 15), 0.02)
    assert [token.text for token in reader.read(grey(DOSE), 60.0)] == DOSE.split()


@pytest.mark.usefixtures("_forgotten_folder")
def test_without_data_for_the_library_the_command_line_reads(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("ocr.tesseract.library._DATA_FOLDERS", ((str(tmp_path), "tessdata"),))
    assert tesseract.engine().name == CommandEngine().name
    assert [t.text for t in tesseract.recognize(grey(DOSE))] == DOSE.split()
