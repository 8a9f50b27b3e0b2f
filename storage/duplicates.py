"""The same sheet captured twice."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from prescription.record import Prescription, Source
from storage.vault import Vault

_ALL = """
SELECT later.number AS number, earlier.number AS earlier
  FROM search_key AS later JOIN search_key AS earlier USING (source_sha256)
  WHERE earlier.number < later.number AND source_sha256 <> ''
UNION
SELECT later.number, earlier.number
  FROM search_key AS later JOIN search_key AS earlier
  ON earlier.authored_on = later.authored_on AND earlier.patient IS later.patient
    AND earlier.prescriber IS later.prescriber AND earlier.drugs = later.drugs
  WHERE earlier.number < later.number
UNION
SELECT later.number, earlier.number
  FROM prescription_page AS later JOIN prescription_page AS earlier USING (sha256)
  WHERE earlier.number < later.number
ORDER BY 1, 2
"""


def find_duplicates(
    vault: Vault,
    prescription: Prescription,
    source: Source,
    page_digests: Sequence[bytes],
    captured_at: datetime | None = None,
) -> tuple[int, ...]:
    """The entries that look like the same sheet captured before, lowest number first.

    The same file, the same page image, or the same patient, prescriber, date of issue and drugs.
    `captured_at` is when the draft was captured that this was: what came from the same capture is
    left out.
    """
    draft = prescription.content
    patient, prescriber = draft.patient, draft.prescriber
    same_file = "SELECT number FROM search_key WHERE source_sha256 = :source"
    same_content = (
        "SELECT number FROM search_key WHERE authored_on = :authored_on AND patient IS :patient "
        "AND prescriber IS :prescriber AND drugs = :drugs"
    )
    found = {
        row["number"]
        for row in vault.query(
            f"{same_file} UNION {same_content}",
            {
                "source": source.sha256,
                "authored_on": draft.authored_on and draft.authored_on.isoformat(),
                "patient": patient and patient.name,
                "prescriber": prescriber and prescriber.name,
                "drugs": " · ".join(
                    line.medication.name or line.medication.text for line in draft.medications
                ),
            },
        )
    }
    for digest in page_digests:
        same_page = "SELECT number FROM prescription_page WHERE sha256 = ?"
        found |= {row["number"] for row in vault.query(same_page, (digest,))}
    if captured_at is not None:
        # One file may hold several prescriptions: those of one capture are not one another's twins.
        same_capture = "SELECT number FROM prescription_draft WHERE captured_at = ?"
        found -= {row["number"] for row in vault.query(same_capture, (captured_at.isoformat(),))}
    return tuple(sorted(found))


def all_duplicates(vault: Vault) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Each entry that looks like earlier ones, with those; corrections of each other left out."""
    corrected = {
        (row["number"], row["corrects"])
        for row in vault.query("SELECT number, corrects FROM prescription WHERE corrects > 0")
    }
    found: dict[int, list[int]] = {}
    for row in vault.query(_ALL):
        if (row["number"], row["earlier"]) not in corrected:
            found.setdefault(row["number"], []).append(row["earlier"])
    return ((number, tuple(earlier)) for number, earlier in found.items())
