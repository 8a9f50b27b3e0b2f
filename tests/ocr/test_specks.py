"""Dust far from letters goes; the points of a colon that a typewriter set far from them stay."""

import numpy as np

from ocr.cleaning.ink import find_ink
from ocr.cleaning.specks import wipe_specks

X_HEIGHT = 18.0
COLON = (48, 54), (60, 66)
DUST = 90, 94


def test_dust_goes_and_a_colon_apart_stays() -> None:
    page = np.full((120, 400), 255, np.uint8)
    page[48:66, 20:34] = page[48:66, 220:234] = 0  # a letter at either side
    for top, bottom in COLON:
        page[top:bottom, 120:126] = 0
    page[slice(*DUST), 160:164] = 0
    cleaned = wipe_specks(find_ink(page), X_HEIGHT).grey
    assert all((cleaned[top:bottom, 120:126] == 0).all() for top, bottom in COLON)
    assert (cleaned[slice(*DUST), 158:166] == 255).all()
