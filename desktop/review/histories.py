"""What was changed in each prescription since the register was opened, also when left for later."""

from datetime import datetime

from desktop.queue_rows import Loaded
from desktop.review.history import History
from ordonnancier.review.sheet import Sheet

MOST_KEPT = 50
"""Drafts whose changes are remembered."""


class Histories:
    """The histories of the drafts that were in hand."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, datetime], History] = {}

    def take_up(self, loaded: Loaded, sheet: Sheet) -> History:
        """The history of a draft: that of the last time, unless the draft is another one now."""
        key = (loaded.waiting.id, loaded.waiting.captured_at)
        history = self._known.get(key)
        if history is None or not history.resume(sheet):
            history = History(sheet)
        self._known.pop(key, None)
        self._known[key] = history
        for oldest in list(self._known)[:-MOST_KEPT]:
            del self._known[oldest]
        return history

    def forget(self, loaded: Loaded) -> None:
        """A draft is recorded."""
        self._known.pop((loaded.waiting.id, loaded.waiting.captured_at), None)

    def clear(self) -> None:
        """The register closes: nothing of a patient stays."""
        self._known.clear()
