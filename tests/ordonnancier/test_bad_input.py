"""A file that cannot be read costs one sentence, little memory and nothing left behind."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ordonnancier import pages
from tests.ordonnancier.running import FRENCH, run_cli

GIBIBYTE = 2**30

BAD_FILES: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "empty.png": (lambda: b"", "empty", "vide"),
    "text.png": (lambda: b"Doliprane 1 g\n", "no readable image", "pas une image lisible"),
    "one_pixel.png": (pages.one_pixel, "too small", "trop petite"),
    "truncated.jpg": (pages.truncated_jpeg, "incomplete or damaged", "incomplet ou abîmé"),
    "locked.pdf": (pages.locked_pdf, "protected by a password", "protégé par un mot de passe"),
    "huge.png": (pages.huge_image, "too many pixels", "trop de pixels"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_an_unreadable_file_gives_one_sentence(name: str, tmp_path: Path) -> None:
    content, english, french = BAD_FILES[name]
    bad = pages.write(tmp_path, name, content())
    finished = run_cli("read", bad, "--format", "json")
    assert (finished.status, finished.out) == (1, "[]\n")
    (sentence,) = finished.sentences
    assert sentence.startswith(f"{bad}: ")
    assert english in sentence
    assert finished.peak_bytes < GIBIBYTE
    assert finished.left_in_temp == ()
    (sentence,) = run_cli("read", bad, locale=FRENCH).sentences
    assert sentence.startswith(f"{bad} : ")
    assert french in sentence


def test_missing_files_folders_and_forbidden_files_are_named(tmp_path: Path) -> None:
    missing, folder = tmp_path / "missing.png", tmp_path / "folder"
    folder.mkdir()
    finished = run_cli("read", missing, folder, missing / "below.png")
    assert finished.status == 1
    assert finished.sentences == [
        f"{missing}: There is no such file.",
        f"{folder}: This is a folder: give the files that are in it.",
        f"{missing / 'below.png'}: There is no such file.",
    ]


def test_an_endless_file_is_not_read_to_its_end() -> None:
    finished = run_cli("read", "/dev/zero")
    assert finished.status == 1
    assert finished.sentences == [
        "/dev/zero: The file is larger than 100 MB: save it smaller or split it."
    ]
    assert finished.peak_bytes < GIBIBYTE
