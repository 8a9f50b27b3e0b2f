"""A row broken off at the margin goes on in the next one, whatever that looks like alone."""

from datetime import date
from decimal import Decimal

import pytest
from PIL import Image, ImageDraw, ImageFont

from extraction.drugs.lexicon import load_lexicon
from extraction.reader import read_prescriptions
from extraction.sheet.blocks import lay_out
from extraction.sheet.layout import Layout
from extraction.sheet.rows import rows_of
from ocr.page import Line, Page, Word
from prescription.dosage import EventTiming, Quantity
from prescription.record import Box
from tests.extraction.reading import line, read, reasons

FONT = ImageFont.truetype("DejaVuSans.ttf", 30)


def printed(text: str) -> Layout:
    """The layout of rows as they stand on paper: each word as wide as it is printed."""
    pen = ImageDraw.Draw(Image.new("L", (1, 1)))
    lines = []
    for row, written in enumerate(text.splitlines()):
        words, x = [], 100
        for word in written.split():
            wide = round(pen.textlength(word, FONT))
            words.append(Word(word, Box(x, 100 + 45 * row, wide, 28), 0.95))
            x += wide + 10
        lines.append(Line(tuple(words), 0))
    page = Page(1, tuple(lines), 1700, 2400)
    return lay_out([rows_of(page)], load_lexicon())


def medications(layout: Layout) -> list[str]:
    return [" / ".join(row.text for row in block.rows) for block in layout.medications]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("Econazole 1 %, crème : 2 applications par jour après la", "toilette, non renouvelable"),
        ("Sérum physiologique 0,9 % : 1 unidose à", "raison de 3 fois par jour"),
        ("Modopar 50 mg, 1 gélule à 7 heures, 12", "heures et 18 heures, QSP 3 mois"),
        ("Coumadine 5 mg : 1/2 cp le samedi et", "dimanche selon INR"),
        ("Amlor 5 mg 1 le matin pendant une durée de 3", "mois à renouveler 1x"),
        ("Imurel 25 mg : 2 cp le soir, qsp 1 mois à renouveler", "2x"),
        ("Stromectol 3 mg : prendre 4 cp en prise unique, Qté :", "1"),
        ("Amlor 5 mg : 1 cp le matin, QSP 3 mois AR", "2"),
        ("Fludex LP 1,5 mg, comprimé : 1 fois par", "jour 1 cp, QSP 6 mois"),
        ("Coumadine 5 mg : 1/2 cp un jour et 1 cp le", "jour 2, QSP 1 mois"),
    ],
)
def test_half_a_sentence_goes_on_in_text_and_on_paper(above: str, below: str) -> None:
    for layout in (printed(above + "\n" + below), _typed(above + "\n" + below)):
        assert medications(layout) == [f"{above} / {below}"]


def _typed(text: str) -> Layout:
    return lay_out([rows_of(Page.from_text(text))], load_lexicon())


def test_a_note_below_a_full_row_belongs_to_it_and_below_a_short_one_to_all() -> None:
    first = "Amlor 5 mg 1 comprimé le matin"
    full = "Crestor 10 mg 1 comprimé le soir au coucher avec un grand verre d'eau"
    layout = printed(f"{first}\n{full}\nQSP 3 mois")
    assert medications(layout) == [first, f"{full} / QSP 3 mois"]
    assert layout.notes == []
    # Behind the shorter row the note would have had room: it was put below on purpose.
    layout = printed(f"{full}\n{first}\npour toutes les lignes QSP 3 mois")
    assert medications(layout) == [full, first]
    assert [note.row.text for note in layout.notes] == ["pour toutes les lignes QSP 3 mois"]


def test_a_drug_below_a_full_row_begins_a_medication() -> None:
    full = "Crestor 10 mg 1 comprimé le soir au coucher avec un grand verre d'eau"
    layout = printed(f"{full}\nramipril 5 mg 1 le matin")
    assert medications(layout) == [full, "ramipril 5 mg 1 le matin"]


def test_care_that_is_broken_off_stays_care() -> None:
    layout = _typed(
        "Amlor 5 mg 1 le matin\nKinésithérapie respiratoire, 10 séances à\nraison de 2/j"
    )
    assert medications(layout) == ["Amlor 5 mg 1 le matin"]
    assert ["\n".join(row.text for row in item) for item in layout.others] == [
        "Kinésithérapie respiratoire, 10 séances à\nraison de 2/j"
    ]


def test_a_numbered_day_that_begins_a_row_is_no_drug() -> None:
    draft = read(
        "Betamethasone 0,05 % crème, J1 à J10 : 1 application chaque jour, puis J11 à\n"
        "J20 : 1 application 1 jour sur 2"
    )
    (request,) = draft.medications
    repeats = [d.timing.repeat for d in request.dosage_instruction if d.timing]
    assert [(r.bounds_duration, r.period) for r in repeats] == [
        (Quantity(Decimal(10), "d"), Decimal(1)),
        (Quantity(Decimal(10), "d"), Decimal(2)),
    ]


def test_a_week_that_begins_a_row_is_no_drug() -> None:
    draft = read(
        "Cortancyl\n1ère semaine : 60 mg/j\n2ème semaine : 50 mg/j\n3ème semaine : 40 mg/j"
    )
    (request,) = draft.medications
    assert [d.sequence for d in request.dosage_instruction] == [1, 2, 3]
    assert request.review == ()


@pytest.mark.parametrize("mention", ["- NR", "NR", "- AR 2 fois"])
def test_a_mention_broken_off_justified_text_is_of_its_line_alone(mention: str) -> None:
    """A letterhead reaches farther to the right; three rows of text end at one place."""
    rows = (
        (1500, "Docteur Paul ROY, 12 rue des Lilas, consultations sur rendez-vous"),
        (900, "DOLIPRANE 500 mg, comprimé : 1 comprimé matin et soir pendant"),
        (300, "10 jours"),
        (900, "TAHOR 10 mg, comprimé : 1 comprimé le soir au coucher pendant"),
        (260, "3 mois"),
        (600, "KARDEGIC 75 mg, poudre : 1 sachet le midi"),
        (900, "BISOPROLOL 10 mg, comprimé : 1 comprimé le matin pendant 30 jours"),
        (100 + 20 * len(mention), mention),
    )
    lines = []
    for row, (end, text) in enumerate(rows):
        step = (end - 100) / (len(text) + 1)
        words, at = [], 0
        for word in text.split():
            x = round(100 + at * step)
            words.append(Word(word, Box(x, 100 + 45 * row, round(len(word) * step), 28), 0.95))
            at += len(word) + 1
        lines.append(Line(tuple(words), 0 if row == 0 else 1))
    (draft,) = read_prescriptions([Page(1, tuple(lines), 1700, 2400)])
    told = [line.dispense_request is not None for line in draft.medications]
    assert told == [False, False, False, True]


@pytest.mark.parametrize(
    ("row", "rest", "born"),
    [
        ("prescris à Madame Claire DURAND, née le 16", "octobre 1950 :", date(1950, 10, 16)),
        ("prescris à Madame Claire DURAND, née le", "20/01/1994 :", date(1994, 1, 20)),
        ("Patient : M. Paul DURAND, né le 3 mars", "1961 (65 ans)", date(1961, 3, 3)),
    ],
)
def test_a_date_of_birth_broken_off_heads_no_drugs(row: str, rest: str, born: date) -> None:
    drugs = "RODOGYL, 1 comprimé 2 fois par jour, 6 jours"
    (draft,) = read_prescriptions([Page.from_text(f"Dr Inès TRAORÉ\n{row}\n{rest}\n{drugs}")])
    assert draft.patient is not None
    assert draft.patient.birth_date == born
    assert [(m.text, m.review) for m in draft.medications] == [(drugs, ())]


def test_a_drug_below_words_of_birth_is_no_rest_of_a_date() -> None:
    text = "Mme DURAND Claire née le\n20/01/2026 Rodogyl 1 comprimé 2 fois par jour, 6 jours"
    (draft,) = read_prescriptions([Page.from_text(text)])
    assert [m.medication.name for m in draft.medications] == ["Rodogyl"]


@pytest.mark.parametrize(
    "written",
    ["Le 07/06/2026 à 16h10", "Consultation du 07/06/2026 à 16:10", "le 7 juin 2026 - 16 h 10"],
)
def test_the_day_of_issue_with_its_hour_heads_no_drugs(written: str) -> None:
    drug = "Amlor 5 mg, 1 gélule le matin"
    (draft,) = read_prescriptions([Page.from_text(f"Dr Inès TRAORÉ\n{written}\n{drug}")])
    assert draft.authored_on == date(2026, 6, 7)
    assert [(m.text, m.review) for m in draft.medications] == [(drug, ())]


def test_slots_broken_off_at_the_margin_are_whole() -> None:
    text = "Xyzall 5 mg, comprimé : 1\n- 0 - 0 pour 3 mois\nTahor 10 mg cp : 0 - 0 -\n1, 1 mois"
    (draft,) = read_prescriptions([Page.from_text(text)])
    assert [m.review for m in draft.medications] == [(), ()]
    moments = [m.dosage_instruction[0].timing for m in draft.medications]
    assert [t and t.repeat.when for t in moments] == [(EventTiming.MORN,), (EventTiming.EVE,)]


@pytest.mark.parametrize(
    "text",
    [
        "Lévothyrox 112 µg\n1 cp le matin\n30 minutes avant le petit\ndéjeuner",
        "Inexium 20 mg\n1 cp par jour\n15 minutes avant le\nrepas du soir pendant 1 mois",
        "Ciflox 500 mg 1 cp toutes les 12 heures,\néviter le soleil",
        "Euthyrox 88 1 cp le matin\n30 mn av pt dej",
        "Oxygène médicinal :\n2 L/min aux lunettes, 15 h par jour, 3 mois",
        "Bétaméthasone 0,05 %, crème : 1 application le matin\net le soir, QSP\n7 jours",
        "Urorec gel 4 mg - 1 -\n0 - 0\nx 3 mois AR x3",
        "Doliprane 2,4 % : 1 dose-poids toutes les 6 h\nsi T° > 38,5 (poids 9,4 kg)",
    ],
)
def test_a_sentence_goes_on_over_its_rows(text: str) -> None:
    read_draft = read(text)
    assert [m.text for m in read_draft.medications] == [text]
    assert not read_draft.other_items


@pytest.mark.parametrize(
    "text",
    [
        "Lovenox 0,6 ml : 1 injection SC toutes\nles 12 heures jusqu'à\nINR > 2",
        "Eprex 4000 UI IV\n3 fois par semaine\naprès chaque séance d'hémodialyse",
        "Lévothyrox 112 µg\n1 cp le matin\n30 miuntes avat le petit\ndéjeuner",
        "Téralithe LP 400 mg\n2\ncomprimés le soir à 20 heures",
    ],
)
def test_a_row_that_is_not_read_with_its_drug_is_asked(text: str) -> None:
    assert ("dosageInstruction", "ambiguous-posology") in reasons(line(text))


def test_a_length_whose_label_is_misspelt_is_told() -> None:
    draft = read("Solupred 20 mg : 2 comprimés le matin\nDuée : 5 jour(s)")
    assert [r.field for r in draft.review if r.text] == ["otherItems"]
