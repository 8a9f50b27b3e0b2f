"""How far a phrase of free words goes behind its opening."""

from extraction.grammar.chart import Chart, Node
from extraction.grammar.rule import Phrase

STOP_SIGNS = frozenset(",;()¦:→>=")
LONGEST_PHRASE = 25


def extend(entry: Phrase, chart: Chart) -> None:
    """Add the phrase behind each of its openings."""
    for opening in list(chart.nodes(entry.opening)):
        end = _phrase_end(entry, chart, opening.end)
        if end > opening.end or not entry.must_go_on:
            node = Node(opening.start, end, entry.kind, opening.value, entry.name, (opening,))
            chart.add(node)


def _phrase_end(entry: Phrase, chart: Chart, begin: int) -> int:
    tokens = chart.tokens
    here, last = begin, min(len(tokens), begin + LONGEST_PHRASE)
    told: int | None = None
    while here < last:
        if entry.ends_at_rows and here > begin and _fills_a_row(entry, chart, here):
            break
        if told is not None and entry.ends_after and _begins_another(entry, chart, here):
            break
        goes_on = told is not None and here > told
        passes = (*entry.passes, *entry.passes_after) if goes_on else entry.passes
        passed = [n.end for kind in passes for n in chart.at[here].get(kind, ())]
        if passed and not _says_more(entry, chart, here, max(passed)):
            here = told = max(passed)
            continue
        token = tokens[here]
        if token.text in STOP_SIGNS or (not token.text[0].isalpha() and token.text not in "'-/+"):
            break
        apart = here > 0 and tokens[here - 1].end < token.start
        if (apart and token.text == "-") or not entry.stops.isdisjoint(chart.at[here]):
            break
        new_line = here > 0 and token.line != tokens[here - 1].line
        if new_line and here > begin and chart.given[token.start].isupper():
            break
        here += 2 if chart.dotted[here] and token.end - token.start < 4 else 1
    here = min(here, len(tokens))
    while here > begin and tokens[here - 1].text in entry.never_last:
        here -= 1
    return here


def _begins_another(entry: Phrase, chart: Chart, here: int) -> bool:
    """`à changer toutes les 72 h pendant 28 jours`: the length is the treatment's own."""
    if chart.tokens[here - 1].text in entry.never_last:
        return False
    return any(
        (kind, node.rule) in entry.ends_after
        for kind, nodes in chart.at[here].items()
        for node in nodes
    )


def _says_more(entry: Phrase, chart: Chart, here: int, end: int) -> bool:
    """`avec un verre d'eau 30 min avant le petit déjeuner`: the minutes are part of a moment."""
    return any(n.end > end for kind in entry.stops for n in chart.at[here].get(kind, ()))


def _fills_a_row(entry: Phrase, chart: Chart, here: int) -> bool:
    """Whether a meaning at which the phrase may end has the row that begins here for itself."""
    tokens = chart.tokens
    if tokens[here].line == tokens[here - 1].line or tokens[here - 1].text in entry.never_last:
        return False
    return any(
        (kind, node.rule) in entry.ends_at_rows
        and (node.end == len(tokens) or tokens[node.end].line != tokens[node.end - 1].line)
        for kind, nodes in chart.at[here].items()
        for node in nodes
    )
