"""How long the window is away: `python -m tests.desktop.bench_window [PRESCRIPTIONS]`.

A timer of the window's own thread ticks every few milliseconds while ten pages are captured and
shown, and while a register of 100 000 made-up prescriptions is searched as one types. Printed are
the longest times between two ticks: of the clock; of the clock without the time this thread stood
in the system's queue for a processor that others had (Linux tells it); of this thread's processor
alone. Then the time from the start of the program to its first window.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.main_window import MainWindow
from ordonnancier.places import usual_register
from storage.register import Register
from tests.desktop.driving import PASSPHRASE, focused, type_into
from tests.desktop.heartbeat import Heartbeat
from tests.ordonnancier.pages import as_grey_jpeg, as_pdf
from tests.storage.bench_register import COPIES, WRITTEN, Work

PAGES = 10
STARTS = 5
LONGEST = 600.0
"""Seconds to wait for anything."""


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_DATA_HOME"] = os.environ["XDG_CONFIG_HOME"] = folder
        fill(count)
        application = QApplication(sys.argv[:1])
        window = MainWindow()
        window.show()
        type_into(window, passphrase=PASSPHRASE)
        wait(window.review.isVisible)
        beat = Heartbeat()
        files = papers(Path(folder))
        tell("capture of ten pages", beat, lambda: capture(window, files))
        tell(f"search over {count} prescriptions", beat, lambda: search(window))
        window.close()
        application.quit()
        starts = sorted(start_up() for _ in range(STARTS))
        clock, cpu = starts[STARTS // 2]
        sys.stdout.write(
            f"from start to unlock window: {clock:.0f} ms of the clock, {cpu:.0f} ms of processors "
            f"(median of {STARTS})\n"
        )


def tell(label: str, beat: Heartbeat, work: Callable[[], None]) -> None:
    """Do some work and print how long the window was away at most."""
    beat.restart()
    work()
    sys.stdout.write(
        f"{label}: away {beat.longest:.0f} ms of the clock, {beat.longest_alone:.0f} ms without "
        f"waiting for a processor, {beat.longest_cpu:.0f} ms of its processor at most\n"
    )


def fill(count: int) -> None:
    """A register of so many prescriptions; beyond the first thousands they are copies by SQL."""
    usual_register().parent.mkdir(parents=True)
    with Register.create(usual_register(), PASSPHRASE, user="Anne Martin") as register:
        work, written = Work(count, 2), min(count, WRITTEN)
        with register.vault.writing():
            for _ in range(written):
                work.add(register.vault, [])
        with register.vault.writing():
            for by in range(written, count, written):
                for sql in COPIES:
                    register.vault.execute(sql, {"by": by, "most": min(written, count - by)})


def papers(folder: Path) -> list[Path]:
    """Ten files, no two alike."""
    for number in range(PAGES):
        data, suffix = (as_pdf(), "pdf") if number % 2 else (as_grey_jpeg(), "jpg")
        (folder / f"{number}.{suffix}").write_bytes(data + b"\n" * number)
    return sorted(folder.glob("?.*"))


def capture(window: MainWindow, files: list[Path]) -> None:
    """The files come in, are read and shown one after the other."""
    window.open_pages(files)
    queue = window.review.queue

    def is_read() -> bool:
        rows = [queue.item(n).text() for n in range(queue.count())]
        return len(rows) == PAGES and all(row[0] in "?✓!" for row in rows)

    wait(is_read)
    for _ in range(PAGES - 1):
        before = window.review.loaded
        QTest.keyClick(focused(window), Qt.Key.Key_Escape)
        wait(lambda before=before: window.review.loaded not in (None, before))  # type: ignore[misc]


def search(window: MainWindow) -> None:
    """What a person types, a letter at a time."""
    window.tabs.setCurrentWidget(window.register)
    wait(lambda: window.register.count > 0)
    for words in ("abc", "paul", "doli", "mar"):
        window.register.focus_search()
        for letter in words:
            QTest.keyClicks(focused(window), letter)
            QTest.qWait(250)


def start_up() -> tuple[float, float]:
    """Milliseconds from the start of a process to its unlock window, shown and drawn: of the clock,
    and of processors.
    """
    code = (
        "import sys, time; from PySide6.QtCore import QTimer; import desktop.application as a\n"
        "QTimer.singleShot(0, lambda: None)\n"
        "from PySide6.QtWidgets import QApplication\n"
        "import desktop.main_window as m\n"
        "shown = m.MainWindow.show\n"
        "def show(self):\n"
        "    shown(self); QApplication.processEvents(); print(time.process_time(), flush=True)\n"
        "    QTimer.singleShot(0, self.close)\n"
        "m.MainWindow.show = show\n"
        "sys.exit(a.run(['ordonnancier-app']))\n"
    )
    start = time.perf_counter()
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        cpu = float(process.stdout.readline())
        passed = time.perf_counter() - start
    return 1000 * passed, 1000 * cpu


def wait(until: Callable[[], bool]) -> None:
    """Let the window work until something is so."""
    end = time.monotonic() + LONGEST
    while not until():
        QTest.qWait(20)
        if time.monotonic() > end:
            raise SystemExit("the window did not come to it")


if __name__ == "__main__":
    main()
