"""Image files as RGB pages, by Pillow and libheif.

Each decoder is named: no other one ever sees the file.
"""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from PIL import (
    BmpImagePlugin,
    ExifTags,
    Image,
    ImageOps,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

from ocr.cleaning.picture import Picture
from ocr.files.limits import (
    MAX_PAGES,
    MAX_PIXELS,
    check_size,
    damaged,
    too_many_pages,
    too_many_pixels,
)
from prescription.language import Fault

# Naming the decoders loads them.
_FORMATS = (
    PngImagePlugin.PngImageFile.format,
    JpegImagePlugin.JpegImageFile.format,
    TiffImagePlugin.TiffImageFile.format,
    BmpImagePlugin.BmpImageFile.format,
    WebPImagePlugin.WebPImageFile.format,
)
_HEIF_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
_REDUCED_COPY = 1  # bit of TIFF tag 254: the frame is a thumbnail of another one
_ACROSS, _DOWN = 282, 283
_MOST_DOTS = 1e6
_ON_ITS_SIDE = range(5, 9)
"""Values of TIFF tag 274 for a page that lies on its side."""
LEAST_STRETCH, MOST_STRETCH = 1.2, 4.0
"""How many times finer one direction of a page may be: what is told beyond is no resolution."""
_PAGED = ("TIFF", "HEIF")
"""Formats whose frames are pages; frames of the others are animations."""


def count_frames(untrusted_data: bytes) -> int:
    """How many pages the image file says it has. Raises Fault."""
    with _open(untrusted_data) as image:
        return sum(1 for _ in _frames(image))


def decode_frames(untrusted_data: bytes) -> Iterator[Picture]:
    """The pages one by one, turned as EXIF says. Raises Fault."""
    with _open(untrusted_data) as image:
        for frame in _frames(image):
            check_size(frame.width, frame.height)
            picture = _decode(frame)
            if frame.format not in _PAGED:
                frame.close()  # its own pixels need not stay while the page is read
            yield picture


def _open(untrusted_data: bytes) -> Image.Image:
    formats: tuple[str, ...] = _FORMATS
    if _is_heif(untrusted_data):
        # Loaded for such a file alone: every other one is read without it.
        from pillow_heif import HeifImageFile, register_heif_opener

        register_heif_opener(thumbnails=False, decode_threads=1)
        formats = (HeifImageFile.format,)
    try:
        with _bombs_refused():
            return Image.open(io.BytesIO(untrusted_data), formats=formats)
    except Fault:
        raise
    except Exception:  # noqa: BLE001, RUF100 - a decoder may fail in any way on a foreign file
        raise (_unknown_kind() if formats == _FORMATS else damaged()) from None


def _is_heif(untrusted_data: bytes) -> bool:
    """Whether the file's first box (ISO/IEC 14496-12) names a brand of phone photographs."""
    return untrusted_data[4:8] == b"ftyp" and untrusted_data[8:12] in _HEIF_BRANDS


@contextmanager
def _bombs_refused() -> Iterator[None]:
    """Pillow warns of a decompression bomb before decoding: here that is a Fault."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            warnings.simplefilter("ignore", UserWarning)
            yield
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise too_many_pixels() from None


def _frames(image: Image.Image) -> Iterator[Image.Image]:
    """The same image at each of its pages."""
    for number in range(MAX_PAGES + 1):
        if image.format not in _PAGED and number:
            return
        if image.format in _PAGED and not _seek(image, number):
            return
        if number == MAX_PAGES:
            raise too_many_pages()
        if not _is_reduced_copy(image):
            yield image


def _seek(image: Image.Image, number: int) -> bool:
    try:
        with _bombs_refused():
            image.seek(number)
    except EOFError:
        return False
    except Fault:
        raise
    except Exception:  # noqa: BLE001, RUF100
        raise damaged() from None
    return True


def _is_reduced_copy(image: Image.Image) -> bool:
    tags: Any = getattr(image, "tag_v2", {})
    kind = tags.get(254, 0)
    return isinstance(kind, int) and bool(kind & _REDUCED_COPY)


def _decode(image: Image.Image) -> Picture:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            across, down = _dots(image)
            image.load()
            # Pillow would make a copy of a page that need not be turned, or is RGB.
            lies = image.getexif().get(ExifTags.Base.Orientation, 1) != 1
            square = _with_square_pixels(image, across, down)
            return _to_rgb(ImageOps.exif_transpose(square) if lies else square)
    except Exception:  # noqa: BLE001, RUF100
        raise damaged() from None


def _with_square_pixels(image: Image.Image, across: float, down: float) -> Image.Image:
    """The page with the direction of fewer dots an inch stretched, where a fax tells of one.

    A fax of standard lines has 204 dots an inch across and 98 down: as it is, its letters are half
    as high as they were printed.
    """
    ratio = max(across, down) / min(across, down)
    size = (image.width, round(image.height * ratio))
    if across < down:
        size = (round(image.width * ratio), image.height)
    if not LEAST_STRETCH <= ratio <= MOST_STRETCH or size[0] * size[1] > MAX_PIXELS:
        return image
    grey = image.convert("L") if image.mode == "1" else image
    square = grey.resize(size, Image.Resampling.BICUBIC)
    if image.mode == "1":
        return square.point(lambda level: 255 if level > 127 else 0)
    return square


def _dots(image: Image.Image) -> tuple[float, float]:
    """How many dots a TIFF has in one length across and down; 1 and 1 where it is not told.

    Those of the page as it will be loaded, when it is turned.
    """
    tags: Any = getattr(image, "tag_v2", {})
    try:
        across, down = float(tags[_ACROSS]), float(tags[_DOWN])
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return 1.0, 1.0
    if not (0 < across < _MOST_DOTS and 0 < down < _MOST_DOTS):
        return 1.0, 1.0
    return (down, across) if tags.get(274) in _ON_ITS_SIDE else (across, down)


def _to_rgb(image: Image.Image) -> Picture:
    if image.mode not in ("1", "L") or image.has_transparency_data:
        return np.asarray(_in_colour(image))
    # Pillow takes ten times as long for a page that has no colour.
    import cv2  # for such a page alone: what shows another one need not wait for it

    return cv2.cvtColor(np.asarray(image.convert("L")), cv2.COLOR_GRAY2RGB).astype(
        np.uint8, copy=False
    )


def _in_colour(image: Image.Image) -> Image.Image:
    if image.mode in ("I;16", "I;16B", "I;16L", "I", "F"):
        values = np.asarray(image, dtype=np.float32)
        top = float(values.max()) or 1.0
        scale = 255 / (65535 if top > 255 else 255)
        return Image.fromarray((values * scale).clip(0, 255).astype(np.uint8)).convert("RGB")
    if image.has_transparency_data:
        clear = image.convert("RGBA")
        paper = Image.new("RGB", clear.size, "white")
        paper.paste(clear, mask=clear.getchannel("A"))
        return paper
    return image if image.mode == "RGB" else image.convert("RGB")


def _unknown_kind() -> Fault:
    return Fault(
        fr="Ce fichier n'est pas une image lisible (PNG, JPEG, TIFF, BMP, WebP, HEIC) ni un PDF.",
        en="This file is no readable image (PNG, JPEG, TIFF, BMP, WebP, HEIC) and no PDF.",
    )
