"""The body of the page: medications, lines that are none, as lists, tables or two zones."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

from prescription.record import Zone
from synthetic.pages.flow import Flow, Run, leading, put, wrap
from synthetic.pages.look import Look
from synthetic.pages.sheet import BLACK, HEADER, Ink, Part
from synthetic.scenario import Scenario
from synthetic.words.phrasing import PhrasedLine, Section

DrawBody = Callable[[Flow, Scenario, Look, Random], None]
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
    for number in range(len(scenario.lines)):
        draw_medication(flow, scenario, number, look)
        if number == among:
            _draw_other(flow, others.pop(0), done, look)
            done += 1
    for text in others:
        _draw_other(flow, text, done, look)
        done += 1
    if scenario.repeats:
        flow.skip(2)
        _draw_other(flow, scenario.repeats, done, look)


def draw_medication(flow: Flow, scenario: Scenario, number: int, look: Look) -> None:
    """One medication with its bullet; long ones wrap, some start the posology on a new line."""
    line = scenario.lines[number]
    drug, posology = _inks(look)
    first, *rest = line.sections
    head = [_run(first, drug)]
    if look.bullet:
        head.insert(0, Run(look.bullet.format(n=number + 1), look.body))
    tail = [_run(section, posology) for section in rest]
    rows = [head, tail] if line.broken and tail else [[*head, *tail]]
    part = Part("medication", number)
    flow.paragraph(rows, part, hanging=look.indent, spread=look.spread)
    flow.skip(look.gap)


def draw_ruled_table(flow: Flow, scenario: Scenario, look: Look, random: Random) -> None:
    """A hospital table with borders."""
    _draw_table(flow, scenario, look, random, ruled=True)


def draw_open_table(flow: Flow, scenario: Scenario, look: Look, random: Random) -> None:
    """A table that only white space holds together."""
    _draw_table(flow, scenario, look, random, ruled=False)


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
                _draw_other(flow, text, place, look)
        share = random.uniform(0.38, 0.5) if zone is Zone.ALD else 0.75
        least = top + (flow.bottom - top) * share
        if page == len(flow.sheets):
            flow.y = max(flow.y + 3, min(least, flow.bottom - (85 if zone is Zone.ALD else 42)))
            frame = (flow.left - 3, top, flow.width + 6, flow.y - top)
            flow.sheet.frame(frame, 0.3)
        flow.skip(4)


def _inks(look: Look) -> tuple[Ink, Ink]:
    drug = look.body.strong() if look.drug_bold else look.body
    return drug, replace(look.body, italic=look.posology_italic)


def _run(section: Section, ink: Ink) -> Run:
    words = section.words
    return Run(" ".join(w.text for w in words), ink, tuple(w.label for w in words))


def _draw_other(flow: Flow, text: str, number: int, look: Look) -> None:
    row = [Run(text, look.body)]
    if look.bullet and "{n}" not in look.bullet:
        row.insert(0, Run(look.bullet, look.body))
    flow.paragraph([row], Part("other", number), hanging=look.indent, spread=look.spread)
    flow.skip(look.gap)


def _columns(lines: Sequence[PhrasedLine], random: Random) -> tuple[list[str], list[float]]:
    """The sections that have a column, and the columns' shares of the width."""
    ending = any(s.name == "ending" for line in lines for s in line.sections)
    names = ["drug", "posology", "duration"] + (["ending"] if ending else [])
    shares = [0.38, 0.38, 0.24] if not ending else [0.33, 0.32, 0.15, 0.2]
    lean = random.uniform(-0.03, 0.05)
    return names, [shares[0] + lean, shares[1] - lean, *shares[2:]]


_HEADINGS = {
    "drug": ("Médicament", "MÉDICAMENTS", "Produit", "Traitement"),
    "posology": ("Posologie", "POSOLOGIE", "Posologie et voie"),
    "duration": ("Durée", "DURÉE", "Durée du traitement"),
    "ending": ("Observations", "Remarques", "Quantité"),
}


def _draw_table(flow: Flow, scenario: Scenario, look: Look, random: Random, *, ruled: bool) -> None:
    names, shares = _columns(scenario.lines, random)
    edges = [flow.left]
    for share in shares:
        edges.append(edges[-1] + share * flow.width)
    if random.random() < (0.9 if ruled else 0.5):
        runs = [[Run(random.choice(_HEADINGS[n]), look.body.strong())] for n in names]
        _draw_row(flow, edges, runs, HEADER, look, ruled=ruled)
    drug, posology = _inks(look)
    for number, line in enumerate(scenario.lines):
        sections = {s.name: s for s in line.sections}
        cells = [
            [_run(sections[name], drug if name == "drug" else posology)] if name in sections else []
            for name in names
        ]
        _draw_row(flow, edges, cells, Part("medication", number), look, ruled=ruled)
    flow.skip(5)
    for place, text in enumerate(scenario.others):
        _draw_other(flow, text, place, look)
    if scenario.repeats:
        _draw_other(flow, scenario.repeats, len(scenario.others), look)


def _draw_row(
    flow: Flow,
    edges: Sequence[float],
    cells: Sequence[Sequence[Run]],
    part: Part,
    look: Look,
    *,
    ruled: bool,
) -> None:
    pad = 1.6
    wrapped = [
        wrap(flow.sheet, [cell], edges[i + 1] - edges[i] - 2 * pad) if cell else []
        for i, cell in enumerate(cells)
    ]
    pitch = leading(look.body)
    height = max(len(lines) for lines in wrapped) * pitch + 2 * pad
    flow.ensure(height)
    for column, lines in enumerate(wrapped):
        for row, line in enumerate(lines):
            y = flow.y + pad + pitch * (row + 0.8)
            put(flow.sheet, edges[column] + pad, y, line, part)
        if ruled:
            wide = edges[column + 1] - edges[column]
            flow.sheet.frame((edges[column], flow.y, wide, height), 0.25)
    flow.skip(height + (0 if ruled else look.gap / 2))
