"""A slash that both models read as the 1 of a number is asked; a 1, upright or italic, is not."""

import numpy as np
import pytest

from ocr.certainty.slanted_ones import doubt_slanted_ones
from ocr.cleaning.clean import to_grey
from ocr.cleaning.ink import Ink, find_ink
from ocr.page import Line, Word
from prescription.record import Box
from tests.ocr.drawn import SANS, SERIF, draw_page

FONTS = (SANS, SERIF, "DejaVuSansMono.ttf", "LiberationSans-Regular.ttf")


def doubted(printed: str, read: str, font: str) -> tuple[str, ...] | None:
    """What a number that is printed so and read so may be as well; None where it is sure."""
    ink: Ink = find_ink(to_grey(np.asarray(draw_page([printed], font=font))))
    rows, columns = np.nonzero(ink.labels)
    box = Box(int(columns.min()), int(rows.min()), int(np.ptp(columns)), int(np.ptp(rows)))
    ((word,),) = (line.words for line in doubt_slanted_ones([Line((Word(read, box, 0.95),))], ink))
    return word.alternatives if (word.confidence or 0.0) < 0.8 else None


@pytest.mark.parametrize("font", FONTS)
@pytest.mark.parametrize(("printed", "read"), [("/ 1000", "11000"), ("/ 62,5", "162,5")])
def test_a_slash_before_a_number_is_no_sure_digit(printed: str, read: str, font: str) -> None:
    assert doubted(printed, read, font) == (f"/{read[1:]}",)


@pytest.mark.parametrize("font", [*FONTS, "LiberationSans-Italic.ttf"])
@pytest.mark.parametrize("printed", ["1000", "125", "10762212727"])
def test_a_one_stays_sure(printed: str, font: str) -> None:
    assert doubted(printed, printed, font) is None
