"""What became of a batch, in numbers."""

import heapq
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from ordonnancier.batch.job import Tally
from prescription.language import Fault

MOST_SLOWEST = 5


@dataclass(slots=True)
class Report:
    """Counts of files, and of what was read from each content.

    A file is counted once: among the `failures` when it cannot be read or holds no word, as `same`
    when another file has its content, as `before` when an earlier run had read it, else as `read`.
    """

    files: int = 0
    read: int = 0
    same: int = 0
    before: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    slowest: list[tuple[float, str]] = field(default_factory=list)
    failures: list[tuple[int, str, Fault]] = field(default_factory=list)
    elapsed: float = 0.0
    pages_now: int = 0
    has_bug: bool = False

    def add(self, name: str, tally: Tally, seconds: float | None) -> None:
        """Count what was read of one content."""
        counts = tally.to_json()
        self.reasons.update(counts.pop("reasons"))
        self.counts.update(counts)
        if seconds is not None:
            heapq.heappush(self.slowest, (seconds, name))
            if len(self.slowest) > MOST_SLOWEST:
                heapq.heappop(self.slowest)

    def fail(self, position: int, name: str, fault: Fault) -> None:
        """Count a file that could not be read."""
        self.failures.append((position, name, fault))

    @property
    def done(self) -> int:
        """The files that were dealt with."""
        return self.read + self.before + self.same + len(self.failures)

    @property
    def share_to_check(self) -> float:
        """Of the lines read, how many a human must look at, 0 to 1."""
        return self.counts["linesToCheck"] / max(self.counts["lines"], 1)

    @property
    def pages_per_second(self) -> float:
        """Of this run."""
        return self.pages_now / self.elapsed if self.elapsed else 0.0

    def to_json(self) -> dict[str, Any]:
        """The report for programs."""
        return {
            "files": self.files,
            "read": self.read,
            "readBefore": self.before,
            "sameContent": self.same,
            "failed": len(self.failures),
            **{name: self.counts[name] for name in Tally().to_json() if name != "reasons"},
            "reasons": dict(self.reasons.most_common()),
            "seconds": round(self.elapsed, 1),
            "pagesPerSecond": round(self.pages_per_second, 2),
            "slowest": [
                {"name": name, "seconds": seconds}
                for seconds, name in sorted(self.slowest, reverse=True)
            ],
            "failures": [
                {"name": name, "fr": fault.fr, "en": fault.en}
                for _, name, fault in sorted(self.failures, key=lambda failure: failure[0])
            ],
        }
