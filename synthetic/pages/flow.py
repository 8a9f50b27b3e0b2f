"""Text set down a page and on to the next one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from synthetic.pages.sheet import HEADER, Colour, Ink, Part, Sheet

_NEAR_THE_END = 30.0
"""In millimetres: where a page that splits its paragraphs leaves one line of the next on it."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one ink; `labels` gives the BIO tag of each, or is empty.

    `part` is what they belong to where it is not the paragraph's; `after` is a sign between this
    run and the next, glued to the last word or a word of its own.
    """

    text: str
    ink: Ink
    labels: tuple[str, ...] = ()
    part: Part | None = None
    after: str = ""


@dataclass(frozen=True, slots=True)
class _Set:
    """A word with its place in its line, in millimetres."""

    text: str
    ink: Ink
    label: str
    x: float
    part: Part | None = None


class Flow:
    """A column of text between margins (left, top, right, bottom in millimetres)."""

    def __init__(
        self,
        dpi: int,
        size: tuple[float, float],
        margins: tuple[float, float, float, float],
        paper: Colour = (255, 255, 255),
    ):
        self.dpi, self.size, self.paper = dpi, size, paper
        self.left, self.top, right, bottom = margins
        self.right, self.bottom = size[0] - right, size[1] - bottom
        self.sheets = [Sheet(dpi, size, paper)]
        self.y = self.top
        self.start_page: Callable[[Flow], None] | None = None
        self.splits = False

    @property
    def sheet(self) -> Sheet:
        """The page being filled."""
        return self.sheets[-1]

    @property
    def width(self) -> float:
        """Between the margins."""
        return self.right - self.left

    def ensure(self, height: float) -> None:
        """Go on to a new page when less than `height` is left; `start_page` then heads it."""
        if self.y + height <= self.bottom:
            return
        self.sheets.append(Sheet(self.dpi, self.size, self.paper))
        self.y = self.top
        if self.start_page is not None:
            self.start_page(self)

    def skip(self, height: float) -> None:
        """Leave that much empty."""
        self.y += height

    def line(self, text: str, ink: Ink, part: Part = HEADER, *, align: str = "left") -> None:
        """One printed line between the margins, and down by its leading."""
        self.y += leading(ink)
        x = {"left": self.left, "right": self.right, "centre": (self.left + self.right) / 2}[align]
        self.sheet.write(x, self.y, text, ink, part, align=align)  # type: ignore[arg-type]

    def paragraph(
        self,
        rows: Sequence[Sequence[Run]],
        part: Part,
        *,
        x: float | None = None,
        width: float | None = None,
        hanging: float = 0,
        spread: float = 1.0,
    ) -> None:
        """Rows of runs, each wrapped; rows after the first are indented by `hanging`.

        It stays on one page unless this flow `splits`.
        """
        left = self.left if x is None else x
        room = self.right - left if width is None else width
        lines = wrap(self.sheet, rows, room, hanging)
        pitch = max(leading(run.ink) for row in rows for run in row) * spread
        if self.splits and len(lines) > 1 and self.bottom - self.y < _NEAR_THE_END:
            self.y = max(self.y, self.bottom - 1.5 * pitch)
        self.ensure(pitch * (1 if self.splits else len(lines)))
        for line in lines:
            self.ensure(pitch)
            self.y += pitch
            put(self.sheet, left, self.y, line, part)


def leading(ink: Ink) -> float:
    """The distance between two baselines, in millimetres."""
    return ink.size * 0.3528 * (1.7 if ink.family.kind == "hand" else 1.28)


def wrap(
    sheet: Sheet, rows: Sequence[Sequence[Run]], width: float, hanging: float = 0
) -> list[list[_Set]]:
    """The words of the rows in lines no wider than `width` (a longer word stands alone)."""
    lines: list[list[_Set]] = []
    for number, row in enumerate(rows):
        line: list[_Set] = []
        x = hanging if number else 0.0
        for run in row:
            space = sheet.measure(" ", run.ink)
            for place, word in enumerate(f"{run.text}{run.after}".split()):
                wide = sheet.measure(word, run.ink)
                if line and x + wide > width:
                    lines.append(line)
                    line, x = [], hanging
                label = run.labels[place] if place < len(run.labels) else ""
                line.append(_Set(word, run.ink, label, x, run.part))
                x += wide + space
        if line:
            lines.append(line)
    return lines


def put(sheet: Sheet, x: float, y: float, line: Sequence[_Set], part: Part) -> None:
    """Print one wrapped line with its baseline at `y`."""
    number = sheet.new_line()
    for word in line:
        owner = word.part or part
        sheet.write(x + word.x, y, word.text, word.ink, owner, labels=(word.label,), line=number)
