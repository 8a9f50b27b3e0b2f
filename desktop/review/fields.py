"""The fields under review: those of the prescription, and those of the medication in hand."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop.look.room import Folding
from desktop.review.choices import Choices
from desktop.review.drug_completer import DrugCompleter
from desktop.review.field_captions import heading_captions, line_captions
from desktop.review.field_row import FieldRow
from desktop.wording import describe_more_of, describe_place
from extraction.drugs.lexicon import load_lexicon
from ordonnancier.review.choices import choices_of
from ordonnancier.review.place import Heading, Part, Place
from ordonnancier.review.sheet import Sheet, State
from prescription.language import say

BETWEEN = 4
"""The row of the fields of a line that is left free, between the strength and the posology."""
SHARES = (2, 3, 2)
"""How the columns of the heading share its width: names are longer than dates and numbers."""
Told = Callable[[Heading | Part], None]
"""Takes the field that something happened to."""


class Fields:
    """The rows of every field by what they hold.

    `heading` is a widget, three columns where they fit, with what is said of them below all three,
    since a column is too narrow for a sentence; `line` a layout; `more` tells age, weight and NIR.
    `entered` and `focused` are called with the field; `typing` when something was typed in one,
    `left` when the cursor left one.
    """

    def __init__(
        self,
        panel: QWidget,
        entered: Told,
        focused: Told,
        typing: Callable[[], None],
        left: Callable[[], object],
    ) -> None:
        self._panel, self._entered, self._focused = panel, entered, focused
        self._typing, self._left = typing, left
        self.rows: dict[Heading | Part, FieldRow] = {}
        self._choices: dict[Heading | Part, Choices] = {}
        self.more = QLabel(panel, wordWrap=True)
        # What is said there is never what widens the heading.
        self.more.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        told = say(fr="Âge, poids, taille, NIR", en="Age, weight, height, NIR")
        self.more.setAccessibleName(told)
        self.heading = self._build_heading()
        self.line = self._build_line()

    def put_in_order(self) -> None:
        """Let Tab go from field to field as one reads, row by row, not column by column."""
        edits = [row.edit for part, row in self.rows.items() if isinstance(part, Heading)]
        for before, behind in pairwise(edits):
            QWidget.setTabOrder(before, behind)

    def show(self, sheet: Sheet | None, number: int) -> None:
        """Show the heading of a sheet and its medication `number` (from 0)."""
        count = len(sheet.current.medications) if sheet else 0
        for part, row in self.rows.items():
            there = sheet is not None and (isinstance(part, Heading) or count > 0)
            row.setEnabled(there)
            if sheet is None or not there:
                row.show_value("", State.SURE, "")
                continue
            place = place_of(part, number)
            typed = sheet.typed.get(place)
            if part in self._choices:
                self._choices[part].offer(choices_of(sheet, place))
            if typed is None:
                row.show_value(sheet.text(place), sheet.state(place), describe_place(sheet, place))
            else:
                row.show_value(typed, sheet.state(place), "")
                row.show_typed(sheet.refusal(place, typed, load_lexicon()))
        patient = sheet.current.patient if sheet else None
        self.more.setText(describe_more_of(patient) if patient else "")

    @property
    def typed(self) -> Sequence[Heading | Part]:
        """The fields in which something stands that is not in the sheet."""
        return [part for part, row in self.rows.items() if row.edit.isEnabled() and row.changed]

    def held(self, sheet: Sheet, number: int) -> Sheet:
        """The sheet with what was typed here; medication `number` (from 0) is shown."""
        for part in self.typed:
            place, text = place_of(part, number), self.rows[part].edit.text().strip()
            if place in sheet.places:
                same = text == sheet.text(place)
                sheet = sheet.let_go(place) if same else sheet.hold(place, text)
        return sheet

    def _build_heading(self) -> QWidget:
        sides = [QWidget() for _ in SHARES]
        grids = [QGridLayout(side) for side in sides]
        for number, (heading, caption) in enumerate(heading_captions()):
            row, column = divmod(number, len(SHARES))
            self._add(heading, caption).lay_into(grids[column], 2 * row, told=0)
        for side, grid, share in zip(sides, grids, SHARES, strict=True):
            grid.setContentsMargins(0, 0, 0, 0)
            policy = side.sizePolicy()
            policy.setHorizontalStretch(share)
            side.setSizePolicy(policy)
        grids[-1].addWidget(self.more, 2, 0, 1, -1)
        grids[-1].setRowMinimumHeight(2, self.rows[Heading.RPPS].edit.sizeHint().height())
        for grid in grids:
            grid.setRowStretch(4, 1)
        columns, whole = Folding(*sides), QWidget()
        below = QVBoxLayout(whole)
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(columns)

        rows = tuple(self.rows.values())
        for one in rows:
            one.add_apart(below)

        def tell(folded: bool) -> None:
            for one in rows:
                one.tell_apart(not folded)

        columns.folded.connect(tell)
        tell(False)
        return whole

    def _build_line(self) -> QGridLayout:
        grid = QGridLayout()
        for number, (part, caption) in enumerate(line_captions()):
            row = self._add(part, caption)
            at = 2 * number + (2 * number >= BETWEEN)
            if part is Part.ZONE:
                row.lay_beside(self.rows[Part.SUPPLY], grid, at - 2)
            else:
                row.lay_into(grid, at)
        for part in (Part.POSOLOGY, Part.ZONE):
            self._choices[part] = Choices(self.rows[part].edit)
        completer = DrugCompleter(self._panel)
        # The completer looks at the text after the field does: what is found must stand by then.
        self.rows[Part.DRUG].edit.textEdited.connect(completer.look_up)
        self.rows[Part.DRUG].edit.setCompleter(completer)
        self.rows[Part.DRUG].edit.choices_asked.connect(completer.offer)
        self.rows[Part.POSOLOGY].edit.setPlaceholderText(
            say(fr="comme on l'écrit : 1cp x3/j 7j", en="as doctors write it: 1cp x3/j 7j")
        )
        return grid

    def _add(self, part: Heading | Part, caption: str) -> FieldRow:
        row = FieldRow(caption, self._panel)
        row.edit.entered.connect(lambda: self._entered(part))
        row.edit.focused.connect(lambda: self._focused(part))
        row.edit.textEdited.connect(lambda _: self._typing())
        row.edit.left.connect(self._left)
        self.rows[part] = row
        return row


def place_of(part: Heading | Part, number: int) -> Place:
    """The place of a field while medication `number` (from 0) is shown."""
    return Place(part) if isinstance(part, Heading) else Place(part, number)
