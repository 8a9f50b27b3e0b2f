"""The bottom of the page: signature, stamp, feet, page numbers, and what others add by hand."""

from dataclasses import replace
from datetime import timedelta
from random import Random

from synthetic.letterhead import Letterhead, write_date
from synthetic.pages.flow import Flow, leading
from synthetic.pages.fonts import draw_family
from synthetic.pages.look import Look
from synthetic.pages.marks import BLACK_INK, BLUE_INK, sign, stamp
from synthetic.pages.sheet import BLACK, HEADER, MARK, Ink, Sheet
from synthetic.scenario import Scenario

_NOTES = (
    "délivré le {d}",
    "vu {d}",
    "manque 1 bte",
    "reste dû",
    "OK {d}",
    "1ère délivrance {d}",
    "x1 {d}",
    "CV ok",
    "à commander",
)


def draw_signature(flow: Flow, head: Letterhead, look: Look, random: Random) -> None:
    """Signature right below the last line, with or without the prescriber's stamp."""
    flow.ensure(26)
    flow.skip(random.uniform(2, 8))
    ink = random.choice((BLUE_INK, BLACK_INK, (40, 40, 45)))
    stamped = random.random() < 0.45
    x = flow.left + flow.width * random.uniform(0.45, 0.6)
    if random.random() < 0.3:
        label = random.choice(("Signature", "Signature :", "Signature du médecin", head.name))
        flow.skip(leading(look.body))
        flow.sheet.write(x, flow.y, label, look.body)
        flow.skip(2)
    if stamped:
        colour = random.choice(((60, 60, 130), (70, 70, 70), (40, 40, 40), (110, 40, 60)))
        family = draw_family(random, ("sans", "serif"))
        lines = (head.name, head.specialty, *head.address[:2])
        size = random.choice((7.5, 8.0, 9.0))
        at = flow.left + flow.width * random.uniform(0.1, 0.35)
        stamp(flow.sheet, at, flow.y, lines, Ink(family, size, colour=colour))
    wide = min(random.uniform(32, 50), flow.right - x)
    sign(flow.sheet, random, (x, flow.y, wide, random.uniform(14, 20)), ink)
    flow.skip(20)


def draw_foot(flow: Flow, head: Letterhead, look: Look, random: Random) -> None:
    """The foot of every page: notices, page numbers."""
    ink = replace(look.small(3.0), colour=random.choice((BLACK, (90, 90, 90))))
    rule = random.random() < 0.5
    numbered = len(flow.sheets) > 1 or random.random() < 0.3
    for number, sheet in enumerate(flow.sheets, 1):
        lines = list(head.foot)
        if numbered:
            lines.append(f"Page {number}/{len(flow.sheets)}")
        y = sheet.height - 6 - leading(ink) * len(lines)
        if rule and lines:
            sheet.rule((flow.left, y), (flow.right, y), 0.2)
        for text in lines:
            y += leading(ink)
            while sheet.measure(text, ink) > sheet.width - 16:
                text = text.rpartition(" ")[0]
            sheet.write(sheet.width / 2, y, text, ink, HEADER, align="centre")


def draw_notes(flow: Flow, scenario: Scenario, random: Random) -> None:
    """What a pharmacist or a patient writes in the margin: marks, not part of the prescription."""
    family = draw_family(random, ("hand",))
    ink = Ink(family, random.uniform(13, 18), colour=random.choice((BLUE_INK, (20, 20, 20))))
    y = flow.sheets[0].height * random.uniform(0.78, 0.86)
    for _ in range(random.choice((1, 1, 2))):
        day = scenario.authored + timedelta(days=random.randint(0, 20))
        text = random.choice(_NOTES).format(d=write_date(day, random))
        wide = flow.sheets[0].measure(text, ink)
        sheet = random.choice(flow.sheets)
        x = random.choice((3.0, max(3.0, sheet.width - wide - 4)))
        sheet.write(x, y, text, ink, MARK)
        y += leading(ink) * 1.6


def draw_fax_line(sheet: Sheet, number: int, scenario: Scenario, random: Random) -> None:
    """The line a fax machine prints above the page: a mark, no part of the prescription."""
    day = scenario.authored + timedelta(days=random.randint(0, 3))
    clock = f"{random.randint(8, 19):02d}:{random.randint(0, 59):02d}"
    sender = "".join(c for line in scenario.letterhead.address[2:3] for c in line if c.isdigit())
    text = f"{day:%d/%m/%Y} {clock} {sender or '0261910000'} P.{number:02d}"
    ink = Ink(draw_family(random, ("mono",)), 8.0)
    sheet.write(8, 6, text, ink, MARK)
