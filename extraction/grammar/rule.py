"""What a rule is: a readable name, a pattern or an expression, a production, and its examples."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

Produce = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Rule:
    """Patterns, each with its production: called with the children's values, None refuses.

    `reads` and `must_not_read` are phrases the rule does and does not read from end to end.
    """

    name: str
    kind: str
    patterns: tuple[tuple[str, Produce], ...]
    reads: tuple[str, ...] = ()
    must_not_read: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scan:
    """A regular expression over the folded text, for what spaces decide (numbers).

    `needs`: characters of which one must stand in the text for the expression to match.
    `numeric`: it begins with a number or fraction, and is tried nowhere else.
    """

    name: str
    kind: str
    expression: re.Pattern[str]
    produce: Callable[[re.Match[str]], Any]
    needs: frozenset[str] = frozenset()
    numeric: bool = False
    reads: tuple[str, ...] = ()
    must_not_read: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chain:
    """The longest run of `item`s with a separator (a phrase, or nothing) between two of them.

    `produce` takes the list of the items' values; runs shorter than `at_least` are left.
    """

    name: str
    kind: str
    item: str
    separators: tuple[str, ...]
    produce: Callable[[list[Any]], Any]
    at_least: int = 1
    reads: tuple[str, ...] = ()
    must_not_read: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Phrase:
    """An opening meaning, then free words up to a stop: a sign, a number, a meaning, a new line.

    `passes`: kinds read inside the phrase although they hold numbers. `never_last`: words it does
    not end with. `must_go_on`: the opening alone is no phrase. `ends_at_rows`: kinds and rules of
    meanings that end it where they fill a row of their own. `ends_after`: those that end it once
    one of `passes` was read; `passes_after`: what it passes behind one of them and a free word.
    """

    name: str
    kind: str
    opening: str
    stops: frozenset[str]
    passes: tuple[str, ...] = ()
    never_last: frozenset[str] = frozenset()
    must_go_on: bool = False
    ends_at_rows: frozenset[tuple[str, str]] = frozenset()
    ends_after: frozenset[tuple[str, str]] = frozenset()
    passes_after: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    must_not_read: tuple[str, ...] = ()


AnyRule = Rule | Scan | Chain | Phrase
_REFERENCE = re.compile(r"\{([^}]+)\}")


def used_kinds(entry: AnyRule) -> frozenset[str]:
    """The kinds of meanings that a rule is built on."""
    match entry:
        case Rule():
            written = [pattern for pattern, _ in entry.patterns]
            return frozenset(kind for line in written for kind in _REFERENCE.findall(line))
        case Chain():
            between = {kind for line in entry.separators for kind in _REFERENCE.findall(line)}
            return frozenset({entry.item, *between})
        case Phrase():
            rows = {kind for kind, _ in entry.ends_at_rows | entry.ends_after}
            return (
                frozenset({entry.opening, *entry.passes, *entry.passes_after, *rows}) | entry.stops
            )
        case Scan():
            return frozenset()


def rule(
    name: str,
    kind: str,
    *patterns: str,
    to: Produce | None = None,
    value: Any = None,
    reads: Sequence[str] = (),
    must_not_read: Sequence[str] = (),
) -> Rule:
    """One production for all patterns: `to`, else the constant `value`, else the only child's."""
    produce = to or ((lambda *_: value) if value is not None else _only)
    return Rule(
        name, kind, tuple((p, produce) for p in patterns), tuple(reads), tuple(must_not_read)
    )


def words(
    name: str,
    kind: str,
    meanings: dict[Any, str],
    reads: Sequence[str] = (),
    must_not_read: Sequence[str] = (),
) -> Rule:
    """A vocabulary: each value with the ways to write it, `;` between them."""
    patterns = tuple(
        (written.strip(), _constant(value))
        for value, ways in meanings.items()
        for written in ways.split(";")
    )
    return Rule(name, kind, patterns, tuple(reads), tuple(must_not_read))


def _constant(value: Any) -> Produce:
    return lambda *_: value


def _only(*values: Any) -> Any:
    return values[0] if values else True
