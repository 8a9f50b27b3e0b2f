"""The grammar engine: rules over words and recognised meanings. It knows no French.

After facebook/duckling: a rule is a readable name, a pattern and a production; each node keeps its
span, its children and its rule, so that a parse explains itself. Unlike duckling the rules are
stratified: a rule sees only what earlier subjects recognised, so each subject passes over the
tokens once, and no parse is exponential.

A pattern is a line of words and `{kind}` references: `"{number} fois par jour"`. `(a|b)` is a
choice, `[s]` may be missing, attached to a word or on its own, `‹ ›` are written brackets. Case,
accents, apostrophes, hyphens between letters and the dot after an abbreviation do not matter.
"""

from collections.abc import Callable, Sequence

from extraction.chart import MOST_NODES, Chart, Node
from extraction.patterns import Network, State, pattern_tokens
from extraction.rule import AnyRule, Chain, Phrase, Rule, Scan
from extraction.tokens import Token, fold, tokenize

STOP_SIGNS = frozenset(",;()¦:→>=")
LONGEST_PHRASE = 25


class Subject:
    """The rules of one subject, compiled: patterns that begin alike are followed together."""

    def __init__(self, name: str, rules: Sequence[AnyRule]) -> None:
        self.name = name
        self.rules = tuple(rules)
        self._network = Network()
        for entry in self.rules:
            if isinstance(entry, Rule):
                for pattern, produce in entry.patterns:
                    end = self._network.grow(pattern, self._network.root)
                    self._network.ends[end].append((entry, produce))
            elif isinstance(entry, Chain):
                for separator in entry.separators:
                    self._network.vocabulary.update(pattern_tokens(separator))
        self._scans = [entry for entry in self.rules if isinstance(entry, Scan)]
        self._chains = [entry for entry in self.rules if isinstance(entry, Chain)]
        self._phrases = [entry for entry in self.rules if isinstance(entry, Phrase)]
        self.vocabulary = frozenset(self._network.vocabulary)
        self._root = self._network.state(self._network.closure([self._network.root]))
        self._first_kinds = frozenset(self._root.kinds)
        self._first_words = frozenset(self._root.words)
        if self._root.ends:
            raise ValueError(f"{self._root.ends[0][0].name}: a pattern may be empty")

    def apply(self, chart: Chart, folded: str) -> None:
        """Add to the chart what this subject recognises."""
        for scan in self._scans:
            if not scan.needs or not scan.needs.isdisjoint(folded):
                _scan(scan, chart, folded)
        if not (self._first_words.isdisjoint(chart.words_here) and self._is_idle(chart)):
            self._apply_patterns(chart)
        for chain in self._chains:
            if chain.item in chart.kinds:
                _link(chain, chart)
        for phrase in self._phrases:
            if phrase.opening in chart.kinds:
                _extend(phrase, chart)

    def _is_idle(self, chart: Chart) -> bool:
        return self._first_kinds.isdisjoint(chart.kinds)

    def _apply_patterns(self, chart: Chart) -> None:
        found: list[Node] = []
        words, kinds = self._first_words, self._first_kinds
        for start, token in enumerate(chart.tokens):
            if token.text in words or not kinds.isdisjoint(chart.at[start]):
                self._walk(chart, start, start, self._root, (), found)
        for node in found:
            chart.add(node)

    def _walk(
        self,
        chart: Chart,
        start: int,
        here: int,
        state: State,
        children: tuple[Node, ...],
        found: list[Node],
    ) -> None:
        for entry, produce in state.ends:
            value = produce(*[child.value for child in children])
            if value is not None:
                found.append(Node(start, here, entry.kind, value, entry.name, children))
        if here == len(chart.tokens):
            return
        self._step(chart, start, here, state, children, found)
        if here > start and _is_dotted(chart.tokens, here - 1) and here + 1 < len(chart.tokens):
            self._step(chart, start, here + 1, state, children, found)

    def _step(
        self,
        chart: Chart,
        start: int,
        here: int,
        state: State,
        children: tuple[Node, ...],
        found: list[Node],
    ) -> None:
        follow = self._network.follow
        onward = follow(state.words, chart.tokens[here].text)
        if onward is not None:
            self._walk(chart, start, here + 1, onward, children, found)
        if state.kinds:
            for kind, nodes in chart.at[here].items():
                target = follow(state.kinds, kind)
                if target is not None:
                    for node in nodes:
                        self._walk(chart, start, node.end, target, (*children, node), found)


def _is_dotted(tokens: Sequence[Token], here: int) -> bool:
    """Whether a dot touches the word: an abbreviation's, or the end of a sentence."""
    return (
        here + 1 < len(tokens)
        and tokens[here + 1].text == "."
        and tokens[here].end == tokens[here + 1].start
        and tokens[here].text.isalpha()
    )


def _scan(entry: Scan, chart: Chart, folded: str) -> None:
    for match in entry.expression.finditer(folded):
        start, end = chart.starts.get(match.start()), chart.ends.get(match.end())
        if start is not None and end is not None:
            value = entry.produce(match)
            if value is not None:
                chart.add(Node(start, end, entry.kind, value, entry.name))


def _link(entry: Chain, chart: Chart) -> None:
    """Runs are built from the right, so that each start knows the longest run after it."""
    separators = [pattern_tokens(s) for s in entry.separators]
    longest: dict[int, tuple[Node, ...]] = {}
    for start in range(len(chart.tokens) - 1, -1, -1):
        best: tuple[Node, ...] = ()
        for item in chart.at[start].get(entry.item, ()):
            run: tuple[Node, ...] = (item,)
            dotted = _is_dotted(chart.tokens, item.end - 1)
            for after in (item.end, item.end + 1) if dotted else (item.end,):
                for separator in separators:
                    stop = after + len(separator)
                    between = [t.text for t in chart.tokens[after:stop]]
                    rest = longest.get(stop, ()) if between == separator else ()
                    if rest and rest[-1].end > run[-1].end and len(rest) < MOST_NODES:
                        run = (item, *rest)
            if not best or (run[-1].end, -len(run)) > (best[-1].end, -len(best)):
                best = run
        if best:
            longest[start] = best
    for start, run in longest.items():
        if len(run) >= entry.at_least:
            value = entry.produce([node.value for node in run])
            if value is not None:
                chart.add(Node(start, run[-1].end, entry.kind, value, entry.name, run))


def _extend(entry: Phrase, chart: Chart) -> None:
    for opening in list(chart.nodes(entry.opening)):
        end = _phrase_end(entry, chart, opening.end)
        if end > opening.end or not entry.must_go_on:
            node = Node(opening.start, end, entry.kind, opening.value, entry.name, (opening,))
            chart.add(node)


def _phrase_end(entry: Phrase, chart: Chart, begin: int) -> int:
    tokens = chart.tokens
    here, last = begin, min(len(tokens), begin + LONGEST_PHRASE)
    while here < last:
        passed = [n.end for kind in entry.passes for n in chart.at[here].get(kind, ())]
        if passed:
            here = max(passed)
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
        here += 2 if _is_dotted(tokens, here) and token.end - token.start < 4 else 1
    here = min(here, len(tokens))
    while here > begin and tokens[here - 1].text in entry.never_last:
        here -= 1
    return here


class Grammar:
    """Subjects in order: each sees what the earlier ones recognised."""

    def __init__(self, subjects: Sequence[Subject]) -> None:
        self.subjects = tuple(subjects)
        self.vocabulary = frozenset().union(*(s.vocabulary for s in subjects))

    def parse(self, text: str, split: Callable[[Token], Sequence[Token]] | None = None) -> Chart:
        """Everything recognised in the text. `split` may cut a word that is not in the vocabulary.

        Time is linear in the length of the text.
        """
        folded = fold(text)
        tokens = tokenize(folded)
        if split is not None:
            known = self.vocabulary
            tokens = tuple(
                piece
                for token in tokens
                for piece in ((token,) if token.text in known else split(token))
            )
        chart = Chart(text, tokens)
        for subject in self.subjects:
            subject.apply(chart, folded)
        return chart
