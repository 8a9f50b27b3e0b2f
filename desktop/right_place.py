"""Keys of checking, pressed on another page or with no prescription in hand: what they do then."""

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QTabWidget

from desktop.actions import Actions
from desktop.review.review_page import ReviewPage
from desktop.review.review_words import nothing_in_hand, recording
from prescription.language import say

LEADING = ("next-doubt", "previous-doubt", "arrange", "retry", "key-by-hand")
"""Actions that lead to checking from any page."""
CHANGING = ("record", "undo", "redo", "add-line", "remove-line", "drop", "undo-arrangement")
"""Actions that change something there, which is to be in sight first."""
WAITING = (*CHANGING, "arrange")
"""Actions that are not for a prescription while it is being recorded."""
IN_HAND = ("next-doubt", "previous-doubt", "arrange", "add-line", "remove-line")
"""Actions that need a prescription in hand."""


class RightPlace(QObject):
    """Keeps what is not in sight from being changed; `said` carries a sentence."""

    said = Signal(str)

    def __init__(self, actions: Actions, tabs: QTabWidget, page: ReviewPage) -> None:
        super().__init__(tabs)
        self._tabs = tabs
        self._page = page
        for name in {*LEADING, *CHANGING, *IN_HAND}:
            actions.ask_before(name, partial(self._may, name))
        actions.ask_before("postpone", lambda: self._is_in_sight() and not self._waits())

    def _may(self, name: str) -> bool:
        if name in WAITING and self._waits():
            return False
        was_in_sight = self._is_in_sight()
        self._tabs.setCurrentWidget(self._page)
        if name in IN_HAND and self._page.sheet is None:
            self.said.emit(nothing_in_hand())
            return False
        if was_in_sight or name in LEADING:
            return True
        self.said.emit(
            say(
                fr="Cette touche agit ici : appuyez de nouveau si c'est ce que vous voulez.",
                en="That key acts here: press it again if this is what you want.",
            )
        )
        return False

    def _waits(self) -> bool:
        """Whether the prescription in hand is being recorded, which is told."""
        if self._page.waits:
            self.said.emit(recording())
        return self._page.waits

    def _is_in_sight(self) -> bool:
        return self._tabs.currentWidget() is self._page
