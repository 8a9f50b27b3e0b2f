"""A hostile file takes its own process down and nothing else."""

import os
import signal
import sys
import threading
import time
import zlib
from contextlib import suppress
from pathlib import Path

import pytest
from PIL import Image

from ocr.files.load import load_pages
from ocr.files.processes import end_idle
from ocr.read import read_pages
from prescription.language import Fault
from tests.ocr.drawn import LINES, draw_page, file_of

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="asks /proc for processes")


def children(of: int | str = "self") -> set[int]:
    """The processes that one has started and that still run."""
    found: set[int] = set()
    with suppress(FileNotFoundError):  # a process or thread that has ended meanwhile
        for task in Path(f"/proc/{of}/task").iterdir():
            with suppress(FileNotFoundError):
                found.update(map(int, (task / "children").read_text().split()))
    return found


def pdf_with_image(width: int, height: int) -> bytes:
    """A PDF of a few kilobytes whose picture has width × height black pixels."""
    pixels = zlib.compress(bytes(width * height // 8), 9)
    picture = (
        b"<</Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 1/ColorSpace/DeviceGray"
        b"/Filter/FlateDecode/Length %d>>stream\n" % (width, height, len(pixels))
    )
    content = b"300 0 0 300 0 0 cm /I Do"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R"
        b"/Resources<</XObject<</I 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%b\nendstream" % (len(content), content),
        picture + pixels + b"\nendstream",
    ]
    body = b"".join(b"%d 0 obj%b endobj\n" % (i, o) for i, o in enumerate(objects, start=1))
    return b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R/Size 6>>\n%%EOF"


def outcome(data: bytes) -> str:
    """The size of the page, or that a sentence told why there is none."""
    try:
        (page,) = load_pages(data)
    except Fault as fault:
        return "one sentence" if fault.fr.endswith(".") else fault.fr
    return f"{page.shape[0]} × {page.shape[1]}"


@linux_only
@pytest.mark.parametrize(
    "reading", [True, False], ids=["the one that reads", "the one that starts"]
)
def test_a_worker_that_dies_gives_one_sentence(reading: bool) -> None:
    end_idle()
    before = children()
    heard: list[Fault] = []

    def read() -> None:
        with pytest.raises(Fault) as fault:
            read_pages(file_of(draw_page(LINES * 8)))
        heard.append(fault.value)

    reader = threading.Thread(target=read)
    reader.start()
    while not (started := children() - before) or not (readers := children(min(started))):
        time.sleep(0.01)
    os.kill(readers.pop(), signal.SIGSEGV)
    reader.join()
    assert "failed" in heard[0].en
    assert children() == before
    (page,) = read_pages(file_of(draw_page(LINES[:1])))
    assert page.lines


@linux_only
def test_one_worker_serves_one_file_after_the_other() -> None:
    end_idle()
    before = children()
    read_pages(file_of(draw_page(LINES[:1])))
    kept = children() - before
    assert len(kept) == 1
    with pytest.raises(Fault):
        read_pages(b"no picture")
    read_pages(file_of(draw_page(LINES[:1])))
    assert children() - before == kept
    end_idle()
    assert children() == before


@linux_only
def test_a_refused_file_leaves_no_process_behind() -> None:
    before = children()
    with pytest.raises(Fault):
        load_pages(b"no picture")
    assert children() == before


def test_a_small_file_that_swells_to_gigabytes_gives_one_sentence_or_its_page() -> None:
    bomb = pdf_with_image(40_000, 40_000)
    assert len(bomb) < 300_000
    assert outcome(bomb) in {"1250 × 1250", "one sentence"}


def test_progress_tells_how_many_pages_there_are() -> None:
    seen: list[tuple[int, int]] = []
    sheets = [draw_page(LINES[:1]).convert("1") for _ in range(2)]
    fax = file_of(sheets[0], "TIFF", save_all=True, append_images=sheets[1:], compression="group4")
    pages = read_pages(fax, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(1, 2), (2, 2)]
    assert [page.number for page in pages] == [1, 2]


def test_a_file_with_bytes_turned_is_read_or_refused_with_one_sentence() -> None:
    sound = file_of(Image.new("L", (400, 300), "white"), "JPEG")
    for place in range(0, len(sound), len(sound) // 8):
        damaged = sound[:place] + bytes([sound[place] ^ 0xFF]) + sound[place + 1 :]
        assert outcome(damaged) in {"300 × 400", "one sentence"}, place


def test_the_folder_of_a_file_gives_the_worker_no_module(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("json", "numpy", "ocr"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit(3)")
    monkeypatch.chdir(tmp_path)
    assert outcome(file_of(Image.new("L", (400, 300), "white"))) == "300 × 400"
