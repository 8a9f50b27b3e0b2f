"""A batch in a folder: what was read, in clear, each content once, and the journal of it.

`work/records.jsonl` holds one record a line, `work/journal.jsonl` where each one stands, by the
SHA-256 of the file it was read from: digests, counts and durations, no word of a page. Both are
only ever appended to and flushed to the disk, the record first; so whatever instant a run ends at,
the next one finds every record whole or not at all. `work/files.jsonl` lists the files of the run
in their order, `work/formats` what they are to become until it is written.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO, Any, Self

from ordonnancier.batch.job import Tally, tally_of
from prescription.json import RecordError, dump, load
from prescription.language import Fault
from prescription.record import Document
from storage.files import OWNER_ONLY, fault_of, flush_folder

WORK = "work"
_VERSION = 1


class BatchFolder:
    """The folder of a batch, held by one run at a time; close it, or use `with`."""

    def __init__(self, out: Path, *, resume: bool) -> None:
        """Open the folder, made where it is missing. Raises Fault."""
        self.path = out
        self._places: dict[bytes, tuple[int, float | None]] = {}
        try:
            out.mkdir(mode=0o700, parents=True, exist_ok=True)
            (out / WORK).mkdir(mode=0o700, exist_ok=True)
            self._journal = _open(out / WORK / "journal.jsonl")
            _hold(self._journal, out)
            self._records = _open(out / WORK / "records.jsonl")
            if not resume and self._journal.seek(0, os.SEEK_END):
                raise _begun(out)
            self._catch_up()
            self._files = _open(out / WORK / "files.jsonl")
            self._files.truncate(0)
            flush_folder(out / WORK)
        except OSError as error:
            raise fault_of(error, out) from None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __len__(self) -> int:
        """How many contents were read."""
        return len(self._places)

    def close(self) -> None:
        """Let another run have the folder."""
        for stream in (self._files, self._records, self._journal):
            stream.close()

    def holds(self, sha256: str) -> bool:
        """Whether this content was read, by this run or an earlier one."""
        return bytes.fromhex(sha256) in self._places

    def list(self, name: str, sha256: str) -> None:
        """The next file of the run."""
        line = json.dumps({"name": name, "sha256": sha256}, ensure_ascii=False)
        self._files.write(line.encode() + b"\n")

    def keep(self, document: Document, _data: bytes, seconds: float) -> None:
        """Keep a record for good. Raises Fault when the disk refuses it."""
        try:
            place = self._records.seek(0, os.SEEK_END)
            _append(self._records, dump(document))
            self._note(document.source.sha256, place, seconds, tally_of(document))
        except OSError as error:
            raise fault_of(error, self.path) from None

    def recall(self, sha256: str) -> tuple[Document, float | None]:
        """The record of a content that was read, and the seconds that took where known."""
        place, seconds = self._places[bytes.fromhex(sha256)]
        self._records.seek(place)
        return load(self._records.readline().decode()), seconds

    def documents(self) -> Iterator[Document]:
        """The record of each file of the run that was read, in the files' order.

        Two files of the same content have the same record under their own names.
        """
        self._files.flush()
        with (self.path / WORK / "files.jsonl").open("rb") as files:
            for line in files:
                file = json.loads(line)
                if self.holds(file["sha256"]):
                    document, _ = self.recall(file["sha256"])
                    yield replace(document, source=replace(document.source, name=file["name"]))

    def _note(self, sha256: str, place: int, seconds: float | None, tally: Tally) -> None:
        note = {"sha256": sha256, "at": place, "seconds": seconds, **tally.to_json()}
        _append(self._journal, json.dumps(note))
        self._places[bytes.fromhex(sha256)] = (place, seconds)

    def _catch_up(self) -> None:
        """Take what earlier runs left; what one did not finish writing is cut off."""
        end = 0
        for _, line in _whole_lines(self._journal):
            note = _read_note(line, self.path)
            if note is not None:
                self._places[bytes.fromhex(note["sha256"])] = (note["at"], note["seconds"])
                end = max(end, note["at"])
        if not self._journal.tell():
            _append(self._journal, json.dumps({"batch": _VERSION}))
        # A record that its run did not come to note is noted now.
        for place, line in _whole_lines(self._records, end):
            try:
                document = load(line.decode())
            except (RecordError, UnicodeDecodeError):
                raise _damaged(self.path) from None
            if not self.holds(document.source.sha256):
                self._note(document.source.sha256, place, None, tally_of(document))


def _open(path: Path) -> IO[bytes]:
    """To read and append; for its owner alone."""
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, OWNER_ONLY), "r+b")


def _append(stream: IO[bytes], line: str) -> None:
    stream.seek(0, os.SEEK_END)
    stream.write(line.encode() + b"\n")
    stream.flush()
    os.fsync(stream.fileno())


def _whole_lines(stream: IO[bytes], start: int = 0) -> Iterator[tuple[int, bytes]]:
    """The lines from `start` on with where they begin; an unfinished last one is cut off."""
    place = stream.seek(start)
    for line in iter(stream.readline, b""):
        if not line.endswith(b"\n"):
            stream.truncate(place)
            break
        yield place, line
        place += len(line)
        stream.seek(place)
    stream.seek(place)


def _read_note(line: bytes, out: Path) -> dict[str, Any] | None:
    try:
        note = json.loads(line)
        if "batch" in note:
            if note["batch"] != _VERSION:
                raise _newer(out)
            return None
        return {"sha256": str(note["sha256"]), "at": int(note["at"]), "seconds": note["seconds"]}
    except (ValueError, KeyError, TypeError):
        raise _damaged(out) from None


def _hold(journal: IO[bytes], out: Path) -> None:
    try:
        fcntl.flock(journal, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Fault(
            fr=f"Un autre lot écrit dans {out} : attendez sa fin, ou choisissez un autre dossier.",
            en=f"Another batch is writing to {out}: wait for its end, or choose another folder.",
        ) from None


def _begun(out: Path) -> Fault:
    return Fault(
        fr=f"{out} contient déjà un lot : --resume le continue, sans rien relire.",
        en=f"{out} already holds a batch: --resume goes on with it, reading nothing twice.",
    )


def _damaged(out: Path) -> Fault:
    return Fault(
        fr=f"Le journal du lot dans {out} est abîmé : choisissez un nouveau dossier.",
        en=f"The journal of the batch in {out} is damaged: choose a new folder.",
    )


def _newer(out: Path) -> Fault:
    return Fault(
        fr=f"Le lot dans {out} vient d'une autre version : choisissez un nouveau dossier.",
        en=f"The batch in {out} comes from another version: choose a new folder.",
    )
