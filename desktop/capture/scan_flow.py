"""From the scanner to the queue, page by page, while everything else goes on."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.actions import Actions
from desktop.background import Background
from desktop.capture.capture_flow import CaptureFlow
from desktop.capture.scan_dialog import ScanDialog
from desktop.capture.scan_profiles import kept_scanner
from ordonnancier.scan import (
    Abilities,
    Device,
    Profile,
    abilities,
    list_devices,
    scan_pages,
)
from prescription.language import counted_en, counted_fr, say


class ScanFlow(QObject):
    """Scans with the scanner chosen last, or asks which; `said` carries what happens."""

    said = Signal(str)
    _page = Signal(bytes)

    def __init__(self, flow: CaptureFlow, window: QWidget) -> None:
        super().__init__(window)
        self._flow = flow
        self._window = window
        self._lane = Background(self)
        self._busy = False
        self._is_open = self._is_warned = False
        self._goes_on = True
        # The sheets of a feeder come on when the register locks, and a full disk takes none: in
        # memory alone until it opens for somebody who may take them in.
        self._waiting: list[tuple[str, bytes]] = []
        self._page.connect(self._take)

    def connect_actions(self, actions: Actions) -> None:
        """Let the actions of the scanner do their work."""
        actions.on("scan", self.scan)
        actions.on("choose-scanner", self.choose)

    def start(self) -> None:
        """The register is open: take in what was scanned while it was closed."""
        self._is_open, self._is_warned = True, False
        self._take_waiting()

    def pause(self) -> None:
        """The register closes: what is still scanned waits until it opens."""
        self._is_open = False

    def scan(self) -> None:
        """Scan at once with what was chosen last time; the first time, ask."""
        kept = kept_scanner()
        if kept is None:
            self.choose()
        else:
            self._scan(kept.device, kept.profile)

    def choose(self) -> None:
        """Look for scanners, ask which one and how, then scan."""
        if self._begin(say(fr="Recherche des scanners…", en="Looking for scanners…")):
            self._lane.run(_find, self._ask, self._end)

    def unkept(self) -> str:
        """What would be lost if the program ended now, as a sentence; told once."""
        comes = self._busy and not self._takes
        if self._is_warned or not (self._waiting or comes):
            return ""
        self._is_warned = True
        if self._is_open:
            return say(
                fr="Des pages numérisées n'ont pas pu être gardées : elles attendent, en mémoire "
                "seulement. Fermer encore une fois les perd.",
                en="Scanned pages could not be kept: they wait, in memory alone. Closing once "
                "more loses them.",
            )
        return say(
            fr="Des pages numérisées attendent, en mémoire seulement : ouvrez le registre pour les "
            "garder. Fermer encore une fois les perd.",
            en="Scanned pages wait, in memory alone: open the register to keep them. Closing once "
            "more loses them.",
        )

    @property
    def _takes(self) -> bool:
        """Whether the register is open for somebody who may take pages in."""
        return self._is_open and self._flow.may_take_in

    def stop(self) -> bool:
        """Let the page under way end, and take in what has come; False where pages are lost."""
        self._goes_on = False
        self._lane.stop()
        # No loop runs any more that would bring it.
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall.value)
        return not self._waiting

    def _ask(self, found: tuple[tuple[Device, Abilities], ...]) -> None:
        self._busy = False
        if not self._is_open:
            return
        if not found:
            self.said.emit(
                say(
                    fr="Aucun scanner n'a été trouvé : vérifiez qu'il est allumé et branché.",
                    en="No scanner was found: check that it is switched on and plugged in.",
                )
            )
        elif ScanDialog(found, self._window).exec():
            self.scan()
        else:
            self.said.emit("")

    def _scan(self, device: Device, profile: Profile) -> None:
        if self._begin(say(fr="Numérisation en cours…", en="Scanning…")):
            self._lane.run(lambda: self._send(device, profile), self._done, self._end)

    def _send(self, device: Device, profile: Profile) -> int:
        count = 0
        for page in scan_pages(device, profile):
            self._page.emit(page)
            count += 1
            if not self._goes_on:
                break
        return count

    def _take(self, page: bytes) -> None:
        now = datetime.now().astimezone()
        name = say(fr="numérisation du {}", en="scan of {}").format(f"{now:%d/%m/%Y %H:%M:%S}")
        self._waiting.append((name, page))
        self._take_waiting()

    def _take_waiting(self) -> None:
        while self._takes and self._waiting:
            self._take_in(*self._waiting.pop(0))

    def _take_in(self, name: str, page: bytes) -> None:
        def wait_again(sentence: str) -> None:
            self._waiting.append((name, page))
            self._is_warned = False
            self._flow.refused.emit(sentence)

        self._flow.take_in_scan(name, page, wait_again)

    def _done(self, count: int) -> None:
        if self._takes and self._waiting:
            # Why a page was not taken is in sight, and stays there.
            self._busy = False
            return
        self._end(
            say(
                fr=f"{counted_fr(count, 'page(s) numérisée(s)')}.",
                en=f"{counted_en(count, 'page(s)')} scanned.",
            )
        )

    def _begin(self, sentence: str) -> bool:
        if self._busy:
            return False
        self._busy = True
        self.said.emit(sentence)
        return True

    def _end(self, sentence: str) -> None:
        self._busy = False
        self.said.emit(sentence)


def _find() -> tuple[tuple[Device, Abilities], ...]:
    return tuple((device, abilities(device)) for device in list_devices())
