"""How a line names its drug, strength and form."""

import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from prescription.dosage import Quantity, Ratio
from prescription.record import Medication
from synthetic.cases.facts import Product
from synthetic.cases.planned import PlannedLine
from synthetic.tables import read_table
from synthetic.words.numbers import in_digits
from synthetic.words.phrases import draw_phrase, has_phrase
from synthetic.words.segments import Segment
from synthetic.words.wording import Hand, say_measure

_MASS = ("mg", "g", "µg")


@dataclass(frozen=True, slots=True)
class Naming:
    """The head of a line and the medication it stands for.

    `bare` is the strength's quantity when it may also be the dose (`Doliprane 1 g x3/j`).
    """

    segments: tuple[Segment, ...]
    medication: Medication
    bare: Quantity | None = None


def name_drug(planned: PlannedLine, hand: Hand) -> Naming:
    """The head of the line in this hand."""
    product = planned.product
    pattern = hand.phrase("naming.secured" if hand.style == "l" else "naming")
    if not (product.brand and product.inn) or product.brand.lower() == product.inn:
        pattern = pattern.replace("inn (NAME)", "NAME").replace("inn (brand)", "name")
        pattern = pattern.replace("NAME (inn)", "NAME").replace("brand (inn)", "name")
    if not product.inn:
        pattern = pattern.replace("NAME LAB", "NAME")
    strength = planned.strength
    if hand.style in "pts" and hand.random.random() < 0.12 and len(product.strengths) <= 1:
        strength = ()
    segments: list[Segment] = []
    written, name, form = "", "", None
    bare = None
    for part in pattern.split(" "):
        separator = ", " if part.startswith(",") else " "
        match part.lstrip(","):
            case "strength":
                if strength:
                    text, strength, bare = _say_strength(
                        strength, hand, last=pattern.endswith(part)
                    )
                    segments.append(Segment(text, "STRENGTH", separator))
            case "form":
                form = product.form
                segments.append(Segment(_say_form(product, name, hand), "FORM", separator))
            case names:
                written, name = _say_name(names, pattern, (written, name), product, hand)
    segments.insert(0, Segment(written, "DRUG", ""))
    medication = Medication(written, name, product.substances, product.atc, None, strength, form)
    return Naming(tuple(segments), medication, bare)


def _say_name(
    part: str, pattern: str, so_far: tuple[str, str], product: Product, hand: Hand
) -> tuple[str, str]:
    """Adds one part of the pattern to the name; the second value is the record's name."""
    random = hand.random
    written, name = so_far
    if part in ("inn", "(inn)"):
        plain = random.choice((product.inn, product.inn[:1].upper() + product.inn[1:]))
        plain = f"({plain})" if part == "(inn)" else plain
        return f"{written} {plain}".strip(), name or product.inn
    if part in ("(NAME)", "(brand)", "brand"):
        brand = product.brand.upper() if part == "(NAME)" else product.brand
        brand = f"({brand})" if part.startswith("(") else brand
        return f"{written} {brand}".strip(), product.brand
    if part == "LAB":
        return f"{written} {_draw_laboratory(hand)}", name
    chosen = product.brand or product.inn
    generic = "LAB" in pattern or random.random() < 0.45
    if product.inn and generic and "(inn)" not in pattern:
        chosen = product.inn
    if part == "NAME":
        return _capitals(chosen, hand), chosen
    if chosen == product.inn and random.random() < 0.4:
        return chosen, chosen
    return chosen[:1].upper() + chosen[1:], chosen


def _capitals(name: str, hand: Hand) -> str:
    """In capitals, as often without accents as with."""
    upper = name.upper()
    if hand.random.random() < 0.5:
        return upper
    parts = unicodedata.normalize("NFD", upper)
    return "".join(c for c in parts if not unicodedata.combining(c))


@cache
def _laboratories() -> tuple[tuple[str, ...], tuple[int, ...]]:
    rows = read_table("laboratories.csv")
    return tuple(r["name"] for r in rows), tuple(int(r["weight"]) for r in rows)


def _draw_laboratory(hand: Hand) -> str:
    names, weights = _laboratories()
    return hand.random.choices(names, weights)[0].upper()


def _say_form(product: Product, name: str, hand: Hand) -> str:
    """The form in words: those of this product, of prolonged release, of the form at large."""
    meanings = [f"form.{product.key}", f"form.{product.form}"]
    if name.endswith((" LP", " LM")):
        meanings.insert(0, f"form.{product.form}.LP")
    known = [meaning for meaning in meanings if has_phrase(meaning)]
    return draw_phrase(known[0], hand.style, hand.random) if known else product.form


def _say_strength(
    strength: tuple[Ratio, ...], hand: Hand, *, last: bool
) -> tuple[str, tuple[Ratio, ...], Quantity | None]:
    """The words, the strength as they mean it, and the quantity that may double as a dose.

    Only what comes last may go without its unit: `Eliquis 5 cp` would be five tablets.
    """
    first = strength[0]
    if len(strength) == 1 and first.denominator is None:
        return _say_plain_strength(first.numerator, hand, last=last)
    if first.denominator is None:
        return _say_combination(strength, hand), strength, None
    if len(strength) > 1:
        words = "/".join(
            say_measure(r.numerator.value, r.numerator.unit or "", hand, alone=False)
            for r in strength
        )
        return f"{words} par {first.denominator.unit}", strength, None
    return _say_concentration(first, first.denominator, hand)


def _say_plain_strength(
    quantity: Quantity, hand: Hand, *, last: bool
) -> tuple[str, tuple[Ratio, ...], Quantity | None]:
    value, unit = quantity.value, quantity.unit or ""
    random = hand.random
    if unit == "mg" and value >= 1000 and value % 500 == 0 and random.random() < 0.45:
        value, unit = value / 1000, "g"
    strength = (Ratio(Quantity(value, unit)),)
    bare = last and unit in ("mg", "µg") and value >= 5
    if bare and hand.style in "pts" and random.random() < 0.12:
        return in_digits(value), strength, None
    if hand.style == "l" and random.random() < 0.4:
        return f"{in_digits(value)} {unit}", strength, None
    double = Quantity(value, unit) if unit in _MASS else None
    return say_measure(value, unit, hand), strength, double


def _say_combination(strength: tuple[Ratio, ...], hand: Hand) -> str:
    parts = [r.numerator for r in strength]
    units = {p.unit for p in parts}
    if len(units) == 1 and hand.random.random() < 0.3:
        numbers = "/".join(in_digits(p.value, point=hand.point) for p in parts[:-1])
        return f"{numbers}/{say_measure(parts[-1].value, parts[-1].unit or '', hand, alone=False)}"
    gap = "/" if hand.random.random() < 0.85 else " / "
    return gap.join(say_measure(p.value, p.unit or "", hand, alone=False) for p in parts)


def _say_concentration(
    ratio: Ratio, denominator: Quantity, hand: Hand
) -> tuple[str, tuple[Ratio, ...], Quantity | None]:
    amount, unit = ratio.numerator, denominator.unit or ""
    if hand.style == "l" and unit == "h" and denominator.value == 1 and hand.random.random() < 0.5:
        words = say_measure(amount.value, amount.unit or "", hand)
        return f"{words} par heure", (ratio,), None
    head = say_measure(amount.value, amount.unit or "", hand, alone=False)
    if unit == "dose" and hand.random.random() < 0.4:
        return head, (Ratio(ratio.numerator),), None
    if unit == "mL" and hand.random.random() < 0.5:
        unit = "ml"
    if unit == "h" and hand.style == "o" and hand.random.random() < 0.3:
        unit = "heure" if denominator.value == 1 else "heures"
    gap = "" if hand.tight else " "
    per = unit if denominator.value == Decimal(1) else f"{in_digits(denominator.value)}{gap}{unit}"
    slash = " pour " if hand.style == "o" and hand.random.random() < 0.1 else "/"
    if slash == " pour " and denominator.value == 1:
        per = f"1 {per}"
    return f"{head}{slash}{per}", (ratio,), None
