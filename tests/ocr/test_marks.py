"""Rules, leaders and bullets: nothing of them is read as letters, and what is read is theirs."""

from PIL import ImageDraw, ImageFilter

from ocr.page import Page
from ocr.read import read_pages
from tests.ocr.drawn import draw_at, file_of


def texts(page: Page) -> list[str]:
    return [line.text for line in page.lines]


def read(places: list[tuple[int, int, str]], *rules: tuple[int, int, int, int]) -> list[str]:
    image = draw_at(places, size=(2000, 1000))
    pen = ImageDraw.Draw(image)
    for rule in rules:
        pen.line(rule, fill="black", width=4)
    (page,) = read_pages(file_of(image))
    return texts(page)


def test_the_rules_of_a_table_are_no_letters() -> None:
    rows, columns = (180, 260, 340), (80, 900, 1020, 1140, 1500)
    places = [(100, 196, "KARDEGIC 75 mg"), (100, 276, "BISOPROLOL 2,5 mg")]
    places += [(x, y, text) for y in (196, 276) for x, text in ((920, "1"), (1040, "0"))]
    places += [(1160, 196, "3 mois"), (1160, 276, "1 mois")]
    across = [(columns[0], y, columns[-1], y) for y in rows]
    down = [(x, rows[0], x, rows[-1]) for x in columns]
    assert read(places, *across, *down) == [
        "KARDEGIC 75 mg 1 0 3 mois",
        "BISOPROLOL 2,5 mg 1 0 1 mois",
    ]


def test_the_outer_frame_of_a_table_is_no_letters_though_it_is_thicker() -> None:
    drugs = ["KARDEGIC 75 mg", "BISOPROLOL 2,5 mg", "SPASFON 80 mg", "FORLAX 10 g"]
    image = draw_at([(100, 196 + 70 * row, drug) for row, drug in enumerate(drugs)])
    pen = ImageDraw.Draw(image)
    pen.rectangle((80, 186, 600, 466), outline="black", width=9)
    for y in range(256, 460, 70):
        pen.line((80, y, 600, y), fill="black", width=4)
    (page,) = read_pages(file_of(image))
    assert texts(page) == drugs
    assert page.review == ()


def test_leaders_and_bullets_are_kept_as_what_they_are() -> None:
    assert read(
        [
            (100, 200, "• DOLIPRANE 1000 mg .......... 1 comprimé 3 fois par jour"),
            (100, 300, "• KARDEGIC 75 mg ..... 1 sachet le midi"),
        ]
    ) == [
        "• DOLIPRANE 1000 mg .......... 1 comprimé 3 fois par jour",
        "• KARDEGIC 75 mg ..... 1 sachet le midi",
    ]


def test_small_bullets_of_a_photographed_list_are_bullets() -> None:
    names = ("DOLIPRANE 1000 mg", "KARDEGIC 75 mg", "SPASFON 80 mg", "FORLAX 10 g")
    image = draw_at([(140, 200 + 90 * row, name) for row, name in enumerate(names)])
    pen = ImageDraw.Draw(image)
    for row in range(len(names)):
        y = 218 + 90 * row
        pen.ellipse((100, y, 108, y + 8), fill="black")
    # The shadow of the sheet's edge.
    pen.rectangle((0, 150, 30, 900), fill="black")
    blurred = image.filter(ImageFilter.GaussianBlur(1.2))
    (page,) = read_pages(file_of(blurred))
    assert texts(page) == [f"• {name}" for name in names]


def test_an_underlined_name_is_read() -> None:
    found = read([(100, 200, "DOLIPRANE 1000 mg comprimé pelliculé")], (100, 252, 900, 252))
    assert found == ["DOLIPRANE 1000 mg comprimé pelliculé"]


def test_the_stroke_through_a_crossed_out_line_is_not_wiped_away() -> None:
    kept = "DOLIPRANE 1000 mg, comprimé"
    struck = "KARDEGIC 75 mg, 1 sachet le midi"
    image = draw_at([(100, 200, kept), (100, 300, struck)], size=(2000, 1000))
    ImageDraw.Draw(image).line((95, 328, 860, 328), fill="black", width=4)
    (page,) = read_pages(file_of(image))
    assert texts(page)[0] == kept
    sure = [
        word.text
        for line in page.lines[1:]
        for word in line.words
        if (word.confidence or 0) > 0.8 and word.text.strip(",") in ("KARDEGIC", "75", "sachet")
    ]
    assert len(sure) < 3


def test_dust_far_from_letters_is_no_word_and_points_stay() -> None:
    image = draw_at([(100, 100, "Amlor 2,5 mg, cp le soir."), (160, 190, "une durée de 3 mois")])
    pen = ImageDraw.Draw(image)
    for x, y in ((60, 128), (1200, 115), (118, 195), (700, 215), (900, 700)):
        pen.ellipse((x, y, x + 7, y + 7), fill="black")
    assert texts(read_pages(file_of(image))[0]) == [
        "Amlor 2,5 mg, cp le soir.",
        "une durée de 3 mois",
    ]


def test_an_arrow_beside_no_row_is_no_part_of_one() -> None:
    """What was left of a crease at the foot of a photograph stood within the last line."""
    rows = [
        (100, 200, "3) RIFAMYCINE collyre 1 goutte x4/j"),
        (100, 290, "4) AMLOR 5 mg → 1 gél/j"),
    ]
    assert read([*rows, (600, 800, "→")]) == [text for _, _, text in rows]
