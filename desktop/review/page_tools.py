"""The pages of a prescription put in order: turned, cropped, moved, split, joined, replaced."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.look.room import fit_to_screen
from desktop.review.crop_frame import LEAST_SIDE, CropView
from desktop.review.page_picture import PagePicture, make_ready
from desktop.review.page_tool_keys import how_to_frame, page_tools
from ordonnancier.arrangement import Arrangement, PageKey, halves, shape
from prescription.language import say
from prescription.record import Box

THUMBNAIL = QSize(120, 160)


class PageTools(QDialog):
    """Shows the pages in the order they will be read anew; nothing is changed until accepted.

    `replace_asked` carries the place of a page that another file is to replace; `more_asked` that
    the next prescription of the queue is to be joined.
    """

    replace_asked = Signal(int)
    more_asked = Signal()

    def __init__(self, pictures: dict[PageKey, PagePicture], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(say(fr="Arranger les pages", en="Arrange the pages"))
        fit_to_screen(self, 980, 680)
        self.pictures = pictures
        self.arrangement = Arrangement.of(tuple(pictures))
        self._first = self.arrangement
        self._past: list[Arrangement] = []
        self._list = QListWidget(self)
        self._view = CropView(self)
        self._hint = QLabel(wordWrap=True)
        self._tell_framing(on=False)
        self._build()
        self._show(0)

    @property
    def left_undone(self) -> str:
        """What is told when the register locks over it."""
        return arrangement_given_up() if self.changed else ""

    @property
    def changed(self) -> bool:
        """Whether anything was arranged."""
        return self.arrangement != self._first

    @property
    def met(self) -> set[PageKey]:
        """The pages that are or were among these; not those whose adding was undone."""
        return {leaf.key for one in (*self._past, self.arrangement) for leaf in one.leaves}

    def change(self, make: Callable[[Arrangement, int], Arrangement]) -> None:
        """Take an arrangement made of the present one and of the page in hand."""
        at = max(self._list.currentRow(), 0)
        made = make(self.arrangement, at)
        if made != self.arrangement:
            self._past.append(self.arrangement)
            self.arrangement = made
            self._show(min(at, len(made.leaves) - 1))

    def shift(self, by: int) -> None:
        """Move the page in hand, and stay on it."""
        at = max(self._list.currentRow(), 0)
        self.change(lambda now, here: now.move(here, by))
        self._list.setCurrentRow(min(max(at + by, 0), self._list.count() - 1))

    def undo(self) -> None:
        """Take the last change back."""
        if self._past:
            self.arrangement = self._past.pop()
            self._show(max(self._list.currentRow(), 0))

    def append(self, pages: dict[PageKey, PagePicture]) -> None:
        """Pages of another prescription behind these."""
        self.pictures.update(pages)
        self.change(lambda now, _: now.append(tuple(pages)))

    def exchange(self, gone: PageKey, key: PageKey, picture: PagePicture) -> bool:
        """Another page in the place of one, wherever it is now; whether it is still there."""
        places = [at for at, leaf in enumerate(self.arrangement.leaves) if leaf.key == gone]
        if places:
            self.pictures[key] = picture
            self.change(lambda now, _: now.exchange(places[0], key))
        return bool(places)

    def select(self, at: int) -> None:
        """Take a page in hand."""
        self._list.setCurrentRow(at)

    # -- what it is made of

    def _build(self) -> None:
        self._list.setIconSize(THUMBNAIL)
        self._list.setAccessibleName(say(fr="Pages", en="Pages"))
        self._list.currentRowChanged.connect(self._show_page)
        self._view.area_dragged.connect(self._crop)
        self._view.framed.connect(self._crop)
        self._view.framing.connect(lambda on: self._tell_framing(on=on))
        left, right = QVBoxLayout(), QVBoxLayout()
        left.addWidget(self._list, 1)
        left.addLayout(self._build_tools())
        right.addWidget(self._view, 1)
        right.addWidget(self._hint)
        both, whole = QHBoxLayout(), QVBoxLayout(self)
        both.addLayout(left, 2)
        both.addLayout(right, 3)
        whole.addLayout(both, 1)
        buttons = QDialogButtonBox()
        accept = say(fr="&Lire à nouveau ainsi", en="Read &anew like this")
        buttons.addButton(accept, QDialogButtonBox.ButtonRole.AcceptRole)
        cancel = say(fr="&Annuler", en="Canc&el")
        buttons.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        whole.addWidget(buttons)

    def _build_tools(self) -> QGridLayout:
        grid, slots = QGridLayout(), self._slots()
        for number, tool in enumerate(page_tools()):
            slot = slots[tool.id]
            button = QPushButton(tool.words, self)
            button.setAutoDefault(False)
            button.setToolTip(tool.told_keys)
            button.clicked.connect(lambda _=False, slot=slot: slot())
            QShortcut(tool.keys, self).activated.connect(slot)
            grid.addWidget(button, number // 2, number % 2)
        return grid

    def _slots(self) -> dict[str, Callable[[], None]]:
        change = self.change
        return {
            "turn-left": lambda: change(_turn_left),
            "turn-right": lambda: change(_turn_right),
            "up": lambda: self.shift(-1),
            "down": lambda: self.shift(1),
            "split": lambda: change(_split),
            "join": lambda: change(_join),
            "take-out": lambda: change(_remove),
            "replace": lambda: self.replace_asked.emit(max(self._list.currentRow(), 0)),
            "add-next": self.more_asked.emit,
            "halve": lambda: change(self._halve),
            "crop": self._view.begin_frame,
            "undo": self.undo,
        }

    def _show(self, at: int) -> None:
        self._list.clear()
        bundle = 0
        for number, leaf in enumerate(self.arrangement.leaves, start=1):
            bundle += leaf.begins
            words = say(fr="Page {} · ordonnance {}", en="Page {} · prescription {}")
            item = QListWidgetItem(words.format(number, bundle))
            picture = make_ready(shape(leaf, self.pictures[leaf.key].pixels))
            small = picture.smaller[-1].scaled(THUMBNAIL, Qt.AspectRatioMode.KeepAspectRatio)
            item.setIcon(QIcon(QPixmap.fromImage(small)))
            self._list.addItem(item)
        self._list.setCurrentRow(at)

    def _show_page(self, at: int) -> None:
        if 0 <= at < len(self.arrangement.leaves):
            leaf = self.arrangement.leaves[at]
            self._view.show_page(make_ready(shape(leaf, self.pictures[leaf.key].pixels)))

    def _tell_framing(self, *, on: bool) -> None:
        """Say what the keys do now; without a frame they are the list's again."""
        keys = next(tool.told_keys for tool in page_tools() if tool.id == "crop")
        idle = say(
            fr="Glissez la souris sur la page pour la recadrer ; au clavier, {}.",
            en="Drag the mouse over the page to crop it; by keyboard, {}.",
        )
        self._hint.setText(how_to_frame() if on else idle.format(keys))
        if not on and self._view.hasFocus():
            self._list.setFocus()

    def _halve(self, now: Arrangement, at: int) -> Arrangement:
        leaf = now.leaves[at]
        return now.halve(at, *halves(shape(leaf, self.pictures[leaf.key].pixels)))

    def _crop(self, box: Box) -> None:
        if box.width >= LEAST_SIDE and box.height >= LEAST_SIDE:
            self.change(lambda now, at: now.crop(at, box))


def _turn_left(now: Arrangement, at: int) -> Arrangement:
    return now.turn(at, -1)


def _turn_right(now: Arrangement, at: int) -> Arrangement:
    return now.turn(at, 1)


def _split(now: Arrangement, at: int) -> Arrangement:
    return now.split(at)


def _join(now: Arrangement, at: int) -> Arrangement:
    return now.join(at)


def _remove(now: Arrangement, at: int) -> Arrangement:
    return now.remove(at)


def arrangement_given_up() -> str:
    """When the register was locked before the pages were read anew."""
    return say(
        fr="Arrangement abandonné : le registre a été verrouillé avant. Les pages restent comme "
        "elles étaient.",
        en="Arrangement given up: the register was locked before. The pages stay as they were.",
    )
