"""Signs that Tesseract cannot write are put back; none becomes another number in silence."""

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from ocr.page import Page, Word
from ocr.reading import read_page
from tests.ocr.drawn import draw_page

Wear = Callable[[np.ndarray], np.ndarray]

DOSES = (
    "LEVOTHYROX 125 µg : ½ cp le matin",
    "KARDEGIC : 1 ½ comprimé matin et soir",
    "PREVISCAN 20 mg ¾ cp le soir",
    "½ à 1 cp si douleur, ¼ à midi",
    "si TA ≥ 160 ou poids ≤ 50 kg",
    "METHOTREXATE 15 mg/m² le lundi",
)


def installed(name: str) -> bool:
    return any(Path("/usr/share/fonts").rglob(name))


def draw(font: str, size: int = 42) -> np.ndarray:
    return np.asarray(draw_page(DOSES, font=font, size=size))


def fax(picture: np.ndarray) -> np.ndarray:
    small = cv2.resize(picture, None, fx=0.68, fy=0.68, interpolation=cv2.INTER_AREA)
    return np.where(small > 140, 255, 0).astype(np.uint8)


def scan(picture: np.ndarray) -> np.ndarray:
    small = cv2.resize(picture, None, fx=2 / 3, fy=2 / 3, interpolation=cv2.INTER_AREA)
    soft = cv2.GaussianBlur(small, (0, 0), 0.7).astype(float) * 0.85 + 20
    return np.clip(soft + np.random.default_rng(1).normal(0, 5, soft.shape), 0, 255).astype(
        np.uint8
    )


def doubtful(word: Word) -> bool:
    return (word.confidence or 0) < 0.3 or bool(word.alternatives)


def bare(text: str) -> str:
    return "".join(c for c in text if c.isalnum() or c in "½¼¾²µ≥≤/")


def silently_wrong(page: Page) -> list[str]:
    """Lines that are not as drawn and say nothing of it; spaces and stops do not count."""
    truth = {bare(dose) for dose in DOSES}
    lines = [line for line in page.lines if not any(doubtful(word) for word in line.words)]
    return [line.text for line in lines if bare(line.text) not in truth]


@pytest.mark.parametrize(
    ("font", "wear"),
    [
        ("DejaVuSans.ttf", np.asarray),
        ("DejaVuSans-Bold.ttf", scan),
        ("DejaVuSerif.ttf", fax),
        ("LiberationSans-Regular.ttf", fax),
        ("LiberationSerif-Regular.ttf", scan),
        ("Carlito-Regular.ttf", np.asarray),
        ("NimbusSansNarrow-Regular.otf", scan),
        ("C059-Roman.otf", np.asarray),
    ],
)
def test_no_sign_is_lost_or_changed_in_silence(font: str, wear: Wear) -> None:
    if not installed(font):
        pytest.skip(f"{font} is not installed")
    page = read_page(wear(draw(font)))
    assert silently_wrong(page) == []
    text = "".join(line.text for line in page.lines)
    read = sum(min(text.count(sign), "".join(DOSES).count(sign)) for sign in "½¼¾µ≥≤²")
    assert read >= 8, text


def test_fractions_in_plain_characters_stay_as_they_are() -> None:
    plain = ("1/2 cp matin, 1/4 le soir, 3/4 midi", "le 12/04/2026 : 50 %, 12 %", "1/2cp à 16h")
    page = read_page(np.asarray(draw_page(plain)))
    assert not set("".join(line.text for line in page.lines)) & set("½¼¾²")
    assert page.lines[1].text == plain[1]


def test_a_fraction_that_no_model_knows_is_never_another_one() -> None:
    page = read_page(np.asarray(draw_page(("EUPRESSYL : 1 ⅓ comprimé le soir", *DOSES[:2]))))
    line = next(line for line in page.lines if line.text.startswith("EUPRESSYL"))
    assert any(doubtful(word) for word in line.words)


def test_a_sign_has_its_own_box() -> None:
    picture = draw("DejaVuSans.ttf")
    page = read_page(picture)
    signs = [word for line in page.lines for word in line.words if word.text == "½"]
    assert len(signs) == 3
    for sign in signs:
        assert sign.box is not None
        x, y, width, height = sign.box
        ink = np.flatnonzero((picture[y : y + height, :, 0] < 128).any(axis=0))
        inside = ink[(ink >= x) & (ink < x + width)]
        assert len(inside) > 0.7 * width


def test_faint_words_before_a_sign_are_not_lost() -> None:
    line = "2) DARBEPOETINE alfa 30 µg solution injectable"
    ink = np.asarray(draw_page((line, *DOSES[:3]), size=42)).astype(float)
    faint = (255 - 0.3 * (255 - ink)).astype(np.uint8)
    page = read_page(faint)
    assert page.lines[0].text == line


@pytest.mark.parametrize("size", [28, 33])
def test_what_a_mark_was_read_as_does_not_stay_beside_its_sign(size: int) -> None:
    rows = ["SERETIDE DISKUS 500", "µg / 50 µg", "2 bouffées matin et soir"]
    page = read_page(np.asarray(draw_page(rows, size=size)))
    assert [line.text for line in page.lines] == rows
    assert all((word.confidence or 0) < 0.1 for word in page.lines[1].words if "µ" in word.text)
