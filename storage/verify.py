"""Whether the register is what was written: pages, numbers, seals, images."""

# ruff: noqa: S608 - the tables named in SQL are our own

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from storage import chain
from storage.entries import content_digest, seal_entry
from storage.faults import DamagedRegister
from storage.finding import Finding, Loss
from storage.journal import seal_event
from storage.ordonnancier import dispensing_digest, seal_dispensing
from storage.structure import CONTENT_MISSING, check_file, check_references
from storage.vault import Vault

Row = dict[str, Any]
_Fault = tuple[str, str, Loss | None]
MAX_PROBED = 10_000_000
"""Numbers tried one by one when damage hides which there are."""
_COMPANIONS = {
    "prescription": "SELECT max(number) FROM prescription_content",
    "prescription_content": "SELECT max(number) FROM prescription",
    "ordonnancier": "SELECT max(number) FROM ordonnancier_content",
    "ordonnancier_content": "SELECT max(number) FROM ordonnancier",
    "page_image": "SELECT count(*) FROM prescription_page",
}


@dataclass(frozen=True, slots=True)
class Report:
    """What was checked and what is wrong.

    The seals of the last entries, hexadecimal, vouch for everything before them: noted elsewhere,
    they later prove that nothing was rewritten.
    """

    prescriptions: int
    dispensings: int
    images: int
    prescription_seal: str
    ordonnancier_seal: str
    findings: tuple[Finding, ...]

    @property
    def is_sound(self) -> bool:
        """True when nothing is wrong."""
        return not self.findings


@dataclass(frozen=True, slots=True)
class Chain:
    """A chained table: what it is called, its rows' hash, and the digest of a row's content."""

    table: str
    fr: str
    en: str
    seal: Callable[[Row], bytes]
    digest: Callable[[Vault, Row], bytes] | None = None


def verify(vault: Vault) -> Report:
    """Check the whole file. Reads everything; raises no Fault for what is damaged: it is told."""
    file_findings = tuple(check_file(vault))
    absent = tuple(check_references(vault))
    images, image_findings = _check_images(vault)
    checked = [_check_chain(vault, each) for each in CHAINS]
    # What is wrong with prescriptions first: it is what a pharmacist can act on.
    findings = [each for _, _, chain_findings in checked for each in chain_findings]
    findings += [*absent, *image_findings, *file_findings]
    (prescriptions, sealed, _), (dispensings, ordonnancier_sealed, _), _ = checked
    return Report(
        prescriptions,
        dispensings,
        images,
        sealed.hex(),
        ordonnancier_sealed.hex(),
        tuple(dict.fromkeys(findings)),
    )


def _check_images(vault: Vault) -> tuple[int, list[Finding]]:
    findings: list[Finding] = []
    count = 0
    if not exists(vault, "page_image"):
        return 0, []
    for row in readable(vault, "SELECT rowid AS key FROM page_image", findings=findings):
        image = one(vault, "SELECT sha256, image FROM page_image WHERE rowid = ?", row["key"])
        count += 1
        if image is None or hashlib.sha256(image["image"]).digest() != image["sha256"]:
            findings.append(_image_finding(vault, row["key"]))
    return count, findings


def _image_finding(vault: Vault, key: int) -> Finding:
    holders = list(
        readable(
            vault,
            # By the index alone: the image's own row may be what is damaged.
            "SELECT number, page FROM prescription_page AS held CROSS JOIN page_image AS image "
            "INDEXED BY sqlite_autoindex_page_image_1 ON image.sha256 = held.sha256 "
            "WHERE image.rowid = ? ORDER BY number, page",
            (key,),
        )
    )
    fr = ", ".join(f"page {row['page']} de l'ordonnance {row['number']}" for row in holders)
    en = ", ".join(f"page {row['page']} of prescription {row['number']}" for row in holders)
    return Finding(
        f"une image n'est plus celle qui a été enregistrée : {fr or f'image {key}'}",
        f"an image is no longer the one recorded: {en or f'image {key}'}",
        table="page_image",
        number=holders[0]["number"] if holders else None,
        loss=Loss.PART,
    )


def _check_chain(vault: Vault, kind: Chain) -> tuple[int, bytes, list[Finding]]:
    findings: list[Finding] = []
    previous: bytes | None = chain.START
    expected = 1
    for number in numbers(vault, kind.table):
        if number != expected:
            findings.append(_gap(kind, expected, number))
            previous = None
        row, row_findings = _check_row(vault, kind, number, previous)
        findings += row_findings
        previous = row["hash"] if row else None
        expected = number + 1
    return expected - 1, previous or b"", findings


def _check_row(
    vault: Vault, kind: Chain, number: int, previous: bytes | None
) -> tuple[Row | None, list[Finding]]:
    wrong: list[_Fault] = []
    row = one(vault, f"SELECT * FROM {kind.table} WHERE number = ?", number)
    if row is None:
        wrong.append(("ne peut pas être lue", "cannot be read", Loss.CONTENT))
    else:
        if previous is not None and row["previous_hash"] != previous:
            wrong.append(("ne suit pas la précédente", "does not follow the one before", None))
        if kind.seal(row) != row["hash"]:
            wrong.append(("le sceau ne correspond pas", "the seal does not match", None))
        if kind.digest is not None:
            wrong += _content_faults(vault, kind.table, kind.digest, row)
    return row, [
        Finding(
            f"{kind.fr} {number} : {fr}", f"{kind.en} {number}: {en}", kind.table, number, loss=loss
        )
        for fr, en, loss in wrong
    ]


def _content_faults(
    vault: Vault, table: str, digest: Callable[[Vault, Row], bytes], row: Row
) -> list[_Fault]:
    content = one(vault, f"SELECT * FROM {table}_content WHERE number = ?", row["number"])
    if content is not None:
        same = digest(vault, content) == row["content_digest"]
        return [] if same else [("le contenu a changé", "the content has changed", Loss.PART)]
    purged = f"SELECT number FROM purged WHERE kind = '{table}' AND number = ?"
    if exists(vault, "purged") and one(vault, purged, row["number"]) is not None:
        return []
    return [(*CONTENT_MISSING, Loss.CONTENT)]


def _gap(kind: Chain, expected: int, number: int) -> Finding:
    which = str(expected) if number == expected + 1 else f"{expected}–{number - 1}"
    return Finding(
        f"{kind.fr} {which} : manque dans la numérotation",
        f"{kind.en} {which}: missing from the numbering",
        kind.table,
        expected,
        loss=Loss.CONTENT,
        last=number - 1,
    )


def numbers(vault: Vault, table: str, key: str = "number") -> Sequence[int]:
    """Every number of a table in order; when damage hides some, every number there should be."""
    if not exists(vault, table):
        return ()
    found: list[int] = []
    try:
        rows = vault.query(f"SELECT {key} AS number FROM {table} ORDER BY {key}")
        found.extend(row["number"] for row in rows)  # those before the damage stay
    except DamagedRegister:
        last = max(_last(vault, table, key), *found[-1:], 0)
        return range(1, min(last, MAX_PROBED) + 1)
    return found


def _last(vault: Vault, table: str, key: str) -> int:
    # The table's own end may be what is damaged: then its companion tells how far it went.
    for bound in (f"SELECT max({key}) FROM {table}", _COMPANIONS.get(table)):
        if bound is not None:
            with suppress(DamagedRegister):
                return vault.value(bound) or 0
    return 0


def exists(vault: Vault, table: str) -> bool:
    """Whether the register has this table: one of an older version, only looked at, may not."""
    return one(vault, "SELECT 1 FROM sqlite_schema WHERE name = ?", table) is not None


def readable(
    vault: Vault, sql: str, values: Sequence[Any] = (), findings: list[Finding] | None = None
) -> Iterator[Row]:
    """The rows of a query up to the first that is damaged, which is told."""
    try:
        yield from vault.query(sql, values)
    except DamagedRegister:
        if findings is not None:
            findings.append(
                Finding(
                    "les images qui suivent ne peuvent pas être lues",
                    "the images that follow cannot be read",
                )
            )


def one(vault: Vault, sql: str, key: int | str) -> Row | None:
    """The row with this key; None when it is missing or damaged."""
    try:
        return next(iter(list(vault.query(sql, (key,)))), None)
    except DamagedRegister:
        return None


def _prescription_digest(vault: Vault, content: Mapping[str, Any]) -> bytes:
    pages = "SELECT sha256 FROM prescription_page WHERE number = ? ORDER BY page"
    found = readable(vault, pages, (content["number"],))
    return content_digest(content, [page["sha256"] for page in found])


CHAINS = (
    Chain("prescription", "ordonnance", "prescription", seal_entry, _prescription_digest),
    Chain(
        "ordonnancier",
        "ordonnancier, ligne",
        "ordonnancier, line",
        seal_dispensing,
        lambda _, content: dispensing_digest(content),
    ),
    Chain("journal", "journal, ligne", "journal, line", seal_event),
)
