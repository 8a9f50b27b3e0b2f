"""The body of the page: medications and lines that are none, as a list or in two zones."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

from prescription.record import Zone
from synthetic.pages.flow import Flow, Run
from synthetic.pages.look import Look
from synthetic.pages.sheet import BLACK, Ink, Part
from synthetic.scenario import Scenario
from synthetic.words.phrasing import Section

DrawBody = Callable[[Flow, Scenario, Look, Random], None]
_SHORT = 62
ZONE_TITLES = {
    Zone.ALD: (
        "Prescriptions relatives au traitement de l'affection de longue durée reconnue",
        "(liste ou hors liste) (AFFECTION EXONERANTE)",
    ),
    Zone.INTERCURRENT: (
        "Prescriptions SANS RAPPORT avec l'affection de longue durée",
        "(MALADIES INTERCURRENTES)",
    ),
}


def draw_list(flow: Flow, scenario: Scenario, look: Look, random: Random) -> None:
    """One medication after the other; what is no medication after them or among them."""
    others = list(scenario.others)
    among = random.randrange(len(scenario.lines)) if others and random.random() < 0.25 else None
    done = 0
    paired = _pair(scenario, look, random)
    for number in range(len(scenario.lines)):
        if number == len(scenario.lines) - 1 and not others and not scenario.repeats:
            _keep_with_signature(flow)
        if number in paired:
            _draw_pair(flow, scenario, number, look, random)
        elif number - 1 not in paired:
            draw_medication(flow, scenario, number, look)
        if number == among:
            draw_other(flow, others.pop(0), done, look)
            done += 1
    for place, text in enumerate(others, 1):
        if place == len(others) and not scenario.repeats:
            _keep_with_signature(flow)
        draw_other(flow, text, done, look)
        done += 1
    if scenario.repeats:
        flow.skip(2)
        _keep_with_signature(flow)
        draw_other(flow, scenario.repeats, done, look)


def _keep_with_signature(flow: Flow) -> None:
    """The signature stands right below the last line, so that line goes to its page."""
    flow.ensure(52)


def _pair(scenario: Scenario, look: Look, random: Random) -> set[int]:
    """Lines short enough to share their printed line with the next one, where the hand is terse."""
    if scenario.style not in "pts" or look.bullet or random.random() > 0.4:
        return set()
    short = [len(line.text) < _SHORT and not line.broken for line in scenario.lines]
    first = next((n for n in range(len(short) - 1) if short[n] and short[n + 1]), None)
    return set() if first is None else {first}


def _draw_pair(flow: Flow, scenario: Scenario, number: int, look: Look, random: Random) -> None:
    """Two medications on one printed line: `Amoxicilline 1 g x2/j, Doliprane 1 g x3/j`."""
    drug, posology = choose_inks(look)
    row: list[Run] = []
    link = random.choice((",", ",", " +", " ;"))
    for at in (number, number + 1):
        part = Part("medication", at)
        first, *rest = scenario.lines[at].sections
        runs = [as_run(first, drug), *(as_run(section, posology) for section in rest)]
        if at == number:
            runs[-1] = replace(runs[-1], after=link)
        row += [replace(run, part=part) for run in runs]
    flow.paragraph([row], Part("medication", number), hanging=look.indent, spread=look.spread)
    flow.skip(look.gap)


def draw_medication(flow: Flow, scenario: Scenario, number: int, look: Look) -> None:
    """One medication with its bullet; long ones wrap, some start the posology on a new line."""
    line = scenario.lines[number]
    drug, posology = choose_inks(look)
    first, *rest = line.sections
    head = [as_run(first, drug)]
    if look.bullet:
        head.insert(0, Run(look.bullet.format(n=number + 1), look.body))
    tail = [as_run(section, posology) for section in rest]
    rows = [head, tail] if line.broken and tail else [[*head, *tail]]
    part = Part("medication", number)
    flow.paragraph(rows, part, hanging=look.indent, spread=look.spread)
    flow.skip(look.gap)


def draw_zones(flow: Flow, scenario: Scenario, look: Look, random: Random) -> None:
    """The two halves of a bizone prescription, each framed under its printed title."""
    title = replace(look.small(1.0), colour=BLACK)
    for zone in (Zone.ALD, Zone.INTERCURRENT):
        numbers = [n for n, z in enumerate(scenario.zones) if z is zone]
        flow.ensure(30)
        top = flow.y
        first, second = ZONE_TITLES[zone]
        flow.skip(1)
        flow.line(first, title.strong(), align="centre")
        flow.line(second, title, align="centre")
        flow.skip(2)
        page = len(flow.sheets)
        flow.sheet.rule((flow.left - 3, flow.y - 1), (flow.right + 3, flow.y - 1), 0.2)
        for number in numbers:
            draw_medication(flow, scenario, number, look)
        if zone is Zone.INTERCURRENT:
            for place, text in enumerate(scenario.others):
                draw_other(flow, text, place, look)
        share = random.uniform(0.38, 0.5) if zone is Zone.ALD else 0.75
        least = top + (flow.bottom - top) * share
        if page == len(flow.sheets):
            flow.y = max(flow.y + 3, min(least, flow.bottom - (85 if zone is Zone.ALD else 42)))
            frame = (flow.left - 3, top, flow.width + 6, flow.y - top)
            flow.sheet.frame(frame, 0.3)
        flow.skip(4)


def choose_inks(look: Look) -> tuple[Ink, Ink]:
    """How drugs are set, and how posologies are."""
    drug = look.body.strong() if look.drug_bold else look.body
    return drug, replace(look.body, italic=look.posology_italic)


def as_run(section: Section, ink: Ink) -> Run:
    """The section's words with their labels."""
    words = section.words
    return Run(" ".join(w.text for w in words), ink, tuple(w.label for w in words))


def draw_other(flow: Flow, text: str, number: int, look: Look) -> None:
    """A line that is no medication."""
    row = [Run(text, look.body)]
    if look.bullet and "{n}" not in look.bullet:
        row.insert(0, Run(look.bullet, look.body))
    flow.paragraph([row], Part("other", number), hanging=look.indent, spread=look.spread)
    flow.skip(look.gap)
