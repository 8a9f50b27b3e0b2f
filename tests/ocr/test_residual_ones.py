"""A 1 that comes back as a letter, a stroke or a bracket is told, and to be looked at."""

import numpy as np
import pytest
from PIL import ImageDraw

from ocr.cleaning.clean import to_grey
from ocr.cleaning.ink import find_ink
from ocr.leftovers import as_one_stroke
from ocr.page import Word
from ocr.reading import read_page
from ocr.signs.residues import mend
from prescription.record import Box
from tests.ocr.drawn import SANS, SERIF, draw_at, draw_page, shown


def test_a_letter_alone_in_its_cell_is_a_one_to_look_at() -> None:
    word = shown("1", "L")
    assert (word.text, word.alternatives, word.confidence) == ("1", ("L",), 0.05)
    ink = find_ink(to_grey(np.asarray(draw_page(["I 1"]))))
    box = Box(0, 0, 10, 10)
    row = [Word("liste", box, 0.9), Word("I", box, 0.9)]
    assert [word.text for word in mend(row, ink)] == ["liste", "I"]


def test_a_letter_before_a_dose_unit_is_a_one_to_look_at() -> None:
    ink = find_ink(to_grey(np.asarray(draw_page(["1 cp"]))))
    box = Box(0, 0, 10, 10)

    def mended(*texts: str) -> list[str]:
        return [word.text for word in mend([Word(text, box, 0.9) for text in texts], ink)]

    assert mended("À", "comprimé", "matin") == ["1", "comprimé", "matin"]
    assert mended("À", "capsule", "un", "jour") == ["1", "capsule", "un", "jour"]
    assert mended("À", "appliquer", "le", "soir") == ["À", "appliquer", "le", "soir"]
    assert mended("4500", "U.1./0,45", "ml") == ["4500", "U.I./0,45", "ml"]
    assert mended("puis", "l", "gél.", "le", "soir") == ["puis", "1", "gél.", "le", "soir"]
    assert mended("2", "à", "3", "gouttes", "à", "midi") == ["2", "à", "3", "gouttes", "à", "midi"]
    assert mended("VITAMINE", "D", "gouttes") == ["VITAMINE", "D", "gouttes"]


def test_a_stroke_before_what_is_counted_or_at_the_end_of_a_count_is_a_one_to_look_at() -> None:
    ink = find_ink(to_grey(np.asarray(draw_page(["1 mois"]))))
    box = Box(0, 0, 10, 10)

    def mended(line: str) -> str:
        return " ".join(w.text for w in mend([Word(t, box, 0.9) for t in line.split()], ink))

    assert mended("pendant | mois") == "pendant 1 mois"
    assert mended("en ! seule prise") == "en 1 seule prise"
    assert mended("AR l fois") == "AR 1 fois"
    assert mended("QSP 6 mois AR |") == "QSP 6 mois AR 1"
    assert mended("Qté : !") == "Qté : 1"
    for line in ("Attention ! Ne pas dépasser", "le mois", "vitamine D mois", "hépatite I"):
        assert mended(line) == line


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("lappl", "1appl"),
        ("Icp", "1cp"),
        ("Jr", "J1"),
        ("{comp", "1comp"),
        ("|tamp", "1amp"),
        ("tgtte", "1gtte"),
        ("[fois", "1fois"),
    ],
)
def test_a_one_glued_to_its_unit_is_a_one_to_look_at(read: str, meant: str) -> None:
    found = shown(meant, read)
    assert (found.text, found.alternatives, found.confidence) == (meant, (read,), 0.05)
    for word in ("Le", "tampon", "ticket", "Icare", "fois", "mois"):
        assert shown(word, word).text == word


def test_an_elided_article_that_begins_a_line_is_a_one_to_look_at() -> None:
    word = shown("1 injection", "l'injection")
    assert (word.text, word.alternatives, word.confidence) == ("1injection", ("l'injection",), 0.05)
    assert shown("AR 1x", "Ix").text == "1x"


def test_a_bar_that_stands_as_digits_do_is_a_one_to_look_at() -> None:
    for foot, top, read in ((0, 0, "1"), (14, -10, "|")):
        image = draw_page(["QSP 28 jours"])
        ImageDraw.Draw(image).rectangle((600, 109 + top, 604, 139 + foot), fill="black")
        ink = find_ink(to_grey(np.asarray(image)))
        (line,) = read_page(np.asarray(draw_page(["QSP 28 jours"]))).lines
        bar = Word("|", Box(596, 95, 14, 62), 0.94)
        (*_, word) = mend((*line.words, bar), ink)
        assert word.text == read
        assert ((word.confidence or 0) < 0.1) == (read == "1")


def test_strokes_alone_in_the_cells_of_a_table_are_ones_to_look_at() -> None:
    rows = ["Neurontin 300 mg", "Eliquis 5 mg", "Norset 15 mg", "Lyrica 75 mg", "Pariet 10 mg"]
    image = draw_at(
        [(150, 300 + 120 * i, row) for i, row in enumerate(rows)]
        + [(2100, 300 + 120 * i, "28 jours") for i in range(len(rows))]
    )
    for i in range(len(rows)):
        ImageDraw.Draw(image).rectangle((1500, 307 + 120 * i, 1506, 339 + 120 * i), fill="black")
    lines = read_page(np.asarray(image)).lines
    assert [line.text for line in lines] == [f"{row} 1 28 jours" for row in rows]
    ones = [word for line in lines for word in line.words if word.text == "1"]
    assert all((word.confidence or 0) < 0.8 for word in ones)


def test_an_upright_stroke_is_no_dash_and_a_dash_as_high_as_its_row_is() -> None:
    page = np.full((200, 400), 255, np.uint8)
    page[60:68, 100:107] = page[72:88, 100:107] = 0  # a 1 that pale ink broke
    page[72:76, 200:216] = 0
    ink = find_ink(page)
    one, dash = (Word("—", Box(x, 60, wide, 28), 0.4) for x, wide in ((100, 7), (200, 10)))
    assert as_one_stroke(one, ink).text == "|"
    assert as_one_stroke(dash, ink) == dash
    for text in ("Il", "["):
        assert as_one_stroke(Word(text, Box(100, 60, 7, 28), 0.2), ink).text == "|"


@pytest.mark.parametrize("read", ["[e)", "Le", "(eo)", "[0]", "O"])
def test_a_ring_alone_in_its_cell_is_a_zero_to_look_at(read: str) -> None:
    for font in (SANS, SERIF, "LiberationSans-Regular.ttf"):
        word = shown("0", read, font=font)
        assert (word.text, word.confidence) == ("0", 0.05)
    assert shown("0", "a", "O").text == "0"


@pytest.mark.parametrize(
    ("printed", "read"), [("e", "[e)"), ("6", "[e)"), ("o", "o"), ("Le", "Le"), ("8", "[e)")]
)
def test_what_is_no_ring_is_no_zero(printed: str, read: str) -> None:
    for font in (SANS, SERIF, "LiberationSans-Regular.ttf"):
        assert shown(printed, read, font=font).text == read
