"""Parts of a record in the words a person reads: values in French, reviews in both languages."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from prescription.dosage import Dosage, Quantity, Range, Ratio, Repeat
from prescription.language import say
from prescription.record import DispenseRequest, Review, ReviewReason

_REASONS = {
    ReviewReason.LOW_OCR_CONFIDENCE: ("lecture incertaine", "uncertain reading"),
    ReviewReason.UNKNOWN_DRUG: ("médicament inconnu", "unknown drug"),
    ReviewReason.AMBIGUOUS_DRUG: ("plusieurs médicaments possibles", "several drugs possible"),
    ReviewReason.STRENGTH_NOT_MARKETED: ("dosage non commercialisé", "strength not marketed"),
    ReviewReason.FORM_NOT_MARKETED: ("forme non commercialisée", "form not marketed"),
    ReviewReason.DOSE_IMPLAUSIBLE: ("dose invraisemblable", "implausible dose"),
    ReviewReason.AMBIGUOUS_POSOLOGY: ("posologie ambiguë", "ambiguous posology"),
    ReviewReason.UNREAD_TEXT: ("mots non compris", "words not understood"),
    ReviewReason.MISSING_POSOLOGY: ("posologie absente", "no posology"),
    ReviewReason.UNREAD_REGION: ("endroit non lu", "place not read"),
    ReviewReason.REPAIRED_TEXT: ("texte réparé", "repaired text"),
}
_FIELDS = {
    "medication": ("médicament", "drug"),
    "strength": ("dosage", "strength"),
    "form": ("forme", "form"),
    "dosageInstruction": ("posologie", "posology"),
    "dispenseRequest": ("délivrance", "dispensing"),
    "substitution": ("substitution", "substitution"),
    "patient": ("patient", "patient"),
    "birthDate": ("date de naissance", "birth date"),
    "prescriber": ("prescripteur", "prescriber"),
    "rpps": ("RPPS", "RPPS"),
    "authoredOn": ("date de l'ordonnance", "date of issue"),
    "page": ("page", "page"),
}
# Unit of time: one, several.
_TIMES = {
    "min": ("minute", "minutes"),
    "h": ("heure", "heures"),
    "d": ("jour", "jours"),
    "wk": ("semaine", "semaines"),
    "mo": ("mois", "mois"),
    "a": ("an", "ans"),
}


def number_in_french(value: Decimal) -> str:
    """`2.50` is `2,5`."""
    text = format(value.normalize(), "f") if value else "0"
    return text.replace(".", ",")


def quantity_in_french(quantity: Quantity) -> str:
    """`5 d` is `5 jours`; other units stay as they are."""
    unit = quantity.unit or ""
    if unit in _TIMES:
        unit = _TIMES[unit][abs(quantity.value) >= 2]
    return f"{number_in_french(quantity.value)} {unit}".rstrip()


def range_in_french(between: Range) -> str:
    """`5 à 7 jours`."""
    return f"{number_in_french(between.low.value)} à {quantity_in_french(between.high)}"


def strength_in_french(strength: Sequence[Ratio]) -> str:
    """`500 mg + 62,5 mg`, `250 mg/5 mL`, `50 mg/mL`."""
    return " + ".join(map(_ratio_in_french, strength))


def _ratio_in_french(ratio: Ratio) -> str:
    above, below = quantity_in_french(ratio.numerator), ratio.denominator
    if below is None:
        return above
    return f"{above}/{below.unit if below.value == 1 else quantity_in_french(below)}"


def duration_in_french(dosage: Dosage) -> str:
    """How long the dosage runs, empty when it is not said."""
    repeat = dosage.timing.repeat if dosage.timing else Repeat()
    if repeat.bounds_range:
        return range_in_french(repeat.bounds_range)
    return quantity_in_french(repeat.bounds_duration) if repeat.bounds_duration else ""


def without_duration(dosage: Dosage) -> Dosage:
    """The dosage without its bounds, for a table that has a column for them."""
    if dosage.timing is None:
        return dosage
    repeat = replace(dosage.timing.repeat, bounds_duration=None, bounds_range=None)
    return replace(dosage, timing=replace(dosage.timing, repeat=repeat))


def supply_in_french(request: DispenseRequest | None) -> tuple[str, ...]:
    """What to dispense: `QSP 3 mois`, `2 boîte`."""
    if request is None:
        return ()
    supply, quantity = request.expected_supply_duration, request.quantity
    return (
        *([f"QSP {quantity_in_french(supply)}"] if supply else []),
        *([quantity_in_french(quantity)] if quantity else []),
    )


def repeats_in_french(request: DispenseRequest | None) -> str:
    """How many times more: `2 renouv.`, empty when it is not said."""
    repeats = request.number_of_repeats_allowed if request else None
    return "" if repeats is None else f"{repeats} renouv."


def review_in_words(review: Review) -> str:
    """Why to look, at what: `posologie ambiguë`, `lecture incertaine (dosage) : “5O0 mg”`."""
    reason = say_pair(_REASONS[review.reason])
    field = field_in_words(review.field)
    where = f" ({field})" if field and field not in reason else ""
    text = " / ".join((review.text or "").splitlines())
    seen = say(fr=f" : “{text}”", en=f": “{text}”") if text else ""
    return f"{reason}{where}{seen}"


def field_in_words(path: str) -> str:
    """The last part of a dotted path that has a word, empty when none has."""
    names = [part.partition("[")[0] for part in path.split(".")]
    return next((say_pair(_FIELDS[name]) for name in reversed(names) if name in _FIELDS), "")


def say_pair(pair: tuple[str, str]) -> str:
    """The French or the English of a pair."""
    return say(fr=pair[0], en=pair[1])
