"""Parts of a record in the words a person reads: values in French, reviews in both languages."""

import re
from collections.abc import Sequence
from dataclasses import replace

from extraction.header.identifiers import CHECKS
from ordonnancier.told_by_reading import told_as_a_whole, told_by_reading
from prescription.dosage import Dosage, Ratio, Repeat
from prescription.french import describe_quantity
from prescription.language import chosen_language, say
from prescription.record import DispenseRequest, Review, ReviewReason, Substitution, Zone
from prescription.spoken import say_quantity, say_range, say_unit

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
    "zone": ("ALD", "ALD"),
    "patient": ("patient", "patient"),
    "birthDate": ("date de naissance", "birth date"),
    "prescriber": ("prescripteur", "prescriber"),
    "rpps": ("RPPS", "RPPS"),
    "authoredOn": ("date de l'ordonnance", "date of issue"),
}

_NAMES_DRUGS = frozenset({ReviewReason.AMBIGUOUS_DRUG, ReviewReason.UNKNOWN_DRUG})
_CHOSEN_AMONG = frozenset({"prescriber.name", "authoredOn", "patient.birthDate"})
_DAYS = frozenset({"patient.birthDate", "authoredOn"})
_DAY = re.compile(r"\d{1,2}([./-])\d{1,2}\1\d{2,4}")


def describe_reason(reason: ReviewReason) -> str:
    """`unknown drug`."""
    fr, en = _REASONS[reason]
    return say(fr=fr, en=en)


def strength_in_french(strength: Sequence[Ratio]) -> str:
    """`500 mg + 62,5 mg`, `250 mg/5 mL`, `50 mg/mL`."""
    return " + ".join(map(_ratio_in_french, strength))


def _ratio_in_french(ratio: Ratio) -> str:
    above, below = describe_quantity(ratio.numerator), ratio.denominator
    if below is None:
        return above
    return f"{above}/{below.unit if below.value == 1 else describe_quantity(below)}"


def say_strength(strength: Sequence[Ratio]) -> str:
    """The same in the user's language: `2.5 mg`, `100 IU/mL`."""
    return " + ".join(map(_say_ratio, strength))


def _say_ratio(ratio: Ratio) -> str:
    above, below = say_quantity(ratio.numerator), ratio.denominator
    if below is None:
        return above
    alone = below.value == 1 and below.unit is not None
    return f"{above}/{say_unit(below.unit or '') if alone else say_quantity(below)}"


def zone_in_french(zone: Zone | None) -> str:
    """The zone of a bizone prescription a line stands in; empty for any other prescription."""
    if zone is None:
        return ""
    return "ALD" if zone is Zone.ALD else "hors ALD"


def say_zone(zone: Zone | None) -> str:
    """The same in the user's language."""
    french = zone_in_french(zone)
    return say(fr=french, en="not ALD" if zone is Zone.INTERCURRENT else french)


def say_duration(dosage: Dosage) -> str:
    """How long the dosage runs, empty when it is not said."""
    repeat = dosage.timing.repeat if dosage.timing else Repeat()
    if repeat.bounds_range:
        return say_range(repeat.bounds_range)
    return say_quantity(repeat.bounds_duration) if repeat.bounds_duration else ""


def without_duration(dosage: Dosage) -> Dosage:
    """The dosage without its bounds, for a table that has a column for them."""
    if dosage.timing is None:
        return dosage
    repeat = replace(dosage.timing.repeat, bounds_duration=None, bounds_range=None)
    return replace(dosage, timing=replace(dosage.timing, repeat=repeat))


def supply_in_french(request: DispenseRequest | None) -> tuple[str, ...]:
    """What to dispense: `QSP 3 mois`, `2 boîtes`."""
    if request is None:
        return ()
    supply, quantity = request.expected_supply_duration, request.quantity
    return (
        *([f"QSP {describe_quantity(supply)}"] if supply else []),
        *([describe_quantity(quantity)] if quantity else []),
    )


def repeats_in_french(request: DispenseRequest | None) -> str:
    """How many times more: `2 renouv.`, `non renouvelable`, empty when it is not said."""
    repeats = request.number_of_repeats_allowed if request else None
    if repeats == 0:
        return "non renouvelable"
    return "" if repeats is None else f"{repeats} renouv."


def say_supply(request: DispenseRequest | None) -> tuple[str, ...]:
    """What to dispense, in the user's language: `enough for 3 months`, `2 boxes`."""
    if request is None or chosen_language() == "fr":
        return supply_in_french(request)
    supply, quantity = request.expected_supply_duration, request.quantity
    return (
        *([f"enough for {say_quantity(supply)}"] if supply else []),
        *([say_quantity(quantity)] if quantity else []),
    )


def say_repeats(request: DispenseRequest | None) -> str:
    """How many times more, in the user's language: `2 renewals`, `not renewable`."""
    repeats = request.number_of_repeats_allowed if request else None
    if repeats is None or chosen_language() == "fr":
        return repeats_in_french(request)
    many = "" if repeats == 1 else "s"
    return f"{repeats} renewal{many}" if repeats else "not renewable"


def say_substitution(substitution: Substitution | None) -> str:
    """That the prescriber forbids another product, and why; empty where nothing is forbidden."""
    if substitution is None or substitution.allowed:
        return ""
    reason = f" ({substitution.reason})" if substitution.reason else ""
    return say(fr="non substituable", en="no substitution") + reason


_TOLD_IN_A_SENTENCE = frozenset(
    {
        ReviewReason.STRENGTH_NOT_MARKETED,
        ReviewReason.FORM_NOT_MARKETED,
        ReviewReason.DOSE_IMPLAUSIBLE,
    }
)


def review_in_words(review: Review, dosages: Sequence[Dosage] = ()) -> str:
    """Why to look, at what: `posologie absente`, `lecture incertaine (dosage) : « 5O0 mg »`.

    What is a sentence already stands for itself. Beside `dosages` that tell a dose, a missing
    posology is a missing rhythm.
    """
    if review.text and review.reason in _TOLD_IN_A_SENTENCE:
        return review.text
    if review.text and (whole := told_as_a_whole(review.text)):
        return f"{field_in_words(review.field)}{say(fr=' : ', en=': ')}{whole}"
    reason = _reason_in_words(review, dosages)
    if review.reason is ReviewReason.AMBIGUOUS_POSOLOGY and (why := _why_ambiguous(review)):
        return f"{reason}{say(fr=' : ', en=': ')}{why}"
    # A region belongs to no field: its page is what helps to find it.
    field = f"page {review.page or 1}" if review.field == "page" else field_in_words(review.field)
    where = f" ({field})" if field and field not in reason else ""
    text = " / ".join((review.text or "").splitlines())
    if review.reason in _NAMES_DRUGS:
        text = _drugs_in_words(text)
    elif len(several := _several(review)) > 1:
        return f"{reason}{where}{say(fr=' : ', en=': ')}{_either(several)}"
    if told := told_by_reading(review.field, text):
        if review.field == "page" and review.reason is ReviewReason.UNREAD_TEXT:
            # It is no words of the page, and may name the page itself.
            own = told.startswith("page ")
            return told if own else f"{field}{say(fr=' : ', en=': ')}{told}"
        return f"{reason}{where}{say(fr=' : ', en=': ')}{told}"
    seen = say(fr=f" : « {text} »", en=f": “{text}”") if text else ""
    return f"{reason}{where}{seen}"


def readings_of(review: Review) -> tuple[str, ...]:
    """The meanings that words of a posology can have, as sentences; none where they have one."""
    readings = tuple((review.text or "").splitlines())
    is_open = review.reason is ReviewReason.AMBIGUOUS_POSOLOGY and len(readings) > 1
    return readings if is_open else ()


def _either(words: Sequence[str]) -> str:
    return say(fr=" ou ", en=" or ").join(say(fr=f"« {one} »", en=f'"{one}"') for one in words)


def _several(review: Review) -> tuple[str, ...]:
    """The doctors, or the days, that a sheet names for one field: all were understood."""
    chosen = review.reason is ReviewReason.UNREAD_TEXT and review.field in _CHOSEN_AMONG
    several = tuple((review.text or "").split(" / ")) if chosen else ()
    days = review.field not in _DAYS or all(map(_DAY.fullmatch, several))
    return several if days else ()


def _is_only_to_confirm(review: Review) -> bool:
    """Whether the field holds the words that it is asked about."""
    if review.reason is not ReviewReason.UNREAD_TEXT or not review.text:
        return False
    is_day = review.field in _DAYS and _DAY.fullmatch(review.text.strip()) is not None
    return is_day or review.field in ("patient.name", "prescriber.name")


def _means_one_name(text: str) -> bool:
    """`Augmantin : Augmentin (0.94)`: what was read is unsure, and no other name came near."""
    _, between, near = text.partition(" : ")
    return bool(between) and len(set(near.split(" · "))) == 1


def _drugs_in_words(text: str) -> str:
    """What was read and the names it can mean, each told once; scores as the language has them."""
    seen, between, near = text.partition(" : ")
    names = list(dict.fromkeys(near.split(" · ")))
    if between and [name.casefold() for name in names] == [seen.casefold()]:
        return seen
    told = f"{seen}{between}{' · '.join(names)}"
    return re.sub(r"\((\d)\.(\d\d)\)", say(fr=r"(\1,\2)", en=r"(\1.\2)"), told)


def _why_ambiguous(review: Review) -> str:
    """The meanings themselves, or the sentence that tells what is open."""
    text, readings = review.text or "", readings_of(review)
    if readings:
        return _either(readings)
    return text if text.endswith(".") else ""


def _reason_in_words(review: Review, dosages: Sequence[Dosage]) -> str:
    kind = review.field.rpartition(".")[2]
    fault = number_fault(kind, review.text or "")
    if fault and review.reason is ReviewReason.LOW_OCR_CONFIDENCE:
        return fault
    if review.reason is ReviewReason.MISSING_POSOLOGY and any(d.dose_and_rate for d in dosages):
        return say(fr="rythme absent", en="no rhythm")
    if kind == "doseAndRate" and review.reason is ReviewReason.AMBIGUOUS_POSOLOGY:
        return say(fr="dose ou unité de la dose absente", en="dose or its unit missing")
    if review.reason is ReviewReason.UNREAD_TEXT and not review.text:
        return say(fr="rien n'a été lu", en="nothing was read")
    if len(_several(review)) > 1:
        return say(fr="plusieurs possibles", en="several possible")
    if _is_only_to_confirm(review):
        return say(fr="à confirmer", en="to confirm")
    if review.reason is ReviewReason.AMBIGUOUS_DRUG and _means_one_name(review.text or ""):
        return say(fr="médicament à confirmer", en="drug to confirm")
    return say_pair(_REASONS[review.reason])


def number_fault(kind: str, digits: str) -> str:
    """What is wrong with a number of this kind (`rpps`, `nir` …); empty where nothing is told."""
    if kind not in CHECKS or not digits.isalnum():
        return ""
    length, passes = CHECKS[kind]
    if len(digits) != length:
        return say(
            fr=f"{len(digits)} chiffres au lieu de {length}",
            en=f"{len(digits)} digits instead of {length}",
        )
    return "" if passes(digits) else say(fr="clé de contrôle fausse", en="wrong check digit")


def field_in_words(path: str) -> str:
    """The last part of a dotted path that has a word, empty when none has."""
    names = [part.partition("[")[0] for part in path.split(".")]
    return next((say_pair(_FIELDS[name]) for name in reversed(names) if name in _FIELDS), "")


def say_pair(pair: tuple[str, str]) -> str:
    """The French or the English of a pair."""
    return say(fr=pair[0], en=pair[1])
