"""How one page looks: fonts, sizes, bullets, colours."""

from dataclasses import dataclass, replace
from random import Random

from synthetic.pages.fonts import Family, draw_family
from synthetic.pages.sheet import BLACK, Colour, Ink

ACCENTS: tuple[Colour, ...] = (
    (20, 60, 120),
    (0, 95, 105),
    (120, 20, 40),
    (30, 90, 40),
    (70, 70, 75),
    (15, 15, 15),
)
BULLETS = ("", "", "", "-", "•", "{n}.", "{n})", "{n}/", "{n} -", "*")


@dataclass(frozen=True, slots=True)
class Look:
    """Inks of head and body, how drugs stand out, how lines are numbered and spaced.

    `bullet` may hold {n}; `gap` between two medications and `indent` of their second lines are in
    millimetres; `spread` stretches the leading; `capitals` of the drug is already in the words.
    """

    head: Family
    head_size: float
    body: Ink
    drug_bold: bool
    posology_italic: bool
    bullet: str
    gap: float
    indent: float
    spread: float
    accent: Colour

    def airier(self, more: float) -> "Look":
        """The same with that much more between two medications, in millimetres."""
        return replace(self, gap=self.gap + more)

    def small(self, less: float = 2.0) -> Ink:
        """The head's ink for addresses and numbers."""
        return Ink(self.head, max(7.0, self.head_size - less))

    def plain(self, *, italic: bool = False) -> Ink:
        """The head's ink for the specialty."""
        return Ink(self.head, self.head_size, italic=italic)

    def title(self, more: float = 4.0, *, coloured: bool = True) -> Ink:
        """The head's ink for names."""
        colour = self.accent if coloured else BLACK
        return Ink(self.head, self.head_size + more, bold=True, colour=colour)


def draw_look(
    kinds: tuple[str, ...],
    points: tuple[float, float],
    random: Random,
    *,
    bullets: tuple[str, ...] = BULLETS,
    pen: Colour = BLACK,
) -> Look:
    """A look with a body font of one of `kinds`, between `points` in size."""
    body = draw_family(random, kinds)
    other = random.random() < 0.35 or body.kind == "hand"
    head = draw_family(random, ("sans", "serif")) if other else body
    size = round(random.uniform(*points) * 2) / 2
    if body.name == "Liberation Serif" or body.kind == "narrow":
        size += 0.5
    if body.kind == "hand":
        size += 3
    return Look(
        head,
        size if body.kind != "hand" else 11.0,
        Ink(body, size * body.scale, colour=pen),
        random.random() < 0.4,
        random.random() < 0.08,
        random.choice(bullets),
        random.choice((1.0, 2.0, 3.0, 4.5, 6.0)),
        random.choice((0.0, 0.0, 4.0, 8.0)),
        random.choice((1.0, 1.0, 1.1, 1.25)),
        random.choice(ACCENTS),
    )
