"""Words that lost a letter, or are glued or cut, whose rest was read as something else.

`10 ms` is `10 mg`, the `sir` of `mat midi sir` an evening, the `jeu` of `à jeu` no Thursday.
"""

import re
from itertools import pairwise

from extraction.grammar.chart import Node
from extraction.medication.limits import MASSES, highest_dose
from extraction.medication.ways.way import KEPT, NEEDED, ROUTED, Way
from extraction.posology.groups import SILENT
from extraction.posology.instruction import InstructionReading
from extraction.spelling.matching import fold
from prescription.dosage import EventTiming

_SHORT = 3
_RHYTHM = frozenset({"moments", "slots", "clock", "rhythm", "daily", "interval", "per"})
_LETTERS_OF_MG = re.compile(r" ?ms\b")
_COUNTED = frozenset({"dose", "count"})
_RENEWAL = re.compile(r"\W*r ?\d{1,2}\W*")
_HOLDS_DOSE = re.compile(
    r"\d ?(?:comprimes?|cp[rs]?|gelules?|sachets?|gouttes?|bouffees?|suppositoires?|ampoules?)\b|"
    r" [b-xz]$|\b(?:dose|prise) unique$"
)
"""What the words of a need end in where a dose was swallowed: `si fièvre > 38,51 comprimé`."""
_SWALLOWED = frozenset({"comprimé", "gélule", "capsule", "sachet", "lyophilisat"})
_INJECTED = frozenset({"sous-cutanée", "intramusculaire", "intraveineuse"})
_NEVER_INJECTED = frozenset(
    {"inhalation", "bouffée", "pulvérisation", "application", "goutte", "patch", "ovule"}
)
_NOT_SWALLOWED = _INJECTED | {"rectale"}
_DOSE_KEPT = re.compile(
    r"(?<![\d,.])(?:\d|½|¼|¾|une?|deux) ?(?:cp[rs]?|comp\w*|gel(?:ule)?s?|sach\w*|supp\w*)\b"
)
_DOSE_AT = re.compile(r"(?:\bet|\bpuis|\+|,) ?((?:\d|½|une?) a \d{1,2} ?h)\b")
_SAYS_AGAIN = re.compile(r"\b(?:soit|altern\w*|max\w*|plus|sans|depasser|dans|ou|=)\b")
_TORN = re.compile(
    r"\w-po\b|\d ?b (?:\d|cp|comp|gel)|\bop\W{0,3}\d+ ?(?:prises?|fois|cp|comp|gel|sach)"
)
"""The `po` of `dose-po ids` is no way to take it, the `b` of `5 b 10 gouttes` no box, the `OP` of
`OP 3 prises/j` no pack."""
_WEIGHT = re.compile(r"(\d+(?:[.,]\d+)?) ?kg")
_CUT_MEAL = re.compile(r"\ba jeu\b|\bven (?:une|1) (?:seule )?prise")
_DAYS_OF_THREE = frozenset({"lun", "mar", "mer", "jeu", "ven", "sam", "dim"})


def _forms_last(reading: InstructionReading) -> bool:
    """`mat midi sir`, `0-0-1 SP 8 sem`: a short form behind the rhythm is the rest of a word."""
    timed = [
        reading.chart.span(p)[1] for p in reading.pieces if p.kind in _RHYTHM and reading.chart
    ]
    if not timed:
        return False
    return any(
        one.field == "medication.form" and one.end - one.start <= _SHORT and one.start >= min(timed)
        for one in reading.evidence
    )


def _tells_strength_by_letters(reading: InstructionReading) -> bool:
    """`Bisoprolol 2,5 ms`: morning and evening, or the unit of the strength."""
    words = fold(reading.text)
    return any(
        one.field == "medication.strength" and _LETTERS_OF_MG.match(words, one.end)
        for one in reading.evidence
    )


def _needs_a_dose(reading: InstructionReading) -> bool:
    words = fold(reading.text)
    told = (d.as_needed_codeable_concept for d in reading.dosages)
    needs = [" ".join(fold(need.text or "").split()) for need in told if need is not None]
    # `si nécessaire nl à 2 bouffées`: the lower end of a range was not read.
    return any(_HOLDS_DOSE.search(need) for need in needs) or any(
        re.search(rf"{re.escape(need)},? a \d", " ".join(words.split())) for need in needs if need
    )


def _cuts_a_meal(reading: InstructionReading) -> bool:
    """`à jeu`, `ven une prise`: no Thursday, no Friday."""
    return _CUT_MEAL.search(fold(reading.text)) is not None


def _names_no_day(reading: InstructionReading) -> bool:
    """`envie de fu mer`: three letters that begin the name of a day."""
    said = [piece for piece in reading.pieces if piece.kind not in SILENT]
    return any(
        one.kind in ("condition", "note")
        and other.kind == "days"
        and one.end == other.start
        and reading.chart is not None
        and fold(reading.chart.words(other)) in _DAYS_OF_THREE
        for one, other in pairwise(said)
    )


def _keeps_a_dose(reading: InstructionReading) -> bool:
    """`2,5 mg, crp séc 1 comp. le matin`: the count is among words kept, the dose is no count."""
    return any(
        dose.unit in MASSES
        and any(
            _DOSE_KEPT.search(note) and not _SAYS_AGAIN.search(note)
            for note in (fold(kept.text or "") for kept in dosage.additional_instruction)
        )
        for dosage in reading.dosages
        if (dose := highest_dose(dosage)) is not None
    )


def _keeps_a_dose_at(reading: InstructionReading) -> bool:
    """`1 flacon à 20h et 1 à 6h avant examen`: a second dose, or one to six hours before."""
    found = _DOSE_AT.search(fold(reading.text))
    return found is not None and any(
        fold(note.text).startswith(found[1])
        for dosage in reading.dosages
        for note in dosage.additional_instruction
    )


def _is_torn(reading: InstructionReading) -> bool:
    return _TORN.search(fold(reading.text)) is not None


def _parts_moments(reading: InstructionReading) -> bool:
    """`eux comp. le matin, 1 cp à midi`: the first moment has lost its dose."""
    pieces = [piece for piece in reading.pieces if piece.kind not in ("filler", "cell")]
    for i, first in enumerate(pieces[:-3]):
        if [p.kind for p in pieces[i : i + 4]] != ["moments", "sign", "dose", "moments"]:
            continue
        if any(p.kind in ("dose", "count", "slots") for p in pieces[:i]):
            return False
        one, other = _whens(first), _whens(pieces[i + 3])
        both = any(d.timing and one | other <= set(d.timing.repeat.when) for d in reading.dosages)
        return bool(one and other) and one.isdisjoint(other) and both
    return False


def _parts_moments_by_and(reading: InstructionReading) -> bool:
    """`75 / matin et 2 le soir`, `cp matin 2 cp soir`: no number stands before the first moment."""
    dosed = {e.end for e in reading.evidence if e.field.endswith(".doseAndRate")}
    pieces = [p for p in reading.pieces if p.kind not in ("sign", "cell")]
    for i, first in enumerate(pieces):
        before = pieces[i - 1] if i else None
        if first.kind != "moments" or (before and _ends(reading, before) in dosed):
            continue
        rest = pieces[i + 1 : i + 4]
        linked = bool(rest) and rest[0].kind == "filler"
        rest = rest[linked:]
        if not linked and (before is None or before.kind not in ("form", "then")):
            continue
        kinds = [piece.kind for piece in rest]
        if kinds[1:2] != ["moments"] or kinds[0] not in _COUNTED or set(kinds[2:]) & _COUNTED:
            # `matin : 1, soir : 1`: each number stands behind its moment.
            continue
        both = any(d.timing and len(d.timing.repeat.when) > 1 for d in reading.dosages)
        if both and _whens(first) and _whens(rest[1]):
            return True
    return False


def _ends(reading: InstructionReading, piece: Node) -> int:
    return reading.chart.span(piece)[1] if reading.chart else -1


def _whens(piece: Node) -> set[EventTiming]:
    return {moment.when for moment in getattr(piece.value, "moments", ())}


def _renews_first(reading: InstructionReading) -> bool:
    """`Triatec cp r5 1 le soir`: the number behind the form is the strength."""
    doses = [e.start for e in reading.evidence if e.field.endswith(".doseAndRate")]
    return bool(doses) and any(
        one.field.endswith("numberOfRepeatsAllowed")
        and one.end <= min(doses)
        and _RENEWAL.fullmatch(fold(reading.text[one.start : one.end])) is not None
        for one in reading.evidence
    )


def _goes_another_way(reading: InstructionReading) -> bool:
    """`le so ir 1 cp` is no rectal way, the `sc` of `sachet 1 sc` or `sc rincer` no injection."""
    for dosage in reading.dosages:
        dose = highest_dose(dosage)
        route = dosage.route.text if dosage.route is not None else ""
        unit = dose.unit if dose is not None else None
        if route in _NOT_SWALLOWED and (unit in _SWALLOWED or reading.form in _SWALLOWED):
            return True
        if route in _INJECTED and unit in _NEVER_INJECTED:
            return True
    return False


def _weighs_twice(reading: InstructionReading) -> bool:
    """`Solupred 5 kg … (15 kg)`: one of the two is no weight."""
    told = {
        weight
        for dosage in reading.dosages
        for note in dosage.additional_instruction
        for weight in _WEIGHT.findall(fold(note.text))
    }
    return len(told) > 1


_THREE_LETTERS = (
    "ces trois lettres sont un jour de la semaine, ou le reste d'un autre mot.",
    "these three letters are a day of the week, or what is left of another word.",
)
CUT_WORD_WAYS = (
    Way(
        _forms_last,
        "ces lettres, après le rythme, sont une forme, ou le reste d'un autre mot.",
        "these letters behind the rhythm are a form, or what is left of another word.",
        facts=frozenset({"medication.form"}),
    ),
    Way(
        _tells_strength_by_letters,
        "ces lettres sont l'unité du dosage, ou le matin et le soir.",
        "these letters are the unit of the strength, or the morning and the evening.",
        facts=frozenset({"medication.strength"}),
        words=("ms",),
    ),
    Way(
        _needs_a_dose,
        "la dose fait peut-être partie des mots du besoin.",
        "the dose may be among the words of the need.",
        facts=frozenset({NEEDED}),
    ),
    Way(_cuts_a_meal, *_THREE_LETTERS, words=("a jeu", "ven ")),
    Way(
        _names_no_day,
        *_THREE_LETTERS,
        facts=frozenset({"days"}),
        among=frozenset({"condition", "note"}),
    ),
    Way(
        lambda reading: _keeps_a_dose(reading) or _keeps_a_dose_at(reading),
        "des mots gardés tels quels disent une autre dose.",
        "words kept as they stand tell another dose.",
        facts=frozenset({KEPT}),
    ),
    Way(
        _is_torn,
        "ces lettres sont peut-être le reste d'un mot coupé.",
        "these letters may be what is left of a word that is torn.",
        words=("-po", "b ", "op"),
    ),
    Way(
        lambda reading: _parts_moments(reading) or _parts_moments_by_and(reading),
        "la dose du premier moment n'est pas lue : ce n'est peut-être pas celle du second.",
        "the dose of the first moment is not read: it may not be that of the second.",
        facts=frozenset({"moments"}),
        among=frozenset({"dose", "count"}),
    ),
    Way(
        _renews_first,
        "ce nombre est celui des renouvellements, ou le dosage.",
        "the number is of the repeats, or the strength.",
        facts=frozenset({"dispenseRequest.numberOfRepeatsAllowed"}),
    ),
    Way(
        _goes_another_way,
        "cette voie ne va pas avec ce qui est pris.",
        "that way does not go with what is taken.",
        facts=frozenset({ROUTED}),
    ),
    Way(
        _weighs_twice,
        "deux poids sont écrits : l'un est peut-être autre chose.",
        "two weights are written: one of them may be something else.",
        facts=frozenset({KEPT}),
        words=("kg",),
    ),
)
