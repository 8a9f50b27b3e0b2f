"""A drug is handed over after its prescription was written, and not in the future."""

from datetime import date, datetime, timedelta

import pytest

from ordonnancier.dispensing import Handover, dispensings_of
from prescription.language import Fault
from prescription.record import Draft

TODAY = datetime.now().astimezone().date()


def handed_over(on: date) -> object:
    draft = Draft(authored_on=date(2026, 3, 2))
    return dispensings_of(draft, Handover(on, "1 rue du Port, Quimper", "2 rue du Port, Quimper"))


def test_a_date_in_the_future_is_refused() -> None:
    with pytest.raises(Fault, match="futur"):
        handed_over(TODAY + timedelta(days=1))


def test_a_date_before_the_prescription_is_refused() -> None:
    with pytest.raises(Fault, match="02/03/2026"):
        handed_over(date(2026, 3, 1))


@pytest.mark.parametrize("on", [date(2026, 3, 2), TODAY])
def test_the_day_of_the_prescription_and_today_are_taken(on: date) -> None:
    assert handed_over(on) == ()
