"""What every flow answers to: the register opens and closes."""

from typing import Protocol

from prescription.language import say


class Flow(Protocol):
    """What works for a page while the register is open."""

    def start(self) -> None:
        """The register is open."""

    def pause(self) -> None:
        """The register closes: nothing of a patient stays."""


def locked_meanwhile() -> str:
    """When what was asked of one user comes back after the lock, or to another user."""
    return say(
        fr="Le registre a été verrouillé avant : rien n'a été fait.",
        en="The register was locked before: nothing was done.",
    )
