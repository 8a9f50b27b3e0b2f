"""The same sheet captured twice."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from prescription.record import Prescription, Source
from storage.vault import Vault

_SAME_FILES = """
SELECT later.number AS number, earlier.number AS earlier
  FROM search_key AS later JOIN search_key AS earlier USING (source_sha256)
  WHERE earlier.number < later.number AND source_sha256 <> ''
UNION
SELECT later.number, earlier.number
  FROM prescription_page AS later JOIN prescription_page AS earlier USING (sha256)
  WHERE earlier.number < later.number
EXCEPT
SELECT later.number, earlier.number
  FROM prescription_draft AS later JOIN prescription_draft AS earlier USING (captured_at)
"""
_SAME_CONTENTS = """
SELECT later.number AS number, earlier.number AS earlier,
    later.drugs AS drugs, earlier.drugs AS earlier_drugs
  FROM search_key AS later JOIN search_key AS earlier
  ON earlier.authored_on = later.authored_on AND earlier.patient IS later.patient
    AND earlier.prescriber IS later.prescriber
  WHERE earlier.number < later.number
"""
_BETWEEN = " · "
"""Stands between the drugs of a `search_key`."""
_ITEMS = ("medications", "headerItems", "otherItems")


def find_duplicates(
    vault: Vault,
    prescription: Prescription,
    source: Source,
    page_digests: Sequence[bytes],
    captured_at: datetime | None = None,
) -> tuple[int, ...]:
    """The entries that look like the same sheet captured before, lowest number first.

    The same patient, prescriber, date of issue and most drugs (a name may be read otherwise, a line
    left out); or the same file or page image, unless
    the two stand on other pages of it: one file may hold several prescriptions. `captured_at` is
    when the draft was captured that this was: what came from the same capture is another sheet.
    """
    draft = prescription.content
    patient, prescriber = draft.patient, draft.prescriber
    same_content = (
        "SELECT number, drugs FROM search_key WHERE authored_on = :authored_on "
        "AND patient IS :patient AND prescriber IS :prescriber"
    )
    drugs = _BETWEEN.join(
        line.medication.name or line.medication.text for line in draft.medications
    )
    asked = {
        "authored_on": draft.authored_on and draft.authored_on.isoformat(),
        "patient": patient and patient.name,
        "prescriber": prescriber and prescriber.name,
    }
    alike = (row for row in vault.query(same_content, asked) if _share_most(row["drugs"], drugs))
    found = {row["number"] for row in alike}
    same_file = "SELECT number FROM search_key WHERE source_sha256 = ?"
    of_file = _numbers(vault, same_file, (source.sha256,))
    for digest in page_digests:
        of_file |= _numbers(
            vault, "SELECT number FROM prescription_page WHERE sha256 = ?", (digest,)
        )
    if captured_at is not None:
        same_capture = "SELECT number FROM prescription_draft WHERE captured_at = ?"
        of_file -= _numbers(vault, same_capture, (captured_at.isoformat(),))
    here = draft.pages
    found |= {number for number in of_file if _may_share(here, _pages(vault, number))}
    return tuple(sorted(found))


def all_duplicates(vault: Vault) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Each entry that looks like earlier ones, with those; versions of one another left out."""
    first: dict[int, int] = {}
    for row in vault.query(
        "SELECT number, corrects FROM prescription WHERE corrects > 0 ORDER BY number"
    ):
        first[row["number"]] = first.get(row["corrects"], row["corrects"])
    pages: dict[int, frozenset[int]] = {}
    found: dict[int, set[int]] = {}
    for row in vault.query(_SAME_CONTENTS):
        if _share_most(row["drugs"], row["earlier_drugs"]):
            found.setdefault(row["number"], set()).add(row["earlier"])
    for row in vault.query(_SAME_FILES):
        for number in (row["number"], row["earlier"]):
            if number not in pages:
                pages[number] = _pages(vault, number)
        if _may_share(pages[row["number"]], pages[row["earlier"]]):
            found.setdefault(row["number"], set()).add(row["earlier"])
    for number, likes in sorted(found.items()):
        mine = first.get(number, number)
        if others := sorted(like for like in likes if first.get(like, like) != mine):
            yield number, tuple(others)


def _share_most(drugs: str, others: str) -> bool:
    """Whether two lists have more than half of the drugs of the longer one."""
    one, other = set(drugs.split(_BETWEEN)), set(others.split(_BETWEEN))
    return 2 * len(one & other) > max(len(one), len(other))


def _may_share(pages: frozenset[int], others: frozenset[int]) -> bool:
    """Whether two prescriptions of a file may be one: of what was keyed in no page is known."""
    return not pages or not others or bool(pages & others)


def _pages(vault: Vault, number: int) -> frozenset[int]:
    """The pages of its file that an entry stands on."""
    content = vault.value("SELECT content FROM prescription_content WHERE number = ?", (number,))
    draft = json.loads(content) if content else {}
    items = (item for name in _ITEMS for item in draft.get(name, ()))
    return frozenset(item["page"] for item in items if item.get("page"))


def _numbers(vault: Vault, sql: str, values: Sequence[Any] | dict[str, Any]) -> set[int]:
    return {row["number"] for row in vault.query(sql, values)}
