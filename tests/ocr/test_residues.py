"""A j that comes back as a bracket is told from the picture."""

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from ocr.cleaning.clean import to_grey
from ocr.cleaning.ink import find_ink
from ocr.page import Word
from ocr.reading import read_page
from ocr.signs.residues import mend
from prescription.record import Box
from tests.ocr.drawn import SANS, SERIF, draw_page, shown


@pytest.mark.parametrize("font", [SANS, SERIF, "LiberationSans-Regular.ttf"])
def test_a_bracket_with_a_dot_is_a_j(font: str) -> None:
    word = shown("15j", "15)", "15j", "15.", font=font)
    assert (word.text, word.alternatives) == ("15j", ())
    assert shown("cp/j", "cp/)", font=font).text == "cp/j"
    assert shown("inj", "in)", font=font).text == "inj"


@pytest.mark.parametrize("font", [SANS, SERIF, "LiberationSans-Regular.ttf"])
def test_an_i_that_hangs_is_the_j_of_days(font: str) -> None:
    assert shown("5j", "5i", "5j", font=font).text == "5j"
    assert shown("5 j", "si", "5j", font=font).text == "5j"
    assert shown("5 j", "si", "5j", font=font).confidence == 0.05
    assert shown("1i", "1i", font=font).text == "1i"
    assert shown("si", "si", "5j", font=font).text == "si"


def test_a_capital_without_an_accent_has_none() -> None:
    def first(printed: str) -> str:
        page = read_page(np.asarray(draw_page([f"{printed} renouveler 2 fois"], size=30)))
        return page.lines[0].words[0].text

    assert (first("A"), first("À")) == ("A", "À")


def test_a_colon_whose_upper_dot_is_pale_is_no_dash() -> None:
    assert shown("–", ":").text == ":"
    assert shown("–", "=").text == "-"


def test_a_speck_beside_a_colon_is_none_of_it() -> None:
    assert shown(":*", ":*").text == ":"


def test_a_j_that_was_left_out_behind_days_is_put_back_and_asked() -> None:
    for font in (SANS, SERIF, "LiberationSans-Regular.ttf"):
        word = shown("28 j", "28", font=font)
        assert (word.text, word.confidence) == ("28j", 0.05)
        assert shown("28", "28", font=font).text == "28"
        assert shown("28 l", "28", font=font).text == "28"


def test_a_bracket_stays_a_bracket() -> None:
    assert shown("15)", "15)").text == "15)"
    assert shown("(1/2)", "(1/2)").text == "(1/2)"


@pytest.mark.parametrize(("printed", "read"), [("3/j", "3/"), ("x/j", "x/"), ("15 j", "15)")])
def test_a_dot_that_runs_into_its_j_is_seen(printed: str, read: str) -> None:
    for blur in (0.0, 1.2):
        word = shown(printed, read, font="LiberationSans-Regular.ttf", size=29, blur=blur)
        assert word.text == printed.replace(" ", "")


def test_a_number_that_counts_the_lines_is_no_number_of_days() -> None:
    ink = find_ink(to_grey(np.asarray(draw_page(["4/j Uvedose"]))))
    rows, columns = np.nonzero(ink.labels[:, :165])
    box = Box(int(columns.min()), int(rows.min()), int(np.ptp(columns)), int(np.ptp(rows)))
    words = (Word("4/", box, 0.9), Word("Uvedose", box, 0.9))
    assert [word.text for word in mend(words, ink)] == ["4/", "Uvedose"]
    assert [word.text for word in mend(words[:1], ink)] == ["4/j"]


@pytest.mark.parametrize("printed", ["3/", "6)", "(max 6)", "1/", "2x/"])
def test_no_j_is_seen_where_none_is(printed: str) -> None:
    for font in (SANS, SERIF, "LiberationSans-Regular.ttf"):
        for blur in (0.0, 1.2, 1.7):
            assert shown(printed, printed, font=font, size=29, blur=blur).text == printed


def test_a_number_in_dispute_stays_in_dispute() -> None:
    word = shown("15j", "15)", "18j")
    assert word.text == "15j"
    assert word.alternatives == ("18j",)
    assert word.confidence == 0.05


def test_readings_that_differ_in_the_bracket_alone_agree() -> None:
    word = shown("10j", "10j", "10)", "10]")
    assert word.alternatives == ()
    assert word.confidence is not None
    assert word.confidence > 0.5


@pytest.mark.parametrize(("read", "digit"), [("©", "0"), ("1©", "10"), ("0-©-1", "0-0-1")])
def test_a_zero_read_as_a_sign_is_a_zero_to_look_at(read: str, digit: str) -> None:
    word = shown(digit, read)
    assert (word.text, word.alternatives) == (digit, (read,))
    assert word.confidence == 0.05


def test_the_day_before_the_first_is_a_zero_to_look_at() -> None:
    assert shown("J0,", "JO,").text == "J0,"
    assert shown("JOURS", "JOURS").text == "JOURS"


def test_a_bracket_and_a_j_for_one_letter_are_one() -> None:
    assert shown("14j", "14)j").text == "14j"


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("microgrammesidose", "microgrammes/dose"),
        ("µgfdose", "µg/dose"),
        ("foisfjour", "fois/jour"),
        ("applfjour", "appl/jour"),
    ],
)
def test_a_slash_read_as_a_letter_between_unit_and_dose_is_a_slash(read: str, meant: str) -> None:
    assert shown(meant, read).text == meant


@pytest.mark.parametrize(
    ("read", "parts"),
    [("mgcp", ["mg", "cp"]), ("10mggél.", ["10mg", "gél."]), ("mg", ["mg"]), ("amp", ["amp"])],
)
def test_a_unit_and_the_form_behind_it_are_two_words(read: str, parts: list[str]) -> None:
    ink = find_ink(to_grey(np.asarray(draw_page([read]))))
    found = list(mend([Word(read, Box(100, 100, 120, 40), 0.95)], ink))
    assert [word.text for word in found] == parts
    assert sum(word.box.width for word in found if word.box) == 120
    assert all(word.confidence == 0.95 for word in found)


def test_an_address_keeps_its_sign() -> None:
    assert shown("cabinet@exemple.fr", "cabinet@exemple.fr").text == "cabinet@exemple.fr"


@pytest.mark.parametrize("font", [SANS, SERIF, "LiberationSans-Regular.ttf"])
def test_a_slash_with_a_roof_is_a_seven_to_look_at(font: str) -> None:
    def before_days(printed: str) -> Word:
        ink = find_ink(to_grey(np.asarray(draw_page([printed], font=font))))
        rows, columns = np.nonzero(ink.labels)
        x, y = int(columns.min()), int(rows.min())
        box = Box(x, y, int(np.ptp(columns)) + 1, int(np.ptp(rows)) + 1)
        return next(iter(mend([Word("/", box, 0.9), Word("jours", box, 0.9)], ink)))

    seven = before_days("7")
    assert (seven.text, seven.alternatives, seven.confidence) == ("7", ("/",), 0.05)
    assert before_days("/").text == "/"


@pytest.mark.parametrize("font", [SANS, SERIF, "LiberationSans-Regular.ttf"])
@pytest.mark.parametrize(("read", "meant"), [("<", "≤"), (">", "≥")])
def test_an_angle_on_a_bar_is_the_sign_with_equality(read: str, meant: str, font: str) -> None:
    assert shown(meant, read, font=font).text == meant
    assert shown(read, read, font=font).text == read


def test_a_u_before_g_behind_a_number_is_the_sign_of_a_millionth() -> None:
    ink = find_ink(to_grey(np.asarray(draw_page(["75 ug"]))))
    box = Box(0, 0, 10, 10)

    def mended(*texts: str) -> list[str]:
        return [word.text for word in mend([Word(text, box, 0.9) for text in texts], ink)]

    assert mended("75", "ug,", "le", "matin") == ["75", "µg,", "le", "matin"]
    assert mended("25ug/h") == ["25µg/h"]
    assert mended("joug", "ug") == ["joug", "ug"]


@pytest.mark.parametrize("font", [SANS, SERIF, "LiberationSans-Regular.ttf"])
def test_a_g_that_hangs_below_its_number_is_no_nine(font: str) -> None:
    word = shown("10 g", "109", "10g", font=font)
    assert (word.text, word.alternatives) == ("10g", ())
    assert shown("0,5 g,", "0,59,", font=font).text == "0,5g,"
    assert shown("109", "109", font=font).text == "109"
    assert shown("0,59", "0,59", font=font).text == "0,59"


def test_a_g_alone_is_told_by_the_number_before_it() -> None:
    for printed, meant in (("1 g", "g"), ("1 9", "9")):
        ink = find_ink(to_grey(np.asarray(draw_page([printed], size=42))))
        stats = ink.stats[1:][np.argsort(ink.stats[1:, 0])]
        one, other = (Box(*map(int, row[:4])) for row in stats)
        words = mend([Word("1", one, 0.9), Word("9", other, 0.9)], ink)
        assert [word.text for word in words] == ["1", meant]


@pytest.mark.parametrize("figures", [("1", "0"), ("3", "5")])
def test_a_nine_in_old_style_figures_stays_a_nine(figures: tuple[str, str]) -> None:
    # Old-style 0 and 1 are as low as small letters; 3, 5 and 9 hang below the line.
    image = Image.new("L", (400, 120), 255)
    pen = ImageDraw.Draw(image)
    for place, figure in enumerate((*figures, "9")):
        foot, size = (69, 42) if figure in "359" else (60, 32)
        font = ImageFont.truetype(SANS, size)
        pen.text((40 + 30 * place, foot), figure, font=font, fill=0, anchor="ls")
    ink = find_ink(np.asarray(image, np.uint8))
    rows, columns = np.nonzero(ink.labels)
    box = Box(int(columns.min()), int(rows.min()), int(np.ptp(columns)) + 1, int(np.ptp(rows)) + 1)
    (word,) = mend([Word("".join(figures) + "9", box, 0.9)], ink)
    assert word.text == "".join(figures) + "9"


def test_a_semicolon_that_is_a_j_is_a_j() -> None:
    assert shown("14j", "14;").text == "14j"
    assert shown("15j", "15];").text == "15j"
    assert shown("14;", "14;").text == "14;"


def test_a_single_bar_is_a_dash_and_two_are_none() -> None:
    assert shown("-", "=").text == "-"
    assert shown("-", "$", "*").text == "-"
    assert shown("-", "ee", "=", "El").text == "-"
    assert shown("-", "-", "im").alternatives == ()
    for printed in ("a", "rn", "m", "1", ":"):
        assert shown(printed, printed, "-").text == printed
    assert shown("=", "=").text == "="


def test_what_a_round_bracket_closes_was_opened_by_one() -> None:
    ink = find_ink(to_grey(np.asarray(draw_page(["aspirine"]))))
    box = Box(0, 0, 1, 1)
    read = Word("{Kardégic)", box, 0.05, ("(Kardégic)",))
    (word,) = mend([read], ink)
    assert (word.text, word.alternatives) == ("(Kardégic)", ())
    (word,) = mend([replace(read, alternatives=("{Kardegit)",))], ink)
    assert (word.text, word.confidence) == ("(Kardégic)", 0.05)
    for text in ("{comp", "{Kardégic"):
        assert all(w.text[0] != "(" for w in mend([Word(text, box, 0.05)], ink))


@pytest.mark.parametrize("font", [SANS, SERIF, "LiberationSans-Regular.ttf"])
def test_a_g_read_as_an_eight_is_told_by_its_tail(font: str) -> None:
    assert shown("10 g", "108", "10g", font=font).text == "10g"
    assert shown("108", "108", font=font).text == "108"


def test_small_letters_that_run_together_are_no_dash() -> None:
    image = draw_page(["1 application un soir sur 2"], size=30)
    (line,) = read_page(np.asarray(image)).lines
    assert line.text == "1 application un soir sur 2"
    read = line.words[2].box or Box(0, 0, 1, 1)
    right, foot = read.x + read.width, read.y + read.height
    for high, text in ((read.height, "un"), (5, "-")):
        pen = ImageDraw.Draw(image)
        pen.rectangle((read.x, 90, right, 160), fill="white")
        # In a blurred photograph both letters are one blot.
        pen.rectangle((read.x, foot - 8 - high // 2, right, foot - 8 + high // 2), fill="black")
        ink = find_ink(to_grey(np.asarray(image)))
        assert [word.text for word in mend(line.words, ink)][2] == text
