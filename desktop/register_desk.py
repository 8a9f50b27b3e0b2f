"""The register as the window uses it. Every call runs on the background thread, which owns it."""

from collections.abc import Sequence
from pathlib import Path

from platformdirs import user_data_path

from prescription.record import Draft, Prescription, Source
from storage.register import Register


def register_path() -> Path:
    """Where the register of this user lives."""
    return user_data_path("ordonnancier", appauthor=False) / "registre.ordonnancier"


class RegisterDesk:
    """Opens or creates the register at `path` when the first prescription comes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._register: Register | None = None

    @property
    def is_new(self) -> bool:
        """Whether there is no register yet."""
        return not self.path.exists()

    @property
    def is_open(self) -> bool:
        """Whether the passphrase was already given."""
        return self._register is not None

    def store(
        self,
        machine: Draft,
        prescription: Prescription,
        source: Source,
        pages: Sequence[bytes],
        passphrase: str | None,
    ) -> int:
        """Add a prescription beside what the machine had read; its number.

        `passphrase` opens the register, or creates it. Raises Fault, and then no prescription was
        recorded.
        """
        if self._register is None:
            self._register = self._open(passphrase or "")
        draft = self._register.drafts.add(machine, source, pages)
        return self._register.add(prescription, source, pages, draft=draft)

    def close(self) -> None:
        """Close the file and forget the key."""
        if self._register is not None:
            self._register.close()
            self._register = None

    def _open(self, passphrase: str) -> Register:
        if not self.is_new:
            return Register.open(self.path, passphrase)
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return Register.create(self.path, passphrase)
