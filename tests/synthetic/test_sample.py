"""The sample page and its truth, as the repository carries them."""

import hashlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from prescription.json import load
from prescription.language import Fault
from synthetic.cases.identifiers import passes_luhn
from synthetic.pages.fonts import find_family
from synthetic.sample import FOLDER, IMAGE_NAME, TRUTH_NAME, draw_sample, write_sample


def _need_fonts() -> None:
    try:
        find_family("Liberation Serif")
    except Fault as fault:
        pytest.skip(fault.en)


def test_truth_names_this_very_picture() -> None:
    data = (FOLDER / IMAGE_NAME).read_bytes()
    truth = load((FOLDER / TRUTH_NAME).read_text(encoding="utf-8"))
    assert truth.source.sha256 == hashlib.sha256(data).hexdigest()
    assert len(data) < 400_000


def test_every_box_lies_on_ink() -> None:
    (draft,) = load((FOLDER / TRUTH_NAME).read_text(encoding="utf-8")).prescriptions
    assert len(draft.medications) == 7
    boxes = [part.box for part in draft.medications]
    boxes += [part.box for part in draft.other_items + draft.header_items]
    with Image.open(FOLDER / IMAGE_NAME) as image:
        grey = np.asarray(image.convert("L"))
    for box in boxes:
        assert box is not None
        ink = grey[box.y : box.y + box.height, box.x : box.x + box.width]
        assert ink.min() < 100, box
        assert ink.max() > 200, box


def test_numbers_of_the_prescriber_pass_their_check() -> None:
    (draft,) = load((FOLDER / TRUTH_NAME).read_text(encoding="utf-8")).prescriptions
    assert draft.prescriber is not None
    assert draft.prescriber.rpps is not None
    assert draft.prescriber.am is not None
    assert passes_luhn(draft.prescriber.rpps)
    assert passes_luhn(draft.prescriber.am)


def test_drawing_again_gives_the_same_bytes(tmp_path: Path) -> None:
    _need_fonts()
    write_sample(tmp_path)
    assert (tmp_path / IMAGE_NAME).read_bytes() == draw_sample()[0]
    assert (tmp_path / TRUTH_NAME).read_text(encoding="utf-8").count('"page": 1') > 20
