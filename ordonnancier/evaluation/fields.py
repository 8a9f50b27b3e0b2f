"""The fields of a line in a form that can be compared.

Two writings of one amount are equal (1 g and 1000 mg, a day and 24 hours), and one intake at two
moments is two intakes at one; everything else must be the same. An absent field is None.
"""

import re
import unicodedata
from collections.abc import Callable, Hashable, Iterator
from dataclasses import replace
from decimal import Decimal

from extraction.drugs.lexicon import load_lexicon
from extraction.spelling.matching import fold
from prescription.dosage import Dosage, DoseAndRate, Quantity, Range, Ratio, Repeat, Timing
from prescription.record import MedicationRequest

MILLIGRAMS = {
    "kg": Decimal(1_000_000),
    "g": Decimal(1000),
    "mg": Decimal(1),
    "µg": Decimal("0.001"),
}

Amount = tuple[Decimal, str | None]
_HOURS_OF_A_DAY: Amount = (Decimal(24), "h")
_DAY: Amount = (Decimal(1), "d")

_PREPOSITION = re.compile(
    r"^(?:(?:au niveau d[eu]s?|dans|sur|a|en|par|de) +)?(?:(?:les|la|le|des) +|[ld]['’])?"
)
PLACES = {
    way: place
    for place, ways in {
        "oeildroit": ("od", "oeild", "oeildt"),
        "oeilgauche": ("og", "oeilg"),
        "deuxyeux": ("odg", "odetog", "2yeux", "chaqueoeil", "yeux", "oeildroitetoeilgauche"),
        "oreilledroite": ("oreilled",),
        "oreillegauche": ("oreilleg",),
        "chaquenarine": ("narine", "2narines", "deuxnarines", "narines"),
        "chaqueoreille": ("2oreilles", "deuxoreilles", "oreilles"),
    }.items()
    for way in ways
}
"""Ways to name a place, in letters and digits alone."""


def folded(text: str) -> str:
    """Letters and digits alone, in lower case, without accents."""
    bare = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe"))
    return "".join(c for c in bare if c.isalnum())


def same_drug(expected: MedicationRequest, found: MedicationRequest) -> bool:
    """Whether both name the same product.

    A line that names a drug twice (`amoxicilline (Clamoxyl)`) may be known by either name, as long
    as the name found stands on the line and the substances agree.
    """
    if _name(expected) == _name(found):
        return True
    substances = {folded(s) for s in expected.medication.substances}
    return (
        bool(substances)
        and substances == {folded(s) for s in found.medication.substances}
        and bool(_name(found))
        and _name(found) in folded(expected.text)
    )


def drug(line: MedicationRequest) -> Hashable:
    """The name, and the substances where they are known."""
    return _name(line) or None


def strength(line: MedicationRequest) -> Hashable:
    """Every strength, in no order."""
    return tuple(sorted((_ratio(r) for r in line.medication.strength), key=repr)) or None


def form(line: MedicationRequest) -> Hashable:
    """The form: the official one (`comprimé pelliculé`) is the record's word it stands for."""
    words = fold(line.medication.form or "").replace("-", " ").split()
    known = load_lexicon().written_forms
    for end in range(len(words), 0, -1):
        meant = known.get(" ".join(words[:end]))
        if meant is not None:
            return folded(meant)
    return "".join(words) or None


def dose(line: MedicationRequest) -> Hashable:
    """The amounts of each intake, instruction by instruction."""
    return _each(line, lambda d: tuple(map(_dose, d.dose_and_rate)) or None)


def frequency(line: MedicationRequest) -> Hashable:
    """How often, instruction by instruction."""
    return _each(line, lambda d: _any(_frequency(d.timing.repeat)) if d.timing else None)


def moments(line: MedicationRequest) -> Hashable:
    """Moments, clock times and days, instruction by instruction."""
    return _each(line, lambda d: _moments(d) if any(_moments(d)) else None)


def duration(line: MedicationRequest) -> Hashable:
    """For how long, instruction by instruction."""
    return _each(line, lambda d: _bounds(d.timing.repeat) if d.timing else None)


def condition(line: MedicationRequest) -> Hashable:
    """As needed, and why."""
    return _each(line, _condition)


def maximum(line: MedicationRequest) -> Hashable:
    """The most in a period and in one intake."""
    return _each(
        line,
        lambda d: _any(
            (
                _ratio(d.max_dose_per_period) if d.max_dose_per_period else None,
                _amount(d.max_dose_per_administration),
            )
        ),
    )


def route(line: MedicationRequest) -> Hashable:
    """By which way, and where."""
    return _each(
        line,
        lambda d: _any(
            (folded(d.route.text) if d.route else None, place(d.site.text) if d.site else None)
        ),
    )


def place(site: str) -> str:
    """The place itself: `dans l'œil droit` and `OD` are the right eye."""
    bare = _PREPOSITION.sub("", fold(site).replace("œ", "oe"))
    return PLACES.get(folded(bare), folded(bare))


def supply(line: MedicationRequest) -> Hashable:
    """How much to dispense, for how long."""
    request = line.dispense_request
    if request is None:
        return None
    return _any((_amount(request.quantity), _amount(request.expected_supply_duration)))


def repeats(line: MedicationRequest) -> Hashable:
    """How many renewals."""
    return line.dispense_request and line.dispense_request.number_of_repeats_allowed


def substitution(line: MedicationRequest) -> Hashable:
    """Whether substitution is forbidden, and why."""
    if line.substitution is None or line.substitution.allowed:
        return None
    return (False, line.substitution.reason)


def zone(line: MedicationRequest) -> Hashable:
    """The half of a bizone prescription."""
    return line.zone


FIELDS: dict[str, Callable[[MedicationRequest], Hashable]] = {
    "drug": drug,
    "strength": strength,
    "form": form,
    "dose": dose,
    "frequency": frequency,
    "moments": moments,
    "duration": duration,
    "condition": condition,
    "maximum": maximum,
    "route": route,
    "supply": supply,
    "repeats": repeats,
    "substitution": substitution,
    "zone": zone,
}
CRITICAL = frozenset({"drug", "strength", "dose", "frequency", "moments"})
"""What hurts when it is wrong. Moments count: `1-0-1` read `1-1-1` is a wrong frequency."""


def _name(line: MedicationRequest) -> str:
    return folded(line.medication.name or "")


def _any(values: tuple[Hashable, ...]) -> Hashable:
    return values if any(value is not None for value in values) else None


def _each(line: MedicationRequest, value: Callable[[Dosage], Hashable]) -> Hashable:
    # Ordered by what is the same on both sides even when the field in hand differs, so that
    # "2 le matin, 1 le soir" is not equal to "1 le matin, 2 le soir".
    apart = [one for dosage in line.dosage_instruction for one in _moment_by_moment(dosage)]
    ordered = sorted(apart, key=lambda d: (d.sequence, repr(_moments(d)), repr(_doses(d))))
    values = tuple(value(d) for d in ordered)
    return values if any(v is not None for v in values) else None


def _moment_by_moment(dosage: Dosage) -> Iterator[Dosage]:
    """One intake at two moments means the same as two instructions of one moment each."""
    repeat = dosage.timing.repeat if dosage.timing else Repeat()
    if len(repeat.when) < 2 or repeat.frequency != len(repeat.when) or repeat.time_of_day:
        yield dosage
        return
    for moment in repeat.when:
        yield replace(dosage, timing=Timing(replace(repeat, when=(moment,), frequency=1)))


def _amount(quantity: Quantity | None) -> Amount | None:
    if quantity is None:
        return None
    factor = MILLIGRAMS.get(quantity.unit or "")
    if factor is not None:
        return ((quantity.value * factor).normalize(), "mg")
    return (quantity.value.normalize(), quantity.unit)


def _ratio(ratio: Ratio) -> Hashable:
    numerator, denominator = _amount(ratio.numerator), _amount(ratio.denominator)
    if denominator == _HOURS_OF_A_DAY:
        denominator = _DAY
    if numerator and denominator:
        # 500 mg/10 mL is 50 mg/mL.
        return ((numerator[0] / denominator[0]).normalize(), numerator[1], denominator[1])
    return numerator


def _range(value: Range | None) -> Hashable:
    return value and (_amount(value.low), _amount(value.high))


def _dose(amount: DoseAndRate) -> Hashable:
    return _any(
        (
            _amount(amount.dose_quantity),
            _range(amount.dose_range),
            _amount(amount.rate_quantity),
        )
    )


def _doses(dosage: Dosage) -> tuple[Hashable, ...]:
    return tuple(map(_dose, dosage.dose_and_rate))


def _frequency(r: Repeat) -> tuple[Hashable, ...]:
    period = r.period.normalize() if r.period is not None else None
    return (r.frequency, r.frequency_max, period, r.period_max, r.period_unit, r.count, r.count_max)


def _moments(dosage: Dosage) -> tuple[Hashable, ...]:
    if dosage.timing is None:
        return ()
    r = dosage.timing.repeat
    return (tuple(sorted(r.when)), r.time_of_day, tuple(sorted(r.day_of_week)), r.offset or 0)


def _bounds(r: Repeat) -> Hashable:
    return _any((_amount(r.bounds_duration), _range(r.bounds_range)))


def _condition(dosage: Dosage) -> Hashable:
    if dosage.as_needed_codeable_concept is not None:
        return folded(dosage.as_needed_codeable_concept.text)
    return True if dosage.as_needed_boolean else None
