"""Of two readings of a word the one that exists is taken, and still counts as uncertain."""

import pytest

from extraction.reader import read_prescriptions
from extraction.spelling.disputed import settle
from ocr.page import Line, Page, Word
from prescription.record import Box


def settled(text: str, *alternatives: str) -> Word:
    page = Page(1, (Line((Word(text, confidence=0.05, alternatives=alternatives),)),))
    return settle(page).lines[0].words[0]


@pytest.mark.parametrize(
    ("text", "other", "taken"),
    [
        ("HbAïc,", "HbA1c,", "HbA1c,"),
        ("rnatin", "matin", "matin"),
        ("matin", "rnatin", "matin"),
        ("10", "40", "10"),
        ("1", "À", "1"),
        ("4", "à", "à"),
        ("DURANT", "DURAND", "DURANT"),
        ("1comprimé", "comprimé", "1comprimé"),
        ("2gouttes", "gouttes", "2gouttes"),
        ("1es", "les", "les"),
        ("cp/j", "cp)", "cp/j"),
        ("5j", "si", "5j"),
        ("cp/}", "cp", "cp"),
        ("1x)", "1x/j", "1x/j"),
        ("1-00", "1-0-0", "1-0-0"),
        ("1-00", "1-1-0", "1-00"),
        ("cp)", "cp/j", "cp/j"),
        ("(cp)", "(cp/j", "(cp)"),
    ],
)
def test_the_word_that_exists_is_taken(text: str, other: str, taken: str) -> None:
    word = settled(text, other)
    assert word.text == taken
    assert word.confidence == 0.05


def rows(*words: Word) -> str:
    return settle(Page(1, (Line(words),), 800, 600)).lines[0].text


def test_a_number_that_one_reading_lost_before_its_unit_is_put_back() -> None:
    box = Box(100, 0, 60, 30)
    assert rows(Word("bte", box, 0.05, ("1 bte", "Lbte"))) == "1 bte"
    assert rows(Word("amp", box, 0.05, ("1amp",)), Word("IV/sem")) == "1 amp IV/sem"
    assert rows(Word("1"), Word("bte", box, 0.05, ("1 bte",))) == "1 bte"
    assert rows(Word("bte", box, 0.05, ("1 bte", "7 bte"))) == "bte"


def test_a_bracket_that_closes_one_stays() -> None:
    assert rows(Word("(max"), Word("3"), Word("cp)", None, 0.05, ("cp/j",))) == "(max 3 cp)"


def test_no_thousand_stands_behind_a_number() -> None:
    box = Box(100, 0, 60, 30)
    line = rows(Word("2,5"), Word("mille", box, 0.05, ("ml le", "mile")), Word("soir"))
    assert line == "2,5 ml le soir"
    assert rows(Word("mille", box, 0.05, ("ml le",)), Word("unités")) == "mille unités"


def test_what_stands_before_a_dose_unit_is_no_preposition() -> None:
    four = Word("4", confidence=0.05, alternatives=("À",))
    for unit, taken in (("comprimé", "4"), ("jeun", "À")):
        (line,) = settle(Page(1, (Line((four, Word(unit))),))).lines
        assert line.text == f"{taken} {unit}"


def test_a_speck_is_not_the_word_before_it_once_more() -> None:
    before = Word("applications/j", confidence=0.85)
    speck = Word(":", confidence=0.5, alternatives=("applications/j", "applications/"))
    (line,) = settle(Page(1, (Line((before, speck)),))).lines
    assert line.text == "applications/j :"


def test_two_words_that_exist_are_not_chosen_between() -> None:
    assert settled("rnatin", "matin", "midi").text == "rnatin"


def test_a_reading_of_words_and_numbers_is_taken_for_letters_that_say_nothing() -> None:
    others = ("1 cp 3x/j 5 jrs", "1 cp 3xh 5 jrs")
    word = Word("Lcob3%r5irs", Box(100, 0, 150, 30), 0.01, others)
    (line,) = settle(
        Page(
            1,
            (
                Line(
                    (word, Word("si")),
                ),
            ),
            800,
            600,
        )
    ).lines
    assert line.text == "1 cp 3x/j 5 jrs si"
    assert {w.confidence for w in line.words[:-1]} == {0.01}
    assert line.words[0].alternatives == ("Lcob3%r5irs", "1 cp 3xh 5 jrs")
    boxes = [w.box for w in line.words if w.box]
    assert boxes[0].x == 100
    assert boxes[-1].x + boxes[-1].width == 250


def test_digits_that_are_read_are_not_chosen_by_what_makes_words() -> None:
    assert settled("1010", "1 O 1 O").text == "1010"
    assert settled("2 cp", "3 cp").text == "2 cp"


def test_the_reading_of_several_words_does_not_stand_for_each_of_them() -> None:
    words = tuple(Word(t, None, 0.05, ("3 fois par jour",)) for t in ("3f0is", "parj0ur"))
    (line,) = settle(Page(1, (Line(words),))).lines
    assert line.text == "3f0is parj0ur"


def test_a_reading_of_a_row_is_told_for_none_of_its_words() -> None:
    others = ("0 0 1 0 x",)
    words = [Word("O0", None, 0.05, others), Word("0:x", None, 0.05, (*others, "0 x"))]
    (line,) = settle(Page(1, (Line(tuple(words)),))).lines
    assert line.text == "O0 0 x"


def test_a_short_name_that_was_read_otherwise_too_is_asked() -> None:
    """`pommade jurée 10 %` under a scratch may be `urée 10 %`."""

    def asked(*others: str) -> bool:
        before, after = ("1", "goutte", "x4/j"), ("10", "%", "le", "soir")
        words = [Word(text, confidence=0.95) for text in (*before, "urée", *after)]
        words[3] = Word("urée", confidence=0.5, alternatives=others)
        (draft,) = read_prescriptions([Page(1, (Line(tuple(words)),))])
        (line,) = draft.medications
        return "medication.name" in [review.field for review in line.review]

    assert asked("jurée")
    assert not asked()


@pytest.mark.parametrize(
    ("read", "other", "stands"),
    [
        ("Dr Pierre", "ne", "Dr Pierre"),
        ("comp rimé", "comprimé", "comprimé"),
        ("jo urs", "jours", "jours"),
        ("le soir", "lesoir", "le soir"),
        ("2 cp", "2cp", "2 cp"),
    ],
)
def test_words_that_were_also_read_together_are_not_told_twice(
    read: str, other: str, stands: str
) -> None:
    words = tuple(
        Word(text, Box(100 * i, 0, 90, 20), 0.05, (other,)) for i, text in enumerate(read.split())
    )
    (line,) = settle(Page(1, (Line(words),), 1000, 100)).lines
    assert line.text == stands
    assert {word.confidence for word in line.words} == {0.05}
    assert line.box == Box(0, 0, 100 * len(words) - 10, 20)
