"""Pages as printed: words where they are said to be, nothing lost, symbols that scan."""

from collections.abc import Callable

import cv2
import numpy as np
import pytest

from prescription.language import Fault
from prescription.record import Source, Zone
from synthetic.cases.identifiers import make_am, make_finess, make_nir, make_rpps, passes_luhn
from synthetic.chance import seeded
from synthetic.datasets.truth import make_document
from synthetic.pages.barcode import encode_code128, encode_qr
from synthetic.pages.families import LAYOUTS, Printed, draw_prescription
from synthetic.pages.fonts import Font, find_family, load_families
from synthetic.pages.sheet import Part
from synthetic.pages.tables import MOMENTS
from synthetic.words.phrasing import Section

_SEEDS = range(2)


def _draw(layout: str, seed: int) -> Printed:
    try:
        find_family("Liberation Sans")
    except Fault as fault:
        pytest.skip(fault.en)
    return draw_prescription(LAYOUTS[layout], 100, seeded("page test", layout, seed))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_word_is_printed_inside_the_page_in_ink(layout: str) -> None:
    for seed in _SEEDS:
        for sheet in _draw(layout, seed).sheets:
            grey = np.asarray(sheet.image.convert("L")).astype(int)
            for word in sheet.words:
                x, y, width, height = word.box
                assert x >= 0, word.text
                assert y >= 0, word.text
                assert x + width <= sheet.image.width, word.text
                assert y + height <= sheet.image.height, word.text
                ink = grey[y : y + height, x : x + width]
                assert ink.max() - ink.min() > 30 or ink.mean() < 120, word.text


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_line_of_the_scenario_is_printed_whole(layout: str) -> None:
    for seed in _SEEDS:
        printed = _draw(layout, seed)
        words = [word for sheet in printed.sheets for word in sheet.words]
        for number, line in enumerate(printed.scenario.lines):
            wanted = [w.text for section in line.sections for w in section.words]
            found = [w.text for w in words if w.part == Part("medication", number)]
            assert found[-len(wanted) :] == wanted
        for text in printed.scenario.others:
            assert any(text.split()[-1] == w.text for w in words if w.part.kind == "other")
        head = " ".join(w.text for w in words if w.part.kind == "header")
        assert printed.scenario.letterhead.name in head
        for _label, digits in printed.scenario.letterhead.numbers:
            assert digits in head


def test_bizone_lines_have_their_zone_and_secured_paper_counts_them() -> None:
    zones = {z for seed in range(8) for z in _draw("bizone", seed).scenario.zones}
    assert zones == {Zone.ALD, Zone.INTERCURRENT}
    printed = _draw("secured", 1)
    assert str(len(printed.scenario.lines)) in [w.text for w in printed.sheets[0].words]


def test_layouts_and_fonts_are_many() -> None:
    assert len(LAYOUTS) >= 10
    kinds = [family.kind for family in load_families()]
    assert len(kinds) - kinds.count("hand") >= 12
    assert {"sans", "serif", "mono", "narrow"} <= set(kinds)


def test_a_missing_font_says_what_to_install() -> None:
    with pytest.raises(Fault) as caught:
        Font("NoSuchFont.ttf", 20).face()
    assert "apt-get install" in caught.value.fr
    assert "fonts-liberation" in caught.value.en


def test_code128_of_an_rpps_number() -> None:
    widths = encode_code128("10101234567")
    # Start C, five pairs, a change to subset B, one digit, check, stop: 8 symbols of 11 + 13.
    assert sum(widths) == 11 * 9 + 13
    assert widths[:6] == (2, 1, 1, 2, 3, 2)
    assert encode_code128("AB")[:6] == (2, 1, 1, 2, 1, 4)
    with pytest.raises(ValueError, match="ASCII"):
        encode_code128("é")


def test_the_qr_symbol_scans() -> None:
    symbol = encode_qr("ABC123|1956-03-12")
    large = cv2.resize(symbol, None, fx=8, fy=8, interpolation=cv2.INTER_NEAREST)
    padded = cv2.copyMakeBorder(large, 40, 40, 40, 40, cv2.BORDER_CONSTANT, value=255)
    assert cv2.QRCodeDetector().detectAndDecode(padded)[0] == "ABC123|1956-03-12"


def test_identifiers_pass_their_checks() -> None:
    random = seeded("identifiers")
    for _ in range(50):
        rpps, am, finess = make_rpps(random), make_am(random, "44"), make_finess(random, "75")
        assert len(rpps) == 11
        assert len(am) == len(finess) == 9
        assert passes_luhn(rpps)
        assert passes_luhn(am)
        assert passes_luhn(finess)
        nir = make_nir(random, female=True, year=1956, month=3, department="2A")
        number = int(nir[:13].replace("2A", "19"))
        assert 97 - number % 97 == int(nir[13:])


def _find(layout: str, seeds: range, wanted: Callable[[Printed], bool]) -> bool:
    return any(wanted(_draw(layout, seed)) for seed in seeds)


def test_two_medications_may_share_a_printed_line() -> None:
    def shares(printed: Printed) -> bool:
        owners: dict[tuple[int, int], set[Part]] = {}
        for number, sheet in enumerate(printed.sheets):
            for word in sheet.words:
                if word.part.kind == "medication":
                    owners.setdefault((number, word.line), set()).add(word.part)
        return any(len(parts) == 2 for parts in owners.values())

    assert _find("typewriter", range(7, 40), shares)


def test_a_medication_may_go_on_over_the_end_of_the_page() -> None:
    found: list[Printed] = []

    def goes_on(printed: Printed) -> bool:
        parts = [{w.part for w in s.words if w.part.kind == "medication"} for s in printed.sheets]
        if len(parts) > 1 and parts[0] & parts[1]:
            found.append(printed)
        return bool(found)

    assert _find("numbered", range(32, 60), goes_on)
    printed = found[0]
    pages = [sheet.words for sheet in printed.sheets]
    (draft,) = make_document(printed, pages, Source("page.tif", "", len(pages))).prescriptions
    for number, line in enumerate(draft.medications):
        words = [w.text for page in pages for w in page if w.part == Part("medication", number)]
        assert line.text.split() == words
        assert line.page is not None


def test_a_chart_has_a_number_in_the_column_of_its_moment() -> None:
    for seed in range(6):
        printed = _draw("chart", seed)
        columns: dict[str, set[int]] = {}
        for number, line in enumerate(printed.scenario.lines):
            moments = [section.name for section in line.sections if section.name in MOMENTS]
            own = [w for sheet in printed.sheets for w in sheet.words]
            own = [w for w in own if w.part == Part("medication", number)]
            rows = [w for w in own if w.label == "B-DOSE"] if moments else []
            filled = [s.name for s in line.sections if s.name in MOMENTS and _is_dose(s)]
            for name, word in zip(filled, rows, strict=False):
                columns.setdefault(name, set()).add(word.box.x // 12)
        lefts = [min(columns[name]) for name in MOMENTS if name in columns]
        assert lefts == sorted(lefts)


def _is_dose(section: Section) -> bool:
    return any(word.label == "B-DOSE" for word in section.words)
