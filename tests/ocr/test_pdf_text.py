"""The text layer of a PDF: exact where it is seen, left aside where it is not."""

import numpy as np
import pytest

from ocr.files.sheets import decode_sheets
from ocr.files.text_layer import TextLayer
from ocr.page import UNREAD_SIGN
from tests.ocr.drawn import LINES, draw_page, file_of
from tests.ocr.printed import lines_at, pdf

TEXT = lines_at()
LOW = lines_at(top=500)
"""Low enough for a page that lies on its side."""
SHEET = draw_page().convert("L")
PICTURE = b"q 595 0 0 217 0 560 cm /I Do Q\n"
HIDDEN = lines_at(("MORPHINE 200 mg",), top=300)


def layer_of(data: bytes) -> TextLayer:
    (sheet,) = decode_sheets(data)
    assert sheet.layer is not None
    return sheet.layer


def words_of(data: bytes) -> list[str]:
    return [word.text for word in layer_of(data).words]


def test_the_words_of_a_printed_page_are_exact_and_lie_on_their_ink() -> None:
    lines = ("Hélène (½ cp) • œdème : 12,5 µg/h", "« LEVOTHYROX » 75 µg — d'abord 1 000 mg")
    (sheet,) = decode_sheets(pdf(lines_at(lines)))
    assert sheet.layer is not None
    assert [word.text for word in sheet.layer.words] == " ".join(lines).split()
    assert not sheet.layer.hidden
    ink = sheet.picture.min(axis=2) < 128
    for word in sheet.layer.words:
        assert word.box is not None
        x, y, width, height = word.box
        around = ink[y - 2 : y + height + 2, x - 2 : x + width + 2]
        assert around.sum() == ink[y : y + height, x : x + width].sum() > 0, word


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(TEXT + b"1 g\n" + HIDDEN, id="white"),
        pytest.param(TEXT + b"0.97 g\n" + HIDDEN, id="paler than anyone sees"),
        pytest.param(TEXT + b"3 Tr\n" + HIDDEN, id="invisible"),
        pytest.param(TEXT + b"7 Tr\n" + HIDDEN, id="only a clip"),
        pytest.param(TEXT + HIDDEN + b"1 g 40 280 300 40 re f\n", id="painted over"),
        pytest.param(TEXT + HIDDEN + b"0 g 40 280 300 40 re f\n", id="blacked out"),
        pytest.param(HIDDEN + b"q 300 0 0 60 40 280 cm /I Do Q\n" + TEXT, id="under a picture"),
        pytest.param(TEXT + b"0 0 9 9 re W n\n" + HIDDEN, id="clipped away"),
        pytest.param(PICTURE + b"3 Tr\n" + TEXT, id="a scanner's own reading"),
    ],
)
def test_text_that_nobody_sees_is_told(content: bytes) -> None:
    assert layer_of(pdf(content)).hidden


def test_white_text_on_a_dark_ground_is_seen() -> None:
    assert not layer_of(pdf(b"0.1 0.2 0.5 rg 40 600 500 200 re f 1 g\n" + TEXT)).hidden


def test_a_character_hidden_within_a_number_is_told() -> None:
    (sheet,) = decode_sheets(pdf(TEXT))
    box = next(w.box for w in sheet.layer.words if w.text == "1000") if sheet.layer else None
    assert box is not None
    left = (box.x + box.width / 2) * 72 / 300
    cover = b"1 g %.1f 750 %.1f 20 re f\n" % (left, box.width * 72 / 600)
    assert layer_of(pdf(TEXT + cover)).hidden


@pytest.mark.parametrize(
    ("page", "content"),
    [
        (b"/Rotate 180", b"q -1 0 0 -1 595 842 cm\n" + LOW + b"Q"),
        (b"/Rotate 90", b"q 0 1 -1 0 595 0 cm\n" + LOW + b"Q"),
        (b"/Rotate 270", b"q 0 -1 1 0 0 842 cm\n" + LOW + b"Q"),
        (b"/CropBox[30 400 560 820]", TEXT),
        (b"/UserUnit 2", TEXT),
    ],
    ids=["180", "90", "270", "cropped", "larger unit"],
)
def test_boxes_follow_the_page_as_it_is_shown(page: bytes, content: bytes) -> None:
    (sheet,) = decode_sheets(pdf(content, page=page))
    assert sheet.layer is not None
    assert [word.text for word in sheet.layer.words] == " ".join(LINES).split()
    ink = sheet.picture.min(axis=2) < 128
    inside = np.zeros_like(ink)
    for word in sheet.layer.words:
        assert word.box is not None
        x, y, width, height = word.box
        inside[y - 2 : y + height + 2, x - 2 : x + width + 2] = True
    assert ink[inside].any()
    assert not ink[~inside].any()


def test_text_cut_off_the_page_is_no_text_of_it() -> None:
    assert words_of(pdf(TEXT + HIDDEN, page=b"/CropBox[0 400 595 842]")) == " ".join(LINES).split()


def test_text_at_an_angle_is_kept_apart() -> None:
    turned = b"BT /F 8 Tf 0 1 -1 0 20 300 Tm (Lot 4711) Tj ET\n"
    layer = layer_of(pdf(TEXT + turned))
    assert [word.text for word in layer.turned] == ["Lot", "4711"]
    assert not layer.hidden


@pytest.mark.parametrize(
    ("said", "word"),
    [("\ufb01", "fin"), ("\ufb03", "ffin"), ("\u00ad", "-n")],
    ids=["ligature fi", "ligature ffi", "soft hyphen that is seen"],
)
def test_signs_of_typesetting_become_letters(said: str, word: str) -> None:
    (found,) = words_of(pdf(lines_at(("@n",)), tounicode={"@": said, "n": "n"}))
    assert found == word


def test_a_font_without_meaning_is_told() -> None:
    assert layer_of(pdf(TEXT, tounicode={"O": "\ue00f"})).garbled
    assert UNREAD_SIGN not in "".join(words_of(pdf(TEXT)))


def test_a_scanned_page_has_no_text_layer() -> None:
    (sheet,) = decode_sheets(pdf(PICTURE, image=SHEET))
    assert sheet.layer is None
    (sheet,) = decode_sheets(file_of(draw_page()))
    assert sheet.layer is None
