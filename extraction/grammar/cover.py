"""Choosing the pieces of a text: the most characters read, the fewest pieces, the most said.

Two covers that are equally good are both kept: whoever assembles them sees whether they differ in
meaning. A dynamic programme over token positions: linear in tokens and nodes.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from extraction.grammar.chart import Chart, Node

MOST_COVERS = 6
Cover = tuple[Node, ...]
Score = tuple[int, int, int]
"""Characters read, pieces (negative), weak pieces (negative): the greater the better."""
WEAK = frozenset({"filler", "note", "condition", "body_site", "vague", "count", "longest_duration"})
"""Kinds that keep words as they are, or a bare number: a tie goes to what says more."""
TELLING_SIGNS = frozenset("/<>≥≤%→±?↑↓↗↘")
"""Signs that change a meaning and must be read as words must; other punctuation is no loss."""


def best_covers(
    chart: Chart, kinds: Iterable[str], refused: Callable[[Node], bool] | None = None
) -> tuple[Cover, ...]:
    """Every best cover, at most `MOST_COVERS`; `refused` tells nodes to leave out."""
    sizes = [
        t.end - t.start if t.text[0].isalnum() or t.text in TELLING_SIGNS else 0
        for t in chart.tokens
    ]
    read = [0]
    for size in sizes:
        read.append(read[-1] + size)
    ending = _pieces_by_end(chart, frozenset(kinds), refused)
    best: list[Score] = [(0, 0, 0)]
    back: list[list[Node | None]] = [[]]
    for here in range(1, len(sizes) + 1):
        chars, pieces, weak = best[here - 1]
        score = (chars, pieces - (1 if sizes[here - 1] else 0), weak)
        ways: list[Node | None] = [None]
        for node in ending[here]:
            chars, pieces, weak = best[node.start]
            candidate = (
                chars + read[here] - read[node.start],
                pieces - (node.kind != "sign") * 2,
                weak - (node.kind in WEAK),
            )
            if candidate > score:
                score, ways = candidate, [node]
            elif candidate == score:
                ways = [*(w for w in ways if w is not None), node]
        best.append(score)
        back.append(ways)
    return tuple(_walk_back(back, len(sizes)))


def _pieces_by_end(
    chart: Chart, kinds: frozenset[str], refused: Callable[[Node], bool] | None
) -> list[list[Node]]:
    ending: list[list[Node]] = [[] for _ in range(len(chart.tokens) + 1)]
    for here in chart.at:
        for kind, nodes in here.items():
            if kind in kinds:
                for node in nodes:
                    if refused is None or not refused(node):
                        ending[node.end].append(node)
    return ending


def _walk_back(back: Sequence[Sequence[Node | None]], end: int) -> list[Cover]:
    """Every way from the end to the beginning, at most `MOST_COVERS`, without recursion.

    A way is a chain of pairs (node, the chain of those after it), so that ways share their ends.
    """
    covers: list[Cover] = []
    waiting: list[tuple[int, Any]] = [(end, None)]
    while waiting and len(covers) < MOST_COVERS:
        here, chain = waiting.pop()
        while here > 0:
            ways = back[here]
            for other in ways[1:]:
                if len(waiting) < MOST_COVERS and other is not None:
                    waiting.append((other.start, (other, chain)))
            first = ways[0]
            if first is None:
                here -= 1
            else:
                here, chain = first.start, (first, chain)
        nodes = []
        while chain is not None:
            node, chain = chain
            nodes.append(node)
        covers.append(tuple(nodes))
    return covers
