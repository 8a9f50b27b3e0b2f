"""The words of a hundred patients stand in no byte that the register leaves anywhere."""

import random
import subprocess
import sys
from pathlib import Path

from prescription.record import Document
from storage.backup import backup, restore
from storage.export.formats import Format, Wish, export
from storage.register import Register
from storage.rekey import rekey
from storage.rescue import rescue
from storage.search import Query
from storage.settings import Pharmacy, name_pharmacy
from storage.users import change_passphrase
from tests.storage.conftest import LIGHT, PASSPHRASE, SOURCE, make_prescription
from tests.storage.test_ordonnancier import DISPENSING

PATIENTS = 100
LETTERS = "abcdefghijlmnopqrstuvwxyz"

WORK = """
import os, sys, signal
from pathlib import Path
from tests.storage.test_secrecy import work
work(Path(sys.argv[1]))
os.kill(os.getpid(), signal.SIGKILL)
"""


def _names() -> list[str]:
    chance = random.Random(5)  # noqa: S311 - a seed makes the run repeatable
    return ["".join(chance.choices(LETTERS, k=12)).capitalize() for _ in range(PATIENTS)]


def work(folder: Path) -> None:
    """All that one does with a register, without ever closing it."""
    path = folder / "register"
    register = Register.create(path, PASSPHRASE, cost=LIGHT)
    name_pharmacy(register, Pharmacy("Pharmacie", "Quimper"))
    names = _names()
    for name in names:
        made = make_prescription(f"{name} Zoé")
        page = f"page of {name}".encode() * 300
        draft = register.drafts.add(made.content, SOURCE, [page])
        capture = register.captures.add(f"{name}.png", page)
        register.captures.read(capture, Document(SOURCE, (made.content,)))
        register.captures.add(f"{name}.png", page)
        register.add(made, SOURCE, [page], dispensings=[DISPENSING], draft=draft)
        register.search(Query(patient=name))
        register.note_export("csv", 1, patient=name)
    # A backup, a copy restored, a copy rescued, a copy under a new key: each at rest beside.
    (folder / "stick").mkdir()
    copy = backup(register, folder / "stick")
    restore(copy, folder / "restored", PASSPHRASE)
    rescue(copy, folder / "rescued", PASSPHRASE)
    rekey(folder / "restored", PASSPHRASE, cost=LIGHT)
    export(register, Format.EXCEL, folder / "all.xlsx", Wish(zip_passphrase=PASSPHRASE))
    change_passphrase(register, PASSPHRASE + "!", LIGHT)
    for name in names:
        assert register.search(Query(text=name))


def test_a_hundred_patients_leave_no_word(tmp_path: Path) -> None:
    for name in ("home", "temp", "here"):
        (tmp_path / name).mkdir()
    places = {"HOME": tmp_path / "home", "TMPDIR": tmp_path / "temp"}
    ended = subprocess.run(
        [sys.executable, "-c", WORK, str(tmp_path / "here")],
        capture_output=True,
        check=False,
        env={
            **{name: str(place) for name, place in places.items()},
            "PYTHONPATH": str(Path(__file__).parents[2]),
            "SQLITE_TMPDIR": str(tmp_path / "temp"),
        },
        cwd=tmp_path / "temp",
    )
    assert ended.returncode == -9, ended.stderr.decode()[-500:]
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    left = {file.name for file in files}
    assert {
        "register",
        "register-wal",
        "register-shm",
        "restored",
        "rescued",
        "all.xlsx.zip",
    } <= left
    assert not any(name.startswith("core") for name in left)
    content = [ended.stdout, ended.stderr, *(file.read_bytes() for file in files)]
    for name in _names():
        for written in (name, name.upper(), name.lower()):
            for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
                word = written.encode(encoding)
                assert not any(word in each for each in content), name
    assert not list((tmp_path / "temp").iterdir())
