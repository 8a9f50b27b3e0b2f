"""Patterns of rules, compiled: a subject's patterns become one network followed word by word.

The network is linear in the length of the patterns; states that stand for several points of it at
once are made when a text first reaches them.
"""

import re
from collections.abc import Callable, Iterable
from functools import cache
from itertools import pairwise
from typing import Any

from extraction.grammar.tokens import fold, tokenize

_BRACKET = re.compile(r"[()\[\]]")
_PARTING = re.compile(r"[()\[\]| ]")
End = tuple[int, Any, Callable[..., Any]]
"""The place of a pattern among all, the rule it belongs to and its production."""


class State:
    """A point reached inside patterns; where each word or kind leads is worked out when asked."""

    __slots__ = ("awaited", "ends", "kinds", "words")

    def __init__(self, points: frozenset[int], network: "Network") -> None:
        self.ends = tuple(sorted((end for p in points for end in network.ends[p]), key=_place))
        self.words: dict[str, State | list[int]] = {}
        self.kinds: dict[str, State | list[int]] = {}
        for point in sorted(points):
            for label, reached in network.edges[point].items():
                targets = self.words
                if label[0] == "{":
                    targets, label = self.kinds, label[1:-1]
                onward = targets.get(label)
                targets[label] = [*onward, *reached] if isinstance(onward, list) else reached
        self.awaited = frozenset(self.kinds)


class Network:
    """All patterns of a subject as one network, read word by word: linear in their length.

    Patterns share the points of the words they begin with.
    """

    def __init__(self) -> None:
        self.edges: list[dict[str, list[int]]] = []
        self.joins: list[list[int]] = []
        self.ends: list[list[End]] = []
        self.root = self.point()
        self.vocabulary: set[str] = set()
        self.states: dict[frozenset[int], State] = {}
        self._patterns = 0

    def point(self) -> int:
        """A new point of the network, from which nothing leads on yet."""
        self.edges.append({})
        self.joins.append([])
        self.ends.append([])
        return len(self.edges) - 1

    def add(self, pattern: str, rule: Any, produce: Callable[..., Any]) -> None:
        """Add a pattern of a rule, after those added before."""
        end = self.grow(pattern, self.root)
        self.ends[end].append((self._patterns, rule, produce))
        self._patterns += 1

    def grow(self, pattern: str, begin: int) -> int:
        """Add the words of a pattern after a point; the point where it ends."""
        here = begin
        plain = "(" not in pattern and "[" not in pattern
        for unit in pattern.split() if plain else _split(pattern, " "):
            if unit[0] in "([" and _closing(unit) == len(unit) - 1:
                choices = _split(unit[1:-1], "|")
                after = self.point()
                for choice in choices:
                    self.joins[self.grow(choice, here)].append(after)
                if unit[0] == "[":
                    self.joins[here].append(after)
                here = after
                continue
            flats = [unit] if plain else expand(unit)
            if len(flats) == 1:
                here = self._follow_words(here, pattern_tokens(flats[0]))
                continue
            after = self.point()
            for flat in flats:
                self.joins[self._follow_words(here, pattern_tokens(flat))].append(after)
            here = after
        return here

    def _follow_words(self, here: int, elements: Iterable[str]) -> int:
        for element in elements:
            known = self.edges[here].get(element)
            if known is None:
                if element[0] != "{":
                    self.vocabulary.add(element)
                known = self.edges[here][element] = [self.point()]
            here = known[0]
        return here

    def closure(self, points: Iterable[int]) -> frozenset[int]:
        """The points and all that join them without a word between."""
        found, waiting = set(points), list(points)
        while waiting:
            for onward in self.joins[waiting.pop()]:
                if onward not in found:
                    found.add(onward)
                    waiting.append(onward)
        return frozenset(found)

    def follow(self, edges: dict[str, State | list[int]], label: str) -> State:
        """Where a word or a kind leads, worked out once."""
        onward = edges[label]
        if isinstance(onward, list):
            onward = edges[label] = self.state(self.closure(onward))
        return onward

    def state(self, points: frozenset[int]) -> State:
        """The state of these points, made once."""
        known = self.states.get(points)
        if known is None:
            known = self.states[points] = State(points, self)
        return known


def _place(end: End) -> int:
    return end[0]


def _closing(pattern: str) -> int:
    """Where the bracket that opens the pattern closes."""
    depth = 0
    for found in _BRACKET.finditer(pattern):
        depth += 1 if found[0] in "([" else -1
        if depth == 0:
            return found.start()
    raise ValueError(f"a bracket stays open in {pattern!r}")


def _split(pattern: str, sign: str) -> list[str]:
    """Parts between `sign`s outside brackets; of spaces, empty parts are dropped."""
    parts, depth, begin = [], 0, 0
    for found in _PARTING.finditer(pattern):
        mark = found[0]
        if mark in "([":
            depth += 1
        elif mark in ")]":
            depth -= 1
        elif mark == sign and depth == 0:
            parts.append(pattern[begin : found.start()])
            begin = found.end()
    parts.append(pattern[begin:])
    return [part for part in parts if part] if sign == " " else parts


def expand(pattern: str) -> list[str]:
    """Every flat line a pattern stands for: choices `(a|b)` and optional parts `[x]` spelt out."""
    opening = re.search(r"[(\[]", pattern)
    if opening is None:
        return [pattern]
    depth, begin, cuts = 0, opening.start(), [opening.start()]
    for i in range(begin, len(pattern)):
        depth += (pattern[i] in "([") - (pattern[i] in ")]")
        if depth == 1 and pattern[i] == "|":
            cuts.append(i)
        if depth == 0:
            cuts.append(i)
            break
    else:
        raise ValueError(f"a bracket stays open in {pattern!r}")
    parts = [pattern[a + 1 : b] for a, b in pairwise(cuts)]
    if pattern[begin] == "[":
        parts.append("")
    tails = expand(pattern[cuts[-1] + 1 :])
    heads = [flat for part in parts for flat in expand(part)]
    return [pattern[:begin] + head + tail for head in heads for tail in tails]


@cache
def pattern_tokens(flat: str) -> list[str]:
    """Elements of a flat pattern: folded words and signs, `{kind}` references kept whole."""
    elements: list[str] = []
    for part in re.split(r"(\{[^}]+\})", flat):
        if part.startswith("{"):
            elements.append(part)
        else:
            plain = fold(part).replace("‹", "(").replace("›", ")")
            elements.extend(token.text for token in tokenize(plain))
    return elements
