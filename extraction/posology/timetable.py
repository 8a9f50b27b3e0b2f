"""`8h : 1 cp, 20h : 2 cp`: each hour of a timetable is the moment of its dose."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extraction.grammar.chart import Node


def split_timetables(cover: Sequence[Node]) -> tuple[Node, ...]:
    """The cover with every dose before its hour, whichever of them was written first."""
    return tuple(piece for node in cover for piece in _pieces(node))


def _pieces(node: Node) -> Iterator[Node]:
    if node.kind != "timetable":
        yield node
        return
    here = node.start
    for item, (at, dose) in zip(node.children, node.value, strict=True):
        hour = next(child for child in item.children if child.kind == "hour")
        taken = next(child for child in item.children if child.kind != "hour")
        for part in sorted((hour, taken), key=lambda n: n.start):
            if here < part.start:
                # The colon, the comma or the arrow between them.
                yield Node(here, part.start, "filler", True, node.rule)
            here = part.end
        yield replace(taken, value=dose, rule=node.rule)
        yield replace(hour, kind="clock", value=(at,), rule=node.rule)
