"""`demo`: the whole journey, and no patient's name in clear but where the user was told."""

import csv
import io
import stat
import subprocess
import time
from dataclasses import replace
from pathlib import Path

import pytest

from ordonnancier.demo import CONFIRMED_BY, PASSPHRASE, DemoFiles
from storage.register import Register
from tests.ordonnancier.pages import TRUTH
from tests.ordonnancier.running import COMMAND, ENGLISH, FRENCH, environment, run_cli

NAMES = [name.encode() for name in ("DURAND", "Jeanne", "Durand")]
NAMES += [name.decode().encode("utf-16-le") for name in NAMES]


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> tuple[DemoFiles, str]:
    """A demo that ran, and what it printed."""
    place = tmp_path_factory.mktemp("demo")
    finished = run_cli("demo", locale=FRENCH, cwd=place, columns=80)
    assert (finished.status, finished.err, finished.left_in_temp) == (0, "", ())
    return DemoFiles(place / "demo"), finished.out


def test_the_demo_tells_what_was_read_and_where_each_file_is(
    shown: tuple[DemoFiles, str],
) -> None:
    files, out = shown
    told = " ".join(out.split())
    for line in TRUTH.prescriptions[0].medications:
        assert str(line.medication.name) in told
    for path in (files.register, files.keys, files.table):
        assert str(path.relative_to(files.folder.parent)) in told
    assert PASSPHRASE in told
    assert "sans que personne l'ait vérifiée" in told
    assert out.splitlines()[-1].endswith("make app")
    assert max(map(len, out.splitlines())) <= 80


def test_the_demo_leaves_an_encrypted_register_and_a_csv(shown: tuple[DemoFiles, str]) -> None:
    files, _ = shown
    with Register.open(files.register, PASSPHRASE) as register:
        (entry,) = register.entries()
        assert len(register.pages(1)) == 1
    assert entry.prescription.confirmed_by == CONFIRMED_BY
    draft = entry.prescription.content
    rows = list(
        csv.DictReader(io.StringIO(files.table.read_text(encoding="utf-8-sig")), delimiter=";")
    )
    assert [row["texte"] for row in rows] == [line.text for line in draft.medications]
    for path in files.folder.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_new_demo_replaces_the_earlier_one(tmp_path: Path) -> None:
    folder = tmp_path / "essai"
    for _ in range(2):
        assert run_cli("demo", "--folder", folder).status == 0
    with Register.open(DemoFiles(folder).register, PASSPHRASE) as register:
        assert [entry.number for entry in register.entries()] == [1]


def test_the_demo_replaces_nothing_that_is_not_its_own(tmp_path: Path) -> None:
    files = DemoFiles(tmp_path)
    files.table.write_text("mes notes", encoding="utf-8")
    refused = run_cli("demo", "--folder", tmp_path)
    assert refused.status == 1
    assert f"{files.table} is not of a demo" in refused.err
    assert files.table.read_text(encoding="utf-8") == "mes notes"
    files.table.unlink()
    with Register.create(files.register, "une phrase à moi"):
        pass
    before = files.register.read_bytes()
    assert run_cli("demo", "--folder", tmp_path).status == 1
    assert files.register.read_bytes() == before


def test_a_register_somebody_added_to_is_kept(tmp_path: Path) -> None:
    files = DemoFiles(tmp_path)
    assert run_cli("demo", "--folder", tmp_path).status == 0
    with Register.open(files.register, PASSPHRASE) as register:
        (entry,) = register.entries()
        register.add(replace(entry.prescription, confirmed_by="Anne Morel"), entry.source)
    refused = run_cli("demo", "--folder", tmp_path)
    assert refused.status == 1
    with Register.open(files.register, PASSPHRASE) as register:
        assert len(list(register.entries())) == 2


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    taken = tmp_path / "demo"
    taken.write_text("", encoding="utf-8")
    refused = run_cli("demo", "--folder", taken)
    assert refused.status == 1
    assert len(refused.sentences) == 1


def test_the_patient_is_nowhere_in_clear_during_and_after_the_demo(tmp_path: Path) -> None:
    folder, temp = tmp_path / "demo", tmp_path / "temp"
    temp.mkdir()
    files = DemoFiles(folder)
    looked_at: set[Path] = set()
    process = subprocess.Popen(
        [*COMMAND, "demo", "--folder", str(folder)],
        stdout=subprocess.DEVNULL,
        env=environment(ENGLISH) | {"TMPDIR": str(temp)},
    )
    while process.poll() is None:
        looked_at |= look_for_names(files, folder, temp)
        time.sleep(0.002)
    assert process.returncode == 0
    looked_at |= look_for_names(files, folder, temp)
    assert files.register in looked_at
    assert list(temp.iterdir()) == []
    # The CSV is asked for in clear: there the same search finds the name.
    assert any(name in files.table.read_bytes() for name in NAMES)


def look_for_names(files: DemoFiles, *folders: Path) -> set[Path]:
    """The files that were there; fails when one but the CSV holds a name of the patient."""
    seen = set()
    for path in (path for folder in folders for path in folder.glob("**/*")):
        # The CSV is written beside itself before it takes its name.
        if path.is_dir() or files.table.name in path.name:
            continue
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            continue
        assert not any(name in content for name in NAMES), path
        seen.add(path)
    return seen
