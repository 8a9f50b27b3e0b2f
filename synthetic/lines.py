"""Medication lines as text alone, quickly and in any number: for measuring a grammar."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from prescription.dosage import Quantity
from prescription.record import MedicationRequest
from synthetic.cases.situations import load_situations
from synthetic.cases.treatment import draw_treatment, with_weight
from synthetic.chance import seeded
from synthetic.words.mistakes import misread, misspell
from synthetic.words.phrasing import phrase_line

_STYLES, _WEIGHTS = ("o", "p", "t", "h", "s"), (25, 35, 20, 8, 12)
_DAMAGED_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class MadeLine:
    """One line: `text` as written (a newline where the posology starts a new printed line).

    `truth` is what it means, its text undamaged; `style` a letter of
    `synthetic.words.phrases.STYLES`; `damage` is empty, `typing` or `ocr`.
    """

    text: str
    truth: MedicationRequest
    style: str
    situation: str
    damage: str = ""


def make_lines(count: int, seed: int, *, damaged: bool = False) -> Iterator[MadeLine]:
    """`count` lines drawn from `seed`; a fifth of them with faults when `damaged`.

    The same seed gives the same lines, and the same first lines whatever the count.
    """
    situations = load_situations()
    weights = [situation.weight for situation in situations]
    made = 0
    for number in range(count):
        random = seeded("line", seed, number)
        situation = random.choices(situations, weights)[0]
        style = random.choices(_STYLES, _WEIGHTS)[0]
        for drawn in draw_treatment(situation, random):
            planned = with_weight(drawn, Quantity(Decimal(random.randint(6, 30)), "kg"))
            line = phrase_line(planned, style, random)
            text, damage = line.text, ""
            if damaged and random.random() < _DAMAGED_SHARE:
                text, damage = _damage(text, random)
            yield MadeLine(text, line.request, line.style, situation.name, damage)
            made += 1
            if made == count:
                return


def _damage(text: str, random: Random) -> tuple[str, str]:
    if random.random() < 0.5:
        return misread(text, random, random.choice((1, 1, 2))), "ocr"
    rows = [row.split(" ") for row in text.split("\n")]
    places = [(y, x) for y, row in enumerate(rows) for x, word in enumerate(row) if len(word) > 3]
    for y, x in random.sample(places, min(len(places), random.choice((1, 1, 2)))):
        rows[y][x] = misspell(rows[y][x], random)
    return "\n".join(" ".join(row) for row in rows), "typing"
