"""Letterheads: the top of the page down to the patient and the date."""

from collections.abc import Callable, Sequence
from random import Random

from synthetic.letterhead import Letterhead
from synthetic.pages.flow import Flow, leading
from synthetic.pages.logos import draw_logo
from synthetic.pages.look import Look
from synthetic.pages.sheet import HEADER, Ink

DrawHeader = Callable[[Flow, Letterhead, Look, Random], None]


def draw_columns(flow: Flow, head: Letterhead, look: Look, random: Random) -> None:
    """Prescriber at the left, address at the right, a rule below."""
    top = flow.y
    name = look.title(random.choice((2.0, 4.0, 6.0)))
    flow.line(head.name, name)
    flow.line(head.specialty, look.plain(italic=random.random() < 0.5))
    for text in _fitting(flow, head.titles, look, 0.6):
        flow.line(text, look.small())
    left_end, flow.y = flow.y, top
    for text in _practice_lines(head):
        flow.line(text, look.small(), align="right")
    flow.y = max(left_end, flow.y) + 2
    draw_numbers(flow, head, look, random)
    if random.random() < 0.7:
        _rule(flow, look, random)
    draw_people(flow, head, look, random)


def draw_centred(flow: Flow, head: Letterhead, look: Look, random: Random) -> None:
    """Everything in the middle of the page."""
    flow.line(head.name, look.title(random.choice((3.0, 5.0))), align="centre")
    flow.line(head.specialty, look.plain(), align="centre")
    for text in head.titles:
        flow.line(text, look.small(), align="centre")
    flow.skip(1)
    address = _practice_lines(head)
    flow.line(" - ".join(address[:2]), look.small(), align="centre")
    for text in address[2:]:
        flow.line(text, look.small(), align="centre")
    flow.skip(2)
    draw_numbers(flow, head, look, random)
    if random.random() < 0.6:
        _rule(flow, look, random)
    draw_people(flow, head, look, random)


def draw_left(flow: Flow, head: Letterhead, look: Look, random: Random) -> None:
    """One column at the left; the patient stands opposite."""
    top = flow.y
    flow.line(head.name, look.title(random.choice((1.0, 3.0))))
    flow.line(head.specialty, look.plain())
    for text in _fitting(flow, (*head.titles, *_practice_lines(head)), look, 0.52):
        flow.line(text, look.small())
    flow.skip(1)
    draw_numbers(flow, head, look, random, stacked=True)
    end, flow.y = flow.y, top + random.uniform(8, 22)
    middle = flow.left + flow.width * 0.56
    room = flow.right - middle
    for text in fit_lines(flow, [head.date_line], look.body, room):
        flow.sheet.write(middle, flow.y, text, look.body)
        flow.skip(leading(look.body))
    flow.skip(3)
    for text in fit_lines(flow, head.patient_lines, look.body, room):
        flow.skip(leading(look.body))
        flow.sheet.write(middle, flow.y, text, look.body)
    flow.y = max(end, flow.y) + 6


def draw_with_logo(flow: Flow, head: Letterhead, look: Look, random: Random) -> None:
    """A logo and a coloured rule, name beside it."""
    top = flow.y
    side = random.uniform(16, 24)
    draw_logo(flow.sheet, flow.left, top, side, look.accent, random)
    indent = flow.left + side + 5
    lines = [(head.practice or head.specialty, look.title(3.0)), (head.name, look.title(1.0))]
    lines.append((head.specialty, look.plain()))
    lines += [(text, look.small()) for text in _fitting(flow, head.titles[:2], look, 0.45)]
    for text, ink in lines if head.practice else lines[1:]:
        flow.skip(leading(ink))
        flow.sheet.write(indent, flow.y, text, ink)
    end, flow.y = flow.y, top
    for text in head.address:
        flow.line(text, look.small(), align="right")
    flow.y = max(end, flow.y, top + side) + 3
    flow.sheet.rule((flow.left, flow.y), (flow.right, flow.y), 0.8, look.accent)
    flow.skip(3)
    draw_numbers(flow, head, look, random)
    draw_people(flow, head, look, random)


def draw_hospital(flow: Flow, head: Letterhead, look: Look, random: Random) -> None:
    """An establishment: its name and service above, the prescriber below, the patient framed."""
    top = flow.y
    if random.random() < 0.6:
        draw_logo(flow.sheet, flow.right - 20, top, 18, look.accent, random)
    for text in fit_lines(flow, [head.practice], look.title(3.0), flow.width - 24):
        flow.line(text, look.title(3.0))
    flow.line(f"Service : {head.specialty}", look.body.strong())
    for text in head.address:
        flow.line(text, look.small())
    flow.skip(2)
    flow.line(f"Prescripteur : {head.name}", look.body)
    draw_numbers(flow, head, look, random)
    flow.skip(3)
    box_top = flow.y
    patient = fit_lines(flow, head.patient_lines, look.body, flow.width - 8)
    wide = max(flow.sheet.measure(text, look.body) for text in patient) + 8
    flow.skip(1.5)
    for text in patient:
        flow.skip(leading(look.body))
        flow.sheet.write(flow.left + 3, flow.y, text, look.body)
    flow.skip(3)
    wide = max(wide, flow.width * 0.55)
    flow.sheet.frame((flow.left, box_top, wide, flow.y - box_top), 0.3, look.accent)
    if wide + flow.sheet.measure(head.date_line, look.body) + 4 > flow.width:
        flow.skip(leading(look.body) + 2)
    flow.sheet.write(flow.right, flow.y - 3, head.date_line, look.body, align="right")
    flow.skip(3)


def draw_people(flow: Flow, head: Letterhead, look: Look, random: Random) -> None:
    """Date and patient in one of the usual arrangements."""
    flow.skip(random.uniform(2, 7))
    patient = fit_lines(flow, head.patient_lines, look.body.strong(), flow.width)
    widest = max(flow.sheet.measure(text, look.body.strong()) for text in patient)
    beside = widest + flow.sheet.measure(head.date_line, look.body) + 6 < flow.width
    arrangement = random.randint(0, 3 if beside else 2)
    if arrangement == 0:
        flow.line(head.date_line, look.body, align="right")
        flow.skip(3)
        for place, text in enumerate(patient):
            flow.line(text, look.body.strong() if place == 0 else look.body)
    elif arrangement == 1:
        flow.line(head.date_line, look.body)
        flow.skip(3)
        for text in patient:
            flow.line(text, look.body)
    elif arrangement == 2:
        flow.line(head.date_line, look.body, align="right")
        for text in patient:
            flow.line(text, look.body, align="right")
    else:
        top = flow.y
        for text in patient:
            flow.line(text, look.body.strong())
        end, flow.y = flow.y, top
        flow.line(head.date_line, look.body, align="right")
        flow.y = max(flow.y, end)
    flow.skip(random.uniform(3, 8))


def draw_numbers(
    flow: Flow, head: Letterhead, look: Look, random: Random, *, stacked: bool = False
) -> None:
    """RPPS, AM, FINESS: as text, or with their Code 128 symbols."""
    ink = look.small()
    bars = random.random() < 0.55
    if not head.numbers:
        return
    if stacked or (not bars and random.random() < 0.5):
        for label, digits in head.numbers:
            if bars:
                flow.sheet.code128(flow.left, flow.y + 1.5, digits, 7)
                flow.skip(9)
            flow.line(_numbered(label, digits, random), ink)
        return
    if not bars:
        words = [_numbered(label, digits, random) for label, digits in head.numbers]
        flow.line(" - ".join(words), ink)
        return
    height = random.uniform(6, 10)
    flow.skip(1.5)
    for place, (label, digits) in enumerate(head.numbers):
        x = flow.left + place * flow.width * 0.55
        flow.sheet.code128(x, flow.y, digits, height)
        text = _numbered(label, digits, random)
        flow.sheet.write(x, flow.y + height + leading(ink) * 0.8, text, ink, HEADER)
    flow.skip(height + leading(ink) + 1.5)


def fit_lines(flow: Flow, texts: Sequence[str], ink: Ink, room: float) -> list[str]:
    """The texts, each broken between words where it is wider than `room` millimetres."""
    lines: list[str] = []
    for text in texts:
        line = ""
        for word in text.split():
            longer = f"{line} {word}".strip()
            if line and flow.sheet.measure(longer, ink) > room:
                lines.append(line)
                longer = word
            line = longer
        lines.append(line)
    return lines


def _numbered(label: str, digits: str, random: Random) -> str:
    return random.choice((f"{label} : {digits}", f"{label} {digits}", f"{label}: {digits}"))


def _practice_lines(head: Letterhead) -> tuple[str, ...]:
    return (head.practice, *head.address) if head.practice else head.address


def _fitting(flow: Flow, texts: Sequence[str], look: Look, share: float) -> list[str]:
    """Those that leave room for the column opposite."""
    room = flow.width * share
    return [text for text in texts if flow.sheet.measure(text, look.small()) <= room]


def _rule(flow: Flow, look: Look, random: Random) -> None:
    flow.skip(1.5)
    width = random.choice((0.2, 0.4, 0.8))
    flow.sheet.rule((flow.left, flow.y), (flow.right, flow.y), width, look.accent)
