"""Two strengths for one intake, doses counted by the week, what a patch is changed for."""

from decimal import Decimal

import pytest

from tests.extraction.reading import line, reasons

UNREAD = ("dosageInstruction", "unread-text")


@pytest.mark.parametrize(
    "text",
    [
        "Levothyrox 75 + 12,5 µg le matin à jeun",
        "Levothyrox 75 et 12,5 µg le matin",
        "Levothyrox 75µg et 12,5µg le matin à jeun",
        "Coversyl 5 + 2,5 mg le matin",
        "Sotalol 80 + 40 mg matin",
    ],
)
def test_of_two_strengths_taken_together_neither_is_the_dose_of_the_other(text: str) -> None:
    request = line(text)
    assert not any(d.dose_and_rate for d in request.dosage_instruction)
    assert UNREAD in reasons(request)


@pytest.mark.parametrize(
    "text",
    [
        "Levothyrox 75 et 100 µg en alternance un jour sur deux",
        "Lamictal 100 mg matin + 25 mg soir",
        "Augmentin 500 mg/62,5 mg 2 cp matin et soir",
    ],
)
def test_two_strengths_each_with_its_own_time_are_read(text: str) -> None:
    assert line(text).review == ()


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("Vivelle dot 50, 2 patchs/semaine (lundi et jeudi)", 2),
        ("Cabergoline 0,5 mg 2 cp par semaine mardi vendredi", 2),
        ("Lasilix 40 3 cp/semaine lundi mercredi vendredi", 3),
    ],
)
def test_as_many_a_week_as_days_are_named_is_one_on_each(text: str, times: int) -> None:
    request = line(text)
    (dosage,) = request.dosage_instruction
    quantity = dosage.dose_and_rate[0].dose_quantity
    assert quantity is not None
    assert quantity.value == Decimal(1)
    assert dosage.timing is not None
    assert (dosage.timing.repeat.frequency, dosage.timing.repeat.period_unit) == (times, "wk")
    # Somebody may have meant so many on each of the days.
    assert ("dosageInstruction", "ambiguous-posology") in reasons(request)


@pytest.mark.parametrize(
    "text",
    [
        "Imurel 50 1 cp par semaine le lundi et jeudi",
        "Furosémide 40 mg 1 cp 3 fois par semaine lundi et jeudi",
    ],
)
def test_more_or_fewer_days_than_times_a_week_are_asked(text: str) -> None:
    assert UNREAD in reasons(line(text))


@pytest.mark.parametrize(
    "text",
    [
        "Eprex 4000 3 inj par semaine (lundi mercredi vendredi)",
        "Dostinex 0,5 mg 1/2 cp 2 fois par semaine (mardi et vendredi)",
        "Imeth 10 mg 1 cp par semaine le lundi",
        "Daivobet 1 appl 2x/sem le week-end",
    ],
)
def test_as_many_days_as_times_a_week_are_read(text: str) -> None:
    assert line(text).review == ()


@pytest.mark.parametrize(
    ("text", "days", "kept"),
    [
        (
            "Fentanyl 50 µg/h patch, 1 patch à changer toutes les 72 h pendant 28 jours",
            "28 d",
            "à changer toutes les 72 h",
        ),
        (
            "Exelon 9,5 mg/24 h 1 patch par jour à changer chaque matin pendant 3 mois",
            "3 mo",
            "à changer chaque matin",
        ),
        ("Nitriderm 10 1 patch le matin à retirer le soir 1 mois", "1 mo", "à retirer le soir"),
        (
            "Nicopatch 14 mg/24 h 1 patch par jour à retirer le soir 28 j de traitement",
            "28 d",
            "à retirer le soir",
        ),
        ("Versatis 1 patch/j à garder pendant 12 heures", "", "à garder pendant 12 heures"),
    ],
)
def test_the_length_behind_a_change_is_the_treatments(text: str, days: str, kept: str) -> None:
    (dosage,) = line(text).dosage_instruction
    assert dosage.timing is not None
    lasts = dosage.timing.repeat.bounds_duration
    assert (f"{lasts.value} {lasts.unit}" if lasts else "") == days
    assert kept in [note.text for note in dosage.additional_instruction]


def test_minutes_behind_a_glass_of_water_belong_to_the_meal() -> None:
    text = "Alendronate 70 1 cp/sem le lundi avec un grand verre d'eau 30 min avant petit dej"
    (dosage,) = line(text).dosage_instruction
    assert dosage.timing is not None
    assert dosage.timing.repeat.offset == 30
    assert line(text).review == ()


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("Lasilix 40 mg 1 cp si prise de poids > 2 kg en 48 h", "si prise de poids > 2 kg en 48 h"),
        ("Tranxène 5 1 cp si plus de 2 verres par jour", "si plus de 2 verres par jour"),
        ("Amlor 5 mg 1 gél si diurèse < 500 ml/24h", "si diurèse < 500 ml/24h"),
    ],
)
def test_the_time_of_a_condition_is_not_the_doses(text: str, condition: str) -> None:
    (dosage,) = line(text).dosage_instruction
    assert dosage.as_needed_codeable_concept is not None
    assert dosage.as_needed_codeable_concept.text == condition
    assert dosage.timing is None


@pytest.mark.parametrize(
    "text",
    [
        "Doliprane 1 g 1 cp si T>38,5 /6h",
        "Doliprane 1 g 1 cp si EVA > 4 / 6h",
        "Eupressyl 30 mg 1 gél si TA > 16/9 toutes les 6 h",
        "Doliprane 1 g 1 cp au coucher /6h",
    ],
)
def test_every_six_hours_is_neither_a_pressure_nor_six_o_clock(text: str) -> None:
    (dosage,) = line(text).dosage_instruction
    assert dosage.timing is not None
    repeat = dosage.timing.repeat
    told = (repeat.frequency, repeat.period, repeat.period_unit) == (1, Decimal(6), "h")
    assert told or reasons(line(text))


@pytest.mark.parametrize(
    "text",
    [
        "Eliquis 5 mg 1 cp x 2/j, arrêt la veille du geste",
        "Metformine 1000 1 cp x2/j, arrêt temporaire",
        "Tahor 10 mg : 1 comprimé le soir -> STOP",
        "Ramipril 5 mg 1 cp le matin, puis arrêt",
        "Kardegic 75 mg 1 sachet/j → arrêt",
        "Bisoprolol 2,5 mg 1-0-0 puis stop",
        "Doliprane 1 g 1 cp toutes les 8 h puis arrêt",
        "Plavix 75 1 cp/j pendant 1 an puis arrêt et poursuite Kardegic seul",
        "Inexium 20 1 cp/j 1 mois puis stop et reprise si besoin",
    ],
)
def test_words_behind_a_stop_are_told_with_it(text: str) -> None:
    request = line(text)
    assert UNREAD in reasons(request)
    notes = [n.text for d in request.dosage_instruction for n in d.additional_instruction]
    assert any("arrêt" in note or "stop" in note.lower() for note in notes)


@pytest.mark.parametrize(
    "text",
    [
        "Solupred 20 2 cp/j 5 jours puis arrêt",
        "Solupred 20 2 cp/j 5 jours puis arrêt du traitement",
        "Solupred 20 2 cp/j 5 jours puis arrêt QSP 5 j",
        "Solupred 20 mg 3 cp dose unique puis arrêt",
    ],
)
def test_a_stop_that_ends_all_is_read(text: str) -> None:
    assert line(text).review == ()


def test_one_dose_at_several_moments_says_its_length_once() -> None:
    said = "1 le matin, 1 le midi, 1 le soir, pendant 3 mois"
    (dosage,) = line(f"Metformine 850 mg {said}").dosage_instruction
    assert dosage.text == said
