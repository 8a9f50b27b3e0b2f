"""Pictures as files: PNG, JPEG with or without a turn for EXIF, TIFF of several pages."""

import io
from collections.abc import Sequence

import numpy as np
from PIL import Image

from synthetic.damage.picture import Picture, Pixels
from synthetic.damage.presets import FileKind

_ORIENTATION = 0x0112
# EXIF orientation -> quarter turns counter-clockwise of what is stored.
_STORED_TURNS = {1: 0, 6: 1, 3: 2, 8: 3}


def encode_pages(
    pictures: Sequence[Picture], kind: FileKind, quality: int, orientation: int = 1
) -> tuple[bytes, str]:
    """The file's bytes and its name's ending; several pages become one TIFF."""
    images = [_as_image(picture.pixels, kind) for picture in pictures]
    dpi = (round(pictures[0].dpi), round(pictures[0].dpi))
    data = io.BytesIO()
    if len(images) > 1:
        compression = {"png": "tiff_adobe_deflate", "jpg": "jpeg", "bilevel": "group4"}[kind]
        options = {"quality": quality} if kind == "jpg" else {}
        first, *rest = images
        first.save(
            data,
            "TIFF",
            save_all=True,
            append_images=rest,
            compression=compression,
            dpi=dpi,
            **options,
        )
        return data.getvalue(), "tif"
    if kind == "jpg":
        stored = np.rot90(pictures[0].pixels, _STORED_TURNS[orientation])
        exif = Image.Exif()
        if orientation != 1:
            exif[_ORIENTATION] = orientation
        image = Image.fromarray(np.ascontiguousarray(stored))
        image.save(data, "JPEG", quality=quality, dpi=dpi, exif=exif)
        return data.getvalue(), "jpg"
    images[0].save(data, "PNG", compress_level=4, dpi=dpi)
    return data.getvalue(), "png"


def encode_line(pixels: Pixels) -> bytes:
    """One line's picture as PNG."""
    data = io.BytesIO()
    Image.fromarray(pixels).save(data, "PNG", compress_level=3)
    return data.getvalue()


def _as_image(pixels: Pixels, kind: FileKind) -> Image.Image:
    image = Image.fromarray(pixels)
    return image.convert("1", dither=Image.Dither.NONE) if kind == "bilevel" else image
