"""What a line tells of a dose without saying it: its unit, the ear meant, a patch's time."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from extraction.drugs.marketed import Strengths
from extraction.grammar.chart import Chart, Node
from extraction.posology.dosage import Made
from extraction.posology.groups import Group
from extraction.posology.rhythms import Rhythms
from extraction.rules.clock import HOURS_WORN
from extraction.rules.meanings import ONE, Amount, Per, Rhythm
from extraction.rules.units import COUNTED
from extraction.spelling.matching import fold
from prescription.dosage import CodeableConcept, PeriodUnit

WORN = frozenset({"patch", "emplâtre"})
_INJECTED = frozenset({"injection", "stylo", "seringue"})
"""Of these one a week on, one week off, is one every two weeks."""
_AGAIN = re.compile(r"\W*(?:a |peut etre )?(?:renouvel|repet|redonn|reiter)\w*(?:(?!fois)[^;.])*")
EARS = {
    "œil droit": "oreille droite",
    "œil gauche": "oreille gauche",
    "les deux yeux": "les deux oreilles",
}


_TOLD_BY = (
    (
        "inhalation",
        re.compile(r"flacons? pressurise|aerosol.doseur|chambre d.inhalation"),
        "bouffée",
    ),
    ("inhalation", re.compile(r"\b(?:poudre|pdre) (?:pour|pr) inh"), "inhalation"),
    ("solution injectable", re.compile(r"\bseringues?\b"), "injection"),
)
"""A drug's form, words beside its name, and what is counted then."""


def unit_told(chart: Chart, cover: Iterable[Node], forms: Sequence[str]) -> str | None:
    """The unit of `1-1-1` by other words: `max 4 cp/j`, `suspension en flacon pressurisé`."""
    told = {n.value.amount.unit for n in cover if n.kind == "maximum"}
    most: set[str] = told & COUNTED
    if len(most) == 1:
        return most.pop()
    words = fold(chart.given)
    return next((u for f, said, u in _TOLD_BY if f in forms and said.search(words)), None)


def name_the_ear(chart: Chart, made: Sequence[Made], forms: Sequence[str]) -> list[Made]:
    """`Oflocet auriculaire 1 unidose x 2/j OD`: `OD` is an ear where drops are for ears."""
    words = fold(chart.given)
    for_ears = any("auric" in form for form in forms) and not any("coll" in f for f in forms)
    if "auric" not in words and "oreille" not in words and not for_ears:
        return list(made)
    return [_in_the_ear(one) for one in made]


def _in_the_ear(one: Made) -> Made:
    site = one.dosage.site
    if site is None or site.text not in EARS:
        return one
    return replace(one, dosage=replace(one.dosage, site=CodeableConcept(EARS[site.text])))


def may_be_swapped(rhythm: Rhythm, dose: Amount) -> bool:
    """`2 x 1/j`: a bare whole number once a day may be one so many times."""
    once = rhythm.times == Amount(ONE) and dose.unit is None and dose.high is None
    return once and dose.low > 1 and dose.low % 1 == 0


def told_every(chart: Chart, here: Group, amount: Amount, rhythms: Rhythms) -> Per | None:
    """How often other words tell it: `1 patch à changer toutes les 72 h`, `1 stylo 1 sem sur 2`.

    And `1 gélule si douleur, à renouveler toutes les 4 h si besoin`.
    """
    often = rhythms.rhythm or rhythms.divided or rhythms.per or rhythms.interval
    weeks = [n for n in rhythms.notes if n.kind == "cycle" and n.value.unit is PeriodUnit.WK]
    if not often and amount.unit in _INJECTED and len(weeks) == 1 and weeks[0].value.on == 1:
        rhythms.notes.remove(weeks[0])
        return Per(weeks[0].value.of, PeriodUnit.WK)
    if not rhythms.is_empty:
        return rhythms.interval
    if amount.unit in WORN:
        daily = any(node.rule == HOURS_WORN for node in here.of("note"))
        return Per(ONE, PeriodUnit.D) if daily else _inside(chart, here.of("again", "note"))
    again = [n for n in here.of("again", "note") if _AGAIN.fullmatch(fold(chart.words(n)))]
    return _inside(chart, again) if rhythms.as_needed else None


def hours_of_others(here: Group, amount: Amount | None) -> list[Node]:
    """`1 cp toutes les 4 h de 8 h à 20 h`: of what is not worn, hours that limit the intakes."""
    worn = amount is not None and amount.unit in WORN
    return [] if worn else [n for n in here.of("note") if n.rule == HOURS_WORN]


def keep_hours_of_flow(here: Group, amount: Amount | None) -> None:
    """`2 L/min la nuit` flows all night: no intake at a moment."""
    if amount is None or not (amount.unit or "").endswith("/min"):
        return
    here.nodes = [
        replace(n, kind="note") if n.kind in ("moments", "clock") else n for n in here.nodes
    ]


def _inside(chart: Chart, kept: Sequence[Node]) -> Per | None:
    inside = (chart.at[i].get("interval", ()) for n in kept for i in range(n.start, n.end))
    return next((node.value for nodes in inside for node in nodes), None)


def hours_of_release(others: Sequence[Node], strengths: Strengths) -> Decimal | None:
    """`50 µg/24 h, 1 patch le mardi`: what a patch gives off in so many hours is its strength."""
    patch = any(n.kind == "dose" and n.value.unit == "patch" for n in others)
    sold = any(r.denominator and r.denominator.unit == "h" for s in strengths for r in s)
    if not others or not (patch or sold):
        return None
    if others[0].kind == "per" and others[0].rule == "par 24 heures":
        return Decimal(24)
    if others[0].kind == "duration" and others[0].value.unit is PeriodUnit.H:
        length: Decimal = others[0].value.low
        return length
    if others[0].kind == "interval" and others[0].value.unit is PeriodUnit.H:
        hours: Decimal = others[0].value.period
        return hours
    return None
