"""Le dosage : `500 mg/62,5 mg`, `0,05 %`, `1 cp à 20 mg` (kinds `strength`, `dose`)."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from extraction.grammar.engine import Subject
from extraction.grammar.rule import rule
from extraction.rules.meanings import Amount
from prescription.dosage import Quantity, Ratio

STRENGTH_UNITS = frozenset(
    {"mg", "g", "µg", "ng", "UI", "MUI", "%", "mmol", "mEq", "mL", "CH", "DH"}
)
FRACTIONS = frozenset(
    {(Decimal(1), Decimal(2)), (Decimal(1), Decimal(4)), (Decimal(3), Decimal(4))}
)
BELOW = frozenset(
    {"mL", "g", "dose", "bouffée", "inhalation", "pulvérisation", "ampoule", "sachet"}
)
"""What a strength may be written for one of."""
Ratios = tuple[Ratio, ...]


def _plain(amount: Amount) -> Ratios | None:
    if amount.high is not None or amount.doubtful or amount.unit not in STRENGTH_UNITS:
        return None
    return (Ratio(amount.quantity),)


def _quantity(amount: Amount) -> Quantity | None:
    return None if amount.high is not None or "/" in (amount.unit or "") else amount.quantity


def _parts(*amounts: Amount) -> Ratios | None:
    """`500 mg/62,5 mg`: two strengths; `250 mg/5 mL`: one for a volume."""
    quantities = [_quantity(a) for a in amounts]
    if None in quantities:
        return None
    known = [q for q in quantities if q is not None]
    if all(q.unit == "UI" for q in known):
        return None
    if known[-1].unit == "mL":
        if len(known) == 1 or known[0].unit == "mL":
            return None
        return tuple(Ratio(q, known[-1]) for q in known[:-1])
    return tuple(Ratio(q) for q in known)


def _sharing(*amounts: Amount) -> Ratios | None:
    """`500/62,5 mg`: the last unit holds for all; `1/2 mg` is half a milligram."""
    if (amounts[0].low, amounts[1].low) in FRACTIONS:
        return None
    return _parts(*(a if a.unit else a.of(amounts[-1].unit) for a in amounts))


def _per_unit(unit_of: str | None = None) -> Any:
    def produce(*values: Any) -> Ratios | None:
        *amounts, unit = values
        if len(amounts) > 1 and (amounts[0].low, amounts[1].low) in FRACTIONS:
            return None
        below = Quantity(Decimal(1), unit_of or unit)
        if any(_quantity(a) is None for a in amounts):
            return None
        shared = [a if a.unit else a.of(amounts[-1].unit) for a in amounts]
        return tuple(Ratio(a.quantity, below) for a in shared)

    return produce


def _each_per_unit(a: Amount, below: str, b: Amount, other: str) -> Ratios | None:
    one, two = _quantity(a), _quantity(b)
    if one is None or two is None or below != other or below not in ("mL", "g"):
        return None
    return tuple(Ratio(q, Quantity(Decimal(1), below)) for q in (one, two))


def _per_gram(a: Amount, b: Amount) -> Ratios | None:
    """`15 mg pour 1 g`: a paste's or an eye drop's."""
    above, below = _quantity(a), _quantity(b)
    if above is None or below is None or below.unit != "g" or below.value not in (1, 100):
        return None
    return (Ratio(above, below),) if above.unit in ("mg", "g", "µg") else None


def _percents(*numbers: Amount) -> Ratios | None:
    if any(n.high for n in numbers) or tuple(n.low for n in numbers[:2]) in FRACTIONS:
        return None
    return tuple(Ratio(Quantity(n.low, "%")) for n in numbers)


def _in_units(units: Amount, mass: Amount, volume: Amount) -> Ratios | None:
    """`4000 UI (40 mg)/0,4 mL`: one strength, said in units and in weight."""
    said_twice = units.unit in ("UI", "MUI") and mass.unit in ("mg", "g", "µg")
    return _parts(units, volume) if said_twice and volume.unit == "mL" else None


MG_PER_ML_OF_PERCENT = 10


def _percent_and_content(percent: Amount, content: Ratios) -> Ratios | None:
    """`0,2 % (2 mg/mL)`: the content in brackets says the same."""
    held, volume = content[0].numerator, content[0].denominator
    if percent.high is not None or len(content) > 1 or volume is None or volume.unit != "mL":
        return None
    same = held.unit == "mg" and held.value == percent.low * MG_PER_ML_OF_PERCENT * volume.value
    return (Ratio(Quantity(percent.low, "%")),) if same else None


def _percent(number: Amount) -> Ratios | None:
    return None if number.high else (Ratio(Quantity(number.low, "%")),)


def _with_strength(dose: Amount, strength: Ratios) -> Amount | None:
    if dose.unit in ("dose-poids", None) or dose.strength:
        return None
    return replace(dose, strength=strength)


def _with_quantity(dose: Amount, quantity: Amount) -> Amount | None:
    if dose.unit in ("tube", "pot"):
        # `2 tubes de 250 g`: what they hold is no strength.
        return None
    plain = _plain(quantity) if quantity.unit != "mL" else None
    return None if plain is None else _with_strength(dose, plain)


RATIOS = Subject(
    "dosages",
    [
        rule(
            "dosages d'une association",
            "strength",
            "{quantity} (/|+) {quantity}",
            "{quantity} (/|+) {quantity} (/|+) {quantity}",
            to=_parts,
            reads=("500 mg/62,5 mg", "250 mg/5 mL", "1 g/125 mg", "100 mg / 12,5 mg / 5 mL"),
            must_not_read=("500 mg", "2 mL/5 mL", "1 g par jour"),
        ),
        rule(
            "dosage en unités et en poids",
            "strength",
            "{quantity} ‹ [soit|=] {quantity} › / {quantity}",
            "{quantity} ‹ [soit|=] {quantity} › {quantity}",
            to=_in_units,
            reads=("4000 UI (40 mg)/0,4 mL", "6 000 UI (60 mg) 0,6 mL"),
            must_not_read=("4000 UI (40 mg)", "2 g (2000 mg)/5 mL", "40 mg (4000 UI)/0,4 mL"),
        ),
        rule(
            "dosage pour un volume",
            "strength",
            "{quantity} (pour|par|dans) {quantity}",
            "{quantity} (/|+) {quantity} (pour|par|dans) {quantity}",
            to=lambda *parts: _parts(*parts) if parts[-1].unit == "mL" else None,
            reads=("50 microgrammes pour 1 mL", "250 mg pour 5 mL", "40 µg/5 mg pour 1 mL"),
            must_not_read=("500 mg pour 3 g", "250 mg/5 mL"),
        ),
        rule(
            "dosages d'une association, unité commune",
            "strength",
            "{number} / {quantity}",
            "{number} / {number} / {quantity}",
            "{number} / {number} / {number} / {quantity}",
            to=_sharing,
            reads=("500/62,5 mg", "5/1,25/10 mg"),
            must_not_read=("500 mg", "3/j"),
        ),
        rule(
            "dosage par dose, par unité de volume ou par heure",
            "strength",
            "{quantity} (/|par|pour) [1|une|un] {unit}",
            "{number} / {quantity} (/|par|pour) [1|une|un] {unit}",
            to=lambda *v: _per_unit()(*v) if v[-1] in BELOW else None,
            reads=("100 µg/dose", "160/4,5 µg/dose", "100 µg par bouffée"),
            must_not_read=("100 µg", "100 µg/j"),
        ),
        rule(
            "dosages d'une association par unité",
            "strength",
            "{quantity} (/|+) {quantity} (/|par|pour) {unit}",
            "{quantity} (/|+) {quantity} (/|par) {mass}",
            to=lambda *v: _per_unit()(*v) if v[-1] in BELOW else None,
            reads=("3 mg/1 mg par mL", "160 µg/4,5 µg par dose"),
            must_not_read=("3 mg/1 mg", "3 mg/1 mg par jour"),
        ),
        rule(
            "dosage par millilitre",
            "strength",
            "{quantity} (/|par|pour) {mass}",
            "{number} / {quantity} (/|par|pour) {mass}",
            "{quantity} (/|+) {quantity} pour {mass}",
            to=lambda *v: _per_unit()(*v) if v[-1] in ("mL", "g", "L") else None,
            reads=("5 mg/mL", "100 UI/ml", "100 UI par mL", "5 mg pour mL"),
            must_not_read=("5 mg/kg", "5 mg", "5 mg pour 2 mL"),
        ),
        rule(
            "débit d'un patch",
            "strength",
            "{quantity} (/|par) (h|heure)",
            to=lambda a: _per_unit("h")(a, "h") if a.unit in ("µg", "mg") else None,
            reads=("25 µg/h", "12 µg/heure"),
            must_not_read=("25 µg/j", "2 L/h"),
        ),
        rule(
            "dosages d'une association, chacun par millilitre",
            "strength",
            "{quantity} / {mass} (/|+) {quantity} / {mass}",
            to=_each_per_unit,
            reads=("20 mg/mL + 5 mg/mL",),
            must_not_read=("20 mg/mL", "20 mg/mL + 5 mg/g"),
        ),
        rule(
            "dosage pour un gramme",
            "strength",
            "{quantity} (pour|dans) {quantity}",
            to=lambda a, b: _per_gram(a, b),
            reads=("15 mg pour 1 g", "0,5 g pour 100 g"),
            must_not_read=("500 mg pour 3 g", "15 mg/1 g"),
        ),
        rule(
            "pourcentages d'une association",
            "strength",
            "{number} [%] (/|+|-) {number} %",
            "{number} [%] (/|+|-) {number} [%] (/|+|-) {number} %",
            to=_percents,
            reads=("0,1 %/2,5 %", "0,1/2,5 %", "15 %/8 %/2 %"),
            must_not_read=("0,1 %", "1/2 %"),
        ),
        rule(
            "pourcentage",
            "strength",
            "[a] {number} (%|p cent|pour cent)",
            to=_percent,
            reads=("0,05 %", "à 2%"),
            must_not_read=("2",),
        ),
    ],
)

DOSED_AT = Subject(
    "dose à un dosage",
    [
        rule(
            "dose et son dosage",
            "dose",
            "{dose} (a|de|d'|dose a|dosee a|doses a|dosees a) {quantity}",
            to=_with_quantity,
            reads=("1 gélule à dix milligrammes", "2 cp à 500 mg", "1 sachet de 75 mg"),
            must_not_read=("1 cp 500 mg", "1 cp à 8 h"),
        ),
        rule(
            "dose et son dosage composé",
            "dose",
            "{dose} (a|de|d'|) {strength}",
            to=_with_strength,
            reads=("1 cp de 500 mg/62,5 mg", "1 inhalation 160/4,5 µg/dose"),
            must_not_read=("1 cp de 500 mg",),
        ),
        rule(
            "pourcentage et contenu",
            "strength",
            "{number} (%|pour cent) ‹ {strength} ›",
            to=_percent_and_content,
            reads=("0,2 % (2 mg/mL)", "0,1 % (0,3 mg/0,3 mL)"),
            must_not_read=("0,2 % (3 mg/mL)", "0,2 % (2 mg)"),
        ),
        rule(
            "dosage annoncé",
            "strength",
            "(dose|dosage|dosee|doses|dosees) [a|de|:] {quantity}",
            "(a|en) {quantity}",
            "(dose|dosage|dosee|doses|dosees) [a|de|:] {strength}",
            to=lambda told: _plain(told) if isinstance(told, Amount) else told,
            reads=("dosé à 500 mg", "à 20 mg", "dosé à 5 mg pour 5 mL", "dosage : 500 mg/62,5 mg"),
            must_not_read=("20 mg", "500 mg/62,5 mg"),
        ),
    ],
)
SUBJECTS = (RATIOS, DOSED_AT)
