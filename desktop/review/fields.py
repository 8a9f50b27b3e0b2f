"""The fields under review: those of the prescription, and those of the medication in hand."""

from collections.abc import Callable

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from desktop.look.room import Folding
from desktop.review.drug_completer import DrugCompleter
from desktop.review.field_captions import heading_captions, line_captions
from desktop.review.field_row import FieldRow
from ordonnancier.review.place import Heading, Part
from prescription.language import say

Told = Callable[[Heading | Part], None]
"""Takes the field that something happened to."""


class Fields:
    """The rows of every field by what they hold.

    `heading` is a widget, two columns where they fit; `line` a layout; `sizes` tells age and
    weight. `entered` and `focused` are called with the field.
    """

    def __init__(self, panel: QWidget, entered: Told, focused: Told) -> None:
        self._panel, self._entered, self._focused = panel, entered, focused
        self.rows: dict[Heading | Part, FieldRow] = {}
        self.sizes = QLabel(panel)
        self.sizes.setAccessibleName(say(fr="Âge, poids, taille", en="Age, weight, height"))
        self.heading = self._build_heading()
        self.line = self._build_line()

    def _build_heading(self) -> Folding:
        sides = (QWidget(), QWidget())
        grids = [QGridLayout(side) for side in sides]
        for number, (heading, caption) in enumerate(heading_captions()):
            self._add(heading, caption, grids[number % 2], number // 2)
        for grid in grids:
            grid.setContentsMargins(0, 0, 0, 0)
        grids[1].addWidget(self.sizes, 4, 2)
        return Folding(*sides)

    def _build_line(self) -> QGridLayout:
        grid = QGridLayout()
        for number, (part, caption) in enumerate(line_captions()):
            self._add(part, caption, grid, number)
        completer = DrugCompleter(self._panel)
        # The completer looks at the text after the field does: what is found must stand by then.
        self.rows[Part.DRUG].edit.textEdited.connect(completer.look_up)
        self.rows[Part.DRUG].edit.setCompleter(completer)
        self.rows[Part.POSOLOGY].edit.setPlaceholderText(
            say(fr="comme on l'écrit : 1cp x3/j 7j", en="as doctors write it: 1cp x3/j 7j")
        )
        return grid

    def _add(self, part: Heading | Part, caption: str, grid: QGridLayout, number: int) -> None:
        row = FieldRow(caption, grid, 2 * number, self._panel)
        row.edit.entered.connect(lambda: self._entered(part))
        row.edit.focused.connect(lambda: self._focused(part))
        self.rows[part] = row
