"""`doctor`: what is installed and what mends the rest."""

import json
import os
import subprocess
import sys
from pathlib import Path

from storage.backup import backup, backup_mark
from storage.register import Register
from tests.ordonnancier.running import COMMAND, ENGLISH, environment, run_cli
from tests.storage.conftest import LIGHT


def test_all_is_there() -> None:
    finished = run_cli("doctor", "--format", "json")
    assert finished.status == 0
    parts = {part["name"]: part for part in json.loads(finished.out)}
    assert parts["Tesseract"]["found"][0].isdigit()
    assert "fra" in parts["Tesseract, French (fra)"]["found"]
    assert parts["SQLCipher"]["found"].startswith("4.")
    assert "brand names" in parts["Lexicon of drugs"]["found"]
    assert "none imported" in parts["Official reference (BDPM)"]["found"]
    for part in parts.values():
        assert part["found"]
        assert part["problem"] is None


def test_without_tesseract_the_command_that_mends_it_is_told() -> None:
    process = subprocess.run(
        [*COMMAND, "doctor"],
        capture_output=True,
        text=True,
        check=False,
        env=environment(ENGLISH, 120) | {"PATH": os.devnull, "TESSDATA_PREFIX": os.devnull},
    )
    assert process.returncode == 1
    assert "apt-get install -y tesseract-ocr tesseract-ocr-fra" in process.stdout
    assert process.stderr == (
        "To read a prescription, this is missing: Tesseract, Tesseract, French (fra).\n"
    )


def test_without_qt_the_main_job_runs() -> None:
    hide_qt = (
        "import importlib.metadata as m; version = m.version\n"
        "def hidden(name):\n"
        "    if name == 'PySide6-Essentials': raise m.PackageNotFoundError(name)\n"
        "    return version(name)\n"
        "m.version = hidden\n"
        "from ordonnancier.cli import main; main()"
    )
    process = subprocess.run(
        [sys.executable, "-c", hide_qt, "doctor"],
        capture_output=True,
        text=True,
        check=False,
        env=environment(ENGLISH, 120),
    )
    assert process.returncode == 0
    assert "pip install --force-reinstall PySide6-Essentials" in process.stdout


def test_the_command_line_never_loads_qt() -> None:
    script = (
        "import sys\n"
        "from ordonnancier.cli import cli\n"
        "cli(['doctor', '--quiet'], standalone_mode=False)\n"
        "sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    )
    process = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=False, env=environment(ENGLISH)
    )
    assert process.returncode == 0, process.stderr


def test_a_register_that_is_not_backed_up_is_mentioned(tmp_path: Path) -> None:
    def told() -> str:
        ended = subprocess.run(
            [*COMMAND, "doctor", "--format", "json"],
            capture_output=True,
            text=True,
            check=False,
            env=environment(ENGLISH) | {"XDG_DATA_HOME": str(tmp_path)},
        )
        parts = {part["name"]: part["found"] for part in json.loads(ended.stdout)}
        return str(parts.get("Register"))

    assert told() == "None"
    path = tmp_path / "ordonnancier" / "registre.ordonnancier"
    path.parent.mkdir()
    with Register.create(path, "une phrase de passe", cost=LIGHT) as register:
        assert "never backed up" in told()
        backup(register, tmp_path)
    assert told() == "backed up 0 days ago"
    backup_mark(path).write_text("2020-01-01T00:00:00+00:00")
    assert "that is old" in told()
