"""The few texts that can stand in a field, offered below it at the arrow down."""

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel
from PySide6.QtWidgets import QCompleter

from desktop.review.field_row import FieldEdit


class Choices(QCompleter):
    """Shows what a field can say; one that is chosen is written there and confirmed."""

    def __init__(self, edit: FieldEdit) -> None:
        super().__init__(edit)
        self._edit = edit
        self._texts = QStringListModel(self)
        self.setModel(self._texts)
        self.setWidget(edit)
        self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.activated.connect(self._take)
        edit.popup = self.popup()
        edit.choices_asked.connect(self._show)

    def offer(self, texts: Sequence[str]) -> None:
        """Offer other texts; none offer nothing."""
        self._texts.setStringList(list(texts))

    def _show(self) -> None:
        popup = self.popup()
        if self._texts.rowCount() and popup is not None:
            self.complete()
            popup.setCurrentIndex(self.completionModel().index(0, 0))

    def _take(self, text: str) -> None:
        self._edit.setText(text)
        self._edit.entered.emit()
