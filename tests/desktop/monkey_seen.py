"""What came of the monkey's game."""

import gc
import os
import statistics
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Seen:
    """What came of it: faults as sentences, the event loop's longest absence, memory in KiB.

    `locked` counts the deeds that found a locked door and no sheet to work on.
    """

    deeds: int = 0
    locked: int = 0
    faults: list[str] = field(default_factory=list)
    longest: float = 0.0
    longest_cpu: float = 0.0
    memory: list[int] = field(default_factory=list)

    @property
    def growth(self) -> float:
        """Growth of memory from the first third to the last, warm-up (a fifth) left out."""
        kept = self.memory[len(self.memory) // 5 :]
        third = max(1, len(kept) // 3)
        if not kept:
            return 0.0
        return statistics.median(kept[-third:]) / statistics.median(kept[:third]) - 1

    def __str__(self) -> str:
        return (
            f"{self.deeds} deeds, {self.locked / max(1, self.deeds):.0%} of them at the locked "
            f"door, {len(self.faults)} faults; the window answered after {self.longest:.2f} s at "
            f"most ({self.longest_cpu:.2f} s of its own CPU); memory {self.growth:+.1%} (KiB each "
            f"minute: {self.memory})"
        )


def memory_kib() -> int:
    """Memory in use by this process, in KiB."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1024
