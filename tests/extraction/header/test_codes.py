"""What barcodes tell of the prescriber, and what happens when the paper says otherwise."""

from dataclasses import replace

import pytest

from extraction.reader import read_prescriptions
from ocr.page import Code, Page
from prescription.record import Box, Draft, Prescriber, Review, ReviewReason

RPPS, OTHER_RPPS = "10106197667", "10101234564"
NUMBER, OTHER_NUMBER = "441774973", "751234568"
BODY = (
    "Dr Hélène ROUX\n{}\nMme Jeanne DURAND\nLe 12/03/2026\n\nDoliprane 1 g : 1 cp 3 fois par jour"
)
BOX = Box(100, 40, 300, 60)


def read(header: str, *codes: tuple[str, str]) -> Draft:
    page = Page.from_text(BODY.format(header))
    found = tuple(Code(kind, text, BOX) for kind, text in codes)
    (draft,) = read_prescriptions([replace(page, codes=found)])
    return draft


def read_in_doubt(*codes: tuple[str, str], others: tuple[str, ...]) -> Draft:
    """The same with an RPPS number that was also read otherwise."""
    page = Page.from_text(BODY.format(f"RPPS {RPPS}"))
    lines = tuple(
        replace(
            line,
            words=tuple(
                replace(word, confidence=0.05, alternatives=others) if word.text == RPPS else word
                for word in line.words
            ),
        )
        for line in page.lines
    )
    found = tuple(Code(kind, text, BOX) for kind, text in codes)
    (draft,) = read_prescriptions([replace(page, lines=lines, codes=found)])
    return draft


def prescriber(draft: Draft) -> Prescriber:
    assert draft.prescriber is not None
    return draft.prescriber


def doubts(draft: Draft) -> list[Review]:
    return [r for r in draft.review if r.field.startswith("prescriber.")]


def test_a_number_that_is_not_printed_is_taken_from_its_code() -> None:
    draft = read("", ("Code 128", RPPS))
    assert prescriber(draft).rpps == RPPS
    evidence = next(r for r in draft.readings if r.field == "prescriber.rpps")
    assert (evidence.rule, evidence.box, evidence.confidence) == ("code-barres", BOX, 1.0)
    assert doubts(draft) == []


@pytest.mark.parametrize(
    ("label", "field"),
    [("AM", "am"), ("N° FINESS", "finess")],
)
def test_a_number_of_nine_digits_is_what_the_sheet_calls_it(label: str, field: str) -> None:
    printed = read(f"{label} {NUMBER}", ("Code 128", NUMBER))
    assert getattr(prescriber(printed), field) == NUMBER
    assert doubts(printed) == []
    named = read(f"{label} :", ("Code 128", NUMBER))
    assert getattr(prescriber(named), field) == NUMBER


def test_a_number_that_nothing_names_is_kept_without_a_meaning() -> None:
    draft = read("", ("Code 128", NUMBER))
    assert prescriber(draft).am is prescriber(draft).finess is None
    assert [item.box for item in draft.header_items if item.text == NUMBER] == [BOX]


def test_a_code_that_disagrees_with_the_printed_number_is_told() -> None:
    draft = read(f"RPPS {RPPS} AM {NUMBER}", ("Code 128", OTHER_RPPS), ("Code 128", OTHER_NUMBER))
    assert (prescriber(draft).rpps, prescriber(draft).am) == (RPPS, NUMBER)
    assert [(r.field, r.reason, r.box) for r in doubts(draft)] == [
        ("prescriber.rpps", ReviewReason.LOW_OCR_CONFIDENCE, BOX),
        ("prescriber.am", ReviewReason.LOW_OCR_CONFIDENCE, BOX),
    ]
    assert all(OTHER in (r.text or "") for r, OTHER in zip(
        doubts(draft), (OTHER_RPPS, OTHER_NUMBER), strict=True))  # fmt: skip


def test_a_number_with_a_wrong_check_digit_is_no_rpps() -> None:
    wrong = RPPS[:-1] + str((int(RPPS[-1]) + 1) % 10)
    draft = read("", ("Code 128", wrong))
    assert prescriber(draft).rpps is None
    assert wrong in [item.text for item in draft.header_items]


def test_the_content_of_square_codes_is_kept_once() -> None:
    content = "K7PABC|1956-03-12|2026-01-02"
    draft = read("", ("QR", content), ("QR", content), ("Data Matrix", "(01)03400930000120"))
    kept = [item.text for item in draft.header_items]
    assert kept.count(content) == kept.count("(01)03400930000120") == 1


def test_two_digits_read_otherwise_are_asked_though_the_check_digit_fits() -> None:
    draft = read_in_doubt(others=("10806197687",))
    assert prescriber(draft).rpps == RPPS
    (doubt,) = doubts(draft)
    assert (doubt.field, doubt.reason) == ("prescriber.rpps", ReviewReason.LOW_OCR_CONFIDENCE)
    assert doubt.text == f"{RPPS} / 10806197687"


@pytest.mark.parametrize("other", ["10106197687", "1010619766", "RPPS 10106197667"])
def test_one_digit_read_otherwise_is_what_the_check_digit_is_for(other: str) -> None:
    assert doubts(read_in_doubt(others=(other,))) == []


def test_a_number_in_doubt_that_its_code_repeats_is_not_asked() -> None:
    assert doubts(read_in_doubt(("Code 128", RPPS), others=("10806197687",))) == []
