"""Every kind of export: from entries to the files they become."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import BinaryIO, TextIO

from storage.entries import Entry
from storage.export.columns import lines
from storage.export.csv import Profile, write_csv, write_prescriptions
from storage.export.excel import write_excel
from storage.export.fhir import write_fhir
from storage.export.flat import write_flat
from storage.export.jsonlines import write_json_lines
from storage.export.landing import Write, as_text, land, land_in_zip
from storage.export.nested import write_nested_entries
from storage.export.omop import csv_files, omop_tables
from storage.export.parquet import parquet_files
from storage.export.people import pseudonymise
from storage.files import fault_of, refuse_register, refuse_taken
from storage.register import Register
from storage.search import Query


class Format(StrEnum):
    """What an export is; the OMOP ones are folders of two files, the others one file."""

    CSV = "csv"
    CSV_PRESCRIPTIONS = "csv-prescriptions"
    FHIR = "fhir"
    JSON_LINES = "jsonl"
    EXCEL = "excel"
    PARQUET = "parquet"
    PARQUET_NESTED = "parquet-nested"
    OMOP = "omop"
    OMOP_PARQUET = "omop-parquet"

    @property
    def is_folder(self) -> bool:
        """Whether it makes two files."""
        return self in (Format.OMOP, Format.OMOP_PARQUET)


@dataclass(frozen=True, slots=True)
class Wish:
    """What to export and how; a `zip_passphrase` asks for an encrypted ZIP."""

    query: Query = field(default_factory=Query)
    profile: Profile = Profile.FRENCH
    pseudonymised: bool = False
    zip_passphrase: str | None = None
    overwrite: bool = False


@dataclass(frozen=True, slots=True)
class Exported:
    """What left: the file or folder, the prescriptions in it, the lines OMOP could not hold."""

    path: Path
    prescriptions: int
    left_out: int = 0


def export(register: Register, form: Format, path: Path, wish: Wish) -> Exported:
    """Write an export, owner-only and whole or not at all; the journal notes who. Raises Fault.

    A ZIP's name ends in `.zip`: it is added where it is missing. What exists is not replaced
    unless the wish says so. A folder that is missing is made, for its owner alone.
    """
    query = wish.query
    entries = list(register.select(query))
    members, left_out = _members(register, form, entries, path, wish)
    if wish.zip_passphrase is not None:
        target = path if path.suffix == ".zip" else path.with_name(path.name + ".zip")
        paths = [target]
    else:
        target = path
        paths = [path / name for name in members] if form.is_folder else [path]
    refuse_register(register.vault.path, *paths)
    if not wish.overwrite:
        refuse_taken(*paths)
    if form.is_folder and wish.zip_passphrase is None:
        _make_folder(path)
    # Noted first: an export that then fails leaves a line too many, never a file without one.
    register.note_export(form.value, len(entries), **_said(query, wish))
    if wish.zip_passphrase is not None:
        land_in_zip(target, members, wish.zip_passphrase)
    else:
        land(dict(zip(paths, members.values(), strict=True)))
    return Exported(target, len(entries), left_out)


def _make_folder(path: Path) -> None:
    try:
        path.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise fault_of(error, path) from None


def _members(
    register: Register, form: Format, entries: list[Entry], path: Path, wish: Wish
) -> tuple[Mapping[str, Write], int]:
    """The files of an export by name, and how many lines it cannot hold."""
    key = register.pseudonym_key()
    if form.is_folder:
        tables = omop_tables(entries, key)
        files = csv_files(tables) if form is Format.OMOP else parquet_files(tables)
        return files, tables.left_out
    leaving = [pseudonymise(entry, key) for entry in entries] if wish.pseudonymised else entries
    name = path.name.removesuffix(".zip") or "export"
    return {name: _one_file(register, form, leaving, wish.profile)}, 0


def _one_file(
    register: Register, form: Format, entries: Iterable[Entry], profile: Profile
) -> Write:
    def written_in_text(
        write: Callable[[Iterable[Entry], TextIO, Profile], int], stream: BinaryIO
    ) -> None:
        with as_text(stream) as text:
            write(entries, text, profile)

    ways: dict[Format, Write] = {
        Format.CSV: partial(written_in_text, write_csv),
        Format.CSV_PRESCRIPTIONS: partial(written_in_text, write_prescriptions),
        Format.FHIR: lambda stream: write_fhir(entries, stream, register.key.salt.hex()),
        Format.JSON_LINES: lambda stream: write_json_lines(entries, stream),
        Format.EXCEL: lambda stream: write_excel(entries, stream, profile),
        Format.PARQUET: lambda stream: write_flat(lines(entries), stream),
        Format.PARQUET_NESTED: lambda stream: write_nested_entries(entries, stream),
    }
    return ways[form]


def _said(query: Query, wish: Wish) -> dict[str, str]:
    """The filters and options of an export, for the journal."""
    named = {name: getattr(query, name) for name in Query.__dataclass_fields__}
    said = {name: str(value) for name, value in named.items() if value}
    said |= {"pseudonymised": "yes"} if wish.pseudonymised else {}
    return said | ({"zip": "yes"} if wish.zip_passphrase is not None else {})
