"""One prescription as meant and as worded, before it is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from prescription.record import Draft, Zone
from synthetic.cases.clashes import clash
from synthetic.cases.facts import load_products
from synthetic.cases.people import draw_person, draw_practitioner
from synthetic.cases.planned import PlannedLine
from synthetic.cases.situations import Situation
from synthetic.cases.treatment import draw_treatment, with_weight
from synthetic.letterhead import Letterhead, draw_letterhead
from synthetic.reasons import draw_situations, draw_specialty
from synthetic.sharing import draw_renewal, share_supply, supplied
from synthetic.wish import Wish
from synthetic.words.mistakes import misspell
from synthetic.words.phrases import draw_phrase
from synthetic.words.phrasing import Cells, PhrasedLine, Section, phrase_line
from synthetic.words.segments import Word

_WEIGHED_MONTHS = 12 * 12
_ZEROS = ("0", "0", "0", "-", "")
_FIRST_DAY = date(2024, 1, 2)
_DAYS = 1030
_FOR_WOMEN = ("Gynécologie", "Sage-femme")


@dataclass(frozen=True, slots=True)
class Scenario:
    """A prescription in words; `draft` holds its truth except what printing decides.

    `zones` runs beside `lines`; `others` are lines that are no medication; `repeats` is the
    renewal of the whole prescription as a printed line, or empty.
    """

    situations: tuple[str, ...]
    style: str
    letterhead: Letterhead
    lines: tuple[PhrasedLine, ...]
    zones: tuple[Zone | None, ...]
    others: tuple[str, ...]
    repeats: str
    draft: Draft
    authored: date


def draw_scenario(wish: Wish, random: Random) -> Scenario:
    """A prescription that suits the wish."""
    style = random.choices(wish.styles, wish.weights)[0]
    authored = _FIRST_DAY + timedelta(days=random.randrange(_DAYS))
    situations = draw_situations(wish, random)
    specialty = draw_specialty(situations, wish, random)
    practitioner = draw_practitioner(specialty, random, hospital=wish.hospital)
    gender = "F" if specialty in _FOR_WOMEN else situations[0].gender
    person = draw_person(situations[0].ages, gender, authored, random)
    letterhead = draw_letterhead(practitioner, person, authored, random, hospital=wish.hospital)
    planned, zones = _draw_lines(situations, wish, random)
    weight = person.weight if person.age_months < _WEIGHED_MONTHS else None
    planned = [with_weight(line, weight) for line in planned]
    planned, shared = share_supply(planned, wish, random)
    cells = Cells(wish.chart, random.choice(_ZEROS)) if wish.cells else None
    lines = [phrase_line(p, style, random, cells=cells) for p in planned]
    repeats, lines = draw_renewal(lines, wish, random)
    if shared:
        words = draw_phrase("supply.all", "p", random).format(p=f"{shared.value} mois")
        lines = [supplied(line, shared) for line in lines]
        repeats = f"{words}, {repeats[:1].lower()}{repeats[1:]}" if repeats else words
    if style in "pts" and random.random() < 0.18:
        lines = [_mistyped(line, random) for line in lines]
    others = _draw_others(situations, planned, random)
    draft = Draft(
        authored,
        letterhead.prescriber,
        letterhead.patient,
        tuple(replace(line.request, zone=zone) for line, zone in zip(lines, zones, strict=True)),
    )
    return Scenario(
        tuple(s.name for s in situations),
        style,
        letterhead,
        tuple(lines),
        zones,
        others,
        repeats,
        draft,
        authored,
    )


def _draw_lines(
    situations: Sequence[Situation], wish: Wish, random: Random
) -> tuple[list[PlannedLine], tuple[Zone | None, ...]]:
    planned: list[PlannedLine] = []
    zones: list[Zone | None] = []
    for place, situation in enumerate(situations):
        for line in draw_treatment(situation, random):
            clashing = any(clash(line.product, p.product) for p in planned)
            off_paper = line.secured != wish.secured and random.random() < 0.9
            if (clashing and place) or off_paper or len(planned) >= wish.most:
                continue
            planned.append(line)
            ald = Zone.ALD if place == 0 else Zone.INTERCURRENT
            zones.append(ald if wish.bizone else None)
    if not planned:
        line = draw_treatment(situations[0], random)[0]
        planned, zones = [line], [Zone.ALD if wish.bizone else None]
    return planned, tuple(zones)


def _mistyped(line: PhrasedLine, random: Random) -> PhrasedLine:
    """The line as a hurried typist leaves it; the drug's name as written follows its words."""
    sections = tuple(
        Section(
            section.name,
            tuple(
                Word(misspell(w.text, random), w.label)
                if random.random() < (0.03 if w.label.endswith("DRUG") else 0.07)
                else w
                for w in section.words
            ),
        )
        for section in line.sections
    )
    named = [w.text for w in sections[0].words if w.label.endswith("-DRUG")]
    written = " ".join(named).rstrip(",:") or line.request.medication.text
    medication = replace(line.request.medication, text=written)
    return replace(line, sections=sections, request=replace(line.request, medication=medication))


def _draw_others(
    situations: Sequence[Situation], planned: Sequence[PlannedLine], random: Random
) -> tuple[str, ...]:
    keys = [key for situation in situations for key in situation.others] + ["any"]
    found: list[str] = []
    if random.random() < 0.5:
        chosen = random.sample(keys, min(len(keys), random.choice((1, 1, 2))))
        found = [draw_phrase(f"other.{key}", "p", random) for key in dict.fromkeys(chosen)]
    if random.random() < 0.06:
        found.append(_name_stopped(planned, random))
    return tuple(found)


def _name_stopped(planned: Sequence[PlannedLine], random: Random) -> str:
    """A drug that the patient no longer takes, or must not."""
    known = {substance for line in planned for substance in line.product.substances}
    products = [
        p for p in load_products().values() if p.brand and p.inn and not known & set(p.substances)
    ]
    product = random.choices(products, [p.weight for p in products])[0]
    name = random.choice((product.brand, product.brand.upper(), product.inn))
    return draw_phrase("stopped", "p", random).format(d=name)
