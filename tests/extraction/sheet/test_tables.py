"""Tables of medications: whichever way the words of a row come, the cells are kept together."""

from dataclasses import replace

import pytest

from extraction.drugs.lexicon import load_lexicon
from extraction.reader import read_prescriptions
from extraction.sheet.blocks import lay_out
from extraction.sheet.rows import rows_of
from prescription.dosage import EventTiming
from prescription.record import ReviewReason
from tests.extraction.typewriter import type_page

LEXICON = load_lexicon()

BY_COLUMNS = """
    Médicament              Posologie                   Durée
    KARDEGIC 75 mg          1 sachet le midi            3 mois
    BISOPROLOL 2,5 mg       1 comprimé le matin         3 mois
    LASILIX 40 mg           1 comprimé le matin         1 mois
    comprimé                et 1/2 comprimé à midi
    AMOXICILLINE / ACIDE    1 sachet matin et soir      7 jours
    CLAVULANIQUE 1 g
"""
CENTRED = """
    Désignation             Posologie                 Durée    Quantité
                            1 comprimé le matin
    BISOPROLOL 2,5 mg                                 3 mois     2
                            à jeun
                            1 sachet le midi
    KARDEGIC 75 mg                                    3 mois     3
                            pendant le repas
"""
MOMENTS = """
    Médicament           Matin   Midi   Soir   Coucher   Durée
    KARDEGIC 75 mg         0      1       0       0      3 mois
    BISOPROLOL 2,5 mg      1                             3 mois
    METFORMINE 1000 mg     1              1              3 mois
    LORMETAZEPAM 1 mg                             1      1 mois
    Bilan sanguin dans 3 mois chez le médecin traitant pour contrôle
"""


def blocks(drawing: str, *, by_column: bool) -> list[list[str]]:
    layout = lay_out([rows_of(type_page(drawing, by_column=by_column))], LEXICON)
    return [[row.text for row in block.rows] for block in layout.medications]


@pytest.mark.parametrize("by_column", [False, True])
def test_wrapped_cells_are_brought_together(by_column: bool) -> None:
    assert blocks(BY_COLUMNS, by_column=by_column) == [
        ["KARDEGIC 75 mg", "1 sachet le midi", "3 mois"],
        ["BISOPROLOL 2,5 mg", "1 comprimé le matin", "3 mois"],
        ["LASILIX 40 mg comprimé", "1 comprimé le matin et 1/2 comprimé à midi", "1 mois"],
        ["AMOXICILLINE / ACIDE CLAVULANIQUE 1 g", "1 sachet matin et soir", "7 jours"],
    ]


@pytest.mark.parametrize("by_column", [False, True])
def test_a_posology_above_a_centred_name_is_not_the_drug_s_before(by_column: bool) -> None:
    assert blocks(CENTRED, by_column=by_column) == [
        ["BISOPROLOL 2,5 mg", "1 comprimé le matin à jeun", "3 mois", "2"],
        ["KARDEGIC 75 mg", "1 sachet le midi pendant le repas", "3 mois", "3"],
    ]


@pytest.mark.parametrize("by_column", [False, True])
def test_columns_lend_their_titles(by_column: bool) -> None:
    (draft,) = read_prescriptions([type_page(MOMENTS, by_column=by_column)])
    when = [
        [m for d in line.dosage_instruction if d.timing for m in d.timing.repeat.when]
        for line in draft.medications
    ]
    assert when == [
        [EventTiming.NOON],
        [EventTiming.MORN],
        [EventTiming.MORN, EventTiming.EVE],
        [EventTiming.HS],
    ]
    for line in draft.medications:
        (dosage, *_) = line.dosage_instruction
        assert dosage.timing is not None
        assert dosage.timing.repeat.bounds_duration is not None
    assert draft.medications[0].text == "KARDEGIC 75 mg\n0\n1\n0\n0\n3 mois"
    assert [item.text.split()[0] for item in draft.other_items] == ["Bilan"]


UNTITLED = """
    1) ELUDRILPERIO            1 bain de bouche 2 fois/jour     QSP 7 j
    (Chlorhexidine) 0,2 %      pendant 1 minute

    2) BISOPROLOL 2,5 mg       1 comprimé le matin              3 mois
    comprimé                   à jeun
"""


@pytest.mark.parametrize("by_column", [False, True])
def test_a_table_without_titles(by_column: bool) -> None:
    assert blocks(UNTITLED, by_column=by_column) == [
        [
            "1) ELUDRILPERIO (Chlorhexidine) 0,2 %",
            "1 bain de bouche 2 fois/jour pendant 1 minute",
            "QSP 7 j",
        ],
        ["2) BISOPROLOL 2,5 mg comprimé", "1 comprimé le matin à jeun", "3 mois"],
    ]


JOINED_TITLES = """
    Produit                Posologie et voie           Durée
    BISOPROLOL 2,5 mg      1 unidose 4 fois par jour   7 jours
    comprimé               en lavage
"""


@pytest.mark.parametrize("by_column", [False, True])
def test_a_title_of_two_joined_words_heads_one_column(by_column: bool) -> None:
    assert blocks(JOINED_TITLES, by_column=by_column) == [
        ["BISOPROLOL 2,5 mg comprimé", "1 unidose 4 fois par jour en lavage", "7 jours"]
    ]


ACROSS = """
    Produit              Matin  Midi   Soir   Coucher   Durée
    BISOPROLOL 2,5 mg    1             1                3 mois
    Calcitriol 0,25 µg   1 cp 1 fois par jour           3 mois
"""


def test_words_that_run_across_moments_are_one_cell() -> None:
    page = type_page(ACROSS)
    # `fois` stands right below `Midi`, a little farther from the 1 than words stand.
    moved = {"fois", "par", "jour", "Midi"}
    lines = [
        replace(
            line,
            words=tuple(
                replace(w, box=w.box._replace(x=w.box.x + 9)) if w.box and w.text in moved else w
                for w in line.words
            ),
        )
        for line in page.lines
    ]
    layout = lay_out([rows_of(replace(page, lines=tuple(lines)))], LEXICON)
    assert [row.text for row in layout.medications[1].rows] == [
        "Calcitriol 0,25 µg",
        "1 cp 1 fois par jour",
        "3 mois",
    ]


LOWER_CASE = """
    Produit                  Posologie                Durée
    bisoprolol 2,5 mg        1 comprimé le matin      3 mois
    pantoprazole 20 mg, cp   1 comprimé le soir       QSP 6 mois
    séc                      avant le repas           à renouveler 1 fois
"""


@pytest.mark.parametrize("by_column", [False, True])
def test_drugs_in_lower_case_begin_a_row_of_their_own(by_column: bool) -> None:
    assert blocks(LOWER_CASE, by_column=by_column) == [
        ["bisoprolol 2,5 mg", "1 comprimé le matin", "3 mois"],
        [
            "pantoprazole 20 mg, cp séc",
            "1 comprimé le soir avant le repas",
            "QSP 6 mois à renouveler 1 fois",
        ],
    ]


def test_a_quantity_column_is_a_quantity() -> None:
    (draft,) = read_prescriptions([type_page(CENTRED)])
    request = draft.medications[1].dispense_request
    assert request is not None
    assert request.quantity is not None
    assert request.quantity.value == 3


def test_a_posology_across_the_moments_takes_none_of_them() -> None:
    drawing = """
    Médicament           Matin      Midi   Soir   Coucher   Durée
    KARDEGIC 75 mg         0          1      0       0      3 mois
    DOLIPRANE 1 g        1 comprimé, si douleur             5 jours
    METFORMINE 1000 mg     1                 1              3 mois
    """
    (draft,) = read_prescriptions([type_page(drawing)])
    timing = draft.medications[1].dosage_instruction[0].timing
    assert timing is None or not timing.repeat.when


def test_a_mark_among_the_numbers_of_a_row_is_asked() -> None:
    drawing = """
    Médicament           Matin   Midi   Soir   Coucher   Durée
    KARDEGIC 75 mg         0      1       0       0      3 mois
    BISOPROLOL 2,5 mg      1      0       :       0      3 mois
    METFORMINE 1000 mg     1              1              3 mois
    """
    (draft,) = read_prescriptions([type_page(drawing)])
    assert [bool(line.review) for line in draft.medications] == [False, True, False]


SHORT_TITLES = """
    Médicament           TITLES                           Durée
    KARDEGIC 75 mg       0      1       0       0         3 mois
    BISOPROLOL 2,5 mg    1/2    0       1       0         3 mois
    NICOTINE 21 mg/24 h  1 patch/j                        1 mois
    LORMETAZEPAM 1 mg    0      0       0       1         1 mois
"""


@pytest.mark.parametrize(
    "titles",
    [
        "M      Mi      S       C     ",
        "MATIN  MIDI    SOIR    NUIT  ",
        "Mat.   Midi    Soir    Couch.",
    ],
)
def test_moments_have_short_titles(titles: str) -> None:
    drawing = SHORT_TITLES.replace(f"{'TITLES':29}", titles)
    (draft,) = read_prescriptions([type_page(drawing)])
    when = [
        [m for d in line.dosage_instruction if d.timing for m in d.timing.repeat.when]
        for line in draft.medications
    ]
    assert when == [
        [EventTiming.NOON],
        [EventTiming.MORN, EventTiming.EVE],
        [],
        [EventTiming.HS],
    ]
    assert not any(line.review for line in draft.medications[:2])


def test_hours_are_titles_too() -> None:
    drawing = """
    Médicament           8h     12h     18h     22h     Durée
    KARDEGIC 75 mg       0      1       0       0       3 mois
    """
    (draft,) = read_prescriptions([type_page(drawing)])
    timing = draft.medications[0].dosage_instruction[0].timing
    assert timing is not None
    assert [str(time) for time in timing.repeat.time_of_day] == ["12:00:00"]


def test_a_note_on_a_page_without_medications_holds_for_those_before() -> None:
    first = type_page("""
    Docteur Anne MARTIN
    Mme DURAND Jeanne
    AMLODIPINE 5 mg 1 comprimé le matin
    PARACETAMOL 1 g 1 comprimé 3 fois par jour
    """)
    second = type_page("""
    Docteur Anne MARTIN
    Mme DURAND Jeanne
    Ordonnance à renouveler 5 fois
    Signature :
    """)
    (draft,) = read_prescriptions([first, replace(second, number=2)])
    repeats = [
        m.dispense_request and m.dispense_request.number_of_repeats_allowed
        for m in draft.medications
    ]
    assert repeats == [5, 5]


def test_a_common_supply_is_not_that_of_a_line_with_its_own_length() -> None:
    (draft,) = read_prescriptions(
        [
            type_page("""
    Docteur Anne MARTIN
    AMLODIPINE 5 mg 1 comprimé le matin
    AMOXICILLINE 1 g 1 comprimé matin et soir pendant 7 jours

    Traitement pour 3 mois
    """)
        ]
    )
    supply = [
        m.dispense_request and m.dispense_request.expected_supply_duration
        for m in draft.medications
    ]
    assert [s and s.value for s in supply] == [3, None]


def test_a_cell_that_ends_in_mid_phrase_is_asked() -> None:
    drawing = """
    Médicament              Durée                     Posologie
    KARDEGIC 75 mg          pendant 3 mois à          1 sachet le midi
    BISOPROLOL 2,5 mg       3 mois                    1 comprimé le matin
    """
    (draft,) = read_prescriptions([type_page(drawing)])
    asked = [{review.reason for review in each.review} for each in draft.medications]
    assert asked == [{ReviewReason.AMBIGUOUS_POSOLOGY}, set()]
