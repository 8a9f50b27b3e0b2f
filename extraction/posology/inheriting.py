"""What a step takes from the step before it: its dose, its rhythm."""

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise, takewhile

from extraction.grammar.chart import Node
from extraction.posology.dosage import DoseDraft
from extraction.posology.groups import DOSES, Choices, Group
from extraction.posology.rhythms import Rhythms
from extraction.posology.timing import combine
from extraction.rules.meanings import ONE, Amount, Per
from extraction.rules.numbers import HALF_OF_IT
from extraction.rules.units import COUNTED
from prescription.dosage import PeriodUnit

TWO = Decimal(2)
HALF_A_DOSE = Amount(Decimal("0.5"), unit="dose")
_PARTS = {
    "comprimé": Decimal("0.25"),
    "sachet": Decimal("0.5"),
    "suppositoire": Decimal("0.5"),
    "dose-poids": Decimal("0.5"),
    "mesure": Decimal("0.5"),
}
"""The smallest part that is taken of one; of drops and puffs there is none."""


def inherit(drafts: list[DoseDraft], choices: Choices, refused: list[Node]) -> list[DoseDraft]:
    """A step without its own dose or rhythm goes on with the one before."""
    leads = bool(drafts) and _leads(drafts[0].group)
    for before, here in pairwise(drafts):
        if here.sequence != before.sequence or says_half(here.group.dose):
            _take_half(before, here)
        # `puis 1 sachet après chaque selle`: as often as that happens.
        own = here.rhythms.is_empty and here.group.has_occasion
        if own or (not here.group.follows and here.sequence == before.sequence):
            continue
        rhythms = here.rhythms
        if rhythms.is_empty and rhythms.as_needed and here.group.slots is None:
            # `1 cp 3 fois par jour puis si besoin`: how much and how often is left open.
            bare = here.amount is None
            if not bare or not choices.second(f"étape au besoin {here.sequence}"):
                continue
        if here.amount is None and here.group.slots is None:
            here.amount = before.amount
            _count_units(here, before, choices)
            here.group.slots = before.group.slots
            if rhythms.is_empty:
                _copy_rhythm(before.rhythms, rhythms)
            elif _says_same(rhythms, before.rhythms):
                # A step that changes nothing has lost its dose on the way.
                refused += here.group.nodes
        elif rhythms.is_empty and here.group.slots is None:
            _take_rhythm_of(before, here, choices, leads=leads)
            if rhythms.is_empty and rhythms.span is None and not rhythms.as_needed:
                refused += here.group.nodes
        elif _leaves_moment_out(before.rhythms, rhythms) and choices.second("moment des étapes"):
            rhythms.moments = before.rhythms.moments
    return drafts


def _leaves_moment_out(before: Rhythms, here: Rhythms) -> bool:
    """`3 cp/j J1 à J5 le matin, 2 cp/j J6 à J8`: in the morning too, or whenever it may be."""
    told = here.moments or here.clock or here.rhythm or here.interval or here.divided
    daily = before.per is not None and before.per == here.per
    return daily and len(before.moments) == 1 and not told


def _take_half(before: DoseDraft, here: DoseDraft) -> None:
    """`10 gouttes le soir puis demi-dose`: half of the dose before, where that can be taken."""
    known, told = before.amount, here.amount
    if known is None or known.high or known.unit is None or told is None:
        return
    if not says_half(here.group.dose) and (told != HALF_A_DOSE or known.unit == told.unit):
        return
    half = known.divided(TWO).of(known.unit)
    whole = known.unit in COUNTED or known.unit == "UI"
    if half.low % _PARTS.get(known.unit or "", Decimal(1)) == 0 or not whole:
        here.amount = half


def says_half(node: Node | None) -> bool:
    """`2 cp le soir, la moitié le matin`: half of what stands before, no half tablet."""
    if node is None:
        return False
    return node.rule == HALF_OF_IT or any(map(says_half, node.children))


def _count_units(here: DoseDraft, before: DoseDraft, choices: Choices) -> None:
    """`3 sachets/j puis 1 à 2/j`: one or two sachets a day, or three of them once or twice."""
    daily = here.of("daily")
    known = here.amount
    if len(daily) != 1 or known is None or (known.low == 1 and known.high is None):
        return
    counted = before.rhythms.per is not None and before.rhythms.rhythm is None
    if choices.second(f"unités ou fois {here.sequence}") is not counted:
        here.amount = daily[0].value.times.of(known.unit)
        here.rhythms.rhythm = replace(daily[0].value, times=Amount(ONE))


def _take_rhythm_of(before: DoseDraft, here: DoseDraft, choices: Choices, *, leads: bool) -> None:
    """A step with a dose and no rhythm: that of the step before, or once a day."""
    rhythms = here.rhythms
    doubt = not _is_once_a_day(before.rhythms) and not leads
    goes_on = rhythms.span is None or (not doubt and not before.rhythms.days)
    if before.rhythms.single:
        doubt = goes_on = False
    known = not (before.rhythms.single or before.rhythms.is_empty)
    left_open = doubt and rhythms.span is None and known
    if left_open and choices.second(f"étape sans rythme {here.sequence}"):
        # `1 cp x 2 pdt 3 jours puis 1 cp`
        rhythms.per = Per(ONE, PeriodUnit.D)
    elif goes_on or (doubt and choices.second(f"étape {here.sequence}")):
        _copy_rhythm(before.rhythms, rhythms)


def _leads(group: Group) -> bool:
    """`matin et soir : 1 cp 7 jours puis 2 cp`: moments written first hold for every step."""
    before = takewhile(lambda n: n.kind not in DOSES, group.nodes)
    return group.dose is not None and any(n.kind in ("moments", "clock") for n in before)


def _says_same(here: Rhythms, before: Rhythms) -> bool:
    """Whether a step is taken at the moments of the one before, as often."""
    one, other = combine(here, has_dose=True).repeat, combine(before, has_dose=True).repeat
    every = (one.period, one.period_unit) == (other.period, other.period_unit)
    return bool(one.when) and one.when == other.when and every


def _is_once_a_day(rhythms: Rhythms) -> bool:
    repeat = combine(rhythms, has_dose=True).repeat
    daily = repeat.period == ONE and repeat.period_unit is PeriodUnit.D
    return daily and repeat.frequency == 1 and repeat.frequency_max is None


def _copy_rhythm(source: Rhythms, target: Rhythms) -> None:
    for name in ("rhythm", "divided", "per", "interval", "cycle", "moments", "frequency"):
        setattr(target, name, getattr(source, name))
    for name in ("clock", "days", "once", "single"):
        setattr(target, name, getattr(source, name))
