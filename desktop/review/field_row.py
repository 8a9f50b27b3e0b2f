"""One field under review: its mark, its caption, what stands in it, why to look."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QStyle,
    QStyleOptionFrame,
    QVBoxLayout,
    QWidget,
)

from desktop.look.marks import mark_of
from ordonnancier.review.sheet import State
from prescription.language import say

LEAST, SHORT = 15, 9
"""Characters a field shows at least: a date, or `hors ALD`."""
MARKED = 28
"""Pixels of the mark at least: wide enough for each of the four, so that nothing moves."""
MARGIN = 2
"""Pixels Qt leaves on either side of the text."""
STAYING = (
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
    Qt.FocusReason.ActiveWindowFocusReason,
)
"""Why the cursor goes away and comes back by itself."""
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
CHANGING = (*ENTER, Qt.Key.Key_Down)
"""Keys by which a field takes something, beside letters."""


class FieldEdit(QLineEdit):
    """A line of text that Enter confirms and Escape gives back; undo belongs to the sheet.

    The arrow down asks for what can stand there.
    """

    entered = Signal()
    focused = Signal()
    left = Signal()
    resized = Signal()
    choices_asked = Signal()
    least = LEAST
    popup: QWidget | None = None
    """What shows the choices, and takes the keys while it does."""

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        wide = self.least * self.fontMetrics().averageCharWidth()
        return super().minimumSizeHint().expandedTo(QSize(wide, 0))

    def event(self, event: QEvent) -> bool:
        asks = event.type() == QEvent.Type.ShortcutOverride
        if asks and isinstance(event, QKeyEvent) and _is_undo(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        is_choosing = self.popup is not None and self.popup.isVisible()
        # A letter with Alt that leads nowhere is a slip, and no text to write over the field's.
        alone = event.modifiers() == Qt.KeyboardModifier.AltModifier
        slipped = alone and bool(event.text()) and event.text().isprintable()
        if _is_undo(event) or is_choosing or slipped:
            event.ignore()
        elif event.key() in CHANGING and not event.modifiers() and self.isReadOnly():
            event.accept()
        elif event.key() in ENTER and not event.modifiers():
            # Held down, it would agree to every field that follows.
            if not event.isAutoRepeat():
                self.entered.emit()
        elif event.key() == Qt.Key.Key_Down and not event.modifiers():
            self.choices_asked.emit()
        else:
            super().keyPressEvent(event)

    @property
    def overflow(self) -> str:
        """The words at the end that find no room, while the beginning is in sight."""
        frame = QStyleOptionFrame()
        self.initStyleOption(frame)
        inside = self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, frame, self)
        room, measure, text = inside.width() - 2 * MARGIN, self.fontMetrics(), self.text()
        if measure.horizontalAdvance(text) <= room:
            return ""
        ends = (at for at, letter in enumerate(text) if letter == " ")
        fitting = [at for at in ends if measure.horizontalAdvance(text[:at]) <= room]
        return text[max(fitting, default=0) :].strip()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self.resized.emit()

    def take(self, word: str) -> None:
        """Write a word where the cursor is, over what is selected, apart from what stands there."""
        before = self.text()[: self.selectionStart() if self.hasSelectedText() else None]
        before = before if self.hasSelectedText() else self.text()[: self.cursorPosition()]
        self.insert(f" {word}" if before and not before.endswith(" ") else word)

    def select_whole(self) -> None:
        """Select everything, the beginning in sight: a number that begins it must not slip away."""
        self.setSelection(len(self.text()), -len(self.text()))

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self.select_whole()
        self.focused.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        super().focusOutEvent(event)
        if event.reason() not in STAYING:
            self.left.emit()


def _is_undo(event: QKeyEvent) -> bool:
    """Ctrl+Z or Ctrl+Y."""
    control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
    return control and event.key() in (Qt.Key.Key_Z, Qt.Key.Key_Y)


class FieldRow:
    """The widgets of one field."""

    def __init__(self, caption: str, parent: QWidget) -> None:
        self.mark = QLabel(parent)
        self.mark.setMinimumWidth(MARKED)
        self.mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.caption = QLabel(caption, parent)
        self.edit = FieldEdit(parent)
        self.edit.setAccessibleName(caption.replace("&", ""))
        self.caption.setBuddy(self.edit)
        self.reason = _told_label(parent)
        self._apart = _told_label(parent)
        self._text, self._state, self._reason, self._is_apart = "", State.SURE, "", False
        self.edit.textChanged.connect(lambda _: self._show_mark_of_text())
        self.edit.textChanged.connect(lambda _: self._show_below())
        self.edit.resized.connect(self._show_below)

    def lay_into(self, grid: QGridLayout, row: int, *, told: int = 2) -> None:
        """Take the width of a grid; below it, from column `told` on, stands what is said of it."""
        for column, widget in enumerate((self.mark, self.caption)):
            grid.addWidget(widget, row, column)
        grid.addWidget(self.edit, row, 2, 1, -1)
        grid.addWidget(self.reason, row + 1, told, 1, -1)

    def add_apart(self, column: QVBoxLayout) -> None:
        """Have a place for what is said among what is said of others, where it names its field."""
        column.addWidget(self._apart)

    def tell_apart(self, apart: bool) -> None:
        """Say it there, or below the field."""
        self._is_apart = apart
        self._show_below()

    def lay_beside(self, other: "FieldRow", grid: QGridLayout, row: int) -> None:
        """Stand behind another field of a row, no wider than a word or two."""
        grid.removeWidget(other.edit)
        grid.addWidget(other.edit, row, 2)
        for column, widget in enumerate((self.mark, self.caption, self.edit)):
            grid.addWidget(widget, row, column + 3)
        self.edit.least = SHORT
        self.edit.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        grid.addWidget(self.reason, row + 2, 2, 1, -1)

    @property
    def told_below(self) -> int:
        """Pixels that what is said below takes, the gap between included."""
        told = self._apart if self._is_apart else self.reason
        ends = (w.mapTo(w.window(), w.rect().bottomLeft()).y() for w in (told, self.edit))
        return 0 if told.isHidden() else next(ends) - next(ends)

    @property
    def changed(self) -> bool:
        """Whether something was typed that is not yet in the sheet."""
        return self.edit.text().strip() != self._text

    def show_value(self, text: str, state: State, reason: str) -> None:
        """Show what stands in the field, how it stands, and why to look."""
        self._text, self._state = text, state
        if self.edit.text().strip() != text:
            self.edit.setText(text)
            self.edit.setCursorPosition(0)
        self._show_mark_of_text()
        self.show_reason(reason)

    def show_reason(self, sentence: str) -> None:
        """Show a sentence below the field; an empty one takes no room."""
        self._reason = sentence
        self._show_below()
        self.edit.setAccessibleDescription(f"{self.mark.accessibleName()} {sentence}".strip())

    def show_refused(self, sentence: str) -> None:
        """Show that what was typed was not understood."""
        self._show_state(State.MISSING)
        self.show_reason(sentence)

    def ask_again(self, read: str) -> None:
        """Take no Enter yet: show what was read for the field, or that nobody takes the dose."""
        if read:
            self.edit.setText(read)
            return
        sentence = say(
            fr="Comparez avec la page : Entrée encore une fois garde cette dose.",
            en="Compare with the page: Enter once more keeps this dose.",
        )
        self.show_reason(f"{self._reason} {sentence}".strip())

    def show_typed(self, refused: str) -> None:
        """Show that what stands there was typed and not confirmed, or why it is not understood."""
        if refused:
            self._state = State.MISSING
            self.show_refused(refused)
        else:
            self.show_reason(
                say(
                    fr="Tapé, pas encore confirmé : Entrée le confirme, Échap l'oublie.",
                    en="Typed, not confirmed yet: Enter confirms it, Escape forgets it.",
                )
            )

    def give_back(self) -> None:
        """What stood there before it was typed over."""
        self.edit.setText(self._text)

    def setEnabled(self, enabled: bool) -> None:  # noqa: N802 - as Qt's widgets
        """Let the field be edited or not."""
        self.edit.setEnabled(enabled)

    def _show_below(self) -> None:
        """The rest of a text that the field cuts, so that none of it is agreed to unseen; why."""
        overflow = self.edit.overflow
        told = "\n".join(filter(None, (overflow and f"… {overflow}", self._reason)))
        name = self.edit.accessibleName()
        named = told if name.lower() in told.lower() else name + say(fr=" : ", en=": ") + told
        places = ((self.reason, told, not self._is_apart), (self._apart, named, self._is_apart))
        for label, words, is_here in places:
            shown = words if told and is_here else ""
            if shown != label.text():
                label.setText(shown)
            label.setVisible(bool(shown))

    def _show_mark_of_text(self) -> None:
        if self.changed:
            # The mark spoke of what stood there before.
            self._show_state(State.TO_CHECK)
        elif not self._text and self._state is State.SURE:
            # Nothing stands there: that is no reading to be sure of.
            self._show_mark("", "", "", say(fr="vide", en="empty"))
        else:
            self._show_state(self._state)

    def _show_state(self, state: State) -> None:
        mark = mark_of(state)
        self._show_mark(mark.shape, mark.colour, mark.ink, mark.name)

    def _show_mark(self, shape: str, colour: str, ink: str, name: str) -> None:
        self.mark.setText(shape)
        style = f"background: {colour}; color: {ink}; border-radius: 4px; font-weight: bold;"
        style = style if shape else ""
        # Qt dresses a widget anew for each sheet it is given, the same one too.
        if style != self.mark.styleSheet():
            self.mark.setStyleSheet(style)
        self.mark.setAccessibleName(name)
        self.mark.setToolTip(name)


def _told_label(parent: QWidget) -> QLabel:
    label = QLabel(parent, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
    # What is said takes the width there is: one long word must not fold or unfold the fields,
    # which would cut or show the text it tells of.
    policy = label.sizePolicy()
    policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
    label.setSizePolicy(policy)
    label.hide()
    return label
