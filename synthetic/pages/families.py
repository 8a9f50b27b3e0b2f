"""The families of layouts, and the drawing of one prescription in one of them."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from random import Random

from synthetic.letterhead import Letterhead
from synthetic.pages import bodies, headers, special, tables
from synthetic.pages.bodies import DrawBody
from synthetic.pages.closing import draw_foot, draw_notes, draw_signature
from synthetic.pages.flow import Flow
from synthetic.pages.headers import DrawHeader
from synthetic.pages.look import BULLETS, Look, draw_look
from synthetic.pages.marks import BLUE_INK
from synthetic.pages.sheet import A4, BLACK, Colour, Sheet
from synthetic.scenario import Scenario, draw_scenario
from synthetic.wish import Wish

A5 = (148.0, 210.0)
_PRINTED = ("sans", "serif")
_NUMBERED = ("{n}.", "{n})", "{n}/", "{n} -", "{n}")


@dataclass(frozen=True, slots=True)
class Layout:
    """A family: what it asks of the scenario, its heads and body, fonts, sizes, paper."""

    name: str
    heads: tuple[DrawHeader, ...]
    body: DrawBody = bodies.draw_list
    wish: Wish = field(default_factory=Wish)
    kinds: tuple[str, ...] = _PRINTED
    points: tuple[float, float] = (9.5, 12.0)
    size: tuple[float, float] = A4
    bullets: tuple[str, ...] = BULLETS
    pens: tuple[Colour, ...] = (BLACK,)
    papers: tuple[Colour, ...] = ((255, 255, 255),)
    margin: float = 0.0


@dataclass(frozen=True, slots=True)
class Printed:
    """A prescription on paper: its pages before any damage."""

    sheets: tuple[Sheet, ...]
    scenario: Scenario
    layout: str
    font: str
    points: float


_PLAIN_HEADS = (headers.draw_columns, headers.draw_centred, headers.draw_left)
_ALL_HEADS = (*_PLAIN_HEADS, headers.draw_with_logo)
_CELL_HEADS = (headers.draw_hospital, headers.draw_columns)
_HOSPITAL = Wish("hop", (60, 20, 20), hospital=True, most=10)
_CELLS = Wish("hpt", (60, 25, 15), cells=True, hospital=True, least=4, most=10)
_CHART = replace(_CELLS, chart=True, least=7)

LAYOUTS: dict[str, Layout] = {
    layout.name: layout
    for layout in (
        Layout("simple", (headers.draw_centred, headers.draw_left)),
        Layout("columns", (headers.draw_columns,)),
        Layout("logo", (headers.draw_with_logo,)),
        Layout("numbered", _ALL_HEADS, bullets=_NUMBERED),
        Layout(
            "bizone",
            (special.draw_bizone_header,),
            bodies.draw_zones,
            Wish(bizone=True, most=8),
            points=(9.0, 11.0),
        ),
        Layout("table", (headers.draw_hospital,), tables.draw_ruled_table, _CELLS),
        Layout("cells", _CELL_HEADS, tables.draw_open_table, _CELLS),
        Layout("chart", _CELL_HEADS, tables.draw_chart, _CHART, points=(9.0, 11.0)),
        Layout(
            "service",
            (headers.draw_hospital,),
            wish=_HOSPITAL,
            margin=42.0,
        ),
        Layout(
            "typewriter",
            _PLAIN_HEADS,
            wish=Wish("opts", (30, 40, 20, 10)),
            kinds=("mono",),
            points=(9.5, 11.5),
            bullets=("", "", "-", "{n}.", "{n}/"),
        ),
        Layout(
            "dense",
            _ALL_HEADS,
            wish=Wish(least=13, most=14),
            kinds=("narrow", "sans"),
            points=(8.0, 9.0),
        ),
        Layout(
            "handwritten",
            _ALL_HEADS,
            wish=Wish("st", (60, 40), most=5),
            kinds=("hand",),
            points=(12.0, 14.0),
            bullets=("", "", "-", "{n})", "{n}/"),
            pens=(BLUE_INK, (20, 20, 25), (20, 20, 60)),
        ),
        Layout(
            "small",
            _PLAIN_HEADS,
            wish=Wish(least=8, most=9),
            points=(8.5, 10.0),
            size=A5,
        ),
        Layout(
            "secured",
            (headers.draw_columns, headers.draw_left, headers.draw_centred),
            wish=Wish("l", (1,), secured=True, most=4),
            points=(10.0, 12.0),
        ),
        Layout(
            "digital",
            (headers.draw_columns, headers.draw_with_logo, headers.draw_left),
            wish=Wish("op", (50, 50)),
        ),
        Layout(
            "coloured",
            _ALL_HEADS,
            papers=((253, 246, 214), (222, 240, 224), (252, 228, 232), (224, 236, 250)),
        ),
    )
}


_LONG = ("simple", "columns", "logo", "numbered", "typewriter", "digital", "coloured", "service")
_LONG_SHARE = 0.14
"""How many of these have so many lines that they go on to a second page."""


def draw_prescription(layout: Layout, dpi: int, random: Random) -> Printed:
    """A scenario that suits the layout, printed in it."""
    long = layout.name in _LONG and random.random() < _LONG_SHARE
    wish = replace(layout.wish, least=16, most=16) if long else layout.wish
    scenario = draw_scenario(wish, random)
    look = draw_look(
        layout.kinds, layout.points, random, bullets=layout.bullets, pen=random.choice(layout.pens)
    )
    if layout.size == A4 and (long or len(scenario.lines) < 5):
        look = look.airier(random.uniform(3, 8) if long else random.uniform(0, 7))
    side = random.uniform(0.075, 0.105) * layout.size[0]
    margins = (side + layout.margin, random.uniform(10, 18), side, random.uniform(20, 26))
    flow = Flow(dpi, layout.size, margins, random.choice(layout.papers))
    flow.splits = long or random.random() < 0.5
    draw_head = random.choice(layout.heads)
    if layout.name == "secured":
        special.draw_secured_paper(flow.sheet, look, random)
    if layout.name == "digital":
        flow.top = flow.y = max(flow.y, 32.0)
    draw_head(flow, scenario.letterhead, look, random)
    _draw_title(flow, scenario.letterhead, look, random)
    flow.start_page = _head_again(scenario.letterhead, look)
    layout.body(flow, scenario, look, random)
    draw_signature(flow, scenario.letterhead, look, random)
    _finish(layout, flow, scenario, look, random)
    return Printed(tuple(flow.sheets), scenario, layout.name, look.body.family.name, look.body.size)


def _draw_title(flow: Flow, head: Letterhead, look: Look, random: Random) -> None:
    if head.title:
        align = random.choice(("centre", "centre", "left"))
        flow.line(head.title, look.title(2.0, coloured=random.random() < 0.5), align=align)
        flow.skip(random.uniform(3, 8))


def _head_again(head: Letterhead, look: Look) -> Callable[[Flow], None]:
    """What heads the second page and those after it."""

    def draw(flow: Flow) -> None:
        flow.line(head.name, look.small(0.0))
        flow.line(head.patient_lines[0], look.small(0.0))
        flow.line(head.date_line, look.small(0.0))
        flow.skip(6)

    return draw


def _finish(layout: Layout, flow: Flow, scenario: Scenario, look: Look, random: Random) -> None:
    if layout.name == "secured":
        special.draw_double_square(flow, scenario, look, random)
    if layout.name == "digital":
        special.draw_digital_code(flow, scenario, look, random)
    if layout.name == "service":
        for sheet in flow.sheets:
            special.draw_staff_margin(sheet, scenario.letterhead, look, layout.margin)
    draw_foot(flow, scenario.letterhead, look, random)
    if random.random() < 0.12:
        draw_notes(flow, scenario, random)
