"""Nothing a window shows is without its second language."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QComboBox, QGroupBox, QLabel, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from desktop.actions import wanted_menus
from desktop.application import keep_settings_at_home
from desktop.look.dressing import dress
from desktop.look.preferences import choose_tongue
from desktop.main_window import MainWindow
from prescription.language import speak
from tests.conftest import ROOT
from tests.desktop.driving import enter, shown_texts

WORDS = re.compile(
    r"[A-Za-zÀ-ÿ]{2,} +[A-Za-zÀ-ÿ]{2,}|[À-ÿ]|^(?!Ctrl|Alt|Shift|Delete)&?[A-Z][a-zà-ÿ]+[^/]*$"
)
"""What looks like language: two words, an accent, or one word with a capital."""
SAME_IN_BOTH = {"Ordonnancier", "Fusion", "Français", "English", "Excel", "Patient", "Date"}
SPEAKING = {"say", "Fault", "Mark"}
SILENT = {
    "setObjectName",
    "setStyleSheet",
    "AssertionError",
    "error",
    "frozenset",
    "TypeVar",
    "_connect",
}


def literals(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """The texts of a module that are shown as they stand: no docstring, nothing within `say`."""
    quiet: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            quiet.add(id(node.value))
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in SPEAKING | SILENT:
                quiet |= {id(inner) for inner in ast.walk(node)}
        if isinstance(node, ast.FunctionDef) and node.returns is not None:
            quiet.add(id(node.returns))
        if isinstance(node, ast.arg) and node.annotation is not None:
            quiet |= {id(inner) for inner in ast.walk(node.annotation)}
        if isinstance(node, ast.FunctionDef) and node.name == "_sheet":
            quiet |= {id(inner) for inner in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in quiet:
            yield node.lineno, node.value


@pytest.mark.parametrize(
    "module", sorted((ROOT / "desktop").rglob("*.py")), ids=lambda path: path.name
)
def test_every_text_of_a_window_is_said_in_both_languages(module: Path) -> None:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    alone = [
        f"{module.name}:{line}: {text!r}"
        for line, text in literals(tree)
        if WORDS.search(text) and text not in SAME_IN_BOTH
        if not re.fullmatch(r"[\s<>/a-z=\";:\-#%&0-9{}]*", text)
    ]
    assert alone == []


def test_the_test_of_texts_finds_one_that_is_said_in_french_alone() -> None:
    tree = ast.parse('label.setText("Rien à vérifier")\nbutton.setText(say(fr="Oui", en="Yes"))')
    assert [text for _, text in literals(tree)] == ["Rien à vérifier"]


def test_every_action_has_both_names_and_no_two_letters_collide() -> None:
    for language in ("fr", "en"):
        for menu in wanted_menus():
            names = [getattr(wanted, language) for wanted in menu.action]
            assert all(names)
            letters = [name[name.index("&") + 1].lower() for name in names if "&" in name]
            assert sorted(set(letters)) == sorted(letters), (language, menu.id)


def french_said() -> set[str]:
    """Every French sentence of the windows that differs from its English."""
    found = set()
    for module in (ROOT / "desktop").rglob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "say":
                said = {word.arg: word.value for word in node.keywords}
                fr, en = said["fr"], said["en"]
                if isinstance(fr, ast.Constant) and isinstance(en, ast.Constant):
                    found.add(str(fr.value)) if fr.value != en.value else None
    return {text.replace("&", "") for text in found if len(text) > 4 and "{" not in text}


def visible_texts(window: QWidget) -> str:
    texts = [shown_texts(window)] if isinstance(window, MainWindow) else []
    texts += [button.text() for button in window.findChildren(QAbstractButton)]
    texts += [label.text() for label in window.findChildren(QLabel)]
    texts += [box.title() for box in window.findChildren(QGroupBox)]
    texts += [action.text() for action in window.findChildren(QAction)]
    texts += [box.itemText(n) for box in window.findChildren(QComboBox) for n in range(box.count())]
    for tabs in window.findChildren(QTabWidget):
        texts += [tabs.tabText(n) for n in range(tabs.count())]
    texts += [w.accessibleName() for w in window.findChildren(QWidget)]
    return "\n".join(texts).replace("&", "")


def test_an_english_window_shows_no_french(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    keep_settings_at_home()
    choose_tongue("en")
    dress()
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    enter(qtbot, window)
    shown = []
    for page in range(window.tabs.count()):
        window.tabs.setCurrentIndex(page)
        qtbot.wait(200)
        shown.append(visible_texts(window))
    told = "\n".join(shown)
    assert "Register" in told
    lines = set(told.splitlines())
    assert {text for text in french_said() if text in lines} <= {"English"}
    window.close()
    choose_tongue("fr")
    dress()
    speak(None)
