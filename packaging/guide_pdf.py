"""The guide as PDF: `python packaging/guide_pdf.py docs/guide.fr.md OUT.pdf`.

Markdown is read by markdown-it-py and laid out by ReportLab; headings, paragraphs, lists, tables,
code and pictures are known, which is all that the guide uses.
"""

import sys
from pathlib import Path
from xml.sax.saxutils import escape

from markdown_it import MarkdownIt
from markdown_it.token import Token
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    Flowable,
    Image,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    XPreformatted,
)

FONTS = Path("/usr/share/fonts/truetype/dejavu")
MARGIN = 20 * mm
WIDTH = A4[0] - 2 * MARGIN
TEXT = ParagraphStyle("text", fontName="Sans", fontSize=9.5, leading=14, spaceAfter=6)
CODE = ParagraphStyle(
    "code", parent=TEXT, fontName="Mono", fontSize=8, leading=11, leftIndent=6 * mm
)
CELL = ParagraphStyle("cell", parent=TEXT, fontSize=8.5, leading=11.5, spaceAfter=0)
FACES = {"Sans": "DejaVuSans", "Bold": "DejaVuSans-Bold", "Mono": "DejaVuSansMono"}
SIZES = {"h1": 19, "h2": 14, "h3": 11.5, "h4": 10}


def main() -> None:
    source, out = Path(sys.argv[1]), Path(sys.argv[2])
    for name, file in FACES.items():
        pdfmetrics.registerFont(TTFont(name, FONTS / f"{file}.ttf"))
    pdfmetrics.registerFontFamily(
        "Sans", normal="Sans", bold="Bold", italic="Sans", boldItalic="Bold"
    )
    tokens = MarkdownIt("commonmark").enable("table").parse(source.read_text(encoding="utf-8"))
    title = next(t.content for t in tokens if t.type == "inline")
    document = SimpleDocTemplate(
        str(out), pagesize=A4, title=title, author="Ordonnancier", invariant=1,
        leftMargin=MARGIN, rightMargin=MARGIN, topMargin=MARGIN, bottomMargin=MARGIN,
    )  # fmt: skip
    document.build(Guide(source.parent, tokens).story, onFirstPage=_number, onLaterPages=_number)


def _number(canvas: object, document: SimpleDocTemplate) -> None:
    canvas.setFont("Sans", 8)
    canvas.drawRightString(A4[0] - MARGIN, MARGIN / 2, str(document.page))


class Guide:
    """The blocks of a Markdown text as flowables, in their order."""

    def __init__(self, folder: Path, tokens: list[Token]) -> None:
        self.story: list[Flowable] = []
        self._folder = folder
        self._lists: list[int | None] = []  # of each open list, the number of its next item
        self._marker = ""
        at = 0
        while at < len(tokens):
            at = self._take(tokens, at)

    def _take(self, tokens: list[Token], at: int) -> int:
        token = tokens[at]
        match token.type:
            case "heading_open":
                self._heading(token.tag, tokens[at + 1])
                return at + 3
            case "inline":
                self._paragraph(token)
            case "fence" | "code_block":
                self.story.append(XPreformatted(escape(token.content.rstrip()), CODE))
                self.story.append(Spacer(1, 6))
            case "bullet_list_open" | "ordered_list_open":
                self._lists.append(
                    None if token.type[0] == "b" else int(token.attrs.get("start", 1))
                )
            case "bullet_list_close" | "ordered_list_close":
                self._lists.pop()
            case "list_item_open":
                self._item()
            case "table_open":
                return self._table(tokens, at)
            case "hr":
                self.story.append(Spacer(1, 12))
        return at + 1

    def _heading(self, tag: str, inline: Token) -> None:
        size = SIZES.get(tag, 10)
        style = ParagraphStyle(
            tag, fontName="Bold", fontSize=size, leading=size * 1.3, spaceBefore=size * 0.8,
            spaceAfter=size * 0.4, keepWithNext=1,
        )  # fmt: skip
        self.story.append(Paragraph(_markup(inline), style))

    def _item(self) -> None:
        number = self._lists[-1]
        self._marker = "•" if number is None else f"{number}."
        if number is not None:
            self._lists[-1] = number + 1

    def _paragraph(self, inline: Token) -> None:
        for child in inline.children or []:
            if child.type == "image":
                self._picture(str(child.attrs["src"]))
        text = _markup(inline)
        if text.strip():
            indent = 6 * mm * len(self._lists)
            style = ParagraphStyle(
                "item", parent=TEXT, leftIndent=indent, bulletIndent=indent - 5 * mm
            )
            self.story.append(Paragraph(text, style, bulletText=self._marker or None))
            self._marker = ""

    def _picture(self, source: str) -> None:
        path = self._folder / source
        width, height = ImageReader(str(path)).getSize()
        scale = min(1.0, WIDTH / width)
        self.story += [Image(str(path), width * scale, height * scale), Spacer(1, 8)]

    def _table(self, tokens: list[Token], at: int) -> int:
        rows: list[list[Paragraph]] = []
        while tokens[at].type != "table_close":
            if tokens[at].type == "tr_open":
                rows.append([])
            elif tokens[at].type == "inline":
                rows[-1].append(Paragraph(_markup(tokens[at]), CELL))
            at += 1
        style = [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LINEBELOW", (0, 0), (-1, -1), 0.3, colors.lightgrey),
            ("LINEBELOW", (0, 0), (-1, 0), 0.8, colors.grey),
        ]
        self.story += [
            Table(rows, colWidths=WIDTH / len(rows[0]), style=style, repeatRows=1),
            Spacer(1, 8),
        ]
        return at + 1


def _markup(inline: Token) -> str:
    """ReportLab's markup of a line; a picture stands for itself elsewhere."""
    marks = {
        "strong_open": "<b>", "strong_close": "</b>", "em_open": "<i>", "em_close": "</i>",
        "softbreak": " ", "hardbreak": "<br/>", "link_close": "",
    }  # fmt: skip
    parts = []
    for child in inline.children or []:
        if child.type == "text":
            parts.append(escape(child.content))
        elif child.type == "code_inline":
            parts.append(f'<font face="Mono" size="8">{escape(child.content)}</font>')
        else:
            parts.append(marks.get(child.type, ""))
    return "".join(parts)


if __name__ == "__main__":
    main()
