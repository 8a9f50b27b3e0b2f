"""A closing row that names lines holds for them alone; where it is not clear which, it is asked."""

from dataclasses import replace

import pytest

from extraction.reader import read_prescriptions
from ocr.page import Line, Page, Word
from prescription.record import Box, Draft, ReviewReason

LINES = (
    "ESCITALOPRAM 10 mg : 1 cp le matin",
    "ALPRAZOLAM 0,25 mg : 1 cp le soir",
    "QUETIAPINE LP 50 mg : 1 cp au coucher",
)
NUMBERED = "\n".join(f"{number}. {line}" for number, line in enumerate(LINES, 1))


def read(text: str) -> Draft:
    (draft,) = read_prescriptions((Page.from_text(text),))
    assert len(draft.medications) == 3
    return draft


def renewals(draft: Draft) -> list[int | None]:
    requests = (line.dispense_request for line in draft.medications)
    return [request.number_of_repeats_allowed if request else None for request in requests]


def kept(draft: Draft) -> list[int]:
    """The lines, from 1, that are not to be substituted."""
    return [n for n, line in enumerate(draft.medications, 1) if line.substitution]


def asked(draft: Draft) -> bool:
    return all(
        ReviewReason.UNREAD_TEXT in {review.reason for review in line.review}
        for line in draft.medications
    )


@pytest.mark.parametrize(
    ("row", "lines"),
    [
        ("Ne pas substituer la ligne 3", [3]),
        ("NS ligne 3", [3]),
        ("Non substituable : lignes 1 et 3", [1, 3]),
        ("Lignes 1 à 3 NS", [1, 2, 3]),
        ("Non substituable pour la ligne n° 2", [2]),
        ("1er et 3ème médicament non substituables", [1, 3]),
        ("La dernière ligne n'est pas substituable", [3]),
        ("Ne pas substituer la quétiapine", [3]),
        ("NS pour escitalopram et alprazolam", [1, 2]),
        ("Non substituable sauf alprazolam", [1, 3]),
        ("pas de générique pour la quétiapine", [3]),
        ("Ne pas délivrer de générique", [1, 2, 3]),
        ("Merci de ne pas substituer", [1, 2, 3]),
    ],
)
def test_only_the_lines_named_are_not_to_be_substituted(row: str, lines: list[int]) -> None:
    for body in (NUMBERED, "\n".join(LINES)):
        draft = read(f"{body}\n\n{row}")
        assert kept(draft) == lines
        assert row in [item.text for item in draft.other_items]


@pytest.mark.parametrize(
    ("row", "times"),
    [
        ("A renouveler 2 fois sauf ligne 2", [2, None, 2]),
        ("À renouveler 2 fois (sauf alprazolam)", [2, None, 2]),
        ("à renouveler 2 fois à l'exception de l'alprazolam", [2, None, 2]),
        ("A renouveler 2 fois sauf 3", [2, 2, None]),
        ("À renouveler 2 fois sauf 1 et 3", [None, 2, None]),
        ("Pour 1 mois, à renouveler 2 fois sauf 2 et 3", [2, None, None]),
        ("AR 5 fois lignes 1, 2", [5, 5, None]),
        ("Les 2 premières lignes à renouveler 3 fois", [3, 3, None]),
        ("ligne 2 non renouvelable", [None, 0, None]),
        ("à renouveler deux fois le premier", [2, None, None]),
        ("À renouveler 3 fois : les deux premiers", [3, 3, None]),
        ("le dernier à renouveler 1 fois", [None, None, 1]),
        ("A renouveler 1 fois", [1, 1, 1]),
        ("Renouveler le traitement 2 fois", [2, 2, 2]),
    ],
)
def test_only_the_lines_named_are_renewed(row: str, times: list[int | None]) -> None:
    assert renewals(read(f"{NUMBERED}\n\n{row}")) == times


@pytest.mark.parametrize(
    "row",
    [
        "NS ligne 7",
        "Ne pas substituer le Levothyrox",
        "QSP 3 mois lignes 1 et 3, 28 jours ligne 2",
        "QSP 3 mois sauf ligne 2 : 28 jours",
        "NS escitalopram, AR 3 fois alprazolam",
        "Sauf alprazolam, à renouveler 3 fois",
        "AR 2 fois pour 1 et 3",
        "À renouveler 2 fois sauf l'antibiotique",
        "Renouvelable 3 fois sauf le somnifère",
        "Renouvellement 2 fois pour les médicaments de l'ALD",
        "Ordonnance à renouveler tous les mois pendant 1 an",
    ],
)
def test_what_a_row_says_of_which_lines_is_asked_where_it_is_not_clear(row: str) -> None:
    assert asked(read(f"{NUMBERED}\n\n{row}"))


def test_numbers_that_begin_anew_in_each_zone_are_asked() -> None:
    row = "Ne pas substituer la ligne 1"
    assert asked(read(f"ALD\n{LINES[0]}\n{LINES[1]}\nHORS ALD\n{LINES[2]}\n\n{row}"))


@pytest.mark.parametrize("confidence", [0.95, 0.4])
def test_a_number_read_badly_is_asked_in_each_line_it_holds_for(confidence: float) -> None:
    def on_paper(row: int, line: str) -> Line:
        words = [
            Word(word, Box(100 + 200 * x, 100 + 120 * row, 180, 30), 0.97)
            for x, word in enumerate(line.split())
        ]
        if line.startswith("AR"):
            words[1] = replace(words[1], confidence=confidence)
        return Line(tuple(words), row)

    rows = [on_paper(row, line) for row, line in enumerate((*LINES, "AR 3 fois"))]
    (draft,) = read_prescriptions((Page(1, tuple(rows), 2480, 3508),))
    assert renewals(draft) == [3, 3, 3]
    for line in draft.medications:
        told = [r.text for r in line.review if r.field == "dispenseRequest"]
        assert told == ([] if confidence > 0.9 else ["AR 3 fois"])


@pytest.mark.parametrize(
    ("text", "drugs"),
    [
        ("Renouveler Kardegic 75 pendant 3 mois", ["Kardégic"]),
        ("A renouveler : Levothyrox 75 pour 3 mois", ["Levothyrox"]),
        ("QSP 3 mois : Amlor 5\nQSP 1 mois : Stilnox 10", ["Amlor", "Stilnox"]),
        ("Amlor 5 mg 1/j\nRenouvellement Tahor 10 qsp 3 mois", ["Amlor", "Tahor"]),
        ("Pour 3 mois : Amlor 5, Crestor 10", ["Amlor", "Crestor"]),
    ],
)
def test_a_row_that_names_a_drug_first_prescribed_there_is_a_medication(
    text: str, drugs: list[str]
) -> None:
    (draft,) = read_prescriptions((Page.from_text(text),))
    assert [line.medication.name for line in draft.medications] == drugs
