"""Strength, form and dose against what is marketed and usual."""

from decimal import Decimal

import pytest

from extraction.lexicon import DrugName, Lexicon, load_lexicon
from extraction.plausibility import check_doses, check_product, is_confirmed, is_marketed, nearest
from extraction.strengths import parse_strength, write_strength
from prescription.dosage import Dosage, DoseAndRate, PeriodUnit, Quantity, Repeat, Timing
from prescription.record import Medication, Review, ReviewReason


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


def drug(lexicon: Lexicon, name: str) -> DrugName:
    (found,) = lexicon.find(name)
    return found


def medication(strength: str = "", form: str | None = None) -> Medication:
    return Medication("x", strength=parse_strength(strength), form=form)


def dosage(value: str, unit: str, times: int, period: str = "1", per: str = "d") -> Dosage:
    repeat = Repeat(frequency=times, period=Decimal(period), period_unit=PeriodUnit(per))
    dose = DoseAndRate(dose_quantity=Quantity(Decimal(value), unit))
    return Dosage(timing=Timing(repeat), dose_and_rate=(dose,))


def reasons(reviews: list[Review]) -> list[ReviewReason]:
    return [review.reason for review in reviews]


@pytest.mark.parametrize(
    ("name", "strength", "form"),
    [
        ("Doliprane", "1000 mg", "comprimé"),
        ("Doliprane", "1 g", None),
        ("Kardégic", "75 mg", "sachet"),
        ("carbocistéine", "50 mg/mL", "sirop"),
        ("carbocistéine", "5 %", "solution buvable"),
        ("metformine", "", None),
    ],
)
def test_what_is_marketed_raises_no_doubt(
    lexicon: Lexicon, name: str, strength: str, form: str | None
) -> None:
    assert list(check_product(medication(strength, form), drug(lexicon, name))) == []


@pytest.mark.parametrize(
    ("name", "strength", "form", "reason"),
    [
        ("Kardégic", "15 mg", None, ReviewReason.STRENGTH_NOT_MARKETED),
        ("Doliprane", "100 g", None, ReviewReason.STRENGTH_NOT_MARKETED),
        ("Kardégic", "75 mg", "suppositoire", ReviewReason.FORM_NOT_MARKETED),
        ("bisoprolol", "2,5 mg", "collyre", ReviewReason.FORM_NOT_MARKETED),
    ],
)
def test_what_is_not_marketed_is_a_doubt(
    lexicon: Lexicon, name: str, strength: str, form: str | None, reason: ReviewReason
) -> None:
    assert reason in reasons(list(check_product(medication(strength, form), drug(lexicon, name))))


def test_the_nearest_strength_comes_first() -> None:
    marketed = [parse_strength(s) for s in ("300 mg", "160 mg", "75 mg")]
    assert write_strength(nearest(parse_strength("15 mg"), marketed)[0]) == "75 mg"
    assert write_strength(nearest(parse_strength("30 mg"), marketed)[0]) == "300 mg"


def test_a_strength_is_confirmed_when_no_misread_digit_makes_another(lexicon: Lexicon) -> None:
    assert is_confirmed(medication("850 mg"), drug(lexicon, "metformine"))
    assert is_marketed(medication("10 mg"), drug(lexicon, "Crestor"))
    assert not is_confirmed(medication("10 mg"), drug(lexicon, "Crestor"))
    assert not is_confirmed(medication("15 mg"), drug(lexicon, "Kardégic"))


@pytest.mark.parametrize(
    ("strength", "form", "taken", "doubtful"),
    [
        ("1 g", "comprimé", dosage("1", "comprimé", 4), False),
        ("1 g", "comprimé", dosage("2", "comprimé", 4), True),
        ("500 mg", None, dosage("1000", "mg", 4), False),
        ("500 mg", None, dosage("2", "g", 4), True),
        ("1 g", None, dosage("1", "comprimé", 1, "6", "h"), False),
        ("1 g", None, dosage("1", "comprimé", 1, "1", "h"), True),
        ("1 g", "gélule", dosage("1", "comprimé", 3), True),
    ],
)
def test_doses_far_above_the_usual_are_a_doubt(
    lexicon: Lexicon, strength: str, form: str | None, taken: Dosage, doubtful: bool
) -> None:
    paracetamol = drug(lexicon, "Doliprane")
    reviews = list(check_doses([taken], medication(strength, form), paracetamol, lexicon))
    assert (ReviewReason.DOSE_IMPLAUSIBLE in reasons(reviews)) is doubtful


def test_doses_at_the_same_time_add_up_and_steps_do_not(lexicon: Lexicon) -> None:
    paracetamol, strength = drug(lexicon, "Doliprane"), medication("1 g", "comprimé")
    together = [dosage("1", "comprimé", 4), dosage("1", "comprimé", 4)]
    assert list(check_doses(together, strength, paracetamol, lexicon))
    steps = [
        together[0],
        Dosage(2, timing=together[1].timing, dose_and_rate=together[1].dose_and_rate),
    ]
    assert not list(check_doses(steps, strength, paracetamol, lexicon))
