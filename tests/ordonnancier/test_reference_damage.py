"""Official drug files that are cut, changed or of another kind: refused by name, the old kept."""

import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extraction.drugs.reference import read_products, read_status
from ordonnancier.reference.damage import check_files
from ordonnancier.reference.files import read_file, read_files
from ordonnancier.reference.importing import import_reference
from prescription.language import Fault
from tests.ordonnancier.official_files import (
    Row,
    as_bytes,
    tables,
    write_files,
)

Tables = dict[str, list[Row]]


def refuse(folder: Path, place: Path) -> str:
    """The sentence with which an import is refused; the reference in place must stay."""
    before = place.read_bytes()
    with pytest.raises(Fault) as refused:
        import_reference(folder, place)
    assert place.read_bytes() == before
    assert [path.name for path in place.parent.iterdir()] == [place.name]
    return refused.value.en


@pytest.fixture
def copied(imported: Path, place: Path) -> Path:
    place.parent.mkdir()
    place.write_bytes(imported.read_bytes())
    return place


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(sorted(tables())), share=st.floats(0, 1, exclude_max=True))
def test_a_file_cut_anywhere_is_refused_by_its_name(
    tmp_path: Path, copied: Path, name: str, share: float
) -> None:
    folder = write_files(tmp_path / "files")
    whole = as_bytes(name, tables()[name])
    (folder / name).write_bytes(whole[: int(share * len(whole))])
    assert refuse(folder, copied).startswith(f"{name} is damaged")


@pytest.mark.parametrize("name", sorted(tables()))
@pytest.mark.parametrize("share", [0.1, 0.5, 0.85])
def test_a_file_cut_between_two_rows_is_refused_by_its_name(
    tmp_path: Path, copied: Path, name: str, share: float
) -> None:
    def cut(made: Tables) -> None:
        made[name] = made[name][: int(share * len(made[name]))]

    assert refuse(write_files(tmp_path / "files", cut), copied).startswith(f"{name} is damaged")


@pytest.mark.parametrize("name", ["CIS_bdpm.txt", "CIS_COMPO_bdpm.txt", "CIS_CIP_bdpm.txt",
                                  "CIS_CPD_bdpm.txt", "CIS_MITM.txt"])  # fmt: skip
def test_the_first_import_notices_a_lost_end_too(tmp_path: Path, place: Path, name: str) -> None:
    def cut(made: Tables) -> None:
        made[name] = made[name][: int(0.6 * len(made[name]))]

    with pytest.raises(Fault) as refused:
        import_reference(write_files(tmp_path / "files", cut), place)
    assert refused.value.en.startswith(f"{name} is damaged")
    assert not place.exists()


def test_the_official_files_cut_anywhere_are_refused_by_name(checking_material: Path) -> None:
    folder, random = checking_material / "reference" / "bdpm", Random(3)  # noqa: S311
    whole = {name: (folder / name).read_bytes() for name in sorted(tables())}
    files = read_files(folder)
    check_files(files, {})
    for name in sorted(whole) * 4:
        at = random.randrange(len(whole[name]))
        with pytest.raises(Fault, match=f"^{name} is damaged"):
            check_files(files | {name: read_file(name, whole[name][:at])}, {})


def test_files_that_grew_smaller_are_accepted_on_request(tmp_path: Path, copied: Path) -> None:
    def shorten(made: Tables) -> None:
        made["CIS_GENER_bdpm.txt"] = made["CIS_GENER_bdpm.txt"][:40]

    folder = write_files(tmp_path / "files", shorten)
    assert refuse(folder, copied).startswith("CIS_GENER_bdpm.txt is damaged")
    import_reference(folder, copied, fewer=True)
    status = read_status(copied)
    assert status is not None
    assert status.files["CIS_GENER_bdpm.txt"] == 40


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"", "empty"), (b"\0\1\2" * 50, "no text"), (b"%PDF-1.7\r\n" * 9, "CIS code")],
)
def test_another_file_under_the_name_is_refused(
    tmp_path: Path, copied: Path, content: bytes, told: str
) -> None:
    folder = write_files(tmp_path / "files")
    (folder / "CIS_bdpm.txt").write_bytes(content)
    sentence = refuse(folder, copied)
    assert sentence.startswith("CIS_bdpm.txt")
    assert told in sentence


def test_groups_taken_for_their_order_are_noticed(tmp_path: Path, copied: Path) -> None:
    def exchange(made: Tables) -> None:
        rows = made["CIS_GENER_bdpm.txt"]
        made["CIS_GENER_bdpm.txt"] = [[row[4], *row[1:4], row[0]] for row in rows]

    assert "several labels" in refuse(write_files(tmp_path / "files", exchange), copied)


def test_files_in_which_nothing_is_marketed_are_refused(tmp_path: Path, copied: Path) -> None:
    def withdraw(made: Tables) -> None:
        for row in made["CIS_bdpm.txt"]:
            row[6] = "Non commercialisée"

    assert "no drug in it is marketed" in refuse(write_files(tmp_path / "files", withdraw), copied)


def test_a_damaged_zip_is_refused_by_its_name(tmp_path: Path, copied: Path) -> None:
    archive = tmp_path / "bdpm.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as written:
        for file in sorted(write_files(tmp_path / "files").iterdir()):
            written.write(file, file.name)
    whole = archive.read_bytes()
    archive.write_bytes(whole[: len(whole) // 2])
    assert "bdpm.zip is damaged" in refuse(archive, copied)
    at = whole.index(b"liste II")
    archive.write_bytes(whole[:at] + b"LISTE" + whole[at + 5 :])
    assert "bdpm.zip/CIS_CPD_bdpm.txt is damaged" in refuse(archive, copied)


def test_a_killed_import_leaves_the_old_reference(tmp_path: Path, copied: Path) -> None:
    before = copied.read_bytes()
    folder = write_files(tmp_path / "files")
    code = (
        "import sys; from pathlib import Path; "
        "from ordonnancier.reference.importing import import_reference; "
        "print(flush=True); import_reference(Path(sys.argv[1]), Path(sys.argv[2]))"
    )
    for delay in (0.0, 0.4, 0.8, 1.2, 1.6):
        process = subprocess.Popen(
            [sys.executable, "-c", code, str(folder), str(copied)], stdout=subprocess.PIPE
        )
        assert process.stdout is not None
        with process.stdout:
            process.stdout.readline()
            time.sleep(delay)
            process.send_signal(signal.SIGKILL)
            process.wait()
        assert read_status(copied) is not None
        assert copied.read_bytes() == before or process.returncode == 0 or _is_whole(copied)
    import_reference(folder, copied)
    assert [path.name for path in copied.parent.iterdir()] == [copied.name]


def _is_whole(path: Path) -> bool:
    """Killed just after the new reference was in place."""
    return len(read_products("zorvaline", path=path)) == 4
