"""The body as a table: with or without rules, by sections or with a column for each moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from synthetic.pages.bodies import as_run, choose_inks, draw_other
from synthetic.pages.flow import Flow, Run, leading, put, wrap
from synthetic.pages.look import Look
from synthetic.pages.sheet import HEADER, Ink, Part
from synthetic.scenario import Scenario
from synthetic.words.phrasing import PhrasedLine

MOMENTS = ("MORN", "NOON", "EVE", "HS")
_CHART_HEADINGS = (
    ("Matin", "Midi", "Soir", "Couch."),
    ("M", "Mi", "S", "C"),
    ("Mat.", "Midi", "Soir", "Nuit"),
    ("MATIN", "MIDI", "SOIR", "NUIT"),
)
_PADDING = 1.6
_REMARKS = ("Remarques", "Observations", "Commentaire")


@dataclass(frozen=True, slots=True)
class _Cell:
    """Runs in the columns from `first` up to, not including, `end`."""

    runs: tuple[Run, ...]
    first: int
    end: int


def draw_ruled_table(flow: Flow, scenario: Scenario, look: Look, random: Random) -> None:
    """A hospital table with borders."""
    _draw_table(flow, scenario, look, random, ruled=True)


def draw_open_table(flow: Flow, scenario: Scenario, look: Look, random: Random) -> None:
    """A table that only white space holds together."""
    _draw_table(flow, scenario, look, random, ruled=False)


def draw_chart(flow: Flow, scenario: Scenario, look: Look, random: Random) -> None:
    """A table with a column for each moment; a rhythm that has none runs across them."""
    ruled = random.random() < 0.7
    lean = random.uniform(-0.03, 0.03)
    edges = _edges(flow, (0.33 + lean, 0.085, 0.085, 0.085, 0.085, 0.13, 0.2 - lean))
    titles = [
        random.choice(_HEADINGS["drug"]),
        *random.choice(_CHART_HEADINGS),
        random.choice(("Durée", "DURÉE")),
        random.choice(_REMARKS),
    ]
    room = [right - left - 2 * _PADDING for left, right in pairwise(edges)]
    heads = [
        _Cell((Run(title, _fitting(flow, title, look.body.strong(), room[n])),), n, n + 1)
        for n, title in enumerate(titles)
    ]
    _draw_row(flow, edges, heads, HEADER, look, ruled=ruled)
    for number, line in enumerate(scenario.lines):
        cells = _chart_cells(line, look)
        _draw_row(flow, edges, cells, Part("medication", number), look, ruled=ruled)
    _draw_rest(flow, scenario, look)


def _chart_cells(line: PhrasedLine, look: Look) -> list[_Cell]:
    drug, posology = choose_inks(look)
    sections = {s.name: as_run(s, posology) for s in line.sections}
    moments = [_Cell((sections[m],), n, n + 1) for n, m in enumerate(MOMENTS, 1) if m in sections]
    rest = [sections[name] for name in ("posology", "ending") if name in sections]
    if not moments:
        rest = [sections["ending"]] if "ending" in sections else []
        moments = [_Cell((sections["posology"],), 1, 5)] if "posology" in sections else []
    cells = [_Cell((as_run(line.sections[0], drug),), 0, 1), *moments]
    if "duration" in sections:
        cells.append(_Cell((sections["duration"],), 5, 6))
    return [*cells, _Cell(tuple(rest), 6, 7)] if rest else cells


def _fitting(flow: Flow, text: str, ink: Ink, room: float) -> Ink:
    """The ink, smaller if the text would not fit into `room` millimetres."""
    while flow.sheet.measure(text, ink) > room and ink.size > 5:
        ink = ink.larger(-0.5)
    return ink


def _edges(flow: Flow, shares: Sequence[float]) -> list[float]:
    edges = [flow.left]
    for share in shares:
        edges.append(edges[-1] + share * flow.width)
    return edges


def _draw_rest(flow: Flow, scenario: Scenario, look: Look) -> None:
    """What stands below a table."""
    flow.skip(5)
    for place, text in enumerate(scenario.others):
        draw_other(flow, text, place, look)
    if scenario.repeats:
        draw_other(flow, scenario.repeats, len(scenario.others), look)


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
    edges = _edges(flow, shares)
    if random.random() < (0.9 if ruled else 0.5):
        titles = [Run(random.choice(_HEADINGS[n]), look.body.strong()) for n in names]
        heads = [_Cell((title,), n, n + 1) for n, title in enumerate(titles)]
        _draw_row(flow, edges, heads, HEADER, look, ruled=ruled)
    drug, posology = choose_inks(look)
    for number, line in enumerate(scenario.lines):
        sections = {s.name: s for s in line.sections}
        cells = [
            _Cell((as_run(sections[name], drug if name == "drug" else posology),), n, n + 1)
            for n, name in enumerate(names)
            if name in sections
        ]
        _draw_row(flow, edges, cells, Part("medication", number), look, ruled=ruled)
    _draw_rest(flow, scenario, look)


def _draw_row(
    flow: Flow,
    edges: Sequence[float],
    cells: Sequence[_Cell],
    part: Part,
    look: Look,
    *,
    ruled: bool,
) -> None:
    wrapped = [
        wrap(flow.sheet, [cell.runs], edges[cell.end] - edges[cell.first] - 2 * _PADDING)
        for cell in cells
    ]
    pitch = leading(look.body)
    height = max(len(lines) for lines in wrapped) * pitch + 2 * _PADDING
    flow.ensure(height)
    for cell, lines in zip(cells, wrapped, strict=True):
        for row, line in enumerate(lines):
            y = flow.y + _PADDING + pitch * (row + 0.8)
            put(flow.sheet, edges[cell.first] + _PADDING, y, line, part)
    if ruled:
        inside = {edge for cell in cells for edge in range(cell.first + 1, cell.end)}
        kept = [edge for n, edge in enumerate(edges) if n not in inside]
        for left, right in pairwise(kept):
            flow.sheet.frame((left, flow.y, right - left, height), 0.25)
    flow.skip(height + (0 if ruled else look.gap / 2))
