"""Sentences that the theme sets off from the rest."""

from PySide6.QtWidgets import QLabel


def notice_label() -> QLabel:
    """A sentence that matters, hidden until `tell` shows one."""
    label = QLabel(wordWrap=True)
    label.setObjectName("notice")
    label.hide()
    return label


def muted_label(text: str) -> QLabel:
    """An explanation beside a field."""
    label = QLabel(text, wordWrap=True)
    label.setObjectName("muted")
    return label


def tell(label: QLabel, sentence: str) -> None:
    """Show a sentence; an empty one takes no room."""
    label.setText(sentence)
    label.setVisible(bool(sentence))


def tell_apart(label: QLabel, name: str) -> None:
    """Let a label look like "notice" or "good", and at once: "" for any other text."""
    if label.objectName() != name:
        label.setObjectName(name)
        # The theme looks at a name once, unless it is asked to look again.
        label.style().unpolish(label)
        label.style().polish(label)


def heading(text: str = "") -> QLabel:
    """A sentence in larger letters, also once others are chosen: the theme makes them so."""
    label = QLabel(text, wordWrap=True)
    label.setProperty("heading", True)
    return label
