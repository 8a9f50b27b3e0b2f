"""Every action of the window, in one place: read from `resources/windows/actions.toml`."""

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow

from prescription.language import say
from prescription.resources import RESOURCES


@dataclass(frozen=True, slots=True)
class Wanted:
    """An action as the file describes it; `locked`: offered while the register is closed too;
    `ticks`: it is on or off; `repeats`: again and again while its keys are held down.
    """

    id: str
    fr: str
    en: str
    keys: str = ""
    locked: bool = False
    ticks: bool = False
    repeats: bool = False

    @property
    def text(self) -> str:
        """What it is called, in the chosen language."""
        return say(fr=self.fr, en=self.en)


@dataclass(frozen=True, slots=True)
class WantedMenu:
    """A menu and its actions."""

    id: str
    fr: str
    en: str
    action: tuple[Wanted, ...]

    @property
    def text(self) -> str:
        """What it is called, in the chosen language."""
        return say(fr=self.fr, en=self.en)


@lru_cache(maxsize=1)
def wanted_menus() -> tuple[WantedMenu, ...]:
    """The menus of the file."""
    with (RESOURCES / "windows" / "actions.toml").open("rb") as file:
        menus = tomllib.load(file)["menu"]
    return tuple(
        WantedMenu(
            menu["id"], menu["fr"], menu["en"], tuple(Wanted(**one) for one in menu["action"])
        )
        for menu in menus
    )


class Actions:
    """The window's actions by id, each in its menu; what needs the register waits for it."""

    def __init__(self, window: QMainWindow) -> None:
        self._all: dict[str, tuple[Wanted, QAction]] = {}
        self._is_open = False
        self._asked: dict[str, Callable[[], bool]] = {}
        for menu in wanted_menus():
            shown = window.menuBar().addMenu(menu.text)
            for wanted in menu.action:
                action = QAction(wanted.text, window)
                action.setObjectName(wanted.id)
                action.setCheckable(wanted.ticks)
                action.setAutoRepeat(wanted.repeats)
                action.setShortcut(QKeySequence(wanted.keys))
                self._all[wanted.id] = (wanted, action)
                shown.addAction(action)
        bar = window.menuBar()
        self.on("reach-menus", lambda: bar.setActiveAction(bar.actions()[0]))
        self.let_in(False)

    def __getitem__(self, name: str) -> QAction:
        return self._all[name][1]

    def __iter__(self) -> Iterator[tuple[Wanted, QAction]]:
        return iter(self._all.values())

    def on(self, name: str, slot: Callable[[], object]) -> None:
        """Let the action `name` do `slot`."""
        # The slot takes no argument; Qt would pass whether the entry is ticked.
        self[name].triggered.connect(lambda _=False: self._do(name, slot))

    def ask_before(self, name: str, may: Callable[[], bool]) -> None:
        """Let the action `name` do what it does only where `may` agrees."""
        self._asked[name] = may

    def let_in(self, is_open: bool) -> None:
        """Offer what needs the register only while it is open."""
        self._is_open = is_open
        for name in self._all:
            self._enable(name)

    def _do(self, name: str, slot: Callable[[], object]) -> None:
        may = self._asked.get(name)
        if may is None or may():
            slot()

    def _enable(self, name: str) -> None:
        wanted, action = self._all[name]
        action.setEnabled(self._is_open or wanted.locked)
