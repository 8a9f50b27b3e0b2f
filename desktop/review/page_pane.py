"""The page under review with its tools: which page, how near, as given or cleaned."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from desktop.actions import Actions
from desktop.look.labels import tell_apart
from desktop.review.page_picture import PagePicture
from desktop.review.page_view import STEP, PageView
from prescription.language import say
from prescription.record import Box, PageWord

SIGNS = {
    "previous-page": "◀",
    "next-page": "▶",
    "zoom-out": "−",
    "zoom-in": "+",
    "fit": "⤢",
    "cleaned": "☀",
}
"""What stands on the buttons: their names are told by tooltips and to screen readers."""


class PagePane(QWidget):
    """Shows the pages of one prescription, one at a time; without `cleans`, as given only.

    `word_clicked` carries a word, `words_dragged` several, `clean_asked` the page (from 0) whose
    cleaned picture is wanted.
    """

    word_clicked = Signal(object)
    words_dragged = Signal(object)
    clean_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None, *, cleans: bool = True) -> None:
        super().__init__(parent)
        self._cleans = cleans
        self.view = PageView(self)
        self.view.word_clicked.connect(self.word_clicked)
        self.view.words_dragged.connect(self.words_dragged)
        self._pictures: Sequence[PagePicture] = ()
        self._cleaned: dict[int, PagePicture] = {}
        self._words: Sequence[PageWord] = ()
        self._own: Sequence[int] = ()
        self._shown = -1
        self._wants_clean = False
        self._count = QLabel(self)
        self._tools = QHBoxLayout()
        self._tools.addWidget(self._count, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view, 1)
        column.addLayout(self._tools)

    @property
    def page(self) -> int:
        """The page in sight, from 0; -1 when there is none."""
        return self._shown

    def connect_actions(self, actions: Actions) -> None:
        """Let the actions of the page do their work, and offer them as buttons."""
        for name, do in (
            ("previous-page", lambda: self.turn_to(self._shown - 1)),
            ("next-page", lambda: self.turn_to(self._shown + 1)),
            ("zoom-in", lambda: self.view.zoom(STEP)),
            ("zoom-out", lambda: self.view.zoom(1 / STEP)),
            ("fit", self.view.fit),
        ):
            actions.on(name, partial(self._do_in_sight, do))
        if self._cleans:
            actions.on("cleaned", lambda: self._show_cleaned(actions["cleaned"].isChecked()))
        for name, sign in SIGNS.items():
            if name == "cleaned" and not self._cleans:
                continue
            button = QToolButton(self)
            # A button shows the short text of its action.
            actions[name].setIconText(sign)
            button.setDefaultAction(actions[name])
            button.setAccessibleName(actions[name].text().replace("&", ""))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._tools.addWidget(button)

    def show_pages(
        self,
        pictures: Sequence[PagePicture],
        words: Sequence[PageWord],
        own: Sequence[int] = (),
    ) -> None:
        """Show the first of these pages that is of the prescription: `own`, from 1; () for all.

        Those of another patient may come before or behind, in one file.
        """
        self._pictures, self._words, self._shown = pictures, words, -1
        self._own = [page for page in own if page <= len(pictures)]
        self._cleaned.clear()
        self.view.clear_page()
        self._count.clear()
        tell_apart(self._count, "")
        self.turn_to_first()

    def turn_to_first(self) -> None:
        """Show the first page of the prescription."""
        self.turn_to(self._own[0] - 1 if self._own else 0)

    def turn_to(self, page: int) -> None:
        """Show a page, counted from 0."""
        if page == self._shown or not 0 <= page < len(self._pictures):
            return
        self._shown = page
        own = [word for word in self._words if word.page == page + 1]
        self.view.show_page(self._cleaned.get(page, self._pictures[page]), own)
        self._count.setText(self._place())
        tell_apart(self._count, "" if self._is_own else "notice")
        self._ask_clean()

    @property
    def _is_own(self) -> bool:
        """Whether the page in sight is of the prescription, as far as is known."""
        return not self._own or self._shown + 1 in self._own

    def _place(self) -> str:
        """Which page of how many, and of which prescription where a file holds several."""
        many, own = len(self._pictures), self._own
        if many < 2:
            return ""
        place = say(fr="Page {} sur {}", en="Page {} of {}").format(self._shown + 1, many)
        if not self._is_own:
            return place + say(fr=" : hors de cette ordonnance", en=": not of this prescription")
        if not own or len(own) == many:
            return place
        mine = ", ".join(map(str, own))
        return place + say(fr=f" (cette ordonnance : {mine})", en=f" (this prescription: {mine})")

    def frame(self, page: int, boxes: Sequence[Box]) -> None:
        """Frame boxes of a page; none turn no page."""
        if boxes:
            self.turn_to(page)
        self.view.frame_boxes(boxes if page == self._shown else ())

    def show_cleaned(self, page: int, picture: PagePicture) -> None:
        """The cleaned picture of a page is there."""
        self._cleaned[page] = picture
        if self._wants_clean and page == self._shown:
            self.view.exchange(picture)

    def _do_in_sight(self, do: Callable[[], object]) -> None:
        """Several rooms show pages: the action is for the one in sight."""
        if self.isVisible():
            do()

    def _show_cleaned(self, wanted: bool) -> None:
        self._wants_clean = wanted
        if not wanted and self._shown >= 0:
            self._cleaned.clear()
            self.view.exchange(self._pictures[self._shown])
        self._ask_clean()

    def _ask_clean(self) -> None:
        if self._wants_clean and self._shown >= 0 and self._shown not in self._cleaned:
            self.clean_asked.emit(self._shown)
