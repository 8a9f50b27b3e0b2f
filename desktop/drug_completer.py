"""Names of drugs that what is typed can mean, after each key press, misspelt ones too."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter

from extraction.drugs.lookup import Suggestion, look_up
from extraction.drugs.strengths import write_strength

MOST = 8
"""Suggestions shown."""
_NAME = Qt.ItemDataRole.UserRole
_STRENGTHS = 4
"""Strengths told of one drug: a line stays one line."""


class DrugCompleter(QCompleter):
    """Offers drugs with their strengths and forms; the name alone is taken over."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._found = QStandardItemModel(self)
        self.setModel(self._found)
        self.setCompletionRole(_NAME)
        # What was found is offered as it stands: a misspelt name begins with none of it.
        self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)

    def look_up(self, typed: str) -> None:
        """Offer what `typed` can mean."""
        self._found.clear()
        for suggestion in look_up(typed, limit=MOST) if typed.strip() else ():
            item = QStandardItem(_words(suggestion))
            item.setData(suggestion.drug.name, _NAME)
            self._found.appendRow(item)


def _words(suggestion: Suggestion) -> str:
    strengths = [write_strength(strength) for strength in suggestion.strengths[:_STRENGTHS]]
    more = " …" if len(suggestion.strengths) > _STRENGTHS else ""
    parts = (", ".join(strengths) + more, ", ".join(suggestion.forms[:2]))
    return "   ".join((suggestion.drug.name, *filter(None, parts)))
