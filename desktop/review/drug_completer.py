"""Drugs that what is typed can mean, after each key press: strengths, forms, list and packs."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit

from desktop.wording import describe_list
from extraction.drugs.strengths import write_strength
from prescription.language import say

if TYPE_CHECKING:
    from ordonnancier.reference.found import Found

MOST = 8
"""Suggestions shown."""
_NAME = Qt.ItemDataRole.UserRole
_PACKS = 3
"""Sizes of packs told of one drug."""
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

    def offer(self) -> None:
        """Offer what stands in the field already can mean: the arrow down asks for it."""
        edit = self.widget()
        if isinstance(edit, QLineEdit) and edit.text().strip():
            self.look_up(edit.text())
            self.complete()

    def look_up(self, typed: str) -> None:
        """Offer what `typed` can mean."""
        # Loaded by the time somebody types; the window is shown without it.
        from ordonnancier.reference.found import find_drugs

        self._found.clear()
        for found in find_drugs(typed, limit=MOST) if typed.strip() else ():
            item = QStandardItem(_words(found))
            item.setData(found.suggestion.drug.name, _NAME)
            self._found.appendRow(item)


def _words(found: "Found") -> str:
    suggestion = found.suggestion
    strengths = [write_strength(strength) for strength in suggestion.strengths[:_STRENGTHS]]
    more = " …" if len(suggestion.strengths) > _STRENGTHS else ""
    parts = (
        ", ".join(strengths) + more,
        ", ".join(suggestion.forms[:2]),
        describe_list(found.list),
        _packs(found),
    )
    return "   ".join((suggestion.drug.name, *filter(None, parts)))


def _packs(found: "Found") -> str:
    """The sizes of marketed packs, where the official reference was imported."""
    sizes = (k.size for p in found.products for k in p.packs if p.marketed and k.marketed)
    shown = list(dict.fromkeys(filter(None, sizes)))[:_PACKS]
    return say(fr="boîtes : {}", en="packs: {}").format(", ".join(shown)) if shown else ""
