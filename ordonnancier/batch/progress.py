"""How a batch tells where it stands: a live line on a terminal, else a line a minute."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.text import Text

from ordonnancier.batch.report import Report
from ordonnancier.messages import Messages
from prescription.language import counted_fr, say

EVERY = 60.0
"""Seconds between two lines in a file."""


@contextmanager
def progress(messages: Messages, total: int | None) -> Iterator[Callable[[Report], None]]:
    """Gives what is to be told the report after each file; `total` files where that is known."""
    console = Console(stderr=True)
    if messages.quiet:
        yield lambda _: None
    elif console.is_terminal:
        with console.status(Text(say(fr="Début…", en="Starting…"))) as status:
            yield lambda report: status.update(Text(describe(report, total)))
    else:
        last = time.monotonic()

        def tell(report: Report) -> None:
            nonlocal last
            if time.monotonic() - last >= EVERY:
                last = time.monotonic()
                line = describe(report, total)
                messages.notice(fr=line, en=line)

        yield tell


def describe(report: Report, total: int | None) -> str:
    """Files done, pages a second, share to check, time left."""
    done = report.done
    whole = f"{done}/{total}" if total is not None else f"{done}"
    parts = [
        say(fr=f"{whole} fichiers", en=f"{whole} files"),
        say(
            fr=f"{report.pages_per_second:.2f} pages/s".replace(".", ","),
            en=f"{report.pages_per_second:.2f} pages/s",
        ),
        say(
            fr=f"{report.share_to_check:.0%} des lignes à vérifier",
            en=f"{report.share_to_check:.0%} of lines to check",
        ),
    ]
    if report.failures:
        failed = len(report.failures)
        parts.append(say(fr=counted_fr(failed, "illisible(s)"), en=f"{failed} failed"))
    if total is not None and report.read:
        left = (total - done) * report.elapsed / report.read
        parts.append(say(fr=f"reste {_clock(left)}", en=f"{_clock(left)} left"))
    return " · ".join(parts)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min {rest:02} s"
