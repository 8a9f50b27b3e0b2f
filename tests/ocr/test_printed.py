"""A PDF from a program is taken by its words, as far as the page shows them."""

import pytest

from ocr.page import Page, Word
from ocr.read import read_pages
from prescription.record import ReviewReason
from tests.ocr.drawn import LINES, draw_page
from tests.ocr.printed import lines_at, pdf

TEXT = lines_at()
SHEET = draw_page().convert("L")
PRINTED = (
    "Docteur Hélène ROUX · Cardiologue",
    "LEVOTHYROX 75 µg, comprimé : 1 cp le matin",
    "Prednisolone 20 mg : 1 ½ cp le matin, ½ le soir",
    "Insuline 12 UI/j, 0,5 mL ; « max 4/j »",
)


def texts(page: Page) -> list[str]:
    return [line.text for line in page.lines]


def words(page: Page) -> list[Word]:
    return [word for line in page.lines for word in line.words]


def reasons(page: Page) -> list[ReviewReason]:
    return [review.reason for review in page.review]


def test_a_printed_page_is_exact_with_its_signs() -> None:
    (page,) = read_pages(pdf(lines_at(PRINTED)))
    assert texts(page) == list(PRINTED)
    assert {word.confidence for word in words(page)} == {1.0}
    assert page.review == ()


def test_text_that_is_not_seen_never_enters_and_is_told() -> None:
    (page,) = read_pages(pdf(TEXT + b"3 Tr\n" + lines_at(("MORPHINE 200 mg",), top=300)))
    assert texts(page) == list(LINES)
    assert reasons(page) == [ReviewReason.UNREAD_TEXT]
    assert "invisible" in (page.review[0].text or "")


def test_a_scanned_page_is_read_from_its_picture_whatever_its_hidden_text_says() -> None:
    wrong = tuple(line.replace("1000", "100") for line in LINES)
    hidden = b"q 595 0 0 217 0 560 cm /I Do Q 3 Tr\n" + lines_at(wrong)
    (page,) = read_pages(pdf(hidden, image=SHEET))
    assert texts(page) == list(LINES)
    assert reasons(page) == [ReviewReason.UNREAD_TEXT]


def test_a_font_that_says_another_number_is_not_believed() -> None:
    (page,) = read_pages(pdf(TEXT, tounicode={"1": "7"}))
    assert texts(page) == list(LINES)
    assert reasons(page) == [ReviewReason.UNREAD_TEXT]


def test_one_number_that_the_page_shows_otherwise_is_doubtful() -> None:
    (page,) = read_pages(pdf(TEXT, tounicode={"7": "1"}))
    doubtful = [word for word in words(page) if (word.confidence or 0) < 0.5]
    assert [(word.text, word.alternatives) for word in doubtful] == [("15", ("75",))]


def test_what_is_struck_out_is_doubtful() -> None:
    (page,) = read_pages(pdf(TEXT + b"1 w 55 720 m 200 720 l S 55 735 m 400 735 l S\n"))
    doubtful = {word.text for word in words(page) if (word.confidence or 0) < 0.5}
    assert doubtful == {"KARDEGIC", "75", "mg,", "poudre"}


def test_text_inside_a_picture_of_the_page_is_read_too() -> None:
    above = ("Docteur Jeanne MARTIN", "Cardiologue")
    beside = b"q 400 0 0 146 60 500 cm /I Do Q\n"
    (page,) = read_pages(pdf(lines_at(above) + beside, image=SHEET))
    assert texts(page) == [*above, *LINES]


def test_printed_and_scanned_pages_of_one_file_are_each_read_their_way() -> None:
    printed, scanned = read_pages(pdf(TEXT, b"q 595 0 0 217 0 560 cm /I Do Q\n", image=SHEET))
    assert texts(printed) == texts(scanned) == list(LINES)
    assert {word.confidence for word in words(printed)} == {1.0}
    assert all((word.confidence or 0) < 1 for word in words(scanned))


@pytest.mark.parametrize("said", ["\ue001", "\x01"])
def test_a_font_without_meaning_is_read_from_the_picture(said: str) -> None:
    (page,) = read_pages(pdf(TEXT, tounicode={"m": said, "1": said}))
    assert texts(page) == list(LINES)


def test_frames_around_text_are_no_unread_text() -> None:
    frames = b"0.5 w 50 664 300 112 re 54 690 140 40 re 200 690 140 40 re 54 735 286 38 re S\n"
    (page,) = read_pages(pdf(TEXT + frames))
    assert texts(page) == list(LINES)
    assert page.review == ()
