"""Turns a planned line into words, and into the record those words mean."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from prescription.dosage import CodeableConcept, Dosage, DoseAndRate, Quantity
from prescription.record import MedicationRequest
from synthetic.cases.treatment import PlannedLine
from synthetic.words.ending import say_ending
from synthetic.words.naming import name_drug
from synthetic.words.phrases import has_phrase
from synthetic.words.posology import say_dosages
from synthetic.words.segments import Segment, Word, join_segments, split_words
from synthetic.words.wording import MEASURES, Hand, say_dose, say_period, say_period_unit

_NEVER_FIRST = ("/", "x", "en ", "à ré", "ré")
SITES = {
    "œil droit": "œil droit",
    "œil gauche": "œil gauche",
    "deux yeux": "les deux yeux",
    "chaque narine": "chaque narine",
    "oreille droite": "oreille droite",
    "oreille gauche": "oreille gauche",
    "deux oreilles": "les deux oreilles",
    "orteils": "entre les orteils",
}


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of a line that may stand in a cell or on a line of its own.

    `name` is drug, posology, duration or ending.
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


def phrase_line(
    planned: PlannedLine, style: str, random: Random, *, cells: bool = False
) -> PhrasedLine:
    """The line in one style; `cells` sets the duration apart, for tables."""
    style = "l" if planned.secured and style != "h" else style
    hand = Hand(
        style,
        random,
        tight=style in "ts" and random.random() < 0.45,
        point=style in "pts" and random.random() < 0.08,
        spaced=random.random() < 0.4,
    )
    naming = name_drug(planned, hand)
    planned = _with_bare_dose(planned, naming.bare, naming.medication.form, hand)
    pieces, dosages = _say_posology(planned, hand, naming.bare)
    ending = say_ending(planned, hand)
    apart = [p for p in pieces if cells and p.label == "DURATION" and len(dosages) == 1]
    posology = [p for p in pieces if p not in apart]
    broken = not cells and random.random() < (0.35 if style in "opl" else 0.15)
    joiner = "" if cells else hand.phrase("joiner")
    if broken and random.random() < 0.8:
        joiner = ""
    head = [*naming.segments]
    if joiner:
        head.append(Segment(joiner, "", ""))
    sections = [Section("drug", split_words(head)), Section("posology", split_words(posology))]
    if apart:
        sections.append(Section("duration", split_words(apart)))
    if ending:
        sections.append(Section("ending", split_words(ending)))
    if not cells and ending:
        sections[1:] = [Section("posology", split_words([*posology, *ending]))]
    request = MedicationRequest(
        "",
        naming.medication,
        dosage_instruction=dosages,
        dispense_request=planned.dispense,
        substitution=planned.substitution,
    )
    sections = [s for s in sections if s.words]
    line = PhrasedLine(tuple(sections), broken, request, planned, style)
    return replace(line, request=replace(request, text=line.text))


def _with_bare_dose(
    planned: PlannedLine, bare: Quantity | None, form: str | None, hand: Hand
) -> PlannedLine:
    """Sometimes the strength is also the dose, written once: `Doliprane 1 g x3/j`."""
    dosages = planned.dosages
    if bare is None or form is not None or len(dosages) != 1 or hand.style not in "ts":
        return planned
    given = dosages[0].dose_and_rate[0].dose_quantity
    plain = given is not None and given == Quantity(Decimal(1), planned.product.unit)
    limited = dosages[0].max_dose_per_period or dosages[0].max_dose_per_administration
    repeat = dosages[0].timing.repeat if dosages[0].timing else None
    if not plain or limited or repeat is None or not (repeat.frequency or 0) > 1:
        return planned
    if hand.random.random() > 0.5:
        return planned
    dosage = replace(dosages[0], dose_and_rate=(DoseAndRate(bare),))
    return replace(planned, dosages=(dosage,))


def _say_posology(
    planned: PlannedLine, hand: Hand, bare: Quantity | None
) -> tuple[list[Segment], tuple[Dosage, ...]]:
    """The posology's segments in the order the style likes, and the dosages with their words."""
    amounts, timings, texts = say_dosages(planned.dosages, planned.product.form, hand, bare)
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
    direction = hand.phrase(f"add.{planned.direction}") if planned.direction else ""
    available["add"] = [Segment(direction)] if direction else []
    order = hand.phrase("order")
    if "route" not in order:
        order = order.replace("dose", "dose route", 1)
    if order.startswith("timing") and timings and timings[0].text.startswith(_NEVER_FIRST):
        order = "dose timing" + order.removeprefix("timing dose")
    pieces = _put_in_order(order, available)
    dosages = _write_dosages(planned, texts, pieces, condition, direction, route)
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


def _say_maximum(planned: PlannedLine, hand: Hand) -> list[Segment]:
    dosage = planned.dosages[0]
    ratio, single = dosage.max_dose_per_period, dosage.max_dose_per_administration
    most = ratio.numerator if ratio else single
    if most is None:
        return []
    plain = most.unit not in MEASURES and hand.random.random() < 0.6
    amount = hand.number(most.value) if plain else say_dose(most, hand)
    return [Segment(hand.phrase("max.day" if ratio else "max.intake").format(q=amount))]


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
    words = hand.phrase("duration").format(p=say_period(repeat.bounds_duration, hand))
    words = words.replace(" de un", " d'un")
    return [Segment(words, "DURATION")]


def _write_dosages(
    planned: PlannedLine,
    texts: Sequence[str],
    pieces: Sequence[Segment],
    condition: str,
    direction: str,
    route: str,
) -> tuple[Dosage, ...]:
    written = []
    for place, dosage in enumerate(planned.dosages):
        alone = len(planned.dosages) == 1
        given = CodeableConcept(condition) if planned.reason else None
        last = place == len(planned.dosages) - 1
        written.append(
            replace(
                dosage,
                text=join_segments(pieces) if alone else texts[place],
                as_needed_boolean=True if planned.as_needed and not given else None,
                as_needed_codeable_concept=given,
                additional_instruction=(CodeableConcept(direction),) if direction and last else (),
                site=CodeableConcept(SITES[planned.site]) if planned.site else None,
                route=CodeableConcept(planned.route) if route else None,
            )
        )
    return tuple(written)
