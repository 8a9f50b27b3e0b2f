"""`8h : 1 cp, 20h : 2 cp`: each hour of a timetable is the moment of its dose."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extraction.grammar.chart import Node


def split_timetables(flow: Sequence[Node]) -> list[Node]:
    """The flow with every dose before its hour, whichever of them was written first."""
    return [piece for node in flow for piece in _pieces(node)]


def _pieces(node: Node) -> Iterator[Node]:
    if node.kind != "timetable":
        yield node
        return
    for item, (at, dose) in zip(node.children, node.value, strict=True):
        hour = next(child for child in item.children if child.kind == "hour")
        taken = next(child for child in item.children if child.kind != "hour")
        yield replace(taken, value=dose)
        yield replace(hour, kind="clock", value=(at,), rule=node.rule)
