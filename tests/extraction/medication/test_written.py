"""Strength, form and ATC code say what the paper says, no more."""

from decimal import Decimal

import pytest

from extraction.reader import read_prescriptions
from ocr.page import Page
from prescription.dosage import Quantity, Ratio
from prescription.record import MedicationRequest


def line(text: str) -> MedicationRequest:
    (draft,) = read_prescriptions([Page.from_text(text)])
    return draft.medications[0]


def ratio(value: str, unit: str, per: str | None = None, per_unit: str | None = None) -> Ratio:
    below = Quantity(Decimal(per), per_unit) if per else None
    return Ratio(Quantity(Decimal(value), unit), below)


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("Ventoline 100 : 2 bouffées si besoin", (ratio("100", "µg"),)),
        ("Ventoline 100 µg : 2 bouffées si besoin", (ratio("100", "µg"),)),
        ("Ventoline 100 µg/dose : 2 bouffées si besoin", (ratio("100", "µg", "1", "dose"),)),
        ("Flixotide 125 : 2 bouffées matin et soir", (ratio("125", "µg"),)),
        ("Clamoxyl 500 mg pour 5 ml : 1 dose-poids", (ratio("500", "mg", "5", "mL"),)),
        ("Nicopatch 21 mg pour 24 h : 1 patch par jour", (ratio("21", "mg", "24", "h"),)),
        ("Nicopatch 14 mg/24 h : 1 patch par jour", (ratio("14", "mg", "24", "h"),)),
        ("Spasfon 80 : 2 cp 3 fois par jour", (ratio("80", "mg"),)),
        ("Spasfon 80 mg : 2 cp 3 fois par jour", (ratio("80", "mg"),)),
        ("Bisoprolol cpr 5 : 1 le matin", (ratio("5", "mg"),)),
    ],
)
def test_a_strength_is_the_written_one(text: str, strength: tuple[Ratio, ...]) -> None:
    assert line(text).medication.strength == strength


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("Innovair 100/6 : 1 inhalation matin et soir", (ratio("100", "µg"), ratio("6", "µg"))),
        ("Janumet 50/1000 1-0-1", (ratio("50", "mg"), ratio("1000", "mg"))),
        ("Augmentin 1g/125 : 1 sachet matin et soir", (ratio("1", "g"), ratio("125", "mg"))),
        ("Augmentin 1000/125 : 1 sachet le soir", (ratio("1000", "mg"), ratio("125", "mg"))),
        ("Coaprovel cp 300/12,5 : 1 le matin", (ratio("300", "mg"), ratio("12.5", "mg"))),
        (
            "Trelegy Ellipta 92/55/22 : 1 inhalation le matin",
            (ratio("92", "µg"), ratio("55", "µg"), ratio("22", "µg")),
        ),
    ],
)
def test_bare_numbers_of_a_combination_take_its_unit(
    text: str, strength: tuple[Ratio, ...]
) -> None:
    medication = line(text)
    assert medication.medication.strength == strength
    assert medication.review == ()


def test_bare_numbers_that_are_not_marketed_together_take_no_unit() -> None:
    medication = line("Janumet 50/700 : 1 cp matin et soir")
    assert medication.medication.strength == ()
    assert medication.review


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("NovoRapid Flexpen : 6 UI le matin", None),
        ("Symbicort 200/6 Turbuhaler : 2 inhalations matin et soir", None),
        ("Lantus stylo : 6 UI le soir", "stylo"),
        ("Doliprane 500 mg : 1 cp le soir", None),
        ("Doliprane 500 mg gélule : 1 le soir", "gélule"),
    ],
)
def test_a_form_is_a_written_form(text: str, form: str | None) -> None:
    assert line(text).medication.form == form


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Amoxicilline 1 g 1-0-1", None),
        ("Clamoxyl 500 mg : 1-0-1", "gélule"),
        ("Pantoprazole 20 mg : 1 le soir", "comprimé"),
        ("Empagliflozine 25 mg : 1-0-0", "comprimé"),
        ("Diprosone crème : 1 matin et soir", "application"),
        ("Doliprane 1000 mg 1-1-1", None),
        ("Doliprane 1000 mg 1-1-1, sans dépasser 4 cp/j", "comprimé"),
        ("Flixotide 50 µg, suspension pour inhalation en flacon pressurisé 1-0-1", "bouffée"),
        ("Flixotide 50 µg 1-0-1 avec chambre d'inhalation", "bouffée"),
        ("Seretide Diskus 500 µg/50 µg, poudre pour inhalation 1-0-1", "inhalation"),
        ("Flixotide 50 µg 1-0-1", None),
        ("Innohep 4500 UI/0,45 ml, seringue 0-0-1 en sous-cutané", "injection"),
        ("Ofloxacine 1,5 mg/0,5 mL gouttes auriculaires : 1-0-1", None),
    ],
)
def test_a_bare_dose_takes_the_only_unit_that_fits(text: str, unit: str | None) -> None:
    medication = line(text)
    (dose,) = medication.dosage_instruction[0].dose_and_rate
    assert dose.dose_quantity == Quantity(Decimal(1), unit)
    assert bool(medication.review) == (unit is None)


@pytest.mark.parametrize(
    ("text", "atc"),
    [
        ("Aciclovir 200 mg : 1 cp 5 fois par jour", "J05AB01"),
        ("Aciclovir 5 % crème : 5 applications par jour", "D06BB03"),
        ("Budésonide 64 µg spray nasal : 1 pulvérisation matin et soir", "R01AD05"),
        ("Miconazole gel buccal : 1 application 4 fois par jour", "A01AB09"),
        ("Diprosone crème : 1 application le soir", "D07AC01"),
    ],
)
def test_the_code_is_that_of_the_route(text: str, atc: str) -> None:
    assert line(text).medication.atc == atc


@pytest.mark.parametrize(
    "text",
    [
        "Imodium 2 mg 1 gélule (4 mg) le soir",
        "Chlorhexidine 0,12 % l bain de bouche matin et soir",
        "Prasugrel 10 mg cp | 1 | | | 12 mois",
        "Neurontin 300 mg gélule : 1 mg le soir",
    ],
)
def test_what_may_be_another_dose_is_asked(text: str) -> None:
    assert line(text).review


def test_unusual_lines_are_less_sure_than_plain_ones() -> None:
    plain = line("Pantoprazole 20 mg : 1 cp le soir").confidence or 0
    assert plain >= 0.95
    for unusual in (
        "Pantoprazole 20 mg : 2 cp le matin pendant 7 jours puis 1 cp le matin",
        "Xalatan : 1 goutte le soir dans chaque œil",
    ):
        assert (line(unusual).confidence or 0) < 0.95


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("Lasilix 40 - 1-0-1", (ratio("40", "mg"),)),
        ("Tahor 20-0-0-1", (ratio("20", "mg"),)),
        ("Seroplex 10-1-0-0", (ratio("10", "mg"),)),
    ],
)
def test_a_strength_is_not_the_first_of_four_slots(text: str, strength: tuple[Ratio, ...]) -> None:
    medication = line(text)
    assert medication.medication.strength == strength
    assert medication.review == ()
    doses = [d.dose_and_rate[0].dose_quantity for d in medication.dosage_instruction]
    assert {q.value for q in doses if q} == {1}


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("Josacine 250 1 cuillère à café matin et soir", (ratio("250", "mg"),)),
        ("Klipal 600 1 cp 3 fois par jour", (ratio("600", "mg"),)),
        ("Fosavance 70/5600 1 cp par semaine", (ratio("70", "mg"), ratio("5600", "UI"))),
        ("Fludex 1,5 1 cp le matin", (ratio("1.5", "mg"),)),
    ],
)
def test_a_bare_number_before_a_dose_is_the_strength(
    text: str, strength: tuple[Ratio, ...]
) -> None:
    assert line(text).medication.strength == strength


def test_a_concentration_is_not_meant_by_a_bare_number_alone() -> None:
    medication = line("Lantus 100 le soir")
    assert medication.medication.strength == ()
    assert medication.review


def test_a_concentration_stands_before_a_dose_in_units() -> None:
    medication = line("Lantus 100 : 20 UI le soir")
    assert medication.medication.strength == (ratio("100", "UI"),)
    assert not medication.review


@pytest.mark.parametrize(
    "text", ["Ciflox 5OO mg 1 cp matin et soir", "Ventoline 2bff matin et soir"]
)
def test_a_number_behind_the_name_leaves_the_name_sure(text: str) -> None:
    assert not [r for r in line(text).review if r.field == "medication.name"]


def test_what_is_injected_below_the_name_is_no_strength() -> None:
    for below in ("1000 mg IV dose unique", "1 g par voie intraveineuse 4 fois par jour"):
        medication = line(f"Amikacine\n{below}")
        assert medication.medication.strength == ()
        (dosage,) = medication.dosage_instruction
        assert dosage.dose_and_rate[0].dose_quantity is not None
    assert line("Amikacine 1 g IV 1 fois par jour").medication.strength == (ratio("1", "g"),)
    assert line("Ramipril\n5 mg 1 cp le matin").medication.strength == (ratio("5", "mg"),)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Amoxicilline 1 g x3/j pour Mme Duradt 7 j", "Mme Duradt"),
        ("Voltarène Emulgel 1 appl x3/j en massage léger", "en massage léger"),
        ("Coversyl 5 1/j (2 auparavant)", "auparavant"),
        ("Concerta LP 36 1 cp/j sauf vacances scolaires", "sauf vacances scolaires"),
        ("Levothyrox 75 1 cp/j avec un vcrre d'eau", "avec un vcrre d'eau"),
    ],
)
def test_instructions_are_kept_as_printed(text: str, kept: str) -> None:
    (dosage,) = line(text).dosage_instruction
    assert kept in [note.text for note in dosage.additional_instruction]


@pytest.mark.parametrize(
    "text",
    [
        "Levothyrox 50 µg 1 cp tous les jours sauf le lundi et 1/2 cp le lundi",
        "Levothyrox 50 µg 1 cp sauf le samedi et le dimanche pendant 3 mois",
        "Doliprane 1 g cp 1-1-1, si douleur, pas plus de 3 par jour traitement de 3 mois",
    ],
)
def test_an_exception_of_days_ends_where_the_next_piece_begins(text: str) -> None:
    assert line(text).review == ()


@pytest.mark.parametrize("text", ["1 cp matin et midi sauf le soir", "1 cp sauf le 15 du mois"])
def test_other_exceptions_are_asked(text: str) -> None:
    assert line(f"Lasilix 40 mg {text}").review
