"""What is read, and what is refused with one sentence before it is decoded."""

import io
import struct
import zlib

import numpy as np
import pytest
from PIL import Image
from pillow_heif import register_heif_opener

from ocr.files.load import load_pages
from prescription.language import Fault
from tests.ocr.drawn import draw_page, file_of

register_heif_opener()  # to write such files here


def png_header(width: int, height: int) -> bytes:
    """A valid PNG start that claims the size without holding the pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    size = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + size + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


LOCKED_PDF = b"""%%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]>>endobj
4 0 obj<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>endobj
trailer<</Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]/Size 5>>
%%%%EOF""" % (b"11" * 32, b"22" * 32)


@pytest.mark.parametrize(
    ("data", "word"),
    [
        pytest.param(b"", "empty", id="empty file"),
        pytest.param(b"Bonjour docteur\n" * 40, "no readable image", id="text named .png"),
        pytest.param(file_of(Image.new("RGB", (1, 1))), "too small", id="one pixel"),
        pytest.param(file_of(draw_page(), "JPEG")[:20_000], "damaged", id="truncated JPEG"),
        pytest.param(file_of(draw_page())[:5_000], "damaged", id="truncated PNG"),
        pytest.param(LOCKED_PDF, "password", id="locked PDF"),
        pytest.param(b"%PDF-1.4\n%%EOF", "damaged", id="broken PDF"),
        pytest.param(png_header(30_000, 30_000), "too many pixels", id="30 000 × 30 000"),
        pytest.param(png_header(12_000, 10_000), "too many pixels", id="120 million pixels"),
        pytest.param(b"\0\0\0\x18ftypheic" + bytes(40), "damaged", id="broken HEIC"),
    ],
)
def test_a_file_that_cannot_be_read_gives_one_sentence(data: bytes, word: str) -> None:
    with pytest.raises(Fault) as fault:
        load_pages(data)
    assert word in fault.value.en
    assert fault.value.fr.endswith(".")
    assert "\n" not in fault.value.fr


@pytest.mark.parametrize("kind", ["PNG", "BMP", "WEBP", "TIFF"])
def test_pixels_come_as_they_were_given(kind: str) -> None:
    image = draw_page()
    (page,) = load_pages(file_of(image, kind, **({"lossless": True} if kind == "WEBP" else {})))
    assert np.array_equal(page, np.asarray(image))


def test_a_photograph_is_turned_as_its_exif_says() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held upright
    (page,) = load_pages(file_of(Image.new("RGB", (300, 200), "white"), "JPEG", exif=exif))
    assert page.shape == (300, 200, 3)


def test_a_phone_photograph_in_heic_is_loaded_and_turned() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    sheet = draw_page()
    photograph = file_of(sheet, "HEIF", quality=90, exif=exif.tobytes())
    (page,) = load_pages(photograph)
    given = np.asarray(sheet.rotate(-90, expand=True), np.int16)
    assert page.shape == given.shape
    assert np.abs(page - given).mean() < 3


def test_every_photograph_of_a_heic_file_is_loaded() -> None:
    sheets = [draw_page(("page",) * n) for n in (1, 2, 3)]
    album = file_of(sheets[0], "HEIF", save_all=True, append_images=sheets[1:], primary_index=1)
    assert [page.shape[0] for page in load_pages(album)] == [sheet.height for sheet in sheets]


def test_every_page_of_a_fax_is_loaded() -> None:
    sheets = [draw_page(("page",) * n).convert("1") for n in (1, 2, 3)]
    fax = file_of(sheets[0], "TIFF", save_all=True, append_images=sheets[1:], compression="group4")
    assert [page.shape[0] for page in load_pages(fax)] == [sheet.height for sheet in sheets]


def test_a_pdf_is_rendered_at_300_dpi() -> None:
    pdf = file_of(Image.new("RGB", (827, 1169), "white"), "PDF", resolution=100.0)
    (page,) = load_pages(pdf)
    assert page.shape[:2] == pytest.approx((3507, 2481), abs=3)


def test_clear_parts_of_a_picture_are_paper() -> None:
    (page,) = load_pages(file_of(Image.new("RGBA", (50, 50), (0, 0, 0, 0))))
    assert page.min() == 255


def test_a_grey_picture_of_16_bits_keeps_its_greys() -> None:
    grey = np.full((40, 40), 40_000, np.uint16)
    (page,) = load_pages(file_of(Image.fromarray(grey)))
    assert page[0, 0, 0] == pytest.approx(40_000 / 257, abs=1)


@pytest.mark.parametrize(("lines", "orientation"), [(98, 1), (98, 6), (391, 1)])
def test_a_fax_whose_lines_are_as_wide_or_narrow_as_told_comes_in_its_shape(
    lines: int, orientation: int
) -> None:
    """Standard lines are twice as far apart as its dots, those of the finest half as far."""
    printed = draw_page().convert("1", dither=Image.Dither.NONE)
    faxed = printed.resize((printed.width, round(printed.height * lines / 204)))
    file = io.BytesIO()
    faxed.save(file, "TIFF", compression="group3", dpi=(204, lines), tiffinfo={274: orientation})
    (page,) = load_pages(file.getvalue())
    height, width = page.shape[:2] if orientation == 1 else page.shape[1::-1]
    assert height / width == pytest.approx(printed.height / printed.width, rel=0.01)
    assert set(np.unique(page)) == {0, 255}


def test_other_resolutions_leave_the_page_as_it_is() -> None:
    for dpi in ((204, 196), (300, 300), (1, 600)):
        (page,) = load_pages(file_of(draw_page(), "TIFF", dpi=dpi))
        assert page.shape[1::-1] == draw_page().size


def test_a_fax_in_a_pdf_comes_dot_for_dot() -> None:
    fax = draw_page().convert("1", dither=Image.Dither.NONE)
    (page,) = load_pages(file_of(fax, "PDF", resolution=204))
    assert page.shape[1::-1] == fax.size
    assert (page[:, :, 0] == np.where(np.asarray(fax), 255, 0)).all()
    (grey,) = load_pages(file_of(draw_page().convert("L"), "PDF", resolution=204))
    assert grey.shape[1] == round(fax.width * 300 / 204)


def test_a_fax_of_standard_lines_in_a_pdf_comes_in_its_shape() -> None:
    printed = draw_page().convert("1", dither=Image.Dither.NONE)
    faxed = printed.resize((printed.width, printed.height // 2))
    (page,) = load_pages(file_of(faxed, "PDF", dpi=(204, 102)))
    assert page.shape[1::-1] == pytest.approx(printed.size, abs=2)
    assert set(np.unique(page)) == {0, 255}
