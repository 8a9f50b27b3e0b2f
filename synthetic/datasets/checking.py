"""Checks a corpus against itself: every line of the truth stands on its page, by the boxes."""

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from prescription.record import Box
from synthetic.datasets.truth import Truth, is_inside, load_truth

_ALTO = "{http://www.loc.gov/standards/alto/ns-v4#}"


def check_corpus(corpus: Path) -> Iterator[str]:
    """One sentence for every line of a truth that is not printed where it says it is."""
    for path in sorted((corpus / "truth").glob("*.json")):
        truth = load_truth(path)
        # The corpus is this project's own output: nothing foreign is parsed here.
        alto = ET.parse(corpus / "alto" / f"{path.stem}.xml")  # noqa: S314
        for fault in check_truth(truth, _printed(alto.getroot())):
            yield f"{path.stem}: {fault}"


def check_truth(truth: Truth, printed: dict[int, list[tuple[str, Box]]]) -> Iterator[str]:
    """Faults of one truth; `printed` holds the words of each page with their boxes."""
    sizes = {page.page: page for page in truth.pages}
    for number, words in printed.items():
        for _text, place in words:
            if not is_inside(place, sizes[number]):
                yield f"a word of page {number} lies outside it"
    for draft in truth.document.prescriptions:
        lines = [(m.text, m.page, m.box) for m in draft.medications]
        lines += [(i.text, i.page, i.box) for i in draft.other_items + draft.header_items]
        for text, page, box in lines:
            if page is None or box is None:
                yield "a line stands on no page"
            elif not _stands(text.split(), box, printed[page], printed.get(page + 1, [])):
                yield f"a line of page {page} is not printed in its box"


def _stands(
    wanted: list[str],
    box: Box,
    words: list[tuple[str, Box]],
    following: list[tuple[str, Box]],
) -> bool:
    """Whether the words within the box are the wanted ones, in their order.

    What goes on over the end of the page stands in one stretch on the `following` one.
    """
    within = [word for word, place in words if _holds(box, place)]
    if _follow(wanted, within):
        return True
    after = [word for word, _ in following]
    ends = range(1, len(wanted))
    return any(within[-n:] == wanted[:n] and _follow(wanted[n:], after) for n in ends)


def _follow(wanted: list[str], words: list[str]) -> bool:
    places = range(len(words) - len(wanted) + 1)
    return any(words[start : start + len(wanted)] == wanted for start in places)


def _holds(outer: Box, inner: Box) -> bool:
    right, bottom = inner.x + inner.width, inner.y + inner.height
    return (
        outer.x <= inner.x
        and outer.y <= inner.y
        and right <= outer.x + outer.width
        and bottom <= outer.y + outer.height
    )


def _printed(root: ET.Element) -> dict[int, list[tuple[str, Box]]]:
    pages: dict[int, list[tuple[str, Box]]] = {}
    for page in root.iter(f"{_ALTO}Page"):
        number = int(page.attrib["PHYSICAL_IMG_NR"])
        pages[number] = [
            (
                word.attrib["CONTENT"],
                Box(*(int(word.attrib[name]) for name in ("HPOS", "VPOS", "WIDTH", "HEIGHT"))),
            )
            for word in page.iter(f"{_ALTO}String")
        ]
    return pages
