"""JSON Lines: each entry whole, one a line, for programs."""

import json
from collections.abc import Iterable
from typing import Any, BinaryIO

from prescription.json import to_json
from storage.entries import Entry


def entry_json(entry: Entry) -> dict[str, Any]:
    """An entry as JSON: the record as it was confirmed, and what the register knows of it."""
    known = {
        "number": entry.number,
        "recordedAt": entry.recorded_at.isoformat(),
        "recordedBy": entry.recorded_by,
        "confirmedAt": entry.prescription.confirmed_at.isoformat(),
        "confirmedBy": entry.prescription.confirmed_by,
        "corrects": entry.corrects,
        "source": to_json(entry.source),
        "prescription": to_json(entry.prescription.content),
    }
    return {name: value for name, value in known.items() if value is not None}


def write_json_lines(entries: Iterable[Entry], stream: BinaryIO) -> int:
    """Write one entry a line; the number of entries."""
    count = 0
    for entry in entries:
        stream.write(json.dumps(entry_json(entry), ensure_ascii=False).encode() + b"\n")
        count += 1
    return count
