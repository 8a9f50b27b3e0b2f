"""What was recognised in a text: nodes, each with its span, its rule and its children."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from extraction.tokens import Token

MOST_NODES = 40
"""Nodes one rule may start at one token: beyond, a text is no prescription."""


@dataclass(frozen=True, slots=True)
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

    `starts` and `ends` give the token that begins, the token after the one that ends, at an offset.
    """

    given: str
    tokens: tuple[Token, ...]
    at: list[dict[str, list[Node]]] = field(init=False)
    kinds: set[str] = field(default_factory=set)
    starts: dict[int, int] = field(init=False)
    ends: dict[int, int] = field(init=False)
    words_here: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self.at = [{} for _ in self.tokens]
        self.starts = {token.start: i for i, token in enumerate(self.tokens)}
        self.words_here = frozenset(token.text for token in self.tokens)
        self.ends = {token.end: i + 1 for i, token in enumerate(self.tokens)}

    def add(self, node: Node) -> None:
        """Keep a node unless the same meaning already stands there."""
        self.kinds.add(node.kind)
        here = self.at[node.start].setdefault(node.kind, [])
        if len(here) < MOST_NODES and not any(
            n.end == node.end and n.value == node.value for n in here
        ):
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
