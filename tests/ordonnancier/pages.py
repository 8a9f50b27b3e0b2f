"""Files made from the sample page: other formats, another resolution, a crooked scan, bad ones."""

import io
import struct
import zlib
from pathlib import Path

from PIL import Image

from ordonnancier.demo import SAMPLE
from prescription.json import load

SAMPLE_DPI = 200
TRUTH = load(SAMPLE.with_suffix(".json").read_text(encoding="utf-8"))


def sample() -> Image.Image:
    """The sample page, in grey."""
    with Image.open(SAMPLE) as image:
        return image.convert("L")


def as_pdf() -> bytes:
    """The page as a scanner's PDF."""
    return _saved(sample(), "PDF", resolution=SAMPLE_DPI)


def as_grey_jpeg() -> bytes:
    """The page at 200 dpi, grey, as JPEG of ordinary quality."""
    return _saved(sample(), "JPEG", quality=80, dpi=(SAMPLE_DPI, SAMPLE_DPI))


def skewed() -> bytes:
    """The page turned by 2 degrees, as it comes from a feeder."""
    page = sample().rotate(2, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    return _saved(page, "PNG")


def as_tiff_of_two_pages() -> bytes:
    """The page twice."""
    return _saved(sample(), "TIFF", save_all=True, append_images=[sample()])


def truncated_jpeg() -> bytes:
    """The first half of a photograph."""
    whole = as_grey_jpeg()
    return whole[: len(whole) // 2]


def one_pixel() -> bytes:
    """An image of one pixel."""
    return _saved(Image.new("L", (1, 1)), "PNG")


def huge_image(side: int = 30_000) -> bytes:
    """A PNG of 30 000 by 30 000 pixels in a few kilobytes, written without holding it in memory."""
    squeezer = zlib.compressobj(9)
    row = b"\x00" + b"\xff" * (side // 8)
    rows = b"".join(squeezer.compress(row) for _ in range(side)) + squeezer.flush()
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def locked_pdf() -> bytes:
    """A PDF that asks for a password: its encryption dictionary fits no empty password."""
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (b"41" * 32, b"42" * 32),
    )
    body, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    identity = b"<%s> <%s>" % (b"43" * 16, b"43" * 16)
    return (
        body
        + b"xref\n0 5\n0000000000 65535 f \n"
        + table
        + b"trailer\n<< /Size 5 /Root 1 0 R /Encrypt 4 0 R /ID [%s] >>\n" % identity
        + b"startxref\n%d\n%%%%EOF\n" % len(body)
    )


def write(folder: Path, name: str, content: bytes) -> Path:
    """The file, written."""
    path = folder / name
    path.write_bytes(content)
    return path


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _saved(image: Image.Image, kind: str, **options: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()
