"""Ink that holds together: told from its rows as OpenCV tells it from every pixel."""

import cv2
import numpy as np
import pytest

from ocr.cleaning.components import find_components


def opencv_rows(mask: np.ndarray) -> list[list[int]]:
    rows = cv2.connectedComponentsWithStats(mask, connectivity=8)[2]
    return [[int(value) for value in row] for row in rows[1:]]


@pytest.mark.parametrize("share", [0.02, 0.2, 0.5])
def test_rows_are_those_of_opencv_whatever_the_ink(share: float) -> None:
    mask = (np.random.default_rng(7).random((400, 301)) < share).astype(np.uint8)
    labels, rows = find_components(mask)
    assert sorted(rows[1:].tolist()) == sorted(opencv_rows(mask))
    assert rows[0].tolist() == [0, 0, 301, 400, mask.size - int(mask.sum())]
    for label in (1, len(rows) // 2, len(rows) - 1):
        down, across = np.nonzero(labels == label)
        x, y, width, height, area = rows[label].tolist()
        assert (across.min(), down.min(), len(across)) == (x, y, area)
        assert (across.max() + 1 - x, down.max() + 1 - y) == (width, height)


@pytest.mark.parametrize("level", [1, 255])
def test_ink_that_fills_the_picture_or_reaches_its_edges_is_whole(level: int) -> None:
    full = np.full((400, 300), level, np.uint8)
    assert find_components(full)[1][1:].tolist() == [[0, 0, 300, 400, 120_000]]
    full[:, 100:] = 7
    assert find_components(full)[1][1:].tolist() == [[0, 0, 300, 400, 120_000]]
    sides = np.zeros((400, 300), np.uint8)
    sides[:, 0] = sides[:, -1] = level
    assert find_components(sides)[1][1:].tolist() == [[0, 0, 1, 400, 400], [299, 0, 1, 400, 400]]
    nothing = find_components(np.zeros((400, 300), np.uint8))[1]
    assert nothing.tolist() == [[0, 0, 300, 400, 120_000]]
