"""The measure of matching speed: what it asks for and what it prints; no time is asserted."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from ordonnancier.lexicon.matching_bench import main, measure
from ordonnancier.reference.importing import import_reference
from tests.ordonnancier.official_files import write_files


def test_without_the_official_files_it_asks_for_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    result = CliRunner().invoke(main, [])
    assert result.exit_code == 1
    assert result.output.splitlines() == [
        "Donnez le dossier des fichiers officiels (CIS_bdpm.txt et les autres) : "
        "make bench-match BDPM=dossier"
    ]


def test_names_and_key_presses_are_measured_on_the_reference(tmp_path: Path) -> None:
    import_reference(write_files(tmp_path / "files"), tmp_path / "reference.sqlite")
    found = list(measure(tmp_path / "reference.sqlite", rounds=1, count=40))
    assert [one.limit for one in found] == [0.05, 1, 3, 10, 10]
    assert all(one.milliseconds > 0 for one in found)
