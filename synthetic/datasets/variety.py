"""How various made-up prescriptions can be, counted from the data they are drawn from."""

from dataclasses import dataclass

from synthetic.cases.facts import load_products
from synthetic.cases.situations import load_situations
from synthetic.damage.presets import PRESETS
from synthetic.pages.families import LAYOUTS
from synthetic.pages.fonts import load_families
from synthetic.words.phrases import load_phrases


@dataclass(frozen=True, slots=True)
class Variety:
    """What there is to draw from.

    `fragments` are pieces of phrasing of a medication, each written independently of the others;
    `other_lines` are lines that are no medication; `points` the smallest and largest body.
    """

    fragments: int
    other_lines: int
    situations: int
    specialties: int
    products: int
    layouts: int
    degradations: int
    fonts: int
    hands: int
    points: tuple[float, float]


def count_variety() -> Variety:
    """The counts of this version."""
    phrases = load_phrases()
    outside = ("other.", "stopped", "supply.all", "repeats.all")
    others = sum(len(f) for meaning, f in phrases.items() if meaning.startswith(outside))
    situations = load_situations()
    kinds = [family.kind for family in load_families()]
    return Variety(
        fragments=sum(map(len, phrases.values())) - others,
        other_lines=others,
        situations=len(situations),
        specialties=len({name for situation in situations for name in situation.specialties}),
        products=len(load_products()),
        layouts=len(LAYOUTS),
        degradations=len(PRESETS),
        fonts=len(kinds) - kinds.count("hand"),
        hands=kinds.count("hand"),
        points=(
            min(layout.points[0] for layout in LAYOUTS.values()),
            max(layout.points[1] for layout in LAYOUTS.values()),
        ),
    )
