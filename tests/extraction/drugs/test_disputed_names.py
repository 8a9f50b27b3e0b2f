"""Of two readings of a word the one that names a drug is taken, and the name is asked."""

import pytest

from extraction.drugs.disputed_names import settle_names
from extraction.drugs.lexicon import load_lexicon
from extraction.reader import read_prescriptions
from ocr.page import Line, Page, Word


def page(text: str, **others: tuple[str, ...]) -> Page:
    words = [
        Word(word, None, 0.5 if word in others else 0.95, others.get(word, ()))
        for word in text.split()
    ]
    return Page(1, (Line(tuple(words)),))


@pytest.mark.parametrize(
    ("text", "others", "taken"),
    [
        ("- Acide tolique 5 mg", {"tolique": ("folique",)}, "- Acide folique 5 mg"),
        ("Bisoprolo1 Ramipri 5 mg", {"Ramipri": ("Ramipril",)}, "Bisoprolo1 Ramipril 5 mg"),
        ("Ramipril 5 mg", {"Ramipril": ("Enalapril",)}, "Ramipril 5 mg"),
        ("Xamipril 5 mg", {"Xamipril": ("Ramipril", "Enalapril")}, "Xamipril 5 mg"),
        ("prendre mation 1 cp", {"mation": ("matin",)}, "prendre mation 1 cp"),
    ],
)
def test_the_reading_that_names_a_drug_is_taken(
    text: str, others: dict[str, tuple[str, ...]], taken: str
) -> None:
    (line,) = settle_names(page(text, **others), load_lexicon()).lines
    assert line.text == taken


def test_the_name_taken_is_asked() -> None:
    (draft,) = read_prescriptions(
        [page("- Acide tolique 5 mg : 1 cp le matin", tolique=("folique",))]
    )
    (line,) = draft.medications
    assert line.medication.name == "acide folique"
    assert "medication.name" in [review.field for review in line.review]
