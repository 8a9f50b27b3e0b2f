"""Rows of supply, renewals and substitution: of which drugs they are; scraps of a signature."""

import pytest

from extraction.drugs.lexicon import load_lexicon
from extraction.sheet.blocks import lay_out
from extraction.sheet.rows import rows_of
from ocr.page import Line, Page, Word
from prescription.record import Box, DispenseRequest, Zone
from tests.extraction.reading import read, reasons
from tests.extraction.sheet.laid_out import laid_out, medications


@pytest.mark.parametrize("scrap", ["ns", "A NS", "² A NS", "nr"])
def test_scraps_of_a_signature_say_nothing_of_substitution(scrap: str) -> None:
    layout = laid_out(
        "Docteur Anne MARTIN\nMme DURAND Jeanne\nAMLODIPINE 5 mg, 1 comprimé le matin\n"
        f"KARDEGIC 75 mg, 1 sachet le midi\n\nSignature :\n{scrap}"
    )
    assert layout.notes == []


def test_a_row_in_lower_case_goes_on_whatever_it_ends_in() -> None:
    layout = laid_out(
        "1 - MORPHINE LP dix milligrammes, gélule : une gélule à dix\n"
        "milligrammes toutes les douze heures pendant vingt-huit jours, délivrance fractionnée\n"
        "tous les sept jours\nPrendre le pouls et la tension 3 fois par semaine"
    )
    (block,) = layout.medications
    assert [row.text.split()[0] for row in block.rows] == ["1", "milligrammes", "tous"]
    assert [item[0].text for item in layout.others] == [
        "Prendre le pouls et la tension 3 fois par semaine"
    ]


@pytest.mark.parametrize(
    "row", ["NS - MTE", "renouvelable 1 fois NS - MTE", "non substituable (CIF)"]
)
def test_a_reason_not_to_substitute_is_that_of_the_drug_above(row: str) -> None:
    layout = laid_out(f"DOLIPRANE 1 g 1 cp x3/j\nLEVOTHYROX 75 1 cp/j\n{row}")
    assert layout.notes == []
    assert [r.text for r in layout.medications[1].rows][-1] == row


@pytest.mark.parametrize("row", ["NON SUBSTITUABLE", "Toutes les lignes NS - CIF", "AR 2 fois"])
def test_what_names_no_drug_holds_for_all(row: str) -> None:
    layout = laid_out(f"DOLIPRANE 1 g 1 cp x3/j\nLEVOTHYROX 75 1 cp/j\n{row}")
    assert [note.row.text for note in layout.notes] == [row]


@pytest.mark.parametrize(("step", "of_all"), [(72, True), (40, False)])
def test_a_row_as_far_below_as_the_drugs_are_from_each_other_holds_for_all(
    step: int, of_all: bool
) -> None:
    """An accent on its capital narrows the white above it, which then parts no blocks."""
    drugs = ("ENTRESTO 49 mg/51 mg 1 cp matin et soir", "EPLERENONE 25 mg 1 cp/j", "Amlor 5 mg 1/j")
    rows = [(text, 400 + 72 * i, 32, i) for i, text in enumerate(drugs)]
    rows.append(("À renouveler 5 fois", 400 + 144 + step - 12, 44, 2))
    lines = tuple(
        Line(
            tuple(
                Word(word, Box(150 + 180 * x, y, 160, height), 0.97)
                for x, word in enumerate(text.split())
            ),
            block,
        )
        for text, y, height, block in rows
    )
    layout = lay_out([rows_of(Page(1, lines, 1700, 2400))], load_lexicon())
    assert [note.row.text for note in layout.notes] == ["À renouveler 5 fois"] * of_all


@pytest.mark.parametrize(
    "note",
    ["QSP 3 mois pour l'ensemble", "À renouveler 2 fois", "Ne pas substituer", "AR 3 fois",
     "Ordonnance à renouveler 1 fois", "Traitement pour 3 mois"],
)  # fmt: skip
def test_a_note_at_the_end_holds_for_all(note: str) -> None:
    layout = laid_out(f"Amlor 5 mg 1/j\nCrestor 10 mg 1/j\n{note}")
    assert [note.row.text for note in layout.notes] == [note]


def test_a_note_at_the_top_holds_for_all() -> None:
    layout = laid_out("Traitement pour 3 mois à renouveler 1 fois\nAmlor 5 mg 1/j\nCrestor 10 1/j")
    assert [note.row.text for note in layout.notes] == [
        "Traitement pour 3 mois à renouveler 1 fois"
    ]


def test_notes_under_each_medication_are_its_own() -> None:
    text = "Amlor 5 mg 1/j\nQSP 1 mois\nCrestor 10 mg 1/j\nQSP 3 mois"
    layout = laid_out(text)
    assert layout.notes == []
    assert medications(text) == ["Amlor 5 mg 1/j / QSP 1 mois", "Crestor 10 mg 1/j / QSP 3 mois"]


def test_a_note_at_the_end_of_a_zone_holds_for_the_zone() -> None:
    layout = laid_out(
        "AFFECTION EXONERANTE\nMetformine 1 g x2/j\nAmlor 5 mg 1/j\nQSP 3 mois\n"
        "MALADIES INTERCURRENTES\nDoliprane 1 g x3/j"
    )
    assert [(note.row.text, note.zone) for note in layout.notes] == [("QSP 3 mois", Zone.ALD)]


def test_the_only_medication_keeps_its_note() -> None:
    assert medications("Amlor 5 mg 1/j\n\nAR 2 fois") == ["Amlor 5 mg 1/j / AR 2 fois"]


@pytest.mark.parametrize("note", ["Ordonnance à renouveler 2 fois", "Le tout à renouveler 2 fois"])
def test_what_is_said_of_the_prescription_is_no_word_of_its_only_line(note: str) -> None:
    draft = read(f"Amlor 5 mg 1 cp/j\n\n{note}")
    (request,) = draft.medications
    assert request.text == "Amlor 5 mg 1 cp/j"
    assert request.review == ()
    assert request.dispense_request == DispenseRequest(number_of_repeats_allowed=2)
    assert [item.text for item in draft.other_items] == [note]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("", "NR\nAR 2 fois"),
        ("", "QSP 1 mois\nAR 2 fois\nQSP 3 mois"),
        ("Ordonnance à renouveler 1 fois\n", "A renouveler 5 fois"),
        ("Durée du traitement : 1 mois\n", "Durée : 3 mois"),
        ("", "Pour 3 mois\nTraitement pour 1 mois"),
    ],
)
def test_rows_for_all_that_contradict_each_other_are_asked(above: str, below: str) -> None:
    lines = "Kardegic 75 mg 1 sachet/j\nBisoprolol 2,5 mg 1 cp le matin\nTahor 20 1 le soir"
    for request in read(f"{above}{lines}\n{below}").medications:
        assert ("dispenseRequest", "ambiguous-posology") in reasons(request)


def test_a_line_that_tells_its_own_renewals_is_asked_of_no_row() -> None:
    draft = read("Kardegic 75 mg 1 sachet/j NR\nTahor 20 1 le soir AR 1\nA renouveler 2 fois")
    assert not any(request.review for request in draft.medications)


def test_rows_for_all_that_say_the_same_are_not_asked() -> None:
    lines = "Kardegic 75 mg 1 sachet/j\nBisoprolol 2,5 mg 1 cp le matin"
    draft = read(f"Pour 3 mois\n{lines}\nQSP 3 mois\nAR 2 fois")
    assert not any(request.review for request in draft.medications)


def test_the_last_drug_s_third_row_is_its_own_where_others_have_one() -> None:
    draft = read(
        "Zymad 80 000 UI\n1 ampoule par mois\nPyostacine 500 mg\n2 cp matin et soir\npdt 8 jours\n"
        "Duloxetine 30 mg\n1 gélule au coucher\nQSP 30 jours, AR 2 fois"
    )
    told = [
        m.dispense_request and m.dispense_request.number_of_repeats_allowed
        for m in draft.medications
    ]
    assert told == [None, None, 2]
    asked = [("dosageInstruction", "ambiguous-posology") in reasons(m) for m in draft.medications]
    assert asked == [True, False, False]  # who has no length of his own may be meant too


@pytest.mark.parametrize(
    "text",
    [
        "Amlor 5\n1 cp le matin\n3 mois\nTriatec 5\n1 cp le soir\n3 mois\nAR 2 fois",
        "Amlor 5\n1 cp le matin\nTriatec 5\n1 cp le soir\nAR 2 fois",
    ],
)
def test_a_row_more_than_any_drug_has_holds_for_all(text: str) -> None:
    requests = [m.dispense_request for m in read(text).medications]
    assert [r and r.number_of_repeats_allowed for r in requests] == [2, 2]
