"""Prescriptions on paper for driving the windows, made from the sample."""

import io

from PIL import Image

from tests.ordonnancier.pages import TRUTH, sample


def three_lines() -> bytes:
    """The sample with its first three medications alone, as PNG."""
    page = sample()
    (draft,) = TRUTH.prescriptions
    gone = [line.box for line in draft.medications[3:]] + [i.box for i in draft.other_items]
    for box in filter(None, gone):
        x, y, width, height = box
        page.paste(255, (x - 40, y - 6, x + width + 40, y + height + 10))
    data = io.BytesIO()
    page.save(data, "PNG")
    return data.getvalue()


def copy_of_sample(number: int) -> bytes:
    """The sample as another file for each number: one pixel of its first row is black."""
    page = sample()
    page.putpixel((number, 0), 0)
    data = io.BytesIO()
    page.save(data, "PNG")
    return data.getvalue()


def blank() -> bytes:
    """A page without a word, as PNG."""
    data = io.BytesIO()
    Image.new("L", (1240, 1754), 255).save(data, "PNG")
    return data.getvalue()
