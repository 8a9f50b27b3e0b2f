"""The report of a batch as tables for the screen."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ordonnancier.batch.report import Report
from ordonnancier.wording import describe_reason
from prescription.language import decimal, say
from prescription.record import ReviewReason

MOST_FAILURES = 20


def print_report(report: Report, console: Console) -> None:
    """Counts, reasons to check, the slowest files, those that failed."""
    console.print(_counts(report))
    if report.reasons:
        console.print(_titled(say(fr="À vérifier, et pourquoi", en="To check, and why")))
        console.print(_reasons(report))
    if report.slowest:
        console.print(_titled(say(fr="Les plus longs à lire", en="The slowest")))
        console.print(_slowest(report))
    if report.failures:
        console.print(_titled(say(fr="Illisibles", en="Failed")))
        console.print(_failures(report))


def _counts(report: Report) -> Table:
    table = _plain()
    counts = report.counts
    to_check = say(
        fr=f"{counts['linesToCheck']} ({report.share_to_check:.0%})",
        en=f"{counts['linesToCheck']} ({report.share_to_check:.0%})",
    )
    speed = decimal(report.pages_per_second, 2)
    rows = (
        (say(fr="Fichiers", en="Files"), report.files),
        (say(fr="… lus", en="… read"), report.read),
        (say(fr="… déjà lus", en="… read before"), report.before),
        (say(fr="… de même contenu", en="… of the same content"), report.same),
        (say(fr="… illisibles", en="… failed"), len(report.failures)),
        (say(fr="Pages", en="Pages"), counts["pages"]),
        (say(fr="Ordonnances", en="Prescriptions"), counts["prescriptions"]),
        (say(fr="Lignes de médicament", en="Medication lines"), counts["lines"]),
        (say(fr="… à vérifier", en="… to check"), to_check),
        (say(fr="Secondes", en="Seconds"), decimal(report.elapsed, 1)),
        (say(fr="Pages par seconde", en="Pages per second"), speed),
    )
    for name, value in rows:
        table.add_row(name, Text(str(value), justify="right"))
    return table


def _reasons(report: Report) -> Table:
    table = _plain()
    for reason, count in report.reasons.most_common():
        table.add_row(describe_reason(ReviewReason(reason)), Text(str(count), justify="right"))
    return table


def _slowest(report: Report) -> Table:
    table = _plain()
    for seconds, name in sorted(report.slowest, reverse=True):
        table.add_row(Text(name), Text(f"{decimal(seconds, 1)} s", justify="right"))
    return table


def _failures(report: Report) -> Table:
    table = _plain()
    ordered = sorted(report.failures, key=lambda failure: failure[0])
    for _, name, fault in ordered[:MOST_FAILURES]:
        table.add_row(Text(name), Text(str(fault)))
    if (more := len(ordered) - MOST_FAILURES) > 0:
        table.add_row(say(fr=f"et {more} autres", en=f"and {more} more"), "")
    return table


def _titled(words: str) -> Text:
    return Text(f"\n{words}", style="bold")


def _plain() -> Table:
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(overflow="fold")
    table.add_column(overflow="fold")
    return table
