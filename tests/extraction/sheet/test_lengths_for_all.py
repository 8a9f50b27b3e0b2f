"""Lengths, renewals and titles around several drugs: what holds for all, and what is no patient."""

from decimal import Decimal

import pytest

from extraction.reader import read_prescriptions
from ocr.page import Line, Page, Word
from prescription.dosage import Quantity
from prescription.record import Box, Draft
from tests.extraction.typewriter import type_page

TWO = "Doliprane 1 g x3/j\nIxprim 1 cp x3/j\n"


def read(text: str) -> Draft:
    (draft,) = read_prescriptions([Page.from_text(text)])
    return draft


@pytest.mark.parametrize(
    "note",
    ["Le tout pendant 5 jours", "pendant 5 jours pour toutes les lignes", "En tout 5 jours",
     "Durée : 5 jours", "L'ensemble pendant 5 jours"],
)  # fmt: skip
def test_a_length_that_says_so_holds_for_all(note: str) -> None:
    for request in read(TWO + note).medications:
        timing = request.dosage_instruction[0].timing
        assert timing is not None
        assert timing.repeat.bounds_duration is not None
        assert timing.repeat.bounds_duration.value == 5
        assert request.review == ()


@pytest.mark.parametrize(
    "note",
    [
        "Traitement à prendre pendant 3 mois, à renouveler une fois (soit 6 mois)",
        "A prendre pendant 3 mois, à renouveler 1 fois",
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_a_length_with_renewals_holds_for_all(note: str, first: bool) -> None:
    text = f"{note}\n{TWO}" if first else TWO + note
    requests = read(text).medications
    assert len(requests) == 2
    for request in requests:
        assert request.dispense_request is not None
        assert request.dispense_request.number_of_repeats_allowed == 1
        supplied = request.dispense_request.expected_supply_duration
        assert supplied is not None
        assert supplied.value == 3


def test_renewals_on_the_last_page_hold_for_all_the_lines_of_the_first() -> None:
    first = "Ordonnance\nAdiaril 1 sachet 4 fois par jour\nAzyter 1 goutte x2/j, 3j de traitement"
    pages = [Page.from_text(first, 1), Page.from_text("Renouvelable 1 fois", 2)]
    (draft,) = read_prescriptions(pages)
    assert len(draft.medications) == 2
    for request in draft.medications:
        assert request.dispense_request is not None
        assert request.dispense_request.number_of_repeats_allowed == 1


def test_a_dose_to_take_with_renewals_is_its_drugs_own() -> None:
    text = "Crestor 20 mg cp\n1 cp à prendre/jour, QSP 3 mois - renouvelable 1 fois\nAmlor 5 1/j"
    first, second = read(text).medications
    assert first.dosage_instruction[0].dose_and_rate
    assert second.dispense_request is None


@pytest.mark.parametrize(
    "note",
    ["pendant 1 mois", "5 jours", "6 jours", "Traitement 28 jours", "Traitement à suivre 5 jours"],
)
def test_a_length_below_the_last_is_asked_of_the_others(note: str) -> None:
    first, last = read(TWO + note).medications
    assert note in [r.text for r in first.review]
    assert last.review == ()


@pytest.mark.parametrize(
    "text",
    ["Doliprane 1 g x3/j pendant 3 jours\nIxprim 1 cp x3/j\n5 jours",
     "Kardegic 75\n1 sachet par jour\nAmoxicilline 1 g x2/j\n7 jours"],
)  # fmt: skip
def test_a_length_is_the_last_ones_where_others_have_one_or_rows_of_their_own(text: str) -> None:
    assert [request.review for request in read(text).medications] == [(), ()]


def test_a_length_on_one_row_more_than_the_others_have_is_asked_of_them() -> None:
    text = "Bisoprolol 5 mg\n1 cp le matin\nRamipril 5 mg\n1 cp le soir\n3 mois"
    first, last = read(text).medications
    assert "3 mois" in [r.text for r in first.review]
    assert last.review == ()


@pytest.mark.parametrize("note", ["jusqu'au 15/06/2026", "14 jours puis contrôle"])
def test_the_last_day_below_the_last_is_asked_of_the_others(note: str) -> None:
    first, _last = read(TWO + note).medications
    assert note in [r.text for r in first.review]


def test_a_length_below_devices_is_told() -> None:
    draft = read(TWO + "Lancettes, bandelettes\n3 mois x 2")
    assert "3 mois x 2" in [r.text for r in draft.review]


@pytest.mark.parametrize(
    "note",
    [
        "ORDONNANCE VALABLE 6 MOIS",
        "Validité : 6 mois",
        "Durée de validité : 6 mois",
        "Prescription valable 6 mois",
        "Ordonnance valable pour une durée de 3 mois",
        "valable 1 an",
    ],
)
def test_how_long_a_sheet_is_good_is_no_supply(note: str) -> None:
    for draft in (read(TWO + note), read(f"{note}\n{TWO}")):
        assert note in [item.text for item in draft.other_items]
        for request in draft.medications:
            assert request.dispense_request is None
            assert request.review == ()
            repeats = [d.timing.repeat for d in request.dosage_instruction if d.timing]
            assert not any(repeat.bounds_duration for repeat in repeats)


def test_a_supply_beside_how_long_a_sheet_is_good_is_read() -> None:
    for request in read(TWO + "QSP 1 mois, ordonnance valable 6 mois").medications:
        told = request.dispense_request
        assert told is not None
        assert told.expected_supply_duration == Quantity(Decimal(1), "mo")


@pytest.mark.parametrize(
    "note", ["QSP jusqu'au prochain RDV", "ordo renouvelable 6 mois", "AR : oui"]
)
def test_a_supply_without_its_number_is_asked_of_all(note: str) -> None:
    for request in read(TWO + note).medications:
        assert ("dispenseRequest", note) in [(r.field, r.text) for r in request.review]


@pytest.mark.parametrize("note", ["7 jours chacun", "2 tubes de chaque"])
def test_what_is_said_of_each_is_asked_of_all(note: str) -> None:
    text = f"Diprosone crème 1 appl le soir\nDexeryl 1 appl matin et soir\n{note}"
    first, _last = read(text).medications
    assert note in [r.text for r in first.review]


@pytest.mark.parametrize(
    ("mention", "repeats"),
    [
        ("AR3", 3),
        ("A.R. 2", 2),
        ("N.R.", 0),
        ("AR 3", 3),
        ("R3", 3),
        ("QSP 3M R3", 3),
        ("QSP3mois AR3", 3),
        ("QSP 3mois à renouveler 3 fois", 3),
        ("Traitement pour 1 mois, renouvelable 5 fos", 5),
        ("Nombre de renouvellements : 1", 1),
        ("Nb de renouvellements : 0", 0),
        ("Renouvellements autorisés 5", 5),
    ],
)
def test_renewals_on_a_row_of_their_own(mention: str, repeats: int) -> None:
    (request,) = read(f"Doliprane 1 g x3/j\n{mention}").medications
    assert request.dispense_request is not None
    assert request.dispense_request.number_of_repeats_allowed == repeats


def test_renewals_by_the_month_hold_for_all() -> None:
    text = "Kardegic 75 1/j\nTahor 40 1/j\nA renouveler 11 fois par période de 1 mois"
    told = [request.dispense_request for request in read(text).medications]
    assert [one and one.number_of_repeats_allowed for one in told] == [11, 11]


def test_a_quantity_on_a_row_of_its_own_is_the_drugs() -> None:
    (request,) = read("Fucidine creme 2 app/j\nQuantité : 2").medications
    assert request.dispense_request is not None
    assert request.dispense_request.quantity is not None
    assert request.dispense_request.quantity.value == 2


@pytest.mark.parametrize("title", ["MEDICAMENT POSOLOGIE DUREE", "HORS ALD", "MATIN ET SOIR"])
def test_titles_above_drugs_are_no_patient(title: str) -> None:
    draft = read(f"{title}\nKardegic 75 1 sachet 1/j")
    assert draft.patient is None


@pytest.mark.parametrize("row", ["Ordonnance valable 1 an", "6 jours", "Valable 3 mois"])
def test_a_number_of_days_or_years_is_no_age(row: str) -> None:
    draft = read(f"{row}\nDoliprane 1 g x3/j\n\nDr Martin")
    assert draft.patient is None or draft.patient.age is None


def test_letters_made_out_of_a_signature_do_not_hold_for_every_line() -> None:
    rows = ("Doliprane 1 g x3/j", "Ixprim 1 cp x3/j", "", "A renouveler 2 fois")
    for confidence, repeats in ((0.05, None), (0.95, 2)):
        lines = [
            Line(
                tuple(
                    Word(text, Box(100 + 90 * i, 60 * row, 80, 30), confidence if row > 2 else 0.95)
                    for i, text in enumerate(line.split())
                ),
                row // 2,
            )
            for row, line in enumerate(rows)
            if line
        ]
        (draft,) = read_prescriptions([Page(1, tuple(lines), 1000, 1400)])
        request = draft.medications[0].dispense_request
        assert (request.number_of_repeats_allowed if request else None) == repeats


MISREAD = [
    "OSP 3 mois",
    "Q8P 1 mois",
    "QSP 28 ours",
    "Traitement pou r 1 mois, renouvelable 5 fois",
]


@pytest.mark.parametrize("note", MISREAD)
def test_what_bad_ink_left_of_a_row_for_all_is_asked(note: str) -> None:
    first, _last = read(TWO + note).medications
    assert note in [r.text for r in first.review]


@pytest.mark.parametrize(
    "note", ["Nornbre de renouvellements : 1", "RDONNANCE VALABLE 6 MOIS", "3 moi s", "15 ours"]
)
def test_what_was_set_aside_of_a_row_for_all_is_told(note: str) -> None:
    assert note in [r.text for r in read(TWO + note).review]


def test_days_of_a_timetable_behind_a_misread_one_are_told() -> None:
    draft = read("Préviscan 20 mg\nLundi 3/4\nMardi 1/2\nMerc redi 3/4\nJeudi 1/2")
    assert "Jeudi 1/2" in [r.text for r in draft.review]


def test_several_intakes_over_several_weeks_are_asked() -> None:
    (request,) = read("Bactrim Forte 1 cp 3x/5emaine").medications
    assert request.review


@pytest.mark.parametrize(
    "title",
    [
        "TRAITEMENT DE SORTIE - DUREE 1 MOIS",
        "Traitement de sortie pour 1 mois",
        "ORDONNANCE DE SORTIE QSP 1 MOIS",
        "Prescription médicale - durée : 1 mois",
    ],
)
def test_a_length_in_the_title_holds_for_all_and_is_no_drug(title: str) -> None:
    draft = read(f"{title}\nKardegic 75 mg : 1 sachet le midi\nBisoprolol 2,5 mg : 1 cp le matin")
    assert len(draft.medications) == 2
    for request in draft.medications:
        assert request.dispense_request is not None
        assert request.dispense_request.expected_supply_duration == Quantity(Decimal(1), "mo")
        assert request.review == ()


@pytest.mark.parametrize(
    ("between", "asked"),
    [
        (",\ndurant 7j :\n", True),
        ("\npendant 7 jours :\n", True),
        (",\ndurant 7j : ", True),
        (",\nPendant 7 jours :\n", True),
        ("\nPendant 7 jours :\n", False),
        (" 5 jours\ndurant 7j :\n", False),
        (",\ndurant 7j ;\n", False),
    ],
)
def test_a_length_that_heads_a_drug_or_ends_the_one_above_is_asked_of_both(
    between: str, asked: bool
) -> None:
    text = f"Célécoxib 200 mg gélule, 1 au matin{between}Doliprane 1 g 1 cp matin et soir"
    lines = read(text).medications
    doubts = [{review.text for review in line.review} for line in lines]
    told = between.strip(" ,:;\n")
    assert [told in texts for texts in doubts] == [asked, asked]


@pytest.mark.parametrize("length", ["QSP 1 mois", "Qsp 28 jours", "1 mois", "qsp : 3 mois"])
def test_the_last_cell_of_a_table_is_its_own_lines(length: str) -> None:
    page = type_page(f"""
    Traitement                Posologie                  Durée
    ADVIL 400 mg cp           1 comprimé matin et soir   QSP 5 jours
    Éplérénone 25 mg          1 comprimé à midi
    Tahor 80 mg               1 comprimé le soir         {length}
""")
    (draft,) = read_prescriptions([page])
    assert [[r.text for r in request.review] for request in draft.medications] == [[], [], []]
