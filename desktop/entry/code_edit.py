"""The code of a recovery sheet: all of it in sight, however large the letters."""

from math import ceil

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from storage.unlock import CODE_LENGTH

GROUP = 4
"""Letters and digits that stand together on the sheet."""
WRITTEN = GROUP + 1
"""A group and the dash behind it."""


class CodeEdit(QPlainTextEdit):
    """Breaks the code between its groups; Enter agrees (`entered`), Tab leaves it."""

    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        # Letters of one width, as on the sheet: easy to compare.
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(self.font().pointSizeF())
        self.setFont(font)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def code(self) -> str:
        """What was typed."""
        return self.toPlainText()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        letter, around = self.fontMetrics().horizontalAdvance("W"), 2 * self.frameWidth()
        margin = 2 * round(self.document().documentMargin())
        in_a_line = max(1, (self.width() - around - margin) // (WRITTEN * letter))
        lines = ceil(CODE_LENGTH / GROUP / in_a_line)
        spare = self.fontMetrics().lineSpacing() // 2
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + around + margin + spare)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)
