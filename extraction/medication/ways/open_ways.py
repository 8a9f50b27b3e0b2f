"""Lines that a second reader would take in another way: the dose, or how often, is open."""

import re

from extraction.medication.limits import MASSES, MOST_AT_ONCE, highest_dose
from extraction.medication.ways.cut_words import CUT_WORD_WAYS
from extraction.medication.ways.day_totals import says_total_again
from extraction.medication.ways.dosages import doses_of, is_needed, is_plain_daily, is_regular
from extraction.medication.ways.first_doses import FIRST_DOSE_WAYS
from extraction.medication.ways.last_moment import sets_last_apart
from extraction.medication.ways.later_steps import LATER_STEP_WAYS
from extraction.medication.ways.later_ways import LATER_WAYS
from extraction.medication.ways.lost_slashes import LOST_SLASH_WAYS
from extraction.medication.ways.measured_steps import goes_on_measured
from extraction.medication.ways.more_counts import COUNT_WAYS
from extraction.medication.ways.near_moments import NEAR_WAYS
from extraction.medication.ways.near_words import NEAR_WORD_WAYS
from extraction.medication.ways.need_words import NEED_WAYS, REPEAT_SOON
from extraction.medication.ways.odd_amounts import ODD_AMOUNT_WAYS
from extraction.medication.ways.other_lengths import OTHER_LENGTH_WAYS
from extraction.medication.ways.some_days import SOME_DAYS_WAYS
from extraction.medication.ways.torn_numbers import TORN_NUMBER_WAYS
from extraction.medication.ways.way import KEPT, NEEDED, SEVERAL, Way, open_among
from extraction.posology.counted import ASKED, SHARED_OUT
from extraction.posology.instruction import InstructionReading
from extraction.posology.per_weight import is_per_weight
from extraction.rules.cycles import CYCLE_RULES
from extraction.rules.duration import ALONE, LENGTHS
from extraction.spelling.matching import fold
from prescription.dosage import Dosage, Repeat
from prescription.language import say

_EVEN_OR_ODD = re.compile(r"\b(?:im)?pairs?\b", re.IGNORECASE)
"""Days no timing can name: two doses on them look like two doses a day."""
_MEALS = (
    r"(?:aux|(?:avant|apres|pendant|au cours d|au moment d)(?: l)?es|chaque|chacun des|avant|apres|"
    r"pendant) repas"
)
_PARTS = r"(?:(?:le|au|du|a) )?(?:reveil|lever|matin|midi|soir|coucher|gouter)"
_MEALS_AND_MORE = re.compile(rf"{_MEALS} (?:et|\+|puis) {_PARTS}\b|{_PARTS} (?:et|\+) {_MEALS}")
_MEASURED = MASSES | {"UI", "MUI", "mL"}
_BY_WEIGHT = frozenset({"dose-poids", "mg/kg", "µg/kg", "g/kg", "UI/kg"})
_NEVER_TAKEN = frozenset({"tube", "L", "CH", "DH"})
_NEED = r"(?:si\b|en cas d|a la demande|sb\b)"
_ALSO_IF_NEEDED = re.compile(
    rf"(?:\bet|\+|, ?et)(?: aussi)? {_NEED}|(?:matin|midi|soir|coucher|/ ?j) si besoin,? et\b"
)
"""`matin et soir et si besoin`: a regular dose, and another one when needed."""
_REPEAT_IF_NEEDED = re.compile(
    rf"(?:renouvel|repet|redonn|repren|repris|recommenc|refair|prolong|poursui|continu)\w*"
    rf"[^,;.()]*\b{_NEED}"
)
_REPEAT_EVERY = re.compile(r"(?:renouvel|repet|redonn)\w* (?:toutes|ttes) les (?:\d+|[a-z]+) ?h")
"""Of a need alone, how often is told by it: `si douleur, à renouveler toutes les 4 h`."""
_OTHER_IN_BRACKETS = re.compile(
    r"(?:\d ?/ ?j(?:our)?|par jour|matin|midi|soir|coucher) ?\("
    r"(?=[^)]*(?:\bsi\b|\ben cas d|\ble 1er|\bles? \d|\bpuis\b))[^)]*\d"
)
"""`1/j (2 si œdèmes)`: another dose than the usual one, in brackets."""
_EMPTY_BOX = re.compile(r"[☐□▢❏❑]|\[ ?\]")
_IN_TURN = re.compile(r"\balter\w+")


def open_way(reading: InstructionReading) -> str:
    """In a sentence, what the words leave open of how much or how often; empty for nothing."""
    first = next(open_among(OPEN_WAYS, reading), None)
    return say(fr=first.fr, en=first.en) if first is not None else ""


def say_again(sentence: str) -> str:
    """A sentence of `open_way` in the user's language, whichever it was told in before."""
    told = (way for way in OPEN_WAYS if sentence in (way.fr, way.en))
    return next((say(fr=way.fr, en=way.en) for way in told), sentence)


def _adds_to_every_day(reading: InstructionReading) -> bool:
    """`1 cp/j, 1,5 cp le mardi`: nobody can tell whether Tuesday's dose replaces or adds."""
    named = {
        (dosage.sequence, bool(dosage.timing and dosage.timing.repeat.day_of_week))
        for dosage in reading.dosages
    }
    on_some_days = any(
        _EVEN_OR_ODD.search(note.text)
        for dosage in reading.dosages
        for note in dosage.additional_instruction
    )
    return on_some_days or any((sequence, not days) in named for sequence, days in named)


def _mixes_units(reading: InstructionReading) -> bool:
    """One dose in milligrams beside one in tablets: one of them may be a strength."""
    doses = (highest_dose(dosage) for dosage in reading.dosages)
    units = {dose.unit for dose in doses if dose is not None and dose.unit is not None}
    mixed = bool(units & _MEASURED) and bool(units - _MEASURED - _BY_WEIGHT)
    return mixed and not goes_on_measured(reading)


def _mixes_weight(reading: InstructionReading) -> bool:
    """`1 mg/kg 60 mg`: one dose said twice, or two."""
    doses = (highest_dose(dosage) for dosage in reading.dosages)
    by_weight = {is_per_weight(dose.unit) for dose in doses if dose is not None}
    return len(by_weight) > 1


def _has_cycle(reading: InstructionReading) -> bool:
    """`5 j sur 7` kept as words: the timing beside it is that of a day of treatment alone."""
    kept = [note.text for dosage in reading.dosages for note in dosage.additional_instruction]
    cycles = (reading.text[e.start : e.end] for e in reading.evidence if e.rule in CYCLE_RULES)
    return any(" ".join(words.split()) in note for words in cycles for note in kept)


def _counts_or_repeats(reading: InstructionReading) -> bool:
    """`par mois x 3`, `si migraine, renouvelable 1 fois`: words with two meanings."""
    return any(
        one.rule in ASKED
        and not (
            one.rule == SHARED_OUT and says_total_again(reading, reading.text[one.start : one.end])
        )
        for one in reading.evidence
    )


def _adds_to_meals(reading: InstructionReading) -> bool:
    """`après les repas et au coucher`: nobody says how many meals there are."""
    if not _MEALS_AND_MORE.search(fold(reading.text)):
        return False
    timings = [d.timing.repeat for d in reading.dosages if d.timing]
    return any(repeat.when and repeat.frequency in (None, 1) for repeat in timings)


def _takes_too_many(reading: InstructionReading) -> bool:
    """`10 seringues 1/j`, `trente deux gélules`, `2 tubes`, `40 l le soir`."""
    return any(
        dose.unit in _NEVER_TAKEN or dose.value > MOST_AT_ONCE.get(dose.unit or "", dose.value)
        for dose in doses_of(reading)
    )


def _says_total_and_parts(reading: InstructionReading) -> bool:
    """`3 cp/j : 2 matin 1 midi`: what is taken in a day, and its parts; or both together."""
    daily = [d for d in reading.dosages if is_plain_daily(d)]
    timed = [d for d in reading.dosages if d.timing and d.timing.repeat.when]
    return any(d.sequence == t.sequence for d in daily for t in timed)


def _needs_besides(reading: InstructionReading) -> bool:
    """A need told of a dose that is taken anyway, or of its repetition."""
    needed = [d for d in reading.dosages if is_needed(d)]
    words = fold(reading.text)
    timed = any(is_regular(d) or (d.timing and d.timing.repeat.when) for d in needed)
    also = timed and _ALSO_IF_NEEDED.search(words)
    repeated = needed and _REPEAT_IF_NEEDED.search(words) and not _REPEAT_EVERY.search(words)
    soon = repeated and not timed and len(reading.dosages) == 1 and REPEAT_SOON.search(words)
    return bool(also) or bool(repeated and not soon)


def _changes_in_brackets(reading: InstructionReading) -> bool:
    return _OTHER_IN_BRACKETS.search(fold(reading.text)) is not None


def _takes_slots_in_turn(reading: InstructionReading) -> bool:
    """`3/4 - 3/4 - 1/2 en alternance`: three days, not three moments."""
    slots = any(e.rule.startswith("cases") for e in reading.evidence)
    return slots and _IN_TURN.search(fold(reading.text)) is not None


def _only_lasts(reading: InstructionReading) -> bool:
    """`Amoxicilline 500 mg 6 jours`: the strength, or once a day; `40 mg pendant 3 jours` is.

    `500 mg gélule pendant 6 jours` is not: behind a form the dose was not written, or not read.
    """
    timed = {e.rule for e in reading.evidence if e.field.endswith("timing.repeat")}
    masses = [dose for dose in doses_of(reading) if dose.unit in MASSES | {"UI", "MUI"}]
    formed = any(e.field == "medication.form" for e in reading.evidence) and timed <= LENGTHS
    lasts = timed == {ALONE} or (bool(timed) and formed)
    return len(reading.dosages) == 1 and bool(masses) and lasts


def _needs_last_alone(reading: InstructionReading) -> bool:
    """`matin et soir (midi si besoin)`: the need is of the last moment, or of all of them."""
    repeats = [d.timing.repeat for d in reading.dosages if d.timing and is_needed(d)]
    several = any(len(r.when) + len(r.time_of_day) > 1 for r in repeats)
    return several and sets_last_apart(fold(reading.text))


def _begins_untold(reading: InstructionReading) -> bool:
    """`5 mg puis 10 mg/j`: nobody says how often, or for how long, the first dose is taken."""
    last = max((d.sequence or 0 for d in reading.dosages), default=0)
    return any(
        not _tells_time(d) and not is_needed(d) and not d.additional_instruction
        for d in reading.dosages
        if (d.sequence or 0) < last and d.dose_and_rate
    )


def _tells_time(dosage: Dosage) -> bool:
    repeat = dosage.timing.repeat if dosage.timing else Repeat()
    return any((repeat.frequency, repeat.count, repeat.when, repeat.time_of_day))


def _has_empty_box(reading: InstructionReading) -> bool:
    """`☐ NS`, `[ ] si besoin`: what is not ticked does not hold."""
    return _EMPTY_BOX.search(reading.text) is not None


OPEN_WAYS = (
    *(LATER_WAYS + NEAR_WAYS + NEAR_WORD_WAYS + COUNT_WAYS + NEED_WAYS + FIRST_DOSE_WAYS),
    *(CUT_WORD_WAYS + LATER_STEP_WAYS + TORN_NUMBER_WAYS + LOST_SLASH_WAYS + ODD_AMOUNT_WAYS),
    Way(
        _has_empty_box,
        "une case n'est pas cochée : ce qui la suit ne s'applique peut-être pas.",
        "a box is not ticked: what stands beside it may not hold.",
        words=("☐", "□", "▢", "❏", "❑", "["),
    ),
    Way(
        _begins_untold,
        "le rythme de la première dose n'est pas dit.",
        "how often the first dose is taken is not told.",
        facts=frozenset({SEVERAL}),
    ),
    Way(
        _needs_last_alone,
        "le besoin est celui du dernier moment, ou de tous.",
        "the need is of the last moment, or of all of them.",
        facts=frozenset({NEEDED}),
    ),
    Way(
        _mixes_units,
        "une dose est en unités de mesure, une autre non : l'une d'elles est peut-être le dosage.",
        "one dose is measured, another is counted: one of them may be the strength.",
        facts=frozenset({SEVERAL}),
    ),
    Way(
        _mixes_weight,
        "une dose par kilo et une dose fixe : la même dite deux fois, ou deux doses.",
        "one dose by weight and a fixed one: the same told twice, or two doses.",
        facts=frozenset({SEVERAL}),
    ),
    Way(
        _adds_to_every_day,
        "la dose de certains jours remplace celle des autres, ou s'y ajoute.",
        "the dose of some days replaces that of the others, or adds to it.",
        among=frozenset({SEVERAL, KEPT}),
    ),
    Way(
        _has_cycle,
        "il y a des jours sans prise, que la posologie ne dit pas autrement.",
        "there are days without an intake, which the posology does not tell otherwise.",
        facts=frozenset({KEPT}),
    ),
    *OTHER_LENGTH_WAYS,
    Way(
        _counts_or_repeats,
        "le nombre de fois compte les prises, ou les renouvellements.",
        "the number of times counts the intakes, or the repeats.",
    ),
    Way(
        _adds_to_meals,
        "le nombre de repas n'est pas dit.",
        "how many meals there are is not told.",
        words=(" repas",),
    ),
    Way(
        _takes_too_many,
        "c'est trop pour une prise : ce nombre compte peut-être autre chose.",
        "that is too much for one intake: the number may count something else.",
    ),
    Way(
        _says_total_and_parts,
        "les prises nommées font partie du total du jour, ou s'y ajoutent.",
        "the intakes named are part of the day's total, or add to it.",
        facts=frozenset({SEVERAL}),
    ),
    Way(
        _needs_besides,
        "la prise si besoin est la prise régulière, ou s'y ajoute.",
        "the intake as needed is the regular one, or adds to it.",
        facts=frozenset({NEEDED}),
    ),
    Way(
        _changes_in_brackets,
        "la dose entre parenthèses remplace l'autre, ou s'y ajoute.",
        "the dose in brackets replaces the other one, or adds to it.",
        words=("(",),
    ),
    Way(
        _takes_slots_in_turn,
        "les doses changent d'un jour à l'autre, ou d'un moment à l'autre.",
        "the doses change from day to day, or from one moment to the next.",
        words=("alter",),
    ),
    Way(
        _only_lasts,
        "la quantité est le dosage, ou la dose d'une prise par jour.",
        "the quantity is the strength, or the dose of one intake a day.",
        units=MASSES | {"UI", "MUI"},
    ),
    *SOME_DAYS_WAYS,
)
