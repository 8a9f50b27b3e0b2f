"""The measure of matching speed: what it asks for and what it prints; no time is asserted."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from ordonnancier import matching_bench
from ordonnancier.matching_bench import main
from tests.ordonnancier.official_files import write_files


def test_without_the_official_files_it_asks_for_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    result = CliRunner().invoke(main, [])
    assert result.exit_code == 1
    assert result.output.splitlines() == [
        "Donnez le dossier des fichiers officiels (CIS_bdpm.txt et les autres) : "
        "make bench-match BDPM=dossier"
    ]


def test_every_figure_stands_beside_its_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    monkeypatch.setattr(matching_bench, "_ROUNDS", 1)
    result = CliRunner().invoke(main, [str(write_files(tmp_path / "files"))])
    for what, limit in (("start-up", "300.00"), ("exact name, p50", "0.05"),
                        ("damaged name, p50", "1.00"), ("damaged name, p99", "3.00"),
                        ("key press, p99", "10.00")):  # fmt: skip
        (line,) = [line for line in result.output.splitlines() if line.startswith(what)]
        assert f"{limit} ms" in line
