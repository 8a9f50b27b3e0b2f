"""Copies of copies: rows of specks beside bold print are told, dust and dotted rules are not."""

import numpy as np
from numpy.typing import NDArray

from ocr.page import Page
from ocr.reading import read_page
from prescription.record import Box
from tests.ocr.drawn import draw_at

BOLD = [(150, 200, "Dr Aurélie MERCADIER"), (150, 300, "Médicament"), (900, 300, "Durée")]


def copy(specks: list[tuple[int, int]]) -> NDArray[np.uint8]:
    """A grey copy of bold print and of specks, each three pixels wide."""
    grain = np.random.default_rng(1).integers(246, 255, (1500, 1700, 1), np.uint8)
    page: NDArray[np.uint8] = np.minimum(
        np.asarray(draw_at(BOLD, size=(1700, 1500)), np.uint8), grain
    )
    for shade, (x, y) in enumerate(specks):
        page[y : y + 3, x : x + 3] = (30, 90, 150)[shade % 3]
    return page


def row(top: int, seed: int) -> list[tuple[int, int]]:
    random = np.random.default_rng(seed)
    return [(x, top + int(random.integers(0, 26))) for x in range(150, 700, 28)]


def told(page: Page) -> list[Box]:
    return [review.box for review in page.review if review.box is not None]


def test_rows_of_specks_are_told() -> None:
    tops = (420, 500, 580)
    page = read_page(copy([speck for at, top in enumerate(tops) for speck in row(top, at)]))
    assert "MERCADIER" in " ".join(line.text for line in page.lines)
    for top in tops:
        assert any(
            b.y < top + 20 and b.y + b.height > top + 6 and b.width > 300 for b in told(page)
        )


def test_dust_is_not_told() -> None:
    random = np.random.default_rng(7)
    dust = [(int(x), int(y)) for x, y in random.integers((60, 60), (1640, 1440), (150, 2))]
    assert told(read_page(copy(dust))) == []


def test_a_dotted_rule_is_not_told() -> None:
    assert told(read_page(copy([(x, 600) for x in range(150, 1500, 14)]))) == []
