"""Pages laid level, for those who compare the places of words, and boxes brought back.

On a turned, skewed or photographed page the boxes of one printed row share no height. Understanding
works on the level page; what it finds is shown on the page as given.
"""

from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

import numpy as np

from ocr.page import Page, Word
from prescription.record import Box

T = TypeVar("T")


def level_page(page: Page) -> Page:
    """The page with its words and reviews in pixels of the level page; itself when it is level."""
    if not page.from_level:
        return page
    back = np.linalg.inv(np.reshape(page.from_level, (3, 3)))
    width, height = move_point(back, page.width, page.height)
    return replace(
        page,
        lines=tuple(replace(ln, words=tuple(map(_level_word, ln.words))) for ln in page.lines),
        review=tuple(replace(r, box=r.box and move_box(r.box, back)) for r in page.review),
        width=abs(round(width)),
        height=abs(round(height)),
    )


def boxes_as_given(value: T, pages: Sequence[Page]) -> T:
    """A record, or any part of it, with each box brought back to its page as given."""
    matrices = {p.number: np.reshape(p.from_level, (3, 3)) for p in pages if p.from_level}
    sizes = {p.number: (p.width, p.height) for p in pages}

    def change(box: Box, page: int | None) -> Box:
        if page not in matrices:
            return box
        return cut_box(move_box(box, matrices[page]), *sizes[page])

    return _change_boxes(value, change) if matrices else value


def move_box(box: Box, matrix: np.ndarray[Any, Any]) -> Box:
    """The smallest upright box around `box` moved by a 3 × 3 matrix."""
    corners = [(box.x + i * box.width, box.y + j * box.height) for i in (0, 1) for j in (0, 1)]
    x, y = zip(*(move_point(matrix, *corner) for corner in corners), strict=True)
    left, top = int(np.floor(min(x) + 1e-6)), int(np.floor(min(y) + 1e-6))
    return Box(left, top, max(int(np.ceil(max(x))) - left, 1), max(int(np.ceil(max(y))) - top, 1))


def move_point(matrix: np.ndarray[Any, Any], x: float, y: float) -> tuple[float, float]:
    """(x, y) moved by a 3 × 3 matrix."""
    a, b, c = matrix @ (x, y, 1.0)
    return float(a / c), float(b / c)


def cut_box(box: Box, width: int, height: int) -> Box:
    """The part of `box` on a page of this size."""
    left, top = min(max(box.x, 0), width - 1), min(max(box.y, 0), height - 1)
    right, bottom = min(box.x + box.width, width), min(box.y + box.height, height)
    return Box(left, top, max(right - left, 1), max(bottom - top, 1))


def _level_word(word: Word) -> Word:
    return replace(word, box=word.level or word.box, level=None)


def _change_boxes(value: Any, change: Callable[[Box, int | None], Box]) -> Any:
    if isinstance(value, tuple) and not isinstance(value, Box):
        return tuple(_change_boxes(item, change) for item in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    page = getattr(value, "page", None)
    changed: dict[str, Any] = {}
    for field in fields(value):
        old = getattr(value, field.name)
        new = change(old, page) if isinstance(old, Box) else _change_boxes(old, change)
        if new is not old:
            changed[field.name] = new
    return replace(value, **changed) if changed else value
