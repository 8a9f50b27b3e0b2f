"""What a signature runs over is told; a signature beside the print, or between columns, is not."""

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from ocr.cleaning.clean import to_grey
from ocr.cleaning.ink import find_ink
from ocr.page import Page
from ocr.reading import read_page
from ocr.regions import find_leftovers
from prescription.record import Box
from tests.ocr.drawn import LINES, SANS, draw_at

PRINTED = [(150, 200 + 90 * row, text) for row, text in enumerate(LINES)]
CARE = "Ordonnance établie selon les articles R. 5132-3 et suivants du code"


def sheet(*rows: tuple[int, int, str]) -> Image.Image:
    return draw_at([*PRINTED, *rows], size=(1900, 1500))


def sign(image: Image.Image, left: int, wide: int, middle: int) -> None:
    """Loops of a pen, high and wide, one after the other."""
    t = np.linspace(0, 14 * np.pi, 900)
    x = left + wide * t / t[-1] - 14 * np.sin(2 * t)
    y = middle + 62 * np.sin(t)
    points = [(float(a), float(b)) for a, b in zip(x, y, strict=True)]
    ImageDraw.Draw(image).line(points, fill="black", width=7)


def told(page: Page) -> list[Box]:
    return [review.box for review in page.review if review.box is not None]


def test_words_that_a_signature_hides_in_their_row_are_told() -> None:
    image = sheet((150, 1100, CARE))
    measure = ImageFont.truetype(SANS, 42)
    start, stop = (150 + round(measure.getlength(CARE[:end])) for end in (41, 59))
    sign(image, start, stop - start, 1125)
    page = read_page(np.asarray(image))
    assert any(b.y < 1130 < b.y + b.height and b.x < stop and b.x + b.width > start
               for b in told(page))  # fmt: skip


def test_the_end_of_a_row_under_a_signature_is_told() -> None:
    image = sheet((900, 1100, "Dr Étienne MASSON"), (900, 1190, "66000 Perpignan"))
    start = 900 + round(ImageFont.truetype(SANS, 42).getlength("Dr Étienne "))
    sign(image, start, 450, 1125)
    page = read_page(np.asarray(image))
    assert any("MASSON" in line.text for line in page.lines) or any(
        b.y < 1130 < b.y + b.height and start < b.x + b.width for b in told(page)
    )


def test_a_signature_beside_print_is_not_told() -> None:
    image = sheet((150, 1100, "Fait à Lyon, le 12 mars 2026"), (1500, 1100, "Dr ROUX"))
    sign(image, 900, 450, 1125)
    assert told(read_page(np.asarray(image))) == []


@pytest.mark.parametrize(("up", "long", "wide"), [(6, 12, 5), (8, 9, 8), (8, 20, 8), (12, 14, 6)])
def test_the_end_of_a_row_that_a_pen_runs_along_is_no_frame(up: int, long: int, wide: int) -> None:
    image = draw_at([(100, 100, "le soir pour 6 mois")], size=(1200, 300))
    measure = ImageFont.truetype(SANS, 42)
    start, stop = (100 + round(measure.getlength(text)) for text in ("le s", "le soir pour 6 mois"))
    points = [(x, 131 + up * float(np.sin(x / long))) for x in range(start, stop, 2)]
    ImageDraw.Draw(image).line(points, fill="black", width=wide)
    ink = find_ink(to_grey(np.asarray(image)))
    (left,) = find_leftovers(ink, [Box(100, 100, start - 100, 45)], 23.0)
    assert left.box.x < start + 40
    assert left.box.x + left.box.width > stop - 20


def test_a_frame_around_a_row_is_not_left_over() -> None:
    image = draw_at([(100, 100, "le soir pour 6 mois")], size=(1200, 300))
    ImageDraw.Draw(image).rectangle((70, 85, 620, 165), outline="black", width=8)
    assert (
        find_leftovers(find_ink(to_grey(np.asarray(image))), [Box(100, 100, 430, 45)], 23.0) == ()
    )


def test_a_slanted_rule_takes_no_words_near_it_along() -> None:
    image = draw_at([(600, 160, "Page 1/1")], size=(1600, 400))
    ImageDraw.Draw(image).line((150, 120, 1450, 200), fill="black", width=4)
    (left,) = find_leftovers(find_ink(to_grey(np.asarray(image))), [], 23.0)
    assert left.readable
    assert left.box.width < 250


@pytest.mark.parametrize(("wide", "told"), [(3, 0), (7, 1)])
def test_a_piece_of_a_tables_hairline_is_not_told_a_pens_stroke_is(wide: int, told: int) -> None:
    image = Image.new("L", (600, 500), 255)
    pen = ImageDraw.Draw(image)
    for top in (60, 104):
        pen.rectangle([300, top, 300 + wide - 1, top + 39], fill=0)
    assert len(find_leftovers(find_ink(np.asarray(image)), [], 23.0)) == told


def test_a_number_of_a_table_beside_a_stroke_is_read_or_told() -> None:
    cells = [(at, 1100, "2") for at in (1000, 1200, 1400)]
    image = sheet((150, 1100, "Tafinlar 75 mg gélule"), *cells)
    stroke = [(1195, 1210), (1255, 1090), (1245, 1270), (1330, 1160), (1380, 1280), (1600, 1160)]
    ImageDraw.Draw(image).line(stroke, fill="black", width=7, joint="curve")
    page = read_page(np.asarray(image))
    read = [w.box for line in page.lines for w in line.words if w.text == "2" and w.box]
    assert any(b.x < 1224 and b.x + b.width > 1200 and b.y < 1130 < b.y + b.height
               for b in (*read, *told(page)))  # fmt: skip


def test_words_beside_the_first_stroke_of_a_signature_are_read_or_told() -> None:
    image = sheet((150, 1100, "Calcium 500 mg"), (900, 1100, "1 comprimé"), (1500, 1100, "5 jours"))
    right = 900 + round(ImageFont.truetype(SANS, 42).getlength("1 comprimé "))
    thin = ImageFont.truetype(SANS, 42)
    pen = ImageDraw.Draw(image)
    pen.text((right, 1100), "par jour", font=thin, fill="black")
    start = right + round(thin.getlength("par "))
    stroke = [(start, 1155), (start + 30, 1180), (start + 250, 1080), (start + 260, 1330)]
    pen.line([*stroke, (start + 480, 1090), (start + 700, 1300)], fill="black", width=7)
    page = read_page(np.asarray(image))
    assert any("par jour" in line.text for line in page.lines) or any(
        b.y < 1130 < b.y + b.height and b.x < start + 60 and b.x + b.width > right
        for b in told(page)
    )
