"""What stands around a dose and is neither dose nor rhythm: contents, distances, hours worn."""

from decimal import Decimal

import pytest

from prescription.dosage import EventTiming, Quantity
from prescription.record import MedicationRequest
from tests.extraction.reading import line


def notes(read: MedicationRequest) -> list[str]:
    return [one.text for d in read.dosage_instruction for one in d.additional_instruction]


def doses(read: MedicationRequest) -> list[Quantity | None]:
    return [d.dose_and_rate[0].dose_quantity for d in read.dosage_instruction if d.dose_and_rate]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Locapred 0,1 % crème 15 g : 1 application 2x/j", "15 g"),
        ("Betadine gel 10 % 100 g 1 appl/j", "100 g"),
        ("Biafine 186 g 1 appl 3/j", "186 g"),
        ("Locapred 0,1 % crème, tube de 15 g : 1 application par jour", "tube de 15 g"),
    ],
)
def test_what_a_tube_holds_is_no_strength_and_no_dose(text: str, kept: str) -> None:
    read = line(text)
    assert kept in notes(read)
    assert doses(read) == [Quantity(Decimal(1), "application")]
    assert not any(ratio.numerator.unit == "g" for ratio in read.medication.strength)
    assert not read.review


def test_tubes_and_bottles_at_the_end_are_to_be_dispensed() -> None:
    tubes = line("Dexeryl crème 1 application par jour, 2 tubes de 250 g").dispense_request
    bottles = line("Eryfluid lotion matin et soir, 2 flacons").dispense_request
    assert tubes
    assert tubes.quantity == Quantity(Decimal(2), "tube")
    assert bottles
    assert bottles.quantity == Quantity(Decimal(2), "flacon")
    assert doses(line("Normacol 1 flacon le soir")) == [Quantity(Decimal(1), "flacon")]


def test_a_lost_letter_of_the_strength_is_no_content() -> None:
    assert line("Androgel gel 50 g 1 sachet par jour").review


@pytest.mark.parametrize(
    "text",
    [
        "Azithromycine 250 mg 2 cp/j 1 h avant ou 2 h après les repas",
        "Zytiga 500 mg : 2 cp/j, 1h avant ou 2h après le repas",
        "Oxynorm 5 mg : 1 gélule si douleur, 4 h d'intervalle minimum entre 2 prises",
        "Capécitabine 500 mg : 3 cp matin et soir dans les 30 min suivant le repas",
    ],
)
def test_distances_to_meals_and_intakes_are_no_intakes(text: str) -> None:
    read = line(text)
    assert len(read.dosage_instruction) == 1
    assert not read.review
    repeat = read.dosage_instruction[0].timing
    assert not repeat or not set(repeat.repeat.when) & {EventTiming.PC, EventTiming.AC}
    assert notes(read)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("Levothyrox 75 1 cp le matin 1 havant le petit déjeuner", 60),
        ("Levothyrox 75 1 cp 30 minavant le petit déjeuner", 30),
    ],
)
def test_a_distance_glued_to_its_meal(text: str, minutes: int) -> None:
    (dosage,) = line(text).dosage_instruction
    assert dosage.timing
    assert dosage.timing.repeat.offset == minutes
    assert dosage.timing.repeat.when == (EventTiming.ACM,)


def test_hours_in_which_a_patch_is_worn() -> None:
    read = line("Trinipatch 10 mg/24h 1 patch de 8h à 22h")
    assert read.dosage_instruction[0].timing
    assert read.dosage_instruction[0].timing.repeat.frequency == 1
    assert notes(read) == ["de 8h à 22h"]
    assert not read.review
    assert line("Lasilix 40 1 cp toutes les 4 h de 8h à 20h").review


@pytest.mark.parametrize(
    ("text", "most"),
    [
        ("Actiskenan 10 mg : 1 gélule toutes les 4 h si douleur, maximum 6 interdoses par jour", 6),
        ("Abstral 200 µg : 1 cp si douleur, max 4 accès/j", 4),
    ],
)
def test_a_limit_of_interdoses(text: str, most: int) -> None:
    (dosage,) = line(text).dosage_instruction
    assert dosage.max_dose_per_period
    assert dosage.max_dose_per_period.numerator.value == most


@pytest.mark.parametrize(
    "text", ["Ixprim 325/37,5 : 1 cp 3/j", "Izalgi 25/500 : 1 gél. x 3/j", "Coaprovel 12,5/300 1/j"]
)
def test_a_combination_whose_parts_are_turned_round(text: str) -> None:
    read = line(text)
    assert [ratio.numerator.unit for ratio in read.medication.strength] == ["mg", "mg"]
    assert not read.review


def test_units_of_a_written_form() -> None:
    read = line("Paracétamol 500 mg comprimé : 2 unités 3 fois par jour")
    assert doses(read) == [Quantity(Decimal(2), "comprimé")]
    assert doses(line("Lantus 20 unités le soir")) == [Quantity(Decimal(20), "UI")]


def test_a_spoon_for_measuring_with_its_dash() -> None:
    read = line("Josacine 250 mg/5 ml : 1 cuil.-mesure 2 fois par jour")
    assert doses(read) == [Quantity(Decimal(1), "cuillère à mesure")]


@pytest.mark.parametrize(
    ("text", "each"),
    [
        ("Coumadine 5 mg : 1 cp et demi un jour sur deux", ["1.5"]),
        ("Previscan 20 : 1/2 cp et 3/4 cp un jour sur deux", ["0.5", "0.75"]),
        ("Previscan 20 : 1/2 et 3/4 en alternance", ["0.5", "0.75"]),
    ],
)
def test_a_half_more_every_other_day_and_two_doses_in_turn(text: str, each: list[str]) -> None:
    read = line(text)
    assert [str(dose.value) for dose in doses(read) if dose] == each
    for dosage in read.dosage_instruction:
        assert dosage.timing
        assert dosage.timing.repeat.period == 2


@pytest.mark.parametrize(
    "text",
    ["Coumadine 5 mg : 1 cp et 1/2 cp un soir sur deux", "Coumadine 5 : 1 et ½ un jour sur 2"],
)
def test_a_half_that_may_be_taken_in_turn_is_asked(text: str) -> None:
    assert line(text).review


def test_a_strength_that_is_said_again_as_the_dose() -> None:
    read = line("Subutex 8 mg : une prise unique quotidienne de huit milligrammes")
    assert doses(read) == [Quantity(Decimal(8), "mg")]
    assert [ratio.numerator for ratio in read.medication.strength] == [Quantity(Decimal(8), "mg")]
    assert not read.review


def test_bare_counts_of_drops_go_on_in_drops() -> None:
    read = line("Valium gouttes 1 % : 5 gouttes le matin, 5 à midi, 10 au coucher")
    assert {dose.unit for dose in doses(read) if dose} == {"goutte"}
    assert not read.review


def test_a_bare_count_of_a_single_dose_container_is_no_drop() -> None:
    assert line("Oflocet gouttes auriculaires 1-0-1 dans les deux oreilles 7 j").review
