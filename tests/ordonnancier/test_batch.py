"""`ordonnancier batch`: every file accounted for, nothing read twice, nothing lost to a kill."""

import csv
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pyarrow import parquet

from ordonnancier.demo import SAMPLE
from storage.register import Register
from tests.ocr.drawn import draw_page, file_of
from tests.ordonnancier.archives import journaled, make_archive, page, records
from tests.ordonnancier.batch_kills import survive
from tests.ordonnancier.running import COMMAND, ENGLISH, FRENCH, Finished, environment, run_cli
from tests.storage.conftest import LIGHT, PASSPHRASE

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="asks /proc for processes")


def batch(*arguments: str | Path, stdin: bytes = b"", locale: str = ENGLISH) -> Finished:
    """Run it, and take its report."""
    return run_cli("batch", *arguments, "--report", "json", stdin=stdin, locale=locale)


def test_each_file_is_told_in_order_and_each_content_read_once(tmp_path: Path) -> None:
    archive = make_archive(tmp_path / "archive", 4)
    (archive / "0/damaged.png").write_bytes(b"\x89PNG\r\n\x1a\nno picture")
    (archive / "0/again.png").write_bytes(b"\x89PNG\r\n\x1a\nno picture")
    (archive / "notes.txt").write_text("no page")
    done = batch(archive, "--out", tmp_path / "out", "--workers", "2")
    report = json.loads(done.out)
    assert done.status == 1
    names = [record["source"]["name"] for record in records(tmp_path / "out")]
    expected = ("copy.png", "0/0000.png", "0/0003.png", "1/0001.png", "2/0002.png")
    assert names == [str(archive / name) for name in expected]
    assert [failure["name"] for failure in report["failures"]] == [
        str(archive / name) for name in ("0/again.png", "0/damaged.png")
    ]
    assert (report["files"], report["read"], report["sameContent"]) == (7, 4, 1)
    assert report["lines"] == 4
    assert json.loads((tmp_path / "out/report.json").read_text()) == report
    assert "not encrypted" in done.err
    first, _, _, again, _ = records(tmp_path / "out")
    assert first["prescriptions"] == again["prescriptions"]


def test_a_list_and_a_pattern_name_files(tmp_path: Path) -> None:
    archive = make_archive(tmp_path / "archive", 2)
    listed = f"{archive}/0/0000.png\0{archive}/missing.png\0".encode()
    done = batch(f"{archive}/**/*1.png", "--list", "-", "--out", tmp_path / "out", stdin=listed)
    names = [Path(record["source"]["name"]).name for record in records(tmp_path / "out")]
    assert names == ["0001.png", "0000.png"]
    assert done.status == 1
    assert f"{archive}/missing.png: There is no such file." in done.err


@pytest.mark.parametrize("kind", ["absent", "*.absent", "--list"])
def test_a_source_that_is_not_there_lets_nothing_begin(tmp_path: Path, kind: str) -> None:
    archive = make_archive(tmp_path / "archive", 1)
    missing = tmp_path / kind.strip("-")
    named = ("--list", missing) if kind == "--list" else (missing,)
    done = run_cli("batch", archive, *named, "--out", tmp_path / "out", locale=FRENCH)
    assert (done.status, done.out) == (1, "")
    (sentence,) = done.sentences
    assert str(missing) in sentence
    assert "rien n'a été lu" in sentence
    assert not (tmp_path / "out").exists()


def test_a_folder_without_a_page_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty" / "deeper").mkdir(parents=True)
    (tmp_path / "empty" / "notes.txt").write_text("no page")
    done = batch(tmp_path / "empty", "--out", tmp_path / "out")
    assert done.status == 1
    assert "holds no page" in done.err
    assert not (tmp_path / "out").exists()


def test_a_batch_goes_on_where_it_was_and_takes_new_files(tmp_path: Path) -> None:
    archive = make_archive(tmp_path / "archive", 2)
    out = tmp_path / "out"
    assert batch(archive, "--out", out).status == 0
    again = batch(archive, "--out", out, locale=FRENCH)
    assert again.status == 1
    assert "--resume le continue" in again.err
    (archive / "new.png").write_bytes(page(7))
    report = json.loads(batch(archive, "--out", out, "--resume").out)
    assert (report["read"], report["readBefore"], report["sameContent"]) == (1, 2, 1)
    assert report["lines"] == 3
    assert len(records(out)) == 4


def test_every_file_is_counted_once(tmp_path: Path) -> None:
    archive = make_archive(tmp_path / "archive", 2)
    for name in ("blank.png", "white.png"):
        (archive / name).write_bytes(file_of(draw_page(())))
    (archive / "damaged.png").write_bytes(b"\x89PNG\r\n\x1a\nno picture")
    first = json.loads(batch(archive, "--out", tmp_path / "out").out)
    again = json.loads(batch(archive, "--out", tmp_path / "out", "--resume").out)
    names = ("files", "read", "readBefore", "sameContent", "failed")
    assert [first[name] for name in names] == [6, 2, 0, 1, 3]
    assert [again[name] for name in names] == [6, 0, 2, 1, 3]


def test_the_formats_asked_for_outlive_a_kill(tmp_path: Path) -> None:
    archive, out = make_archive(tmp_path / "archive", 4), tmp_path / "out"
    forms = ("--format", "csv", "--format", "omop")
    process = subprocess.Popen(
        [*COMMAND, "batch", str(archive), "--out", str(out), *forms],
        env=environment(ENGLISH),
        stdout=subprocess.DEVNULL,
    )
    while not journaled(out) and process.poll() is None:
        time.sleep(0.01)
    process.kill()
    process.wait()
    assert not (out / "medications.csv").exists()
    assert batch(archive, "--out", out, "--resume").status == 0
    written = {file.name for file in out.iterdir() if file.is_file()}
    assert written == {"medications.csv", "person.csv", "drug_exposure.csv", "report.json"}
    # What stands there is kept up to date, what was taken away does not come back.
    (out / "person.csv").unlink()
    (out / "drug_exposure.csv").unlink()
    assert batch(archive, "--out", out, "--resume").status == 0
    written = {file.name for file in out.iterdir() if file.is_file()}
    assert written == {"medications.csv", "report.json"}


def test_a_quiet_batch_says_only_what_failed(tmp_path: Path) -> None:
    archive = make_archive(tmp_path / "archive", 1)
    done = run_cli("batch", archive, "--out", tmp_path / "out", "-q")
    assert (done.status, done.out, done.err) == (0, "", "")
    (archive / "damaged.png").write_bytes(b"\x89PNG\r\n\x1a\nno picture")
    done = run_cli("batch", archive, "--out", tmp_path / "out", "--resume", "-q")
    (sentence,) = done.sentences
    assert (done.status, done.out) == (1, "")
    assert sentence.startswith(f"{archive}/damaged.png: ")


@linux_only
def test_killed_and_resumed_it_gives_the_same_bytes(tmp_path: Path) -> None:
    assert survive(make_archive(tmp_path / "archive", 12), tmp_path, kills=4) == 12


@linux_only
def test_a_page_whose_process_dies_is_read_by_another(tmp_path: Path) -> None:
    archive = make_archive(tmp_path / "archive", 3)
    process = subprocess.Popen(
        [*COMMAND, "batch", str(archive), "--out", str(tmp_path / "out")],
        env=environment(ENGLISH),
        stdout=subprocess.DEVNULL,
    )
    lanes = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    while not (children := lanes.read_text().split()):
        time.sleep(0.01)
    time.sleep(0.3)
    os.kill(int(children[-1]), signal.SIGKILL)
    assert process.wait() == 0
    assert len(records(tmp_path / "out")) == 4


def test_two_batches_do_not_share_a_folder(tmp_path: Path) -> None:
    archive = make_archive(tmp_path / "archive", 3)
    typed = [*COMMAND, "batch", str(archive), "--out", str(tmp_path / "out")]
    first = subprocess.Popen(typed, env=environment(ENGLISH), stdout=subprocess.DEVNULL)
    while not (tmp_path / "out/work/journal.jsonl").exists() and first.poll() is None:
        time.sleep(0.01)
    time.sleep(0.2)
    second = batch(archive, "--out", tmp_path / "out", "--resume")
    assert second.status == 1
    assert "Another batch" in second.err
    assert first.wait() == 0


def test_tables_for_analysis(tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive/sample.png").write_bytes(SAMPLE.read_bytes())
    (tmp_path / "archive/zzz.png").write_bytes(page(0))
    out = tmp_path / "out"
    forms = ("csv", "jsonl", "parquet", "parquet-nested", "omop", "omop-parquet")
    done = batch(tmp_path / "archive", "--out", out, *(w for f in forms for w in ("--format", f)))
    assert done.status == 0
    flat = parquet.read_table(out / "medications.parquet").to_pylist()
    written = records(out)
    lines = [m for r in written for p in r["prescriptions"] for m in p["medications"]]
    assert [row["text"] for row in flat] == [line["text"] for line in lines]
    furosemide = next(row for row in flat if row["medication_name"] == "furosémide")
    assert (furosemide["dose_low"], furosemide["patient_age"]) == ([1.0, 0.5], 70.0)
    nested = parquet.read_table(out / "records.parquet").to_pylist()
    assert [row["source"]["sha256"] for row in nested] == [r["source"]["sha256"] for r in written]
    dosage = nested[0]["prescriptions"][0]["medications"][0]["dosageInstruction"][0]
    assert dosage["doseAndRate"][0]["doseQuantity"] == {"value": 1.0, "unit": "comprimé"}
    # The drawn page has neither date nor patient, and OMOP has no place for a doubt.
    sure = [m for m in written[0]["prescriptions"][0]["medications"] if not m["review"]]
    with (out / "drug_exposure.csv").open(newline="") as stream:
        assert len(list(csv.DictReader(stream))) == len(sure) > 0
    assert parquet.read_table(out / "person.parquet").num_rows == 1
    assert "DURAND" not in (out / "person.csv").read_text()


def test_a_copy_is_no_second_treatment(tmp_path: Path) -> None:
    archive, out = tmp_path / "archive", tmp_path / "out"
    archive.mkdir()
    for name in ("first.png", "copy.png"):
        (archive / name).write_bytes(SAMPLE.read_bytes())
    forms = ("--format", "csv", "--format", "omop", "--format", "omop-parquet")
    report = json.loads(batch(archive, "--out", out, *forms).out)
    assert (report["read"], report["sameContent"]) == (1, 1)
    with (out / "drug_exposure.csv").open(newline="") as stream:
        exposures = list(csv.DictReader(stream))
    assert len(exposures) == report["lines"] - report["linesToCheck"] > 0
    assert parquet.read_table(out / "drug_exposure.parquet").num_rows == len(exposures)
    # A row of the CSV is a file's, and says whose.
    with (out / "medications.csv").open(newline="", encoding="utf-8-sig") as stream:
        named = [row["fichier"] for row in csv.DictReader(stream, delimiter=";")]
    assert named.count(str(archive / "copy.png")) == named.count(str(archive / "first.png")) > 0


@contextmanager
def _descriptor() -> Iterator[int]:
    read_end, write_end = os.pipe()
    os.write(write_end, f"{PASSPHRASE}\n".encode())
    os.close(write_end)
    try:
        yield read_end
    finally:
        os.close(read_end)


def _into(register: Path, archive: Path) -> Finished:
    with _descriptor() as phrase:
        typed = ("batch", archive, "--register", register, "--passphrase-fd", str(phrase))
        return run_cli(*typed, "--report", "json", pass_fds=[phrase])


def test_into_a_register_it_leaves_drafts_to_check_and_nothing_in_clear(tmp_path: Path) -> None:
    archive = make_archive(tmp_path / "archive", 2)
    place = tmp_path / "here"
    place.mkdir()
    Register.create(place / "register", PASSPHRASE, cost=LIGHT).close()
    done = _into(place / "register", archive)
    assert done.status == 0
    assert "2 drafts to be checked" in done.err
    with Register.open(place / "register", PASSPHRASE) as register:
        drafts = list(register.drafts)
        assert [Path(draft.source.name).name for draft in drafts] == ["copy.png", "0000.png"]
        assert list(register.entries()) == []
        assert register.drafts.pages(drafts[0].id) == (page(1),)
        assert drafts[0].machine.readings
    again = _into(place / "register", archive)
    assert json.loads(again.out)["readBefore"] == 2
    with Register.open(place / "register", PASSPHRASE) as register:
        assert len(list(register.drafts)) == 2
    for file in place.rglob("*"):
        assert b"KARDEGIC" not in file.read_bytes()
    assert done.left_in_temp == ()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["x"], "Choose where the results go"),
        (["x", "--out", "a", "--register", "b"], "Choose where the results go"),
        (["--out", "a"], "Name a source"),
        (["x", "--register", "b", "--resume"], "A register resumes by itself"),
        (["x", "--out", "a", "--shared-storage"], "go with --scheduler"),
    ],
)
def test_a_wrong_use_is_explained(arguments: list[str], said: str, tmp_path: Path) -> None:
    wrong = run_cli("batch", *arguments, cwd=tmp_path)
    assert wrong.status == 2
    assert said in wrong.err
    assert list(tmp_path.iterdir()) == []
