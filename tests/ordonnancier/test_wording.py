"""Parts of a record in words."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from extraction.reader import read_prescriptions
from extraction.sheet.copies import tell_copies, tell_repeated_lines
from ocr.page import Page
from ocr.reading import MOSTLY_UNREAD, OUT_OF_TIME
from ocr.sheet_reading import HIDDEN_TEXT, OTHER_TEXT
from ocr.unread import place_in_words
from ordonnancier.review.to_come import doubts_of_day
from ordonnancier.wording import review_in_words, strength_in_french, supply_in_french
from prescription.dosage import Dosage, DoseAndRate, Quantity, Ratio
from prescription.language import Language, speak
from prescription.record import (
    Box,
    DispenseRequest,
    Draft,
    Medication,
    MedicationRequest,
    Review,
    ReviewReason,
)


def ratio(above: str, below: str | None = None) -> Ratio:
    """`ratio("250 mg", "5 mL")`."""

    def quantity(text: str) -> Quantity:
        value, unit = text.split()
        return Quantity(Decimal(value), unit)

    return Ratio(quantity(above), quantity(below) if below else None)


@pytest.mark.parametrize("language", ["fr_FR.UTF-8", "C.UTF-8"])
def test_every_reason_has_its_words(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", language)
    said = {review_in_words(Review("medications[0].form", reason)) for reason in ReviewReason}
    assert len(said) == len(ReviewReason)
    assert not said & {reason.value for reason in ReviewReason}


def test_a_review_tells_where_and_what_was_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    low = Review("medication.strength", ReviewReason.LOW_OCR_CONFIDENCE, "5O0\nmg")
    assert review_in_words(low) == "lecture incertaine (dosage) : «\u00a05O0 / mg\u00a0»"
    region = Review("page", ReviewReason.UNREAD_REGION, page=2)
    assert review_in_words(region) == "endroit non lu (page 2)"


@pytest.mark.parametrize("x", [0, 45, 90])
@pytest.mark.parametrize("y", [0, 45, 90])
def test_where_nothing_was_read_is_told_in_both_languages(
    x: int, y: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = place_in_words(Box(x, y, 10, 10), 100, 100)
    review = Review("page", ReviewReason.UNREAD_REGION, place, page=2)
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    assert review_in_words(review) == f"endroit non lu (page 2) : {place}"
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    rows, columns = {0: "top", 45: "middle", 90: "bottom"}, {0: "left", 45: "", 90: "right"}
    assert review_in_words(review).startswith("place not read (page 2): ")
    assert review_in_words(review).endswith(f"the {rows[y]} {columns[x]}".rstrip())


@pytest.mark.parametrize(
    ("field", "read", "words"),
    [
        ("prescriber.rpps", "10101234567", "clé de contrôle fausse (RPPS) : {}"),
        ("prescriber.rpps", "1010123456", "10 chiffres au lieu de 11 (RPPS) : {}"),
        ("prescriber.rpps", "10101234564", "lecture incertaine (RPPS) : {}"),
    ],
)
def test_a_number_that_fails_its_check_says_what_is_wrong(
    field: str, read: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    told = review_in_words(Review(field, ReviewReason.LOW_OCR_CONFIDENCE, read))
    assert told == words.format(f"«\u00a0{read}\u00a0»")


NEAR = ReviewReason.AMBIGUOUS_DRUG
NOT_USED = ReviewReason.UNREAD_TEXT


@pytest.mark.parametrize(
    ("field", "reason", "read", "words"),
    [
        (
            "medication.name",
            NEAR,
            "Dolipranne : Doliprane (0.94) · Codoliprane (0.77)",
            "plusieurs médicaments possibles : « Dolipranne : Doliprane (0,94) · "
            "Codoliprane (0,77) »",
        ),
        (
            "medication.name",
            NEAR,
            "Augmantin : Augmentin (0.94)",
            "médicament à confirmer : « Augmantin : Augmentin (0,94) »",
        ),
        (
            "medication.name",
            NEAR,
            "AUGMENTIN : Augmentin",
            "médicament à confirmer : « AUGMENTIN »",
        ),
        # Recorded before each name was told once.
        (
            "medication.name",
            NEAR,
            "Timoferol : Timoférol · Timoférol",
            "médicament à confirmer : « Timoferol : Timoférol »",
        ),
        (
            "medication.name",
            NEAR,
            "Tahor / Crestor",
            "plusieurs médicaments possibles : « Tahor / Crestor »",
        ),
        (
            "prescriber.name",
            NOT_USED,
            "Dr Anne ROUX / Dr Paul LE GALL / Dr Jean KERVELLA",
            "plusieurs possibles (prescripteur) : « Dr Anne ROUX » ou « Dr Paul LE GALL » ou "
            "« Dr Jean KERVELLA »",
        ),
        (
            "authoredOn",
            NOT_USED,
            "12/03/2026 / 13/03/2026",
            "plusieurs possibles (date de l'ordonnance) : « 12/03/2026 » ou « 13/03/2026 »",
        ),
        (
            "patient.birthDate",
            NOT_USED,
            "15/02/2024",
            "à confirmer (date de naissance) : « 15/02/2024 »",
        ),
        (
            "patient.birthDate",
            NOT_USED,
            "15/0?/2024",
            "mots non compris (date de naissance) : « 15/0?/2024 »",
        ),
        ("patient.weight", NOT_USED, "7 / 8", "mots non compris (patient) : « 7 / 8 »"),
    ],
)
def test_what_was_understood_is_not_told_as_words_not_understood(
    field: str,
    reason: ReviewReason,
    read: str,
    words: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    told = review_in_words(Review(field, reason, read)).replace("\u00a0", " ")
    assert told == words


def test_a_dose_without_its_rhythm_is_no_missing_posology(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    missing = Review("dosageInstruction", ReviewReason.MISSING_POSOLOGY)
    dose = Dosage(dose_and_rate=(DoseAndRate(Quantity(Decimal(1), "comprimé")),))
    assert review_in_words(missing, (dose,)) == "rythme absent (posologie)"
    assert review_in_words(missing) == "posologie absente"


@pytest.mark.parametrize(
    ("strength", "words"),
    [
        ((), ""),
        ((ratio("2.50 mg"),), "2,5 mg"),
        ((ratio("500 mg"), ratio("62.5 mg")), "500 mg + 62,5 mg"),
        ((ratio("250 mg", "5 mL"),), "250 mg/5 mL"),
        ((ratio("50 mg", "1 mL"),), "50 mg/mL"),
    ],
)
def test_strengths_as_on_a_box(strength: tuple[Ratio, ...], words: str) -> None:
    assert strength_in_french(strength) == words


def test_supply_in_french() -> None:
    request = DispenseRequest(
        quantity=Quantity(Decimal(2), "boîte"),
        expected_supply_duration=Quantity(Decimal(3), "mo"),
    )
    assert supply_in_french(request) == ("QSP 3 mois", "2 boîtes")


@pytest.mark.parametrize(
    ("language", "region", "day"),
    [
        (
            "fr",
            "endroit non lu (page 1) : page surtout manuscrite ou peu lisible : à saisir d'après "
            "l'image",
            "lecture incertaine (date de l'ordonnance) : le 01/02/2999 est dans le futur",
        ),
        (
            "en",
            "place not read (page 1): page mostly handwritten or hard to read: to be keyed in from "
            "the picture",
            "uncertain reading (date of issue): 01/02/2999 is in the future",
        ),
    ],
)
def test_what_the_program_says_itself_stands_in_no_quotes(
    language: Language, region: str, day: str
) -> None:
    speak(language)
    told = Review("page", ReviewReason.UNREAD_REGION, MOSTLY_UNREAD, page=1)
    said = [review_in_words(told)]
    said += map(review_in_words, doubts_of_day(Draft(authored_on=date(2999, 2, 1))))
    speak(None)
    assert said == [region, day]


def _told_by_reading() -> list[Review]:
    """A review of each kind that holds a sentence of the program's own, in French."""
    pages = [Review("page", ReviewReason.UNREAD_REGION, OUT_OF_TIME)]
    pages += [Review("page", ReviewReason.UNREAD_TEXT, text) for text in (HIDDEN_TEXT, OTHER_TEXT)]
    copied = tell_copies(Draft(), [(Page(2, ()), Page(1, ()))]).review
    line = [
        MedicationRequest("KARDEGIC 75 1 sachet", Medication("KARDEGIC 75"), page=page)
        for page in (1, 2)
    ]
    repeated = tell_repeated_lines(Draft(medications=tuple(line))).open_reviews
    number = Review(
        "prescriber.rpps",
        ReviewReason.LOW_OCR_CONFIDENCE,
        "imprimé 10101234567, code-barres 10106197667",
    )
    return [*pages, *copied, *repeated, number]


def test_what_reading_says_of_a_page_or_a_copy_is_no_words_of_the_page() -> None:
    told = _told_by_reading()
    speak("fr")
    french = [review_in_words(review) for review in told]
    speak("en")
    english = [review_in_words(review) for review in told]
    speak(None)
    assert [said for said in french if "«" in said] == []
    assert all((review.text or "?") in said for review, said in zip(told, french, strict=True))
    assert english == [
        "place not read (page 1): Tesseract did not finish reading this page",
        "page 1: invisible text in the PDF: the page was read from its picture",
        "page 1: the text of the PDF is not that of its picture: the page "
        "was read from the picture",
        "page 2: a copy of page 1, counted once",
        "ambiguous posology (drug): this line stands on page 1 too: to be counted once or twice?",
        "uncertain reading (RPPS): printed 10101234567, barcode 10106197667",
    ]


def test_where_nothing_stands_no_words_were_misunderstood() -> None:
    (blank,) = read_prescriptions([replace(Page.from_text(""), width=800, height=1000)])
    speak("fr")
    said = [review_in_words(review) for review in blank.review]
    speak(None)
    assert said == [
        "rien n'a été lu (patient)",
        "rien n'a été lu (prescripteur)",
        "rien n'a été lu (date de l'ordonnance)",
    ]


def test_words_of_a_page_that_look_like_a_place_stay_words_of_the_page() -> None:
    speak("en")
    told = review_in_words(Review("otherItems", ReviewReason.UNREAD_TEXT, "en haut"))
    speak(None)
    assert told == "words not understood: “en haut”"
