"""The foot of the window: what was told last, and nothing of a register that is closed."""

from PySide6.QtWidgets import QStatusBar

from desktop.review.review_words import is_of_one

TOLD = 60_000
"""Milliseconds a sentence stays: what is old is noise."""


class Foot:
    """Tells sentences at the foot of the window.

    What comes back after the lock (which file was refused, what was written) may name a patient: it
    waits until the register is open again.
    """

    def __init__(self, bar: QStatusBar) -> None:
        self._bar = bar
        self._is_open = self._is_entering = False
        self._waiting: list[str] = []

    def let_in(self, is_open: bool) -> None:
        """The register opens or closes."""
        self._is_open = self._is_entering = is_open
        if not is_open:
            self._bar.clearMessage()

    def show(self, sentence: str) -> None:
        """Tell what may be told at the door too."""
        self._bar.showMessage(sentence, TOLD)

    def tell(self, sentence: str, _done: bool = True) -> None:
        """Tell, now or once the register is open."""
        if self._is_open:
            self.show(sentence)
        if not self._is_open or self._is_entering:
            self.wait_with(sentence)

    def wait_with(self, sentence: str) -> None:
        """Keep a sentence for `tell_at_entering`, behind those before."""
        if sentence and sentence not in self._waiting:
            self._waiting.append(sentence)

    def tell_at_entering(self, sentence: str) -> None:
        """Tell a sentence behind what has waited, and what was told since the register opened."""
        if not self._is_open:
            self.wait_with(sentence)
            return
        self._is_entering = False
        told = [*self._waiting, sentence]
        self._waiting = []
        if any(told):
            self.tell(" ".join(filter(None, told)))

    def forget_draft(self) -> None:
        """Another draft is in hand: what was told of one before is not about this one."""
        if is_of_one(self._bar.currentMessage()):
            self._bar.clearMessage()
