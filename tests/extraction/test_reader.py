"""From pages of words to drafts: nothing lost, nothing invented, nothing wrong in silence."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.reader import explain_text, read_prescriptions
from extraction.sheet.copies import find_copies
from ocr.page import Page
from prescription.dosage import EventTiming, Quantity, Ratio
from prescription.record import Box, Draft, Review, ReviewReason
from tests.extraction.header.test_header import CHILD, HOSPITAL, LABELS_ABOVE, TWO_COLUMNS
from tests.extraction.reading import line, read
from tests.extraction.sheet.test_tables import BY_COLUMNS, CENTRED, MOMENTS
from tests.extraction.typewriter import type_page

HEADER = "Dr Hélène ROUX\nRPPS 10101234564\nLyon, le 12 mars 2026\nMme DURAND Jeanne\n"


def test_a_line_and_all_its_fields() -> None:
    medication = line(
        "DOLIPRANE 1000 mg cp : 1 cp matin, midi et soir si douleur pendant 5 jours, max 3/j. AR 1"
    )
    drug = medication.medication
    assert (drug.text, drug.name, drug.substances) == ("DOLIPRANE", "Doliprane", ("paracétamol",))
    assert (drug.atc, drug.form) == ("N02BE01", "comprimé")
    assert drug.strength == (Ratio(Quantity(Decimal(1000), "mg")),)
    (dosage,) = medication.dosage_instruction
    assert dosage.timing is not None
    assert dosage.timing.repeat.when == (EventTiming.MORN, EventTiming.NOON, EventTiming.EVE)
    assert dosage.dose_and_rate[0].dose_quantity == Quantity(Decimal(1), "comprimé")
    assert medication.dispense_request is not None
    assert medication.dispense_request.number_of_repeats_allowed == 1
    assert medication.review == ()
    assert medication.confidence is not None
    assert medication.confidence > 0.9


@pytest.mark.parametrize(
    "text",
    [
        "AMOXICILLINE / ACIDE\nCLAVULANIQUE 1 g/125 mg sachet\n1 sachet matin et soir 7 jours",
        "DOLIPRANE 1000 mg comprimé\n(paracétamol)\n1 cp matin, midi et soir pendant 5 jours",
        "paracétamol\n(DOLIPRANE) 1000 mg comprimé\n1 cp matin, midi et soir pendant 5 jours",
    ],
)
def test_a_name_over_two_rows_leaves_no_doubt(text: str) -> None:
    assert line(text).review == ()


def test_separators_between_two_drugs_are_no_unread_words() -> None:
    draft = read("Doliprane 1 g 1 cp x 4/j / Acupan 1 ampoule x 4/j ; Spasfon 2 cp x3/j")
    assert [m.medication.name for m in draft.medications] == ["Doliprane", "Acupan", "Spasfon"]
    assert all(m.review == () for m in draft.medications)


def test_a_whole_prescription() -> None:
    draft = read(
        HEADER + "KARDEGIC 75 mg\n1 sachet le midi\nBisoprolol 2,5 mg cp 1 le matin\n"
        "Bilan sanguin : NFS\nÀ renouveler 2 fois\nDr Hélène ROUX"
    )
    assert draft.authored_on == date(2026, 3, 12)
    assert draft.patient is not None
    assert draft.patient.name == "DURAND Jeanne"
    assert [m.medication.name for m in draft.medications] == ["Kardégic", "bisoprolol"]
    assert [i.text for i in draft.other_items] == ["Bilan sanguin : NFS", "À renouveler 2 fois"]
    assert draft.review == ()


def test_a_note_for_all_fills_what_a_line_leaves_out() -> None:
    draft = read("Amlor 5 mg 1 cp/j\nCrestor 10 mg 1 cp/j AR 1 fois\n\nAR 3 fois, QSP 3 mois, NS")
    requests = [m.dispense_request for m in draft.medications]
    assert [r.number_of_repeats_allowed for r in requests if r] == [3, 1]
    assert [r.expected_supply_duration for r in requests if r] == [Quantity(Decimal(3), "mo")] * 2
    assert all(m.substitution and not m.substitution.allowed for m in draft.medications)


def test_the_form_is_the_one_that_is_written() -> None:
    assert line("Doliprane 1000 mg gélule 1 gélule x3/j").medication.form == "gélule"
    assert line("Lévothyrox 75 1/j").medication.form is None


def test_every_field_has_its_words_and_its_place() -> None:
    page = type_page("Doliprane 1000 mg\n1 comprimé rnatin et soir pendant 5 jours")
    (draft,) = read_prescriptions([page])
    readings = {r.field: r for r in draft.readings}
    timing = [r for r in draft.readings if r.field.endswith("timing.repeat")]
    assert readings["medications[0].medication.strength"].text == "1000 mg"
    assert [r.text for r in timing] == ["rnatin et soir", "pendant 5 jours"]
    assert all(r.box is not None and r.page == 1 and r.rule for r in draft.readings)


def test_a_missing_patient_or_date_is_told() -> None:
    fields = {r.field for r in read("Dr Hélène ROUX\nDoliprane 1 g 1 cp x3/j").review}
    assert fields == {"patient.name", "authoredOn"}
    assert read("Doliprane 1 g 1 cp x3/j").review == ()


def test_what_the_page_could_not_show_is_told() -> None:
    unread = Review("page", ReviewReason.UNREAD_REGION, box=Box(1, 2, 3, 4), page=1)
    (draft,) = read_prescriptions([Page(1, Page.from_text(HEADER).lines, review=(unread,))])
    assert unread in draft.review


def test_another_patient_on_a_later_page_is_another_prescription() -> None:
    other = HEADER.replace("DURAND Jeanne", "PETIT Claude")
    pages = [HEADER + "Doliprane 1 g 1 cp x3/j", other + "Spasfon 2 cp x3/j"]
    drafts = read_prescriptions([Page.from_text(p, n) for n, p in enumerate(pages, 1)])
    assert [d.patient.name for d in drafts if d.patient] == ["DURAND Jeanne", "PETIT Claude"]
    assert [len(d.medications) for d in drafts] == [1, 1]


@pytest.mark.parametrize("head", [HEADER, "", "Page 2/2\n", HEADER.upper()])
def test_the_same_patient_on_a_later_page_is_the_same_prescription(head: str) -> None:
    pages = [HEADER + "Doliprane 1 g 1 cp x3/j", head + "Spasfon 2 cp x3/j"]
    (draft,) = read_prescriptions([Page.from_text(p, n) for n, p in enumerate(pages, 1)])
    assert [m.page for m in draft.medications] == [1, 2]


def test_another_date_is_another_prescription_unless_the_page_is_numbered() -> None:
    first = HEADER + "Doliprane 1 g 1 cp x3/j"
    later = HEADER.replace("12 mars", "13 mars") + "Spasfon 2 cp x3/j"
    for second, count in ((later, 2), (later + "\nPage 2/2", 1)):
        drafts = read_prescriptions([Page.from_text(first), Page.from_text(second, 2)])
        assert len(drafts) == count


def test_a_misread_name_is_the_same_patient() -> None:
    misread = HEADER.replace("DURAND Jeanne", "DURANO Jeannc")
    pages = [HEADER + "Doliprane 1 g 1 cp x3/j", misread + "Spasfon 2 cp x3/j"]
    (draft,) = read_prescriptions([Page.from_text(p, n) for n, p in enumerate(pages, 1)])
    assert len(draft.medications) == 2


def test_what_a_note_for_all_says_has_its_words() -> None:
    draft = read("Amlor 5 mg 1 cp/j\nCrestor 10 mg 1 cp/j\n\nAR 3 fois")
    field = "medications[1].dispenseRequest.numberOfRepeatsAllowed"
    assert [r.text for r in draft.readings if r.field == field] == ["AR 3 fois"]


def test_an_empty_page_is_an_empty_draft() -> None:
    assert read_prescriptions([]) == ()
    assert read_prescriptions([Page(1, ())]) == (Draft(),)


def test_the_explanation_tells_drug_rules_and_the_rest() -> None:
    told = explain_text("Doliprane 1000 mg 1 cp x3/j zorglub\nBilan sanguin")
    assert "Doliprane" in told
    assert "1 cp" in told
    assert "zorglub" in told
    assert "Bilan sanguin" in told


def words_of(pages: Sequence[Page]) -> Counter[str]:
    return Counter(word.text for page in pages for row in page.lines for word in row.words)


def words_told(drafts: Sequence[Draft]) -> Counter[str]:
    texts = [m.text for d in drafts for m in d.medications]
    texts += [i.text for d in drafts for i in (*d.other_items, *d.header_items)]
    return Counter(word for text in texts for word in text.split())


@pytest.mark.parametrize(
    "drawing", [TWO_COLUMNS, HOSPITAL, LABELS_ABOVE, CHILD, BY_COLUMNS, CENTRED, MOMENTS]
)
def test_every_word_of_a_page_is_told_once(drawing: str) -> None:
    for page in (type_page(drawing), type_page(drawing, by_column=True), Page.from_text(drawing)):
        assert words_told(read_prescriptions([page])) == words_of([page])


WORDS = (
    "Dr Hélène ROUX RPPS 10101234564 Lyon, le 12 mars 2026 Mme DURAND née 12/03/1956 1) 2) - • "
    "KARDEGIC 75 mg : 1 sachet par jour Bisoprolol 2,5 comprimé matin Doliprane g x3/j si "
    "douleur, Spasfon cp Zorglub 50 et soir NFS, Séances À renouveler 2 fois QSP 3 mois puis "
    "AFFECTION EXONERANTE sans rapport amoxicilline / acide clavulanique + (paracétamol) LP "
    "Médicament Posologie Durée Page 2/2 l O ½ | n'importe pendant 7 jours NS (MTE) arrêt du"
)
lines_of_words = st.lists(
    st.lists(st.sampled_from(WORDS.split()), max_size=8).map(" ".join), max_size=9
)


@settings(max_examples=150, deadline=None)
@given(st.lists(lines_of_words.map("\n".join), min_size=1, max_size=3))
def test_no_word_is_lost_or_told_twice(texts: list[str]) -> None:
    pages = [Page.from_text(text, number) for number, text in enumerate(texts, 1)]
    copies = find_copies(pages)
    counted = [page for place, page in enumerate(pages) if place not in copies]
    assert words_told(read_prescriptions(pages)) == words_of(counted)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_without_losing_a_word(text: str) -> None:
    pages = [Page.from_text(text)]
    assert words_told(read_prescriptions(pages)) == words_of(pages)


@pytest.mark.parametrize(
    "text",
    ["doliprane " * 5000, "1 " * 5000, "( " * 3000, "a/" * 5000, "matin" * 2000,
     "amoxicilline + " * 2000, "Doliprane 1 g x3/j\n" * 300, "x" * 20000, "I1lO0" * 3000],
)  # fmt: skip
def test_monstrous_pages_are_read_to_the_end(text: str) -> None:
    pages = [Page.from_text(text)]
    assert words_told(read_prescriptions(pages)) == words_of(pages)


@pytest.mark.parametrize("drug", ["SYMBICORT 200/6", "FORADIL 12 µg", "SPIRIVA 18 µg"])
def test_an_abbreviated_inhalation_is_no_drug(drug: str) -> None:
    (draft,) = read_prescriptions([Page.from_text(f"{drug} 2 inh matin et soir")])
    (line,) = draft.medications
    (dose,) = line.dosage_instruction[0].dose_and_rate
    assert dose.dose_quantity == Quantity(Decimal(2), "inhalation")


def test_two_drugs_on_following_lines_stay_apart() -> None:
    text = "RIFADINE 300 mg 2 gél matin à jeun\nSerum phy 1 dosette x 6/j"
    (draft,) = read_prescriptions([Page.from_text(text)])
    assert len(draft.medications) == 2
    assert len(draft.medications[0].dosage_instruction) == 1


@pytest.mark.parametrize("bracket", ["/", ")", "!", "{", "}"])
def test_a_misread_bracket_behind_a_number_begins_a_line(bracket: str) -> None:
    rows = f"1{bracket} Scopoderm : 1 patch toutes les 72 h", f"2{bracket} Tahor 20 mg 1 cp soir"
    first, second = read("\n".join(rows)).medications
    assert (first.text, second.text) == rows
    assert (second.medication.name, second.review) == ("Tahor", ())


@pytest.mark.parametrize("row", ["3! jours", "2! cp le soir", "2} cp le soir"])
def test_such_a_number_below_a_drug_is_asked_or_its_own(row: str) -> None:
    (medication,) = read(f"Doliprane 1 g 1 cp matin pendant\n{row}").medications
    assert row in medication.text
    assert medication.review
