"""Rules paler than ink go; pale letters, and what may strike words out, stay."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from ocr.cleaning.clean import to_grey
from ocr.cleaning.ink import find_ink
from ocr.cleaning.pale_rules import wipe_pale_rules
from ocr.reading import read_page
from tests.ocr.drawn import draw_at

X_HEIGHT = 23.0
TABLE = (("Lévétiracétam 500 mg", "0", "1"), ("Mirtazapine 15 mg", "1", "0"))
COLUMNS = (150, 900, 1300, 1700)


def table(shade: int) -> Image.Image:
    """Two rows of cells between rules of one shade."""
    rows = [
        (COLUMNS[i] + 60, 300 + 130 * j, cell)
        for j, row in enumerate(TABLE)
        for i, cell in enumerate(row)
    ]
    image = draw_at(rows)
    pen = ImageDraw.Draw(image)
    for y in (270, 400, 530):
        pen.line((150, y, 1700, y), fill=(shade,) * 3, width=2)
    for x in COLUMNS:
        pen.line((x, 270, x, 530), fill=(shade,) * 3, width=2)
    return image


def wiped(image: Image.Image) -> np.ndarray:
    grey = to_grey(np.asarray(image))
    return wipe_pale_rules(find_ink(grey.copy()), X_HEIGHT).grey


@pytest.mark.parametrize("shade", [170, 210])
def test_pale_rules_go_and_letters_stay(shade: int) -> None:
    before, after = to_grey(np.asarray(table(shade))), wiped(table(shade))
    assert (after[before < 128] == before[before < 128]).all()
    assert (after == shade).sum() < 0.02 * (before == shade).sum()


def test_the_cells_between_pale_rules_are_read_alone() -> None:
    lines = read_page(np.asarray(table(180))).lines
    assert [line.text for line in lines] == [" ".join(row) for row in TABLE]


def test_pale_letters_and_a_pale_line_through_words_stay() -> None:
    image = draw_at([(150, 300, "Doliprane 1000 mg 1 comprimé matin et soir")])
    ImageDraw.Draw(image).line((150, 328, 1100, 328), fill=(180,) * 3, width=3)
    pale = np.maximum(to_grey(np.asarray(draw_at([(150, 600, "Renouvellement")]))), 190)
    grey = np.minimum(to_grey(np.asarray(image)), pale)
    cleaned = wipe_pale_rules(find_ink(grey.copy()), X_HEIGHT).grey
    assert (cleaned == grey).all()


def test_a_grey_band_with_the_grain_of_a_photograph_stays() -> None:
    image = draw_at([(150, 300, "Médicament"), (900, 300, "Matin"), (1300, 300, "Soir")])
    grey = to_grey(np.asarray(image)).astype(float)
    grey[270:380, 130:1800] = np.minimum(grey[270:380, 130:1800], 216)
    noisy = grey + np.random.default_rng(4).normal(0, 4, grey.shape)
    page = np.clip(noisy, 0, 255).astype(np.uint8)
    cleaned = wipe_pale_rules(find_ink(page.copy()), X_HEIGHT).grey
    assert (cleaned == page).all()
