"""Themes: the colours of `resources/windows/themes.toml`, worn by the whole application."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from desktop.look.preferences import SYSTEM, chosen_size, chosen_theme
from prescription.resources import RESOURCES

HEADING = 1.4
"""How much larger than the others the letters of a heading are."""


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours as `#rrggbb`, named as in the file."""

    dark: bool
    window: str
    base: str
    alternate: str
    text: str
    muted: str
    button: str
    border: str
    chosen: str
    chosen_ink: str
    link: str
    notice: str
    notice_ink: str
    sure: str
    sure_ink: str
    check: str
    check_ink: str
    missing: str
    missing_ink: str
    confirmed: str
    confirmed_ink: str


@lru_cache(maxsize=1)
def themes() -> dict[str, Theme]:
    """The themes by name, in the order of the file."""
    with (RESOURCES / "windows" / "themes.toml").open("rb") as file:
        return {name: Theme(**colours) for name, colours in tomllib.load(file).items()}


@lru_cache(maxsize=1)
def worn_theme() -> Theme:
    """The theme that was chosen, or the one that goes with the platform; as of the last `wear`.

    Asked for with every cell that is drawn: settings are read once.
    """
    name = chosen_theme()
    if name in themes():
        return themes()[name]
    is_dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    return themes()["dark" if is_dark and name == SYSTEM else "light"]


@lru_cache(maxsize=1)
def _usual_points() -> float:
    """The platform's size of letters, before anything was chosen."""
    return max(QApplication.font().pointSizeF(), 9.0)


def wear(application: QApplication) -> None:
    """Dress the application in what was chosen: colours and size of letters."""
    worn_theme.cache_clear()
    theme = worn_theme()
    application.setStyle("Fusion")
    application.setPalette(palette_of(theme))
    font = QFont(application.font())
    points = _usual_points() * chosen_size() / 100
    font.setPointSizeF(points)
    application.setFont(font)
    application.setStyleSheet(_sheet(theme, points))


def palette_of(theme: Theme) -> QPalette:
    """The colours as Qt names them."""
    role = QPalette.ColorRole
    palette = QPalette()
    for name, colour in {
        role.Window: theme.window,
        role.WindowText: theme.text,
        role.Base: theme.base,
        role.AlternateBase: theme.alternate,
        role.Text: theme.text,
        role.PlaceholderText: theme.muted,
        role.Button: theme.button,
        role.ButtonText: theme.text,
        role.ToolTipBase: theme.base,
        role.ToolTipText: theme.text,
        role.Highlight: theme.chosen,
        role.HighlightedText: theme.chosen_ink,
        role.Link: theme.link,
        role.Accent: theme.chosen,
    }.items():
        palette.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(theme.muted))
    return palette


def _sheet(theme: Theme, points: float) -> str:
    """What a palette cannot say: where the keyboard is, and sentences that matter."""
    return f"""
        QLineEdit, QComboBox, QPlainTextEdit, QTextBrowser, QTableView, QListView {{
            border: 1px solid {theme.border}; border-radius: 3px; }}
        QCheckBox::indicator, QTableView::indicator {{
            width: 12px; height: 12px; background: {theme.base};
            border: 2px solid {theme.border}; border-radius: 3px; }}
        QCheckBox::indicator:checked, QTableView::indicator:checked {{
            background: {theme.chosen}; image: url("{_tick(theme)}"); }}
        QTableView {{ gridline-color: {theme.muted}; }}
        QLineEdit, QComboBox {{ padding: 3px; }}
        QLineEdit:disabled {{ background: {theme.window}; }}
        QLineEdit:focus, QComboBox:focus, QTextBrowser:focus, QTableView:focus, QListView:focus {{
            border: 2px solid {theme.chosen}; }}
        PageView:focus {{ border: 2px solid {theme.chosen}; }}
        QLabel#notice {{ background: {theme.notice}; color: {theme.notice_ink}; padding: 6px;
            border-radius: 3px; }}
        QLabel#good {{ background: {theme.sure}; color: {theme.sure_ink}; padding: 6px;
            border-radius: 3px; }}
        QLabel[heading="true"] {{ font-size: {points * HEADING:.1f}pt; }}
        QLabel#muted {{ color: {theme.muted}; }}
        QToolTip {{ color: {theme.text}; background: {theme.base};
            border: 1px solid {theme.border}; }}
    """


def _tick(theme: Theme) -> str:
    """The picture of a tick, as light or dark as the ink of what is chosen."""
    name = "white" if _luminance(theme.chosen_ink) > 0.5 else "black"
    return (RESOURCES / "icons" / f"tick-{name}.svg").as_posix()


def contrast(ink: str, ground: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    above, below = sorted((_luminance(ink), _luminance(ground)), reverse=True)
    return (above + 0.05) / (below + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
