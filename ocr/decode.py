"""Bounded decoding: a foreign file becomes RGB pages, or one clear sentence.

Bytes, pages and pixels are bounded before anything is decoded: dimensions come from the headers.
"""

import io
import warnings
from collections.abc import Iterator
from contextlib import closing
from math import sqrt
from typing import Any

import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import (
    BmpImagePlugin,
    Image,
    ImageOps,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

from prescription.language import Fault

Picture = NDArray[np.uint8]
"""Pixels (height, width, 3), RGB, as the page was given."""

MAX_BYTES = 100 * 2**20
MAX_PAGES = 100
MAX_PIXELS = 64_000_000
"""Of one page: A4 at 600 dpi has 35 million, a large phone photograph 50 million."""
MIN_SIDE = 16
PDF_DPI = 300
PDF_PIXELS = 20_000_000
"""A PDF page is rendered at 300 dpi, a larger one than A3 at what gives this many pixels."""

# Naming the decoders loads them, and no other one ever sees the file.
_FORMATS = (
    PngImagePlugin.PngImageFile.format,
    JpegImagePlugin.JpegImageFile.format,
    TiffImagePlugin.TiffImageFile.format,
    BmpImagePlugin.BmpImageFile.format,
    WebPImagePlugin.WebPImageFile.format,
)
_HEIF_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")
_REDUCED_COPY = 1  # bit of TIFF tag 254: the frame is a thumbnail of another one


def count_pages(untrusted_data: bytes) -> int:
    """How many pages the file says it has. Raises Fault."""
    _check_bytes(untrusted_data)
    if _is_pdf(untrusted_data):
        with closing(_open_pdf(untrusted_data)) as pdf:
            return len(pdf)
    with _open_image(untrusted_data) as image:
        return sum(1 for _ in _frames(image))


def decode_pages(untrusted_data: bytes) -> Iterator[Picture]:
    """The pages one by one, so that only one is in memory. Raises Fault.

    A PDF is rendered at 300 dpi; a photograph is turned as its EXIF says.
    """
    _check_bytes(untrusted_data)
    if _is_pdf(untrusted_data):
        with closing(_open_pdf(untrusted_data)) as pdf:
            for number in range(len(pdf)):
                yield _render(pdf, number)
    else:
        with _open_image(untrusted_data) as image:
            for frame in _frames(image):
                _check_size(frame.width, frame.height)
                yield _decode_frame(frame)


def _check_bytes(untrusted_data: bytes) -> None:
    if not untrusted_data:
        raise Fault(fr="Le fichier est vide.", en="The file is empty.")
    if len(untrusted_data) > MAX_BYTES:
        limit = MAX_BYTES // 2**20
        raise Fault(
            fr=f"Le fichier dépasse {limit} Mo : enregistrez-le en plus petit ou divisez-le.",
            en=f"The file is larger than {limit} MB: save it smaller or split it.",
        )


def _is_pdf(untrusted_data: bytes) -> bool:
    return b"%PDF-" in untrusted_data[:1024]


def _open_image(untrusted_data: bytes) -> Image.Image:
    try:
        # Pillow warns of a decompression bomb before decoding: here that is an error.
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            warnings.simplefilter("ignore", UserWarning)
            return Image.open(io.BytesIO(untrusted_data), formats=_FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels() from None
    except Exception:  # noqa: BLE001, RUF100 - a decoder may fail in any way on a foreign file
        raise _unknown_kind(untrusted_data) from None


def _frames(image: Image.Image) -> Iterator[Image.Image]:
    """The same image at each of its pages; frames of other formats than TIFF are animations."""
    for number in range(MAX_PAGES + 1):
        if number and (image.format != "TIFF" or not _seek(image, number)):
            return
        if number == MAX_PAGES:
            raise _too_many_pages()
        if not _is_reduced_copy(image):
            yield image


def _seek(image: Image.Image, number: int) -> bool:
    try:
        image.seek(number)
    except EOFError:
        return False
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels() from None
    except Exception:  # noqa: BLE001, RUF100
        raise _damaged() from None
    return True


def _is_reduced_copy(image: Image.Image) -> bool:
    tags: Any = getattr(image, "tag_v2", {})
    kind = tags.get(254, 0)
    return isinstance(kind, int) and bool(kind & _REDUCED_COPY)


def _decode_frame(image: Image.Image) -> Picture:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image.load()
            turned = ImageOps.exif_transpose(image)
            return np.asarray(_to_rgb(turned))
    except Exception:  # noqa: BLE001, RUF100
        raise _damaged() from None


def _to_rgb(image: Image.Image) -> Image.Image:
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
    return image.convert("RGB")


def _open_pdf(untrusted_data: bytes) -> Any:
    try:
        pdf = pypdfium2.PdfDocument(untrusted_data)
        pages = len(pdf)
        if pdf.get_formtype() in (1, 2):  # filled forms; XFA (3) shows its fallback page
            pdf.init_forms()
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise Fault(
                fr="Ce PDF est protégé par un mot de passe : enregistrez-le sans protection.",
                en="This PDF is protected by a password: save it without protection.",
            ) from None
        raise _damaged() from None
    if not pages:
        raise _damaged()
    if pages > MAX_PAGES:
        raise _too_many_pages()
    return pdf


def _render(pdf: Any, number: int) -> Picture:
    try:
        page = pdf[number]
        width, height = page.get_size()
        scale = min(PDF_DPI / 72, sqrt(PDF_PIXELS / max(width * height, 1)))
        _check_size(int(width * scale), int(height * scale))
        bitmap = page.render(scale=scale, rev_byteorder=True)
        picture: Picture = bitmap.to_numpy()[:, :, :3].copy()
        bitmap.close()
        page.close()
    except pypdfium2.PdfiumError:
        raise _damaged() from None
    return picture


def _check_size(width: int, height: int) -> None:
    if width * height > MAX_PIXELS:
        raise _too_many_pixels(width, height)
    if min(width, height) < MIN_SIDE:
        raise Fault(
            fr=f"L'image est trop petite pour être lue ({width} × {height} pixels).",
            en=f"The image is too small to be read ({width} × {height} pixels).",
        )


def _too_many_pixels(width: int = 0, height: int = 0) -> Fault:
    size = f" ({width} × {height})" if width else ""
    limit = MAX_PIXELS // 1_000_000
    return Fault(
        fr=f"L'image a trop de pixels{size}, la limite est de {limit} millions : "
        "numérisez à 300 points par pouce.",
        en=f"The image has too many pixels{size}, the limit is {limit} million: "
        "scan at 300 dots per inch.",
    )


def _too_many_pages() -> Fault:
    return Fault(
        fr=f"Le fichier a plus de {MAX_PAGES} pages : divisez-le.",
        en=f"The file has more than {MAX_PAGES} pages: split it.",
    )


def _damaged() -> Fault:
    return Fault(
        fr="Le fichier est incomplet ou abîmé : numérisez ou enregistrez la page à nouveau.",
        en="The file is incomplete or damaged: scan or save the page again.",
    )


def _unknown_kind(untrusted_data: bytes) -> Fault:
    if untrusted_data[4:8] == b"ftyp" and untrusted_data[8:12] in _HEIF_BRANDS:
        return Fault(
            fr="Les photos HEIC ne sont pas lues ici : enregistrez la photo en JPEG.",
            en="HEIC photographs are not read here: save the photograph as JPEG.",
        )
    return Fault(
        fr="Ce fichier n'est pas une image lisible (PNG, JPEG, TIFF, BMP, WebP) ni un PDF.",
        en="This file is no readable image (PNG, JPEG, TIFF, BMP, WebP) and no PDF.",
    )
