"""Why one patient comes to one prescriber: situations that go together."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from synthetic.cases.situations import Situation, load_situations
from synthetic.wish import Wish

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


def draw_situations(wish: Wish, random: Random) -> tuple[Situation, ...]:
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
    if wish.hospital:
        shared &= set(_HOSPITAL)
    fresh = all(
        s.name != situation.name and s.name not in situation.apart and situation.name not in s.apart
        for s in drawn
    )
    suits = situation.secured == wish.secured and not (wish.bizone and situation.ald)
    overlap = max(low, situation.ages[0]) <= min(high, situation.ages[1])
    return fresh and suits and overlap and len(genders) < 2 and bool(shared)


def draw_specialty(situations: Sequence[Situation], wish: Wish, random: Random) -> str:
    """Who may treat all of this."""
    shared = [s for s in situations[0].specialties if all(s in o.specialties for o in situations)]
    if wish.hospital:
        shared = [s for s in shared if s in _HOSPITAL]
    weights = [3 if s == "Médecine générale" else 1 for s in shared]
    return random.choices(shared, weights)[0]
