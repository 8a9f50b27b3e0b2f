"""Ink that is no printed word: told when it may matter, silent when every page has it."""

from dataclasses import replace

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from ocr.cleaning.clean import to_grey
from ocr.cleaning.ink import find_ink
from ocr.leftovers import give_back
from ocr.page import Line, Page, Word
from ocr.print_height import is_stack, typical_x_height
from ocr.read import read_pages
from ocr.reading import read_page
from ocr.regions import Region, find_leftovers, trim_to_letters
from ocr.unread import choose_to_tell
from prescription.record import Box, ReviewReason
from tests.ocr.drawn import LINES, SANS, draw_at, draw_page, file_of

BODY = [(150, 700 + 90 * i, text) for i, text in enumerate(LINES)]
HEADER = [(150, 120, "Docteur Jeanne MARTIN"), (150, 190, "Cardiologue"), (150, 600, "Mme DURAND")]


def sheet() -> Image.Image:
    return draw_at(HEADER + BODY, size=(2480, 2200))


def scrawl(image: Image.Image, left: int, top: int, wide: int, high: int, seed: int = 1) -> None:
    """A pen's joined-up strokes."""
    chance = np.random.default_rng(seed)
    x = np.linspace(left, left + wide, 60)
    y = top + high / 2 + np.cumsum(chance.normal(0, high / 6, 60)) % high - high / 2
    pen = ImageDraw.Draw(image)
    pen.line([(float(a), float(b)) for a, b in zip(x, y, strict=True)], fill="black", width=5)


def read(image: Image.Image) -> Page:
    (page,) = read_pages(file_of(image))
    return page


def test_a_note_in_pen_between_the_doses_is_told_with_its_box() -> None:
    image = sheet()
    scrawl(image, 1600, 760, 500, 160)
    (review,) = read(image).review
    assert review.reason is ReviewReason.UNREAD_REGION
    assert review.page == 1
    assert review.text == "au milieu à droite"
    assert review.box is not None
    assert abs(review.box.x - 1600) < 20
    assert abs(review.box.x + review.box.width - 2100) < 20


def test_a_signature_a_logo_barcodes_and_punched_holes_are_not_told() -> None:
    image = sheet()
    scrawl(image, 1500, 1500, 500, 250)
    pen = ImageDraw.Draw(image)
    pen.ellipse((1800, 100, 2100, 400), fill="black")
    for bar, wide in enumerate([4, 8, 4, 12, 8, 4, 4, 8, 12, 4, 8, 4] * 2):
        pen.rectangle((150 + 20 * bar, 300, 150 + 20 * bar + wide, 420), fill="black")
    for top in (300, 1900):
        pen.ellipse((20, top, 90, top + 70), fill=(60, 60, 60))
    pen.line((150, 500, 2300, 500), fill="black", width=4)
    pen.rectangle((1400, 1450, 2200, 1850), outline="black", width=4)
    page = read(image)
    assert page.review == ()
    assert [line.text for line in page.lines][-len(LINES) :] == list(LINES)


def test_pen_below_the_signature_is_told() -> None:
    image = sheet()
    scrawl(image, 1500, 1250, 500, 250)
    scrawl(image, 200, 1800, 700, 150, seed=2)
    (review,) = read(image).review
    assert review.box is not None
    assert review.box.y > 1700


def test_a_page_in_pen_alone_is_told_in_one_sentence() -> None:
    image = draw_at(HEADER, size=(2480, 2200))
    for row in range(5):
        scrawl(image, 200, 800 + 200 * row, 1500, 120, seed=row)
    page = read(image)
    (review,) = page.review
    assert review.box == (0, 0, page.width, page.height)
    assert "manuscrite" in str(review.text)


def test_handwritten_words_below_the_doses_are_no_signature() -> None:
    image = sheet()
    for word in range(5):
        scrawl(image, 300 + 330 * word, 1350, 250, 70, seed=word)
    told = [review.box for review in read(image).review]
    assert told
    assert all(box is not None and 1250 < box.y < 1500 for box in told)


def test_print_beside_a_barcode_is_read() -> None:
    image = draw_at([*HEADER, (150, 445, "N° AM : 721754497"), *BODY], size=(2480, 2200))
    pen = ImageDraw.Draw(image)
    chance = np.random.default_rng(3)
    left = 150
    for _ in range(60):
        wide = int(chance.integers(1, 4)) * 4
        pen.rectangle((left, 300, left + wide - 1, 430), fill="black")
        left += wide + int(chance.integers(1, 4)) * 4
    page = read(image)
    assert page.review == ()
    assert "N° AM : 721754497" in [line.text for line in page.lines]


def test_digits_that_run_into_the_bars_above_them_are_read() -> None:
    image = draw_at([*HEADER, *BODY], size=(2480, 2200))
    pen = ImageDraw.Draw(image)
    number = ImageFont.truetype("DejaVuSerif.ttf", 42)
    pen.text((150, 424), "RPPS : 10948922009", font=number, fill="black")
    for bar in range(60):
        pen.rectangle((150 + 8 * bar, 300, 150 + 8 * bar + 3 * (bar % 3 != 0), 428), fill="black")
    page = read_page(cv2.GaussianBlur(np.asarray(image), (0, 0), 2.2).astype(np.uint8))
    assert "RPPS : 10948922009" in [line.text for line in page.lines]
    assert page.review == ()


def test_a_line_struck_through_by_a_signature_is_not_sure() -> None:
    image = sheet()
    scrawl(image, 300, 850, 1000, 160, seed=4)
    page = read(image)
    struck = [
        word
        for line in page.lines
        for word in line.words
        if word.box and 830 < word.box.y + word.box.height / 2 < 960
    ]
    doubtful = [word for word in struck if (word.confidence or 0) < 0.5]
    assert doubtful or page.review


def test_the_grain_of_a_desk_tells_no_size_of_print() -> None:
    print_ = [Word("AVODART", Box(0, 0, 160, 28), 0.9), Word("besoin,", Box(0, 40, 108, 32), 0.9)]
    grain = [Word(text, Box(0, 900, 30, 5), 0.2) for text in ("nee", "sas", "cs", "re")]
    with_grain = typical_x_height([Line(tuple(print_)), Line(tuple(grain))])
    assert with_grain == typical_x_height([Line(tuple(print_))]) > 15


def test_boxes_as_high_as_a_bent_row_do_not_make_its_letters_higher() -> None:
    image = draw_page(["une once encore vous reverra sans mesure"])
    ink = find_ink(to_grey(np.asarray(image)))
    (line,) = read_page(np.asarray(image)).lines
    high = [replace(w, box=w.box._replace(y=w.box.y - 30, height=90)) for w in line.words if w.box]
    assert typical_x_height([Line(tuple(high))]) == 90
    assert abs(typical_x_height([Line(tuple(high))], ink) - 23) <= 2


def test_a_pens_stroke_over_the_end_of_a_row_of_the_header_is_told() -> None:
    image = draw_at([*HEADER, (150, 450, "Née le"), *BODY], size=(2480, 2200))
    scrawl(image, 295, 400, 260, 130)
    (review,) = read(image).review
    assert review.box is not None
    # The word that it touches may be told with it.
    assert 240 < review.box.x < 335
    image = draw_at([*HEADER, (150, 450, "Née le"), *BODY], size=(2480, 2200))
    scrawl(image, 700, 400, 260, 130)
    assert read(image).review == ()


def test_specks_above_and_below_a_word_are_no_part_of_it() -> None:
    image = draw_page(["dîner", "Églises"])
    ImageDraw.Draw(image).ellipse((150, 82, 155, 87), fill="black")
    ink = find_ink(to_grey(np.asarray(image)))
    word = Box(100, 80, 130, 72)
    assert trim_to_letters(word, ink, 23).y > 87
    assert trim_to_letters(word, ink, 23).y + trim_to_letters(word, ink, 23).height >= 140
    accented = Box(100, 180, 170, 52)
    assert trim_to_letters(accented, ink, 23) == accented


def test_numbers_below_each_other_are_no_word_of_one_row() -> None:
    rows = ["6 Amlor", "7 Tahor", "10 Église"]
    ink = find_ink(to_grey(np.asarray(draw_page(rows))))
    left, top = 100, 80
    assert is_stack(Box(left, top, 40, 240), ink, 23)
    assert not is_stack(Box(left, 280, 40, 100), ink, 23)
    assert not is_stack(Box(left, 280, 250, 260), ink, 23)


def test_a_digit_that_its_neighbour_was_read_with_comes_once() -> None:
    # `7 à 9 j`, where the engine gave `à9` the box of the `à`.
    words = [Word("7", Box(100, 0, 17, 26)), Word("à9", Box(130, 0, 16, 27))]
    give_back(Word("9", Box(156, 0, 17, 28)), words, 19)
    assert [word.text for word in words] == ["7", "à"]
    words = [Word("AR°2", Box(542, 0, 44, 24))]
    give_back(Word("2", Box(599, 0, 16, 24)), words, 19)
    assert [word.text for word in words] == ["AR"]
    words = [Word("09", Box(100, 0, 40, 26))]
    give_back(Word("9", Box(156, 0, 17, 28)), words, 19)
    assert [word.text for word in words] == ["09"]


def test_a_printed_row_that_a_stamp_and_a_signature_reach_into_is_not_lost() -> None:
    places = [*HEADER, (150, 700, "AOTAL 333 mg"), (200, 790, "2 comprimés matin, midi et soir")]
    image = draw_at(places, size=(2480, 2200))
    pen = ImageDraw.Draw(image)
    pen.polygon([(1020, 690), (1900, 560), (1960, 980), (1080, 1110)], outline="black", width=6)
    scrawl(image, 980, 1000, 700, 300)
    (page,) = read_pages(file_of(image))
    assert "2 comprimés matin, midi et soir" in " ".join(line.text for line in page.lines)


def test_letters_made_out_at_the_edge_of_the_sheet_are_no_row() -> None:
    image = sheet()
    pen = ImageDraw.Draw(image)
    for top in range(100, 2100, 90):
        pen.line((0, top, 22, top + 30, 4, top + 60), fill="black", width=5)
    (page,) = read_pages(file_of(image))
    assert [line.text for line in page.lines if line.text in LINES] == list(LINES)
    assert all(word.box and word.box.x > 100 for line in page.lines for word in line.words)


def test_signs_behind_a_word_near_the_foot_of_the_page_are_no_edge_of_the_sheet() -> None:
    image = draw_at([*HEADER, *BODY, (1200, 2130, "Page :/")], size=(2480, 2200))
    assert read(image).lines[-1].text.startswith("Page :")


def test_nothing_of_a_large_body_above_small_print_is_taken_for_a_signature() -> None:
    image = draw_at(
        [(100, 200, "trimébutine 100 mg - prendre 1 comp. 3 fois/j")], size=(1600, 1200)
    )
    pen = ImageDraw.Draw(image)
    pen.ellipse((727, 226, 732, 231), fill="black")
    small = ImageFont.truetype(SANS, 18)
    for row in range(10):
        text = "au vu ou en son nom, sans cause ni raison aucune"
        pen.text((100, 800 + 24 * row), text, font=small, fill="black")
    said = read(image).lines[0].text
    assert said.startswith("trimébutine 100 mg - prendre")
    assert said.endswith("1 comp. 3 fois/j")


def test_print_at_the_foot_of_a_page_is_told_where_it_goes_on_or_stands_under_a_row() -> None:
    dose = Line((Word("1 comprimé", Box(150, 700, 300, 45), 0.95),))
    care = Line((Word("Ordonnance", Box(900, 2080, 250, 30), 0.8),))
    page = Line((Word("Page", Box(1000, 2140, 90, 35), 0.97),))
    number, under = Box(1105, 2140, 60, 30), Box(920, 2125, 100, 30)
    desk = [Box(300, 2140, 80, 30), Box(20, 2125, 1900, 60), Box(1300, 2160, 60, 9)]

    def told(*boxes: Box, lines: tuple[Line, ...]) -> tuple[Box, ...]:
        left = [Region(box, True, 20) for box in boxes]
        return choose_to_tell(left, lines, (2200, 1700), 22.0)

    assert told(number, *desk, lines=(dose, page)) == (number,)
    assert told(under, *desk, lines=(dose, care)) == (under,)
    assert told(number, under, *desk, lines=(dose,)) == ()


def test_a_name_in_a_pen_right_over_the_first_dose_is_told() -> None:
    dose = Line((Word("1 comprimé", Box(150, 700, 300, 90), 0.6),))
    logo, *hand = (
        Region(box, False, 60)
        for box in (Box(160, 90, 320, 120), Box(160, 480, 300, 90), Box(160, 590, 320, 95))
    )
    told = choose_to_tell([logo, *hand], [dose], (2200, 1700), 22.0)
    assert set(told) == {mark.box for mark in hand}


def test_a_short_row_beside_the_edge_of_a_desk_is_left_to_be_read() -> None:
    image = draw_at([*BODY, (1380, 490, "59 ans")], size=(1700, 1400))
    pen = ImageDraw.Draw(image)
    pen.polygon([(1500, 0), (1700, 0), (1700, 1400), (1590, 1400)], fill=(70, 70, 70))
    left = find_leftovers(find_ink(to_grey(np.asarray(image))), [], 23.0)
    readable = [region.box for region in left if region.readable]
    assert any(box.y < 500 < box.y + box.height and box.x > 1370 for box in readable)


def test_a_pens_upright_stroke_between_the_doses_is_told() -> None:
    image = sheet()
    ImageDraw.Draw(image).line([(1700, 700), (1706, 770)], fill="black", width=7)
    assert read(image).review
