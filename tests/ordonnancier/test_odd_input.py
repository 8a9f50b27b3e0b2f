"""What is no file, or has an odd name, gives one clear sentence in the user's language."""

import os
import socket
from pathlib import Path

import pytest

from ordonnancier.commands.register.records import documents_of
from ordonnancier.demo import SAMPLE
from ordonnancier.files import named, read_bytes
from prescription.language import Fault
from tests.ordonnancier.running import run_cli


def sentence_for(path: Path) -> str:
    with pytest.raises(Fault) as fault:
        read_bytes(path, at_most=100)
    assert "\n" not in fault.value.fr
    assert fault.value.fr.endswith(".")
    return fault.value.en


def test_links_are_followed_where_they_lead_to_a_file(tmp_path: Path) -> None:
    file, link = tmp_path / "page.png", tmp_path / "link.png"
    file.write_bytes(b"page")
    link.symlink_to(file)
    assert read_bytes(link, at_most=100) == b"page"
    (tmp_path / "dangling").symlink_to("nowhere")
    assert sentence_for(tmp_path / "dangling") == "There is no such file."
    (tmp_path / "loop").symlink_to("loop")
    assert "circles" in sentence_for(tmp_path / "loop")


def test_folders_and_sockets_are_no_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "folder" in sentence_for(tmp_path)
    monkeypatch.chdir(tmp_path)  # the address of a socket must be short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket")
        assert "no file" in sentence_for(Path("socket"))


def test_a_pipe_nobody_writes_to_is_empty_and_one_that_is_written_is_read(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.png"
    os.mkfifo(pipe)
    assert read_bytes(pipe, at_most=100) == b""
    reading, writing = os.pipe()
    os.write(writing, b"page")
    os.close(writing)
    assert read_bytes(Path(f"/dev/fd/{reading}"), at_most=100) == b"page"
    os.close(reading)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (b"two\nlines.png", r"two\nlines.png"),
        (b"\x1b[31mred.png", r"\x1b[31mred.png"),
        (b"byte\xff.png", r"byte\xff.png"),
        ("Élodie œuvre №1.png".encode(), "Élodie œuvre №1.png"),
    ],
    ids=["line break", "terminal command", "no text", "letters"],
)
def test_a_name_is_shown_on_one_line(name: bytes, shown: str) -> None:
    assert named(Path(os.fsdecode(name))) == shown


def test_odd_files_are_named_one_a_line(tmp_path: Path) -> None:
    odd = tmp_path / "two\nlines.png"
    odd.write_bytes(b"")
    os.mkfifo(tmp_path / "pipe.png")
    finished = run_cli("read", odd, tmp_path / "pipe.png", "/dev/null", "-", "--format", "json")
    assert (finished.status, finished.out) == (1, "[]\n")
    assert finished.sentences == [
        rf"{tmp_path}/two\nlines.png: The file is empty.",
        f"{tmp_path}/pipe.png: The file is empty.",
        "/dev/null: The file is empty.",
        "standard input: The file is empty.",
    ]


def test_a_picture_given_as_a_record_says_how_to_make_one() -> None:
    with pytest.raises(Fault) as fault:
        documents_of(SAMPLE)
    assert "ordonnancier read --format json" in fault.value.fr
    assert str(SAMPLE) in fault.value.en
