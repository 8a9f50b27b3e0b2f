"""The keys of the actions: the usual ones, those chosen instead, and what would collide."""

from collections.abc import Mapping

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence

from desktop.actions import Actions, Wanted
from desktop.look.preferences import chosen_keys

_WITH = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
_WRITING = frozenset(
    {
        Qt.Key.Key_Tab,
        Qt.Key.Key_Backtab,
        Qt.Key.Key_Backspace,
        Qt.Key.Key_Return,
        Qt.Key.Key_Enter,
    }
)
"""Keys that write no letter, without which nobody fills in a form."""


def are_typed(keys: QKeySequence) -> bool:
    """Whether these keys are needed for writing: no action may take them from the fields.

    `E`, `Shift+E`, `7`, `Space`, a dead `^`, `Return`; not `F5`, `Shift+Del`, `Esc`, `Ctrl+E`.
    """
    if keys.isEmpty():
        return False
    first: QKeyCombination = keys[0]  # type: ignore[index]  # not in the stubs of PySide
    if first.keyboardModifiers() & _WITH:
        return False
    key = first.key()
    is_dead = Qt.Key.Key_Dead_Grave.value <= key.value <= Qt.Key.Key_Dead_Longsolidusoverlay.value
    # Qt numbers the keys that write as their letters, and all others above them.
    return key.value < Qt.Key.Key_Escape.value or is_dead or key in _WRITING


def put_keys(actions: Actions) -> None:
    """Give each action its chosen keys, or the usual ones."""
    usual = {wanted.id: wanted.keys for wanted, _ in actions}
    given = _heeded(chosen_keys(), usual)
    for wanted, action in actions:
        action.setShortcut(QKeySequence(given[wanted.id]))


def _heeded(chosen: Mapping[str, str], usual: Mapping[str, str]) -> Mapping[str, str]:
    """The keys of every action; one whose chosen keys cannot be has its usual ones again.

    It has none where another was given these meanwhile: shared keys would do nothing at all.
    """
    kept = {name: keys for name, keys in chosen.items() if not are_typed(QKeySequence(keys))}
    taken = {QKeySequence(keys).toString() for name, keys in kept.items() if name in usual}
    return {
        name: kept.get(name, "" if name in chosen and keys in taken else keys)
        for name, keys in usual.items()
    }


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
