"""A draft under review: what a person corrects, and what is left to look at."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from extraction.drugs.lexicon import load_lexicon
from ordonnancier.capture import capture_text
from ordonnancier.review.arithmetic import say_total
from ordonnancier.review.choices import choices_of
from ordonnancier.review.place import Heading, Part, Place
from ordonnancier.review.sheet import Sheet, State
from prescription.language import Fault
from prescription.record import ReviewReason

DRUG, STRENGTH = Place(Part.DRUG, 0), Place(Part.STRENGTH, 0)
POSOLOGY, SUPPLY = Place(Part.POSOLOGY, 0), Place(Part.SUPPLY, 0)
ZONE = Place(Part.ZONE, 0)


def sheet_of(text: str) -> Sheet:
    (draft,) = capture_text(text).prescriptions
    return Sheet.of(draft)


def write(sheet: Sheet, place: Place, text: str) -> Sheet:
    return sheet.write(place, text, load_lexicon())


def test_a_clear_line_is_sure_and_a_missing_date_is_not() -> None:
    sheet = sheet_of("DOLIPRANE 1000 mg, comprimé : 1 comprimé 3 fois par jour pendant 5 jours")
    assert {sheet.state(Place(part, 0)) for part in Part} == {State.SURE}
    assert sheet.state(Place(Heading.AUTHORED_ON)) is State.MISSING
    assert not sheet.ready


def test_each_field_can_be_written_as_a_doctor_writes_it() -> None:
    sheet = sheet_of("Doliprne 1000 mg cp : 1 cp x 2/j")
    sheet = write(sheet, DRUG, "amoxicilline")
    sheet = write(sheet, STRENGTH, "500 mg gélule")
    sheet = write(sheet, POSOLOGY, "1 gel x3/j 7j")
    sheet = write(sheet, SUPPLY, "qsp 1 mois AR 2 fois NS (MTE)")
    sheet = write(sheet, ZONE, "ald")
    line = sheet.current.medications[0]
    assert line.medication.name == "amoxicilline"
    assert line.medication.substances == ("amoxicilline",)
    assert line.medication.atc == "J01CA04"
    assert sheet.text(STRENGTH) == "500 mg, gélule"
    assert sheet.text(POSOLOGY) == "1 gélule, 3 fois par jour, pendant 7 jours"
    assert sheet.text(SUPPLY) == "QSP 1 mois, 2 renouv., non substituable (MTE)"
    assert sheet.text(ZONE) == "ALD"
    assert {sheet.state(Place(part, 0)) for part in Part} == {State.CONFIRMED}


@pytest.mark.parametrize(("place", "text"), [(SUPPLY, "3 boîtes"), (POSOLOGY, "1 cp le soir")])
def test_a_correction_asks_nothing_of_the_strength_and_form_that_were_sure(
    place: Place, text: str
) -> None:
    # The paper names a coated tablet, the lexicon the tablet.
    sheet = sheet_of("paracétamol, comprimé pelliculé 1000 mg : 1 comprimé le matin, 8 boîtes")
    assert sheet.state(STRENGTH) is State.SURE
    assert write(sheet, place, text).state(STRENGTH) is State.SURE


def test_a_correction_of_the_supply_answers_no_question_about_the_form() -> None:
    sheet = sheet_of("Timoférol 50/30 mg gel 1 gel/j à jeun")
    asked = sheet.reviews(STRENGTH)
    assert asked
    assert write(sheet, SUPPLY, "2 boîtes").reviews(STRENGTH) == asked


def test_what_the_machine_read_stays_beside_what_a_person_made_of_it() -> None:
    sheet = sheet_of("DOLIPRANE 1000 mg, comprimé : 1 comprimé 3 fois par jour")
    changed = write(sheet, POSOLOGY, "2 cp le soir")
    assert changed.machine == sheet.machine
    assert changed.machine.medications[0] != changed.current.medications[0]
    assert changed.current.medications[0].text == sheet.machine.medications[0].text


@pytest.mark.parametrize(
    ("place", "text", "said"),
    [
        (STRENGTH, "beaucoup", "Dosage non compris"),
        (POSOLOGY, "blabla", "Posologie non comprise"),
        (SUPPLY, "blabla", "Délivrance non comprise"),
        (DRUG, "  ", "nom du médicament"),
        (Place(Heading.AUTHORED_ON), "hier", "Date non comprise"),
        (Place(Heading.AUTHORED_ON), "12/03/2062", "est dans le futur"),
        (Place(Heading.RPPS), "12345", "RPPS"),
    ],
)
def test_what_is_not_understood_gets_a_sentence_and_changes_nothing(
    place: Place, text: str, said: str
) -> None:
    sheet = sheet_of("DOLIPRANE 1000 mg, comprimé : 1 comprimé 3 fois par jour")
    with pytest.raises(Fault) as caught:
        write(sheet, place, text)
    assert said in caught.value.fr


def test_a_date_to_come_is_asked() -> None:
    sheet = sheet_of("DOLIPRANE 1000 mg, comprimé : 1 comprimé 3 fois par jour")
    issued, today = Place(Heading.AUTHORED_ON), datetime.now().astimezone().date()
    for day, state in ((today, State.SURE), (today + timedelta(days=2), State.TO_CHECK)):
        read = Sheet.of(replace(sheet.machine, authored_on=day))
        assert read.state(issued) is state
    (doubt,) = read.told(issued)
    assert f"{day:%d/%m/%Y}" in (doubt.text or "")
    assert read.confirm(issued).state(issued) is State.CONFIRMED


def test_a_correction_that_is_doubtful_itself_is_asked_again() -> None:
    sheet = sheet_of("DOLIPRANE 1000 mg, comprimé : 1 comprimé 3 fois par jour")
    sheet = write(sheet, POSOLOGY, "4 comprimés 4 fois par jour")
    assert sheet.state(POSOLOGY) is State.TO_CHECK
    assert [r.reason for r in sheet.reviews(POSOLOGY)] == [ReviewReason.DOSE_IMPLAUSIBLE]
    assert sheet.confirm(POSOLOGY).state(POSOLOGY) is State.CONFIRMED


def test_a_new_strength_asks_again_for_a_dose_that_was_confirmed() -> None:
    sheet = sheet_of("Doliprane 500 mg cp : 2 cp x 3/j").confirm(POSOLOGY)
    sheet = write(sheet, STRENGTH, "1000 mg, comprimé")
    assert sheet.state(POSOLOGY) is State.TO_CHECK


def test_a_strength_that_is_not_sold_is_asked_again() -> None:
    sheet = sheet_of("Kardegic 75 mg sachet : 1 sachet par jour")
    sheet = write(sheet, STRENGTH, "15 mg, sachet")
    assert sheet.state(STRENGTH) is State.TO_CHECK


def test_words_nobody_understands_are_kept_and_asked() -> None:
    sheet = sheet_of("DOLIPRANE 1000 mg, comprimé : 1 comprimé 3 fois par jour")
    sheet = write(sheet, POSOLOGY, "1 cp le matin, sauf 3 zorglub")
    assert "zorglub" in sheet.text(POSOLOGY)
    assert sheet.state(POSOLOGY) is State.TO_CHECK


def test_a_name_in_no_list_is_kept_once_it_is_confirmed() -> None:
    sheet = sheet_of("DOLIPRANE 1000 mg, comprimé : 1 comprimé 3 fois par jour")
    sheet = write(sheet, DRUG, "Zorglubine")
    assert sheet.state(DRUG) is State.TO_CHECK
    sheet = sheet.confirm(DRUG)
    medication = sheet.current.medications[0].medication
    assert (medication.name, medication.substances) == ("Zorglubine", ())


def test_f8_goes_round_the_doubtful_fields_both_ways() -> None:
    sheet = sheet_of("Zorglubine 15 mg : 1 cp le matin\nDoliprane 1000 mg cp")
    first = sheet.next_doubtful(None)
    assert first is not None
    assert first == sheet.doubtful[0]
    order = [first]
    while (place := sheet.next_doubtful(order[-1])) != first:
        assert place is not None
        order.append(place)
    assert tuple(order) == sheet.doubtful
    assert sheet.next_doubtful(order[0], backward=True) == order[-1]


def test_a_line_that_was_missed_is_added_and_one_that_is_none_goes_to_the_other_lines() -> None:
    sheet = sheet_of("Doliprane 1000 mg cp : 1 cp x 2/j\nKardegic 75 mg : 1 sachet le midi")
    sheet = sheet.confirm(Place(Part.DRUG, 1)).add_line(0)
    assert [line.medication.name for line in sheet.current.medications] == [
        "Doliprane",
        None,
        "Kardégic",
    ]
    assert sheet.state(Place(Part.DRUG, 2)) is State.CONFIRMED
    assert not sheet.ready
    sheet = sheet.remove_line(1).remove_line(0)
    assert sheet.state(Place(Part.DRUG, 0)) is State.CONFIRMED
    assert any("Doliprane" in item.text for item in sheet.current.other_items)


def test_the_heading_is_written_as_on_paper() -> None:
    sheet = sheet_of("Doliprane 1000 mg cp : 1 cp x 2/j")
    for heading, text, shown in (
        (Heading.AUTHORED_ON, "12 mars 2026", "12/03/2026"),
        (Heading.BIRTH_DATE, "3/4/56", "03/04/1956"),
        (Heading.PATIENT, "DURAND Jeanne", "DURAND Jeanne"),
        (Heading.PRESCRIBER, "Dr Hélène ROUX", "Dr Hélène ROUX"),
        (Heading.RPPS, "1010 6197 667", "10106197667"),
    ):
        sheet = write(sheet, Place(heading), text)
        assert sheet.text(Place(heading)) == shown
        assert sheet.state(Place(heading)) is State.CONFIRMED


@pytest.mark.parametrize(
    ("posology", "total"),
    [
        ("1 cp x3/j 7j", "1 comprimé × 3 × 7 jours = 21 comprimés"),
        ("1/2 cp matin et soir pendant 2 semaines", "0,5 comprimé × 2 × 14 jours = 14 comprimés"),
        ("1 cp toutes les 8 heures pendant 5 jours", "1 comprimé × 3 × 5 jours = 15 comprimés"),
        ("1 cp si douleur 5 jours", ""),
        ("1 à 2 cp x3/j 7j", ""),
        ("1 cp le matin", ""),
        ("1 cp 5 j sur 7 pdt 4 sem", ""),
    ],
)
def test_a_posology_is_added_up_only_where_it_can_be(
    posology: str, total: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    dosages = sheet_of(f"Doliprane 500 mg cp : {posology}").current.medications[0]
    assert say_total(dosages.dosage_instruction) == total
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    english = total.replace(",", ".").replace("comprimé", "tablet").replace("jours", "days")
    assert say_total(dosages.dosage_instruction) == english


@pytest.mark.parametrize(
    ("written", "zone"),
    [
        ("ald", "ALD"),
        ("A.L.D.", "ALD"),
        ("hors ALD", "hors ALD"),
        ("non ald", "hors ALD"),
        ("maladie intercurrente", "hors ALD"),
        ("", ""),
    ],
)
def test_a_zone_is_written_as_it_is_called(written: str, zone: str) -> None:
    sheet = write(sheet_of("DOLIPRANE 1000 mg : 1 comprimé 3 fois par jour"), ZONE, written)
    assert sheet.text(ZONE) == zone
    assert sheet.state(ZONE) is State.CONFIRMED


def test_a_zone_that_nobody_has_is_refused() -> None:
    with pytest.raises(Fault, match="100 %"):
        write(sheet_of("DOLIPRANE 1000 mg : 1 comprimé 3 fois par jour"), ZONE, "100 % ?")


@pytest.mark.parametrize(
    ("text", "meanings"),
    [
        ("CORTANCYL 5 1/2 cp le matin", ("0,5 comprimé, le matin", "5,5 comprimés, le matin")),
        ("DOLIPRANE 1000 mg : 1 comprimé 3 fois par jour", ()),
        ("COUMADINE 5 mg 1 cp/j, 1,5 cp le mardi", ()),
    ],
)
def test_the_meanings_of_a_posology_can_be_chosen_between(
    text: str, meanings: tuple[str, ...]
) -> None:
    sheet = sheet_of(text)
    assert choices_of(sheet, POSOLOGY) == meanings
    for meaning in meanings:
        chosen = write(sheet, POSOLOGY, meaning)
        assert chosen.text(POSOLOGY) == meaning
        assert chosen.state(POSOLOGY) is State.CONFIRMED


def test_a_strength_typed_with_the_posology_is_kept_or_refused_never_lost() -> None:
    sheet = write(sheet_of("Amoxicilline 1-0-1"), POSOLOGY, "500 mg gélule 1-0-1 6j")
    assert sheet.text(STRENGTH) == "500 mg, gélule"
    assert sheet.text(POSOLOGY) == "1 gélule, le matin et le soir, pendant 6 jours"
    with pytest.raises(Fault, match=r"autre dosage|another strength"):
        write(sheet, POSOLOGY, "250 mg gélule 1-0-1 6j")
    again = write(sheet, POSOLOGY, "250 mg matin et soir")
    assert again.text(STRENGTH) == "500 mg, gélule"
    assert again.text(POSOLOGY) == "250 mg, le matin et le soir"
