"""One question at a time: what a dialog is to show is fetched first, and that may take a while."""

from collections.abc import Callable
from typing import Any

from desktop.background import Background


class OneQuestion:
    """From the press that asks until its dialog is done, another press asks nothing.

    A double click would open two dialogs over each other, and enter what is in both.
    """

    def __init__(self, storage: Background, tell: Callable[[str], None]) -> None:
        self._storage = storage
        self._tell = tell
        self._now: object | None = None

    def ask(self, work: Callable[[], Any], show: Callable[[Any], None]) -> None:
        """Show the dialog for what `work` finds on the storage lane; `show` returns once done."""
        if self._now is not None:
            return
        here = self._now = object()

        def found(what: Any) -> None:
            if here is self._now:
                try:
                    show(what)
                finally:
                    self._end(here)

        def failed(sentence: str) -> None:
            if here is self._now:
                self._end(here)
                self._tell(sentence)

        self._storage.run(work, found, failed)

    def forget(self) -> None:
        """The register closes: whoever opens it next is not asked what was asked before."""
        self._now = None

    def _end(self, here: object) -> None:
        # A dialog that the lock took away ends after another may have been asked for.
        if here is self._now:
            self._now = None
