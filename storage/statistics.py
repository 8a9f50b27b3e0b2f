"""What a register tells of the work done with it: counts, never a name."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from prescription.json import from_json
from prescription.record import Draft, MedicationRequest
from storage.register import Register

DAYS = 30
WEEKS = 12
SUBSTANCES = 10


@dataclass(frozen=True, slots=True)
class Quality:
    """Of the medication lines recorded in the week that begins on `week`: those the machine had
    read as they were confirmed, and all."""

    week: date
    unchanged: int
    lines: int

    @property
    def share(self) -> float:
        """Unchanged lines among all, 0 to 1."""
        return self.unchanged / self.lines if self.lines else 0.0


@dataclass(frozen=True, slots=True)
class Statistics:
    """Prescriptions recorded on each of the last days, reading of each week, what is prescribed."""

    days: tuple[tuple[date, int], ...]
    weeks: tuple[Quality, ...]
    substances: tuple[tuple[str, int], ...]

    @property
    def share(self) -> float:
        """Lines confirmed without change among all of these weeks, 0 to 1."""
        lines = sum(week.lines for week in self.weeks)
        return sum(week.unchanged for week in self.weeks) / lines if lines else 0.0


def read_statistics(register: Register, today: date) -> Statistics:
    """The last 30 days and 12 weeks up to `today`, and the ten most prescribed substances."""
    return Statistics(
        tuple(_days(register, today)),
        tuple(_weeks(register, today)),
        tuple(_substances(register)),
    )


def _days(register: Register, today: date) -> Iterator[tuple[date, int]]:
    first = today - timedelta(days=DAYS - 1)
    rows = register.vault.query(
        # A correction is no other prescription.
        "SELECT date(recorded_at, 'localtime') AS day, count(*) AS found FROM prescription "
        "WHERE corrects IS NULL AND date(recorded_at, 'localtime') >= ? GROUP BY day",
        (first.isoformat(),),
    )
    found = {row["day"]: row["found"] for row in rows}
    for number in range(DAYS):
        day = first + timedelta(days=number)
        yield day, found.get(day.isoformat(), 0)


def _weeks(register: Register, today: date) -> Iterator[Quality]:
    monday = today - timedelta(days=today.weekday())
    first = monday - timedelta(weeks=WEEKS - 1)
    lines: Counter[date] = Counter()
    unchanged: Counter[date] = Counter()
    # The machine is measured against what stands in the end, in the week the page was read.
    rows = register.vault.query(
        "WITH RECURSIVE version(first, number) AS ("
        "SELECT number, number FROM prescription "
        "WHERE corrects IS NULL AND date(recorded_at, 'localtime') >= ? UNION ALL "
        "SELECT first, later.number FROM version "
        "JOIN prescription AS later ON later.corrects = version.number) "
        "SELECT date(recorded_at, 'localtime') AS day, content, machine "
        "FROM (SELECT first, max(number) AS last FROM version GROUP BY first) "
        "JOIN prescription ON prescription.number = first "
        "JOIN prescription_draft ON prescription_draft.number = first "
        "JOIN prescription_content ON prescription_content.number = last",
        (first.isoformat(),),
    )
    for row in rows:
        day = date.fromisoformat(row["day"])
        week = day - timedelta(days=day.weekday())
        machine = from_json(Draft, json.loads(row["machine"], parse_float=Decimal)["draft"])
        read = [_fields(line) for line in machine.medications]
        for line in _draft(row["content"]).medications:
            lines[week] += 1
            unchanged[week] += _fields(line) in read
    for number in range(WEEKS):
        week = first + timedelta(weeks=number)
        yield Quality(week, unchanged[week], lines[week])


def _substances(register: Register) -> Iterator[tuple[str, int]]:
    # What a later entry replaces counts once.
    rows = register.vault.query(
        "SELECT substance.value AS name, count(DISTINCT number) AS found "
        "FROM prescription_content, json_each(content, '$.medications') AS line, "
        "json_each(line.value, '$.medication.substances') AS substance "
        "WHERE NOT EXISTS (SELECT 1 FROM prescription AS later "
        "WHERE later.corrects = prescription_content.number) "
        "GROUP BY name ORDER BY found DESC, name LIMIT ?",
        (SUBSTANCES,),
    )
    for row in rows:
        yield row["name"], row["found"]


def _draft(text: str) -> Draft:
    return from_json(Draft, json.loads(text, parse_float=Decimal))


def _fields(line: MedicationRequest) -> tuple[object, ...]:
    """What a human would have had to correct."""
    drug = line.medication
    return (
        drug.name or drug.text,
        drug.strength,
        drug.form,
        line.dosage_instruction,
        line.dispense_request,
        line.substitution,
    )
