"""Whether strength, form and dose can be: the guard against a misread digit."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache, lru_cache

from extraction.drugs.lexicon import DrugName, Lexicon
from extraction.drugs.strengths import Strength, amount, same_strength, say_strength
from extraction.medication.injected import injection_doubts
from extraction.medication.limits import HOLDS_STRENGTH, MASSES, check_amounts, highest_dose
from extraction.medication.unlikely import rhythm_doubts
from extraction.resources import read_rules
from prescription.dosage import Dosage, Quantity, Ratio
from prescription.language import say
from prescription.record import Medication, Patient, Review, ReviewReason
from prescription.spoken import say_form, say_unit

_SWALLOWED = frozenset({"comprimé", "gélule", "capsule"})
"""Forms that prescribers write for each other."""
_SOLID = frozenset({"comprimé", "gélule", "capsule", "suppositoire", "ovule", "patch"})
_SOLD_BY_DOSE = frozenset(
    {"solution injectable", "stylo", "solution pour perfusion", "spray nasal"}
)
"""Forms sold by the dose, whose volume the paper may add."""
_LOCAL = frozenset(
    {"crème", "pommade", "gel", "lotion", "mousse", "pâte", "collyre", "bain de bouche", "vernis"}
    | {"solution cutanée", "spray nasal", "shampooing", "émulsion cutanée", "gouttes auriculaires"}
    | {"solution pour bain de bouche", "spray buccal", "pommade ophtalmique", "gel ophtalmique"}
)
"""Forms of which nobody takes a bottle or a tube at once."""
_POURED = frozenset({"mL", "L"})
_LOOSE = _POURED | {"cuillère à café", "cuillère à soupe", "cuillère à mesure", "dose-poids"}
_LOOSE |= {"goutte", "pipette"}
"""Doses of what is poured: nobody takes a spoon of tablets."""
_LET_OUT = frozenset({"goutte", "bouffée", "pulvérisation", "inhalation"})
"""Doses that a bottle or a device lets out: `1 gtt` of what is sold in capsules is a `1 gél`."""
_CONTAINERS = frozenset({"flacon", "tube", "pot"})
_CAPSULES = frozenset({"gélule", "capsule"})


def check_product(
    medication: Medication, drug: DrugName, dosages: Sequence[Dosage] = ()
) -> Iterator[Review]:
    """Doubts about strength and form of a recognised drug.

    Without a written form the unit of the dose tells it: `tramadol 100 mg 1 cp` is no ampoule.
    """
    strength, form = medication.strength, medication.form
    forms = _forms(drug)
    if form and forms and form not in forms and not any(_alike(form, known) for known in forms):
        text = _form_sentence(drug, form, forms)
        yield Review("medication.form", ReviewReason.FORM_NOT_MARKETED, text)
    strengths = _marketed(drug, form) if form else _counted_in(drug, dosages)
    held = _without_volume(strength) if _SOLD_BY_DOSE & set(forms) else strength
    if strength and strengths and not _is_one_of(strength, held, strengths):
        text = _strength_sentence(drug, strength, nearest(strength, strengths))
        yield Review("medication.strength", ReviewReason.STRENGTH_NOT_MARKETED, text)


def _without_volume(strength: Strength) -> Strength:
    """`1,5 mg/0,5 mL` of what is sold as 1,5 mg: the paper adds the volume it stands in."""
    volumes = all(ratio.denominator and ratio.denominator.unit == "mL" for ratio in strength)
    return tuple(Ratio(ratio.numerator) for ratio in strength) if volumes else strength


def _is_one_of(strength: Strength, held: Strength, strengths: Sequence[Strength]) -> bool:
    whole = (s for s in strengths if not any(ratio.denominator for ratio in s))
    return any(same_strength(strength, s) for s in strengths) or any(
        same_strength(held, s) for s in whole
    )


@lru_cache(maxsize=4096)
def only_strength(drug: DrugName, form: str | None) -> Strength:
    """The strength of a name (and form) that is marketed in a single one; empty otherwise."""
    sold = [p for p in drug.dispensed if not form or (p.form and _alike(form, p.form))]
    strengths = {s for product in sold for s in product.strengths}
    known = len(strengths) == 1 and all(product.strengths for product in sold)
    return strengths.pop() if known else ()


def with_only_strength(medication: Medication, drug: DrugName) -> Medication:
    """The medication with the strength that is not written and can be no other."""
    if medication.strength:
        return medication
    return replace(medication, strength=only_strength(drug, medication.form))


def _counted_in(drug: DrugName, dosages: Sequence[Dosage]) -> tuple[Strength, ...]:
    """The strengths of the forms that the doses are counted in; of all when that tells nothing."""
    units = {dose.unit for dosage in dosages if (dose := highest_dose(dosage))}
    forms = _SWALLOWED if units and units <= _SWALLOWED else frozenset(units & _SOLID)
    return _strengths_in(drug, forms) or _marketed(drug, None)


@lru_cache(maxsize=4096)
def _strengths_in(drug: DrugName, forms: frozenset[str]) -> tuple[Strength, ...]:
    return tuple(s for p in drug.dispensed if p.form in forms for s in p.strengths)


@lru_cache(maxsize=4096)
def _forms(drug: DrugName) -> tuple[str, ...]:
    return tuple(dict.fromkeys(p.form for p in drug.dispensed if p.form))


def _form_sentence(drug: DrugName, form: str, forms: Sequence[str]) -> str:
    written, listed = say_form(form), ", ".join(map(say_form, forms))
    return say(
        fr=f"{drug.name} ne se vend pas en {written}, mais en {listed}.",
        en=f"{drug.name} is not marketed as {written}, but as {listed}.",
    )


def _strength_sentence(drug: DrugName, strength: Strength, near: Sequence[Strength]) -> str:
    written, listed = say_strength(strength), ", ".join(map(say_strength, near))
    return say(
        fr=f"{drug.name} ne se vend pas à {written}, mais à {listed}.",
        en=f"{drug.name} is not marketed at {written}, but at {listed}.",
    )


def is_marketed(medication: Medication, drug: DrugName) -> bool:
    """Whether the reference confirms the strength that was read."""
    return bool(medication.strength) and _is_sold(medication.strength, drug, medication.form)


@lru_cache(maxsize=8192)
def _is_sold(strength: Strength, drug: DrugName, form: str | None) -> bool:
    return any(same_strength(strength, sold) for sold in _marketed(drug, form))


def is_confirmed(medication: Medication, drug: DrugName) -> bool:
    """Whether the strength is marketed and no misread digit makes another marketed one of it."""
    return is_marketed(medication, drug) and _stands_apart(
        medication.strength, drug, medication.form
    )


@lru_cache(maxsize=8192)
def _stands_apart(strength: Strength, drug: DrugName, form: str | None) -> bool:
    read = _digits(strength[0].numerator)
    others = {_digits(s[0].numerator) for s in _marketed(drug, form)} - {read}
    return not any(len(o) == len(read) and _changed(o, read) == 1 for o in others)


def _changed(one: str, other: str) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True))


@lru_cache(maxsize=4096)
def _marketed(drug: DrugName, form: str | None) -> tuple[Strength, ...]:
    """The strengths of the written form and of those written for it; of all without a form."""
    products = [p for p in drug.dispensed if form and p.form and _alike(form, p.form)]
    return tuple(s for product in products or drug.dispensed for s in product.strengths)


def _alike(one: str, other: str) -> bool:
    return one == other or any(one in row and other in row for row in _forms_alike())


@cache
def _forms_alike() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(row) for row in read_rules("forms_alike.toml")["rows"])


def nearest(strength: Strength, marketed: Sequence[Strength]) -> list[Strength]:
    """The marketed strengths, those nearest in digits first."""

    def distance(other: Strength) -> tuple[int, Decimal]:
        seen, known = _digits(strength[0].numerator), _digits(other[0].numerator)
        shared = sum(a == b for a, b in zip(seen, known, strict=False))
        value, known_value = amount(strength[0].numerator)[0], amount(other[0].numerator)[0]
        return abs(len(seen) - len(known)) - shared, abs(value - known_value)

    return sorted(dict.fromkeys(marketed), key=distance)[:5]


def check_doses(
    dosages: Sequence[Dosage],
    medication: Medication,
    drug: DrugName,
    lexicon: Lexicon,
    patient: Patient | None = None,
) -> Iterator[Review]:
    """Doubts about doses: a unit that does not fit, an amount untold or that no one takes."""
    written = medication.form or ""
    forms = {f for f in (written, *_forms(drug)) if f in lexicon.forms}
    if written in _SOLID and written in lexicon.forms:
        forms = {written}
    units = {u for f in forms for u in lexicon.forms[f].dose_units}
    alike = _CAPSULES if written in _SOLID else _SWALLOWED
    if not units.isdisjoint(alike):
        # `1 caps` of what is sold in hard capsules; `1 cp` too, where no form is written.
        units |= alike
    for i, dosage in enumerate(dosages):
        quantity = highest_dose(dosage)
        if quantity is None:
            continue
        field = f"dosageInstruction[{i}].doseAndRate"
        counted = quantity.unit in (HOLDS_STRENGTH - {"ampoule"}) | _LET_OUT
        by_weight = quantity.unit == "dose-poids" and not written
        held = _forms_holding(drug, medication.strength) if by_weight else frozenset()
        solid = bool(forms) and forms <= _SOLID | _CAPSULES
        solid = solid or (bool(held) and held <= _SOLID | _CAPSULES | {"sachet"})
        local = bool(forms) and forms <= _LOCAL
        poured = (solid and quantity.unit in _LOOSE) or (
            local and not written and quantity.unit in _POURED
        )
        emptied = quantity.unit in _CONTAINERS and local
        if poured or emptied or (counted and units and quantity.unit not in units):
            text = _unit_sentence(
                drug, quantity.unit or "", sorted(units & HOLDS_STRENGTH or units)
            )
            yield Review(field, ReviewReason.DOSE_IMPLAUSIBLE, text)
        if quantity.unit in MASSES and _is_far_below(quantity, drug):
            text = _too_little_sentence(drug, quantity)
            yield Review(field, ReviewReason.DOSE_IMPLAUSIBLE, text)
    yield from injection_doubts(dosages, medication, drug)
    yield from rhythm_doubts(dosages, medication, drug)
    yield from check_amounts(dosages, medication, drug, patient)


def _forms_holding(drug: DrugName, strength: Strength) -> frozenset[str]:
    """What is swallowed that is sold with so much in one of it, or in a volume.

    `Ibuprofène 400 mg 1 dp`: no syrup holds 400 mg, it is a misread `cp`.
    """
    said = [amount(ratio.numerator) for ratio in strength]
    return frozenset(
        p.form
        for p in drug.dispensed
        if said and p.form and p.form not in _SOLD_BY_DOSE
        if any([amount(r.numerator) for r in s] == said for s in p.strengths)
    )


def _unit_sentence(drug: DrugName, unit: str, units: Sequence[str]) -> str:
    dose, counted = say_unit(unit), ", ".join(map(say_unit, units))
    return say(
        fr=f"La dose est en {dose}, mais {drug.name} se compte en {counted}.",
        en=f"The dose is in {dose}, but {drug.name} is counted in {counted}.",
    )


def _too_little_sentence(drug: DrugName, dose: Quantity) -> str:
    written = say_strength((Ratio(dose),))
    return say(
        fr=f"{written} par prise est bien moins que le plus petit dosage de {drug.name}.",
        en=f"{written} per intake is far less than the smallest strength of {drug.name}.",
    )


def _is_far_below(dose: Quantity, drug: DrugName) -> bool:
    """Less than a quarter of every tablet: `1 mg` of a drug whose capsules hold 100 mg."""
    forms = _forms(drug)
    if not forms or not set(forms) <= HOLDS_STRENGTH:
        return False
    value, unit = amount(dose)
    held = [amount(s[0].numerator) for s in _marketed(drug, None)]
    return bool(held) and all(u == unit and value * 4 < v for v, u in held)


def _digits(quantity: Quantity) -> str:
    return f"{quantity.value.normalize():f}".replace(".", "")
