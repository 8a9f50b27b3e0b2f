"""The English sentence says all that the French one says, and no two dosages alike."""

import re
from dataclasses import fields, replace
from datetime import time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.drugs.lexicon import load_lexicon
from extraction.posology.instruction import read_instruction
from extraction.rules.routes import ROUTES
from extraction.rules.units import EVENTS, MASS, UNIT
from prescription.dosage import (
    CodeableConcept,
    DayOfWeek,
    Dosage,
    DoseAndRate,
    EventTiming,
    PeriodUnit,
    Quantity,
    Range,
    Repeat,
    Timing,
)
from prescription.english import (
    DAYS,
    MOMENTS,
    TIME_UNITS,
    dosage_in_english,
    form_in_english,
    number_in_english,
    quantity_in_english,
    words,
)
from prescription.french import describe_dosage, is_said_otherwise
from prescription.language import speak
from prescription.spoken import say_dosage, say_dosages, say_form
from tests.prescription.test_french import bounds, dosages


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (
            "1 cp matin et soir pendant 7 jours",
            "1 tablet, in the morning and in the evening, for 7 days",
        ),
        ("1/2 cp x3/j pdt 5 à 7 j", "0.5 tablet, 3 times a day, for 5 to 7 days"),
        ("1 à 2 gél toutes les 6 h", "1 to 2 hard capsules, every 6 hours"),
        ("1 cp 30 min avant le petit déjeuner", "1 tablet, 30 min before breakfast"),
        ("1 cp le lundi et le jeudi", "1 tablet, on Monday and Thursday"),
        ("1 patch tous les 3 jours", "1 patch, every 3 days"),
        ("2 c à c à 8h et 20h", "2 teaspoons, at 8:00 and 20:00"),
        (
            "1 cp si douleur sans dépasser 4 par jour",
            "1 tablet, only “si douleur”, at most 4 tablets per day",
        ),
        (
            "1 goutte dans l'œil droit le soir",
            "1 drop, in the evening, place: “œil droit”",
        ),
        ("1 inj SC par semaine", "1 injection, once a week, route: subcutaneous"),
        (
            "1 cp par jour pendant 3 jours puis 2 cp par jour",
            "1 tablet, once a day, for 3 days; then 2 tablets a day",
        ),
        ("1 cp le matin et 1/2 cp à midi", "1 tablet, in the morning; and 0.5 tablet, at noon"),
    ],
)
def test_what_a_doctor_writes_is_said_in_english(written: str, said: str) -> None:
    speak("en")
    assert say_dosages(read_instruction(written).dosages) == said
    speak(None)


def test_every_unit_and_route_that_can_be_read_has_its_english() -> None:
    units = {*UNIT, *EVENTS}
    assert units <= set(words()["units"])
    assert set(words()["routes"]) >= set(ROUTES)
    for form in load_lexicon().forms:
        assert "“" not in form_in_english(form), form
    assert set(MOMENTS) == set(EventTiming)
    assert set(DAYS) == set(DayOfWeek)
    assert set(TIME_UNITS) == set(PeriodUnit)
    for unit in (*units, *MASS, *(f"{mass}/kg" for mass in MASS)):
        assert "“" not in quantity_in_english(Quantity(Decimal(2), unit)), unit


def pieces(dosage: Dosage) -> list[str]:
    """Everything the sentence must hold, as words of it."""
    repeat = dosage.timing.repeat if dosage.timing else Repeat()
    found: list[str] = []
    for dose in dosage.dose_and_rate:
        found += [quantity_in_english(q) for q in (dose.dose_quantity, dose.rate_quantity) if q]
        if dose.dose_range:
            found += [number_in_english(dose.dose_range.low.value)]
            found += [quantity_in_english(dose.dose_range.high)]
    if repeat.offset is not None:
        found.append(f"{repeat.offset} min")
    else:
        found += [MOMENTS[code] for code in repeat.when]
    found += [DAYS[day] for day in repeat.day_of_week]
    found += [f"{at.hour}:{at.minute:02d}" for at in repeat.time_of_day]
    found += [quantity_in_english(repeat.bounds_duration)] if repeat.bounds_duration else []
    found += [quantity_in_english(repeat.bounds_range.high)] if repeat.bounds_range else []
    if repeat.frequency and not is_said_otherwise(repeat):
        found.append(str(repeat.frequency) if repeat.frequency > 1 else "")
        found += [str(n) for n in (repeat.frequency_max, repeat.period_max) if n]
        found += [str(repeat.period)] if repeat.period and repeat.period > 1 else []
        found.append(TIME_UNITS[repeat.period_unit or "d"][0])
    concepts = (dosage.as_needed_codeable_concept, dosage.site, *dosage.additional_instruction)
    found += [f"“{concept.text}”" for concept in concepts if concept]
    found += ["as needed"] if dosage.as_needed_boolean else []
    found += [words()["routes"][dosage.route.text]] if dosage.route else []
    if dosage.max_dose_per_period:
        found.append(f"at most {quantity_in_english(dosage.max_dose_per_period.numerator)}")
    if dosage.max_dose_per_administration:
        most = quantity_in_english(dosage.max_dose_per_administration)
        found.append(f"at most {most} per intake")
    return found


@settings(max_examples=300, deadline=None)
@given(dosages())
def test_nothing_of_a_dosage_is_left_out(dosage: Dosage) -> None:
    said = dosage_in_english(dosage)
    for piece in pieces(dosage):
        assert re.search(rf"(?<![\d.,:]){re.escape(piece)}", said), (piece, said)


def less(thing: Any) -> list[Any]:
    """The same with one field gone, or one of several values of a field."""
    found = []
    for name in (field.name for field in fields(thing)):
        value = getattr(thing, name)
        if isinstance(value, tuple):
            found += [replace(thing, **{name: value[1:]})] if value else []
        elif value is not None and name not in ("sequence", "timing"):
            found.append(replace(thing, **{name: None}))
    return found


def others(dosage: Dosage) -> list[Dosage]:
    """Dosages that differ from this one in one thing."""
    found = less(dosage)
    if dosage.timing:
        repeat = dosage.timing.repeat
        changed = less(repeat)
        if repeat.frequency:
            changed.append(replace(repeat, frequency=repeat.frequency + 1))
        if repeat.period:
            changed.append(replace(repeat, period=repeat.period + 1))
        if repeat.period_unit:
            changed.append(replace(repeat, period_unit=PeriodUnit.WK))
        found += [replace(dosage, timing=Timing(one)) for one in changed]
    return found


@settings(max_examples=150, deadline=None)
@given(dosages())
def test_what_differs_in_french_differs_in_english(dosage: Dosage) -> None:
    said, french = dosage_in_english(dosage), describe_dosage(dosage)
    for other in others(dosage):
        if describe_dosage(other) != french:
            assert dosage_in_english(other) != said, (french, describe_dosage(other), said)


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 200), st.sampled_from(sorted({*UNIT, *MASS})), bounds)
def test_amounts_are_told_with_a_point_and_the_right_number(
    quarters: int, unit: str, length: Quantity | Range | None
) -> None:
    value = Decimal(quarters) / 4
    repeat = Repeat(
        bounds_duration=length if isinstance(length, Quantity) else None,
        bounds_range=length if isinstance(length, Range) else None,
    )
    dose = DoseAndRate(dose_quantity=Quantity(value, unit))
    said = dosage_in_english(Dosage(timing=Timing(repeat), dose_and_rate=(dose,)))
    amount, _, rest = said.partition(" ")
    assert Decimal(amount) == value
    one, several = words()["units"].get(unit, (unit, unit))
    assert rest.startswith(several if value > 1 else one)


def test_the_language_spoken_decides() -> None:
    dosage = Dosage(
        timing=Timing(Repeat(time_of_day=(time(8),), count=2)),
        additional_instruction=(CodeableConcept("à jeun"),),
    )
    speak("fr")
    assert say_dosage(dosage) == "2 prises en tout, à 8 h, à jeun"
    speak("en")
    assert say_dosage(dosage) == "2 intakes in all, at 8:00, “à jeun”"
    speak(None)


@pytest.mark.parametrize(
    ("form", "fr", "en"),
    [
        ("comprimé", "comprimé", "tablet"),
        ("crème", "crème", "cream"),
        ("pâte à modeler", "pâte à modeler", "“pâte à modeler”"),
        (None, "", ""),
    ],
)
def test_a_form_is_said_in_english_or_quoted(form: str | None, fr: str, en: str) -> None:
    speak("fr")
    assert say_form(form) == fr
    speak("en")
    assert say_form(form) == en
    speak(None)
