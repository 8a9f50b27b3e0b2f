"""Strength, form and dose against what is marketed and usual."""

from decimal import Decimal

import pytest

from extraction.drugs.lexicon import DrugName, Lexicon, load_lexicon
from extraction.drugs.strengths import parse_strength, write_strength
from extraction.medication.injected import is_dialled
from extraction.medication.plausibility import (
    check_doses,
    check_product,
    is_confirmed,
    is_marketed,
    nearest,
)
from extraction.reader import read_prescriptions
from extraction.resources import read_tables
from ocr.page import Page
from prescription.dosage import Dosage, DoseAndRate, PeriodUnit, Quantity, Repeat, Timing
from prescription.record import Medication, Review, ReviewReason
from tests.extraction.reading import line


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


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("tramadol 200 mg 1 cp matin et soir", "medication.strength"),
        ("Doliprane 150 mg 1 comprimé 3 fois par jour", "medication.strength"),
        ("Doliprane 1000 mg suppositoire : 1 gélule par jour", "dosageInstruction[0].doseAndRate"),
        ("Coversyl 5 mg 1 suppositoire le matin", "dosageInstruction[0].doseAndRate"),
    ],
)
def test_the_dose_unit_tells_the_form_and_its_strengths(text: str, field: str) -> None:
    assert field in {review.field for review in reviews_of(text)}


@pytest.mark.parametrize(
    "text",
    [
        "AAS 75 mg 1 sachet le matin",
        "Potassium 600 mg : 1 gélule matin et soir",
        "Nicotinell 21 mg/24 h : 1 patch par jour",
        "Kardégic 75 1 sachet/j",
        "Doliprane 1 g 1 cp 3 fois par jour",
        "oméprazole 20 mg 1 cp le soir",
        "tramadol LP 100 mg 1 cp matin et soir",
        "furosémide 500 mg 1 cp le matin",
    ],
)
def test_an_inn_may_be_dispensed_as_any_of_its_brands(text: str) -> None:
    assert reviews_of(text) == []


@pytest.mark.parametrize(
    ("text", "french", "english"),
    [
        (
            "Kardégic 15 mg 1 sachet/j",
            "Kardégic ne se vend pas à 15 mg, mais à 75 mg, 160 mg, 300 mg.",
            "Kardégic is not marketed at 15 mg, but at 75 mg, 160 mg, 300 mg.",
        ),
        (
            "Levothyrox 75 µg sirop 1 prise le matin",
            "Levothyrox ne se vend pas en sirop, mais en comprimé.",
            "Levothyrox is not marketed as syrup, but as tablet.",
        ),
        (
            "Doliprane 1 g comprimé : 2 comprimés 4 fois par jour",
            "paracétamol : 8000 mg par jour, plus que le maximum habituel de 4000 mg.",
            "paracétamol: 8000 mg a day, above the usual maximum of 4000 mg.",
        ),
        (
            "Novatrex 2,5 mg : 1 comprimé par jour",
            "méthotrexate : 7 jours de prise par semaine, au plus 2 d’habitude.",
            "méthotrexate: taken 7 days a week, usually 2 at most.",
        ),
    ],
)
def test_a_doubt_is_one_sentence_in_the_language_of_the_user(
    text: str, french: str, english: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    assert french in {review.text for review in reviews_of(text)}
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    assert english in {review.text for review in reviews_of(text)}


def test_one_unit_of_every_product_is_plausible(lexicon: Lexicon) -> None:
    """One unit a day (a week for what is taken weekly) of every marketed strength."""
    rows = read_tables("lexicon", "dose_limits.")
    weekly = {row["substance"] for row in rows if row["unit"].endswith("/wk")}
    doubted = set()
    for found in {found: None for drugs in lexicon.names.values() for found in drugs}:
        depot = "LP" in found.name.split() and set(found.forms) <= {"solution injectable", "stylo"}
        period = "wk" if depot or weekly & set(found.substances) else "d"
        for product in found.products:
            units = lexicon.forms[product.form].dose_units if product.form else ()
            for strength in product.strengths:
                if is_dialled(found, strength):
                    # One injection of a pen of many doses tells no amount.
                    continue
                written = Medication("x", strength=strength, form=product.form)
                doses = [dosage("1", unit, 1, per=period) for unit in units[:1] if len(unit) > 2]
                checks = [*check_product(written, found, doses)]
                checks += check_doses(doses, written, found, lexicon)
                if checks:
                    doubted.add((found.name, write_strength(strength)))
    # 75 mg of risedronic acid are taken on two days of a month.
    assert {name for name, strength in doubted if strength != "75 mg"} == set()


def test_a_strength_nobody_wrote_stands_beside_the_record() -> None:
    (draft,) = read_prescriptions([Page.from_text("Previscan 1 cp le soir")])
    (line,) = draft.medications
    assert line.medication.strength == ()
    (told,) = [r for r in draft.readings if r.field.endswith("medication.strength")]
    assert (told.text, told.rule) == ("20 mg", "déduit : seul dosage commercialisé")
    (draft,) = read_prescriptions([Page.from_text("Atorvastatine 1 cp le soir")])
    assert not [r for r in draft.readings if r.field.endswith("medication.strength")]


def test_the_amount_of_a_day_counts_the_only_strength() -> None:
    assert ReviewReason.DOSE_IMPLAUSIBLE in reasons(reviews_of("Previscan 6 cp le soir"))


def reviews_of(text: str) -> list[Review]:
    (draft,) = read_prescriptions([Page.from_text(text)])
    (line,) = draft.medications
    return list(line.review)


@pytest.mark.parametrize("unit", ["gtt", "bouffées", "pulvérisations"])
def test_no_capsule_is_dropped_or_inhaled(unit: str) -> None:
    read = line(f"Epclusa 200 mg/50 mg 1 {unit} le matin")
    assert ReviewReason.DOSE_IMPLAUSIBLE in reasons(list(read.review))
