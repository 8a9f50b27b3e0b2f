"""No prescription is of a day to come: read like this, it was misread, or the clock is wrong."""

from datetime import date, datetime

from prescription.language import say
from prescription.record import Draft, Review, ReviewReason


def is_to_come(day: date) -> bool:
    """Whether the day is after today on this computer."""
    return day > datetime.now().astimezone().date()


def doubts_of_day(draft: Draft) -> tuple[Review, ...]:
    """That the date of issue is a day to come. The record is of any day, this is of today."""
    day = draft.authored_on
    if day is None or not is_to_come(day):
        return ()
    told = say(fr=f"le {day:%d/%m/%Y} est dans le futur", en=f"{day:%d/%m/%Y} is in the future")
    return (Review("authoredOn", ReviewReason.LOW_OCR_CONFIDENCE, told),)
