"""What goes to standard error: notices, progress, faults; and the exit status they add up to."""

import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import click
from rich.console import Console
from rich.text import Text

from prescription.language import Fault, say

FAULT = 1
BUG = 70
"""Exit status of an internal error (EX_SOFTWARE of sysexits.h)."""


class Messages:
    """Speaks on standard error for one run of a command; `status` is the exit status so far."""

    def __init__(self, *, quiet: bool, debug: bool) -> None:
        self.quiet = quiet
        self.debug = debug
        self.status = 0

    def notice(self, *, fr: str, en: str) -> None:
        """Something worth knowing, left out with --quiet."""
        if not self.quiet:
            click.echo(say(fr=fr, en=en), err=True)

    def failure(self, error: Exception, name: str | None = None) -> None:
        """Tell what went wrong, with what; the run goes on and its exit status is no longer 0.

        Of an error of ours neither message nor traceback is shown: both may quote the page.
        """
        before = say(fr=f"{name} : ", en=f"{name}: ") if name else ""
        if isinstance(error, Fault):
            click.echo(f"{before}{error}", err=True)
            self.status = self.status or FAULT
            return
        if self.debug:
            traceback.print_exception(error, file=sys.stderr)
        click.echo(before + describe_bug(error), err=True)
        self.status = BUG

    def pages(self, name: str) -> AbstractContextManager[Callable[[int, int], None]]:
        """Show which page of a file is being read, when standard error is a terminal.

        Gives what is to be told how many pages are done, of how many (0: unknown).
        """
        return self._counting(name, say(fr="page", en="page"))

    def rows(self, name: str) -> AbstractContextManager[Callable[[int, int], None]]:
        """The same for the rows of a table."""
        return self._counting(name, say(fr="ligne", en="row"))

    @contextmanager
    def _counting(self, name: str, what: str) -> Iterator[Callable[[int, int], None]]:
        console = Console(stderr=True)
        if self.quiet or not console.is_terminal:
            yield lambda *_: None
            return

        def reading(done: int, total: int) -> Text:
            page = f"{done + 1}/{total}" if total else f"{done + 1}"
            return Text(say(fr=f"{name} : {what} {page}…", en=f"{name}: {what} {page}…"))

        with console.status(reading(0, 0)) as status:
            yield lambda done, total: status.update(reading(done, total))


def describe_bug(error: Exception) -> str:
    """One sentence on an error of ours, which quotes nothing of the page."""
    return str(bug_fault(type(error).__name__))


def bug_fault(kind: str) -> Fault:
    """The sentence on an error of ours of this type, to be told as faults are."""
    return Fault(
        fr=f"erreur interne ({kind}) : c'est un défaut du logiciel, relancez avec "
        "« ordonnancier --debug » pour voir où.",
        en=f"internal error ({kind}): this is a defect of the software, run again with "
        '"ordonnancier --debug" to see where.',
    )
