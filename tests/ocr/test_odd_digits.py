"""A number that looks like none that is printed is never sure."""

from dataclasses import replace

import numpy as np
from PIL import Image, ImageDraw

from ocr.certainty.odd_digits import doubt_odd_digits
from ocr.cleaning.clean import to_grey
from ocr.cleaning.ink import find_ink
from ocr.page import Line, Word
from ocr.reading import read_page
from prescription.record import Box
from tests.ocr.drawn import draw_page

X_HEIGHT = 23.0


def doubted(image: Image.Image, *lines: Line) -> list[str]:
    ink = find_ink(to_grey(np.asarray(image)))
    looked = doubt_odd_digits(lines, ink, X_HEIGHT)
    return [w.text for line in looked for w in line.words if (w.confidence or 0) < 0.8]


def test_a_speck_read_as_a_digit_is_not_sure_and_the_numbers_of_its_row_are() -> None:
    image = draw_page(["KARDEGIC 75 mg 1 sachet"])
    (line,) = read_page(np.asarray(image)).lines
    assert doubted(image, line) == []
    ImageDraw.Draw(image).rectangle((900, 125, 904, 138), fill="black")
    speck = Word("1", Box(898, 123, 9, 18), 0.9)
    assert doubted(image, Line((*line.words, speck))) == ["1"]
    assert doubted(image, Line((speck,))) == ["1"]


def test_a_closing_bracket_that_nothing_opened_may_be_a_part_of_a_digit() -> None:
    image = draw_page(["Fax 04 65 71 89 6)"])

    def line(*texts: str) -> Line:
        return Line(tuple(Word(text, Box(100, 95, 900, 60), 0.95) for text in texts))

    assert doubted(image, line("Fax", "04", "65", "71", "89", "6)")) == ["6)"]
    assert doubted(image, line("Fax", "04", "65", "71", "89", "6]")) == ["6]"]
    assert doubted(image, line("(max", "6)")) == []
    assert doubted(image, line("1)", "Doliprane")) == []


def test_a_code_whose_last_digit_came_back_as_a_letter_is_not_sure() -> None:
    image = draw_page(["N° QMGLQQQZCUN5"])

    def alone(text: str) -> list[str]:
        return doubted(image, Line((Word(text, Box(100, 95, 400, 42), 0.95),)))

    assert alone("QMGLQQQZCUNS") == ["QMGLQQQZCUNS"]
    assert alone("ORDONNANCE") == alone("SCHWARTZBERG") == alone("PRESCRIPTIONS") == []


def test_a_fraction_alone_where_the_sheet_ends_is_not_sure() -> None:
    image = draw_page(["1 comprimé"])
    edge, inside = (Word("¾", Box(x, 95, 24, 34), 0.98) for x in (20, 400))
    assert doubted(image, Line((edge,))) == ["¾"]
    assert doubted(image, Line((inside,))) == []
    assert doubted(image, Line((edge, Word("comprimé", Box(160, 95, 200, 42), 0.98)))) == []


def test_a_digit_of_which_fragments_are_left_is_not_sure_though_its_unit_is_whole() -> None:
    image = draw_page(["lundi 8h et 14h, 19 h"])
    page = read_page(np.asarray(image))
    (line,) = page.lines
    assert doubted(image, line) == []
    glued = [word for word in line.words if word.text == "8h"]
    assert glued, line.text
    box = glued[0].box or Box(0, 0, 1, 1)
    middle = box.x + box.width // 2
    ImageDraw.Draw(image).rectangle((box.x, 90, middle, box.y + 12), fill="white")
    ImageDraw.Draw(image).rectangle((box.x, box.y + 26, middle, 160), fill="white")
    assert doubted(image, line) == ["8h"]


def test_a_code_in_which_an_s_may_be_a_5_is_not_sure() -> None:
    image = draw_page(["XU5LF28KLHQL"])

    def alone(text: str) -> Line:
        return Line((Word(text, Box(100, 95, 400, 60), 0.95),))

    assert doubted(image, alone("XUSLF28KLHQL")) == ["XUSLF28KLHQL"]
    for text in ("10106197667", "DOLIPRANE", "BISOPROLOL10", "DOLIPRANE1000MG", "75011"):
        assert doubted(image, alone(text)) == []


def test_an_o_alone_behind_other_words_is_a_zero_to_look_at() -> None:
    ink = find_ink(to_grey(np.asarray(draw_page(["o Doliprane 1 o 1"]))))
    texts = ("o", "Doliprane", "1", "o", "1")
    line = Line(tuple(Word(text, Box(100, 95, 400, 60), 0.9) for text in texts))
    (looked,) = doubt_odd_digits([line], ink, X_HEIGHT)
    assert [word.text for word in looked.words] == ["o", "Doliprane", "1", "0", "1"]
    assert looked.words[3].alternatives == ("o",)
    assert (looked.words[3].confidence or 0) < 0.8


def test_a_box_of_a_neighbour_that_lies_beside_its_ink_tells_nothing_of_heights() -> None:
    image = draw_page(["sans dépasser 3 par jour pendant 5 jours"])
    (line,) = read_page(np.asarray(image)).lines
    wrong = [
        replace(w, box=w.box._replace(x=w.box.x - 12, y=w.box.y - 15, width=10, height=60))
        if w.box and w.text == "5"
        else w
        for w in line.words
    ]
    assert [word.text for word in wrong].count("5") == 1
    assert doubted(image, Line(tuple(wrong))) == []


def test_a_fraction_far_higher_than_print_is_a_pattern() -> None:
    image = draw_page(["1 cp matin"])
    high, low = (Word("¾", Box(900, 60, 60, tall), 0.99) for tall in (75, 34))
    assert doubted(image, Line((high,))) == ["¾"]
    assert doubted(image, Line((low,))) == []


def test_digits_of_old_style_beside_brackets_and_low_letters_stay_sure() -> None:
    image = draw_page(["(Colchicine Opocalcium) mg (par jour)"])
    (line,) = read_page(np.asarray(image)).lines
    pen = ImageDraw.Draw(image)
    pen.rectangle((1000, 116, 1012, 139), fill="black")
    one = Word("1", Box(998, 114, 17, 28), 0.95)
    assert doubted(image, Line((*line.words, one))) == []
