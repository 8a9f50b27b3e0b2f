"""What is printed is what the law asks for: who, what, in order, with the pharmacy on each page."""

import re
import stat
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
import zxingcpp

from storage.edition.book import write_edition
from storage.edition.extent import Extent, Order, edition_name
from storage.edition.paper import MISSING, printable
from storage.edition.sheet import write_recovery_sheet
from storage.faults import NoPharmacy, NotAllowed, PathTaken
from storage.journal import Action
from storage.keyring import Role
from storage.ordonnancier import Dispensing, Listing
from storage.register import Register
from storage.settings import Pharmacy, name_pharmacy
from storage.unlock import read_recovery_code
from storage.users import add_user
from tests.storage.conftest import LIGHT, PASSPHRASE, SOURCE, make_prescription
from tests.storage.test_ordonnancier import DISPENSING

PHARMACY = Pharmacy("Pharmacie de l'Œuvre", "1 place de la Gare, 29000 Quimper")


def _line(patient: str, drug: str, day: int, quantity: str = "2 boîtes") -> Dispensing:
    return replace(
        DISPENSING,
        patient=patient,
        drug=drug,
        quantity=quantity,
        dispensed_on=date(2026, 3, day),
        listing=Listing.NARCOTIC if drug.startswith("Skenan") else Listing.LIST_I,
    )


@pytest.fixture
def filled(register: Register) -> Register:
    """Four lines, the third of which the fifth replaces."""
    name_pharmacy(register, PHARMACY)
    register.add(
        make_prescription(),
        SOURCE,
        dispensings=[
            _line("ÉLIE Zoé", "Skenan LP, 10 mg", 3, "14 gélules"),
            _line("durand Jeanne", "Kardegic, 75 mg", 2),
            _line("DURAND Jeanne", "Skenan LP, 10 mg", 1, "28 gélules"),
            _line("ÀBEL Luc", "Abilify, 5 mg", 3, "une boîte"),
        ],
    )
    register.correct_dispensing(3, _line("DURAND Jeanne", "Skenan LP, 10 mg", 1, "7 gélules"))
    return register


def _pages(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    texts = [page.get_textpage().get_text_range().replace("\r", "") for page in document]
    document.close()
    return texts


@pytest.mark.parametrize(
    ("order", "headings", "numbers"),
    [
        (Order.PATIENT, ["ÀBEL Luc", "durand Jeanne", "ÉLIE Zoé"], [4, 2, 3, 5, 1]),
        (Order.DRUG, ["Abilify", "Kardegic", "Skenan LP"], [4, 2, 1, 3, 5]),
        (Order.DATE, ["01/03/2026", "02/03/2026", "03/03/2026"], [3, 5, 2, 1, 4]),
    ],
)
def test_lines_are_classed(
    filled: Register, tmp_path: Path, order: Order, headings: list[str], numbers: list[int]
) -> None:
    path = tmp_path / "edition.pdf"
    printed = write_edition(filled, path, Extent(order))
    assert (printed.lines, printed.pages) == (5, 1)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    (text,) = _pages(path)
    at = [re.search(rf"^{re.escape(h)}[^:]*$", text, re.MULTILINE) for h in headings]
    places = [found.start() for found in at if found]
    assert len(places) == len(headings)
    assert places == sorted(places)
    assert [int(n) for n in re.findall(r"^(\d+) \d\d/03/2026", text, re.MULTILINE)] == numbers
    assert "remplacée par la ligne 5" in text
    assert "remplace la ligne 3" in text
    assert "4 lignes, 1 remplacée" in text
    event = next(filled.journal(Action.EDITION))
    assert event.detail == {"lines": 5, "order": order.value, "list": None}


def test_the_narcotics_have_their_own_edition(filled: Register, tmp_path: Path) -> None:
    path = tmp_path / "stupefiants.pdf"
    extent = Extent(Order.DRUG, Listing.NARCOTIC)
    assert write_edition(filled, path, extent).lines == 3
    (text,) = _pages(path)
    assert "Ordonnancier des stupéfiants" in text
    assert "21 gélules" in text  # 14 and 7; the 28 that were replaced count no more
    assert "Kardegic" not in text


def test_every_page_names_the_pharmacy_and_its_number(register: Register, tmp_path: Path) -> None:
    name_pharmacy(register, PHARMACY)
    long = _line("GUÉGUEN " + "Marie-" * 30, "Lévothyrox" * 12, 4)
    register.add(make_prescription(), SOURCE, dispensings=[long] * 60)
    path = tmp_path / "edition.pdf"
    printed = write_edition(register, path, Extent())
    texts = _pages(path)
    assert printed.pages == len(texts) > 3
    for number, text in enumerate(texts, start=1):
        assert PHARMACY.name in text
        assert PHARMACY.address in text
        assert f"page {number} / {len(texts)}" in text
    whole = "".join("".join(texts).split())
    assert whole.count("Lévothyrox") >= 60 * 12


def test_the_days_bound_an_edition(filled: Register, tmp_path: Path) -> None:
    extent = Extent(since=date(2026, 3, 2), until=date(2026, 3, 2))
    assert write_edition(filled, tmp_path / "a.pdf", extent).lines == 1


def test_an_edition_without_pharmacy_or_over_a_file_is_refused(
    register: Register, tmp_path: Path
) -> None:
    path = tmp_path / "a.pdf"
    with pytest.raises(NoPharmacy):
        write_edition(register, path, Extent())
    name_pharmacy(register, PHARMACY)
    path.write_bytes(b"mine")
    with pytest.raises(PathTaken):
        write_edition(register, path, Extent())
    assert path.read_bytes() == b"mine"
    assert write_edition(register, tmp_path / "b.pdf", Extent()).lines == 0


def test_what_the_font_lacks_shows() -> None:
    french = "ÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ àâæçéèêëîïôœùûüÿ ½ µg × « » ’ – €"
    assert printable(french) == french
    assert printable("Nguyễn Thị") == "Nguyen Thi"
    assert printable("日本") == MISSING * 2


def test_the_recovery_sheet_opens_the_register_by_eye_and_by_camera(
    register: Register, tmp_path: Path
) -> None:
    path = tmp_path / "fiche.pdf"
    write_recovery_sheet(register, path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    (text,) = _pages(path)
    typed = "".join(re.findall(r"^(?:[0-9A-Z]{4}(?: - )?)+$", text, re.MULTILINE))
    assert read_recovery_code(typed, register.key.salt) == register.key
    image = pypdfium2.PdfDocument(path)[0].render(scale=2).to_numpy()
    (scanned,) = zxingcpp.read_barcodes(np.ascontiguousarray(image[:, :, :3]))
    assert read_recovery_code(scanned.text, register.key.salt) == register.key
    assert next(register.journal()).action is Action.RECOVERY_SHEET


def test_only_an_administrator_prints_the_sheet(
    register: Register, register_path: Path, tmp_path: Path
) -> None:
    add_user(register, "Lea", Role.VALIDATOR, "une autre phrase", LIGHT)
    register.close()
    with Register.open(register_path, "une autre phrase") as validator:
        with pytest.raises(NotAllowed):
            write_recovery_sheet(validator, tmp_path / "a.pdf")
        with pytest.raises(NotAllowed):
            name_pharmacy(validator, PHARMACY)
    assert not (tmp_path / "a.pdf").exists()
    Register.open(register_path, PASSPHRASE).close()


def test_a_file_is_named_by_what_it_holds_and_by_no_patient() -> None:
    assert edition_name(Extent()) == "ordonnancier.pdf"
    march = Extent(Order.PATIENT, Listing.LIST_II, date(2026, 3, 1), date(2026, 3, 31))
    assert edition_name(march) == (
        "ordonnancier-liste-II-du-2026-03-01-au-2026-03-31-par-patient.pdf"
    )
    assert edition_name(Extent(listing=Listing.NARCOTIC)) == "ordonnancier-stupefiants.pdf"
