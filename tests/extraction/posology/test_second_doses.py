"""A second dose, a second length or a number behind the first: told apart, read or asked."""

from decimal import Decimal

import pytest

from tests.extraction.reading import line, reasons

ASKED = ("dosageInstruction", "ambiguous-posology")
UNREAD = ("dosageInstruction", "unread-text")


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("Lasilix 40 1 cp/j ; si insuffisant 2 cp/j", "si insuffisant"),
        ("Lasilix 40 1 cp/j - si prise de poids : 2 cp/j", "si prise de poids"),
        ("Lasilix 40 1 cp/j (si oedèmes : 2 cp/j)", "si oedèmes"),
        ("Seresta 10 1 cp le soir, si insomnie 2 cp", "si insomnie"),
        ("Lasilix 40 1/j 1 mois, si oedèmes 2/j", "si oedèmes"),
        ("Ventoline 2 bouffées 4 fois/j, si crise 6 bouffées", "si crise"),
    ],
)
def test_a_condition_before_the_second_dose_is_of_that_dose_and_asked(
    text: str, condition: str
) -> None:
    medication = line(text)
    usual, needed = medication.dosage_instruction
    assert usual.as_needed_codeable_concept is None
    assert needed.as_needed_codeable_concept is not None
    assert needed.as_needed_codeable_concept.text == condition
    assert ASKED in reasons(medication)


def test_one_more_at_another_moment_is_read() -> None:
    medication = line("Doliprane 1 g 1 cp matin et soir ; si douleur 1 cp à midi")
    usual, needed = medication.dosage_instruction
    assert usual.as_needed_codeable_concept is None
    assert needed.as_needed_codeable_concept is not None
    assert medication.review == ()


def test_a_condition_between_commas_is_of_the_only_dose() -> None:
    (dosage,) = line("Doliprane 1 g 1 cp x3/j, si douleur, 5 jours").dosage_instruction
    assert dosage.as_needed_codeable_concept is not None


@pytest.mark.parametrize(
    ("text", "length", "unit"),
    [
        ("Bisoprolol 5 1/j 1 mois 1/2", "1.5", "mo"),
        ("Bisoprolol 5 1 cp/j 1 mois ½", "1.5", "mo"),
        ("Amoxicilline 1 g 1 cp x2/j 1 semaine et demie", "1.5", "wk"),
        ("Bisoprolol 5 1 cp/j 1 mois, 1/2 cp ensuite", "1", "mo"),
    ],
)
def test_half_a_month_more_is_no_dose(text: str, length: str, unit: str) -> None:
    medication = line(text)
    dosage = medication.dosage_instruction[0]
    assert dosage.timing is not None
    bounds = dosage.timing.repeat.bounds_duration
    assert bounds is not None
    assert (bounds.value, bounds.unit) == (Decimal(length), unit)
    quantity = dosage.dose_and_rate[0].dose_quantity
    assert quantity is not None
    assert quantity.value == 1
    assert medication.review == ()


@pytest.mark.parametrize(
    "text",
    [
        "Bisoprolol 5 1 cp/j 3 mois + 3 mois",
        "Gyno-pevaryl LP 1 ovule en une seule prise le soir, à renouveler à J3",
        "Gyno-pevaryl LP 1 ovule le soir, à renouveler dans 3 jours",
        "Amoxicilline 500 mg 2 gélules x3j",
        "Zithromax 250 2 cp x 3 j",
        "Gaviscon 2 cc après repas",
        "Coversyl 5 1/j 2",
        "Coversyl 5 1/j (2)",
    ],
)
def test_what_has_two_meanings_is_asked(text: str) -> None:
    assert ASKED in reasons(line(text))


@pytest.mark.parametrize(
    "text",
    [
        "Zithromax 250 2 cp/j x 3 j",
        "Zithromax 250 2 cp x 5 j",
        "Calciparine 0,2 cc SC x2/j",
        "Cortancyl 5 4 cp/j 5 j puis 2",
        "Bisoprolol 5 1 cp/j 3 mois",
    ],
)
def test_what_has_one_meaning_is_not_asked(text: str) -> None:
    assert ASKED not in reasons(line(text))


@pytest.mark.parametrize(
    "text",
    [
        "Coversyl 5 1 le matin 15 j puis 10",
        "Bisoprolol 1,25 1/j 15 j puis 2,5",
        "Eliquis 2,5 1-0-1 7 j puis 5",
    ],
)
def test_a_bare_strength_in_a_later_step_is_asked(text: str) -> None:
    assert UNREAD in reasons(line(text))


def test_up_to_a_maximum_is_not_once_a_day() -> None:
    medication = line("Ixprim 1 à 2 cp sans dépasser 8/j pendant 3 jours")
    (dosage,) = medication.dosage_instruction
    assert dosage.timing is not None
    assert dosage.timing.repeat.frequency is None
    assert ("dosageInstruction", "missing-posology") in reasons(medication)


@pytest.mark.parametrize(
    "text",
    [
        "Amoxicilline 1 g 1 cp x2/j à commencer lundi",
        "Amoxicilline 1 g 1 cp x2/j à débuter ce soir",
        "Amoxicilline 1 g 1 cp x2/j, débuter demain matin",
    ],
)
def test_when_a_treatment_begins_is_no_day_or_moment_of_it(text: str) -> None:
    medication = line(text)
    (dosage,) = medication.dosage_instruction
    assert dosage.timing is not None
    assert dosage.timing.repeat.day_of_week == ()
    assert dosage.timing.repeat.when == ()
    assert [note.text for note in dosage.additional_instruction] == [text[26:].lstrip(", ")]
    assert medication.review == ()


@pytest.mark.parametrize(
    ("text", "puffs", "boxes"),
    [
        ("Ventoline 100 2 b x 4/j", 2, None),
        ("Flixotide 125 2B matin et soir", 2, None),
        ("Ventoline 100 2 bouffées x4/j 1 b", 2, 1),
    ],
)
def test_b_is_a_puff_of_what_is_inhaled(text: str, puffs: int, boxes: int | None) -> None:
    medication = line(text)
    quantity = medication.dosage_instruction[0].dose_and_rate[0].dose_quantity
    assert quantity is not None
    assert (quantity.value, quantity.unit) == (Decimal(puffs), "bouffée")
    told = medication.dispense_request
    assert (told and told.quantity and told.quantity.value) == boxes


def test_b_is_a_box_of_anything_else() -> None:
    told = line("Amoxicilline 1 g 1 b. 1 cp x2/j").dispense_request
    assert told is not None
    assert told.quantity is not None
    assert told.quantity.unit == "boîte"


def test_who_else_takes_it_is_asked() -> None:
    assert UNREAD in reasons(line("Tamiflu 75 1/j 10 j pour l'épouse"))
    assert line("Efferalgan 1 dose-poids x4/j pour l'enfant").review == ()


@pytest.mark.parametrize("weight", ["pour 14,7 kg", "(pour un poids de 14,7 kg)", "pour 9 kilos"])
def test_the_weight_beside_a_dose_for_each_kilo_is_kept_as_words(weight: str) -> None:
    medication = line(f"Amoxicilline 90 mg/kg/j {weight} en 3 prises, QSP 8 jours")
    assert medication.review == ()
    (dosage,) = medication.dosage_instruction
    assert [note.text for note in dosage.additional_instruction] == [weight.strip("()")]
    assert UNREAD in reasons(line(f"Doliprane 1 cp {weight} x3/j"))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Lariam 250 1 cp/sem 10 j avant départ", "10 j avant départ"),
        ("Savarine 1 cp/j 4 semaines après le retour", "4 semaines après le retour"),
    ],
)
def test_days_before_or_after_an_event_are_no_length(text: str, kept: str) -> None:
    (dosage,) = line(text).dosage_instruction
    assert dosage.timing is not None
    assert dosage.timing.repeat.bounds_duration is None
    assert kept in [note.text for note in dosage.additional_instruction]
