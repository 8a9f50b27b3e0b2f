"""Rhythms and units that do not go with the drug: `1 cp tous les 3 mois`, `2 bouffées 4x/h`."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from extraction.drugs.lexicon import DrugName
from extraction.drugs.marketed import marketed_number
from extraction.drugs.strengths import amount
from extraction.medication.limits import MASSES, highest_dose, usual_days_a_week
from extraction.medication.ways.other_lengths import CHILD
from extraction.posology.groups import SILENT
from extraction.posology.instruction import InstructionReading
from extraction.rules.sequences import DAY_RANGES
from extraction.spelling.matching import fold
from prescription.dosage import Dosage, PeriodUnit, Quantity, Repeat
from prescription.language import say
from prescription.record import Medication, Review, ReviewReason
from prescription.spoken import say_unit

_TAKEN_DAILY = frozenset(
    {"comprimé", "gélule", "lyophilisat", "goutte", "bouffée", "inhalation", "pulvérisation"}
    | {"application", "noisette", "pastille", "cuillère à café", "cuillère à soupe", "pression"}
)
_NOT_HOURLY = (_TAKEN_DAILY - {"goutte"}) | frozenset(
    {"sachet", "ampoule", "injection", "suppositoire", "patch", "capsule", "dose", "seringue"}
    | {"dose-poids", "cuillère à mesure"}
)
_MEASURED = MASSES | {"UI", "MUI"}
_FLOWS_HOURLY = re.compile(r"/ ?h|\bpar h|\bperf|\bpse\b|\bivse\b|continu")
_SELDOM = ("A11", "J02", "M05", "P", "B03", "L01", "L04", "J01XX")
"""ATC groups of which one dose may last for weeks: vitamin D, antifungals, antiparasitics."""
_FORTNIGHT = Decimal(14)
_DAYS = {PeriodUnit.D: 1, PeriodUnit.WK: 7, PeriodUnit.MO: 30, PeriodUnit.A: 365}
_UNITS = frozenset({"UI", "MUI", "UI/kg", "MUI/kg"})
_WEIGHED_TOO = frozenset({"B01AB05"})
"""Sold in units and prescribed in milligrams as well: enoxaparin, 4000 UI of which are 40 mg."""
_INJECTED = frozenset({"solution injectable", "stylo"})
_RELEASED_LONG = frozenset({"LP", "Consta", "Maintena"})
_FAR = 100
_HEAVIEST = 10
"""Kilograms by which a dose for one of them is multiplied before it is called too small."""
_HEAVY = ("A06", "A07", "B05", "V")
"""Laxatives, charcoal and salts to drink, infusions, foods."""
_ONE_SOLID = frozenset({"comprimé", "gélule", "capsule", "suppositoire", "ovule"})
_MOST_HELD = 5
_MOST_GRAMS = 30
"""Grams that one of them holds, or that are taken at once, at the most."""
_DAYS_ALONE = re.compile(r"(\d{1,4}) ?(?:j|jrs?|jours?)")
_CANCER = ("L01", "L04AX")
_AGED_NAME = re.compile(rf"\b{CHILD}$")


def rhythm_doubts(
    dosages: Sequence[Dosage], medication: Medication, drug: DrugName
) -> Iterator[Review]:
    """The first thing of rhythm or unit that nobody prescribes for such a drug."""
    for i, dosage in enumerate(dosages):
        repeat = dosage.timing.repeat if dosage.timing else Repeat()
        dose = highest_dose(dosage)
        told = _every_hour(repeat, dose, dosage.text) or _seldom(repeat, dose, medication, drug)
        told = told or _depot(repeat, drug) or _worn(repeat, drug)
        if told:
            yield Review("dosageInstruction", ReviewReason.DOSE_IMPLAUSIBLE, told)
            return
        if dose is not None and (said := _other_unit(dose, medication, drug)):
            field = f"dosageInstruction[{i}].doseAndRate"
            yield Review(field, ReviewReason.DOSE_IMPLAUSIBLE, said)
            return


def course_doubts(
    reading: InstructionReading, medication: Medication, drug: DrugName | None
) -> Iterator[Review]:
    """`Temodal 140 mg 1 gél/j J1-J5`: the days of one cure of many, where cancer is treated.

    And `Pentasa 1j = 2 cp x2/j`, a strength whose unit is misread; `Débridat enfant 8 mois` is old
    so.
    """
    if drug is not None and not medication.strength and _begins_with_strength(reading, drug):
        said = say(
            fr="ce nombre de jours, juste après le nom, est peut-être le dosage.",
            en="this number of days, right behind the name, may be the strength.",
        )
        yield Review("medication.strength", ReviewReason.AMBIGUOUS_POSOLOGY, said)
    if _AGED_NAME.search(fold(medication.text)) and _first_kind(reading) == "duration":
        said = say(
            fr="cette durée, juste après le nom, est peut-être l'âge de l'enfant.",
            en="this length, right behind the name, may be the child's age.",
        )
        yield Review("dosageInstruction", ReviewReason.AMBIGUOUS_POSOLOGY, said)
    ranged = any(p.kind == "stage" and p.rule in DAY_RANGES for p in reading.pieces)
    if drug is None or not ranged or not (medication.atc or "").startswith(_CANCER):
        return
    said = say(
        fr="ces jours sont ceux d'une cure : elle revient peut-être, la durée est la sienne seule.",
        en="these are the days of a cure that may come back: the length is its own alone.",
    )
    yield Review("dosageInstruction", ReviewReason.AMBIGUOUS_POSOLOGY, said)


def _first_kind(reading: InstructionReading) -> str | None:
    return next((p.kind for p in reading.pieces if p.kind not in SILENT), None)


def _begins_with_strength(reading: InstructionReading, drug: DrugName) -> bool:
    first = next((p for p in reading.pieces if p.kind not in SILENT), None)
    if first is None or first.kind != "duration" or reading.chart is None:
        return False
    days = _DAYS_ALONE.fullmatch(fold(reading.chart.words(first)))
    if days is None:
        return False
    # `1j` may be the 1 g of what is sold as 1000 mg.
    numbers = (Decimal(days[1]), Decimal(days[1]) * 1000)
    return any(marketed_number(number, drug.strengths) is not None for number in numbers)


def _every_hour(repeat: Repeat, dose: Quantity | None, words: str | None) -> str:
    """`4x/h`: several intakes within one hour or a few; `3x/24h` is a day.

    `1 inhalation/h`, `2 bouffées toutes les h` have lost a number: only drops are given hourly, and
    amounts that flow (`500 UI/h`).
    """
    hours = repeat.period_unit is PeriodUnit.H and (repeat.period or 0) < 24
    if not hours:
        return ""
    flows = _FLOWS_HOURLY.search(fold(words or "")) is not None
    counted = _NOT_HOURLY if flows else _NOT_HOURLY | _MEASURED
    hourly = repeat.period == 1 and dose is not None and dose.unit in counted
    if (repeat.frequency or 0) < 2 and not hourly:
        return ""
    if hourly:
        return say(
            fr="une prise chaque heure : le nombre d'heures est peut-être perdu.",
            en="one intake every hour: the number of hours may be lost.",
        )
    return say(
        fr="plusieurs prises sont comptées en quelques heures : l'unité est peut-être mal lue.",
        en="several intakes are counted within some hours: the unit may be misread.",
    )


def _seldom(repeat: Repeat, dose: Quantity | None, medication: Medication, drug: DrugName) -> str:
    """`Dexeryl 2 applications/3 mois`: what is taken daily, once in weeks."""
    days = (repeat.period or 0) * _DAYS.get(repeat.period_unit or PeriodUnit.D, 0)
    if repeat.frequency is None or days < _FORTNIGHT * repeat.frequency:
        return ""
    groups = {medication.atc or "", *drug.atc}
    rare = any(code.startswith(_SELDOM) for code in groups) or usual_days_a_week(drug) is not None
    if dose is None or dose.unit not in _TAKEN_DAILY or rare:
        return ""
    return say(
        fr="prise si rarement : ce temps est peut-être la durée du traitement.",
        en="taken so seldom: this time may be the length of the treatment.",
    )


def _depot(repeat: Repeat, drug: DrugName) -> str:
    """`Décapeptyl LP 11,25 1 injection durant 3 mois`: one of them acts for weeks."""
    long = not _RELEASED_LONG.isdisjoint(drug.name.split())
    if not long or not drug.forms or not set(drug.forms) <= _INJECTED:
        return ""
    daily = repeat.period_unit is PeriodUnit.D and (repeat.period or 0) < 7
    several = daily and not repeat.day_of_week and repeat.frequency is not None
    if not several or repeat.count is not None:
        return ""
    return say(
        fr="chaque jour, alors qu'une injection agit des semaines.",
        en="every day, though one injection acts for weeks.",
    )


def _worn(repeat: Repeat, drug: DrugName) -> str:
    """`Nitriderm 5 mg 8h 20h`: put on at the first hour and taken off at the second."""
    if not drug.forms or not set(drug.forms) <= {"patch"} or len(repeat.time_of_day) < 2:
        return ""
    return say(
        fr="les heures disent quand poser et quand retirer, ou deux poses par jour.",
        en="the hours tell when to put on and when to take off, or two a day.",
    )


def _other_unit(dose: Quantity, medication: Medication, drug: DrugName) -> str:
    """`60 mu/kg` of paracetamol, `10 mg` of an insulin, `1000 mcg` of what is sold as 500 mg."""
    sold = [ratio for strength in (*drug.strengths, medication.strength) for ratio in strength]
    in_units = [ratio.numerator.unit in _UNITS for ratio in sold]
    weighed = dose.unit in MASSES and _WEIGHED_TOO.isdisjoint(drug.atc)
    if sold and ((dose.unit in _UNITS and not any(in_units)) or (weighed and all(in_units))):
        unit = say_unit(dose.unit or "")
        return say(
            fr=f"La dose est en {unit}, mais {drug.name} se mesure autrement.",
            en=f"The dose is in {unit}, but {drug.name} is measured otherwise.",
        )
    if _is_too_heavy(dose, medication, drug):
        return say(
            fr="Cette quantité est trop grande : l'unité est peut-être mal lue.",
            en="This amount is too large: its unit may be misread.",
        )
    by_weight = (dose.unit or "").endswith("/kg")
    unit = (dose.unit or "").removesuffix("/kg")
    if unit not in MASSES | {"ng"}:
        return ""
    if unit == "ng":
        return say(
            fr="Une dose en nanogrammes : l'unité est peut-être mal lue.",
            en="A dose in nanograms: its unit may be misread.",
        )
    value, base = amount(Quantity(dose.value * (_HEAVIEST if by_weight else 1), unit))
    written = medication.strength or sold
    held = [amount(r.numerator) for r in written]
    if not held or not all(u == base and value * _FAR < v for v, u in held):
        return ""
    return say(
        fr=f"Cette dose est bien moins que le plus petit dosage de {drug.name}.",
        en=f"This dose is far less than the smallest strength of {drug.name}.",
    )


def _is_too_heavy(dose: Quantity, medication: Medication, drug: DrugName) -> bool:
    """`1000 g IV`, a tablet of 100 g: only what cleans the bowel or feeds weighs so much."""
    if any(code.startswith(_HEAVY) for code in drug.atc):
        return False
    counted = dose.unit in _ONE_SOLID and dose.value > 0
    held = (r.numerator for r in medication.strength if counted and r.denominator is None)
    return any(q.unit == "g" and q.value > _MOST_HELD for q in held) or (
        dose.unit == "g" and dose.value > _MOST_GRAMS
    )
