"""Looking drugs up by what is typed, in the lexicon that comes with the program."""

import pytest

from extraction.drugs.lexicon import load_lexicon
from extraction.drugs.lookup import look_up
from extraction.drugs.strengths import write_strength


def names(typed: str) -> list[str]:
    return [suggestion.drug.name for suggestion in look_up(typed)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("kardegic 75", "Kardégic"),
        ("KARDÉGIC", "Kardégic"),
        ("karde", "Kardégic"),
        ("amoxicilline 500 gel", "amoxicilline"),
        ("doliprane 1000 mg cp", "Doliprane"),
        ("A 313", "A 313"),
        ("vitamine d", "vitamine D"),
        ("hct", "hydrochlorothiazide"),
        ("kétoprofène lp 100", "kétoprofène LP"),
        # Misspelt, and misspelt before the end.
        ("dolipprane", "Doliprane"),
        ("lasilx 40", "Lasilix"),
        ("levothirox", "Levothyrox"),
        ("amoxicilinne 1 g", "amoxicilline"),
        ("paroxet", "paroxétine"),
        ("attorvast", "atorvastatine"),
    ],
)
def test_the_first_suggestion_is_what_was_meant(typed: str, first: str) -> None:
    assert names(typed)[0] == first


@pytest.mark.parametrize("name", ["Kardégic", "amoxicilline", "Levothyrox", "Seroplex"])
def test_every_beginning_of_a_name_leads_to_it(name: str) -> None:
    for length in range(4, len(name) + 1):
        assert name in names(name[:length]), name[:length]


def test_a_later_word_of_a_name_leads_to_it() -> None:
    assert "amoxicilline/acide clavulanique" in names("clavulan")


def test_the_typed_number_chooses_the_strengths() -> None:
    (kardegic, *_) = look_up("kardegic 75")
    assert [write_strength(strength) for strength in kardegic.strengths] == ["75 mg"]
    (doliprane, *_) = look_up("doliprane 1 g")
    assert {write_strength(strength) for strength in doliprane.strengths} == {"1000 mg"}


def test_a_strength_that_does_not_exist_speaks_against_the_name() -> None:
    assert look_up("kardegic 75")[0].score > look_up("kardegic 99")[0].score
    assert len(look_up("kardegic 99")[0].strengths) > 1


def test_an_exact_name_has_the_whole_score_and_others_less() -> None:
    first, *others = look_up("amoxicilline")
    assert first.score == 1.0
    assert others
    assert all(other.score < 1.0 for other in others)


@pytest.mark.parametrize("typed", ["", "   ", "75", "!?", "qzxjwvk", "\x00", "🙂"])
def test_what_is_no_name_gives_nothing(typed: str) -> None:
    assert look_up(typed) == ()


def test_no_more_than_asked_for() -> None:
    assert len(look_up("a", limit=3)) == 3
    assert len({s.drug for s in look_up("am", load_lexicon(), 50)}) == len(look_up("am", limit=50))
