"""Whether keys that are being pressed belong to another text: nothing may take them from it."""

from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QKeySequenceEdit,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)


def types_elsewhere(here: QWidget) -> bool:
    """Whether the cursor stands in a text field that is not of `here`, dialogs included."""
    # While another program is in front, the window still knows where its cursor will be.
    focused = QApplication.focusWidget() or here.window().focusWidget()
    return focused is not None and _takes_text(focused) and not here.isAncestorOf(focused)


def _takes_text(widget: QWidget) -> bool:
    if isinstance(widget, QComboBox):
        return widget.isEditable()
    if isinstance(widget, QPlainTextEdit | QTextEdit | QLineEdit | QAbstractSpinBox):
        return not widget.isReadOnly()
    return isinstance(widget, QKeySequenceEdit)
