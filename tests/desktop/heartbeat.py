"""How long the window's event loop is away."""

import time
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer

TICK = 5
"""Milliseconds."""
WORK, USUAL = 2_000_000, 0.08
"""Numbers that `slowness` adds, and the seconds of processor a usual desktop takes for it."""
_QUEUED = Path("/proc/thread-self/schedstat")


class Heartbeat(QObject):
    """Notes the longest times between two ticks, in milliseconds.

    `longest` of the clock; `longest_alone` of the clock without the time this thread stood in the
    system's queue while others had the processor; `longest_cpu` of this thread's processor.
    """

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self, interval=TICK, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._clock = QElapsedTimer()
        self.restart()

    def restart(self) -> None:
        """Begin anew."""
        self.longest = self.longest_alone = self.longest_cpu = 0.0
        self._clock.start()
        self._cpu, self._queued = time.thread_time(), _queued()
        self._timer.start()

    def stop(self) -> None:
        """Note nothing any more."""
        self._timer.stop()

    def _tick(self) -> None:
        cpu, queued, passed = time.thread_time(), _queued(), self._clock.restart()
        self.longest = max(self.longest, passed)
        self.longest_alone = max(self.longest_alone, passed - (queued - self._queued))
        self.longest_cpu = max(self.longest_cpu, 1000 * (cpu - self._cpu))
        self._cpu, self._queued = cpu, queued


def slowness() -> float:
    """How many times longer than a usual desktop this thread takes for its work now; 1 at least."""
    begun = time.thread_time()
    sum(range(WORK))
    return max(1.0, (time.thread_time() - begun) / USUAL)


def _queued() -> float:
    """Milliseconds this thread stood in the system's queue so far; 0 where it is not told."""
    try:
        return int(_QUEUED.read_text().split()[1]) / 1e6
    except OSError:
        return 0.0
