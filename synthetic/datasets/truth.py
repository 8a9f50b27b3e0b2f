"""The truth file of one prescription: the record, and how the page was made."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from prescription.json import from_json, to_json
from prescription.record import Box, Document, Item, Source
from synthetic.cases.planned import PlannedLine
from synthetic.damage.picture import Parameters, Picture
from synthetic.datasets.placing import place_on_page
from synthetic.pages.families import Printed
from synthetic.pages.sheet import PrintedWord

TRUTH_FOLDER = "truth"


@dataclass(frozen=True, slots=True)
class TruthPage:
    """One page: its size in pixels as given, and what was done to it."""

    page: int
    width: int
    height: int
    parameters: Parameters


@dataclass(frozen=True, slots=True)
class Truth:
    """What one file of a corpus holds.

    `file` is its path below the corpus. `document` is the record that perfect reading gives, every
    box in pixels of the page as given (after the turn that EXIF asks for). `products` tells, for
    each medication, the drug that was meant, with what the page may leave out (brand, INN,
    substances, ATC, form, dose unit, strength). `marks` are words on the page that are no part of
    the prescription (notes in the margin, the line a fax adds).
    """

    file: str
    document: Document
    layout: str
    degradation: str
    dpi: int
    seed: int
    number: int
    font: str
    points: float
    style: str
    situations: tuple[str, ...]
    pages: tuple[TruthPage, ...]
    products: tuple[dict[str, Any], ...]
    marks: tuple[Item, ...]


def place_words(printed: Printed, pictures: Sequence[Picture]) -> list[list[PrintedWord]]:
    """The words of each page with their boxes where the damage left them."""
    return [
        [replace(word, box=box) for word, box in zip(sheet.words, picture.boxes(), strict=True)]
        for sheet, picture in zip(printed.sheets, pictures, strict=True)
    ]


def make_document(
    printed: Printed, pages: Sequence[Sequence[PrintedWord]], source: Source
) -> Document:
    """The record of the prescription with every text and box as printed."""
    draft = printed.scenario.draft
    for number, words in enumerate(pages, 1):
        draft = place_on_page(draft, words, number)
    return Document(source, (draft,))


def find_marks(pages: Sequence[Sequence[PrintedWord]]) -> tuple[Item, ...]:
    """Words that hands and machines added."""
    return tuple(
        Item(word.text, number, word.box)
        for number, words in enumerate(pages, 1)
        for word in words
        if word.part.kind == "mark"
    )


def describe_product(planned: PlannedLine) -> dict[str, Any]:
    """The drug that was meant; `strength` is the one meant, whether the page says it or not."""
    product = planned.product
    return {
        "key": product.key,
        "brand": product.brand or None,
        "inn": product.inn or None,
        "substances": list(product.substances),
        "atc": product.atc,
        "form": product.form,
        "unit": product.unit,
        "strength": [to_json(ratio) for ratio in planned.strength],
        "strengths": [[to_json(ratio) for ratio in strength] for strength in product.strengths],
    }


def dump_truth(truth: Truth) -> str:
    """The truth file's JSON."""
    value = {
        "file": truth.file,
        "layout": truth.layout,
        "degradation": truth.degradation,
        "dpi": truth.dpi,
        "seed": truth.seed,
        "number": truth.number,
        "font": truth.font,
        "points": truth.points,
        "style": truth.style,
        "situations": list(truth.situations),
        "pages": [
            {"page": p.page, "width": p.width, "height": p.height, "parameters": p.parameters}
            for p in truth.pages
        ],
        "products": list(truth.products),
        "marks": [to_json(mark) for mark in truth.marks],
        "document": to_json(truth.document),
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def load_truth(path: Path) -> Truth:
    """The truth that `dump_truth` wrote. Raises RecordError when its document is no record."""
    value = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    pages = tuple(
        TruthPage(p["page"], p["width"], p["height"], p["parameters"]) for p in value["pages"]
    )
    return Truth(
        value["file"],
        from_json(Document, value["document"]),
        value["layout"],
        value["degradation"],
        value["dpi"],
        value["seed"],
        value["number"],
        value["font"],
        float(value["points"]),
        value["style"],
        tuple(value["situations"]),
        pages,
        tuple(value["products"]),
        tuple(from_json(Item, mark) for mark in value["marks"]),
    )


def load_truths(corpus: Path) -> Iterator[Truth]:
    """Every truth of a corpus, in the order of its numbers."""
    for path in sorted((corpus / TRUTH_FOLDER).glob("*.json")):
        yield load_truth(path)


def is_inside(box: Box, page: TruthPage) -> bool:
    """Whether the box lies wholly on the page."""
    right, bottom = box.x + box.width, box.y + box.height
    return box.x >= 0 and box.y >= 0 and right <= page.width and bottom <= page.height
