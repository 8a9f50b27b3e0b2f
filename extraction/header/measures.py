"""Age, weight, height and sex, as headers print them."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from extraction.header.parts import Found, Part
from extraction.spelling.matching import fold
from prescription.dosage import Quantity
from prescription.record import Gender, Patient, Reading

_AGE = re.compile(r"(?<![\d/,.])(\d{1,3}) ?(ans?|mois|semaines?|jours?)\b(?! de )")
_LASTS = re.compile(
    r"\b(?:valable|valide|pendant|pdt|durant|duree|qsp|pour|traitement|dans|depuis|soit|"
    r"tou(?:te)?s les)(?: (?:de|du|les?|:))*[ :]*$"
)
"""Words before a number of days that make it no age."""
_AGED = re.compile(r"\bagee?\b|\bkg\b|\bcm\b|\b(?:enfant|bebe|nourrisson|patiente?)\b")
_WEIGHT = re.compile(
    r"(?:\bpoids|\bpds|\bp)\b ?[:=]? ?(\d{1,3}(?:[.,]\d{1,3})?) ?(kg|g)?\b|"
    r"(?<![\d/,.])(\d{1,3}(?:[.,]\d{1,3})?) ?kg\b(?!/)"
)
_HEIGHT = re.compile(
    r"(\btaille\b ?[:=]? ?)?(?<![\d,.])(?:(\d{2,3}) ?cm\b|"
    r"([12]) ?(?(1)[m,.]|(?:m|[,.](?= ?\d{2} ?m\b))) ?(\d{2}) ?(?:m\b|(?![\d ]*kg)\b))"
)
_SEX = re.compile(r"\bsexe\b ?:? ?(f|m|h)(?:[a-z]+)?\b|\(([fmh])\)")


def tells_age(part: Part) -> bool:
    """Whether an age or a weight stands in a part."""
    return bool(_AGE.search(part.folded) or _WEIGHT.search(part.folded))


def _age_in(text: str, *, near: bool) -> re.Match[str] | None:
    """The age that a folded part tells; `8 jours` alone is one only near the patient's name."""
    for match in _AGE.finditer(text):
        lasts = _LASTS.search(text, 0, match.start())
        if not lasts and (near or match[2] == "ans" or _AGED.search(text)):
            return match
    return None


def measure(part: Part, patient: Patient, readings: list[Reading], *, near: bool = True) -> Patient:
    """The patient with what a part tells; `readings` get its evidence."""
    text = part.folded
    if patient.age is None and (m := _age_in(text, near=near)):
        unit = {"a": "a", "m": "mo", "s": "wk", "j": "d"}[m[2][0]]
        patient = replace(patient, age=Quantity(Decimal(m[1]), unit))
        readings.append(Found("", part, m.start(), m.end()).reading("patient.age", "âge"))
    if patient.weight is None and (m := _WEIGHT.search(text)):
        value = Decimal((m[1] or m[3]).replace(",", "."))
        patient = replace(patient, weight=Quantity(value, m[2] or "kg"))
        readings.append(Found("", part, m.start(), m.end()).reading("patient.weight", "poids"))
    if patient.height is None and (m := _HEIGHT.search(text)):
        value = Decimal(m[2]) if m[2] else Decimal(m[3]) * 100 + Decimal(m[4])
        patient = replace(patient, height=Quantity(value, "cm"))
        readings.append(Found("", part, m.start(), m.end()).reading("patient.height", "taille"))
    if m := _SEX.search(text):
        sex = Gender.FEMALE if (m[1] or m[2]) == "f" else Gender.MALE
        patient = replace(patient, gender=sex)
        readings.append(Found("", part, m.start(), m.end()).reading("patient.gender", "sexe"))
    return patient


def measure_across(
    part: Part, under: Sequence[Part], patient: Patient, readings: list[Reading]
) -> Patient:
    """An age whose unit stands on the next row: `(48` above `ans)`."""
    if patient.age is not None or not under or not re.search(r"\(?\d{1,3}$", part.text):
        return patient
    joined = replace(part, text=f"{part.text} {under[0].text}", folded="")
    joined = replace(joined, folded=fold(joined.text))
    return measure(joined, patient, readings)
