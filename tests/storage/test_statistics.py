"""What the statistics count: prescriptions, not the corrections of one."""

from dataclasses import replace
from datetime import datetime

import pytest

from prescription.record import Prescription
from storage.corrections import begin_correction
from storage.register import Register
from storage.statistics import read_statistics
from tests.storage.conftest import SOURCE, make_prescription

READ = make_prescription()


def with_first(prescription: Prescription, name: str) -> Prescription:
    """The same with another drug in the first line."""
    first, *others = prescription.content.medications
    other = replace(first, medication=replace(first.medication, name=name))
    content = replace(prescription.content, medications=(other, *others))
    return replace(prescription, content=content)


@pytest.fixture
def number(register: Register) -> int:
    """A prescription recorded as it was read."""
    draft = register.drafts.add(READ.content, SOURCE, [b"page"])
    return register.add(READ, SOURCE, [b"page"], draft=draft)


def correct(register: Register, number: int, prescription: Prescription) -> int:
    draft = begin_correction(register, number)
    return register.add(prescription, SOURCE, [b"page"], corrects=number, draft=draft)


def test_a_correction_is_no_other_prescription(register: Register, number: int) -> None:
    today = datetime.now().astimezone().date()
    before = read_statistics(register, today)
    assert before.days[-1] == (today, 1)
    assert (before.weeks[-1].unchanged, before.weeks[-1].lines) == (2, 2)
    again = correct(register, number, READ)
    correct(register, again, READ)
    after = read_statistics(register, today)
    assert after.days == before.days
    assert after.weeks == before.weeks
    assert after.substances == before.substances


def test_a_line_put_right_later_was_not_read_right(register: Register, number: int) -> None:
    correct(register, number, with_first(READ, "Efferalgan"))
    week = read_statistics(register, datetime.now().astimezone().date()).weeks[-1]
    assert (week.unchanged, week.lines) == (1, 2)
