"""Offline: what was seen of the network since the start, and what that proves."""

from datetime import datetime

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from desktop.look.labels import heading, tell_apart
from desktop.look.room import scrolling_column
from desktop.office.sockets import Witness, can_look, witness
from ordonnancier.window_command import window_command
from prescription.language import say

EVERY = 2000
"""Milliseconds between two looks."""


class OfflinePage(QWidget):
    """Looks at the open sockets for as long as the window lives, and tells what it saw."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._verdict = heading()
        self._seen = QLabel(wordWrap=True)
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self._look)
        self._timer.start()
        self._build()
        self._look()

    def _build(self) -> None:
        again = QPushButton(say(fr="Regarder &maintenant", en="Look &now"))
        again.clicked.connect(self._look)
        column = scrolling_column(self)
        for widget in (self._verdict, self._seen, QLabel(_how(), wordWrap=True)):
            column.addWidget(widget)
        column.addWidget(again, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def _look(self) -> None:
        seen = witness()
        seen.look()
        was_scanned = bool(seen.scans or seen.by_scanner)
        is_clean = not seen.made and not seen.seen
        self._verdict.setText(_clean(was_scanned) if is_clean else _not_clean())
        tell_apart(self._verdict, "good" if is_clean else "notice")
        since = f"{datetime.fromtimestamp(seen.since).astimezone():%d/%m/%Y %H:%M}"
        told = say(
            fr=f"Depuis le {since} : {seen.looks} regards ; sockets vers un réseau faits par le "
            f"programme : {seen.made} ; vus ouverts : {len(seen.seen)}.",
            en=f"Since {since}: {seen.looks} looks; sockets to a network made by the program: "
            f"{seen.made}; seen open: {len(seen.seen)}.",
        )
        scanned = [_scanned(seen)] * was_scanned
        self._seen.setText("\n".join([told, *sorted(seen.seen), *scanned]))


def _clean(was_scanned: bool) -> str:
    if was_scanned:
        return say(
            fr="Aucune connexion à un réseau n'a été ouverte, hors la recherche ou l'emploi d'un "
            "scanner.",
            en="No connection to a network was opened, save to look for a scanner or to use one.",
        )
    return say(
        fr="Aucune connexion à un réseau n'a été ouverte.",
        en="No connection to a network was opened.",
    )


def _scanned(seen: Witness) -> str:
    """What SANE does of its own: its drivers ask the local network for scanners."""
    count = len(seen.by_scanner)
    return say(
        fr=f"Scanner : SANE (« scanimage ») a été appelé {seen.scans} fois ; sockets vus ouverts : "
        f"{count}. Ses pilotes demandent au réseau local quels scanners y sont ; rien d'une page "
        "ni d'un patient n'y est envoyé. Un scanner du réseau, si vous en choisissez un, envoie "
        "ses pages par ce réseau.",
        en=f'Scanner: SANE ("scanimage") was called {seen.scans} times; sockets seen open: {count}.'
        " Its drivers ask the local network which scanners are there; nothing of a page or of a "
        "patient is sent. A scanner on the network, if you choose one, sends its pages over it.",
    )


def _not_clean() -> str:
    return say(
        fr="Une connexion à un réseau a été vue : prévenez qui entretient ce poste.",
        en="A connection to a network was seen: tell whoever looks after this computer.",
    )


def _how() -> str:
    if not can_look():
        return say(
            fr="Ce système ne montre pas les sockets ouverts : seul le premier témoin parle ici, "
            "Python, qui annonce chaque socket qu'il fait depuis le démarrage.",
            en="This system does not show open sockets: only the first witness speaks here, "
            "Python, which announces every socket it makes since the start.",
        )
    return say(
        fr="Comment c'est su : Python annonce chaque socket qu'il fait depuis le démarrage ; et "
        "toutes les deux secondes le noyau (/proc) dit quels sockets sont ouverts par ce programme "
        "et par les processus qu'il a lancés. Les liens locaux (écran, scanner branché, nos "
        "propres processus) ne sont pas des réseaux et ne sont pas comptés. Ce qui n'est pas "
        "prouvé : une connexion qu'une bibliothèque qui n'est pas en Python ouvrirait et fermerait "
        "entre deux regards. Pour l'interdire tout à fait : unshare -rn {}.",
        en="How this is known: Python announces every socket it makes since the start; and every "
        "two seconds the kernel (/proc) tells which sockets this program and the processes it "
        "started hold open. Local links (screen, plugged-in scanner, our own processes) are no "
        "networks and are not counted. What is not proved: a connection that a library not written "
        "in Python would open and close between two looks. To forbid it altogether: "
        "unshare -rn {}.",
    ).format(window_command())
