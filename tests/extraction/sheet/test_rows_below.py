"""Rows below a medication and headings amid the drugs: nothing of them is lost unseen."""

from decimal import Decimal

import pytest

from extraction.reader import read_prescriptions
from ocr.page import Page
from prescription.dosage import Quantity
from prescription.record import Draft, MedicationRequest, ReviewReason


def read(text: str) -> Draft:
    (draft,) = read_prescriptions([Page.from_text(text)])
    return draft


def between(row: str) -> tuple[MedicationRequest, ...]:
    return read(f"Amlor 5 1 gélule le matin\n{row}\nDoliprane 1 g 1 cp x3/j").medications


def asked(request: MedicationRequest) -> list[str | None]:
    return [r.text for r in request.review if r.reason is ReviewReason.AMBIGUOUS_POSOLOGY]


def kept(request: MedicationRequest) -> str:
    return " ".join(n.text for d in request.dosage_instruction for n in d.additional_instruction)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("jusqu'à INR > 2", "INR > 2"),
        ("jusqu'à la consultation", "jusqu'à la consultation"),
        ("jusqu'au prochain RDV", "prochain RDV"),
        ("selon INR", "INR"),
        ("à distance du Levothyrox", "Levothyrox"),
        ("ne pas prendre si diarrhée", "diarrhée"),
        ("avec chambre d'inhalation", "chambre"),
        ("30 min avant départ", "30 min avant départ"),
        ("par IDE à domicile", "IDE"),
        ("par une IDE à domicile, dimanches et fériés compris", "fériés compris"),
        ("par une infirmière, y compris dimanches et jours fériés", "jours fériés"),
    ],
)
def test_a_row_that_goes_on_is_the_drugs_above(row: str, words: str) -> None:
    above, below = between(row)
    assert row in above.text
    assert words in kept(above)
    assert below.review == ()


@pytest.mark.parametrize("row", ["INR dans 3 jours", "ne pas prendre le volant", "Selon Dr Roux"])
def test_other_subjects_stay_apart_or_asked(row: str) -> None:
    above = between(row)[0]
    assert row not in above.text or above.review


def test_a_dose_behind_a_plus_is_not_lost() -> None:
    above = between("+ 1 si douleur")[0]
    assert "+ 1 si douleur" in above.text
    regular, more = above.dosage_instruction
    assert regular.as_needed_codeable_concept is None
    assert more.as_needed_codeable_concept is not None


def test_a_route_below_is_the_drugs_above() -> None:
    dosage = between("IM")[0].dosage_instruction[0]
    assert dosage.route is not None
    assert dosage.route.text == "intramusculaire"


@pytest.mark.parametrize("row", ["50", "1/2", "½"])
def test_a_number_alone_amid_the_drugs_is_asked(row: str) -> None:
    assert row in " ".join(r.text or "" for r in between(row)[0].review)


def test_the_number_of_the_next_drug_is_not_asked() -> None:
    assert [m.review for m in read("1\nAmlor 5 1/j\n2\nTahor 10 1/j").medications] == [(), ()]


@pytest.mark.parametrize("row", ["OD", "J2 J3"])
def test_an_eye_or_days_between_two_drugs_are_asked_of_both(row: str) -> None:
    assert [row in asked(request) for request in between(row)] == [True, True]


def test_an_exception_with_a_dose_is_of_the_drug_above() -> None:
    (request,) = read("Levothyrox 75\n1 cp le matin à jeun\nsauf le dimanche : 2 cp").medications
    usual, sunday = (d.timing.repeat.day_of_week for d in request.dosage_instruction if d.timing)
    assert [day.value for day in sunday] == ["sun"]
    assert set(usual).isdisjoint(sunday)
    assert len(usual) == 6


@pytest.mark.parametrize("row", ["uniquement le matin", "toujours pendant le repas"])
def test_everyday_words_begin_no_drug(row: str) -> None:
    assert len(between(row)) == 2


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Mme Durand :", "M. Durand :"),
        ("Madame DURAND Jeanne", "Monsieur DURAND Paul"),
        ("Pour Madame :", "Pour Monsieur :"),
        ("Enfant Léo :", "Enfant Zoé (3 ans) :"),
    ],
)
def test_drugs_of_a_second_patient_are_asked(first: str, second: str) -> None:
    draft = read(f"{first}\nAmlor 5 1/j\n{second}\nTahor 10 1/j\nKardegic 75 1/j")
    found = [asked(request) for request in draft.medications]
    assert found == [[], [second.strip(" :")], [second.strip(" :")]]


@pytest.mark.parametrize(
    ("first", "second"),
    [("Mme Durand Jeanne", "Mme DURAND :"), ("Mme Durand née Roux, 70 ans", "Mme Durand")],
)
def test_the_same_patient_named_again_is_not_asked(first: str, second: str) -> None:
    draft = read(f"{first}\nAmlor 5 1/j\n{second}\nTahor 10 1/j")
    assert [request.review for request in draft.medications] == [(), ()]


@pytest.mark.parametrize(
    "text",
    [
        "Antalgique : Doliprane si douleur",
        "Anti-inflammatoire : Advil si besoin",
        "IPP : Mopral",
        "Penser à prendre Doliprane si fièvre",
        "Prévoir Doliprane si fièvre",
    ],
)
def test_a_drug_behind_what_it_is_for_is_not_lost(text: str) -> None:
    assert len(read(f"Tahor 10 1/j\n{text}").medications) == 2


@pytest.mark.parametrize(
    "text",
    ["Eviter : Advil", "Intolérance : Kardegic", "Interaction avec : Advil", "Bilan : Vitamine D"],
)
def test_a_drug_that_is_only_spoken_of_is_none(text: str) -> None:
    assert len(read(f"Tahor 10 1/j\n{text}").medications) == 1


def test_what_a_drug_is_for_asks_nothing() -> None:
    (request,) = read("Statine : Tahor 10 1 cp le soir").medications
    assert request.review == ()
    assert kept(request) == "Statine"


@pytest.mark.parametrize(
    "text",
    [
        "Primperan 10 1 cp x3/j\nPrimperan suppo si vomissements",
        "Doliprane 300 mg suppo 1 toutes les 6 h\nDoliprane sirop si suppo impossible",
    ],
)
def test_another_form_of_the_drug_above_is_a_medication_of_its_own(text: str) -> None:
    first, second = read(text).medications
    assert first.dosage_instruction[0].as_needed_codeable_concept is None
    assert second.dosage_instruction[0].as_needed_codeable_concept is not None


@pytest.mark.parametrize(
    "text",
    [
        "DOLIPRANE 1 g\n(paracétamol)\n1 cp x3/j",
        "DOLIPRANE 1 g cp\nPARACETAMOL comprimé\n1 cp x3/j",
        "DOLIPRANE\nDOLIPRANE comprimé\n1 cp x3/j",
    ],
)
def test_the_name_said_again_is_no_second_medication(text: str) -> None:
    assert len(read(text).medications) == 1


@pytest.mark.parametrize("row", ["1 0 1", "1/2 si somnolence", "LP"])
def test_a_row_that_may_go_on_with_the_drug_above_is_told(row: str) -> None:
    draft = read(f"Amlor 5 1 gélule le matin\n{row}\nDoliprane 1 g 1 cp x3/j")
    assert row in [r.text for r in draft.review] or draft.medications[0].review


def test_a_drug_whose_place_is_taken_is_no_address() -> None:
    draft = read("Amlor 5 1 gélule le matin\nà la place de Plavix\nDoliprane 1 g 1 cp x3/j")
    assert draft.header_items == ()
    assert [bool(m.review) for m in draft.medications if m.medication.name == "Plavix"] == [True]


@pytest.mark.parametrize(
    ("above", "length"),
    [
        ("1 cp x2/j à débuter le jour de la chimiothérapie", "durée 5 j"),
        ("1 cp x2/j à débuter le jour de la chimiothérapie", "pdt 5j"),
        ("1 inj/j à commencer 48 heures après la chimiothérapie", "5j de traitement"),
        ("1 patch par jour à retirer le soir", "5 j de traitement"),
    ],
)
def test_a_length_on_a_row_of_its_own_is_no_part_of_the_instruction_above(
    above: str, length: str
) -> None:
    (line,) = read(f"Zophren 8 mg\n{above}\n{length}").medications
    timing = line.dosage_instruction[0].timing
    assert timing is not None
    assert timing.repeat.bounds_duration is not None
    assert timing.repeat.bounds_duration.value == 5
    assert "5" not in kept(line)


def test_a_number_on_the_next_row_goes_on_with_what_announces_it() -> None:
    (line,) = read("Amlor 5 1 gélule le matin, NFS tous les\n10 jours").medications
    timing = line.dosage_instruction[0].timing
    assert line.review or (timing is not None and timing.repeat.bounds_duration is None)


def test_rows_of_hours_stay_with_their_drug() -> None:
    (request,) = read("Lasilix 40\n7h00 : 2\n12:00 : 1\n16:00 : 2\n22h → 1").medications
    taken = {
        at.hour: dosage.dose_and_rate[0].dose_quantity.value  # type: ignore[union-attr]
        for dosage in request.dosage_instruction
        if dosage.timing
        for at in dosage.timing.repeat.time_of_day
    }
    assert taken == {7: 2, 12: 1, 16: 2, 22: 1}


def test_fields_printed_below_their_drug_are_its_own() -> None:
    draft = read(
        "1 - FOSFOMYCINE 3 g sachet\nVoie : orale\nPosologie : 1 sachet\n"
        "Fréquence : 1 fois par jour\nDurée : 1 jour\nQuantité : 1 boîte\n"
        "2 - SPASFON 80 mg cp\nPosologie : 2 cp\nRythme : matin et soir\nCondition : si douleur\n"
        "Durée : 3 jours\nSubstitution : autorisée"
    )
    assert [m.medication.name for m in draft.medications] == ["fosfomycine", "Spasfon"]
    assert [m.review for m in draft.medications] == [(), ()]
    told = [
        (d.timing.repeat.frequency, int(d.timing.repeat.bounds_duration.value))
        for m in draft.medications
        for d in m.dosage_instruction
        if d.timing and d.timing.repeat.bounds_duration
    ]
    assert told == [(1, 1), (2, 3)]
    assert draft.other_items == ()


@pytest.mark.parametrize("told", ["non", "interdite", "refusée"])
def test_a_field_tells_that_no_other_maker_will_do(told: str) -> None:
    (request,) = read(
        f"LEVOTHYROX 75 µg\nPosologie : 1 cp le matin\nSubstitution : {told}"
    ).medications
    assert request.substitution is not None
    assert not request.substitution.allowed


@pytest.mark.parametrize("row", ["1cpparjourà8h", "1compriméparjour", "1comprimématinetsoir"])
def test_a_row_whose_words_are_glued_goes_on_with_the_drug_above(row: str) -> None:
    first, second = between(row)
    assert row in first.text
    assert second.medication.name == "Doliprane"
    assert not kept(first)


@pytest.mark.parametrize("row", ["1 0 1", "1 0 0 1", "½ 0 ½", "1/2 0 1"])
def test_slots_without_dashes_alone_in_a_row_are_the_dose_of_the_drug_above(row: str) -> None:
    first, second = read(f"Ofloxacine 200 mg comprimés\n{row}\nDoliprane 1 g 1 cp x3/j").medications
    assert first.dosage_instruction[0].dose_and_rate
    assert second.medication.name == "Doliprane"


@pytest.mark.parametrize(
    "rows",
    [
        "Méthadone AP-HP gélule\n10 mg le matin pendant 14 jours",
        "- Méthadone AP-HP dix milligrammes gélule\nune gélule le matin pendant quatorze jours",
        "Fer AP-HP\n1 gélule par jour",
    ],
)
def test_a_hospital_in_a_drugs_name_makes_no_letterhead_of_its_row(rows: str) -> None:
    (medication,) = read(f"Hôpital Bichat AP-HP\nDr Hélène ROUX\n{rows}").medications
    assert medication.text == rows
    assert (medication.medication.name or "").endswith("AP-HP")


def test_a_letterhead_that_names_a_drug_is_none() -> None:
    head = "Centre AP-HP Méthadone\nDr Hélène ROUX"
    (medication,) = read(f"{head}\nDoliprane 1 g 1 cp x3/j").medications
    assert medication.text == "Doliprane 1 g 1 cp x3/j"


def test_a_strength_in_words_is_one() -> None:
    rows = "Paracétamol AP-HP cinq cents milligrammes gélule\nune gélule le matin"
    (medication,) = read(f"Hôpital Bichat AP-HP\n{rows}").medications
    (strength,) = medication.medication.strength
    assert strength.numerator == Quantity(Decimal(500), "mg")
