"""Made-up records of every shape, for property tests."""

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

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
from prescription.record import (
    Box,
    DispenseRequest,
    Document,
    Draft,
    Gender,
    Item,
    Medication,
    MedicationRequest,
    Patient,
    Prescriber,
    Review,
    ReviewReason,
    Source,
    Substitution,
    SubstitutionReason,
    Zone,
)

texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
# Six places each side: more than any prescription, and exact in JSON's numbers.
decimals = st.decimals(Decimal("0.000001"), Decimal(999_999), places=6).map(Decimal.normalize)
small = st.integers(0, 99)


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """The value, or None."""
    return st.none() | strategy


def several(strategy: st.SearchStrategy[Any], most: int = 3) -> st.SearchStrategy[Any]:
    """A tuple of none to `most` values."""
    return st.lists(strategy, max_size=most).map(tuple)


quantities = st.builds(Quantity, decimals, maybe(texts))
ratios = st.builds(Ratio, quantities, maybe(quantities))
ranges = st.builds(Range, quantities, quantities)
concepts = st.builds(CodeableConcept, texts)
boxes = st.builds(Box, small, small, small, small)
repeats = st.builds(
    Repeat,
    bounds_duration=maybe(quantities),
    bounds_range=maybe(ranges),
    count=maybe(small),
    count_max=maybe(small),
    frequency=maybe(small),
    frequency_max=maybe(small),
    period=maybe(decimals),
    period_max=maybe(decimals),
    period_unit=maybe(st.sampled_from(PeriodUnit)),
    day_of_week=several(st.sampled_from(DayOfWeek)),
    time_of_day=several(st.times().map(lambda t: t.replace(microsecond=0))),
    when=several(st.sampled_from(EventTiming)),
    offset=maybe(small),
)
dosages = st.builds(
    Dosage,
    sequence=small,
    text=maybe(texts),
    additional_instruction=several(concepts),
    as_needed_boolean=maybe(st.booleans()),
    as_needed_codeable_concept=maybe(concepts),
    timing=maybe(st.builds(Timing, repeats)),
    site=maybe(concepts),
    route=maybe(concepts),
    dose_and_rate=several(
        st.builds(DoseAndRate, maybe(quantities), maybe(ranges), maybe(quantities)), 1
    ),
    max_dose_per_period=maybe(ratios),
    max_dose_per_administration=maybe(quantities),
)
reviews = st.builds(
    Review, texts, st.sampled_from(ReviewReason), maybe(texts), maybe(boxes), maybe(small)
)
medications = st.builds(
    Medication, texts, maybe(texts), several(texts), maybe(texts), maybe(texts), several(ratios)
)
lines = st.builds(
    MedicationRequest,
    text=texts,
    medication=medications,
    page=maybe(small),
    box=maybe(boxes),
    zone=maybe(st.sampled_from(Zone)),
    dosage_instruction=several(dosages, 2),
    dispense_request=maybe(
        st.builds(DispenseRequest, maybe(quantities), maybe(quantities), maybe(small))
    ),
    substitution=maybe(
        st.builds(Substitution, st.booleans(), maybe(st.sampled_from(SubstitutionReason)))
    ),
    confidence=maybe(st.floats(0, 1)),
    review=several(reviews, 2),
)
patients = st.builds(
    Patient,
    maybe(texts),
    maybe(st.dates()),
    maybe(st.sampled_from(Gender)),
    maybe(quantities),
    maybe(quantities),
    maybe(quantities),
    maybe(texts),
)
items = st.builds(Item, texts, maybe(small), maybe(boxes))
drafts = st.builds(
    Draft,
    authored_on=maybe(st.dates()),
    prescriber=maybe(st.builds(Prescriber, maybe(texts), maybe(texts), maybe(texts))),
    patient=maybe(patients),
    medications=several(lines, 2),
    other_items=several(items, 2),
    header_items=several(items, 2),
    review=several(reviews, 2),
)
documents = st.builds(Document, st.builds(Source, texts, texts, small), several(drafts, 2))
