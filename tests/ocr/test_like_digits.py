"""Letters that stand where a number must are never sure; words of their shape elsewhere are."""

import pytest

from ocr.certainty.like_digits import doubt_like_digits
from ocr.page import Line, Word


def doubted(text: str) -> dict[str, tuple[str, ...]]:
    """The words of a line, each read without a doubt, that are doubted, and what they may be."""
    line = Line(tuple(Word(word, confidence=0.95) for word in text.split()))
    (looked,) = doubt_like_digits([line])
    assert looked.text == text
    return {w.text: w.alternatives for w in looked.words if (w.confidence or 0.0) < 0.8}


@pytest.mark.parametrize(
    ("row", "letters", "digits"),
    [
        ("Mme MOREL Anne Go ans", "Go", "60"),
        ("Enfant LEROY Tom l8 kg", "l8", "18"),
        ("pendant IO jours", "IO", "10"),
        ("KARDEGIC 75 mg I-I-I", "I-I-I", "1-1-1"),
        ("Bisoprolol 2,5 mg 1-O-l 3 mois", "1-O-l", "1-0-1"),
        ("AMOXICILLINE 500,1-0-1x6j", "500,1-0-1x6j", "500, 1-0-1x6j"),
        ("63, place de 1 Eglise", "1", "l'"),
        ("Né le 0 × 01.1945", "×", "5"),
        ("Imigrane 50mg comp = /comp si crise max 2cp/j", "/comp", "1comp"),
        ("A gtte 4x/j OG", "A", "1"),
        ("Permixon 160 mg | gél mat + soir", "|", "1"),
        ("Lasilix 40 mg, comprimé : / comprimé le matin", "/", "1"),
        ("$. place de l'Église", "$.", "5."),
        ("Page V1", "V1", "1/1"),
        ("LORMETAZEPAM img = 0-0-0-1", "img", "1mg"),
        ("1 - Serc 8 mg : 2 - 0 - 2 - 03 mois", "03", "0 3"),
        ("1 - Serc 8 mg : 2-0-2-03 mois", "2-0-2-03", "2-0-2-0 3"),
        ("Serc 8 mg : 1-0-15j de traitement", "1-0-15j", "1-0-1 5j"),
        ("Serc 8 mg : 1 - 0 - 15j de traitement", "15j", "1 5j"),
        ("Tél. O1 42 34", "O1", "01"),
        ("Tamsulosine 0,4 mg = 000 1 28 j", "000", "0 0 0"),
        ("Pévaryl 1 % crème 1-0-:., durée 10 jours", "1-0-:.,", "1-0-\N{REPLACEMENT CHARACTER}"),
        ("doxycycline 100 mg | soir au repas", "|", "1"),
    ],
)
def test_letters_for_digits_are_doubted(row: str, letters: str, digits: str) -> None:
    assert doubted(row) == {letters: (digits,)}


@pytest.mark.parametrize(
    "row",
    [
        "Doliprane 1000 mg 1 comprimé matin et soir pendant 5 jours",
        "12 ans, 38 kg, 1-0-1, 2,5 mg, 500, 1-0-1",
        "Vitamine B ampoule 1 Ampoule de 1 comprimé",
        "LISE OBIOLS Il a 3 ans, So Bio, zone Z",
        "à raison de 1 AMOXICILLINE 500 mg",
        "1 cp × 3 /j, 2 × 0,5 mL, 10 × 10 cm",
        "AUGMENTIN 100 mg / 12,5 mg / dose suspension, 10 mg /comp, 4000 UI / ampoule",
        "Vitamine A gouttes, Hépatite A injection, 1 cp/j",
        "Page 1/2, Page 12, V2",
        "1-0-1 - 10 jours, 1-0-1 15j, 5-10 jours, 10-20-30 gouttes, 10 - 20 - 30 gouttes",
        "10 000 UI, 1-0-0, 1-0-½ le soir, O2 1 L/min, Q10 50 mg",
    ],
)
def test_words_and_numbers_elsewhere_stay_sure(row: str) -> None:
    assert doubted(row) == {}


def test_a_bar_before_the_doses_of_a_day_may_be_the_first_of_them() -> None:
    for row, asked in (
        ("Flagyl cp 500 mg | 0 1 0", True),
        ("Flagyl cp 500 mg 1 0 1 0", False),
        ("Flagyl cp 500 mg | 0 | 1 | 0", False),
        ("Flagyl cp 500 mg 2 0 | 2 0", False),
        ("Flagyl cp 500 mg | 1 0 1 0", False),
    ):
        (line,) = doubt_like_digits([Line(tuple(Word(text, None, 0.95) for text in row.split()))])
        doses = [word for word in line.words[4:] if word.text.isdigit()]
        assert any((word.confidence or 0) < 0.1 for word in doses) == asked
