"""What the paper says of strength, form and instructions, and nothing that is added or mended."""

import re
from collections.abc import Sequence
from dataclasses import replace

from extraction.drugs.official_form import official_form
from extraction.posology.instruction import InstructionReading
from extraction.posology.repairs import RepairedText
from extraction.spelling.matching import fold
from extraction.spelling.words import load_words
from prescription.dosage import CodeableConcept, Dosage, Ratio

_PER = re.compile(r"[/%]|\b(?:par|pour|dans|p\.? ?cent)\b")
_CHAMBER = re.compile(r"chambre")


def as_written(reading: InstructionReading) -> tuple[Ratio, ...]:
    """The strength without a denominator that no word of it says: `Ventoline 100` is 100 µg."""
    written = [
        fold(reading.text[e.start : e.end])
        for e in reading.evidence
        if e.field == "medication.strength"
    ]
    if not written or any(map(_PER.search, written)) or len(reading.strength) != 1:
        return reading.strength
    return tuple(replace(ratio, denominator=None) for ratio in reading.strength)


def written_form(reading: InstructionReading) -> str | None:
    """The form in the words of the paper, in full; a device's name (`FlexPen`) is no form."""
    written = [
        reading.text[e.start : e.end] for e in reading.evidence if e.field == "medication.form"
    ]
    devices = load_words().devices
    if reading.form is None or (written and all(_is_device(fold(w), devices) for w in written)):
        return None
    return official_form(max(written, key=len), reading.form) if written else reading.form


def _is_device(words: str, devices: frozenset[str]) -> bool:
    return bool(_CHAMBER.search(words)) or bool(set(re.findall(r"[a-z]+", words)) & devices)


def word_for_word(dosages: Sequence[Dosage], text: RepairedText) -> tuple[Dosage, ...]:
    """The dosages with their instructions as printed, where a word of them was taken for another.

    `pour Mme Durand` stays so, though `durand` may be a misread `durant` elsewhere.
    """
    if not any(one.start < one.end for one in text.repairs):
        return tuple(dosages)
    return tuple(
        replace(
            dosage,
            additional_instruction=tuple(
                CodeableConcept(_as_printed(note.text, text))
                for note in dosage.additional_instruction
            ),
        )
        if dosage.additional_instruction
        else dosage
        for dosage in dosages
    )


def dosages_as_written(reading: InstructionReading, text: RepairedText) -> tuple[Dosage, ...]:
    """The dosages; one that keeps the words alone where they say no dose and no rhythm.

    `10 UI si > 2 g/L, 12 UI si > 3 g/L` and `selon INR` are for a human to understand.
    """
    if reading.dosages:
        return word_for_word(reading.dosages, text)
    kept = words_alone(reading, text)
    if not kept:
        return ()
    return (Dosage(text=" ".join(kept), additional_instruction=tuple(map(CodeableConcept, kept))),)


def words_alone(reading: InstructionReading, text: RepairedText) -> list[str]:
    """The words of a posology of which no dosage was made, as printed; `text` was read."""
    spans: list[tuple[int, int]] = []
    for unread in () if reading.dosages else reading.unread:
        between = reading.text[spans[-1][1] : unread.start] if spans else ""
        if spans and not any(map(str.isalnum, between)):
            spans[-1] = spans[-1][0], unread.end
        elif unread.matters:
            spans.append((unread.start, unread.end))
    located = (text.locate(*span) for span in spans)
    return [" ".join(text.original[start:end].split()) for start, end in located]


def _as_printed(note: str, text: RepairedText) -> str:
    found = re.search(r"\s+".join(map(re.escape, note.split())), text.text)
    if found is None:
        return note
    start, end = text.locate(*found.span())
    return " ".join(text.original[start:end].split()) or note
