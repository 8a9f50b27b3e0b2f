"""What the barcodes of a prescription tell: the prescriber's numbers, and content kept as it is.

A prescription bears the RPPS number and the AM or FINESS number as Code 128 (arrêté of 10 August
2010); a digital one a QR code that names it to a server, which is not asked here.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extraction.header.identifiers import is_rpps
from extraction.spelling.matching import fold
from ocr.page import Code, Page
from prescription.record import Draft, Item, Prescriber, Reading, Review, ReviewReason

_AM = re.compile(r"\b(?:a\.?m\b|adeli|assurance maladie|conventionn?ement|facturation)")
_FINESS = re.compile(r"\bfiness\b")
_Placed = tuple[Code, int]
"""A code and the number of its page."""


def add_codes(draft: Draft, pages: Sequence[Page]) -> Draft:
    """The draft with what the codes of its pages tell; their boxes stay those of the pages.

    A number that the sheet does not print, or prints illegibly, is taken from its code. One that
    the sheet prints otherwise stays, with a review. All other content becomes a header item.
    """
    codes = [(code, page.number) for page in pages for code in page.codes]
    if not codes:
        return draft
    linear = [c for c in codes if c[0].kind == "Code 128"]
    prescriber = draft.prescriber or Prescriber()
    numbers = dict(_numbers(linear, prescriber, " ".join(fold(i.text) for i in draft.header_items)))
    taken = {field: c for field, c in numbers.items() if getattr(prescriber, field) is None}
    differing = {
        field: c
        for field, c in numbers.items()
        if field not in taken and getattr(prescriber, field) != c[0].text
    }
    known = {code.text for code, _ in numbers.values()}
    kept = {c.text: Item(c.text, page, c.box) for c, page in reversed(codes) if c.text not in known}
    for field, (code, _) in taken.items():
        prescriber = replace(prescriber, **{field: code.text})
    return replace(
        draft,
        prescriber=prescriber if prescriber != Prescriber() else draft.prescriber,
        header_items=(*draft.header_items, *reversed(kept.values())),
        review=(
            *_unsettled(draft, numbers),
            *(_differs(f, c, draft) for f, c in differing.items()),
        ),
        readings=(*draft.readings, *(_evidence(field, *c) for field, c in taken.items())),
    )


def _numbers(
    codes: Sequence[_Placed], printed: Prescriber, header: str
) -> Iterator[tuple[str, _Placed]]:
    """Each field of the prescriber with the code that gives it, printed numbers first."""
    rpps = [c for c in codes if is_rpps(c[0].text)]
    if rpps:
        yield "rpps", next((c for c in rpps if c[0].text == printed.rpps), rpps[0])
    others = [c for c in codes if re.fullmatch(r"\d{9}|2[AB]\d{7}", c[0].text)]
    fields = ["am", "finess"]
    for field in tuple(fields):
        same = [c for c in others if c[0].text == getattr(printed, field)]
        if same:
            yield field, same[0]
            fields.remove(field)
            others = [c for c in others if c[0].text != same[0][0].text]
    # A number of nine digits is an AM or a FINESS number: only the sheet's own words tell which.
    named = [f for f, words in (("am", _AM), ("finess", _FINESS)) if words.search(header)]
    named = [field for field in named if field in fields]
    if len(named) == 1 and len({c[0].text for c in others}) == 1:
        yield named[0], others[0]


def _unsettled(draft: Draft, numbers: dict[str, _Placed]) -> Iterator[Review]:
    """What is asked, but for numbers that are printed as their code tells them."""
    for one in draft.review:
        field = one.field.removeprefix("prescriber.")
        same = field in numbers and getattr(draft.prescriber, field, None) == numbers[field][0].text
        if not (same and one.reason is ReviewReason.LOW_OCR_CONFIDENCE):
            yield one


def _differs(field: str, code: _Placed, draft: Draft) -> Review:
    printed = getattr(draft.prescriber, field)
    return Review(
        f"prescriber.{field}",
        ReviewReason.LOW_OCR_CONFIDENCE,
        f"imprimé {printed}, code-barres {code[0].text}",
        code[0].box,
        code[1],
    )


def _evidence(field: str, code: Code, page: int) -> Reading:
    # The symbol's own check digit was right.
    return Reading(f"prescriber.{field}", code.text, "code-barres", page, code.box, 1.0)
