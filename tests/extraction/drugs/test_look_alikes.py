"""Names that look alike: each is itself, and what stands between two is never one in silence."""

from pathlib import Path

import pytest
from rapidfuzz.distance import Editops, Levenshtein

from extraction.drugs.choice import Choice, choose_drug
from extraction.drugs.lexicon import DrugName, load_lexicon
from extraction.drugs.strengths import write_strength
from extraction.reader import read_prescriptions
from extraction.resources import read_rows
from extraction.spelling.matching import compact
from ocr.page import Page
from prescription.record import ReviewReason

LEXICON = load_lexicon()
ROWS = read_rows(Path(__file__).with_name("look_alikes.csv").read_text("utf-8").splitlines())
PAIRS = [(row["name"], row["other"]) for row in ROWS]


def drug(name: str) -> DrugName:
    return (LEXICON.find(name) or LEXICON.bases[compact(name)])[0]


def chosen(line: str) -> Choice:
    return choose_drug(line, LEXICON)


def halfway(name: str, other: str) -> str:
    """The name with the first half of the letters changed that make the other of it."""
    edits = Levenshtein.editops(name.lower(), other.lower())
    first = [*edits.as_list()[: len(edits) // 2]]
    half = Editops(first, edits.src_len, edits.dest_len)  # type: ignore[arg-type]  # a list of them
    return half.apply(name.lower(), other.lower())


def test_the_list_is_tall() -> None:
    assert len({frozenset(pair) for pair in PAIRS}) >= 120


@pytest.mark.parametrize("pair", PAIRS, ids=";".join)
def test_each_is_itself(pair: tuple[str, str]) -> None:
    for name, other in (pair, pair[::-1]):
        choice = chosen(name)
        assert choice.drug is not None
        assert compact(choice.drug.name) == compact(name)
        assert compact(choice.drug.name) != compact(other)


@pytest.mark.parametrize("pair", PAIRS, ids=";".join)
def test_halfway_is_never_the_other_in_silence(pair: tuple[str, str]) -> None:
    for name, other in (pair, pair[::-1]):
        seen = halfway(name, other)
        if LEXICON.find(seen):
            continue
        assert not chosen(seen).sure
        for strength in drug(name).strengths:
            choice = chosen(f"{seen} {write_strength(strength)}")
            assert not (choice.sure and choice.drug in LEXICON.find(other)), strength


@pytest.mark.parametrize("pair", PAIRS, ids=";".join)
def test_one_lost_letter_is_asked_unless_the_strength_decides(pair: tuple[str, str]) -> None:
    for name in pair:
        for i in range(1, len(name)):
            choice = chosen(name[:i] + name[i + 1 :])
            assert not choice.sure or choice.candidates[0].difference == 0


def test_one_name_of_two_drugs_is_told_with_what_tells_them_apart() -> None:
    (draft,) = read_prescriptions([Page.from_text("Timoferol : 1 le matin")])
    (line,) = draft.medications
    told = [r.text for r in line.review if r.reason is ReviewReason.AMBIGUOUS_DRUG]
    both = "Timoférol (comprimé 50 mg) · Timoférol (gélule 50 mg/30 mg)"
    assert told == [f"Timoferol : {both}"]


def test_candidates_and_their_scores_reach_the_record() -> None:
    (draft,) = read_prescriptions([Page.from_text("prednisolne 20 mg : 1 comprimé le matin")])
    (line,) = draft.medications
    told = [r.text or "" for r in line.review if r.reason is ReviewReason.AMBIGUOUS_DRUG]
    assert len(told) == 1
    assert "prednisolone (0.9" in told[0]
    assert "prednisone (0.9" in told[0]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Lasilx 40 mg", "Lasilix"),
        ("Lexomi 6 mg", "Lexomil"),
        ("Celestamne 0,25 mg/2 mg", "Célestamine"),
        ("hydroxizine 25 mg", "hydroxyzine"),
    ],
)
def test_the_strength_tells_them_apart(line: str, name: str) -> None:
    choice = chosen(line)
    assert choice.drug is not None
    assert choice.drug.name == name
