"""Small archives of drawn pages, quick to read, and what a batch made of them."""

import json
from pathlib import Path
from typing import Any

from tests.ocr.drawn import draw_page, file_of

DRUGS = ("DOLIPRANE 1000 mg", "KARDEGIC 75 mg", "BISOPROLOL 2,5 mg", "AMLODIPINE 5 mg")
RESULTS = ("records.jsonl", "medications.csv", "medications.parquet", "records.parquet")


def page(number: int) -> bytes:
    """A page that no other number gives."""
    drug = DRUGS[number % len(DRUGS)]
    days = number // len(DRUGS) + 2
    return file_of(draw_page((drug, f"1 comprimé le matin pendant {days} jours"), wide=1300))


def make_archive(folder: Path, pages: int) -> Path:
    """A folder of so many pages, some in subfolders, the second one twice."""
    for number in range(pages):
        place = folder / f"{number % 3}"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{number:04}.png").write_bytes(page(number))
    (folder / "copy.png").write_bytes(page(1))
    return folder


def records(out: Path) -> list[dict[str, Any]]:
    """The documents in a batch's folder."""
    return [json.loads(line) for line in (out / "records.jsonl").read_text().splitlines()]


def journaled(out: Path) -> list[str]:
    """The digests in the journal of a batch, as far as it was written."""
    journal = out / "work/journal.jsonl"
    lines = journal.read_bytes().split(b"\n")[:-1] if journal.exists() else []
    return [json.loads(line)["sha256"] for line in lines if b"sha256" in line]
