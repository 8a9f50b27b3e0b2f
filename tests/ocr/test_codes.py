"""Barcodes are read wherever they stand on the page, and never as text."""

import cv2
import numpy as np
import pytest
import zxingcpp
from PIL import Image

from ocr.cleaning.clean import to_grey
from ocr.codes import find_codes
from ocr.read import read_pages
from synthetic.pages.barcode import encode_code128, encode_qr
from tests.ocr.drawn import LINES, draw_page, file_of

RPPS, AM, CONTENT = "10106197667", "441774973", "K7PABC|1956-03-12|2026-01-02"
ALL = [("QR", CONTENT), ("Code 128", RPPS), ("Code 128", AM)]


def bars(text: str, module: int = 3, high: int = 90) -> Image.Image:
    widths = encode_code128(text)
    image = Image.new("L", (module * sum(widths), high), 255)
    x = 0
    for place, width in enumerate(widths):
        if place % 2 == 0:
            image.paste(0, (x, 0, x + width * module, high))
        x += width * module
    return image


def sheet() -> Image.Image:
    """A page at 300 dpi with text, two Code 128 of 0.25 mm modules and a QR code."""
    image = Image.new("L", (2480, 3508), 255)
    square = Image.fromarray(encode_qr(CONTENT))
    image.paste(square.resize((square.width * 8,) * 2, Image.Resampling.NEAREST), (2000, 100))
    image.paste(bars(RPPS), (200, 400))
    image.paste(bars(AM), (200, 600))
    image.paste(draw_page().convert("L"), (100, 900))
    return image


def found_in(image: Image.Image) -> list[tuple[str, str]]:
    return [(found.code.kind, found.code.text) for found in find_codes(np.asarray(image))]


def test_codes_are_read_with_their_boxes() -> None:
    codes = [found.code for found in find_codes(np.asarray(sheet()))]
    assert [(code.kind, code.text) for code in codes] == ALL
    x, y, width, height = codes[1].box
    assert abs(x - 200) < 4
    assert abs(width - 3 * sum(encode_code128(RPPS))) < 8
    assert 400 <= y <= y + height <= 490


@pytest.mark.parametrize("degrees", [3, 15, 30, 45, 90, 180, 270])
def test_codes_are_read_on_a_turned_page(degrees: int) -> None:
    turned = sheet().rotate(degrees, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC)
    assert sorted(found_in(turned)) == sorted(ALL)


@pytest.mark.parametrize("dpi", [120, 150, 200, 600])
def test_codes_are_read_at_other_scales(dpi: int) -> None:
    size = (2480 * dpi // 300, 3508 * dpi // 300)
    assert found_in(sheet().resize(size, Image.Resampling.LANCZOS)) == ALL


def test_codes_are_read_in_a_blurred_and_noisy_scan() -> None:
    blurred = cv2.GaussianBlur(np.asarray(sheet()), (0, 0), 1.5) * 0.7 + 40
    noise = np.random.default_rng(7).normal(0, 20, blurred.shape)
    assert found_in(Image.fromarray((blurred + noise).clip(0, 255).astype(np.uint8))) == ALL


def test_a_data_matrix_is_read() -> None:
    symbol = zxingcpp.create_barcode("3400930000120", zxingcpp.BarcodeFormat.DataMatrix)
    image = sheet()
    image.paste(Image.fromarray(np.asarray(symbol.to_image(scale=8))), (1000, 100))
    assert ("Data Matrix", "3400930000120") in found_in(image)


def test_a_page_of_text_and_rules_holds_no_code() -> None:
    image = draw_page(LINES * 6)
    for x in range(100, 1600, 60):
        image.paste(0, (x, 100, x + 3, 1500))
    assert find_codes(to_grey(np.asarray(image))) == ()


def test_what_is_read_into_bars_is_no_text() -> None:
    image = Image.new("L", (1700, 900), 255)
    image.paste(draw_page().convert("L"), (0, 280))
    image.paste(bars(RPPS), (100, 60))
    (page,) = read_pages(file_of(image))
    assert [line.text for line in page.lines] == list(LINES)
    assert [(code.kind, code.text) for code in page.codes] == [("Code 128", RPPS)]
    assert page.review == ()
