"""Words behind a dose that may be of another one, or count something else."""

import re
from itertools import pairwise

from extraction.medication.limits import highest_dose
from extraction.medication.ways.dosages import doses_of, is_plain_daily, is_regular
from extraction.medication.ways.last_words import may_last
from extraction.medication.ways.way import KEPT, NEEDED, SEVERAL, Way
from extraction.posology.groups import SILENT
from extraction.posology.instruction import InstructionReading
from extraction.spelling.matching import fold
from prescription.dosage import PeriodUnit, Repeat

_SPAN = r"(?:\d{1,3}|une?) ?(?:j|jours?|jrs?|sem|semaines?|mois)"
_TWO_LENGTHS = re.compile(rf"\b{_SPAN} ?\+ ?{_SPAN}\b")
_TAKEN_AGAIN = re.compile(r"(?:a )?(?:renouveler|refaire|repeter) (?:a|au|le|dans|apres|j ?\d)\b")
_CUBIC = re.compile(r"(?<![\d,.])[1-4] ?cc\b")
_MINUS = r"(?:^|[^\d/½¼¾-]) ?[-–−] ?(?:\d+(?:[.,/]\d+)?|½|¼|¾|une? )"
_EVERY = r"(?:(?:tous|toutes|ts|ttes) les (?!jours?\b|matins?\b|soirs?\b)|chaque (?:sem|mois))"
_BY_SO_MUCH = re.compile(
    rf"(?:puis|ensuite|→|->) ?[-–−+] ?[\d½¼¾]|"
    rf"{_MINUS}[^,;()\d]*(?:{_EVERY}|par (?:sem|mois|palier)|/ ?(?:sem|mois|\d+ ?(?:j|sem|mois)))"
)
_SPACED = re.compile(r"\b(?:espac\w+|intervalle|(?:entre|ecart)\b.*\b(?:prises?|h|heures?))\b")
_IN_UNITS = re.compile(r"\d ?(?:u|ui|unites?)\b")
_THIS_ONE = re.compile(r"\b(?:ce (?:matin|midi|soir)|aujourd'hui|demain)\b")
_OFTEN = 60
"""Minutes: what is taken more often, and for no time told, is sipped or is no dose."""
_SMALL = frozenset({"goutte", "bouffée", "pulvérisation", "inhalation"})
_COUNTED_BEHIND = (("daily", "count"), ("events", "count"))
_WHOLE = frozenset({"comprimé", "gélule", "capsule", "suppositoire", "ovule", "lyophilisat"})
_INJECTED = re.compile(r"\b(?:inj\w*|perf\w*|sc|im|iv\w*|sous.cutan\w*|intra\w*|seringue|pse)\b")


def _adds_or_replaces(reading: InstructionReading) -> bool:
    """`1 cp/j ; si échec 2 cp/j`, `1 cp le soir, si insomnie 2 cp`: instead, or besides."""
    for needed in reading.dosages:
        if needed.as_needed_codeable_concept is None:
            continue
        for usual in reading.dosages:
            if usual.sequence == needed.sequence and usual.as_needed_codeable_concept is None:
                one, other = highest_dose(usual), highest_dose(needed)
                more = one and other and one.unit == other.unit and other.value > one.value
                if is_regular(usual) and (more or is_plain_daily(usual)):
                    return True
    return False


def _counts_after_rate(reading: InstructionReading) -> bool:
    """`1/j (2)`, `1/j 2`, `2 applications/j 5`: one a day, and two of what?"""
    kinds = [piece.kind for piece in reading.pieces if piece.kind not in SILENT]
    # `puis x 2/j 7`: the unit of a length is lost.
    last = kinds[-2:] == ["rhythm", "count"]
    return last or any(pair in _COUNTED_BEHIND for pair in pairwise(kinds))


def _lasts_twice(reading: InstructionReading) -> bool:
    """`3 mois + 3 mois`: how long a prescription and its renewal last."""
    return _TWO_LENGTHS.search(fold(reading.text)) is not None


def _is_taken_again(reading: InstructionReading) -> bool:
    """`1 ovule le soir, à renouveler à J3`: two in all, not one every evening."""
    return any(
        _TAKEN_AGAIN.match(fold(note.text))
        for dosage in reading.dosages
        if is_regular(dosage) and dosage.timing and not dosage.timing.repeat.bounds_duration
        for note in dosage.additional_instruction
    )


def _spoons_or_volume(reading: InstructionReading) -> bool:
    """`2 cc` by mouth: two millilitres, or two small spoons (`c. à c.`)."""
    words = fold(reading.text)
    taken = any(dose.unit == "mL" for dose in doses_of(reading))
    return taken and _CUBIC.search(words) is not None and not _INJECTED.search(words)


def _changes_by_so_much(reading: InstructionReading) -> bool:
    """`6 gouttes puis -1 par semaine`, `5 gouttes puis + 1 / 3 j`: by so much each time."""
    dosed = [e.end for e in reading.evidence if e.field.endswith(".doseAndRate")]
    several = len(reading.dosages) > 1 and dosed
    return bool(several) and _BY_SO_MUCH.search(fold(reading.text), min(dosed)) is not None


def _spaces_a_total(reading: InstructionReading) -> bool:
    """`2 cp/j espacés de 8 h`: one each time, though two together are read."""
    return any(
        is_plain_daily(dosage)
        and dosage.timing is not None
        and dosage.timing.repeat.frequency == 1
        and (most := highest_dose(dosage)) is not None
        and most.unit in _WHOLE
        and most.value > 1
        and any(_SPACED.search(fold(note.text)) for note in dosage.additional_instruction)
        for dosage in reading.dosages
    )


def _has_two_products(reading: InstructionReading) -> bool:
    """`1 ovule le soir, 1 application/j`: what is swallowed or put in is not applied."""
    applied = any(p.kind == "events" and p.value.unit == "application" for p in reading.pieces)
    if not applied:
        return False
    units = [p.value.unit for p in reading.pieces if p.kind == "dose"]
    twice = len(reading.dosages) == 1 and "application" in units
    return twice or bool({dose.unit for dose in doses_of(reading)} & _WHOLE)


def _counts_two_units(reading: InstructionReading) -> bool:
    """`1 cp 3 fois/j` with `1 gélule/j` or `demi-dose`: it may be of another drug, or replace."""
    units = {dose.unit for dose in doses_of(reading)}
    return len(units & (_WHOLE | {"dose"})) > 1 and not units.isdisjoint(_WHOLE)


def _counts_after_words(reading: InstructionReading) -> bool:
    """`6 heures enre 2 prises`: two intakes a day, or words of what stands before."""
    pieces = [piece for piece in reading.pieces if piece.kind not in SILENT]
    return any(
        one.kind in ("note", "condition")
        and one.end == other.start
        and other.kind == "events"
        and other.value.per is None
        and other.value.unit is None
        for one, other in pairwise(pieces)
    )


def _limits_twice(reading: InstructionReading) -> bool:
    """`1 cp par jour max 3/j`: the maximum is what stands before the word, or behind it."""
    pieces = [piece for piece in reading.pieces if piece.kind not in SILENT]
    texts = reading.chart.texts if reading.chart else []
    return any(
        one.kind == "maximum"
        and one.end == other.start
        and other.kind in ("daily", "rhythm", "events", "dose", "quantity", "count")
        and texts[one.end - 1].startswith("max")
        for one, other in pairwise(pieces)
    )


def _is_one_injection(reading: InstructionReading) -> bool:
    """`Lantus 1 le soir`: one unit, or one injection of so many."""
    one = any(dose.unit == "UI" and dose.value == 1 for dose in doses_of(reading))
    return one and not _IN_UNITS.search(fold(reading.text))


def _applies_several(reading: InstructionReading) -> bool:
    """`Oestrodose gel 2-0-0`: pressures of a pump, which the gel is not the unit of."""
    several = any(dose.unit == "application" and dose.value > 1 for dose in doses_of(reading))
    return several and not re.search(r"\bapp|\bcouche", fold(reading.text))


def _says_twice(reading: InstructionReading) -> bool:
    """Two doses at once that are the same: one of them is no dose."""
    told = [
        (d.sequence, d.dose_and_rate, d.timing, d.as_needed_codeable_concept, d.site, d.route)
        for d in reading.dosages
        if d.dose_and_rate
    ]
    return any(one in told[:i] for i, one in enumerate(told))


def _is_for_once(reading: InstructionReading) -> bool:
    """`1 cp ce soir puis 1/j`: one evening alone, which the timing cannot tell from all."""
    if not any(map(is_regular, reading.dosages)):
        return False
    kept = [fold(i.text) for dosage in reading.dosages for i in dosage.additional_instruction]
    told = [match[0] for match in _THIS_ONE.finditer(fold(reading.text))]
    return any(not any(words in note for note in kept) for words in told)


def _is_sipped(reading: InstructionReading) -> bool:
    """`1 sachet dans 200 mL à proposer toutes les 15 min`: not a sachet every time."""
    for dosage in reading.dosages:
        repeat = dosage.timing.repeat if dosage.timing else Repeat()
        minutes = repeat.period_unit is PeriodUnit.MIN and (repeat.period or 0) < _OFTEN
        dose = highest_dose(dosage)
        bound = repeat.bounds_duration or repeat.count or dosage.max_dose_per_period
        if minutes and not bound and dose is not None and dose.unit not in _SMALL:
            return True
    return False


LATER_WAYS = (
    Way(
        _is_for_once,
        "la prise est d'un seul jour, ou de tous.",
        "the intake is of one day alone, or of every day.",
        words=("ce m", "ce s", "aujourd", "demain"),
    ),
    Way(
        _is_sipped,
        "la dose est celle de chaque prise, ou elle se partage entre toutes.",
        "the dose is that of every intake, or shared out among them.",
    ),
    Way(
        _says_twice,
        "la même dose est lue deux fois : une seule est peut-être écrite.",
        "the same dose is read twice: there may be one alone.",
        facts=frozenset({SEVERAL}),
    ),
    Way(
        _applies_several,
        "l'unité de ce nombre n'est pas écrite : application, ou autre chose.",
        "the unit of this number is not written: application, or something else.",
        units=frozenset({"application"}),
    ),
    Way(
        _counts_after_words,
        "le nombre de prises est celui du jour, ou fait partie de la consigne.",
        "the number of intakes is that of a day, or part of the instruction.",
        facts=frozenset({"events"}),
        among=frozenset({"note", "condition"}),
    ),
    Way(
        _counts_two_units,
        "deux doses en unités différentes : l'une est peut-être d'un autre médicament.",
        "two doses in different units: one may be of another drug.",
        facts=frozenset({SEVERAL}),
    ),
    Way(
        may_last,
        "les derniers mots de la consigne sont peut-être la durée du traitement.",
        "the last words of the instruction may be the length of the treatment.",
        facts=frozenset({KEPT}),
    ),
    Way(
        _limits_twice,
        "le maximum est le nombre écrit avant ce mot, ou celui qui le suit.",
        "the maximum is the number written before the word, or the one behind it.",
        facts=frozenset({"maximum"}),
    ),
    Way(
        _is_one_injection,
        "1 est une unité, ou une injection.",
        "1 is one unit, or one injection.",
        units=frozenset({"UI"}),
    ),
    Way(
        _changes_by_so_much,
        "la dose change d'autant à chaque fois, ou c'est une dose de plus.",
        "the dose changes by that much each time, or it is one more dose.",
        facts=frozenset({SEVERAL}),
    ),
    Way(
        _spaces_a_total,
        "les prises sont espacées : ce nombre est peut-être celui du jour entier.",
        "the intakes are apart: the number may be that of the whole day.",
        facts=frozenset({KEPT}),
    ),
    Way(
        _has_two_products,
        "la ligne dit peut-être deux produits.",
        "the line may tell two products.",
        facts=frozenset({"events"}),
    ),
    Way(
        _adds_or_replaces,
        "la dose sous condition remplace l'autre, ou s'y ajoute.",
        "the dose on a condition replaces the other one, or adds to it.",
        facts=frozenset({SEVERAL, NEEDED}),
    ),
    Way(
        _counts_after_rate,
        "un nombre suit le rythme : il compte les prises, ou autre chose.",
        "a number follows the rhythm: it counts what is taken, or something else.",
        facts=frozenset({"count"}),
    ),
    Way(
        _lasts_twice,
        "deux durées s'ajoutent, ou la seconde est celle du renouvellement.",
        "two lengths add up, or the second is that of the renewal.",
        words=("+",),
    ),
    Way(
        _is_taken_again,
        "la prise est à répéter plus tard : elle n'est peut-être pas quotidienne.",
        "the intake is to be repeated later: it may not be a daily one.",
        facts=frozenset({KEPT}),
    ),
    Way(
        _spoons_or_volume,
        "« cc » est un millilitre, ou une cuillère à café.",
        '"cc" is a millilitre, or a small spoon.',
        units=frozenset({"mL"}),
        words=("cc",),
    ),
)
