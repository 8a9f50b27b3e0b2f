"""What was entered in the ordonnancier stays entered when the prescription is corrected."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from ordonnancier.capture import capture_text
from ordonnancier.dispensing import Handover, dispensings_of, entered_before
from prescription.record import Draft, Prescription, Source
from storage.corrections import begin_correction, entered_lines, without_versions
from storage.entries import Entry
from storage.register import Register
from tests.storage.conftest import LIGHT, PASSPHRASE

HEAD = "Dr Anne PETIT\nle 12/03/2026\nM. GARCIA Nathan\n\n"
BOTH = "Alprazolam 0,25 mg 1 cp le soir 15 jours\n\nEffexor LP 75 mg 1 gélule le matin 1 mois"
SOURCE = Source("page.png", "0" * 64, 1)


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    path = tmp_path / "r.ordonnancier"
    with Register.create(path, PASSPHRASE, user="Anne Martin", cost=LIGHT) as opened:
        yield opened


def written(lines: str) -> Draft:
    (draft,) = capture_text(HEAD + lines).prescriptions
    return draft


def add(register: Register, lines: str, corrects: int | None = None) -> int:
    confirmed = Prescription(written(lines), "Anne Martin", datetime.now(UTC))
    return register.add(confirmed, SOURCE, corrects=corrects)


def left(register: Register, number: int) -> list[int]:
    entry = register.entry(number)
    assert isinstance(entry, Entry)
    before = entered_before(entry, entered_lines(register, number))
    return [line for line in (1, 2) if line not in before]


def hand_over(register: Register, number: int, line: int) -> None:
    entry = register.entry(number)
    assert entry is not None
    given = Handover(date(2026, 3, 13), "1 rue du Port", "2 rue Verte", (line,), {line: "1 boîte"})
    register.dispense(number, dispensings_of(entry.prescription.content, given))


def test_a_drug_entered_before_the_correction_is_known_to_be_entered(register: Register) -> None:
    first = add(register, BOTH)
    hand_over(register, first, 1)
    assert left(register, first) == [2]
    # The correction turns the lines round: a drug is known by what it is.
    second = add(register, "\n\n".join(reversed(BOTH.split("\n\n"))), corrects=first)
    assert left(register, second) == [1]
    assert [one.dispensing.drug for one in entered_lines(register, second)] == [
        "alprazolam, 0,25 mg"
    ]


def test_another_strength_is_another_drug(register: Register) -> None:
    first = add(register, BOTH)
    hand_over(register, first, 1)
    second = add(register, BOTH.replace("0,25 mg", "0,5 mg"), corrects=first)
    assert left(register, second) == [1, 2]


def test_a_correction_is_no_sheet_that_came_twice(register: Register) -> None:
    first, other = add(register, BOTH), add(register, BOTH)
    draft = begin_correction(register, first)
    assert without_versions(register, draft, (first, other)) == (other,)
