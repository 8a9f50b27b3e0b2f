"""Cells of several rows beside a name: `1 comprimé toutes` above it, `les 12 h` below."""

from decimal import Decimal

import pytest

from extraction.reader import read_prescriptions
from ocr.page import Line, Page, Word
from prescription.dosage import EventTiming, PeriodUnit, Quantity, Repeat
from prescription.record import Box, MedicationRequest
from tests.extraction.typewriter import WIDTH, type_page


def page_of(*placed: tuple[int, int, str]) -> Page:
    """A page with each text at its column and its height in pixels, letters 26 pixels high."""
    lines = []
    for column, y, text in placed:
        words, at = [], column
        for word in text.split():
            words.append(Word(word, Box(at * WIDTH, y, len(word) * WIDTH, 26), 0.95))
            at += len(word) + 1
        lines.append(Line(tuple(words), column))
    return Page(1, tuple(lines), width=2400, height=1600)


def read(page: Page) -> list[MedicationRequest]:
    (draft,) = read_prescriptions((page,))
    return list(draft.medications)


TITLES = ((0, 0, "Médicament"), (30, 0, "Posologie"), (60, 0, "Durée"))


def repeats(medication: MedicationRequest) -> list[Repeat]:
    return [d.timing.repeat for d in medication.dosage_instruction if d.timing]


def test_two_rows_centred_beside_a_name_are_not_the_drug_s_above() -> None:
    first, second, third = read(
        page_of(
            *TITLES,
            *((0, 80, "PRAVASTATINE 40 mg"), (30, 80, "1 comprimé le soir"), (60, 80, "28 jours")),
            *((30, 150, "1 comprimé toutes"), (0, 171, "OFLOXACINE 200 mg")),
            *((60, 171, "12 jours"), (30, 192, "les 12 h")),
            *((0, 262, "RAMIPRIL 5 mg"), (30, 262, "1 gélule le matin"), (60, 241, "1 mois,")),
            (60, 283, "NR"),
        )
    )
    (one,), (two,), (three,) = map(repeats, (first, second, third))
    assert one.bounds_duration == Quantity(Decimal(28), "d")
    assert (two.period, two.period_unit) == (Decimal(12), PeriodUnit.H)
    assert two.bounds_duration == Quantity(Decimal(12), "d")
    assert three.bounds_duration == Quantity(Decimal(1), "mo")
    assert third.dispense_request is not None
    assert third.dispense_request.number_of_repeats_allowed == 0
    assert second.dispense_request is None


def test_a_length_of_three_rows_stays_with_its_drug() -> None:
    first, second = read(
        page_of(
            *TITLES,
            *((0, 80, "VALSARTAN 80 mg"), (30, 80, "1 comprimé le matin"), (60, 80, "28 jours")),
            *((60, 150, "pendant 1 mois,"), (0, 192, "BISOPROLOL 5 mg")),
            *((30, 192, "1 comprimé le soir"), (60, 192, "à renouveler 5"), (60, 234, "fois")),
        )
    )
    assert repeats(first)[0].bounds_duration == Quantity(Decimal(28), "d")
    assert first.dispense_request is None
    assert repeats(second)[0].bounds_duration == Quantity(Decimal(1), "mo")
    assert second.dispense_request is not None
    assert second.dispense_request.number_of_repeats_allowed == 5


def test_rows_that_all_stand_as_near_are_read_line_by_line() -> None:
    first, second = read(
        page_of(
            *TITLES,
            *((0, 80, "VALSARTAN 80 mg"), (30, 80, "1 comprimé le matin"), (60, 80, "28 jours")),
            *((0, 122, "BISOPROLOL 5 mg"), (30, 123, "1 comprimé le soir"), (60, 122, "7 jours")),
        )
    )
    lasts = [repeats(m)[0].bounds_duration for m in (first, second)]
    assert lasts == [Quantity(Decimal(28), "d"), Quantity(Decimal(7), "d")]


NUMBERED = """
    N°   Produit          Dosage    Forme      Posologie               Durée
    1    Desloratadine    5 mg      comprimé   1 comprimé le soir      28 jours
    2    Donépézil        10 mg     comprimé   1 comprimé au coucher   3 mois
         CARBAMAZEPINE
    3                     400 mg    comprimé   1 comprimé le matin     1 mois
         LP
"""


def test_a_column_of_numbers_counts_lines_and_tells_no_dose() -> None:
    first, second, third = read(type_page(NUMBERED))
    names = [m.medication.name for m in (first, second, third)]
    assert names == ["desloratadine", "donépézil", "carbamazépine LP"]
    assert all(len(m.dosage_instruction) == 1 for m in (first, second, third))
    assert third.text.startswith("3 CARBAMAZEPINE LP")
    assert not any(m.review for m in (first, second, third))


@pytest.mark.parametrize(
    "titles",
    [
        "Médicament / forme         08:00    12:00    18:00    22:00    Durée",
        "Médicament                 8h       12h      18h      22h      Durée",
        "Médicament                 8 h      12 h     18 h     22 h     Durée",
    ],
)
def test_hours_above_columns_tell_when(titles: str) -> None:
    (medication,) = read(
        type_page(titles + "\nIRBESARTAN 75 mg comprimé  1                 1                 7 j")
    )
    (dosage,) = medication.dosage_instruction
    assert dosage.timing is not None
    repeat = dosage.timing.repeat
    assert [t.hour for t in repeat.time_of_day] == [8, 18]
    assert repeat.bounds_duration == Quantity(Decimal(7), "d")
    assert not medication.review


def test_a_slender_1_in_a_cell_is_put_right_and_asked() -> None:
    (medication,) = read(
        type_page(
            "Traitement                 Matin    Midi    Soir    Coucher\n"
            "IRBESARTAN 75 mg comprimé  Î                1"
        )
    )
    (dosage,) = medication.dosage_instruction
    assert dosage.dose_and_rate[0].dose_quantity == Quantity(Decimal(1), "comprimé")
    assert [r.text for r in medication.review] == ["Î → 1"]


def test_titles_of_moments_above_a_table_are_no_heading_to_ask_about() -> None:
    medications = read(
        type_page(
            "Traitement                 Matin    Midi    Soir    Coucher\n"
            "IRBESARTAN 75 mg comprimé  1                1\n"
            "RAMIPRIL 5 mg comprimé     1"
        )
    )
    assert [m.review for m in medications] == [(), ()]


@pytest.mark.parametrize("first", ["N°", "Ligne", "N°  "])
def test_numbers_under_their_own_title_count_the_lines(first: str) -> None:
    """One of them is lost, so they do not count up; they are no doses all the same."""
    medications = read(
        type_page(
            f"""
            {first:10}Désignation du médicament      Voie   Petit-déi.   Déjeuner   Dîner   Durée
            1         NEURONTIN 300 mg gélule        PO        1                      1      3 mois
                      PLAVIX 75 mg comprimé          PO                   1                  3 mois
            6         EBIXA 10 mg comprimé           PO                               2     28 jours
            """
        )
    )
    told = [
        (dosage.dose_and_rate[0].dose_quantity, dosage.timing.repeat.when)
        for medication in medications
        for dosage in medication.dosage_instruction
        if dosage.timing is not None
    ]
    assert told == [
        (Quantity(Decimal(1), "gélule"), (EventTiming.CM, EventTiming.CV)),
        (Quantity(Decimal(1), "comprimé"), (EventTiming.CD,)),
        (Quantity(Decimal(2), "comprimé"), (EventTiming.CV,)),
    ]
    assert [m.review for m in medications] == [(), (), ()]


def test_a_row_of_meals_below_a_dose_is_no_row_of_titles() -> None:
    (medication,) = read(type_page("METFORMINE 850 mg\n1 comprimé\npetit déjeuner et dîner"))
    assert "dîner" in medication.text


def test_the_other_name_below_centred_cells_begins_no_medication() -> None:
    medications = read(
        page_of(
            (0, 0, "Spécialité (DCI)"), (30, 0, "Dosage"), (42, 0, "Posologie"), (70, 0, "Durée"),
            (0, 60, "LASILIX"),
            (30, 78, "40 mg"), (42, 78, "1/2 comprimé le matin"), (70, 78, "30 jours"),
            (0, 96, "(furosémide)"),
            (0, 160, "TAHOR"),
            (30, 178, "80 mg"), (42, 178, "1 comprimé le soir"), (70, 178, "1 mois"),
            (0, 196, "(atorvastatine)"),
        )
    )  # fmt: skip
    assert [m.medication.name for m in medications] == ["Lasilix", "Tahor"]
    assert [len(m.medication.strength) for m in medications] == [1, 1]
    assert [len(m.dosage_instruction) for m in medications] == [1, 1]


def test_the_other_name_beside_a_length_begins_no_medication() -> None:
    """A table without titles: name and dose, below them the INN with the form and how long."""
    medications = read(
        type_page(
            """
            TRIATEC 5 mg                   1 comprimé une fois par jour
            ramipril - cp                  pendant 3 mois

            ZYLORIC 200 mg                 1 comprimé le soir
            allopurinol - comprimé         pour 1 mois
            """
        )
    )
    assert [m.medication.name for m in medications] == ["Triatec", "Zyloric"]
    assert [
        dosage.timing.repeat.bounds_duration
        for medication in medications
        for dosage in medication.dosage_instruction
        if dosage.timing is not None
    ] == [Quantity(Decimal(3), "mo"), Quantity(Decimal(1), "mo")]


def test_a_cell_beside_the_number_of_its_line_ends_no_table() -> None:
    medications = read(
        page_of(
            (0, 0, "Ligne"), (10, 0, "Produit"), (40, 0, "8h"), (50, 0, "12h"), (60, 0, "20h"),
            (70, 0, "Durée"),
            (10, 60, "TRIATEC 10 mg"), (40, 68, "1"), (60, 68, "1"),
            (2, 90, "1"), (76, 90, "28 j"),
            (10, 106, "comprimé"),
            (10, 160, "AERIUS 5 mg"), (50, 168, "1"),
            (2, 190, "2"), (76, 190, "28 j"),
            (10, 206, "comprimé"),
        )
    )  # fmt: skip
    assert [m.medication.name for m in medications] == ["Triatec", "Aerius"]
    assert [
        [time.hour for time in dosage.timing.repeat.time_of_day]
        for medication in medications
        for dosage in medication.dosage_instruction
        if dosage.timing is not None
    ] == [[8, 20], [12]]


def test_rules_read_between_hours_part_them_no_less() -> None:
    (medication,) = read(
        type_page(
            "Ligne  Produit            8h     12h    16h  |   20h  |  Durée\n"
            "1      AERIUS 5 mg        1      -      -        -       28 j"
        )
    )
    (dosage,) = medication.dosage_instruction
    assert dosage.timing is not None
    assert [time.hour for time in dosage.timing.repeat.time_of_day] == [8]


def test_a_cell_under_what_is_left_of_an_hour_is_asked() -> None:
    aerius, plavix = read(
        type_page(
            "Médicament / forme / voie     7h     1      15h    19h    Durée\n"
            "AERIUS 5 mg comprimé          1                           28 jours\n"
            "PLAVIX 75 mg comprimé                1                    28 jours"
        )
    )
    assert (bool(aerius.review), bool(plavix.review)) == (False, True)
    timing = plavix.dosage_instruction[0].timing
    assert timing is None or not timing.repeat.time_of_day


def test_a_misread_name_beside_the_number_of_its_line_is_a_medication() -> None:
    medications = read(
        type_page(
            """
            N°   Médicament                       Matin   Midi   Soir   Durée
            6    LERCAN 10 mg comprimé              1       -      1    28 jours
            7    AVODAXT 0,5 mg capsule molle       1       -      -    28 jours
            8    PLAVIX 75 mg comprimé              -       1      -    3 mois
            """
        )
    )
    assert [m.text.split()[1] for m in medications] == ["LERCAN", "AVODAXT", "PLAVIX"]
    assert [bool(m.review) for m in medications] == [False, True, False]


def test_a_drug_whose_dose_may_have_gone_to_the_one_above_is_asked() -> None:
    text = "ELIQUIS 5 mg\n2 comprimés par jour\n1/2 comprimé le midi, 1 comprimé le\n"
    (draft,) = read_prescriptions([Page.from_text(f"{text}TAHOR 10 mg\nsoir\n6 mois\n")])
    assert [bool(line.review) for line in draft.medications] == [True, True]
