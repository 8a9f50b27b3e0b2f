"""Between the review page and the register: the queue, the draft in hand, recording it."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPixmapCache

from desktop.actions import Actions
from desktop.background import Background
from desktop.capture.capture_flow import CaptureFlow
from desktop.desk import Desk
from desktop.queue_rows import Loaded, Waiting, corrected, drafts_of, is_reading_on, without
from desktop.review.drop_flow import DropFlow
from desktop.review.failed_flow import FailedFlow
from desktop.review.keep_flow import KeepFlow
from desktop.review.leaving import lets_go
from desktop.review.look_ahead import LookAhead
from desktop.review.page_picture import PagePicture
from desktop.review.page_tools_flow import PageToolsFlow
from desktop.review.record_flow import RecordFlow
from desktop.review.review_page import ReviewPage
from desktop.review.review_words import (
    is_reading,
    left_for_later,
    nothing_in_hand,
    nothing_to_redo,
    nothing_to_undo,
    reading,
    ready,
)
from desktop.review.typing_elsewhere import types_elsewhere
from ordonnancier.review.sheet import Sheet
from storage.keyring import Role


class ReviewFlow(QObject):
    """Answers the review page while the register is open.

    `said` carries a sentence, `opened` tells that another draft is in hand.
    """

    said = Signal(str)
    opened = Signal()

    def __init__(
        self,
        desk: Desk,
        page: ReviewPage,
        storage: Background,
        pictures: Background,
        capture: CaptureFlow,
    ) -> None:
        super().__init__(page)
        self._desk = desk
        self._page = page
        self._storage = storage
        self._pictures = pictures
        self._capture = capture
        self._queue: Sequence[Waiting] = ()
        # In the order in which they were left.
        self._postponed: dict[int, None] = {}
        self._ahead = LookAhead(desk, storage, pictures, self)
        self._wanted: int | None = None
        # The one that left the hand for the one that is wanted.
        self._before: int | None = None
        # Whether the draft that is wanted opens by itself; the one that was told to be ready.
        self._unasked = False
        self._told: int | None = None
        self._is_open = False
        self.drops = DropFlow(desk, storage, page)
        self.drops.changed.connect(capture.look_again)
        self.drops.back.connect(self._load)
        self.keeping = KeepFlow(desk, storage, page)
        self._recording = RecordFlow(desk, storage, page)
        self._failed = FailedFlow(desk, storage, page, capture, lambda: self._queue)
        self._tools = PageToolsFlow(desk, capture, storage, pictures, page)
        self._tools.went.connect(self._let_go)
        for one in (self.drops, self.keeping, self._recording, self._failed, self._tools):
            one.said.connect(self.said)
        page.chosen.connect(self._load)
        page.kept.connect(self._keep)
        refused, done, keyed = self.keeping.refused, self._recording.done, self._failed.keyed
        for change in (refused, done, keyed, capture.changed):
            change.connect(self.refresh)
        keyed.connect(self._load)
        capture.progressed.connect(page.queue.show_progress)
        capture.held_up.connect(page.queue.show_held_up)

    def connect_actions(self, actions: Actions) -> None:
        """Let the actions of the queue and of the draft in hand do their work."""
        tools, failed = self._tools, self._failed
        for name, do in (
            *(("drop", self.drop), ("undo", self.undo), ("redo", self.redo)),
            *(("arrange", self.arrange), ("undo-arrangement", tools.undo)),
            *(("postpone", self.postpone), ("retry", failed.retry), ("key-by-hand", failed.key_in)),
        ):
            actions.on(name, do)

    def start(self) -> None:
        """The register is open: show what waits."""
        self._is_open = True
        self._page.let_record(not self._desk.refusal(Role.VALIDATOR))
        self.drops.start()
        self.keeping.start()
        self._page.show_nothing("")
        self._page.queue.setFocus()
        self.refresh()

    def pause(self) -> None:
        """The register closes: keep what was typed as typed, show nothing any more."""
        self._page.panel.hold()
        self.keeping.pause((*drafts_of(self._queue), *self._tools.going))
        self._is_open = False
        self._tools.close()
        self._queue, self._wanted, self._told, self._before = (), None, None, None
        self._postponed.clear()
        self._ahead.clear()
        self._page.show_nothing("")
        self._page.histories.clear()
        self.drops.forget()
        self._page.show_queue((), frozenset())
        # What Qt keeps of small pictures of pages, to draw them again.
        QPixmapCache.clear()

    def keep_last(self) -> None:
        """The window is to close: keep what was typed as typed, and what could not be kept yet."""
        self._page.panel.hold()
        self.keeping.keep_last(tuple(drafts_of(self._queue)))

    def refresh(self) -> None:
        """Look at the queue again."""
        if self._is_open:
            self._storage.run(self._desk.queue, self._show_queue, self.said.emit, matters=False)

    def drop(self) -> None:
        """Give up the row of the queue in hand."""
        row = self._page.queue.selected
        if row is None:
            self.said.emit(nothing_in_hand())
        elif self._is_open:
            self.drops.drop(row)
            self._queue = tuple(one for one in self._queue if one != row)
            self._page.show_queue(self._queue, frozenset(self._postponed))

    def undo(self) -> None:
        """Take back what was done last: a removal, a change, that a draft was left for later."""
        # What stands there and was not confirmed is newer than any removal.
        is_removal = self.drops.is_newest and not self._page.panel.typed
        if is_removal or not self._page.panel.undo():
            self._undo_beside()

    def redo(self) -> None:
        """Take the change that was undone again."""
        if not self._page.panel.redo():
            self.said.emit(nothing_to_redo())

    def _undo_beside(self) -> None:
        waiting = set(drafts_of(self._queue))
        left = [one for one in self._postponed if one in waiting]
        if self.drops.can_undo:
            self.drops.put_back()
        elif left and self._page.loaded is None:
            self._load(left[-1])
        else:
            self.said.emit(nothing_to_undo())

    def postpone(self) -> None:
        """Give back what was typed last; with nothing typed, leave the draft for later."""
        loaded = self._page.loaded
        if loaded is None or not self._is_open or self._page.panel.give_back():
            return
        self._postponed[loaded.waiting.id] = None
        self._page.show_nothing(left_for_later())
        self._page.queue.setFocus()
        self._show_queue(self._queue)

    def arrange(self) -> None:
        """Put the pages of the draft in hand in order."""
        loaded = self._page.loaded
        if loaded is not None and self._page.pictures and self._is_open:
            self._tools.begin(loaded, self._page.pictures, self._behind)

    def _let_go(self) -> None:
        """Drafts whose pages are read anew leave at once: what was typed in them goes along."""
        loaded, going = self._page.loaded, self._tools.going
        if loaded is not None and loaded.waiting.id in going:
            self._page.panel.hold()
            self._page.show_nothing("")
        if self._wanted in going:
            self._wanted = None
        self._show_queue(self._queue)
        self.refresh()

    def _behind(self, drafts: Sequence[int]) -> int | None:
        return next(drafts_of(self._queue, beside=drafts), None)

    # -- the queue

    def _show_queue(self, waiting: Sequence[Waiting]) -> None:
        if not self._is_open:
            return
        waiting = self._queue = self.drops.left_of(without(waiting, self._tools.going))
        loaded = self._page.loaded
        if loaded is not None and loaded.waiting.id not in drafts_of(waiting):
            # Replaced, by an arrangement or by undoing one: another one in hand stays.
            self._page.show_nothing("")
        self._page.show_queue(waiting, frozenset(self._postponed))
        if self._page.loaded is None and self._wanted is None:
            self._open_next()
        self._look_ahead()

    def _open_next(self) -> None:
        following = self._following(None)
        if following is not None:
            self._offer(following)
        elif self._tools.going or is_reading_on(self._queue):
            self._page.say(reading(arranged=self._tools.can_undo))
        elif not self._page.notice or is_reading(self._page.notice):
            self._failed.tell_rest()

    def _offer(self, number: int) -> None:
        """Open a draft that nobody asked for; only tell of it while the keys go elsewhere."""
        if not types_elsewhere(self._page.panel):
            self._load(number)
            self._unasked = True
        elif self._told != number:
            self._told = number
            self._page.say(ready())
            self.said.emit(ready())

    def _following(self, number: int | None) -> int | None:
        """The draft to check after one: the next that was not postponed."""
        return next(drafts_of(self._queue, beside=(*self._postponed, number)), None)

    # -- the draft in hand

    def _load(self, number: int) -> None:
        loaded = self._page.loaded
        is_there = self._is_open and number not in self._tools.going
        if not is_there or not lets_go(self._page, number):
            return
        if loaded is not None and loaded.waiting.id == number:
            # Loaded again, it would be without what is typed until then.
            self._wanted = None
            self._page.focus_field()
            return
        self._wanted, self._unasked = number, False
        self._postponed.pop(number, None)
        self.keeping.keep_again([number])
        if loaded is not None:
            # Keys that come before the other one is in sight are not for this one.
            self._page.show_opening(number)
            self._before = loaded.waiting.id
        self._ahead.load(number, self._open_draft, self._give_up)

    def _give_up(self, sentence: str) -> None:
        before, self._before, self._wanted = self._before, None, None
        self.said.emit(sentence)
        if before is not None and before in drafts_of(self._queue):
            self._load(before)

    def _open_draft(self, loaded: Loaded) -> None:
        self._ahead.make(
            loaded,
            lambda pictures: self._show_draft(loaded, pictures),
            lambda sentence: self._show_draft(loaded, (), sentence),
        )

    def _show_draft(
        self, loaded: Loaded, pictures: Sequence[PagePicture], sentence: str = ""
    ) -> None:
        if not self._is_open or self._wanted != loaded.waiting.id:
            return
        self._wanted = None
        if self._unasked and types_elsewhere(self._page.panel):
            # The typing began while its pages were made ready.
            self._ahead.keep(loaded.waiting.id, pictures)
            self._offer(loaded.waiting.id)
            return
        self._told = self._before = None
        self.opened.emit()
        self._page.show_draft(loaded, pictures)
        self._page.show_queue(self._queue, frozenset(self._postponed))
        if sentence:
            self._page.say(sentence)
        self._look_ahead()

    def _look_ahead(self) -> None:
        """Have the pages of the next draft ready before it is asked for."""
        loaded = self._page.loaded
        self._ahead.look(self._following(loaded.waiting.id) if loaded else None)

    def _keep(self, sheet: Sheet) -> None:
        loaded = self._page.loaded
        if loaded is not None and self._is_open:
            self.keeping.keep(loaded, sheet)
            self._queue = corrected(self._queue, loaded.waiting.id, sheet)
            self._page.show_queue(self._queue, frozenset(self._postponed))
