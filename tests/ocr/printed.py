"""PDFs written for these tests as a program prints them: text with a font, lines, pictures."""

import zlib
from collections.abc import Sequence

from PIL import Image

from tests.ocr.drawn import LINES

WIDE, HIGH = 595, 842
"""A4 in points."""


def lines_at(
    lines: Sequence[str] = LINES, *, left: int = 60, top: int = 760, size: int = 11
) -> bytes:
    """The drawing of black lines of text, the first one's foot `top` points above the edge."""
    rows = (
        b"1 0 0 1 %d %d Tm (%b) Tj" % (left, top - 2 * size * i, escaped(line))
        for i, line in enumerate(lines)
    )
    return b"BT /F %d Tf %b ET\n" % (size, b" ".join(rows))


def escaped(text: str) -> bytes:
    """The text as the inside of a PDF string in Windows' Latin letters."""
    plain = text.encode("cp1252")
    for sign in (b"\\", b"(", b")"):
        plain = plain.replace(sign, b"\\" + sign)
    return plain


def stream(body: bytes, entries: bytes = b"") -> bytes:
    """A PDF stream object."""
    return b"<<%b/Length %d>>stream\n%b\nendstream" % (entries, len(body), body)


def picture(image: Image.Image) -> bytes:
    """A picture as a PDF object."""
    grey = image.convert("L")
    entries = (
        b"/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8"
        b"/ColorSpace/DeviceGray/Filter/FlateDecode" % grey.size
    )
    return stream(zlib.compress(grey.tobytes()), entries)


def to_unicode(changes: dict[str, str]) -> bytes:
    """A table that says other letters than the font shows."""
    rows = b"".join(b"<%02X><%04X>" % (ord(a), ord(b)) for a, b in changes.items())
    return stream(
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def\n"
        b"1 begincodespacerange <00><FF> endcodespacerange\n"
        b"%d beginbfchar %b endbfchar endcmap end end" % (len(changes), rows)
    )


def pdf(
    *contents: bytes,
    page: bytes = b"",
    image: Image.Image | None = None,
    tounicode: dict[str, str] | None = None,
) -> bytes:
    """A PDF with a page for each of `contents`; `/F` is Helvetica, `/I` is `image`.

    `page` is put into every page object, such as `/Rotate 90`.
    """
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding%b>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"",
        font % (b"/ToUnicode 5 0 R" if tounicode else b""),
        picture(image or Image.new("L", (16, 16), 255)),
        to_unicode(tounicode or {"A": "A"}),
    ]
    kids = []
    for content in contents:
        objects.append(stream(content))
        kids.append(b"%d 0 R" % (len(objects) + 1))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]%b/Contents %d 0 R"
            b"/Resources<</Font<</F 3 0 R>>/XObject<</I 4 0 R>>>>>>"
            % (WIDE, HIGH, page, len(objects))
        )
    objects[1] = b"<</Type/Pages/Kids[%b]/Count %d>>" % (b" ".join(kids), len(kids))
    body = b"".join(b"%d 0 obj%b endobj\n" % (i, o) for i, o in enumerate(objects, start=1))
    return b"%%PDF-1.4\n%btrailer<</Root 1 0 R/Size %d>>\n%%%%EOF" % (body, len(objects) + 1)
