"""Doubts of a line are told in the language of who looks, whichever the page was read in."""

import ast

import pytest

from ordonnancier.told_by_reading import told_again
from prescription.language import speak
from tests.conftest import ROOT


def _sentences() -> list[tuple[str, str]]:
    """What the reading of a line says word for word, in French and English."""
    found = []
    for module in (ROOT / "extraction").rglob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "say":
                said = {word.arg: word.value for word in node.keywords}
                fr, en = said["fr"], said["en"]
                if isinstance(fr, ast.Constant) and isinstance(en, ast.Constant):
                    found.append((str(fr.value), str(en.value)))
    return found


@pytest.mark.parametrize(("fr", "en"), _sentences())
def test_a_sentence_is_told_again_in_either_language(fr: str, en: str) -> None:
    speak("en")
    assert told_again(fr) == told_again(en) == en
    speak("fr")
    assert told_again(en) == told_again(fr) == fr
    speak(None)


def test_what_a_sentence_names_stays_and_words_of_the_page_do_too() -> None:
    speak("en")
    late = "20 mg est écrit après la dose et n’est pas un dosage commercialisé."
    assert told_again(late) == "20 mg is written after the dose and is not a marketed strength."
    assert told_again("des cases sont vides") == "des cases sont vides"
    speak(None)
