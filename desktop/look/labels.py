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
