"""Scanning, with SANE's own test scanner."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from itertools import islice
from pathlib import Path

import pytest
from PIL import Image

from ordonnancier.scan import Device, Profile, abilities, list_devices, read_abilities, scan_pages
from prescription.language import Fault

TEST_SCANNER = Device("test:0", "Noname frontend-tester")
FEEDER = "Automatic Document Feeder"


@pytest.fixture(autouse=True)
def sane(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """SANE with its test scanner alone; the options of that scanner go into the file returned."""
    assert shutil.which("scanimage"), "sane-utils is missing: make setup installs it"
    (tmp_path / "dll.conf").write_text("test\n")
    monkeypatch.setenv("SANE_CONFIG_DIR", str(tmp_path))
    return tmp_path / "test.conf"


def test_the_scanners_are_listed_with_a_name_for_people() -> None:
    assert TEST_SCANNER in list_devices()


def test_a_scanner_tells_its_modes_and_sources() -> None:
    able = abilities(TEST_SCANNER)
    assert able.modes == ("Gray", "Color")
    assert able.sources == ("Flatbed", FEEDER)
    assert able.has_resolution


@pytest.mark.parametrize(
    ("told", "arguments"),
    [
        ("    --duplex[=(yes|no)] [no]\n", ("--duplex=yes",)),
        ("    --adf-mode Simplex|Duplex [Simplex]\n", ("--adf-mode", "Duplex")),
        ("    --source Flatbed|ADF|ADF Duplex [Flatbed]\n", ("--source", "ADF Duplex")),
        ("    --duplex[=(yes|no)] [inactive]\n", ()),
        ("    --source Flatbed|Automatic Document Feeder [Flatbed]\n", ()),
    ],
)
def test_both_sides_are_scanned_in_the_words_of_each_device(
    told: str, arguments: tuple[str, ...]
) -> None:
    assert read_abilities(told).duplex == arguments


def test_a_flatbed_gives_one_page_at_the_resolution_asked() -> None:
    (page,) = scan_pages(TEST_SCANNER, Profile(resolution=150, mode="Color"))
    (larger,) = scan_pages(TEST_SCANNER, Profile(resolution=300, mode="Color"))
    one, other = Image.open(BytesIO(page)), Image.open(BytesIO(larger))
    assert one.mode == "RGB"
    assert other.width == pytest.approx(2 * one.width, abs=2)


def test_a_feeder_gives_page_after_page() -> None:
    pages = list(islice(scan_pages(TEST_SCANNER, Profile(75, "Gray", FEEDER)), 3))
    assert [Image.open(BytesIO(page)).mode for page in pages] == ["L"] * 3


def test_a_choice_the_scanner_does_not_have_is_left_to_it() -> None:
    (page,) = scan_pages(TEST_SCANNER, Profile(75, "Lineart", "Slides"))
    assert Image.open(BytesIO(page)).width > 0


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("SANE_STATUS_JAMMED", "coincée"),
        ("SANE_STATUS_NO_DOCS", "vide"),
        ("SANE_STATUS_COVER_OPEN", "capot"),
        ("SANE_STATUS_IO_ERROR", "câble"),
        ("SANE_STATUS_ACCESS_DENIED", "refusé"),
    ],
)
def test_what_goes_wrong_at_the_scanner_gets_a_sentence(sane: Path, status: str, said: str) -> None:
    sane.write_text(f'read-status-code "{status}"\n')
    with pytest.raises(Fault) as caught:
        list(scan_pages(TEST_SCANNER, Profile(resolution=50)))
    assert said in caught.value.fr


def test_a_fault_is_told_where_the_driver_then_never_ends(sane: Path) -> None:
    # Cancelled in the middle of its work, the test scanner waits for itself now and then.
    sane.write_text('read-status-code "SANE_STATUS_JAMMED"\n')

    def told(_number: int) -> str:
        with pytest.raises(Fault) as caught:
            list(scan_pages(TEST_SCANNER, Profile(resolution=50)))
        return caught.value.fr

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(told, range(80))) == {"Une feuille est coincée dans le chargeur."}


def test_a_scanner_that_is_gone_gets_a_sentence() -> None:
    with pytest.raises(Fault) as caught:
        list(scan_pages(Device("absent:0", "gone"), Profile()))
    assert "allumé" in caught.value.fr


def test_without_sane_a_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(Fault) as caught:
        list_devices()
    assert "sane-utils" in caught.value.fr
