"""Pages put in order by hand before they are read: turned, cropped, moved, split, joined."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from prescription.record import Box

Pixels = NDArray[np.uint8]
PageKey = tuple[int, int]
"""Which file was given, and which of its pages, both from 0."""

_EVERY = 3
"""Of the rows that tell where ink stands, each so many is looked at."""
_DARKER = 40
"""Levels of grey by which ink is darker than the paper."""
_SPECKS = 0.002
"""Share of dark pixels that dust makes."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page: where it comes from, and what is done to it, in order.

    A number among the `steps` turns it by so many quarters clockwise, a box crops it; `begins`:
    with it a prescription begins.
    """

    key: PageKey
    begins: bool = False
    steps: tuple[int | Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The pages in the order they will be read; every change gives a new arrangement."""

    leaves: tuple[Leaf, ...]

    @classmethod
    def of(cls, pages: Sequence[PageKey]) -> "Arrangement":
        """These pages as one prescription."""
        return cls(tuple(Leaf(key, begins=n == 0) for n, key in enumerate(pages)))

    def turn(self, at: int, quarters: int) -> "Arrangement":
        """One page turned by quarters clockwise."""
        leaf = self.leaves[at]
        return self._with(at, replace(leaf, steps=(*leaf.steps, quarters % 4)))

    def crop(self, at: int, box: Box) -> "Arrangement":
        """One page cut down to a box of its picture as it is shown."""
        leaf = self.leaves[at]
        return self._with(at, replace(leaf, steps=(*leaf.steps, box)))

    def halve(self, at: int, first: Box, second: Box) -> "Arrangement":
        """One page as two, cut down to these boxes; with the second a prescription begins."""
        leaf = self.leaves[at]
        halves = (
            replace(leaf, steps=(*leaf.steps, first)),
            replace(leaf, begins=True, steps=(*leaf.steps, second)),
        )
        return Arrangement((*self.leaves[:at], *halves, *self.leaves[at + 1 :]))

    def move(self, at: int, by: int) -> "Arrangement":
        """One page so many places further; what begins a prescription stays where it is."""
        to = at + by
        if not 0 <= to < len(self.leaves):
            return self
        begins = [leaf.begins for leaf in self.leaves]
        leaves = list(self.leaves)
        leaves.insert(to, leaves.pop(at))
        return Arrangement(
            tuple(replace(leaf, begins=b) for leaf, b in zip(leaves, begins, strict=True))
        )

    def split(self, at: int) -> "Arrangement":
        """With this page a prescription begins."""
        return self._with(at, replace(self.leaves[at], begins=True))

    def join(self, at: int) -> "Arrangement":
        """This page goes on with the prescription before it."""
        return self if at == 0 else self._with(at, replace(self.leaves[at], begins=False))

    def remove(self, at: int) -> "Arrangement":
        """Without one page; the last one stays."""
        if len(self.leaves) == 1:
            return self
        leaves = list(self.leaves)
        gone = leaves.pop(at)
        if gone.begins and at < len(leaves):
            leaves[at] = replace(leaves[at], begins=True)
        return Arrangement(tuple(leaves))

    def exchange(self, at: int, key: PageKey) -> "Arrangement":
        """Another page in the place of one."""
        return self._with(at, Leaf(key, self.leaves[at].begins))

    def append(self, pages: Sequence[PageKey]) -> "Arrangement":
        """These pages behind the others, as a prescription of their own."""
        return Arrangement((*self.leaves, *Arrangement.of(pages).leaves))

    def bundles(self) -> tuple[tuple[Leaf, ...], ...]:
        """The pages of each prescription."""
        found: list[list[Leaf]] = []
        for leaf in self.leaves:
            if leaf.begins or not found:
                found.append([])
            found[-1].append(leaf)
        return tuple(map(tuple, found))

    def part(self, whole: Iterable[Sequence[PageKey]]) -> tuple[tuple[int, ...], "Arrangement"]:
        """Which of these prescriptions, given by all their pages, stand here as they were; and
        what else there is.
        """
        left, untouched = list(self.bundles()), []
        for number, pages in enumerate(whole):
            as_given = tuple(Leaf(key, begins=n == 0) for n, key in enumerate(pages))
            if as_given in left:
                left.remove(as_given)
                untouched.append(number)
        return tuple(untouched), Arrangement(tuple(chain.from_iterable(left)))

    def _with(self, at: int, leaf: Leaf) -> "Arrangement":
        return Arrangement((*self.leaves[:at], leaf, *self.leaves[at + 1 :]))


def shape(leaf: Leaf, pixels: Pixels) -> Pixels:
    """The picture of a page, (height, width, 3) RGB, as it is after its steps."""
    for step in leaf.steps:
        if isinstance(step, Box):
            pixels = pixels[step.y : step.y + step.height, step.x : step.x + step.width]
        else:
            pixels = np.rot90(pixels, -step)
    return np.ascontiguousarray(pixels)


def halves(pixels: Pixels) -> tuple[Box, Box]:
    """The two halves of a page (height, width, 3) on which two sheets lie, across its longer side.

    Between them is the widest stretch of the middle third as free of ink as any there: a cut
    through words would be lost to both.
    """
    height, width = pixels.shape[:2]
    beside = width >= height
    across = pixels[::_EVERY] if beside else pixels[:, ::_EVERY]
    grey = across.mean(axis=2, dtype=np.float32)
    ink = (grey < np.median(grey) - _DARKER).mean(axis=0 if beside else 1)
    third = len(ink) // 3
    middle = ink[third : len(ink) - third]
    free = np.flatnonzero(middle <= middle.min() + _SPECKS) + third
    stretches = np.split(free, np.flatnonzero(np.diff(free) > 1) + 1)
    cut = int(max(stretches, key=len).mean())
    if beside:
        return Box(0, 0, cut, height), Box(cut, 0, width - cut, height)
    return Box(0, 0, width, cut), Box(0, cut, width, height - cut)


def files_of(arrangement: Arrangement, pictures: Mapping[PageKey, Pixels]) -> Iterator[bytes]:
    """A TIFF file of the pages of each prescription, nothing lost of their pixels."""
    for bundle in arrangement.bundles():
        pages = [Image.fromarray(shape(leaf, pictures[leaf.key])) for leaf in bundle]
        data = BytesIO()
        pages[0].save(
            data, "TIFF", save_all=True, append_images=pages[1:], compression="tiff_deflate"
        )
        yield data.getvalue()
