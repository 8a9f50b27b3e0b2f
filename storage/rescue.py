"""Saving what can be read of a damaged register into a new one."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from storage.backup import beside
from storage.chain import START
from storage.damaged import DamagedVault
from storage.entries import Stamp
from storage.faults import DamagedRegister
from storage.finding import Finding, Loss
from storage.keyring import key_file, save_keyring
from storage.migrations import migrate
from storage.ordonnancier import named_by
from storage.search import reindex
from storage.unlock import unlock
from storage.vault import Vault, create_vault
from storage.verify import (
    CHAINS,
    Chain,
    Report,
    Row,
    exists,
    numbers,
    one,
    readable,
    verify,
)

# ruff: noqa: S608 - the tables named in SQL are our own

_BY_NUMBER = (
    ("prescription", "number"),
    ("prescription_content", "number"),
    ("page_image", "rowid"),
    ("ordonnancier", "number"),
    ("ordonnancier_content", "number"),
    ("journal", "number"),
    ("key_slots", "id"),
    ("draft", "id"),
    ("capture", "id"),
    ("prescription_draft", "number"),
)
_TOGETHER = (
    ("prescription_page", "number, page"),
    ("draft_page", "draft, page"),
    ("draft_correction", "draft"),
    ("purged", "kind, number"),
    ("setting", "name"),
)


_OF_NO_CHAIN = {
    "journal": ("le journal", "the journal"),
    "key_slots": ("les clés des utilisateurs", "the users' keys"),
    "draft": ("les ordonnances en attente", "the waiting prescriptions"),
    "draft_page": ("les images des ordonnances en attente", "images of waiting prescriptions"),
    "draft_correction": ("ce que remplacent les ordonnances en attente",
                         "what waiting prescriptions replace"),
    "prescription_draft": ("l'origine des ordonnances", "where prescriptions came from"),
    "capture": ("les fichiers à lire", "the files to read"),
    "purged": ("la liste de ce qui a été effacé", "the list of what was purged"),
    "setting": ("les réglages du registre", "the register's settings"),
}  # fmt: skip
"""What is lost of these shows in no gap of numbers and in no seal (a journal's end neither)."""


def rescue(damaged: Path, into: Path, passphrase: str, *, user: str | None = None) -> Report:
    """Copy every readable row into a new register at `into`; the report names what is lost.

    Rows keep their numbers and seals, so that every loss shows. A content whose seal is lost is
    sealed again, and told. Raises DamagedRegister when the pages that describe the tables are lost:
    then only a backup helps, and nothing is left.
    """
    key, _, keyring = unlock(damaged, passphrase, user)
    source = DamagedVault(damaged, key)
    try:
        source.value("SELECT count(*) FROM sqlite_schema")
        version: int = source.value("PRAGMA user_version")
        with beside(into) as part:
            target = create_vault(part, key)
            try:
                migrate(target, version)
                again = _copy(source, target, Stamp(datetime.now(UTC), "rescue"))
                migrate(target)
                with target.writing():
                    reindex(target)
                report = verify(target)
            finally:
                target.close()
            save_keyring(key_file(into), keyring)
    finally:
        source.close()
    return replace(report, findings=(*again, *report.findings))


@dataclass(frozen=True, slots=True)
class Saved:
    """The numbers of a series that were saved whole, in part, and of which no content is left."""

    whole: tuple[int, ...]
    part: tuple[int, ...]
    lost: tuple[int, ...]


def what_is_saved(report: Report, table: str, last: int) -> Saved:
    """What became of the prescriptions, or of the lines of the ordonnancier, up to number `last`.

    A seal alone that is wrong is no loss: what it sealed is there.
    """
    gone: dict[Loss, set[int]] = {loss: set() for loss in Loss}
    for finding in report.findings:
        # An image belongs to a prescription.
        owner = "prescription" if finding.table == "page_image" else finding.table
        if owner == table and finding.loss is not None and finding.number is not None:
            gone[finding.loss] |= set(range(finding.number, (finding.last or finding.number) + 1))
    lost = gone[Loss.CONTENT]
    part = gone[Loss.PART] - lost
    every = range(1, last + 1)
    return Saved(
        tuple(number for number in every if number not in lost | part),
        tuple(sorted(part)),
        tuple(sorted(lost)),
    )


def _copy(source: Vault, target: Vault, stamp: Stamp) -> list[Finding]:
    # A lost row breaks rules that the register keeps: they come back once the rest is in.
    target.execute("PRAGMA foreign_keys = OFF")
    with target.writing():
        triggers = list(target.query("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"))
        for trigger in triggers:
            target.execute(f"DROP TRIGGER {trigger['name']}")
        lost: list[str] = []
        for table, row in _readable_rows(source, lost):
            target.insert(table, row)
        again = [_part_lost(*_OF_NO_CHAIN[table]) for table in lost if table in _OF_NO_CHAIN]
        again += [
            _seal_again(target, kind, number, stamp)
            for kind in CHAINS
            if kind.digest and exists(target, kind.table)
            for number in _unsealed(target, kind.table)
        ]
        for trigger in triggers:
            target.execute(trigger["sql"])
    target.execute("PRAGMA foreign_keys = ON")
    return again


def _unsealed(target: Vault, table: str) -> list[int]:
    lost = f"SELECT number FROM {table}_content EXCEPT SELECT number FROM {table} ORDER BY number"
    return [row["number"] for row in target.query(lost)]


def _seal_again(target: Vault, kind: Chain, number: int, stamp: Stamp) -> Finding:
    """Give a content whose row of the chain is lost a new one, which cannot pass for the old."""
    content = one(target, f"SELECT * FROM {kind.table}_content WHERE number = ?", number)
    before = one(target, f"SELECT hash FROM {kind.table} WHERE number = ?", number - 1)
    if kind.digest is None or content is None:
        raise AssertionError("the content was listed a moment ago")
    row: Row = {
        "number": number,
        "recorded_at": stamp.at.isoformat(),
        "recorded_by": stamp.by,
        "corrects": None,
        "content_digest": kind.digest(target, content),
        "previous_hash": before["hash"] if before else START,
    }
    if kind.table == "ordonnancier":
        row |= named_by(content)
    target.insert(kind.table, {**row, "hash": kind.seal(row)})
    return Finding(
        f"{kind.fr} {number} : contenu sauvé, date et sceau perdus",
        f"{kind.en} {number}: content saved, date and seal lost",
        kind.table,
        number,
        loss=Loss.PART,
    )


def _part_lost(fr: str, en: str) -> Finding:
    return Finding(
        f"{fr} : tout ne se lit pas, une partie est peut-être perdue",
        f"{en}: not all can be read, a part may be lost",
    )


def _readable_rows(source: Vault, lost: list[str]) -> Iterator[tuple[str, Row]]:
    """Every row with its table; the tables of which some cannot be read go to `lost`."""
    for table, key in _BY_NUMBER:
        if not exists(source, table):
            continue
        whole = _can_be_read(source, f"SELECT {key} FROM {table} NOT INDEXED")
        for number in numbers(source, table, key):
            try:
                rows = list(source.query(f"SELECT * FROM {table} WHERE {key} = ?", (number,)))
            except DamagedRegister:
                whole = False
                continue
            for row in rows:
                yield table, row
        if not whole:
            lost.append(table)
    for table, order in _TOGETHER:
        if exists(source, table):
            if not _can_be_read(source, f"SELECT * FROM {table} NOT INDEXED"):
                lost.append(table)
            for row in _all_readable(source, table, order):
                yield table, row


def _can_be_read(source: Vault, sql: str) -> bool:
    try:
        list(source.query(sql))
    except DamagedRegister:
        return False
    return True


def _all_readable(source: Vault, table: str, order: str) -> Iterator[Row]:
    """The rows before the damage, then those after it: read from both ends."""
    last: Row | None = None
    for last in readable(source, f"SELECT * FROM {table} ORDER BY {order}"):
        yield last
    backwards = ", ".join(f"{column} DESC" for column in order.split(", "))
    for row in readable(source, f"SELECT * FROM {table} ORDER BY {backwards}"):
        if row == last:
            return
        yield row
