"""Doses of the first days, of one day or of an occasion: none passes as one of every day."""

from decimal import Decimal

import pytest

from tests.extraction.reading import line, reasons

ASKED = ("dosageInstruction", "ambiguous-posology")


@pytest.mark.parametrize(
    "text",
    [
        "Seroplex 10 mg 1 cp/j, 1/2 cp les 7 premiers jours",
        "Seroplex 10 mg 1 cp/j (1/2 cp les 4 premiers jours)",
        "Prednisone 5 mg 1 cp/j (2 cp/j la 1ère semaine)",
        "Bisoprolol 5 mg 1 cp/j, 1/2 cp pendant les 15 premiers jours",
        "Bisoprolol 5 mg 1 cp le matin, 1/2 cp le matin les 15 premiers jours",
        "Bisoprolol 5 mg 1 cp à 8 h, 1/2 cp à 8 h les 15 premiers jours",
        "Seroplex 10 mg 1 cp le matin, 1/2 cp le soir les 7 premiers jours",
        "Effexor LP 75 mg 2 gél/j, débuter à 1 gél/j 7 jours",
        "Azithromycine 250 1 cp/j 4 jours, 2 cp le 1er jour",
        "Baclofène 10 mg 1/2 cp x 3/j, +1/2 cp tous les 3 jours",
    ],
)
def test_a_dose_that_may_replace_the_other_is_asked(text: str) -> None:
    assert ASKED in reasons(line(text))


@pytest.mark.parametrize(
    "text",
    [
        "Seroplex 10 mg 1/2 cp les 7 premiers jours puis 1 cp/j",
        "Cosopt 1 goutte x 2/j OD, 1 goutte x 3/j OG",
        "Préviscan 1 cp le lundi, 3/4 cp le mardi",
        "Depakote 500 mg 1 cp le matin, 2 cp le soir",
    ],
)
def test_doses_for_different_intakes_are_read(text: str) -> None:
    assert line(text).review == ()


@pytest.mark.parametrize(
    "text",
    [
        "Titanoréine 1 suppo matin et soir et après chaque selle",
        "Mitosyl 1 application matin et soir et à chaque change",
        "Ventoline 2 bouffées matin et soir + avant le sport",
        "Gaviscon 1 sachet après les repas et en cas de brûlure",
        "Titanoréine 1 suppo après chaque selle et le soir",
        "Ventoline 2 bouffées avant le sport et matin et soir",
    ],
)
def test_more_intakes_on_an_occasion_are_asked(text: str) -> None:
    assert ASKED in reasons(line(text))


@pytest.mark.parametrize("rest", ["à distance des repas", "à jeun"])
def test_what_no_intake_is_added_by_is_read(rest: str) -> None:
    assert line(f"Tahor 20 mg 1 cp le soir et {rest}").review == ()


@pytest.mark.parametrize(
    "text",
    [
        "Atarax 25 mg 2 cp à 20h la veille de l'intervention",
        "Xanax 0,5 mg 1 cp au coucher la veille de l'examen",
        "Xprep 1 sachet à 14h et 1 à 18h la veille de l'examen",
    ],
)
def test_an_intake_of_one_day_is_not_one_of_every_day(text: str) -> None:
    assert ASKED in reasons(line(text))


def test_the_patch_of_the_day_before_is_taken_off() -> None:
    text = "Exelon 9,5 mg/24h 1 patch/j, ôter celui de la veille"
    assert line(text).review == ()


def test_puffs_every_few_minutes_for_an_hour_end_after_it() -> None:
    first, second = line(
        "Ventoline 10 bouffées toutes les 20 min pendant 1 h puis 2 bouffées toutes les 4 h"
    ).dosage_instruction
    assert first.timing is not None
    bounds = first.timing.repeat.bounds_duration
    assert bounds is not None
    assert (bounds.value, bounds.unit) == (Decimal(1), "h")
    assert second.timing is not None
    assert second.timing.repeat.bounds_duration is None


def test_the_length_of_one_infusion_is_not_that_of_the_treatment() -> None:
    (dosage,) = line("Vancomycine 1 g toutes les 12 h pendant 1 h").dosage_instruction
    assert dosage.timing is not None
    assert dosage.timing.repeat.bounds_duration is None


@pytest.mark.parametrize("most", ["max 15/j", "maxi 15 par jour", "sans dépasser 30/jour"])
def test_a_bare_maximum_that_may_count_gums_is_asked(most: str) -> None:
    request = line(f"Nicorette 2 mg à la demande, {most}")
    assert ("dosageInstruction", "unread-text") in reasons(request)
    assert request.dosage_instruction[0].max_dose_per_period is None


@pytest.mark.parametrize(
    ("text", "most"),
    [
        ("Actiskenan 5 mg si douleur toutes les 4 h, max 6/j", 30),
        ("Doliprane 500 mg si douleur, max 3000/j", 3000),
    ],
)
def test_a_bare_maximum_counts_doses_or_milligrams(text: str, most: int) -> None:
    limit = line(text).dosage_instruction[0].max_dose_per_period
    assert limit is not None
    assert (limit.numerator.value, limit.numerator.unit) == (Decimal(most), "mg")


@pytest.mark.parametrize(
    "text",
    [
        "Josacine demi-dose matin et soir",
        "Cortancyl 20 mg 1/2 dose le matin",
        "Augmentin 5 gouttes x 3/j puis demi-dose",
    ],
)
def test_half_of_a_dose_that_is_not_told_is_asked(text: str) -> None:
    assert line(text).review


def test_days_of_a_cure_that_is_taken_up_again_are_not_all() -> None:
    assert ASKED in reasons(line("Ibrance 125 mg 1 cp/j de J1 à J21, reprise à J28"))


@pytest.mark.parametrize(
    "text",
    [
        "Bisoprolol 5 mg 1 cp le matin, 1/2 cp si FC < 55",
        "Novorapid 8 UI le midi, 4 UI si petit repas",
    ],
)
def test_a_smaller_dose_on_a_condition_may_replace_the_usual_one(text: str) -> None:
    assert ASKED in reasons(line(text))


@pytest.mark.parametrize("link", ["+", "et"])
def test_a_smaller_dose_that_is_added_is_read(link: str) -> None:
    assert line(f"Lexomil 1/2 cp matin et soir {link} 1/4 cp si crise").review == ()


@pytest.mark.parametrize("stop", ["stop 3 j avant chirurgie", "arrêt 5 jours avant l'intervention"])
def test_when_to_stop_is_kept_with_its_word(stop: str) -> None:
    (dosage,) = line(f"Plavix 75 mg 1 cp par jour, {stop}").dosage_instruction
    assert stop in [note.text for note in dosage.additional_instruction]


def test_a_day_left_out_of_one_a_day_has_its_own_dose() -> None:
    found = line("Levothyrox 75 1/j sauf mardi et jeudi 1/2 cp")
    told = [
        (d.dose_and_rate[0].dose_quantity, d.timing and len(d.timing.repeat.day_of_week))
        for d in found.dosage_instruction
    ]
    assert [(dose and dose.value, days) for dose, days in told] == [
        (Decimal(1), 5),
        (Decimal("0.5"), 2),
    ]
    assert found.review == ()


@pytest.mark.parametrize(
    "text",
    [
        "Di-Hydan 100 mg 1 cp matin et soir sauf dimanche 1",
        "Lasilix 40 1 matin et midi sauf le dimanche 1/2",
        "Modopar 125 1 gél 3 fois/j sauf dimanche 2",
    ],
)
def test_the_dose_of_a_day_of_several_intakes_is_asked(text: str) -> None:
    assert ASKED in reasons(line(text))


def test_the_dose_of_a_day_of_one_intake_is_read() -> None:
    assert line("Préviscan 1/2 cp le soir sauf lundi et jeudi 3/4 cp").review == ()


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("Solupred 20 mg 2 cp/j 5 jours, puis la moitié", "1"),
        ("Seresta 50 mg 2 cp le soir, la moitié le matin", "1"),
        ("Seresta 50 mg 1/2 cp le soir, la moitié le matin", "0.25"),
    ],
)
def test_the_half_of_another_dose_is_no_half_tablet_and_is_asked(text: str, second: str) -> None:
    found = line(text)
    dose = found.dosage_instruction[1].dose_and_rate[0].dose_quantity
    assert dose is not None
    assert dose.value == Decimal(second)
    assert ASKED in reasons(found)


def test_the_half_of_one_tablet_is_half_a_tablet() -> None:
    found = line("Seresta 50 mg 1 cp le soir, la moitié le matin")
    dose = found.dosage_instruction[1].dose_and_rate[0].dose_quantity
    assert dose is not None
    assert dose.value == Decimal("0.5")
    assert found.review == ()


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Zophren 8 mg 1 cp matin et soir J1, J2, J3 de chaque cure", 3),
        ("Zophren 8 mg 1 cp matin et soir J2 et J3 de chaque cycle", 2),
        ("Témodal 250 mg/j J1 à J5 tous les 28 jours", 5),
        ("Solupred 20 mg 3 cp le matin J2 J3 J4 après chaque chimio", 3),
    ],
)
def test_days_of_every_cure_are_those_of_one_and_are_asked(text: str, days: int) -> None:
    found = line(text)
    (dosage,) = found.dosage_instruction
    assert dosage.timing is not None
    bounds = dosage.timing.repeat.bounds_duration
    assert bounds is not None
    assert bounds.value == days
    assert ASKED in reasons(found)


@pytest.mark.parametrize(
    "text",
    [
        "Minidril 1 cp/j 21 jours, pause de 7 jours, reprendre",
        "Lutéran 5 mg 2 cp/j du 5e au 25e jour",
        "Progestérone 200 mg 1 capsule vaginale au coucher du 14 au 28e jour",
        "Clomid 50 mg 1 cp/j de J3 à J7",
        "Xeloda 500 3 cp x2/j pendant 14 j, 7 jours de repos et on recommence",
        "Diprosone 1 appl 2 x/j 8 jours puis un jour sur deux",
    ],
)
def test_days_of_a_cycle_a_pause_and_days_thinned_out_are_asked(text: str) -> None:
    assert ASKED in reasons(line(text))


@pytest.mark.parametrize(
    "text",
    [
        "Levothyrox 75 1 cp matin et soir 5j/7",
        "Levothyrox 75 1 cp 2 fois par jour 5j/7",
        "Levothyrox 75 1 cp 3 fois par semaine 5j/7",
        "Ibrance 125 mg 1 gél/j 21 jours sur 28",
        "Amiodarone 200 1 cp/j 5j/7 1 sem sur 2",
    ],
)
def test_days_without_an_intake_are_asked(text: str) -> None:
    assert ASKED in reasons(line(text))


@pytest.mark.parametrize(
    "text",
    [
        "Zophren 8 mg 1 cp matin et soir J1 à J5",
        "Zithromax 250 mg 2 cp J1 puis 1 cp J2 à J5",
        "Emend 125 mg J1 puis 80 mg J2 et J3",
    ],
)
def test_days_counted_from_the_first_are_a_length(text: str) -> None:
    assert line(text).review == ()


def test_other_days_need_no_article() -> None:
    found = line("Préviscan 20 mg\nlundi, mercredi, vendredi : 1/2 cp\nautres jours : 3/4 cp")
    days = [len(d.timing.repeat.day_of_week) for d in found.dosage_instruction if d.timing]
    assert days == [3, 4]
    assert found.review == ()
