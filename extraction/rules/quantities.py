"""Les quantités et les doses : `500 mg`, `2 cp`, `15 mg/kg` (kinds `quantity`, `dose`: Amount)."""

from dataclasses import replace
from decimal import Decimal

from extraction.grammar.engine import Subject
from extraction.grammar.rule import rule
from extraction.rules.meanings import Amount
from extraction.rules.units import COUNTED


def _in_mass(number: Amount, unit: str) -> Amount | None:
    return number.of(unit) if number.low > 0 else None


def _in_unit(number: Amount, unit: str) -> Amount | None:
    if number.low <= 0:
        return None
    if unit in COUNTED and any(4 * n % 1 for n in (number.low, number.high or number.low)):
        return None
    return number.of(unit)


def _part_of(part: Amount, unit: str) -> Amount | None:
    return _in_unit(part, unit) if part.high is None and part.low < 1 else None


def _half_more(dose: Amount) -> Amount | None:
    if dose.high is not None or dose.low % 1:
        return None
    return replace(dose, low=dose.low + Decimal("0.5"))


def _fraction_more(dose: Amount, part: Amount) -> Amount | None:
    """`1 cp 1/2` is one and a half."""
    fraction = part.low in (Decimal("0.25"), Decimal("0.5"), Decimal("0.75"))
    if dose.high is not None or dose.low % 1 or not fraction or part.doubtful:
        return None
    if dose.unit not in COUNTED:
        return None
    return replace(dose, low=dose.low + part.low)


def _two_units(low: Amount, low_unit: str, high: Amount, high_unit: str) -> Amount | None:
    """`500 mg à 1 g` in the smaller unit."""
    scale = {"g": 1000, "mg": 1, "MUI": 1_000_000, "UI": 1}
    if low_unit != high_unit:
        if low_unit not in scale or high_unit not in scale:
            return None
        factor = Decimal(scale[high_unit]) / scale[low_unit]
        if factor < 1 or (low_unit in ("mg", "g")) != (high_unit in ("mg", "g")):
            return None
        high = high.times(factor)
    if not 0 < low.low < high.low or low.high or high.high:
        return None
    return Amount(low.low, high.low, low_unit, doubtful=low.doubtful or high.doubtful)


def _either(low: Amount, low_unit: str, high: Amount, high_unit: str) -> Amount | None:
    """`20 mg - 60 mg`: from one to the other, or 60 mg of the strength of 20 mg."""
    found = _two_units(low, low_unit, high, high_unit)
    return None if found is None else replace(found, doubtful=True)


def _two_doses(low: Amount, high: Amount) -> Amount | None:
    if low.unit != high.unit or low.high or high.high or not low.low < high.low:
        return None
    return Amount(low.low, high.low, low.unit)


DOSE_OF_WEIGHT = "dose d'un poids"
QUANTITIES = Subject(
    "quantités",
    [
        rule(
            "quantité",
            "quantity",
            "{count} [de|d'] {mass}",
            to=_in_mass,
            reads=("500 mg", "0,5 g", "100 000 UI", "dix milligrammes", "5 à 10 mL"),
            must_not_read=("0 mg", "mg", "05 mg"),
        ),
        rule(
            "quantité par kilo",
            "quantity",
            "{count} {mass} (/|par) (kg|kilo|kilos) [de poids]",
            "{count} {mass} / kg / (prise|dose)",
            "{count} {mass} (/|par) (kg|kilo) (par prise|par dose)",
            to=lambda n, unit: _in_mass(n, f"{unit}/kg"),
            reads=("15 mg/kg", "60 mg par kg", "15 mg/kg/prise"),
            must_not_read=("15 mg", "15 kg"),
        ),
        rule(
            "quantité par mètre carré",
            "quantity",
            "{count} {mass} (/|par) (m²|m 2|m2|m ²)",
            to=lambda n, unit: _in_mass(n, f"{unit}/m2"),
            reads=("75 mg/m²",),
            must_not_read=("75 mg/m",),
        ),
        rule(
            "débit",
            "quantity",
            "{count} {mass} (/|par) (min|minute|mn)",
            to=lambda n, unit: _in_mass(n, f"{unit}/min") if unit in ("L", "mL") else None,
            reads=("2 L/min", "2 litres par minute"),
            must_not_read=("2 L", "2 mg/min"),
        ),
        rule(
            "gouttes en chiffres romains",
            "dose",
            "{roman} (gouttes|gttes|gtt)",
            "(gouttes|gttes|gtt) [:] {roman}",
            to=lambda n: n.of("goutte"),
            reads=("XV gouttes", "XX gttes", "gouttes : XXV"),
            must_not_read=("XV", "X 3"),
        ),
        rule(
            "intervalle de quantités",
            "quantity",
            "{number} {mass} (a|ou) {number} {mass}",
            to=_two_units,
            reads=("500 mg à 1 g", "250 mg à 500 mg"),
            must_not_read=("1 g à 500 mg", "1 g à 2 mL", "20 mg - 60 mg"),
        ),
        rule(
            "deux quantités et un tiret",
            "quantity",
            "{number} {mass} - {number} {mass}",
            to=_either,
            reads=("20 mg - 60 mg",),
            must_not_read=("60 mg - 20 mg", "20 mg à 60 mg"),
        ),
        rule(
            "dose",
            "dose",
            "{count} [de|d'] {unit}",
            "{count} (seul|seule) {unit}",
            "{count} {unit} (entier|entiere|entiers|entieres)",
            to=_in_unit,
            reads=(
                "1 cp",
                "1/2 comprimé",
                "deux gélules",
                "1 à 2 bouffées",
                "1 c. à café",
                "un seul comprimé",
                "2 cp entiers",
            ),
            must_not_read=("1,2 cp", "0 cp", "cp"),
        ),
        rule(
            "part d'une unité",
            "dose",
            "[le|un|les] {number} (d'|de) (un|une|1) {unit}",
            to=_part_of,
            reads=("la moitié d'un comprimé", "le quart d'un cp", "1/2 d'un comprimé"),
            must_not_read=("2 d'un comprimé", "la moitié du comprimé"),
        ),
        rule(
            "dose par kilo",
            "dose",
            "{count} {unit} (/|par) (kg|kilo|kilos) [de poids]",
            to=lambda n, unit: None if unit == "dose" else n.of(f"{unit}/kg"),
            reads=("10 gouttes/kg", "10 gouttes par kilo"),
            must_not_read=("1 dose/kg", "10 gouttes"),
        ),
        rule(
            "dose-poids seule",
            "dose",
            "dose[s] (poids|kg)",
            value=Amount(Decimal(1), unit="dose-poids"),
            reads=("dose-poids",),
            must_not_read=("dose",),
        ),
        rule(
            "poids de la dose",
            "weight",
            "[de|pour|a|correspondant a] {number} (kg|kilos|kilo)",
            "(pour|a|soit) un poids de {number} (kg|kilos|kilo)",
            reads=("de 10 kg", "pour 12 kg", "pour un poids de 9,5 kg"),
            must_not_read=("10 mg", "kg"),
        ),
        rule(
            "demi-unité",
            "dose",
            "demi {unit}",
            to=lambda unit: Amount(Decimal("0.5"), unit=unit),
            reads=("demi-comprimé",),
            must_not_read=("comprimé",),
        ),
    ],
)

STRENGTHENED = Subject(
    "doses composées",
    [
        rule(
            DOSE_OF_WEIGHT,
            "dose",
            "(dose|graduation) [poids] {weight}",
            to=lambda _: Amount(Decimal(1), unit="dose-poids"),
            reads=("dose 8 kg", "dose de 12 kg"),
            must_not_read=("dose", "2 doses 8 kg", "8 kg"),
        ),
        rule(
            "dose et demie",
            "dose",
            "{dose} et (demi|demie)",
            to=_half_more,
            reads=("1 cp et demi", "2 comprimés et demi"),
            must_not_read=("1/2 cp et demi", "1 cp demi"),
        ),
        rule(
            "dose et fraction",
            "dose",
            "{dose} [+|et] {number}",
            to=_fraction_more,
            reads=("1 cp 1/2", "2 comprimés 1/2", "1 cp + 1/2", "1 cp ½"),
            must_not_read=("1 cp 2", "1/2 cp 1/2", "1 cp 0,2"),
        ),
        rule(
            "intervalle de doses",
            "dose",
            "{dose} (a|ou|-) {dose}",
            to=_two_doses,
            reads=("1 cp à 2 cp",),
            must_not_read=("1 cp à 2 gélules", "2 cp à 1 cp"),
        ),
    ],
)

SUBJECTS = (QUANTITIES, STRENGTHENED)
