"""Reading back: the sentence says the dosage, and reading it gives the dosage again."""

from dataclasses import replace
from datetime import time
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from extraction.posology.instruction import read_instruction
from prescription.dosage import (
    CodeableConcept,
    DayOfWeek,
    Dosage,
    DoseAndRate,
    EventTiming,
    PeriodUnit,
    Quantity,
    Range,
    Ratio,
    Repeat,
    Timing,
)
from prescription.french import (
    describe_dosage,
    describe_dosages,
    describe_number,
    describe_quantity,
)

E = EventTiming


def test_a_whole_sentence() -> None:
    dosage = Dosage(
        as_needed_codeable_concept=CodeableConcept("si douleur"),
        timing=Timing(
            Repeat(
                bounds_duration=Quantity(Decimal(5), "d"),
                frequency=3,
                period=Decimal(1),
                period_unit=PeriodUnit.D,
                when=(E.MORN, E.NOON, E.EVE),
            )
        ),
        dose_and_rate=(DoseAndRate(dose_quantity=Quantity(Decimal("0.5"), "comprimé")),),
        max_dose_per_period=Ratio(Quantity(Decimal(3), "comprimé"), Quantity(Decimal(1), "d")),
    )
    assert describe_dosage(dosage) == (
        "0,5 comprimé, le matin, à midi et le soir, pendant 5 jours, si douleur, "
        "maximum 3 comprimés par jour"
    )


@pytest.mark.parametrize(
    ("value", "written"),
    [("0.5", "0,5"), ("1.50", "1,5"), ("1000", "1000"), ("1E+3", "1000")],
)
def test_numbers_are_written_the_french_way(value: str, written: str) -> None:
    assert describe_number(Decimal(value)) == written


@pytest.mark.parametrize(
    ("quantity", "written"),
    [
        (Quantity(Decimal(2), "dose-poids"), "2 doses-poids"),
        (Quantity(Decimal(1), "dose-poids"), "1 dose-poids"),
        (Quantity(Decimal(10), "goutte/kg"), "10 gouttes/kg"),
        (Quantity(Decimal(15), "mg/kg"), "15 mg/kg"),
        (Quantity(Decimal(2), "cuillère à café"), "2 cuillères à café"),
    ],
)
def test_units_take_their_plural_where_it_is_said(quantity: Quantity, written: str) -> None:
    assert describe_quantity(quantity) == written


UNITS = [
    "comprimé", "gélule", "sachet", "goutte", "bouffée", "inhalation", "pulvérisation",
    "application", "dose-poids", "injection", "ampoule", "unidose", "patch", "suppositoire",
    "ovule", "cuillère à café", "cuillère à mesure", "cuillère à soupe", "bain de bouche",
    "noisette", "mg", "g", "mL", "UI", "µg", "mg/kg", "goutte/kg",
]  # fmt: skip
COUNTED = [Decimal(n) for n in ("0.25", "0.5", "0.75", "1", "1.5", "2", "3", "4", "10")]
WHEN = [
    (E.MORN,), (E.EVE,), (E.HS,), (E.WAKE,), (E.NIGHT,), (E.MORN, E.EVE), (E.MORN, E.NOON, E.EVE),
    (E.MORN, E.NOON, E.EVE, E.HS), (E.EVE, E.HS), (E.CM,), (E.CM, E.CV), (E.CM, E.CD, E.CV),
    (E.ACM,), (E.ACM, E.ACD, E.ACV), (E.PCD,), (E.PCM, E.PCV), (E.MORN, E.AFT), (E.NOON,), (E.AFT,),
]  # fmt: skip
GENERIC = [(E.AC,), (E.C,), (E.PC,)]
REASONS = ["si douleur", "en cas de fièvre", "si nausées ou vomissements", "en cas de crise"]
NOTES = ["à jeun", "avec un grand verre d'eau", "ne pas croquer", "au long cours"]
SITES = ["œil droit", "chaque narine", "les deux yeux", "visage", "oreille gauche"]
ROUTES = ["orale", "sous-cutanée", "intramusculaire", "sublinguale", "rectale"]

quantities = st.builds(Quantity, st.sampled_from(COUNTED), st.sampled_from(UNITS))


@st.composite
def doses(draw: st.DrawFn) -> DoseAndRate:
    quantity = draw(quantities)
    if draw(st.booleans()):
        return DoseAndRate(dose_quantity=quantity)
    more = quantity.value + draw(st.sampled_from([Decimal(1), Decimal(2)]))
    return DoseAndRate(dose_range=Range(quantity, Quantity(more, quantity.unit)))


@st.composite
def frequencies(draw: st.DrawFn) -> Repeat:
    times = draw(st.integers(1, 12))
    most = draw(st.one_of(st.none(), st.integers(times + 1, times + 2)))
    unit = draw(st.sampled_from([PeriodUnit.D, PeriodUnit.WK, PeriodUnit.MO]))
    period = draw(st.sampled_from([1, 1, 2, 3]))
    return Repeat(frequency=times, frequency_max=most, period=Decimal(period), period_unit=unit)


@st.composite
def intervals(draw: st.DrawFn) -> Repeat:
    low = draw(st.integers(2, 12))
    high = draw(st.one_of(st.none(), st.integers(low + 1, 24)))
    return Repeat(
        frequency=1,
        period=Decimal(low),
        period_max=Decimal(high) if high else None,
        period_unit=PeriodUnit.H,
    )


def daily(times: int) -> Repeat:
    return Repeat(frequency=times, period=Decimal(1), period_unit=PeriodUnit.D)


@st.composite
def moments(draw: st.DrawFn) -> Repeat:
    when = draw(st.sampled_from(WHEN))
    every = draw(st.sampled_from([1, 1, 2, 3]))
    offset = None
    if when in ((E.ACM,), (E.PCD,), (E.HS,)):
        offset = draw(st.sampled_from([None, 15, 30]))
    return replace(daily(len(when)), when=when, period=Decimal(every), offset=offset)


@st.composite
def clocks(draw: st.DrawFn) -> Repeat:
    hours = draw(st.lists(st.integers(0, 23), min_size=1, max_size=4, unique=True))
    minute = draw(st.sampled_from([0, 0, 30]))
    times = tuple(time(hour, minute) for hour in sorted(hours))
    return replace(daily(len(times)), time_of_day=times)


@st.composite
def weekdays(draw: st.DrawFn) -> Repeat:
    days = tuple(draw(st.lists(st.sampled_from(DayOfWeek), min_size=1, max_size=4, unique=True)))
    when = draw(st.sampled_from([(), (E.MORN,), (E.MORN, E.EVE)]))
    return replace(daily(max(1, len(when))), day_of_week=days, when=when)


generic_meals = st.builds(
    lambda when, times: replace(daily(times), when=when),
    st.sampled_from(GENERIC),
    st.integers(1, 4),
)
rhythms = st.one_of(frequencies(), intervals(), moments(), clocks(), weekdays(), generic_meals)
bounds = st.one_of(
    st.none(),
    st.builds(Quantity, st.integers(1, 90).map(Decimal), st.sampled_from(["d", "wk", "mo"])),
    st.integers(2, 20).map(lambda n: Range(*(Quantity(Decimal(m), "d") for m in (n, n + 2)))),
)


@st.composite
def dosages(draw: st.DrawFn, *, sequence: int = 1, bounded: bool = False) -> Dosage:
    repeat = draw(rhythms)
    length = draw(bounds.filter(bool) if bounded else bounds)
    if isinstance(length, Quantity):
        repeat = replace(repeat, bounds_duration=length)
    elif isinstance(length, Range):
        repeat = replace(repeat, bounds_range=length)
    dose = draw(doses())
    reason = draw(st.one_of(st.none(), st.none(), st.just(True), st.sampled_from(REASONS)))
    quantity = dose.dose_quantity or (dose.dose_range.high if dose.dose_range else None)
    unit = quantity.unit if quantity else None
    limit = draw(st.one_of(st.none(), st.sampled_from([Decimal(4), Decimal(8)])))
    each = draw(st.one_of(st.none(), st.none(), st.just(Decimal(2))))
    note = draw(st.one_of(st.none(), st.none(), st.sampled_from(NOTES)))
    site = draw(st.one_of(st.none(), st.none(), st.sampled_from(SITES)))
    route = draw(st.one_of(st.none(), st.none(), st.sampled_from(ROUTES)))
    return Dosage(
        sequence=sequence,
        dose_and_rate=(dose,),
        timing=Timing(repeat),
        as_needed_boolean=True if reason is True else None,
        as_needed_codeable_concept=CodeableConcept(reason) if isinstance(reason, str) else None,
        max_dose_per_period=(
            Ratio(Quantity(limit, unit), Quantity(Decimal(1), "d")) if limit else None
        ),
        max_dose_per_administration=Quantity(each, unit) if each else None,
        additional_instruction=(CodeableConcept(note),) if note else (),
        site=CodeableConcept(site) if site else None,
        route=CodeableConcept(route) if route else None,
    )


def read_back(sentence: str) -> tuple[Dosage, ...]:
    reading = read_instruction(sentence)
    assert not reading.alternatives
    assert not reading.unread
    return tuple(replace(dosage, text=None) for dosage in reading.dosages)


@settings(max_examples=150, deadline=None)
@given(dosages())
def test_the_sentence_gives_the_dosage_back(dosage: Dosage) -> None:
    assert read_back(describe_dosage(dosage)) == (dosage,)


@settings(max_examples=60, deadline=None)
@given(dosages(), dosages())
def test_doses_taken_together_are_given_back(one: Dosage, other: Dosage) -> None:
    assume(one.timing != other.timing)
    assert read_back(describe_dosages([one, other])) == (one, other)


@settings(max_examples=60, deadline=None)
@given(dosages(bounded=True), dosages(sequence=2))
def test_steps_are_given_back_in_order(first: Dosage, second: Dosage) -> None:
    # A route or a place written once holds for every step.
    second = replace(second, route=first.route, site=first.site)
    assert read_back(describe_dosages([first, second])) == (first, second)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        # The paper does not say in how many times: neither does the sentence.
        ("3 comprimés par jour pendant 5 jours", "3 comprimés par jour, pendant 5 jours"),
        ("2 cp/j", "2 comprimés par jour"),
        ("60 mg/j 5 jours", "60 mg par jour, pendant 5 jours"),
        ("1 à 3 sachets par jour", "1 à 3 sachets par jour"),
        ("6 comprimés par semaine", "6 comprimés par semaine"),
        ("2 anneaux par mois", "2 anneaux par mois"),
        # It does, or the moments do.
        ("2 cp une fois par jour", "2 comprimés, 1 fois par jour"),
        ("2 cp en une prise par jour", "2 comprimés, 1 fois par jour"),
        ("2 cp x 1/j", "2 comprimés, 1 fois par jour"),
        ("1 cp/j", "1 comprimé, 1 fois par jour"),
        ("6 cp par jour en 3 prises", "2 comprimés, 3 fois par jour"),
        ("2 cp par jour le matin", "2 comprimés, le matin"),
        ("2 applications par jour", "1 application, 2 fois par jour"),
    ],
)
def test_an_amount_a_day_is_not_said_to_be_taken_at_once(written: str, said: str) -> None:
    dosages = read_instruction(written).dosages
    assert describe_dosages(dosages) == said
    again = read_instruction(said).dosages
    assert [replace(one, text=None) for one in again] == [
        replace(one, text=None) for one in dosages
    ]
