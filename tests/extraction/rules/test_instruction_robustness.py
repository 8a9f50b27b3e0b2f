"""Whatever is written: no crash, no hang, no word lost."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from extraction.posology.instruction import (
    LONGEST_READ,
    Branch,
    InstructionReading,
    Unread,
    explain,
    read_instruction,
)
from prescription.dosage import Dosage
from tests.extraction.rules.phrasings import cases

PHRASINGS = [case.text for case in cases("meaning") + cases("review")]
PIECES = ["matin", "midi", "le soir", "à 8h", "le lundi", "1-0-0-1", "0 0 1 0", "½-0-1"]
PIECES += ["2 cp", "1 gél", "1", ":", ","]
ALPHABET = st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs", "Cc", "M"))


def check_whole(reading: InstructionReading) -> None:
    """Each letter or digit is used by a rule of the tree, or listed as unread."""
    covered = bytearray(len(reading.text))
    parts: list[Branch | Unread] = [*reading.tree, *reading.unread]
    for part in parts:
        assert 0 <= part.start < part.end <= len(reading.text)
        covered[part.start : part.end] = b"\1" * (part.end - part.start)
    lost = [c for c, done in zip(reading.text, covered, strict=True) if c.isalnum() and not done]
    assert lost == []
    for evidence in reading.evidence:
        assert reading.text[evidence.start : evidence.end].strip()
    assert 0 <= reading.share_read <= 1
    assert all(isinstance(dosage, Dosage) for dosage in reading.dosages)
    explain(reading)


@settings(max_examples=300, deadline=None)
@given(st.text(ALPHABET, max_size=200))
def test_any_text(text: str) -> None:
    check_whole(read_instruction(text))


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_mutated_lines(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(PHRASINGS))
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(text)))
        length = data.draw(st.integers(0, 3))
        new = data.draw(st.text("0123456789/-,. xcpjlOIS½é\n|", max_size=3))
        text = text[:place] + new + text[place + length :]
    check_whole(read_instruction(text))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PHRASINGS), min_size=1, max_size=5), st.sampled_from(" \n,;|"))
def test_lines_glued_together(lines: list[str], between: str) -> None:
    check_whole(read_instruction(between.join(lines)))


@pytest.mark.parametrize(
    "text",
    [
        "mot " * 10_000,
        "1" * 5_000,
        "(" * 5_000,
        "1 cp " * 5_000,
        "1-" * 2_000,
        "1/2 " * 1_200,
        "matin, " * 700,
        "si douleur " * 450,
        "puis " * 900,
        "1 cp matin puis " * 300,
        "de 1 à " * 700,
        "1 000 " * 800,
        "le " * 1_600,
        "\n" * 4_000,
        "½" * 4_000,
    ],
    ids=lambda text: text[:12],
)
def test_monstrous_lines_end(text: str) -> None:
    reading = read_instruction(text)
    if len(text) > LONGEST_READ:
        assert reading.dosages == ()
        assert reading.unread[0].matters
    else:
        check_whole(reading)


def test_the_tree_tells_the_rules_and_the_words() -> None:
    reading = read_instruction("1 cp 3 fois par jour si zorglub, blabla 7")
    told = explain(reading)
    assert "dose : « 1 cp »" in told
    assert "n fois par jour : « 3 fois par jour »" in told
    assert re.search(r"non lu \(à relire\) : « .*7 »", told)


def test_two_readings_are_told_apart() -> None:
    told = explain(read_instruction("2 cp par jour matin et soir"))
    assert "lecture possible 1 : 2 comprimés, le matin et le soir" in told
    assert "lecture possible 2 : 1 comprimé, le matin et le soir" in told


def test_unread_words_stay_in_the_dosage() -> None:
    (dosage,) = read_instruction("1 cp le soir avec de la confiture de figues").dosages
    assert dosage.additional_instruction[0].text == "avec de la confiture de figues"


def test_offsets_are_those_of_the_given_text() -> None:
    text = "  Œdème :\n\u00a01 Cp  À MIDI"
    reading = read_instruction(text)
    where = {e.field: text[e.start : e.end] for e in reading.evidence}
    assert where["dosageInstruction[0].doseAndRate"] == "1 Cp"
    assert where["dosageInstruction[0].timing.repeat"] == "À MIDI"


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=2, max_size=7))
@example(["le lundi", "0 0 1 0", "le soir", "1-0-0-1", "1 gél", "2 cp"])
def test_moments_slots_and_doses_in_any_order(pieces: list[str]) -> None:
    check_whole(read_instruction(" ".join(pieces)))
