"""Names misread or cut, and values that were not read behind their label, are asked."""

from collections.abc import Sequence
from datetime import date

import pytest

from extraction.reader import read_prescriptions
from ocr.page import Line, Page, Word
from prescription.record import Box, Draft
from tests.extraction.header.test_header import header
from tests.extraction.typewriter import type_page


def asked(text: str) -> list[str]:
    return [review.field for review in header(text).review]


def rows(*lines: Sequence[tuple[str, int, float]]) -> Draft:
    """The draft of rows of words, each with the paper before it in pixels and its confidence."""
    read: list[Line] = []
    for row, words in enumerate(lines):
        x, line = 100, []
        for text, gap, confidence in words:
            x += gap
            line.append(Word(text, Box(x, 100 + 60 * row, 20 * len(text), 36), confidence))
            x += 20 * len(text)
        read.append(Line(tuple(line)))
    (draft,) = read_prescriptions([Page(1, tuple(read), 2480, 3508)])
    return draft


@pytest.mark.parametrize(
    "name", ["PETIT Svlvain", "ROUSSEAU Émille", "MOREAU lsabelle", "Fatirna AUBERT", "Nlcolas ROY"]
)
def test_a_first_name_with_a_letter_like_another_is_asked(name: str) -> None:
    text = f"Dr Paul MARTIN\nle 2 avril 2026\nMme {name} née le 12/03/1956"
    assert "patient.name" in asked(text)
    assert "prescriber.name" in asked(f"Dr {name}\nle 2 avril 2026\nMme ROCHE Anne")


@pytest.mark.parametrize(
    "name",
    [
        "PETIT Sylvain",
        "ROYER Émilie",
        "COLLIN Maelys",
        "MARTEL Adeline",
        "LEVY Rachel",
        "FAURE Loïc",
    ],
)
def test_other_names_are_not_asked(name: str) -> None:
    text = f"Dr Paul MARTIN\nle 2 avril 2026\nMme {name} née le 12/03/1956"
    assert "patient.name" not in asked(text)


def test_a_first_name_alone_is_asked_and_a_family_name_is_not() -> None:
    day = "le 2 avril 2026"
    assert "patient.name" in asked(f"Dr Paul MARTIN\n{day}\nMme Stéphanie")
    assert "prescriber.name" in asked(f"Dr Jean-Pierre\n{day}\nMme ROCHE Anne")
    assert asked(f"Dr MARTIN\n{day}\nMme ROCHE") == []


def test_a_bar_read_within_a_name_does_not_cut_it() -> None:
    read = header("Dr Paul MARTIN\nle 2 avril 2026\nMme Stéphanie | MERCIER")
    assert read.patient is not None
    assert read.patient.name == "Stéphanie MERCIER"


def test_the_name_is_taken_where_it_stands_in_full() -> None:
    text = "Dr Gwenaëlle .\nle 2 avril 2026\nMme ROCHE Anne\nDocteur Gwenaëlle MATHIEU"
    prescriber = header(text).prescriber
    assert prescriber is not None
    assert prescriber.name == "Dr Gwenaëlle MATHIEU"


def test_a_name_before_letters_hardly_read_is_asked() -> None:
    def doctor(confidence: float) -> list[str]:
        name = [("Dr", 0, 0.9), ("MOHAMED", 20, 0.9), ("ft", 20, confidence), ("eroy", 20, 0.7)]
        draft = rows(name, [("le", 0, 0.95), ("02/04/2026", 20, 0.95)])
        return [review.field for review in draft.review]

    assert "prescriber.name" in doctor(0.05)


def test_words_broken_in_two_are_whole_again_by_the_spaces_of_their_row() -> None:
    day = [("le", 0, 0.95), ("02/04/2026", 20, 0.95)]

    def name(*words: tuple[str, int]) -> str | None:
        draft = rows([(text, gap, 0.95) for text, gap in words], day)
        return draft.prescriber.name if draft.prescriber else None

    broken = ("Docteur", 0), ("Gwenaël", 22), ("le", 8), ("MATHIEU", 24)
    assert name(*broken) == "Dr Gwenaëlle MATHIEU"
    assert name(("Dr", 0), ("ARNAUD-ME", 22), ("YER", 1), ("Anne", 20)) == "Dr ARNAUD-MEYER Anne"
    assert name(("Docteur", 0), ("Anne", 22), ("de", 20), ("BRUC", 24)) == "Dr Anne de BRUC"
    assert name(("Docteur", 0), ("LE", 22), ("GALL", 20), ("Anne", 24)) == "Dr LE GALL Anne"


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("RPPS 100H/717285", "prescriber.rpps"),
        ("N° AM : 24130745O3", "prescriber.am"),
        ("N° FINESS 2602I69", "prescriber.finess"),
        ("N°SS:12210 14222 192 17", "patient.nir"),
        ("Poids : 5OKQ 12", "patient.weight"),
        ("Taille : 1O7cn 12", "patient.height"),
    ],
)
def test_a_value_that_was_not_read_behind_its_label_is_asked(row: str, field: str) -> None:
    assert field in asked(f"Dr Paul MARTIN\n{row}\nle 2 avril 2026\nMme ROCHE Anne")


@pytest.mark.parametrize(
    "row",
    [
        "RPPS :",
        "N° AM : N° FINESS :",
        "Poids : ...... Taille : ......",
        "Surveiller le poids tous les 15 jours",
    ],
)
def test_an_empty_field_of_a_form_and_other_words_are_not_asked(row: str) -> None:
    assert asked(f"Dr Paul MARTIN\n{row}\nle 2 avril 2026\nMme ROCHE Anne") == []


@pytest.mark.parametrize(
    ("row", "height"),
    [("Taille : 1,72", 172), ("1m72", 172), ("1,72 m", 172), ("le 2.16 rue", None)],
)
def test_a_number_alone_is_no_height(row: str, height: int | None) -> None:
    read = header(f"Dr Paul MARTIN\nle 2 avril 2026\nMme ROCHE Anne née le 12/03/1956\n{row}")
    assert read.patient is not None
    assert (read.patient.height and int(read.patient.height.value)) == height


def test_a_day_behind_a_misread_delivre_is_not_taken_for_sure() -> None:
    text = "Dr Paul MARTIN\nMme ROCHE Anne\n08-01-2026\ndéliné le 23.01.2026"
    assert "authoredOn" in asked(text) or "2026-01-08" in str(header(text).authored_on)


def test_a_number_that_fails_its_check_on_every_page_is_asked_once() -> None:
    head = "Dr Paul MARTIN RPPS 10101234567\nle 2 avril 2026\nMme ROCHE Anne\n"
    texts = (f"{head}Doliprane 1 g : 1 cp le matin", f"{head}Kardegic 75 mg : 1 sachet le midi")
    pages = [
        Page(number, Page.from_text(text).lines, 2480, 3508)
        for number, text in enumerate(texts, start=1)
    ]
    (draft,) = read_prescriptions(pages)
    assert [r.text for r in draft.review if r.field == "prescriber.rpps"] == ["10101234567"]


def test_a_speck_between_a_caption_and_its_date_hides_no_birth() -> None:
    def line(text: str, y: int, high: int = 24, x: int = 900) -> Line:
        return Line((Word(text, Box(x, y, 12 * len(text), high), 0.95),))

    page = (
        line("Dr Sylvie MARTINEAU", 200, x=100),
        line("(nom, prénom, date de naissance) .", 235),
        line("FAUVEL Paulette", 270),
        line("À", 296, 5, x=420),
        line("14/07/1938", 310),
        line("Date : 16/02/2026", 380),
    )
    (draft,) = read_prescriptions([Page(1, page, 1654, 2339)])
    assert draft.patient is not None
    assert draft.patient.birth_date == date(1938, 7, 14)


@pytest.mark.parametrize("name", ["Patent : BENAL| Marguerite", "Pa BENAL| Marguerite"])
def test_a_service_is_no_patient_where_the_name_was_misread(name: str) -> None:
    drawing = f"""
    CENTRE HOSPITALIER DE LA VALLÉE
                Servicede Pneumologie
    Dr Mohamed LE GALL              {name}
    N° RPPS 10106810848             Date de naissance : 06/06/1990
                                    Date : 25/06/2026

    DONEPEZIL 10 mg 1 comprimé le soir
    """
    (draft,) = read_prescriptions([type_page(drawing)])
    assert "patient.name" in {review.field for review in draft.review}
    assert draft.patient is not None
    assert draft.patient.name is None


def test_a_label_of_which_a_letter_was_misread_is_one() -> None:
    drawing = """
    Dr Mohamed LE GALL              Patlent : BENALI Marguerite
                                    Date de naissance : 06/06/1990
    """
    (draft,) = read_prescriptions([type_page(drawing)])
    assert draft.patient is not None
    assert draft.patient.name == "BENALI Marguerite"


def test_a_number_below_two_doctors_may_be_of_either() -> None:
    sheet = "Dr Anne BRUN\nDr Paul NOIR\n{rest}le 2 avril 2026\nMme ROCHE Anne\nKardegic 75 mg 1/j"
    for rest, asks in (("RPPS 10101234567\n", True), ("", True)):
        (draft,) = read_prescriptions([Page.from_text(sheet.format(rest=rest))])
        assert ("prescriber.name" in {r.field for r in draft.review}) is asks
    apart = sheet.replace("BRUN\n", "BRUN\nCardiologue\n").format(rest="RPPS 10101234567\n")
    (draft,) = read_prescriptions([Page.from_text(apart)])
    assert "prescriber.name" not in {r.field for r in draft.review}
