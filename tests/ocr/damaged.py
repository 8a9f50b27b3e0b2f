"""Damaged and hostile files, made from made-up pages: the same seed gives the same files."""

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from random import Random

from PIL import Image
from pillow_heif import register_heif_opener

from tests.ocr.drawn import LINES, draw_page, file_of
from tests.ocr.printed import lines_at, pdf, stream

register_heif_opener()

Named = tuple[str, bytes]
"""A file's name and content."""


def make_damaged(count: int, seed: int) -> Iterator[Named]:
    """`count` files: each of `HOSTILE` first, then sound files damaged at random."""
    for number, (name, make) in enumerate(sorted(HOSTILE.items())[:count]):
        yield f"{number:03d}-{name}", make()
    random = Random(seed)  # noqa: S311 - a seed makes the run repeatable
    sound = sound_files()
    for number in range(len(HOSTILE), count):
        name, data = sound[number % len(sound)]
        damage = DAMAGES[number // len(sound) % len(DAMAGES)]
        yield f"{number:03d}-{damage.__name__}-{name}", damage(data, random)


def sound_files() -> Sequence[Named]:
    """A small page in every kind that is read."""
    page = draw_page(LINES[:2], size=30, wide=1000)
    grey, black = page.convert("L"), page.convert("1")
    kinds: list[tuple[str, str, Image.Image, dict[str, object]]] = [
        ("png", "PNG", page, {}),
        ("jpg", "JPEG", page, {"quality": 85}),
        ("progressive.jpg", "JPEG", grey, {"progressive": True}),
        ("g4.tif", "TIFF", black, {"compression": "group4", "save_all": True,
                                   "append_images": [black.rotate(180)]}),
        ("lzw.tif", "TIFF", grey, {"compression": "tiff_lzw"}),
        ("deflate.tif", "TIFF", grey, {"compression": "tiff_adobe_deflate"}),
        ("bmp", "BMP", grey, {}),
        ("webp", "WEBP", page, {"quality": 80}),
        ("lossless.webp", "WEBP", page, {"lossless": True}),
        ("heic", "HEIF", page, {"quality": 60}),
        ("scan.pdf", "PDF", grey, {"resolution": 150.0}),
    ]  # fmt: skip
    made = [(name, file_of(image, kind, **how)) for name, kind, image, how in kinds]
    return [*made, ("printed.pdf", pdf(lines_at(LINES[:2]), lines_at(LINES[2:4])))]


def flipped(data: bytes, random: Random) -> bytes:
    """A few bytes turned, most of them near the beginning where the headers are."""
    damaged = bytearray(data)
    for _ in range(random.randint(1, 12)):
        reach = len(data) if random.random() < 0.5 else min(len(data), 400)
        damaged[random.randrange(reach)] ^= random.randint(1, 255)
    return bytes(damaged)


def truncated(data: bytes, random: Random) -> bytes:
    """The end cut off."""
    return data[: random.randint(1, len(data) - 1)]


def holed(data: bytes, random: Random) -> bytes:
    """A stretch of zeros, as a failing disk leaves it."""
    start = random.randrange(len(data))
    return data[:start] + bytes(random.randint(1, 2000)) + data[start + random.randint(1, 2000) :]


def shuffled(data: bytes, random: Random) -> bytes:
    """Two halves in the wrong order, behind a sound beginning."""
    middle = random.randrange(len(data))
    return data[:64] + data[middle:] + data[64:middle]


def swollen(data: bytes, random: Random) -> bytes:
    """A number in the header made huge."""
    place = random.randrange(8, min(len(data) - 4, 200))
    return data[:place] + b"\x7f\xff\xff\xff" + data[place + 4 :]


def nested(data: bytes, random: Random) -> bytes:
    """A file inside the beginning of another kind of file."""
    covers = (
        b"%PDF-1.7\n",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0\0\x10JFIF\0",
        b"II*\0\x08\0\0\0",
        b"RIFF\xff\xff\0\0WEBPVP8 ",
        b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
        b"BM",
    )
    return random.choice(covers) + data


def doubled(data: bytes, random: Random) -> bytes:
    """A part written twice."""
    start = random.randrange(len(data))
    stop = min(len(data), start + random.randint(1, 5000))
    return data[:stop] + data[start:stop] + data[stop:]


DAMAGES = (flipped, truncated, holed, shuffled, swollen, nested, doubled)


def png_of(width: int, height: int, *chunks: tuple[bytes, bytes], deep: int = 1) -> bytes:
    """A black PNG of this size in a few kilobytes."""
    squeeze = zlib.compressobj(9)
    row = bytes(1 + width * deep // 8)
    body = b"".join(squeeze.compress(row) for _ in range(height)) + squeeze.flush()
    parts = [(b"IHDR", struct.pack(">IIBBBBB", width, height, deep, 0, 0, 0, 0)), *chunks]
    parts += [(b"IDAT", body), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in parts
    )


def noise(seed: int) -> bytes:
    """Bytes without any order."""
    return Random(seed).randbytes(20_000)  # noqa: S311 - a seed makes the run repeatable


@cache
def zeros(size: int) -> bytes:
    """`size` zeros, deflated."""
    squeeze = zlib.compressobj(9)
    block = bytes(2**20)
    return b"".join(squeeze.compress(block) for _ in range(size >> 20)) + squeeze.flush()


def tiff_of(tags: Sequence[tuple[int, int, int]], next_page: int = 0, more: bytes = b"") -> bytes:
    """A TIFF with one directory of (tag, type, value); `more` begins at byte 512."""
    entries = b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in tags)
    head = b"II*\0\x08\0\0\0" + struct.pack("<H", len(tags)) + entries
    return (head + struct.pack("<I", next_page)).ljust(512, b"\0") + more


def tiff_tags(width: int, height: int, compression: int, size: int) -> list[tuple[int, int, int]]:
    """The tags of a grey page in one strip at byte 512."""
    return [(256, 4, width), (257, 4, height), (258, 3, 8), (259, 3, compression), (262, 3, 1),
            (273, 4, 512), (277, 3, 1), (278, 4, height), (279, 4, size)]  # fmt: skip


def jpeg_said_to_be(width: int, height: int) -> bytes:
    """A JPEG whose header claims another size."""
    data = file_of(draw_page(LINES[:1]), "JPEG")
    place = data.index(b"\xff\xc0") + 5
    return data[:place] + struct.pack(">HH", height, width) + data[place + 4 :]


def heic_said_to_be(width: int, height: int) -> bytes:
    """A HEIC whose header claims another size."""
    data = file_of(draw_page(LINES[:1]), "HEIF")
    place = data.index(b"ispe") + 8
    return data[:place] + struct.pack(">II", width, height) + data[place + 8 :]


def pdf_pages(count: int) -> bytes:
    """A PDF of so many pages, all of them one."""
    kids = b"3 0 R " * count
    return (
        b"%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Count %d/Kids[%b]>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\n"
        b"trailer<</Root 1 0 R/Size 4>>\n%%%%EOF" % (count, kids)
    )


def pdf_boxed(box: bytes) -> bytes:
    """A printed page with another size."""
    return pdf(lines_at(LINES[:1])).replace(b"/MediaBox[0 0 595 842]", b"/MediaBox[%b]" % box)


def pdf_swelling(content: bytes) -> bytes:
    """A page whose drawing is `content`, already deflated."""
    drawing = stream(content, b"/Filter/FlateDecode")
    return (
        b"%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</XObject<</X 5 0 R>>>>>>endobj\n4 0 obj%bendobj\n"
        b"5 0 obj%bendobj\ntrailer<</Root 1 0 R/Size 6>>\n%%%%EOF"
        % (
            drawing,
            stream(
                b"/X Do /X Do /X Do",
                b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</X 5 0 R>>>>",
            ),
        )
    )


def zipped(name: str, data: bytes) -> bytes:
    """A ZIP archive with one file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return buffer.getvalue()


def looping_tiff() -> bytes:
    """A fax whose last page is followed by its first."""
    data = bytearray(file_of(draw_page(LINES[:1]).convert("1"), "TIFF", compression="group4"))
    (first,) = struct.unpack_from("<I", data, 4)
    (count,) = struct.unpack_from("<H", data, first)
    struct.pack_into("<I", data, first + 2 + 12 * count, first)
    return bytes(data)


HOSTILE: dict[str, Callable[[], bytes]] = {
    "empty.png": lambda: b"",
    "one-byte.pdf": lambda: b"%",
    "text.jpg": lambda: b"Doliprane 1 g\n" * 50,
    "zeros.tif": lambda: bytes(5000),
    "noise.pdf": lambda: noise(1),
    "noise-after-mark.pdf": lambda: b"%PDF-1.7\n" + noise(2),
    "archive.pdf": lambda: zipped("page.pdf", pdf(lines_at())),
    "archive-with-mark.pdf": lambda: b"%PDF-1.4\n" + zipped("page.pdf", pdf(lines_at())),
    "squeezed.pdf": lambda: gzip.compress(pdf(lines_at())),
    "bomb.zip.png": lambda: zipped("a", bytes(50_000_000)),
    "laughs.svg": lambda: b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">'
    b'<!ENTITY b "&a;&a;&a;&a;">]><svg>&b;</svg>',
    "page.ps": lambda: b"%!PS-Adobe-3.0\n{1 0 div} loop\n",
    "animated.gif": lambda: file_of(draw_page(LINES[:1]), "GIF"),
    "huge.png": lambda: png_of(30_000, 30_000),
    "at-the-limit.png": lambda: png_of(8_000, 8_000),
    "wide.png": lambda: png_of(2_000_000, 1),
    "16-bits.png": lambda: png_of(3_000, 3_000, deep=16),
    "text-bomb.png": lambda: png_of(
        400, 400, (b"zTXt", b"note\0\0" + zeros(300 * 2**20)), (b"iCCP", b"p\0\0" + zeros(2**26))
    ),
    "huge.jpg": lambda: jpeg_said_to_be(65_000, 65_000),
    "larger-than-it-is.jpg": lambda: jpeg_said_to_be(7_000, 7_000),
    "no-height.jpg": lambda: jpeg_said_to_be(1_700, 0),
    "huge.heic": lambda: heic_said_to_be(60_000, 60_000),
    "larger-than-it-is.heic": lambda: heic_said_to_be(7_000, 7_000),
    "huge.tif": lambda: tiff_of(tiff_tags(100_000, 100_000, 1, 1000), more=bytes(1000)),
    "deflate-bomb.tif": lambda: tiff_of(
        tiff_tags(7_900, 7_900, 8, len(zeros(2**28))), more=zeros(2**28)
    ),
    "looping.tif": looping_tiff,
    "far-page.tif": lambda: tiff_of(tiff_tags(200, 200, 1, 40_000), 2**31, bytes(40_000)),
    "no-strip.tif": lambda: tiff_of([(256, 4, 300), (257, 4, 300)]),
    "huge.webp": lambda: b"RIFF\x2c\0\0\0WEBPVP8L\x1f\0\0\0\x2f\xff\xff\xff\x0f" + bytes(30),
    "huge.bmp": lambda: b"BM" + struct.pack(
        "<IIIIiiHHIIIIII", 200, 0, 54, 40, 200_000, 200_000, 1, 24, 0, 0, 0, 0, 0, 0
    ),
    "10-000-pages.pdf": lambda: pdf_pages(10_000),
    "101-pages.pdf": lambda: pdf_pages(101),
    "pages-that-are-not-there.pdf": lambda: pdf_pages(3).replace(b"/Count 3", b"/Count 99"),
    "looping-pages.pdf": lambda: pdf_pages(1).replace(b"Kids[3 0 R", b"Kids[2 0 R"),
    "huge-box.pdf": lambda: pdf_boxed(b"0 0 1e9 1e9"),
    "long-box.pdf": lambda: pdf_boxed(b"0 0 1 14400000"),
    "no-box.pdf": lambda: pdf_boxed(b"0 0 0 0"),
    "not-a-box.pdf": lambda: pdf_boxed(b"(a) /b nan -1"),
    "turned-box.pdf": lambda: pdf_boxed(b"595 842 0 0"),
    "form-in-itself.pdf": lambda: pdf_swelling(zlib.compress(b"/X Do")),
    "content-bomb.pdf": lambda: pdf_swelling(zeros(2**28)),
    "many-strokes.pdf": lambda: pdf_swelling(
        zlib.compress(b"10 w 0 0 m 595 842 l S 595 0 m 0 842 l S\n" * 1_000_000, 9)
    ),
    "deep.pdf": lambda: b"%PDF-1.4\n1 0 obj" + b"[" * 200_000 + b"]" * 200_000 + b"endobj\n%%EOF",
    "script.pdf": lambda: pdf(lines_at(LINES[:1])).replace(
        b"/Type/Catalog", b"/Type/Catalog/OpenAction<</S/JavaScript/JS(while(1);)>>"
    ),
}  # fmt: skip
