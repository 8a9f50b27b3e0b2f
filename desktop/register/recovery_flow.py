"""The sheet that opens the register when the passphrase is lost: on paper, or as a file."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.background import Background
from desktop.desk import Desk
from desktop.flow import locked_meanwhile
from desktop.look.file_dialogs import Place, ask_new_file
from prescription.language import say
from storage.keyring import Role
from storage.register import Register

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

Tell = Callable[[str, bool], None]
"""Takes a sentence, and whether the sheet is made."""


class RecoveryFlow(QObject):
    """Makes the recovery sheet where it is asked for; whoever asks is told how it went.

    It is made for who asked, and for nobody who opens the register meanwhile.
    """

    def __init__(
        self, desk: Desk, storage: Background, pictures: Background, window: QWidget
    ) -> None:
        super().__init__(window)
        self._desk = desk
        self._storage = storage
        self._pictures = pictures
        self._window = window
        # While the register is open, what this time is told from another by.
        self._session: object | None = None

    def start(self) -> None:
        """The register is open."""
        self._session = object()

    def pause(self) -> None:
        """The register closes: no sheet is made of what is still being asked."""
        self._session = None

    def print_sheet(self, tell: Tell) -> None:
        """Ask for a printer and print: no file is written on the way."""
        self._if_allowed(lambda: self._choose_printer(tell), tell)

    def _choose_printer(self, tell: Tell) -> None:
        from desktop.register.paper import choose_printer

        here = self._session

        def chosen(printer: "QPrinter") -> None:
            if self._is_still(here, tell):
                self.print_on(printer, tell)

        choose_printer(self._window, _title(), chosen, name=_file_name())

    def print_on(self, printer: "QPrinter", tell: Tell) -> None:
        """Print on a printer that was chosen."""
        from desktop.register.paper import print_pdf

        def put(sheet: bytes) -> None:
            self._run(
                self._pictures,
                lambda: print_pdf(printer, sheet),
                lambda _: _tell_printed(printer, tell),
                tell,
            )

        self._run(self._storage, lambda: self._desk.use(_draw), put, tell)

    def save_sheet(self, tell: Tell) -> None:
        """Ask for a file and write it."""
        self._if_allowed(lambda: self._choose_file(tell), tell)

    def _choose_file(self, tell: Tell) -> None:
        here = self._session
        path = ask_new_file(self._window, Place.SHEETS, _title(), _file_name(), "PDF (*.pdf)")
        if path is not None and self._is_still(here, tell):
            self.save_to(path, tell)

    def save_to(self, path: Path, tell: Tell) -> None:
        """Write the sheet to a new file."""
        sentence = say(
            fr="Imprimez {}, rangez la feuille sous clé, puis effacez le fichier : il ouvre le "
            "registre.",
            en="Print {}, lock the sheet away, then delete the file: it opens the register.",
        ).format(path.name)
        self._run(
            self._storage,
            lambda: self._desk.use(lambda register: _write(register, path)),
            lambda _: tell(sentence, True),
            tell,
        )

    def _if_allowed(self, ask: Callable[[], None], tell: Tell) -> None:
        """Ask where to, unless the user may not make the sheet: that is told before."""
        refusal = self._desk.refusal(Role.ADMINISTRATOR)
        if refusal:
            tell(refusal, False)
        elif self._session is not None:
            ask()

    def _is_still(self, here: object, tell: Tell) -> bool:
        """Whether it is still the session the sheet was asked for in; else that is told."""
        if here is not self._session:
            tell(locked_meanwhile(), False)
        return here is self._session

    @staticmethod
    def _run(
        lane: Background, work: Callable[[], Any], done: Callable[[Any], None], tell: Tell
    ) -> None:
        tell(say(fr="En cours…", en="Under way…"), False)
        lane.run(work, done, lambda fault: tell(fault, False))


def _draw(register: Register) -> bytes:
    """The sheet as a PDF. Raises Fault."""
    # Drawing takes long to load, and is seldom asked for.
    from storage.edition.sheet import draw_recovery_sheet

    return draw_recovery_sheet(register)


def _write(register: Register, path: Path) -> None:
    """Write the sheet to a new file. Raises Fault."""
    from storage.edition.sheet import write_recovery_sheet

    write_recovery_sheet(register, path)


def _tell_printed(printer: "QPrinter", tell: Tell) -> None:
    if printer.outputFileName():
        name = Path(printer.outputFileName()).name
        told = say(
            fr=f"Écrite dans {name} : imprimez, rangez la feuille sous clé, effacez le fichier.",
            en=f"Written to {name}: print it, lock the sheet away, delete the file.",
        )
    else:
        told = say(
            fr=f"Envoyée à l'imprimante {printer.printerName()} : rangez la feuille sous clé.",
            en=f"Sent to the printer {printer.printerName()}: lock the sheet away.",
        )
    tell(told, True)


def _title() -> str:
    return say(fr="Fiche de secours", en="Recovery sheet")


def _file_name() -> str:
    return say(fr="fiche-de-secours.pdf", en="recovery-sheet.pdf")
