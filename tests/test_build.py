"""What is built from a commit: the wheel and the source archive."""

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.test_house import tracked

SHIPPED = ("desktop", "extraction", "ocr", "ordonnancier", "prescription", "resources", "storage")


def build(folder: Path, epoch: str = "1767225600") -> dict[str, Path]:
    """The wheel and the source archive of this checkout, by their suffix."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--directory", str(folder)],
        cwd=ROOT,
        env={**os.environ, "SOURCE_DATE_EPOCH": epoch},
        check=True,
        capture_output=True,
    )
    return {path.suffix: path for path in folder.iterdir()}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return build(tmp_path_factory.mktemp("first"))


def test_the_same_commit_gives_the_same_bytes(built: dict[str, Path], tmp_path: Path) -> None:
    again = build(tmp_path / "again")
    assert set(built) == {".whl", ".gz"}
    for suffix, path in built.items():
        assert path.read_bytes() == again[suffix].read_bytes()


def test_every_module_and_data_file_is_in_the_wheel(built: dict[str, Path]) -> None:
    with zipfile.ZipFile(built[".whl"]) as wheel:
        inside = set(wheel.namelist())
    wanted = {p.relative_to(ROOT).as_posix() for p in tracked(*SHIPPED) if p.exists()}
    assert wanted
    assert wanted <= inside
    assert not [name for name in inside if name.startswith(("tests/", "packaging/"))]


def test_the_source_archive_holds_what_the_tests_need(built: dict[str, Path]) -> None:
    with tarfile.open(built[".gz"]) as archive:
        inside = {name.partition("/")[2] for name in archive.getnames()}
    assert {"Makefile", "requirements.lock", "packaging/setup.sh", "tests/conftest.py"} <= inside
