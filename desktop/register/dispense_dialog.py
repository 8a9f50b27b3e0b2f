"""What the ordonnancier asks of a dispensing and the prescription does not say."""

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.look.choice import Choice
from desktop.look.room import fit_to_screen
from desktop.register.handover_fields import HandoverFields, addresses_wanted
from desktop.wording import describe_entry_shortly, describe_list
from ordonnancier.dispensing import Handover, describe_drug, refuse_impossible_date
from ordonnancier.printed_address import printed_address
from prescription.french import describe_quantity
from prescription.language import Fault, say
from prescription.record import Draft
from storage.entries import Entry
from storage.ordonnancier import Listing, OrdonnancierEntry

_QUANTITY = 2


class _QuantityTable(QTableWidget):
    """Tab and Enter go from quantity to quantity, and from the last one on to the next field.

    `left` tells that Enter was pressed in the last one: the next field is what is wanting.
    """

    left = Signal()

    def moveCursor(  # noqa: N802 - Qt's name
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        steps = QAbstractItemView.CursorAction
        if action not in (steps.MoveNext, steps.MovePrevious):
            return super().moveCursor(action, modifiers)
        before = self.currentColumn() < _QUANTITY
        row = self.currentRow() - (action is steps.MovePrevious)
        row += action is steps.MoveNext and not before
        return self.model().index(row, _QUANTITY)

    def closeEditor(  # noqa: N802 - Qt's name
        self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint
    ) -> None:
        super().closeEditor(editor, hint)
        # What is typed after Enter would otherwise take the place of what was typed before it.
        if hint is QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            self._go_on()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        is_written = self.state() is QAbstractItemView.State.EditingState
        if is_enter and not is_written and self.currentColumn() == _QUANTITY:
            self._go_on()
        else:
            super().keyPressEvent(event)

    def _go_on(self) -> None:
        if self.currentRow() + 1 < self.rowCount():
            self.setCurrentCell(self.currentRow() + 1, _QUANTITY)
        else:
            self.left.emit()


class DispenseDialog(QDialog):
    """Asks which listed drugs were handed over, how much, and the two addresses.

    What was entered before is shown with its number, to be ticked when it is handed over again. A
    drug the lexicon does not have (its list is None) is there too, and its list is asked for.
    """

    def __init__(
        self,
        entry: Entry,
        listed: Mapping[int, Listing | None],
        before: Mapping[int, OrdonnancierEntry] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(say(fr="Inscrire à l'ordonnancier", en="Enter in the ordonnancier"))
        fit_to_screen(self, 720, 480)
        draft = self._draft = entry.prescription.content
        self._lines = tuple(listed)
        # Here and not in the title of the window: the desktop's task bar would show the name.
        self._whose = QLabel(describe_entry_shortly(entry), wordWrap=True)
        self._whose.setTextFormat(Qt.TextFormat.PlainText)
        last = max((before or {}).values(), key=lambda one: one.number, default=None)
        said = last.dispensing if last else None
        self._fields = HandoverFields(said, printed_address(draft))
        self._message = QLabel(wordWrap=True)
        unknown = (line for line, listing in listed.items() if listing is None)
        self._listings = {line: _choice_of_list((before or {}).get(line)) for line in unknown}
        self._table = self._build_table(draft, listed, before or {})
        self._build()
        self._table.setCurrentCell(self._without_quantity() or 0, _QUANTITY)

    @property
    def left_undone(self) -> str:
        """What is told when the register locks over it: the drugs may be handed over already."""
        return say(
            fr="Une délivrance restait à inscrire à l'ordonnancier : elle est à reprendre.",
            en="A dispensing was not entered in the ordonnancier yet: it is to be begun again.",
        )

    @property
    def handover(self) -> Handover:
        """What was answered. Raises Fault where the date is none."""
        rows = [row for row in range(len(self._lines)) if self._is_ticked(row)]
        return Handover(
            self._fields.day.day,
            *self._fields.addresses,
            lines=tuple(self._lines[row] for row in rows),
            quantities={self._lines[row]: self._quantity(row) for row in rows},
            listings={
                line: Listing(told)
                for line, choice in self._listings.items()
                if (told := choice.currentData())
            },
        )

    def accept(self) -> None:
        try:
            answered = self.handover
            refuse_impossible_date(self._draft, answered.dispensed_on)
        except Fault as fault:
            self._message.setText(str(fault))
            self._fields.day.setFocus()
            return
        if not answered.lines:
            self._message.setText(
                say(
                    fr="Cochez au moins un médicament délivré.",
                    en="Tick at least one drug that was dispensed.",
                )
            )
            self._table.setCurrentCell(0, 0)
            self._table.setFocus()
        elif not all(answered.quantities.values()):
            self._message.setText(
                say(
                    fr="Donnez la quantité délivrée de chaque médicament.",
                    en="Give the quantity dispensed of each drug.",
                )
            )
            self._table.setCurrentCell(self._without_quantity() or 0, _QUANTITY)
            self._table.setFocus()
        elif unlisted := [ln for ln in answered.lines if self._is_unlisted(ln, answered)]:
            drug = describe_drug(self._draft.medications[unlisted[0] - 1])
            self._message.setText(
                say(
                    fr=f"Le lexique n'a pas « {drug} » : dites de quelle liste il est, ou "
                    "décochez-le.",
                    en=f'The lexicon does not have "{drug}": tell its list, or untick it.',
                )
            )
            self._listings[unlisted[0]].setFocus()
        elif missing := self._fields.missing:
            self._message.setText(addresses_wanted())
            missing.setFocus()
        else:
            super().accept()

    def _leave_quantities(self) -> None:
        """Go to what is still wanting, and with nothing wanting to the button that enters it."""
        rows = (row for row in range(len(self._lines)) if self._is_ticked(row))
        choices = (self._listings.get(self._lines[row]) for row in rows)
        unlisted = (choice for choice in choices if choice and not choice.currentData())
        if (row := self._without_quantity()) is not None:
            self._table.setCurrentCell(row, _QUANTITY)
        else:
            (next(unlisted, None) or self._fields.missing or self._enter).setFocus()

    def _build(self) -> None:
        form = QFormLayout()
        for line, choice in self._listings.items():
            drug = describe_drug(self._draft.medications[line - 1]).replace("&", "&&")
            form.addRow(say(fr=f"Liste de {drug} :", en=f"List of {drug}:"), choice)
        self._fields.lay_into(form)
        buttons = QDialogButtonBox()
        roles = QDialogButtonBox.ButtonRole
        self._enter = buttons.addButton(say(fr="&Inscrire", en="&Enter"), roles.AcceptRole)
        buttons.addButton(say(fr="A&nnuler", en="Ca&ncel"), roles.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self._whose)
        column.addWidget(self._table)
        column.addLayout(form)
        column.addWidget(self._message)
        column.addWidget(buttons)

    def _build_table(
        self,
        draft: Draft,
        listed: Mapping[int, Listing | None],
        before: Mapping[int, OrdonnancierEntry],
    ) -> QTableWidget:
        titles = (
            say(fr="Médicament", en="Drug"),
            say(fr="Liste", en="List"),
            say(fr="Quantité délivrée", en="Quantity dispensed"),
        )
        table = _QuantityTable(len(listed), len(titles))
        table.setHorizontalHeaderLabels(list(titles))
        table.setAccessibleName(say(fr="Médicaments listés", en="Listed drugs"))
        table.verticalHeader().hide()
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for row, (line, listing) in enumerate(listed.items()):
            request = draft.medications[line - 1]
            written = request.dispense_request and request.dispense_request.quantity
            done = before.get(line)
            told = [describe_drug(request), *([_entered(done)] if done else [])]
            name = QTableWidgetItem("\n".join(told))
            name.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable)
            ticked = listing is not None and not done
            name.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
            kind = QTableWidgetItem(describe_list(listing.value) if listing else _unknown())
            kind.setFlags(Qt.ItemFlag.ItemIsEnabled)
            table.setItem(row, 0, name)
            table.setItem(row, 1, kind)
            quantity = describe_quantity(written) if written and not done else ""
            table.setItem(row, _QUANTITY, QTableWidgetItem(quantity))
        table.resizeRowsToContents()
        table.itemChanged.connect(self._tick)
        table.left.connect(self._leave_quantities)
        return table

    def _tick(self, item: QTableWidgetItem) -> None:
        """Whoever writes a quantity hands the drug over."""
        name = self._table.item(item.row(), 0)
        if item.column() == _QUANTITY and item.text().strip() and name is not None:
            name.setCheckState(Qt.CheckState.Checked)

    def _is_unlisted(self, line: int, answered: Handover) -> bool:
        return line in self._listings and line not in answered.listings

    def _without_quantity(self) -> int | None:
        """The first ticked row whose quantity is not given."""
        rows = range(len(self._lines))
        return next((r for r in rows if self._is_ticked(r) and not self._quantity(r)), None)

    def _is_ticked(self, row: int) -> bool:
        item = self._table.item(row, 0)
        return item is not None and item.checkState() == Qt.CheckState.Checked

    def _quantity(self, row: int) -> str:
        """What was written; `0 boîte` is nothing handed over."""
        item = self._table.item(row, _QUANTITY)
        text = item.text().strip() if item else ""
        digits = {sign for sign in text if sign.isdigit()}
        return "" if digits == {"0"} else text


def _choice_of_list(done: OrdonnancierEntry | None) -> Choice:
    choice = Choice()
    choice.addItem(_unknown(), None)
    for listing in Listing:
        choice.addItem(describe_list(listing.value), listing.value)
    if done:
        choice.setCurrentIndex(choice.findData(done.dispensing.listing.value))
    return choice


def _unknown() -> str:
    return say(fr="inconnue", en="unknown")


def _entered(done: OrdonnancierEntry) -> str:
    on = f"{done.dispensing.dispensed_on:%d/%m/%Y}"
    return say(
        fr=f"déjà inscrit : n° {done.number}, délivré le {on}. À cocher pour un renouvellement.",
        en=f"entered before: no. {done.number}, dispensed on {on}. Tick it for a renewal.",
    )
