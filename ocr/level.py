"""Pages laid level, for those who compare the places of words, and boxes brought back.

On a turned, skewed or photographed page the boxes of one printed row share no height. Understanding
works on the level page; what it finds is shown on the page as given.
"""

from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass, replace
from math import ceil, floor
from typing import Any, TypeVar

from ocr.page import Page, Word
from prescription.record import Box

T = TypeVar("T")

Bend = tuple[float, float, float, float, float, float, float]
"""A middle column m and slopes of lines as a field over the level page: with u = x - m,
c0 + c1 u + c2 y + c3 u² + c4 u y + c5 y²."""


def drop_of(bend: Sequence[float], x: Any, y: Any) -> Any:
    """By how many rows what is level at row `y` lies lower on the bent page at column `x`.

    The integral of the slopes from the middle column; `x` and `y` are numbers or arrays.
    """
    middle, c0, c1, c2, c3, c4, c5 = bend
    u = x - middle
    return u * (c0 + c2 * y + c5 * y**2) + u**2 * (c1 + c4 * y) / 2 + u**3 * c3 / 3


def level_page(page: Page) -> Page:
    """The page with its words and reviews in pixels of the level page; itself when it is level."""
    if not page.from_level:
        return page
    move = to_level(page.from_level)
    width, height = move_point(_way_back(page.from_level), page.width, page.height)
    return replace(
        page,
        lines=tuple(replace(ln, words=tuple(map(_level_word, ln.words))) for ln in page.lines),
        review=tuple(replace(r, box=r.box and move(r.box)) for r in page.review),
        width=abs(round(width)),
        height=abs(round(height)),
    )


def to_level(way: Sequence[float]) -> Callable[[Box], Box]:
    """What lays a box of the page as given on the level page; `way` is its `Page.from_level`."""
    if not way:
        return lambda box: box
    back = _way_back(way)
    return lambda box: _unbend(move_box(box, back), way[9:])


def _way_back(way: Sequence[float]) -> tuple[float, ...]:
    # Imported where a page is not level, so that text is read without waiting for it.
    import numpy as np

    return tuple(float(value) for value in np.linalg.inv(np.reshape(way[:9], (3, 3))).flat)


def boxes_as_given(value: T, pages: Sequence[Page]) -> T:
    """A record, or any part of it, with each box brought back to its page as given."""
    ways = {page.number: page for page in pages if page.from_level}

    def change(box: Box, number: int | None) -> Box:
        page = ways.get(number or 0)
        if page is None:
            return box
        return cut_box(move_box(box, page.from_level), page.width, page.height)

    return _change_boxes(value, change) if ways else value


def move_box(box: Box, way: Sequence[float]) -> Box:
    """The smallest upright box around `box` moved as `Page.from_level` says."""
    corners = [(box.x + i * box.width, box.y + j * box.height) for i in (0, 1) for j in (0, 1)]
    x, y = zip(*(move_point(way, *corner) for corner in corners), strict=True)
    left, top = floor(min(x) + 1e-6), floor(min(y) + 1e-6)
    return Box(left, top, max(ceil(max(x)) - left, 1), max(ceil(max(y)) - top, 1))


def move_point(way: Sequence[float], x: float, y: float) -> tuple[float, float]:
    """(x, y) bent where `way` holds a bend, then moved by its 3 × 3 matrix."""
    if len(way) > 9:
        y += float(drop_of(way[9:], x, y))
    a, b, c = (way[i] * x + way[i + 1] * y + way[i + 2] for i in (0, 3, 6))
    return a / c, b / c


def cut_box(box: Box, width: int, height: int) -> Box:
    """The part of `box` on a page of this size."""
    left, top = min(max(box.x, 0), width - 1), min(max(box.y, 0), height - 1)
    right, bottom = min(box.x + box.width, width), min(box.y + box.height, height)
    return Box(left, top, max(right - left, 1), max(bottom - top, 1))


def _unbend(box: Box, bend: Sequence[float]) -> Box:
    """A box of the bent page where its middle stands on the level one."""
    if not bend:
        return box
    x, middle = box.x + box.width / 2, box.y + box.height / 2
    level = middle
    for _ in range(4):  # A bend falls by far less than a row for each row: this settles at once.
        level = middle - float(drop_of(bend, x, level))
    return box._replace(y=box.y + round(level - middle))


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
