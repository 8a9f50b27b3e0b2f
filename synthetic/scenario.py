"""One prescription as meant and as worded, before it is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from prescription.record import DispenseRequest, Draft, Zone
from synthetic.cases.facts import Product
from synthetic.cases.people import draw_person, draw_practitioner
from synthetic.cases.situations import Situation, load_situations
from synthetic.cases.treatment import PlannedLine, draw_treatment
from synthetic.letterhead import Letterhead, draw_letterhead
from synthetic.words.mistakes import misspell
from synthetic.words.phrases import draw_phrase
from synthetic.words.phrasing import PhrasedLine, Section, phrase_line
from synthetic.words.segments import Word

_FIRST_DAY = date(2024, 1, 2)
_DAYS = 1030
_FOR_WOMEN = ("Gynécologie", "Sage-femme")
_HOSPITAL = (
    "Cardiologie",
    "Chirurgie orthopédique",
    "Chirurgie digestive",
    "Urgences",
    "Oncologie",
    "Gériatrie",
    "Médecine interne",
    "Neurologie",
    "Néphrologie",
    "Pneumologie",
    "Anesthésie-réanimation",
    "Soins palliatifs",
    "Infectiologie",
    "Urologie",
    "Gastro-entérologie",
    "Psychiatrie",
    "Pédiatrie",
    "Endocrinologie",
)


_ONE_OF_A_KIND = (
    "A02B",
    "A06A",
    "B01A",
    "C03C",
    "C07A",
    "C08C",
    "C09",
    "C10A",
    "J01C",
    "M01A",
    "N05B",
    "N05C",
    "N06A",
    "R03A",
    "R06A",
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a layout asks of its scenario.

    `styles` and their weights; `cells` for tables; `hospital`; `bizone`; `secured`; about `least`
    to `most` lines.
    """

    styles: str = "opts"
    weights: tuple[int, ...] = (25, 40, 22, 13)
    cells: bool = False
    hospital: bool = False
    bizone: bool = False
    secured: bool = False
    least: int = 0
    most: int = 9


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
    situations = _draw_situations(wish, random)
    specialty = _draw_specialty(situations, wish, random)
    practitioner = draw_practitioner(specialty, random, hospital=wish.hospital)
    gender = "F" if specialty in _FOR_WOMEN else situations[0].gender
    person = draw_person(situations[0].ages, gender, authored, random)
    letterhead = draw_letterhead(practitioner, person, authored, random, hospital=wish.hospital)
    planned, zones = _draw_lines(situations, wish, random)
    lines = [phrase_line(p, style, random, cells=wish.cells) for p in planned]
    repeats, lines = _draw_renewal(lines, wish, random)
    if style in "pts" and random.random() < 0.18:
        lines = [_mistyped(line, random) for line in lines]
    others = _draw_others(situations, random)
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


def _draw_situations(wish: Wish, random: Random) -> tuple[Situation, ...]:
    """One situation, sometimes others that the same patient may have and the same doctor treats."""
    fitting = [s for s in load_situations() if s.secured == wish.secured]
    if wish.bizone:
        fitting = [s for s in fitting if s.ald]
    if wish.hospital:
        fitting = [s for s in fitting if set(s.specialties) & set(_HOSPITAL)]
    drawn = [random.choices(fitting, [s.weight for s in fitting])[0]]
    more = 1 if wish.bizone or (not wish.secured and random.random() < 0.42) else 0
    while more > 0 or sum(len(s.lines) for s in drawn) < wish.least:
        others = [s for s in load_situations() if _goes_with(s, drawn, wish)]
        if not others:
            break
        drawn.append(random.choices(others, [s.weight for s in others])[0])
        more -= 1
    ages = (max(s.ages[0] for s in drawn), min(s.ages[1] for s in drawn))
    gender = next((s.gender for s in drawn if s.gender), "")
    return replace(drawn[0], ages=ages, gender=gender), *drawn[1:]


def _goes_with(situation: Situation, drawn: Sequence[Situation], wish: Wish) -> bool:
    """Whether one patient may have this as well, and one prescriber treat it all."""
    low, high = max(s.ages[0] for s in drawn), min(s.ages[1] for s in drawn)
    genders = {s.gender for s in (*drawn, situation)} - {""}
    shared = set(situation.specialties).intersection(*(s.specialties for s in drawn))
    fresh = all(
        s.name != situation.name and s.name not in situation.apart and situation.name not in s.apart
        for s in drawn
    )
    suits = situation.secured == wish.secured and not (wish.bizone and situation.ald)
    overlap = max(low, situation.ages[0]) <= min(high, situation.ages[1])
    return fresh and suits and overlap and len(genders) < 2 and bool(shared)


def _draw_specialty(situations: Sequence[Situation], wish: Wish, random: Random) -> str:
    shared = [s for s in situations[0].specialties if all(s in o.specialties for o in situations)]
    if wish.hospital:
        shared = [s for s in situations[0].specialties if s in _HOSPITAL] or shared
    weights = [3 if s == "Médecine générale" else 1 for s in shared]
    return random.choices(shared, weights)[0]


def _draw_lines(
    situations: Sequence[Situation], wish: Wish, random: Random
) -> tuple[list[PlannedLine], tuple[Zone | None, ...]]:
    planned: list[PlannedLine] = []
    zones: list[Zone | None] = []
    for place, situation in enumerate(situations):
        for line in draw_treatment(situation, random):
            known = any(_alike(line.product, p.product) for p in planned)
            off_paper = line.secured != wish.secured and random.random() < 0.9
            if (known and place) or off_paper or len(planned) >= wish.most:
                continue
            planned.append(line)
            ald = Zone.ALD if place == 0 else Zone.INTERCURRENT
            zones.append(ald if wish.bizone else None)
    if not planned:
        line = draw_treatment(situations[0], random)[0]
        planned, zones = [line], [Zone.ALD if wish.bizone else None]
    return planned, tuple(zones)


def _alike(one: Product, other: Product) -> bool:
    """Whether nobody prescribes both: the same substance, or the same kind of drug (ATC)."""
    same = set(one.substances) & set(other.substances)
    kind = one.atc[:4] if one.atc[:3] != "C09" else "C09"
    return bool(same) or (kind in _ONE_OF_A_KIND and other.atc.startswith(kind))


def _draw_renewal(
    lines: list[PhrasedLine], wish: Wish, random: Random
) -> tuple[str, list[PhrasedLine]]:
    """A renewal for the whole prescription holds for every line without its own."""
    own = [line.request.dispense_request for line in lines]
    known = [d.number_of_repeats_allowed for d in own if d]
    if wish.secured or wish.bizone or any(n is not None for n in known) or random.random() > 0.12:
        return "", lines
    if any(line.planned.secured for line in lines) or not any(map(_lasts, lines)):
        return "", lines
    times = random.choice((1, 2, 3, 5))
    words = draw_phrase("repeats.all", "p", random).format(n=times)
    renewed = []
    for line in lines:
        dispense = line.request.dispense_request or DispenseRequest()
        dispense = replace(dispense, number_of_repeats_allowed=times)
        renewed.append(replace(line, request=replace(line.request, dispense_request=dispense)))
    return words, renewed


def _lasts(line: PhrasedLine) -> bool:
    """Whether the treatment is counted in months: only then is a prescription renewed."""
    dispense = line.request.dispense_request
    supply = dispense.expected_supply_duration if dispense else None
    timings = [d.timing.repeat.bounds_duration for d in line.request.dosage_instruction if d.timing]
    return any(period is not None and period.unit == "mo" for period in (supply, *timings))


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


def _draw_others(situations: Sequence[Situation], random: Random) -> tuple[str, ...]:
    keys = [key for situation in situations for key in situation.others]
    if not keys or random.random() > 0.5:
        return ()
    chosen = random.sample(keys, min(len(keys), random.choice((1, 1, 2))))
    return tuple(draw_phrase(f"other.{key}", "p", random) for key in dict.fromkeys(chosen))
