"""What a user dragged wider or narrower stands the same way the next time."""

from PySide6.QtWidgets import QSplitter

from desktop.look.preferences import keep_state, kept_state


def keep_splitter(splitter: QSplitter, name: str) -> None:
    """Let a splitter stand as it was left, and remember where it is dragged to."""
    state = kept_state(name)
    if not state.isEmpty():
        splitter.restoreState(state)
    splitter.splitterMoved.connect(lambda *_: keep_state(name, splitter.saveState()))
