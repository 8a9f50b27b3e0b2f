"""Drugs whose names look alike: each is itself, and no misreading makes one of the other."""

import pytest

from extraction.drugs.choice import Choice, choose_drug
from extraction.drugs.lexicon import load_lexicon
from extraction.drugs.mentions import DrugMatch, match_drug
from tests.extraction.reading import line

LEXICON = load_lexicon()


def matched(line: str) -> DrugMatch:
    match = match_drug(line, LEXICON)
    assert match is not None, line
    return match


def chosen(line: str) -> Choice:
    return choose_drug(line, LEXICON)


LOOK_ALIKES = [
    ("Célestène", "Célestamine"), ("Seroplex", "Seropram"), ("hydroxyzine", "hydralazine"),
    ("Lasilix", "Lexomil"), ("Aprovel", "Coaprovel"), ("prednisone", "prednisolone"),
    ("Zyrtec", "Xyzall"), ("Lamictal", "Lamisil"), ("Zocor", "Zoloft"), ("Tahor", "Tanganil"),
    ("Diamicron", "Diamox"), ("Deroxat", "Dérinox"), ("Risperdal", "Rivotril"),
    ("lévothyroxine", "liothyronine"), ("Previscan", "Preterax"), ("Xarelto", "Xeljanz"),
    ("Amarel", "Amlor"), ("Atarax", "Atacand"), ("Topalgic", "Tegretol"), ("Nebilox", "Nexium"),
    ("Inexium", "Inegy"), ("clomipramine", "clomifène"), ("Lodoz", "Loxen"),
    ("cefixime", "cefuroxime"), ("Esidrex", "Eliquis"), ("Plavix", "Pariet"),
    ("métronidazole", "métopimazine"), ("Ventoline", "Vastarel"), ("Imovane", "Imodium"),
    ("buprénorphine", "bupropion"), ("Effexor LP", "Efferalgan"), ("Mopral", "Motilium"),
    ("quétiapine", "quinapril"), ("oxybutynine", "oxycodone"), ("lopéramide", "lopinavir"),
]  # fmt: skip


@pytest.mark.parametrize("pair", [p for p in LOOK_ALIKES if all(LEXICON.find(n) for n in p)])
def test_look_alikes_are_each_themselves(pair: tuple[str, str]) -> None:
    for name, other in (pair, pair[::-1]):
        choice = chosen(name)
        assert choice.sure
        assert choice.drug in LEXICON.find(name)
        assert choice.drug not in LEXICON.find(other)


@pytest.mark.parametrize("pair", [p for p in LOOK_ALIKES if all(LEXICON.find(n) for n in p)])
def test_no_misreading_of_a_look_alike_is_taken_in_silence(pair: tuple[str, str]) -> None:
    """A name without one of its letters is either another exact name, or asked."""
    for name in pair:
        for i in range(1, len(name)):
            choice = chosen(name[:i] + name[i + 1 :])
            assert not choice.sure or choice.candidates[0].difference == 0


def test_strength_tells_look_alikes_apart() -> None:
    told = chosen("Celestane 0,05 %")
    assert told.drug is not None
    assert (told.drug.name, told.sure, told.repaired) == ("Célestène", True, True)
    close = chosen("Celestane 2 mg")
    assert not close.sure
    assert {c.drug.name for c in close.candidates} >= {"Célestène", "Célestamine"}
    unsure = chosen("prednisolne 20 mg")
    assert len(unsure.candidates) > 1
    assert {c.drug.name for c in unsure.candidates} >= {"prednisone", "prednisolone"}


def test_a_bare_number_of_flector_may_be_of_the_patch_or_of_the_gel() -> None:
    assert line("Flector 1% = 1-0-1 en usage cutané x 10 j").review
    assert line("Flector Tissugel 1 patch matin et soir").review == ()
    assert line("Flector 1 % gel 1-0-1").review == ()
