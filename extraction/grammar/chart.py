"""What was recognised in a text: nodes, each with its span, its rule and its children."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from extraction.grammar.tokens import Token
from extraction.values import value

MOST_NODES = 40
"""Nodes one rule may start at one token: beyond, a text is no prescription."""


@value
class Node:
    """A recognised meaning over tokens `start` to `end` (excluded)."""

    start: int
    end: int
    kind: str
    value: Any
    rule: str
    children: tuple["Node", ...] = ()


@dataclass(slots=True)
class Chart:
    """What was recognised in one text: `at[i][kind]` holds the nodes that start at token `i`.

    `begun` tells at which tokens nodes of a kind start, `where` at which tokens a word stands.
    `starts` and `ends` give the token that begins, the token after the one that ends, at an offset.
    `dotted` tells of each token whether a dot touches it: an abbreviation's, or a sentence's end.
    `numbers` are the offsets of the numbers and fractions. Behind the last token stands an empty
    text, where nothing is recognised.
    """

    given: str
    tokens: tuple[Token, ...]
    texts: list[str] = field(init=False)
    at: list[dict[str, list[Node]]] = field(init=False)
    begun: dict[str, set[int]] = field(default_factory=dict)
    where: dict[str, list[int]] = field(default_factory=dict)
    starts: dict[int, int] = field(init=False)
    ends: dict[int, int] = field(init=False)
    dotted: list[bool] = field(init=False)
    numbers: list[int] = field(init=False)

    def __post_init__(self) -> None:
        tokens = self.tokens
        self.texts = [token.text for token in tokens]
        self.at = [{} for _ in range(len(tokens) + 1)]
        self.starts = {token.start: i for i, token in enumerate(tokens)}
        self.ends = {token.end: i + 1 for i, token in enumerate(tokens)}
        self.numbers = [token.start for token in tokens if token.text[0].isnumeric()]
        for i, text in enumerate(self.texts):
            self.where.setdefault(text, []).append(i)
        self.texts.append("")
        self.dotted = [False] * len(tokens)
        for i in self.where.get(".", ()):
            if i and tokens[i - 1].end == tokens[i].start and self.texts[i - 1].isalpha():
                self.dotted[i - 1] = True

    def add(self, node: Node) -> None:
        """Keep a node unless the same meaning already stands there."""
        here = self.at[node.start].get(node.kind)
        if here is None:
            self.at[node.start][node.kind] = [node]
            self.begun.setdefault(node.kind, set()).add(node.start)
        elif len(here) < MOST_NODES:
            for known in here:
                if known.end == node.end and known.value == node.value:
                    return
            here.append(node)

    def nodes(self, *kinds: str) -> Iterator[Node]:
        """Every node of these kinds, from the first token to the last."""
        for here in self.at:
            for kind in kinds:
                yield from here.get(kind, ())

    def words(self, node: Node) -> str:
        """The given words of a node, with one space where there were several."""
        start, end = self.span(node)
        return " ".join(self.given[start:end].split())

    def span(self, node: Node) -> tuple[int, int]:
        """Offsets of a node in the given text."""
        return self.tokens[node.start].start, self.tokens[node.end - 1].end
