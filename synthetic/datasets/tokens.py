"""Medication lines as BIO-tagged tokens, in JSON Lines and in CoNLL columns."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from synthetic.pages.sheet import Part, PrintedWord


@dataclass(frozen=True, slots=True)
class TokenLine:
    """The words of one medication, or of a line that is none, with a BIO tag each."""

    name: str
    tokens: tuple[str, ...]
    labels: tuple[str, ...]


def tag_tokens(number: int, pages: Sequence[Sequence[PrintedWord]]) -> list[TokenLine]:
    """Every line of the body of one prescription, named after its number and part."""
    parts: dict[Part, list[PrintedWord]] = {}
    for words in pages:
        for word in words:
            if word.part.kind in ("medication", "other"):
                parts.setdefault(word.part, []).append(word)
    return [
        TokenLine(
            f"{number:06d}-{part.kind}-{part.number}",
            tuple(w.text for w in words),
            tuple(w.label or "O" for w in words),
        )
        for part, words in parts.items()
    ]


def as_json_line(line: TokenLine) -> str:
    """One line of the JSONL file."""
    value = {"id": line.name, "tokens": line.tokens, "labels": line.labels}
    return json.dumps(value, ensure_ascii=False) + "\n"


def as_conll(line: TokenLine) -> str:
    """A comment with the name, a token and its tag a row, and an empty row."""
    rows = "".join(f"{t}\t{b}\n" for t, b in zip(line.tokens, line.labels, strict=True))
    return f"# id = {line.name}\n{rows}\n"
