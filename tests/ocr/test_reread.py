"""What two readings do not agree on is never sure."""

import re
from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
import pytest

from ocr.certainty.alignment import side_by_side
from ocr.certainty.apart import confirm_alone
from ocr.certainty.garbled import doubt_garbled
from ocr.certainty.judging import DISPUTED, settle
from ocr.certainty.reread import reread
from ocr.cleaning.clean import to_grey
from ocr.cleaning.ink import find_ink
from ocr.page import Line, Page, Word
from ocr.read import read_pages
from ocr.reading import read_page
from prescription.record import Box
from tests.ocr.drawn import SANS, SERIF, draw_page, file_of

NUMBER = re.compile(r"\d+(?:[.,/]\d+)*")


def words(text: str) -> list[Word]:
    return [Word(word, None, 0.95) for word in text.split()]


def sure_numbers(page: Page) -> list[list[str]]:
    """The numbers of each line; a line with a doubtful word gives none."""
    return [
        NUMBER.findall(line.text)
        for line in page.lines
        if all((w.confidence or 0) >= 0.5 and not w.alternatives for w in line.words)
    ]


def posologies(seed: int, count: int) -> list[str]:
    chance = np.random.default_rng(seed)
    return [
        f"{chance.choice(['1', '2', '1/2', '1,5', '0,5', '10'])} cp x{chance.integers(1, 7)}/j "
        f"{chance.integers(1, 5001)} mg pendant {chance.integers(2, 100)} jours"
        for _ in range(count)
    ]


@pytest.mark.parametrize(("font", "seed"), [(SANS, 1), (SERIF, 2), ("DejaVuSansMono.ttf", 3)])
def test_no_wrong_number_passes_as_sure_on_a_noisy_small_page(font: str, seed: int) -> None:
    lines = posologies(seed, 12)
    sheet = np.asarray(draw_page(lines, font=font, size=34, wide=1900))
    small = cv2.resize(sheet, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    noise = np.random.default_rng(seed).normal(0, 14, small.shape)
    page = read_page(np.clip(small + noise, 0, 255).astype(np.uint8))
    truth = [NUMBER.findall(line) for line in lines]
    assert [numbers for numbers in sure_numbers(page) if numbers not in truth] == []
    assert len(sure_numbers(page)) >= 6, "doubting everything is no reading"


def given(text: str, picture: np.ndarray) -> Sequence[Line]:
    """A first reading of the one line drawn, with each word's box measured on the ink."""
    grey = to_grey(picture)
    columns = np.flatnonzero((grey < 128).any(axis=0))
    rows = np.flatnonzero((grey < 128).any(axis=1))
    cuts = np.flatnonzero(np.diff(columns) > 9)
    starts = [columns[0], *columns[cuts + 1]]
    ends = [*columns[cuts], columns[-1]]
    top, height = int(rows[0]), int(rows[-1] - rows[0] + 1)
    boxes = [Box(int(a), top, int(b - a + 1), height) for a, b in zip(starts, ends, strict=True)]
    words = (Word(t, box, 0.95) for t, box in zip(text.split(), boxes, strict=True))
    return [Line(tuple(words))]


def test_a_digit_misread_with_confidence_is_disputed_and_both_readings_kept() -> None:
    picture = np.asarray(draw_page(["LASILIX 40 mg matin"]))
    (line,) = reread(given("LASILIX 10 mg matin", picture), find_ink(to_grey(picture)))
    assert line.text == "LASILIX 40 mg matin"
    doubtful = [w for w in line.words if w.alternatives]
    assert [(w.text, w.alternatives) for w in doubtful] == [("40", ("10",))]
    assert doubtful[0].confidence is not None
    assert doubtful[0].confidence < 0.1


def test_a_drug_name_misread_is_disputed() -> None:
    picture = np.asarray(draw_page(["LASILIX 40 mg matin"]))
    (line,) = reread(given("LASIUX 40 mg matin", picture), find_ink(to_grey(picture)))
    assert line.words[0].text == "LASILIX"
    assert line.words[0].alternatives == ("LASIUX",)


def test_readings_that_agree_stay_sure() -> None:
    (page,) = read_pages(file_of(draw_page()))
    words = [word for line in page.lines for word in line.words]
    assert [w for w in words if w.alternatives] == []
    assert min(w.confidence or 0 for w in words) > 0.5


def test_a_third_reading_without_a_word_lends_none_of_its_neighbours() -> None:
    settled = list(
        settle(words("pdt 7 j sur une"), words("pdt 7 | sur une"), words("pdt 7 sur une"))
    )
    assert [word.text for word in settled] == ["pdt", "7", "j", "sur", "une"]
    assert settled[2].alternatives == ("|",)
    settled = list(settle(words("pdt 7j"), words("pdt 7)"), words("pdt")))
    assert settled[1].alternatives == ("7)",)


def alone(printed: str, read: Word) -> Word:
    """What becomes of a word in doubt that is printed so, between others."""
    picture = np.asarray(draw_page([f"matin {printed} soir"]))
    (line,) = given(f"matin {printed} soir", picture)
    word = replace(read, box=line.words[1].box)
    (line,) = confirm_alone([Line((word,))], find_ink(to_grey(picture)), 30.0)
    return line.words[0]


def test_a_number_in_doubt_for_a_letter_that_looks_like_it_is_confirmed_alone() -> None:
    word = alone("1-0-1", Word("1-0-1", confidence=0.05, alternatives=("I-O-1",)))
    assert (word.text, word.alternatives) == ("1-0-1", ())
    assert (word.confidence or 0) >= 0.8


def test_a_number_whose_digits_a_fax_broke_is_not_confirmed_alone() -> None:
    picture = np.asarray(draw_page(["matin 550 soir"]))
    (line,) = given("matin 550 soir", picture)
    box = line.words[1].box
    assert box is not None
    broken = picture.copy()
    broken[box.y + box.height // 2 - 2 : box.y + box.height // 2 + 2, box.x : box.x + 25] = 255
    doubtful = Line((replace(line.words[1], confidence=0.85),))
    for page, sure in ((picture, True), (broken, False)):
        (read,) = confirm_alone([doubtful], find_ink(to_grey(page)), 30.0, worn=True)
        assert read.text == "550"
        assert ((read.words[0].confidence or 0) >= 0.8) == sure


def test_a_faint_number_that_is_another_one_alone_is_disputed() -> None:
    word = alone("15", Word("75", confidence=0.7))
    assert word.alternatives == ("15",)
    assert (word.confidence or 0) < 0.1


@pytest.mark.parametrize(("other", "sure"), [("80jcp", False), ("80cpr", True)])
def test_a_number_behind_which_another_reading_has_a_unit_is_not_sure(
    *, other: str, sure: bool
) -> None:
    word = alone("80cp", Word("80cp", confidence=0.05, alternatives=(other,)))
    assert ((word.confidence or 0) >= 0.8) == sure


def test_numbers_between_words_that_are_read_in_many_ways_are_not_sure() -> None:
    number = Word("3", confidence=0.93)
    clear = [Word("lyophilisat", confidence=0.95), number, Word("prises", confidence=0.95)]
    garbled = [replace(clear[0], confidence=0.05, alternatives=("tyophilisat",)), *clear[1:]]
    confidences = [
        [word.confidence for word in line.words if word.text == "3"]
        for line in doubt_garbled([Line(tuple(clear)), Line(tuple(garbled))])
    ]
    assert confidences[0] == [0.93]
    assert all((confidence or 0) < 0.8 for confidence in confidences[1])


@pytest.mark.parametrize("text", ["2/j", "10ml", "5j"])
def test_letters_beside_a_number_may_come_back_otherwise_alone(text: str) -> None:
    assert (alone(text, Word(text, confidence=0.85)).confidence or 0) >= 0.8


def test_a_number_behind_letters_is_confirmed_where_one_stands_before_them() -> None:
    assert (alone("mg/24", Word("mg/24", confidence=0.85)).confidence or 0) < 0.8
    picture = np.asarray(draw_page(["matin 14 mg/24 h"]))
    (line,) = given("matin 14 mg/24 h", picture)
    doubtful = tuple(replace(w, confidence=0.85) if w.text == "mg/24" else w for w in line.words)
    (line,) = confirm_alone([Line(doubtful)], find_ink(to_grey(picture)), 30.0)
    assert (line.words[2].confidence or 0) >= 0.8


def test_another_number_read_by_any_means_stays_a_rival() -> None:
    word = alone("40", Word("40", confidence=0.05, alternatives=("10",)))
    assert (word.text, word.alternatives) == ("40", ("10",))
    assert (word.confidence or 0) < 0.1


def test_a_number_that_may_be_a_fraction_is_never_confirmed_alone() -> None:
    word = alone("12", Word("12", confidence=0.05, alternatives=("½",)))
    assert word.alternatives == ("½",)
    assert (word.confidence or 0) < 0.1


def test_a_word_never_takes_the_number_of_its_neighbour() -> None:
    word = alone("jours", Word("jours", confidence=0.05, alternatives=("5 jours", "5jours")))
    assert word.text == "jours"
    word = alone("5", Word("5", confidence=0.05, alternatives=("5 jours",)))
    assert word.text == "5"


def test_a_number_that_every_reading_begins_with_a_letter_is_not_confirmed() -> None:
    word = alone("soug/24h", Word("soug/24h", confidence=0.85))
    assert (word.confidence or 0) < 0.8
    word = alone("O1", Word("O1", confidence=0.85, alternatives=("01",)))
    assert word.text == "01"


def test_a_guess_gives_way_to_a_sure_reading_and_bars_are_no_part_of_words() -> None:
    guess = [Word("MH", confidence=0.0), *words(". SYMBICORT 200/6")]
    settled = list(settle(guess, words("1. SYMBICORT 200/6"), words("1: SYMBICORT 200/6")))
    assert [word.text for word in settled] == ["1.", "SYMBICORT", "200/6"]
    assert settled[0].confidence == DISPUTED
    settled = list(settle(words("comprimé par"), words("1comprimé par"), words("|1comprimé par")))
    assert [word.text for word in settled] == ["1comprimé", "par"]
    assert settled[0].confidence == DISPUTED


def test_a_wide_gap_read_as_a_bar_is_no_word() -> None:
    settled = list(settle(words("Smecta 3 g 1 sachet"), words("Smecta 3 g _ 1 sachet"), None))
    assert [word.text for word in settled] == ["Smecta", "3", "g", "1", "sachet"]
    settled = list(settle(words("Smecta 3g 1 sachet"), words("Smecta 3 g | 1 sachet"), None))
    assert [word.text for word in settled] == ["Smecta", "3", "g", "1", "sachet"]


def test_a_times_sign_where_the_first_reading_has_a_digit_is_told() -> None:
    picture = np.asarray(draw_page(["KARDEGIC ×2 le soir, AR ×3"], size=34))
    read = given("KARDEGIC 92 le soir, AR ×3", picture)
    (line,) = reread(read, find_ink(to_grey(picture)))
    doubted = [word for word in line.words if word.alternatives and "2" in word.text]
    assert doubted, line.text
    assert "3" in line.words[-1].text
    assert not line.words[-1].alternatives


@pytest.mark.parametrize(("broken", "sure"), [(False, True), (True, False)])
def test_a_broken_number_that_one_reading_took_for_letters_is_not_confirmed(
    *, broken: bool, sure: bool
) -> None:
    picture = np.asarray(draw_page(["LASILIX 7 mg matin"])).copy()
    (line,) = given("LASILIX 7 mg matin", picture)
    if broken:
        picture[118:123] = 255  # a row that a fax lost
    words = [replace(w, confidence=0.05, alternatives=("H",)) for w in line.words if w.text == "7"]
    (told,) = confirm_alone([Line(tuple(words))], find_ink(to_grey(picture)), 20.0)
    assert told.words[0].text == "7"
    assert ((told.words[0].confidence or 0) >= 0.8) == sure


def test_no_word_reaches_over_the_next() -> None:
    """The engine may give one word the box of its whole row: read alone, the row came twice."""
    slots, one, length = Box(195, 5, 347, 30), Box(320, 5, 12, 30), Box(346, 5, 71, 30)
    words = [Word("0-0-0-", slots), Word("1", one), Word("durée", length)]
    assert [word.box for word in side_by_side(words)] == [Box(195, 5, 125, 30), one, length]


def test_letters_that_lean_over_the_next_word_keep_their_box() -> None:
    words = [Word("pdt", Box(10, 5, 42, 30)), Word("7", Box(50, 5, 10, 30))]
    assert side_by_side(words) == tuple(words)
