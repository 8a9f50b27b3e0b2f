"""The fields of one prescription under review, all of them within reach of the keyboard."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.look.haste import Haste
from desktop.review.crop_view import CropView
from desktop.review.field_row import FieldRow
from desktop.review.field_words import Spot, find_words
from desktop.review.fields import Fields, place_of
from desktop.review.history import History
from desktop.review.line_list import LineList
from desktop.review.medication_table import MedicationTable
from desktop.review.page_picture import PagePicture
from desktop.review.panel_room import PanelRoom
from desktop.review.rest_row import RestRow
from extraction.drugs.lexicon import load_lexicon
from ordonnancier.review.place import Heading, Part, Place
from ordonnancier.review.sheet import Sheet, State
from prescription.language import Fault
from prescription.record import PageWord


class ReviewPanel(QWidget):
    """Shows a sheet and lets it be corrected: Enter confirms a field and goes to the next one.

    `place_shown` tells which page (from 0) and which boxes the field in hand was read from;
    `changed` that the sheet is another one; `hasty` that Enter came before anybody saw it.
    `in_hand` tells since when it is in hand, `takes_changes` whether it may be changed; `room`
    shares the height it has.
    """

    place_shown = Signal(int, object)
    changed = Signal()
    hasty = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._history = History()
        self._line, self.takes_changes = 0, True
        self.in_hand = Haste()
        self._place: Place | None = None
        self._rows: dict[Heading | Part, FieldRow] = {}
        self._build()
        self.show_sheet(None, ())

    @property
    def sheet(self) -> Sheet | None:
        """What a human made of the prescription in hand so far."""
        return self._history.sheet

    @property
    def pictures(self) -> Sequence[PagePicture]:
        """The pages the sheet was read from."""
        return self.crop.pictures

    def show_sheet(
        self,
        sheet: Sheet | None,
        pictures: Sequence[PagePicture],
        words: Sequence[PageWord] = (),
        history: History | None = None,
    ) -> None:
        """Begin the review of a sheet, changed before as `history` tells; None shows nothing."""
        self._history = history or History(sheet)
        self.in_hand.note()
        self.crop.show_pages(pictures, words)
        first = next(iter(sheet.typed), sheet.first_place) if sheet else None
        # The line is known before it is shown: it is shown once.
        self._line, self._place = (first.line or 0) if first else 0, None
        self.setVisible(sheet is not None)
        self._show()
        if first is not None:
            self.go_to(first)

    def show_marks(self) -> None:
        """Draw the marks again: colours are other ones."""
        self._show()

    def go_on(self, *, backward: bool = False) -> None:
        """Go to the next (or the previous) field to look at."""
        if self.sheet is None:
            return
        place = self.sheet.next_doubtful(self._place, backward=backward)
        if place is None:
            self._table.setFocus()
        else:
            self.go_to(place)

    def go_to(self, place: Place) -> None:
        """Put the cursor in a field."""
        if place.line is not None:
            self._table.selectRow(place.line)
        if place.part is Heading.REST:
            self._rest.setFocus()
        else:
            edit = self._rows[place.part].edit
            edit.setFocus()
            edit.select_whole()
        self._take(place)

    def go_back(self) -> None:
        """Put the cursor back in the field it was last in."""
        if self._place is not None:
            self.go_to(self._place)

    def commit(self) -> bool:
        """Take over what was typed here; go to what was not understood, and then False."""
        refused = self._take_over()
        if refused is not None:
            self.go_to(refused)
        return refused is None

    def hold(self) -> Mapping[Place, str]:
        """Keep what was typed and not confirmed as just that; all of it."""
        held = self._fields.held(self.sheet, self._line) if self.sheet else None
        if held is not self.sheet:
            self._history.sheet = held
            self._show()
        return held.typed if held else {}

    @property
    def row_in_hand(self) -> FieldRow | None:
        """The field the cursor is or was in; None for the rest of the sheet."""
        return self._rows.get(self._place.part) if self._place is not None else None

    @property
    def typed(self) -> Sequence[Place]:
        """The fields in sight in which something stands that is not in the sheet."""
        return [place_of(part, self._line) for part in self._fields.typed]

    @property
    def line(self) -> int:
        """The medication in hand (from 0); -1 where the sheet has none."""
        return self._line if self.sheet and self.sheet.current.medications else -1

    def take_changes(self, takes: bool) -> None:
        """Let the sheet be changed, or leave it as it stands; the cursor stays where it is."""
        self.takes_changes = takes
        for row in self._rows.values():
            row.edit.setReadOnly(not takes)

    def change(self, sheet: Sheet) -> None:
        """Another sheet, for a change made in the field in hand."""
        self._history.change(sheet, self._place)
        self._show()

    def undo(self) -> bool:
        """Give back the sheet before the last change; False when there is none."""
        return self.give_back() or self._show_again(self._history.undo())

    def redo(self) -> bool:
        """Take the change that was undone again; False when there is none."""
        return self.give_back() or self._show_again(self._history.redo())

    def take_word(self, word: PageWord) -> None:
        """Write a word of the page into the field in hand: over it, or behind what was typed."""
        row = self.row_in_hand
        if row is not None and row.edit.isEnabled() and self.takes_changes:
            row.edit.setFocus()
            row.edit.take(word.text)
            self.changed.emit()
            self.crop.show_spot(Spot(word.page - 1, (word.box,), word.box.height))

    def give_back(self) -> bool:
        """Forget what was typed last and not confirmed; False when there is none."""
        sheet, here = self.sheet, self._fields.typed
        if here:
            self._rows[here[0]].give_back()
            self.changed.emit()
        elif sheet is not None and sheet.typed:
            place = max(sheet.typed, key=lambda one: one == self._place)
            self._history.sheet = sheet.let_go(place)
            self._show()
            self.go_to(place)
        return bool(here or (sheet is not None and sheet.typed))

    # -- what it is made of

    def _build(self) -> None:
        fields = Fields(
            self,
            self._enter,
            lambda part: self._take(place_of(part, self._line)),
            self.changed.emit,
            self.hold,
        )
        self._fields, self._rows = fields, fields.rows
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(fields.heading)
        fields.put_in_order()
        self._lines = MedicationTable(self)
        self._table = LineList(self._lines, self)
        self._table.selectionModel().currentRowChanged.connect(self._show_line)
        column.addWidget(self._table, 1)
        self.crop = CropView(self)
        column.addWidget(self.crop)
        column.addLayout(fields.line)
        self.room = PanelRoom(column, fields, self._table, self.crop)
        self._rest = RestRow(self)
        self._rest.seen.connect(self._see_rest)
        self._rest.spot_asked.connect(self._show_spot)
        column.addWidget(self._rest)

    def _show(self) -> None:
        sheet = self.sheet
        self._lines.show_sheet(sheet)
        count = len(sheet.current.medications) if sheet else 0
        self._line = min(self._line, max(count - 1, 0))
        self._fields.show(sheet, self._line)
        self._rest.show_sheet(sheet)
        self.changed.emit()

    def _show_line(self, current: QModelIndex) -> None:
        if not current.isValid() or self.sheet is None or current.row() == self._line:
            return
        # What is not understood stays typed there, to be looked at.
        self._take_over()
        self._line = current.row()
        self._show()
        self._take(Place(Part.DRUG, self._line))

    def _take(self, place: Place) -> None:
        """The field in hand: frame its words on the page, and show them large."""
        # Fields of a line that goes are left one after the other.
        if self.sheet is None or place not in self.sheet.places:
            return
        self._place = place
        self.room.follow(place.part)
        self._show_spot(find_words(self.sheet, place, self.crop.words))

    def _show_spot(self, spot: Spot) -> None:
        self.crop.show_spot(spot)
        self.place_shown.emit(spot.page, spot.boxes)

    # -- what is typed

    def _enter(self, part: Heading | Part) -> None:
        self.hold()
        sheet, place = self.sheet, place_of(part, self._line)
        if sheet is None or not self._may_agree(place):
            return
        agreed = self._write(place) if place in sheet.typed else self._agree(sheet, place)
        if agreed and self.sheet is not None and self.sheet.state(place) is State.CONFIRMED:
            self._place = place
            self.go_on()

    def _may_agree(self, place: Place) -> bool:
        """Whether Enter was meant for the field: typed in, or in sight long enough to be seen."""
        is_hasty = self.in_hand.is_on and place not in self._history.typed
        if is_hasty and self.takes_changes:
            self.hasty.emit()
        return self.takes_changes and not is_hasty

    def _agree(self, sheet: Sheet, place: Place) -> bool:
        """Agree to a field as it stands; False where there is something to see or nothing yet."""
        if sheet.state(place) is State.CONFIRMED:
            return True
        # An empty field is not agreed to before what was read for it was seen.
        read, warned = self._history.offer(place), self._history.warns(place)
        if read or warned:
            self._rows[place.part].ask_again(read)
            return False
        try:
            self.change(sheet.confirm(place))
        except Fault as fault:
            self._rows[place.part].show_refused(str(fault))
            return False
        return True

    def _take_over(self) -> Place | None:
        """Write what was typed here; the first field where it was not understood."""
        self.hold()
        refused = [place for place in self._history.typed if not self._write(place)]
        return next(iter(refused), None)

    def _write(self, place: Place) -> bool:
        try:
            if self.sheet is not None:
                self.change(self.sheet.write(place, self.sheet.typed[place], load_lexicon()))
        except Fault:
            return False
        return True

    def _see_rest(self) -> None:
        if self.sheet is not None and self._may_agree(Place(Heading.REST)):
            self._place = Place(Heading.REST)
            self.change(self.sheet.confirm(self._place))
            self.go_on()

    def _show_again(self, place: Place | None) -> bool:
        """What was undone is to be seen: the cursor goes where it was changed."""
        if place is not None:
            self._show()
            self.go_to(place)
        return place is not None
