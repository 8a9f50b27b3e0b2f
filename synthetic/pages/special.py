"""The official papers: bizone form, secured paper, digital prescription, margins of services."""

from random import Random

from synthetic.letterhead import Letterhead
from synthetic.pages.flow import Flow, leading
from synthetic.pages.headers import fit_lines
from synthetic.pages.look import Look
from synthetic.pages.sheet import BLACK, HEADER, Ink, Sheet
from synthetic.scenario import Scenario


def draw_bizone_header(flow: Flow, head: Letterhead, look: Look, random: Random) -> None:
    """The head of the Cerfa form 14465*01: two frames for prescriber and patient."""
    small = look.small(3.0)
    flow.sheet.write(flow.left, flow.y, "cerfa", look.title(3.0, coloured=False))
    flow.sheet.write(flow.left, flow.y + 4, "N° 14465*01", small)
    title = look.title(3.0, coloured=False)
    middle = (flow.left + flow.right) / 2
    flow.sheet.write(middle, flow.y, "Ordonnance bizone", title, align="centre")
    code = "articles L. 322-3, 3° et 4°, L. 324-1 et R. 161-45 du Code de la sécurité sociale"
    flow.sheet.write(middle, flow.y + 4, code, small, align="centre")
    flow.skip(8)
    half = flow.width / 2 - 2
    top = flow.y
    prescriber = [head.name, head.specialty, *head.address]
    prescriber += [f"{label} : {digits}" for label, digits in head.numbers]
    columns = (
        ("Identification du prescripteur", prescriber, flow.left),
        ("Identification du patient", [*head.patient_lines, head.date_line], flow.left + half + 4),
    )
    height = leading(look.small(1.0)) * (len(prescriber) + 2) + 4
    for label, lines, x in columns:
        flow.sheet.frame((x - 2, top, half + 2, height), 0.3)
        y = top + leading(small)
        flow.sheet.write(x, y, label, small)
        for text in fit_lines(flow, lines, look.small(1.0), half):
            y += leading(look.small(1.0))
            flow.sheet.write(x, y, text, look.small(1.0))
    if random.random() < 0.6 and head.numbers:
        flow.sheet.code128(flow.left + half + 6, top + height - 11, head.numbers[0][1], 8)
    flow.y = top + height + 4


def draw_secured_paper(sheet: Sheet, look: Look, random: Random) -> None:
    """The pale pattern and border of secured paper."""
    tint = random.choice(((205, 222, 240), (212, 226, 236), (222, 220, 238)))
    for step in range(0, int(sheet.width + sheet.height), 7):
        sheet.rule(
            (max(0, step - sheet.height), min(step, sheet.height)),
            (min(step, sheet.width), max(0, step - sheet.width)),
            0.2,
            tint,
        )
    border = (3.5, 3.5, sheet.width - 7, sheet.height - 7)
    sheet.frame(border, 0.7, look.accent)


def draw_double_square(flow: Flow, scenario: Scenario, look: Look, random: Random) -> None:
    """Bottom of secured paper: the number of lines in a double square, the lot at the left."""
    sheet = flow.sheet
    side = 12.0
    x, y = sheet.width - 30, sheet.height - 30
    sheet.frame((x, y, side, side), 0.4)
    sheet.frame((x + 1.2, y + 1.2, side - 2.4, side - 2.4), 0.4)
    count = str(len(scenario.lines))
    sheet.write(x + side / 2, y + side * 0.68, count, look.body.strong(), align="centre")
    lot = f"{random.randint(10, 99)} {random.randint(100000, 999999)}"
    sheet.write(flow.left, sheet.height - 18, f"N° de lot : {lot}", look.small())


def draw_digital_code(flow: Flow, scenario: Scenario, look: Look, random: Random) -> None:
    """QR code and unique number of a digital prescription, at the top right of the first page."""
    sheet = flow.sheets[0]
    letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
    number = "".join(random.choices(letters, k=12))
    side = random.uniform(17, 22)
    x = sheet.width - side - 8
    birth = scenario.draft.patient.birth_date if scenario.draft.patient else None
    sheet.qr(x, 6, f"{number}|{birth or ''}|{scenario.authored.isoformat()}", side)
    ink = Ink(look.head, 7.0)
    sheet.write(x + side / 2, 6 + side + 3, f"N° {number}", ink, HEADER, align="centre")


def draw_staff_margin(sheet: Sheet, head: Letterhead, look: Look, width: float) -> None:
    """The list of a service's doctors down the left margin."""
    ink = Ink(look.head, 7.5, colour=look.accent)
    y = 40.0
    sheet.rule((width, 12), (width, sheet.height - 12), 0.3, look.accent)
    sheet.write(6, y, "Chef de service", ink.strong())
    for place, name in enumerate(head.staff):
        y += leading(ink)
        if place == 1:
            y += 3
            sheet.write(6, y, "Praticiens hospitaliers", ink.strong())
            y += leading(ink)
        sheet.write(6, y, name, ink)
    y += 8
    for text in ("Secrétariat", head.address[2]):
        sheet.write(6, y, text, Ink(look.head, 7.5, colour=BLACK))
        y += leading(ink)
