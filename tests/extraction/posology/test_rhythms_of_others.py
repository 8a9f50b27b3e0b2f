"""A rhythm that is of something else: packs fetched by the month, the nurse, a forgotten tablet."""

from dataclasses import replace

import pytest

from prescription.record import ReviewReason
from tests.extraction.reading import line, reasons


def repeats(text: str) -> list[tuple[int | None, str | None, bool]]:
    """Of each dosage how often, in which unit of time, and whether only when needed."""
    found = []
    for dosage in line(text).dosage_instruction:
        repeat = dosage.timing.repeat if dosage.timing else None
        needed = bool(dosage.as_needed_boolean or dosage.as_needed_codeable_concept)
        unit = repeat.period_unit if repeat else None
        found.append((repeat.frequency if repeat else None, unit and unit.value, needed))
    return found


@pytest.mark.parametrize(
    "packs",
    [
        "1 boite/mois",
        "1 boîte par mois",
        "2 boîtes de 30 tous les 28 jours",
        "1 boite de stylos/mois",
        "1 tube par mois",
        "soit 30 cp par mois",
        "soit 28 gélules/mois",
    ],
)
@pytest.mark.parametrize("between", [" ", ", ", "\n"])
def test_packs_fetched_by_the_month_are_no_monthly_intake(packs: str, between: str) -> None:
    text = f"Tahor 20 mg 1 cp le soir{between}{packs}"
    assert repeats(text) == [(1, "d", False)]
    notes = [n.text for d in line(text).dosage_instruction for n in d.additional_instruction]
    assert notes == [packs]
    assert line(text).review == ()


def test_a_few_a_week_are_the_dose() -> None:
    assert repeats("Méthotrexate 2,5 mg : 10 mg soit 4 cp par semaine")[-1] == (1, "wk", False)


@pytest.mark.parametrize(
    "rhythm", ["1 fois par semaine", "2 fois par mois", "le 15 de chaque mois"]
)
def test_two_moments_of_a_day_that_comes_seldom_are_asked(rhythm: str) -> None:
    text = f"Bactrim 1 cp matin et soir {rhythm}"
    assert ("dosageInstruction", "unread-text") in reasons(line(text))


@pytest.mark.parametrize(
    "text",
    [
        "Fosamax 70 1 cp le matin 1 fois par semaine",
        "Uvedose 1 ampoule le 15 de chaque mois au dîner",
    ],
)
def test_one_moment_of_a_day_that_comes_seldom_is_read(text: str) -> None:
    assert line(text).review == ()


def test_days_of_treatment_a_month_are_asked() -> None:
    text = "Tahor 20 mg 1 cp le soir, 20 jours de traitement par mois"
    assert ("dosageInstruction", "ambiguous-posology") in reasons(line(text))


def test_when_the_nurse_comes_is_asked_where_the_drug_has_its_moment() -> None:
    assert reasons(line("Lantus 20 UI le soir, IDE matin et soir"))
    assert repeats("Lovenox 4000 UI par IDE 1 injection matin et soir") == [(2, "d", False)]


@pytest.mark.parametrize(
    "words", ["si oubli prendre dans les 12 h", "si oubli < 12 h prendre aussitôt"]
)
def test_what_to_do_about_a_forgotten_tablet_is_no_need(words: str) -> None:
    assert repeats(f"Optimizette 1 cp/j, {words}") == [(1, "d", False)]


def test_renewals_a_year_are_no_yearly_intake() -> None:
    for words in ("AR 5 fois/an", "renouvelable 5 fois par an"):
        assert repeats(f"Tahor 20 mg 1 cp le soir {words}") == [(1, "d", False)]


@pytest.mark.parametrize("length", ["/ 3 mois", "/15 j", "/ 4 semaines"])
def test_a_length_behind_a_bar_may_be_a_rhythm(length: str) -> None:
    text = f"Tahor 20 mg 1 cp le soir {length}"
    assert ("dosageInstruction", "ambiguous-posology") in reasons(line(text))


@pytest.mark.parametrize(
    "text",
    ["Prolia 60 mg 1 inj SC /6 mois", "Uvedose 1 ampoule /3 mois", "Previscan 1/2 cp soir /2j"],
)
def test_a_rhythm_behind_a_bar_is_read(text: str) -> None:
    assert line(text).review == ()


def test_one_dose_at_two_moments_is_asked() -> None:
    assert reasons(line("Ixprim 1 cp matin et soir dose unique"))


def test_the_hour_before_one_of_two_moments_is_kept() -> None:
    (dosage,) = line("Ixprim 1 cp le matin et 1 h avant le coucher").dosage_instruction
    assert [note.text for note in dosage.additional_instruction] == [
        "le matin et 1 h avant le coucher"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Lantus 20 UI à 22 h, 2 h après le dîner",
        "Lantus 20 UI à 22 h 1 heure avant le repas",
        "Calcium 500 mg 1 cp à 16h, 4 h après le Levothyrox",
        "Méthotrexate 2,5 mg 6 cp le lundi / 3 mois",
        "Méthotrexate 2,5 mg 6 cp le lundi 1 jour sur 3",
        "Doliprane 1 g 1 cp si douleur / 3 mois",
    ],
)
def test_hours_between_and_days_that_disagree_are_asked(text: str) -> None:
    assert line(text).review


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("Doliprane 1 g 1 cp à 8h et 20h avant les repas", ["08:00:00", "20:00:00"]),
        ("Doliprane 1 g 1 cp à 8h avant le petit déjeuner", ["08:00:00"]),
    ],
)
def test_hours_of_the_clock_before_a_meal_are_read(text: str, hours: list[str]) -> None:
    (dosage,) = line(text).dosage_instruction
    assert dosage.timing is not None
    assert [at.isoformat() for at in dosage.timing.repeat.time_of_day] == hours
    assert line(text).review == ()


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Locoid 1 application le soir sur les lésions depuis 10 jours", "depuis 10 jours"),
        ("Locoid 1 application le soir sur le visage il y a 2 mois", "il y a 2 mois"),
        ("Paroex 1 bain de bouche le soir, garder 1 minute depuis 10 jours", "depuis 10 jours"),
        ("Doliprane 1 g 1 cp le soir à 8h d'intervalle, 4 h entre deux prises", ""),
        ("Lovenox 4000 UI 1 inj/j en alternance D/G première prise le 12/03 à 20h", ""),
    ],
)
def test_words_behind_a_place_or_a_note_are_their_own(text: str, kept: str) -> None:
    (dosage,) = line(text).dosage_instruction
    assert dosage.timing is not None
    assert dosage.timing.repeat.bounds_duration is None
    assert dosage.timing.repeat.time_of_day == ()
    assert any(kept in note.text for note in dosage.additional_instruction)


@pytest.mark.parametrize(
    "row",
    [
        "Tous les 3 mois : bilan NFS CRP",
        "- tous les 3 mois : bilan lipidique",
        "Tous les 15 jours, NFS",
        "1 fois par semaine INR",
        "Une fois par an : fond d'oeil",
        "Toutes les 4 semaines : consultation",
        "Tous les 2 jours : pansement par IDE",
        "3 fois par jour dextro",
        "2 fois par semaine : séances de kinésithérapie",
    ],
)
def test_how_often_a_test_is_made_is_no_rhythm_of_the_drug_above(row: str) -> None:
    request = line(f"Tahor 20 mg 1 cp le soir\n{row}")
    assert repeats(request.text) == [(1, "d", False)]
    assert request.review == ()


@pytest.mark.parametrize("between", [", ", ". ", " ; "])
def test_nor_is_it_on_the_same_row(between: str) -> None:
    text = f"Tahor 20 mg 1 cp le soir{between}tous les 3 mois : bilan lipidique"
    assert repeats(text) == [(1, "d", False)]


def test_what_the_rhythm_before_a_colon_is_of_is_asked_where_nobody_knows_it() -> None:
    request = line("Tahor 20 mg 1 cp le soir\nUne fois par an : détartrage")
    assert ("dosageInstruction", "unread-text") in reasons(request)


def test_a_rhythm_before_the_name_stays_with_its_dose() -> None:
    text = "1 fois par mois : Uvedose 1 ampoule\nTous les 3 mois : bilan NFS CRP"
    assert repeats(text) == [(1, "mo", False)]
    assert line(text).review == ()


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("8h : Levothyrox 75 µg 1 cp (à jeun)", ["08:00"]),
        ("8h30 : Kardegic 75 mg 1 sachet", ["08:30"]),
        ("21h : Zopiclone 3,75 mg 1 cp si besoin", ["21:00"]),
        ("8h et 20h : Keppra 500 mg 1 cp", ["08:00", "20:00"]),
    ],
)
def test_an_hour_before_the_name_is_when_it_is_taken(text: str, hours: list[str]) -> None:
    (dosage,) = line(text).dosage_instruction
    assert dosage.timing is not None
    assert [f"{at:%H:%M}" for at in dosage.timing.repeat.time_of_day] == hours
    assert line(text).review == ()


@pytest.mark.parametrize(
    "rest", ["1 cp le soir", "1 cp et 1 cp à 20h", "1 cp x 3/j", "1-0-1", "1 cp par jour"]
)
def test_an_hour_before_the_name_beside_other_times_is_asked(rest: str) -> None:
    assert line(f"8h : Keppra 500 mg {rest}").review


@pytest.mark.parametrize(
    "rest",
    [
        ", si fièvre : consulter",
        ". En cas de diarrhée : boire 2 L/j",
        " ; lundi : prise de sang",
        "\nLe 1er de chaque mois : NFS",
        ", glycémies 3 fois par jour : avant les repas",
        "\nContrôle de la TA : matin et soir",
    ],
)
def test_what_a_colon_gives_to_other_words_changes_no_dose(rest: str) -> None:
    request = line(f"Tahor 20 mg 1 cp le soir{rest}")
    (dosage,) = request.dosage_instruction
    alone = line("Tahor 20 mg 1 cp le soir").dosage_instruction[0]
    assert alone == replace(
        dosage, text=alone.text, additional_instruction=alone.additional_instruction
    )
    assert request.review == ()


@pytest.mark.parametrize(
    "rest", ["\nAvant chaque repas : laver les mains", ", avant le dîner : tisane"]
)
def test_a_moment_before_the_colon_of_other_words_is_asked(rest: str) -> None:
    assert line(f"Tahor 20 mg 1 cp le soir{rest}").review


@pytest.mark.parametrize(
    "rest", ["éviter le soleil 48 h", "changer les draps tous les jours 3 jours"]
)
def test_advice_with_a_number_of_days_is_no_length(rest: str) -> None:
    for between in (", ", " - ", "\n"):
        (dosage,) = line(f"Tahor 20 mg 1 cp le soir{between}{rest}").dosage_instruction
        assert dosage.timing is not None
        assert dosage.timing.repeat.bounds_duration is None


@pytest.mark.parametrize(
    ("words", "times", "unit"),
    [
        ("biquotidien", 2, "d"),
        ("bi-quotidienne", 2, "d"),
        ("triquotidien", 3, "d"),
        ("bihebdomadaire", 2, "wk"),
        ("tri-hebdomadaire", 3, "wk"),
        ("bimensuelle", 2, "mo"),
    ],
)
def test_how_often_in_one_word(words: str, times: int, unit: str) -> None:
    timing = line(f"Lasilix 40 mg : 1 cp {words}").dosage_instruction[0].timing
    assert timing is not None
    assert timing.repeat.period_unit is not None
    assert (timing.repeat.frequency, timing.repeat.period_unit.value) == (times, unit)


@pytest.mark.parametrize("words", ["pluriquotidien", "infraquotidien", "hémicomprimé le matin"])
def test_what_stands_before_a_word_changes_it(words: str) -> None:
    asked = line(f"Lasilix 40 mg : 1 cp {words}").review
    assert any(one.reason is ReviewReason.UNREAD_TEXT for one in asked)


def test_half_a_tablet_behind_a_length_is_asked() -> None:
    assert line("Lasilix 40 mg 1 mois la moitié le matin").review
