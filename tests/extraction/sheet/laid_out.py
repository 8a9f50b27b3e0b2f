"""How texts are laid out: where medications begin and end, what is none."""

from extraction.drugs.lexicon import load_lexicon
from extraction.sheet.blocks import lay_out
from extraction.sheet.layout import Layout
from extraction.sheet.rows import rows_of
from ocr.page import Page

LEXICON = load_lexicon()


def laid_out(*pages: str) -> Layout:
    return lay_out([rows_of(Page.from_text(p, n)) for n, p in enumerate(pages, 1)], LEXICON)


def medications(*pages: str) -> list[str]:
    return [" / ".join(row.text for row in b.rows) for b in laid_out(*pages).medications]


def others(*pages: str) -> list[str]:
    return ["\n".join(row.text for row in item) for item in laid_out(*pages).others]
