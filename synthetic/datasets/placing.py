"""The truth of a printed page: which words belong to what, in the record's own shape."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from prescription.record import Box, Draft, Item
from synthetic.pages.sheet import Part, PrintedWord


def surround(boxes: Iterable[Box]) -> Box:
    """The smallest box around all `boxes`, of which there is at least one."""
    known = list(boxes)
    x, y = min(b.x for b in known), min(b.y for b in known)
    right = max(b.x + b.width for b in known)
    bottom = max(b.y + b.height for b in known)
    return Box(x, y, right - x, bottom - y)


def printed_text(words: Sequence[PrintedWord]) -> str:
    """The words in printing order: spaces within a printed line, a newline between lines."""
    lines: dict[int, list[str]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word.text)
    return "\n".join(" ".join(line) for line in lines.values())


def header_items(words: Sequence[PrintedWord], page: int) -> tuple[Item, ...]:
    """One item for each printed line above and below the body."""
    lines: dict[int, list[PrintedWord]] = {}
    for word in words:
        if word.part.kind == "header":
            lines.setdefault(word.line, []).append(word)
    return tuple(_item(line, page) for line in lines.values())


def other_items(words: Sequence[PrintedWord], page: int) -> tuple[Item, ...]:
    """One item for each part of the body that is no medication."""
    parts: dict[Part, list[PrintedWord]] = {}
    for word in words:
        if word.part.kind == "other":
            parts.setdefault(word.part, []).append(word)
    return tuple(_item(part, page) for part in parts.values())


def place_on_page(draft: Draft, words: Sequence[PrintedWord], page: int) -> Draft:
    """`draft` with the text and box of everything that was printed on this page.

    Pages come in their order: a medication that goes on to the next one keeps its first box.
    """
    medications = list(draft.medications)
    for number, request in enumerate(medications):
        own = [w for w in words if w.part == Part("medication", number)]
        if own and request.page is not None:
            # It began on the page before: its place is where it begins, its text goes on.
            text = f"{request.text}\n{printed_text(own)}"
            medications[number] = replace(request, text=text)
        elif own:
            box = surround(w.box for w in own)
            medications[number] = replace(request, text=printed_text(own), page=page, box=box)
    return replace(
        draft,
        medications=tuple(medications),
        header_items=draft.header_items + header_items(words, page),
        other_items=draft.other_items + other_items(words, page),
    )


def _item(words: Sequence[PrintedWord], page: int) -> Item:
    return Item(printed_text(words), page, surround(w.box for w in words))
