"""Lines that a second reader would take in another way are asked; the others are read right."""

from decimal import Decimal

import pytest

from tests.extraction.test_reader import line, reasons

ASKED = ("dosageInstruction", "ambiguous-posology")


@pytest.mark.parametrize(
    "text",
    [
        "Kardegic 75 l le midi",
        "Skenan LP trente deux gélules matin et soir",
        "Lovenox 4000 10 seringues 1 inj/j",
        "Nicopatch 21 28 patchs 1 par jour",
        "Dexeryl 3 tubes 1 application par jour",
        "Keppra 500 mg matin et soir, soit 1 g/j",
        "Lasilix 40 mg 3 cp/j : 2 matin 1 midi",
        "Lasilix 40 1/j (2 si oedèmes)",
        "Kardegic 75 1/j (2 le 1er jour)",
        "Previscan 3/4 - 3/4 - 1/2 en alternance",
        "Innovair 100/6 2 bouffées matin et soir et si besoin",
        "Ventoline 2 bouffées 4 x/j + si besoin",
        "Doliprane 1 g 1 cp matin, midi si besoin et soir",
        "Monuril 1 sachet dose unique, à renouveler à J3 si besoin",
        "Seresta 10 1 le soir x 15",
        "Amoxicilline 500 mg 6 jours",
        "Lasilix 40 mg 2 mois",
    ],
)
def test_what_can_be_taken_in_two_ways_is_asked(text: str) -> None:
    assert ASKED in reasons(line(text))


@pytest.mark.parametrize(
    "text",
    [
        "Ramipril 5 ml 1/j",
        "Xalatan 1 flacon le soir",
        "Hextril 1 flacon 3 bains de bouche par jour",
    ],
)
def test_a_unit_that_nobody_takes_of_the_drug_is_asked(text: str) -> None:
    assert [r for r in line(text).review if r.reason == "dose-implausible"]


@pytest.mark.parametrize(
    ("text", "most", "unit"),
    [
        ("Oxynorm 5 mg toutes les 4 h si besoin max 6/24h", 30, "mg"),
        ("Doliprane 500 mg toutes les 6 h si besoin max 6/j", 3000, "mg"),
        ("Doliprane 1 g si besoin max 3/j", 3, "g"),
        ("Actiskenan 5 mg 1 gél si douleur max 6/j", 6, "gélule"),
    ],
)
def test_a_bare_maximum_counts_intakes(text: str, most: int, unit: str) -> None:
    (dosage,) = line(text).dosage_instruction
    assert dosage.max_dose_per_period is not None
    numerator = dosage.max_dose_per_period.numerator
    assert (numerator.value, numerator.unit) == (Decimal(most), unit)


@pytest.mark.parametrize(
    "text",
    [
        "Imodium 1 gél après chaque selle, maximum 6 par jour pendant 2 jours",
        "Mitosyl 1 appl à chaque change 5 j",
        "Natispray 1 bouffée avant chaque effort 3 mois",
    ],
)
def test_an_occasion_with_a_length_is_not_once_a_day(text: str) -> None:
    (dosage,) = line(text).dosage_instruction
    assert dosage.timing is not None
    assert dosage.timing.repeat.frequency is None
    assert dosage.timing.repeat.bounds_duration is not None


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Amoxicilline 1 g 1 cp x2/j jusqu'à lundi", "jusqu'à lundi"),
        ("Solupred 20 2 cp/j à partir de jeudi", "à partir de jeudi"),
        ("Luteran 5 1 cp/j du 11e au 25e jour", "du 11e au 25e jour"),
        ("Clomid 50 1 cp/j J2 à J6", "J2 à J6"),
    ],
)
def test_when_it_begins_or_ends_is_kept_in_words(text: str, kept: str) -> None:
    (dosage,) = line(text).dosage_instruction
    assert dosage.timing is not None
    assert dosage.timing.repeat.day_of_week == ()
    assert kept in [note.text for note in dosage.additional_instruction]


def test_going_back_to_a_dose_is_the_next_step() -> None:
    first, second = line("Lasilix 40 2 cp le matin pdt 3 j puis revenir à 1 cp").dosage_instruction
    doses = [d.dose_and_rate[0].dose_quantity for d in (first, second)]
    assert [q.value for q in doses if q] == [2, 1]


@pytest.mark.parametrize(
    "text",
    [
        "2 gélules d'Amoxicilline 500 mg matin et soir pendant 5 jours",
        "Pendant 5 jours, Amoxicilline 500 mg 2 gélules matin et soir",
        "Matin et soir : Amoxicilline 500 2 gélules pendant 5 jours",
    ],
)
def test_words_before_the_drug_are_read_behind_its_strength(text: str) -> None:
    medication = line(text)
    (dosage,) = medication.dosage_instruction
    assert medication.review == ()
    assert [r.numerator.value for r in medication.medication.strength] == [500]
    quantity = dosage.dose_and_rate[0].dose_quantity
    assert quantity is not None
    assert (quantity.value, quantity.unit) == (Decimal(2), "gélule")
    assert dosage.timing is not None
    assert [w.value for w in dosage.timing.repeat.when] == ["MORN", "EVE"]


@pytest.mark.parametrize("tail", [", si spasmes", ", durée 5j si spasmes"])
def test_a_condition_behind_a_comma_or_a_length_for_all_is_shown_for_every_dose(tail: str) -> None:
    found = line(f"Spasfon 80 mg cp 2 le matin, 2 le midi, 1 le soir{tail}")
    told = [d.as_needed_codeable_concept for d in found.dosage_instruction]
    assert [concept and concept.text for concept in told] == ["si spasmes"] * 2
    assert ASKED in reasons(found)
