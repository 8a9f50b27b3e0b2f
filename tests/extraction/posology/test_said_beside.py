"""What stands beside a dose and is no second one: when it begins, what it replaces, who has it."""

from decimal import Decimal

import pytest

from extraction.reader import read_prescriptions
from ocr.page import Page
from prescription.record import MedicationRequest
from tests.extraction.reading import line, reasons

ASKED = ("dosageInstruction", "ambiguous-posology")


def all_of(text: str) -> tuple[MedicationRequest, ...]:
    (draft,) = read_prescriptions([Page.from_text(text)])
    return draft.medications


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("KARDEGIC 75 MG : 1 UNITE LE MIDI", "sachet"),
        ("LASILIX 40 MG 2 unité(s) le matin", "comprimé"),
        ("Amlor 5 mg 1 U le matin", "gélule"),
        ("Lantus 20 unités le soir", "UI"),
        ("Lovenox 4000 unités 1 fois par jour", "UI"),
        ("Spasfon Lyoc 80 mg 2-2-2", "lyophilisat"),
        ("Vogalène Lyoc 1 unité le soir", "lyophilisat"),
        ("Maxaltlyo 10 mg 1 le soir", "lyophilisat"),
        ("Spasfon Lyoc 80 mg 2 cp le soir", "comprimé"),
    ],
)
def test_a_unit_is_what_the_drug_is_counted_in(text: str, unit: str) -> None:
    (dosage,) = line(text).dosage_instruction
    quantity = dosage.dose_and_rate[0].dose_quantity
    assert quantity is not None
    assert quantity.unit == unit
    assert line(text).review == ()


def test_a_unit_of_what_is_sold_in_several_forms_is_asked() -> None:
    assert line("AMLODIPINE 5 MG : 1 U/JOUR").review


@pytest.mark.parametrize(
    "text",
    [
        "Decapeptyl 0,1 mg 1 injection/j à partir de J20 pendant 15 jours",
        "Zarzio 30 MU 1 inj/j dès J5 pendant 5 jours",
        "Gonal-F 150 UI par jour à partir de J3 le soir pendant 8 jours",
        "Menopur 150 UI le soir à partir du 3ème jour",
    ],
)
def test_the_day_on_which_one_dose_begins_is_no_second_step(text: str) -> None:
    (dosage,) = line(text).dosage_instruction
    assert dosage.additional_instruction[0].text.startswith(("à partir d", "dès "))
    assert line(text).review == ()


def test_the_day_on_which_another_dose_begins_is_a_step() -> None:
    first, second = line("Cortancyl 20 mg 2 cp/j à partir de J3 1 cp/j").dosage_instruction
    assert (first.sequence, second.sequence) == (1, 2)


@pytest.mark.parametrize(
    "text",
    [
        "Spasfon ou Débridat 100 : 1 cp x 3/j",
        "Bisoprolol 5 mg remplace Aténolol 50 mg : 1 cp le matin",
        "Pantoprazole 20 mg pour remplacer Inexium 20 mg, 1 cp le soir",
        "Amlodipine 5 mg substitue Lercan 10 mg 1 cp/j",
    ],
)
def test_two_drugs_with_one_dose_are_both_asked(text: str) -> None:
    found = all_of(text)
    assert len(found) == 2
    assert all(request.review for request in found)


def test_a_drug_of_certain_weekdays_has_a_dose_of_its_own() -> None:
    found = all_of("Méthotrexate 15 mg tous les mardis, acide folique 5 mg tous les jeudis")
    assert [request.review for request in found] == [(), ()]


@pytest.mark.parametrize(
    "text",
    [
        "Levothyrox 75 µg vs Euthyrox 75 µg 1 cp/j",
        "Doliprane 1 g (déjà) 1 cp x 3/j",
        "Doliprane 1 g (chez lui) 1 cp x 3/j",
        "Doliprane 1 g (en a) 1 cp x 3/j si douleur",
    ],
)
def test_words_before_the_dose_that_change_its_meaning_are_kept_and_asked(text: str) -> None:
    found = line(text)
    assert ("dosageInstruction", "unread-text") in reasons(found)
    assert found.dosage_instruction[0].additional_instruction


@pytest.mark.parametrize(
    "text",
    [
        "Kardégic 75 1 sachet/j } 3 mois\nTahor 20 1 cp/j }",
        "Kardégic 75 1 sachet/j }\nTahor 20 1 cp/j } 3 mois",
        "Kardégic 75 1 sachet/j\n } 3 mois\nTahor 20 1 cp/j",
    ],
)
def test_a_brace_is_asked_of_every_drug_that_it_may_hold(text: str) -> None:
    found = all_of(text)
    assert [ASKED in reasons(request) for request in found] == [True, True]


def test_one_injection_is_counted_by_its_route() -> None:
    found = line("Androtardyl 250 mg 1 IM toutes les 3 sem")
    quantity = found.dosage_instruction[0].dose_and_rate[0].dose_quantity
    assert quantity is not None
    assert (quantity.value, quantity.unit) == (Decimal(1), "injection")
    assert found.review == ()


@pytest.mark.parametrize("text", ["Rocéphine 1 IM/j 5 j", "Lovenox 4 SC/j"])
def test_a_number_before_a_route_may_be_a_strength(text: str) -> None:
    assert line(text).review


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("AMLOR 5 mg B/30 : 1 gélule le soir", "B/30"),
        ("Augmentin 1 g/125 mg sachet bte de 12 : 1 sachet 3x/j 7j", "bte de 12"),
        ("Arixtra 2,5 mg/0,5 mL 1 inj/j SC pdt 35 j IDE", "IDE"),
        ("Flagyl 500 1 cp 3 fois/j pdt 7 j, pas d'alcool", "pas d'alcool"),
    ],
)
def test_asides_of_a_line_are_kept_and_sure(text: str, kept: str) -> None:
    found = line(text)
    assert found.review == ()
    assert kept in [i.text for d in found.dosage_instruction for i in d.additional_instruction]


def test_du_behind_a_dose_is_once() -> None:
    found = line("Monuril 3 g : 1 sachet DU")
    timing = found.dosage_instruction[0].timing
    assert timing is not None
    assert timing.repeat.count == 1
    assert found.review == ()


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Atarax 25 1 cp coucher tous les soirs", "HS"),
        ("Atarax 25 1 cp au réveil le matin", "WAKE"),
        ("Diamicron 60 1 cp petit dej", "CM"),
        ("Atarax 25 1 cp dîner", "CV"),
    ],
)
def test_a_moment_said_twice_or_without_article_is_one(text: str, moment: str) -> None:
    found = line(text)
    timing = found.dosage_instruction[0].timing
    assert timing is not None
    assert list(timing.repeat.when) == [moment]
    assert found.review == ()


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("Atarax 25 1 cp matin (8h) midi (12h) soir (20h)", [8, 12, 20]),
        ("Atarax 25 1 cp à 8h du matin et à 8h du soir", [8, 20]),
        ("Atarax 25 1 cp à 8 h 00, 14 h 00 et 20 h 00 pendant 10 jours", [8, 14, 20]),
        ("Atarax 25 1 cp le soir (20h)", [20]),
    ],
)
def test_hours_beside_their_moments_are_the_hours_of_the_day(text: str, hours: list[int]) -> None:
    found = line(text)
    timing = found.dosage_instruction[0].timing
    assert timing is not None
    assert [at.hour for at in timing.repeat.time_of_day] == hours
    assert found.review == ()


@pytest.mark.parametrize(
    "text", ["Atarax 25 1 cp à distance du dîner", "Atarax 25 1 cp entre le déjeuner et le dîner"]
)
def test_a_meal_to_keep_away_from_is_no_moment(text: str) -> None:
    assert line(text).review


def test_id_is_no_route_below_another_drug() -> None:
    _, second = all_of("Ramipril 5 mg : 1 cp le matin\nAmlodipine 5 mg : id.")
    assert ASKED in reasons(second)
    assert all(dosage.route is None for dosage in second.dosage_instruction)


def test_a_row_of_moments_may_be_titles_of_columns() -> None:
    found = all_of("Matin Midi Soir\nKardegic 75 1\nTahor 10 1")
    assert [ASKED in reasons(request) for request in found] == [True, True]


@pytest.mark.parametrize(
    ("text", "moments"),
    [
        ("1 cp de Coversyl 5 le matin et 1 cp de Tahor 10 le soir", ["MORN", "EVE"]),
        ("1 Coversyl 5 le matin, 1 Tahor 10 le soir", ["MORN", "EVE"]),
        ("Lasilix 40 1 matin ; soir : 1 Tahor 20", ["MORN", "EVE"]),
    ],
)
def test_a_dose_before_a_name_is_of_the_drug_behind_it(text: str, moments: list[str]) -> None:
    found = all_of(text)
    timings = [request.dosage_instruction[0].timing for request in found]
    assert [list(timing.repeat.when) for timing in timings if timing] == [[m] for m in moments]
    assert all(request.review == () for request in found)


def test_a_row_of_doses_before_names_lends_none_to_the_drug_before() -> None:
    first, second, _ = all_of("Matin : 1 Lasilix 40, 1 Kardegic 75 ; soir : 1 Tahor 20")
    timing = first.dosage_instruction[0].timing
    assert timing is not None
    assert list(timing.repeat.when) == ["MORN"]
    assert second.review


@pytest.mark.parametrize(
    "text", ["Doliprane 1 g 1 cp x3/j ☐ NS", "Doliprane 1 g 1 cp x3/j [ ] si besoin"]
)
def test_a_box_that_is_not_ticked_is_asked(text: str) -> None:
    assert ASKED in reasons(line(text))


@pytest.mark.parametrize("words", ["Renouvelable : non", "Renouvellement : 0"])
def test_no_renewal_is_none(words: str) -> None:
    found = line(f"Doliprane 1 g 1 cp x3/j {words}")
    assert found.dispense_request is not None
    assert found.dispense_request.number_of_repeats_allowed == 0
    assert found.review == ()


def test_a_total_length_below_several_drugs_is_asked_of_those_above() -> None:
    first, last = all_of(
        "Mopral 20 mg 1 gél le matin\nAmoxicilline 1 g 1 cp matin et soir\nDurée totale 10 jours"
    )
    assert ASKED in reasons(first)
    timing = last.dosage_instruction[0].timing
    assert timing is not None
    assert timing.repeat.bounds_duration is not None


@pytest.mark.parametrize(
    "text",
    [
        "Amoxicilline 1 g x 3/j 7j (annulé)",
        "Tahor 40 1 cp/j ?",
        "Tahor 40 ? 1 cp/j",
        "Tahor (40 ?) 1 cp/j",
    ],
)
def test_what_was_struck_out_or_is_in_doubt_is_asked(text: str) -> None:
    assert line(text).review


@pytest.mark.parametrize(
    "text",
    [
        "Lasilix 40 mg\nTahor 20 mg\n1 cp le matin\n1 cp le soir",
        "LASILIX 40 mg cp\nKARDEGIC 75 mg sachet\nTAHOR 20 mg cp\n1 le matin\n1 le midi\n1 le soir",
    ],
)
def test_names_above_their_rows_of_doses_are_asked(text: str) -> None:
    assert all(request.review for request in all_of(text))


@pytest.mark.parametrize("text", ["Campral 333 2x3", "Trucmuchol 40 1 IM"])
def test_a_row_with_intakes_of_no_known_drug_is_shown(text: str) -> None:
    (draft,) = read_prescriptions([Page.from_text(f"Tahor 20 1/j\n{text}")])
    assert draft.review or draft.medications[-1].review


def test_an_injection_of_insulin_is_its_units() -> None:
    found = line("Toujeo 300 UI/mL 1 inj de 30 U au coucher")
    quantity = found.dosage_instruction[0].dose_and_rate[0].dose_quantity
    assert quantity is not None
    assert (quantity.value, quantity.unit) == (Decimal(30), "UI")
    assert found.review == ()


@pytest.mark.parametrize("space", ["6 h minimum entre", "respecter 4 h entre"])
def test_a_space_between_intakes_broken_off_is_asked(space: str) -> None:
    """A table read row by row: what stood below is no rhythm that may pass as sure."""
    assert line(f"Doliprane 1000 mg 1 cp toutes les 6 h {space} 10 j 2 prises").review
    whole = line(f"Doliprane 1000 mg 1 cp toutes les 6 h {space} 2 prises 10 j")
    timing = whole.dosage_instruction[0].timing
    assert whole.review == ()
    assert timing is not None
    assert timing.repeat.period == 6
