"""A batch into an encrypted register: what was read waits there for a human, as drafts."""

from prescription.record import Document
from storage.register import Register


class RegisterQueue:
    """Puts each content once in the queue of drafts, with its pages; the register is its journal.

    The drafts of a file and its pages are one transaction. Nothing is a prescription until a
    human has confirmed it.
    """

    def __init__(self, register: Register) -> None:
        self._register = register
        self.drafts = 0

    def list(self, name: str, sha256: str) -> None:
        """The register needs no list: each draft has the name of its file."""

    def holds(self, sha256: str) -> bool:
        """Whether a draft or a prescription was read from this content."""
        return self._register.drafts.holds(sha256)

    def keep(self, document: Document, data: bytes, _seconds: float) -> None:
        """Put the prescriptions of a file in the queue. Raises Fault."""
        drafts = self._register.drafts
        self.drafts += len(drafts.add_all(document.prescriptions, document.source, [data]))

    def recall(self, _sha256: str) -> None:
        """What a human may have changed meanwhile is not counted again."""
