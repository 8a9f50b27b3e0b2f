"""Marketed strengths (`500 mg/62,5 mg`), and whether what stands on the paper can mean one."""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import permutations

from prescription.dosage import Quantity, Ratio
from prescription.spoken import say_number, say_unit

Strength = tuple[Ratio, ...]

_PART = re.compile(r"\s*(\d[\d  \u202f]*(?:[.,]\d+)?)?\s*(\D*?)\s*")
_UNITS = {"ug": "µg", "mcg": "µg", "μg": "µg", "ml": "mL", "l": "L", "ui": "UI", "mui": "MUI"}
_BASE = {
    "g": ("mg", Decimal(1000)),
    "µg": ("mg", Decimal("0.001")),
    "ng": ("mg", Decimal("0.000001")),
    "kg": ("mg", Decimal(1000000)),
    "MUI": ("UI", Decimal(1000000)),
    "U": ("UI", Decimal(1)),
    "L": ("mL", Decimal(1000)),
}


@lru_cache(maxsize=16384)
def parse_strength(written: str, substances: int = 1) -> Strength:
    """A strength of the lexicon: one `Ratio` a substance, `()` when it cannot be read.

    With more parts than substances the last part is what all others stand in: `250 mg/5 mL`.
    """
    parts = [_quantity(part) for part in written.split("/")]
    known = [part for part in parts if part is not None]
    if len(known) != len(parts) or not written[:1].isdigit():
        return ()
    if len(known) > max(substances, 1):
        return tuple(Ratio(part, known[-1]) for part in known[:-1])
    return tuple(Ratio(part) for part in known)


def _quantity(written: str) -> Quantity | None:
    found = _PART.fullmatch(written)
    if found is None or not (found[1] or found[2]):
        return None
    digits = re.sub(r"\s", "", found[1] or "1").replace(",", ".")
    unit = found[2].strip() or None
    return Quantity(Decimal(digits), _UNITS.get((unit or "").lower(), unit))


def units_left_out(parts: Sequence[Quantity], marketed: Iterable[Strength]) -> tuple[str, ...]:
    """The unit of each part, those without one taking it from the marketed combination they mean.

    `100/6` of a spray is µg, `1 g/125` and `1000/125` are mg, `70/5600` is mg and UI; `()` when
    nothing fits or several units do. `325/37,5` is what is sold as `37,5 mg/325 mg`.
    """
    sold = [strength for strength in marketed if len(strength) == len(parts)]
    found = _units_of(parts, sold)
    return found or _units_of(parts, (turned for s in sold for turned in permutations(s)))


def _units_of(parts: Sequence[Quantity], marketed: Iterable[Strength]) -> tuple[str, ...]:
    fitting = {
        tuple(part.unit or unit for part, unit in zip(parts, units, strict=True))
        for strength in marketed
        for units in _ways_to_say(strength)
        if all(
            amount(part if part.unit else Quantity(part.value, unit)) == amount(ratio.numerator)
            for part, unit, ratio in zip(parts, units, strength, strict=True)
        )
    }
    return fitting.pop() if len(fitting) == 1 else ()


def _ways_to_say(strength: Strength) -> Iterator[list[str]]:
    """The units a combination may be meant in: the last part's, milligrams, or its own."""
    last = strength[-1].numerator.unit or ""
    yield [last] * len(strength)
    yield ["mg"] * len(strength)
    yield [ratio.numerator.unit or "" for ratio in strength]


def amount(quantity: Quantity) -> tuple[Decimal, str]:
    """The quantity in mg, mL, UI or its own unit: equal amounts compare equal."""
    unit = quantity.unit or ""
    if unit not in _BASE:
        return quantity.value, unit
    base, factor = _BASE[unit]
    return quantity.value * factor, base


def same_strength(written: Strength, marketed: Strength) -> bool:
    """Whether what stands on the paper can mean the marketed strength.

    The paper may leave out what the strength stands in (`250 mg` of `250 mg/5 mL`) and parts of
    a combination (`500 mg` of `500 mg/62,5 mg`), may turn their order round, and may add the
    parts up (`125 mg` of `100 mg/25 mg`).
    """
    if not written or len(written) > len(marketed):
        return False
    if len(written) == 1:
        one = written[0]
        return any(_same(one, m) for m in marketed) or _same(one, _total(marketed))
    return any(
        all(_same(w, m) for w, m in zip(written, chosen, strict=True))
        for chosen in permutations(marketed, len(written))
    )


def as_marketed(written: Strength, marketed: Iterable[Strength]) -> Strength:
    """The parts of a combination in the order in which it is sold, where one order fits."""
    orders = {
        turned
        for strength in marketed
        if len(strength) == len(written) > 1
        for turned in permutations(written)
        if all(_same(w, m) for w, m in zip(turned, strength, strict=True))
    }
    return orders.pop() if len(orders) == 1 else written


def _total(marketed: Strength) -> Ratio:
    """The parts of a combination added up; its first part where they stand in something."""
    parts = [amount(ratio.numerator) for ratio in marketed]
    if len({unit for _, unit in parts}) > 1 or any(ratio.denominator for ratio in marketed):
        return marketed[0]
    return Ratio(Quantity(sum((value for value, _ in parts), Decimal(0)), parts[0][1]))


def _same(written: Ratio, marketed: Ratio) -> bool:
    value, unit = amount(written.numerator)
    other, other_unit = amount(marketed.numerator)
    if written.denominator is None and marketed.denominator is not None and unit == "mL":
        # `Lovenox 0,4 mL`
        return value != 1 and (value, unit) == amount(marketed.denominator)
    if written.denominator is None or marketed.denominator is None:
        content = _per_gram(written)
        if content is not None and content == _per_gram(marketed):
            return True
        unitless = unit == "" or unit == other_unit
        plain = value == other if unit else value == marketed.numerator.value
        return unitless and plain and written.denominator is None
    per, per_unit = amount(written.denominator)
    other_per, other_per_unit = amount(marketed.denominator)
    alike = unit == other_unit and per_unit == other_per_unit
    return alike and value * other_per == other * per


def _per_gram(ratio: Ratio) -> Decimal | None:
    """Milligrams in a gram or a millilitre: `5 %` and `50 mg/mL` are the same."""
    value, unit = amount(ratio.numerator)
    if ratio.denominator is None:
        return value * 10 if unit == "%" else None
    per, per_unit = amount(ratio.denominator)
    if unit != "mg" or not per:
        return None
    return value / per if per_unit == "mL" else value * 1000 / per if per_unit == "mg" else None


def write_strength(strength: Strength) -> str:
    """A strength as the French write it: `500 mg/62,5 mg`, `250 mg/5 mL`."""
    parts = [_write(ratio.numerator) for ratio in strength]
    if strength and (last := strength[-1].denominator) is not None:
        parts.append(_write(last))
    return "/".join(parts)


def say_strength(strength: Strength) -> str:
    """A strength in a sentence, in the user's language: `2,5 mg`, `2.5 mg`; `UI` is `IU`."""
    parts = [_say(ratio.numerator) for ratio in strength]
    if strength and (last := strength[-1].denominator) is not None:
        parts.append(_say(last))
    return "/".join(parts)


def _say(quantity: Quantity) -> str:
    number = say_number(quantity.value)
    return f"{number} {say_unit(quantity.unit)}" if quantity.unit else number


def _write(quantity: Quantity) -> str:
    number = f"{quantity.value.normalize():f}".replace(".", ",")
    return f"{number} {quantity.unit}" if quantity.unit else number
