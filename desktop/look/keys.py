"""The keys of the actions: the usual ones, those chosen instead, and what would collide."""

from PySide6.QtGui import QKeySequence

from desktop.actions import Actions, Wanted
from desktop.look.preferences import chosen_keys


def put_keys(actions: Actions) -> None:
    """Give each action its chosen keys, or the usual ones."""
    chosen = chosen_keys()
    for wanted, action in actions:
        action.setShortcut(QKeySequence(chosen.get(wanted.id, wanted.keys)))


def keys_of(actions: Actions, name: str) -> str:
    """The keys of an action as the user's platform writes them."""
    return actions[name].shortcut().toString(QKeySequence.SequenceFormat.NativeText)


def taken_by(actions: Actions, name: str, keys: QKeySequence) -> Wanted | None:
    """The other action that has these keys already."""
    if keys.isEmpty():
        return None
    exact = QKeySequence.SequenceMatch.ExactMatch
    for wanted, action in actions:
        if wanted.id != name and keys.matches(action.shortcut()) is exact:
            return wanted
    return None
