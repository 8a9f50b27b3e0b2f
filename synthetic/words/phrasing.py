"""Turns a planned line into words, and into the record those words mean."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from prescription.dosage import (
    CodeableConcept,
    Dosage,
    EventTiming,
    Quantity,
)
from prescription.record import MedicationRequest
from synthetic.cases.planned import PlannedLine
from synthetic.words.choices import with_habits, with_wording
from synthetic.words.ending import say_ending
from synthetic.words.naming import name_drug
from synthetic.words.numbers import in_digits
from synthetic.words.phrases import has_phrase
from synthetic.words.posology import say_dosages
from synthetic.words.segments import Segment, Word, join_segments, split_words
from synthetic.words.slots import SLOTS, fill_slots
from synthetic.words.wording import Hand, is_measure, say_dose, say_period, say_period_unit

_NEVER_FIRST = ("/", "x", "en ", "à ré", "ré", "à raison")
SITES = {
    "œil droit": "œil droit",
    "œil gauche": "œil gauche",
    "deux yeux": "les deux yeux",
    "chaque narine": "chaque narine",
    "oreille droite": "oreille droite",
    "oreille gauche": "oreille gauche",
    "deux oreilles": "les deux oreilles",
    "orteils": "entre les orteils",
    "lésions": "les lésions",
}


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of a line that may stand in a cell or on a line of its own.

    `name` is drug, posology, duration, ending or, in a chart, a moment (MORN, NOON, EVE, HS).
    """

    name: str
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The words with one space between."""
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class PhrasedLine:
    """A medication in words: its sections, whether the posology starts a new printed line."""

    sections: tuple[Section, ...]
    broken: bool
    request: MedicationRequest
    planned: PlannedLine
    style: str

    @property
    def text(self) -> str:
        """All words; a newline where the posology starts a new line."""
        first, *rest = (section.text for section in self.sections)
        return ("\n" if self.broken else " ").join([first, " ".join(rest)]) if rest else first


@dataclass(frozen=True, slots=True)
class Cells:
    """How a table wants its lines: the duration apart, and with `moments` a number for each.

    `zero` fills the column of a moment without a dose; it may be empty.
    """

    moments: bool = False
    zero: str = "0"


def phrase_line(
    planned: PlannedLine, style: str, random: Random, *, cells: Cells | None = None
) -> PhrasedLine:
    """The line in one style; `cells` sets apart what has a column of its own, for tables."""
    hand = _draw_hand("l" if planned.secured and style != "h" else style, random)
    naming = name_drug(planned, hand)
    hand = with_habits(hand, planned, naming)
    planned, bare = with_wording(planned, naming, hand)
    pieces, dosages = _say_posology(planned, hand, bare)
    ending = say_ending(planned, hand)
    broken = False
    if cells is None:
        broken = random.random() < (0.35 if hand.style in "opl" else 0.15)
        joiner = "" if broken and random.random() < 0.8 else hand.phrase("joiner")
        # A row of dots leads to something on the same line.
        joiner = "" if broken and "..." in joiner else joiner
        head = [*naming.segments, *([Segment(joiner, "", "")] if joiner else [])]
        body = [Section("posology", split_words([*pieces, *ending]))]
    else:
        head = [*naming.segments]
        stepwise = dosages[-1].sequence > 1
        slots = fill_slots(planned.dosages) if cells.moments and not stepwise else {}
        body = _set_apart(pieces, slots, cells.zero, durations=not stepwise)
        body.append(Section("ending", split_words(ending)))
    sections = [s for s in (Section("drug", split_words(head)), *body) if s.words]
    request = MedicationRequest(
        "",
        naming.medication,
        dosage_instruction=dosages,
        dispense_request=planned.dispense,
        substitution=planned.substitution,
    )
    line = PhrasedLine(tuple(sections), broken, request, planned, hand.style)
    return replace(line, request=replace(request, text=line.text))


def _draw_hand(style: str, random: Random) -> Hand:
    return Hand(
        style,
        random,
        tight=style in "ts" and random.random() < 0.45,
        point=style in "pts" and random.random() < 0.08,
        spaced=random.random() < 0.4,
    )


def _set_apart(
    pieces: Sequence[Segment], slots: dict[EventTiming, str], zero: str, *, durations: bool
) -> list[Section]:
    """The posology in columns: moments where `slots` fills them, the duration, what is left."""
    last = [p for p in pieces if durations and p.label == "DURATION"]
    rest = [p for p in pieces if p not in last]
    duration = Section("duration", split_words(last))
    if not slots:
        return [Section("posology", split_words(rest)), duration]
    rest = [p for p in rest if p.label not in ("DOSE", "FREQUENCY")]
    return [*_chart(slots, zero), duration, Section("posology", split_words(rest))]


def _chart(slots: dict[EventTiming, str], zero: str) -> list[Section]:
    """One section for each moment that has a number or a sign for none."""
    night = EventTiming.HS in slots or zero
    cells = [(slot, slots.get(slot, zero)) for slot in (SLOTS if night else SLOTS[:3])]
    return [
        Section(slot.value, (Word(text, "B-DOSE" if slot in slots else "O"),))
        for slot, text in cells
        if text
    ]


def _say_posology(
    planned: PlannedLine, hand: Hand, bare: Quantity | None
) -> tuple[list[Segment], tuple[Dosage, ...]]:
    """The posology's segments in the order the style likes, and the dosages with their words."""
    amounts, timings, texts = say_dosages(planned, planned.dosages, hand, bare)
    if planned.days:
        timings = [Segment(hand.phrase(f"days.{planned.days}"), "FREQUENCY")]
    spoken = [timings[0].text] if planned.days else []
    if planned.weight and hand.random.random() < 0.35:
        weight = hand.phrase("weight").format(w=in_digits(planned.weight.value))
        amounts = [*amounts, Segment(weight)]
        spoken.append(weight)
    available: dict[str, list[Segment]] = {"dose": amounts, "timing": timings}
    condition = _say_condition(planned, hand)
    available["condition"] = [Segment(condition, "CONDITION")] if condition else []
    available["max"] = _say_maximum(planned, hand)
    available["duration"] = _say_duration(planned, hand) if len(planned.dosages) == 1 else []
    concurrent = planned.dosages[-1].sequence == 1 and len(planned.dosages) > 1
    if concurrent:
        available["duration"] = _say_duration(planned, hand)
    route = hand.phrase(f"route.{planned.route}") if has_phrase(f"route.{planned.route}") else ""
    available["route"] = [Segment(route, "ROUTE")] if route else []
    site = hand.phrase(f"site.{planned.site}") if planned.site else ""
    available["site"] = [Segment(site, "ROUTE")] if site else []
    direction = _say_direction(planned, hand)
    available["add"] = [Segment(direction)] if direction else []
    spoken += [direction] if direction else []
    order = hand.phrase("order")
    if "route" not in order:
        order = order.replace("dose", "dose route", 1)
    never_first = timings and timings[0].text.startswith(_NEVER_FIRST)
    if order.startswith("timing") and (never_first or hand.counted):
        order = "dose timing" + order.removeprefix("timing dose")
    pieces = _put_in_order(order, available)
    dosages = _write_dosages(planned, texts, pieces, condition, spoken, route)
    return pieces, dosages


def _put_in_order(order: str, available: dict[str, list[Segment]]) -> list[Segment]:
    pieces: list[Segment] = []
    for token in order.split(" "):
        name = token.strip(",.()-")
        segments = list(available[name])
        if not segments:
            continue
        first, last = segments[0], segments[-1]
        if token.startswith((",", ".")):
            segments[0] = first._replace(before=f"{token[0]} ")
        if token.startswith("("):
            segments[0] = first._replace(before=" (")
            last = segments[-1]
            segments[-1] = last._replace(after=")")
        pieces += segments
    return pieces


def _say_condition(planned: PlannedLine, hand: Hand) -> str:
    if planned.reason:
        return hand.phrase(f"if.{planned.reason}")
    return hand.phrase("as-needed") if planned.as_needed else ""


def _say_direction(planned: PlannedLine, hand: Hand) -> str:
    """The direction; where there is none, now and then what the drug is for."""
    if planned.direction:
        return hand.phrase(f"add.{planned.direction}")
    meanings = [f"purpose.{planned.product.atc[:length]}" for length in (3, 4)]
    known = [meaning for meaning in meanings if has_phrase(meaning)]
    said = known and not planned.as_needed and hand.random.random() < 0.04
    return hand.phrase(known[0]) if said and hand.style in "opts" else ""


def _say_maximum(planned: PlannedLine, hand: Hand) -> list[Segment]:
    dosage = planned.dosages[0]
    ratio, single = dosage.max_dose_per_period, dosage.max_dose_per_administration
    most = ratio.numerator if ratio else single
    if most is None:
        return []
    plain = not is_measure(most.unit or "") and hand.random.random() < 0.6
    amount = hand.number(most.value) if plain else say_dose(most, hand)
    meaning = "max.intake"
    if ratio and ratio.denominator:
        meaning = "max.24h" if ratio.denominator.unit == "h" else "max.day"
    return [Segment(hand.phrase(meaning).format(q=amount))]


def _say_duration(planned: PlannedLine, hand: Hand) -> list[Segment]:
    timing = planned.dosages[0].timing
    if timing is None:
        return []
    repeat = timing.repeat
    if repeat.bounds_range:
        ends = (repeat.bounds_range.low, repeat.bounds_range.high)
        words = hand.phrase("duration.range").format(
            a=hand.number(ends[0].value),
            b=hand.number(ends[1].value),
            u=say_period_unit(ends[1], hand),
        )
        return [Segment(words, "DURATION")]
    if repeat.bounds_duration is None:
        return []
    days = repeat.bounds_duration
    if hand.style in "hpt" and days.unit == "d" and days.value < 15 and hand.random.random() < 0.05:
        return [Segment(hand.phrase("duration.from-first").format(n=int(days.value)), "DURATION")]
    words = hand.phrase("duration").format(p=say_period(days, hand))
    words = words.replace(" de un", " d'un")
    return [Segment(words, "DURATION")]


def _write_dosages(
    planned: PlannedLine,
    texts: Sequence[str],
    pieces: Sequence[Segment],
    condition: str,
    spoken: Sequence[str],
    route: str,
) -> tuple[Dosage, ...]:
    written = []
    for place, dosage in enumerate(planned.dosages):
        alone = len(planned.dosages) == 1
        given = CodeableConcept(condition) if planned.reason else None
        if planned.scale:
            given = CodeableConcept(texts[place])
        last = place == len(planned.dosages) - 1
        written.append(
            replace(
                dosage,
                text=join_segments(pieces) if alone else texts[place],
                as_needed_boolean=True if planned.as_needed and not given else None,
                as_needed_codeable_concept=given,
                additional_instruction=tuple(map(CodeableConcept, spoken)) if last else (),
                site=CodeableConcept(SITES[planned.site]) if planned.site else None,
                route=CodeableConcept(planned.route) if route else None,
            )
        )
    return tuple(written)
