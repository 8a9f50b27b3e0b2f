"""The register as the windows use it. Every call runs on the storage lane, which owns it."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from desktop.queue_rows import Gone, Kind, Loaded, Waiting, patient_of
from ordonnancier.places import usual_register
from ordonnancier.reference.notice import reference_notice
from ordonnancier.review.looked import is_ready, looked_of
from ordonnancier.review.sheet import Sheet
from ordonnancier.sample import is_sample, refuse_sample
from prescription.language import Fault, say
from prescription.record import Document, Draft, Prescription, Source
from storage.automatic import back_up_at_closing, back_up_daily, backup_warning, clock_warning
from storage.captures import GivenUp
from storage.corrections import corrected_entry, corrections, without_versions
from storage.instance import claimed, holder
from storage.keyring import Role
from storage.passphrase import check_new_passphrase
from storage.register import Register
from storage.rekey import rekey
from storage.restoring import PutBack, put_back
from storage.set_aside import Exchange, exchange, give_up, take_back
from storage.set_aside import put_back as put_back_draft
from storage.users import change_passphrase, check_passphrase, recover

Kept = TypeVar("Kept")
"""What a piece of work on the register gives."""


def register_path() -> Path:
    """Where the register of this user lives."""
    return usual_register()


class Desk:
    """One register: closed, or open for the user whose passphrase opened it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._register: Register | None = None
        self._claimed = ExitStack()

    @property
    def is_new(self) -> bool:
        """Whether there is no register yet."""
        return not self.path.exists()

    @property
    def is_shut(self) -> bool:
        """Whether the register is closed."""
        return self._register is None

    def taken(self) -> str:
        """Who has another window on the register, as a sentence; empty when nobody has."""
        held = None if self._register is not None else holder(self.path)
        return str(held) if held is not None else ""

    # -- opening and closing

    def create(self, passphrase: str, user: str) -> str:
        """Make the register, `user` being its administrator; the user. Raises Fault."""
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return self._claim(lambda: Register.create(self.path, passphrase, user=user))

    def open(self, passphrase: str) -> str:
        """Open the register; the user whose passphrase it is. Raises Fault."""
        return self._claim(lambda: Register.open(self.path, passphrase))

    def recover(self, code: str, passphrase: str, user: str) -> str:
        """Open the register by its recovery sheet; `user` gets a passphrase. Raises Fault."""
        return self._claim(lambda: recover(self.path, code, user=user, passphrase=passphrase))

    def put_back(self, copy: Path, passphrase: str) -> PutBack:
        """Restore a backup in the register's place, which stays shut. Raises Fault."""
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with claimed(self.path):
            return put_back(copy, self.path, passphrase)

    def close(self) -> None:
        """Back up what changed into the folder chosen, close the file and forget the key.

        Raises Fault when there is no backup folder any more; the register is closed all the same.
        """
        if self._register is None:
            return
        try:
            back_up_at_closing(self._register)
        finally:
            self._register.close()
            self._register = None
            self._claimed.close()

    def change_passphrase(self, present: str, new: str, *, afresh: bool) -> Sequence[str]:
        """Give the present user another passphrase; `afresh` encrypts the register anew as well.

        The users who must be added again. Raises Fault, and then the present passphrase opens.
        """
        register = self._open
        check_new_passphrase(new)
        check_passphrase(register, present)
        gone: Sequence[str] = ()
        if afresh:
            register.require(Role.ADMINISTRATOR)
            gone = self._encrypt_again(register.user, present)
        change_passphrase(self._open, new)
        return gone

    def _encrypt_again(self, user: str, passphrase: str) -> Sequence[str]:
        self._open.close()
        self._register = None
        self._claimed.close()
        try:
            return rekey(self.path, passphrase, user=user)
        finally:
            self._claim(lambda: Register.open(self.path, passphrase, user=user))

    # -- the queue

    def queue(self) -> tuple[Waiting, ...]:
        """What waits, the oldest first: drafts to check, then files to read."""
        replaced = corrections(self._open)
        drafts = (
            Waiting(
                Kind.DRAFT,
                draft.id,
                draft.source.name,
                patient_of(draft.current),
                ready=is_ready(draft),
                is_sample=is_sample(draft.source),
                corrects=replaced.get(draft.id),
            )
            for draft in self._open.drafts.heads()
        )
        files = (
            Waiting(Kind.CAPTURE, file.id, file.name, fault=str(file.fault) if file.fault else None)
            for file in self._open.captures
        )
        return (*drafts, *files)

    def take_in(self, name: str, data: bytes) -> None:
        """Put a file into the queue; when this returns it is safe."""
        self._open.captures.add(name, data)

    def take_in_once(self, name: str, data: bytes) -> None:
        """Put a file into the queue unless it is there, as one opened twice is. Raises Fault."""
        if self._open.captures.holds(data):
            raise Fault(fr="déjà dans la file.", en="already in the queue.")
        self._open.captures.add(name, data)

    def unread(self) -> tuple[int, str, bytes] | None:
        """The oldest file that nobody tried to read: its id, name and bytes."""
        for file in self._open.captures:
            if file.fault is None:
                return file.id, file.name, self._open.captures.data(file.id)
        return None

    def put_read(self, number: int, document: Document) -> None:
        """Put what was read of a file in its place."""
        self._open.captures.read(number, document)

    def put_failed(self, number: int, fault: Fault) -> None:
        """Keep why a file could not be read."""
        self._open.captures.fail(number, fault)

    def retry(self, number: int) -> None:
        """Let a file be read again that could not be read."""
        self._open.captures.retry(number)

    def key_in(self, number: int) -> int:
        """Begin a draft with one empty line beside a file that could not be read; its id.

        Raises Fault.
        """
        digest = sha256(self._open.captures.data(number)).hexdigest()
        (name,) = (file.name for file in self._open.captures if file.id == number)
        document = Document(Source(name, digest, 1), (Draft(),))
        (draft,) = self._open.captures.read(number, document)
        self._open.drafts.change(draft, Sheet.of(Draft()).add_line(-1).current)
        return draft

    def load(self, number: int) -> Loaded:
        """A draft of the queue."""
        waiting = self._open.drafts.get(number)
        files = self._open.drafts.pages(number)
        confirmed = self._confirmed(waiting.current)
        known = self._open.find_duplicates(confirmed, waiting.source, files, waiting.captured_at)
        known = without_versions(self._open, number, known)
        return Loaded(waiting, files, known, corrected_entry(self._open, number))

    def rearrange(self, drafts: Sequence[int], name: str, files: Sequence[bytes]) -> Exchange:
        """Put files into the queue in the place of drafts: they are read anew. Raises Fault."""
        return exchange(self._open, drafts, name, files)

    def take_back(self, done: Exchange) -> None:
        """Undo what `rearrange` did, corrections included. Raises Fault."""
        take_back(self._open, done)

    def keep(self, number: int, sheet: Sheet) -> None:
        """Keep what a human made of a draft so far."""
        self._open.drafts.change(number, sheet.current, looked_of(sheet))

    def drop(self, waiting: Waiting) -> Gone:
        """Give up a file or a draft; what `put_back_in_queue` needs."""
        if waiting.kind is Kind.CAPTURE:
            return Gone(waiting, self._open.captures.remove(waiting.id))
        return Gone(waiting, give_up(self._open, waiting.id))

    def put_back_in_queue(self, gone: Gone) -> None:
        """Put a file or a draft back that was given up."""
        if isinstance(gone.what, GivenUp):
            self._open.captures.put_back(gone.what)
        else:
            put_back_draft(self._open, gone.what)

    def record(self, number: int, draft: Draft, source: Source) -> int:
        """Record a draft of the queue that its user looked at; its number. Raises Fault."""
        refuse_sample(source)
        pages = self._open.drafts.pages(number)
        replaced = corrected_entry(self._open, number)
        confirmed = self._confirmed(draft)
        return self._open.add(confirmed, source, pages, draft=number, corrects=replaced)

    @property
    def user(self) -> str:
        """Whose passphrase opened the register; empty while it is closed."""
        return self._register.user if self._register else ""

    def refusal(self, role: Role) -> str:
        """Why the user may not do what takes this role; empty where they may."""
        register = self._register
        try:
            if register is not None:
                register.require(role)
        except Fault as fault:
            return str(fault)
        return ""

    def use(self, work: Callable[[Register], Kept]) -> Kept:
        """What `work` makes of the open register."""
        return work(self._open)

    # -- what keeps the register safe

    def warning(self) -> str:
        """Back up for the day; what to tell of clock, backup or reference, empty for nothing.

        Raises Fault when the folder chosen for backups is not there.
        """
        behind = clock_warning(self._open)
        back_up_daily(self._open)
        old, reference = backup_warning(self._open), reference_notice()
        told = [str(old).partition(" : ")[0].partition(": ")[0] + _ctrl_s()] if old else []
        return " ".join([*told, *(str(one) for one in (behind, reference) if one)])

    def _claim(self, open_register: Callable[[], Register]) -> str:
        """Be the only window on the register, and open it; the user."""
        with ExitStack() as claim:
            claim.enter_context(claimed(self.path))
            self._register = open_register()
            self._claimed = claim.pop_all()
        return self._register.user

    @property
    def _open(self) -> Register:
        if self._register is None:
            # Asked for as it locked, from a dialog for instance.
            raise Fault(
                fr="Le registre est verrouillé : rien n'a été fait.",
                en="The register is locked: nothing was done.",
            )
        return self._register

    def _confirmed(self, draft: Draft) -> Prescription:
        return Prescription(draft, self._open.user, datetime.now(UTC))


def _ctrl_s() -> str:
    return say(fr=" : Ctrl+S le sauvegarde.", en=": Ctrl+S backs it up.")
