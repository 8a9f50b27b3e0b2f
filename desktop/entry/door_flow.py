"""Opening, making, recovering and restoring the register: what the pages before it ask for."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget

from desktop.background import Background
from desktop.desk import Desk
from desktop.entry.recover_page import RecoverPage
from desktop.entry.restore_page import RestorePage
from desktop.entry.unlock_page import UnlockPage
from prescription.language import counted_en, counted_fr, say
from storage.restoring import PutBack


class DoorFlow(QObject):
    """`entered` tells that the register is open, and whether it was made just now."""

    entered = Signal(bool)

    def __init__(
        self, desk: Desk, storage: Background, door: UnlockPage, stack: QStackedWidget
    ) -> None:
        super().__init__(door)
        self._desk = desk
        self._storage = storage
        self._door = door
        self._stack = stack
        self._waits = False
        self.recover, self.restore = RecoverPage(), RestorePage()
        for page in (door, self.recover, self.restore):
            stack.addWidget(page)
        door.opened.connect(self._open)
        door.created.connect(self._create)
        door.recover_asked.connect(lambda: self._turn_to(self.recover))
        door.restore_asked.connect(lambda: self._turn_to(self.restore))
        for other in (self.recover, self.restore):
            other.left.connect(self.show)
        self.recover.given.connect(self._recover)
        self.restore.given.connect(self._restore)

    def show(self, sentence: str = "") -> None:
        """The door again; `sentence` says what happened."""
        for page in (self.recover, self.restore):
            page.ask()
        self._door.ask(new=self._desk.is_new, sentence=sentence)
        self._stack.setCurrentWidget(self._door)
        self._door.take_focus()

    def add(self, sentence: str) -> None:
        """Say one thing more at the door."""
        self._door.add(sentence)

    def _turn_to(self, page: RecoverPage | RestorePage) -> None:
        self._stack.setCurrentWidget(page)
        page.ask()

    def _run(
        self,
        work: Callable[[], Any],
        succeeded: Callable[[Any], None],
        failed: Callable[[str], None],
    ) -> None:
        """One thing at a time: Enter hit twice would open what this very window holds open."""
        if self._waits:
            return
        self._waits = True

        def over(then: Callable[[Any], None], answer: Any) -> None:
            self._waits = False
            then(answer)

        self._storage.run(work, partial(over, succeeded), partial(over, failed), matters=False)

    def _open(self, passphrase: str) -> None:
        self._run(
            lambda: self._desk.open(passphrase), lambda _: self.entered.emit(False), self.show
        )

    def _create(self, passphrase: str, user: str) -> None:
        self._run(
            lambda: self._desk.create(passphrase, user),
            lambda _: self.entered.emit(True),
            self.show,
        )

    def _recover(self, code: str, passphrase: str, user: str) -> None:
        self._run(
            lambda: self._desk.recover(code, passphrase, user),
            lambda _: self._let_in(),
            self.recover.say,
        )

    def _let_in(self) -> None:
        self.recover.ask()
        self.entered.emit(False)

    def _restore(self, copy: Path, passphrase: str) -> None:
        self._run(lambda: self._desk.put_back(copy, passphrase), self._tell_back, self.restore.say)

    def _tell_back(self, done: PutBack) -> None:
        count = done.report.prescriptions
        told = say(
            fr=f"Restauré et relu : {counted_fr(count, 'ordonnance(s)')}. Donnez la phrase de "
            "passe.",
            en=f"Restored and read again: {counted_en(count, 'prescription(s)')}. Give the "
            "passphrase.",
        )
        if done.before is not None:
            told += say(
                fr=f" Le registre d'avant est gardé : {done.before.name}.",
                en=f" The register of before is kept: {done.before.name}.",
            )
        self.show(told)
