"""Hostile files cost their own process one sentence, or give their page."""

import pytest

from ocr.files.load import load_pages
from prescription.language import Fault
from tests.ocr.damaged import HOSTILE, make_damaged

SOON_TOLD = sorted(set(HOSTILE) - {"many-strokes.pdf"})


def check(data: bytes) -> None:
    try:
        pages = load_pages(data)
    except Fault as fault:
        for sentence in (fault.fr, fault.en):
            assert sentence.endswith(".")
            assert "\n" not in sentence
    else:
        assert all(page.ndim == 3 and page.size for page in pages)


@pytest.mark.parametrize("name", SOON_TOLD)
def test_a_hostile_file_is_refused_or_shown(name: str) -> None:
    check(HOSTILE[name]())


def test_files_damaged_at_random_are_refused_or_shown() -> None:
    for _, data in list(make_damaged(len(HOSTILE) + 84, seed=20261122))[len(HOSTILE) :: 6]:
        check(data)
