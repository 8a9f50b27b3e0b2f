"""What was recorded is found again, however it is asked for."""

from dataclasses import replace
from datetime import date

import pytest

from prescription.record import Draft, Patient, Prescriber, Prescription, Source
from storage.corrections import begin_correction
from storage.duplicates import all_duplicates
from storage.ordonnancier import Listing
from storage.register import Register
from storage.search import Query, reindex
from tests.storage.conftest import SOURCE, make_prescription
from tests.storage.test_ordonnancier import DISPENSING


def _found(register: Register, query: Query) -> list[int]:
    return [hit.number for hit in register.search(query)]


@pytest.fixture
def filled(register: Register) -> Register:
    """Three prescriptions, the third replacing the first."""
    first = make_prescription()
    content = replace(
        make_prescription("LE GOFF Anaïs", "KARDÉGIC").content,
        authored_on=date(2026, 5, 1),
        prescriber=Prescriber(name="Dr Élodie Œuvrard", rpps="10005678901"),
        patient=Patient(name="LE GOFF Anaïs", birth_date=date(1990, 1, 2)),
    )
    second = replace(first, content=content)
    register.add(first, SOURCE)
    register.add(second, SOURCE, dispensings=[DISPENSING])
    register.add(first, SOURCE, corrects=1)
    return register


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        (Query(), [3, 2, 1]),
        (Query(text="quemeneur"), [3, 1]),
        (Query(text="QUÉM"), [3, 1]),
        (Query(text="solenn quémé"), [3, 1]),
        (Query(patient="anais"), [2]),
        (Query(patient="kardegic"), []),
        (Query(drug="kardegic"), [2]),
        (Query(drug="kard"), [2]),
        (Query(drug="paracetamol"), [3, 2, 1]),
        (Query(drug="clavul"), [3, 2, 1]),
        (Query(text="bilan lipidique"), [3, 2, 1]),
        (Query(text="absent"), []),
        (Query(prescriber="helene"), [3, 1]),
        (Query(prescriber="roux", drug="doliprane"), [3, 1]),
        (Query(rpps="10005678901"), [2]),
        (Query(atc="N02B"), [3, 2, 1]),
        (Query(atc="n02be01"), [3, 2, 1]),
        (Query(atc="C09"), []),
        (Query(birth_date=date(1990, 1, 2)), [2]),
        (Query(since=date(2026, 4, 1)), [2]),
        (Query(until=date(2026, 3, 12)), [3, 1]),
        (Query(since=date(2026, 3, 12), until=date(2026, 5, 1)), [3, 2, 1]),
        (Query(listing=Listing.LIST_I), [2]),
        (Query(listing=Listing.NARCOTIC), []),
        (Query(current=True), [3, 2]),
        (Query(text='"quém'), [3, 1]),
        (Query(text="quém OR absent"), []),
        (Query(text="patient:quém*"), []),
        (Query(text="500 mg/62,5 mg"), [3, 2, 1]),
        (Query(text="' ; -- ("), [3, 2, 1]),
    ],
)
def test_a_query_finds_what_it_names(filled: Register, query: Query, numbers: list[int]) -> None:
    assert _found(filled, query) == numbers


def test_a_hit_tells_what_a_list_shows(filled: Register) -> None:
    third, second, first = filled.search(Query())
    assert first.corrected_by == 3
    assert (third.corrected_by, second.corrected_by) == (None, None)
    assert (second.patient, second.birth_date) == ("LE GOFF Anaïs", date(1990, 1, 2))
    assert second.drugs == "Kardégic · AUGMENTIN"
    assert second.authored_on == date(2026, 5, 1)


def test_results_come_page_by_page(register: Register) -> None:
    for _ in range(7):
        register.add(make_prescription(), SOURCE)
    first = register.search(Query(text="doliprane"), limit=3)
    second = register.search(Query(text="doliprane"), limit=3, before=first[-1].number)
    assert [hit.number for hit in (*first, *second)] == [7, 6, 5, 4, 3, 2]


def test_an_empty_prescription_is_found_by_its_number(register: Register) -> None:
    empty = replace(make_prescription(), content=Draft())
    register.add(empty, SOURCE)
    (hit,) = register.search(Query())
    assert (hit.number, hit.patient, hit.drugs) == (1, None, "")


def test_the_index_can_be_built_again(filled: Register) -> None:
    before = filled.search(Query(text="quemeneur"))
    with filled.vault.writing():
        filled.vault.execute("DELETE FROM search_key WHERE number = 1")
        filled.vault.execute("DELETE FROM search_text WHERE rowid = 1")
    assert filled.search(Query(text="quemeneur")) != before
    with filled.vault.writing():
        reindex(filled.vault)
    assert filled.search(Query(text="quemeneur")) == before
    assert filled.verify().is_sound


def test_the_same_sheet_is_noticed(register: Register) -> None:
    prescription = make_prescription()
    other_source = Source("again.jpg", "11" * 32, 1)
    register.add(prescription, SOURCE, [b"the page"])
    unlike = make_prescription("AUTRE Patient")
    assert register.find_duplicates(prescription, SOURCE) == (1,)
    assert register.find_duplicates(prescription, other_source) == (1,)
    assert register.find_duplicates(unlike, other_source, [b"the page"]) == (1,)
    assert register.find_duplicates(unlike, other_source, [b"another"]) == ()
    undated: Prescription = replace(unlike, content=Draft())
    register.add(undated, Source("x", "22" * 32, 1))
    assert register.find_duplicates(undated, other_source) == ()


def test_the_same_sheet_read_otherwise_is_noticed(register: Register) -> None:
    def of_drugs(*names: str) -> Prescription:
        made = make_prescription()
        line = made.content.medications[0]
        lines = (
            replace(line, medication=replace(line.medication, name=name, text=name))
            for name in names
        )
        return replace(made, content=replace(made.content, medications=tuple(lines)))

    register.add(of_drugs("DOLIPRANE", "AMLOR", "KARDEGIC"), SOURCE)
    again = Source("again.pdf", "11" * 32, 1)
    left_out, misread = of_drugs("DOLIPRANE", "AMLOR"), of_drugs("DOLIPRAN", "AMLOR", "KARDEGIC")
    assert register.find_duplicates(left_out, again) == (1,)
    assert register.find_duplicates(misread, again) == (1,)
    assert register.find_duplicates(of_drugs("DOLIPRANE"), again) == ()
    assert register.find_duplicates(of_drugs("DOLIPRANE", "SERETIDE"), again) == ()
    register.add(misread, again)
    assert list(all_duplicates(register.vault)) == [(2, (1,))]


def _on_page(page: int, patient: str, drug: str = "DOLIPRANE") -> Prescription:
    """A prescription on this page of its file."""
    made = make_prescription(patient, drug)
    content = made.content
    lines = tuple(replace(line, page=page) for line in content.medications)
    items = tuple(replace(item, page=page) for item in content.other_items)
    return replace(made, content=replace(content, medications=lines, other_items=items))


def test_two_patients_in_one_file_are_no_duplicates(register: Register) -> None:
    first, second = _on_page(1, "LEFEBVRE Anne"), _on_page(3, "GARCIA Luis", "AUGMENTIN")
    for prescription in (first, second):
        assert register.find_duplicates(prescription, SOURCE, [b"file"]) == ()
        register.add(prescription, SOURCE, [b"file"])
    assert list(all_duplicates(register.vault)) == []
    draft = begin_correction(register, 1)
    captured = register.drafts.get(draft).captured_at
    assert register.find_duplicates(first, SOURCE, [b"file"], captured) == (1,)
    register.add(first, SOURCE, [b"file"], draft=draft, corrects=1)
    assert list(all_duplicates(register.vault)) == []
    # The second page again, where the name was read otherwise: the same sheet, and no other.
    again = _on_page(3, "GARCIA Luisa", "AUGMENTIN")
    assert register.find_duplicates(again, SOURCE, [b"file"]) == (2,)
    register.add(again, SOURCE, [b"file"])
    assert list(all_duplicates(register.vault)) == [(4, (2,))]


def test_what_was_keyed_in_beside_a_file_may_be_its_sheet(register: Register) -> None:
    register.add(_on_page(3, "GARCIA Luis"), SOURCE, [b"file"])
    keyed = replace(make_prescription(), content=Draft())
    assert register.find_duplicates(keyed, SOURCE, [b"file"]) == (1,)


def test_a_sheet_put_twice_in_one_file_is_told(register: Register) -> None:
    first, second = _on_page(1, "LEFEBVRE Anne"), _on_page(2, "LEFEBVRE Anne")
    register.add(first, SOURCE, [b"file"])
    assert register.find_duplicates(second, SOURCE, [b"file"]) == (1,)


def test_the_versions_of_an_entry_are_no_duplicates(register: Register) -> None:
    prescription = make_prescription()
    register.add(prescription, SOURCE, [b"file"])
    register.add(prescription, SOURCE, [b"file"], corrects=1)
    register.add(prescription, SOURCE, [b"file"], corrects=2)
    assert list(all_duplicates(register.vault)) == []
