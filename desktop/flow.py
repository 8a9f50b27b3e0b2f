"""What every flow answers to: the register opens and closes."""

from typing import Protocol


class Flow(Protocol):
    """What works for a page while the register is open."""

    def start(self) -> None:
        """The register is open."""

    def pause(self) -> None:
        """The register closes: nothing of a patient stays."""
