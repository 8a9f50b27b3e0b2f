"""The grammar engine: rules over words and recognised meanings. It knows no French.

After facebook/duckling: a rule is a readable name, a pattern and a production; each node keeps its
span, its children and its rule, so that a parse explains itself. Unlike duckling the rules are
stratified: a rule sees only what earlier subjects recognised, so each subject passes over the
tokens once, and no parse is exponential.

A pattern is a line of words and `{kind}` references: `"{number} fois par jour"`. `(a|b)` is a
choice, `[s]` may be missing, attached to a word or on its own, `‹ ›` are written brackets. Case,
accents, apostrophes, hyphens between letters and the dot after an abbreviation do not matter.
"""

from collections.abc import Callable, Iterable, Sequence

from extraction.grammar.chart import MOST_NODES, Chart, Node
from extraction.grammar.patterns import Network, State, pattern_tokens
from extraction.grammar.rule import AnyRule, Chain, Phrase, Rule, Scan
from extraction.grammar.tokens import Token, fold, tokenize

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
                    self._network.add(pattern, entry, produce)
            elif isinstance(entry, Chain):
                for separator in entry.separators:
                    self._network.vocabulary.update(pattern_tokens(separator))
        self._scans = [entry for entry in self.rules if isinstance(entry, Scan)]
        self._chains = [entry for entry in self.rules if isinstance(entry, Chain)]
        self._phrases = [entry for entry in self.rules if isinstance(entry, Phrase)]
        self.vocabulary = frozenset(self._network.vocabulary)
        self._root = self._network.state(self._network.closure([self._network.root]))
        if self._root.ends:
            raise ValueError(f"{self._root.ends[0][1].name}: a pattern may be empty")

    @property
    def first_words(self) -> Iterable[str]:
        """The words that patterns of this subject begin with."""
        return self._root.words.keys()

    def apply(self, chart: Chart, folded: str, starts: set[int]) -> None:
        """Add to the chart what this subject recognises; `starts`: where its first words stand."""
        for scan in self._scans:
            if not scan.needs or not scan.needs.isdisjoint(folded):
                _scan(scan, chart, folded)
        for kind in self._root.kinds:
            if kind in chart.begun:
                starts |= chart.begun[kind]
        if starts:
            found: list[Node] = []
            for start in sorted(starts):
                self._walk(chart, start, start, self._root, (), found)
            for node in found:
                chart.add(node)
        for chain in self._chains:
            if chain.item in chart.begun:
                _link(chain, chart)
        for phrase in self._phrases:
            if phrase.opening in chart.begun:
                _extend(phrase, chart)

    def _walk(
        self,
        chart: Chart,
        start: int,
        here: int,
        state: State,
        children: tuple[Node, ...],
        found: list[Node],
    ) -> None:
        texts, dotted = chart.texts, chart.dotted
        while True:
            for _, entry, produce in state.ends:
                value = produce(*[child.value for child in children])
                if value is not None:
                    found.append(Node(start, here, entry.kind, value, entry.name, children))
            if here >= len(texts):
                return
            # After an abbreviation its dot may be passed over.
            skips = here > start and dotted[here - 1]
            forks = skips or not state.kinds.keys().isdisjoint(chart.at[here])
            onward = state.words.get(texts[here])
            if isinstance(onward, list):
                onward = self._network.follow(state.words, texts[here])
            if forks:
                break
            if onward is None:
                return
            state, here = onward, here + 1
        if onward is not None:
            self._walk(chart, start, here + 1, onward, children, found)
        self._walk_kinds(chart, start, here, state, children, found)
        here += 1
        if skips and here < len(texts):
            if texts[here] in state.words:
                onward = self._network.follow(state.words, texts[here])
                self._walk(chart, start, here + 1, onward, children, found)
            self._walk_kinds(chart, start, here, state, children, found)

    def _walk_kinds(
        self,
        chart: Chart,
        start: int,
        here: int,
        state: State,
        children: tuple[Node, ...],
        found: list[Node],
    ) -> None:
        for kind, nodes in chart.at[here].items():
            if kind in state.kinds:
                target = self._network.follow(state.kinds, kind)
                for node in nodes:
                    self._walk(chart, start, node.end, target, (*children, node), found)


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
    for start in sorted(chart.begun[entry.item], reverse=True):
        best: tuple[Node, ...] = ()
        for item in chart.at[start][entry.item]:
            run: tuple[Node, ...] = (item,)
            for after in (item.end, item.end + 1) if chart.dotted[item.end - 1] else (item.end,):
                for separator in separators:
                    stop = after + len(separator)
                    rest = longest.get(stop, ())
                    if rest and chart.texts[after:stop] != separator:
                        continue
                    if rest and rest[-1].end > run[-1].end and len(rest) < MOST_NODES:
                        run = (item, *rest)
            if not best or (run[-1].end, -len(run)) > (best[-1].end, -len(best)):
                best = run
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
        here += 2 if chart.dotted[here] and token.end - token.start < 4 else 1
    here = min(here, len(tokens))
    while here > begin and tokens[here - 1].text in entry.never_last:
        here -= 1
    return here


class Grammar:
    """Subjects in order: each sees what the earlier ones recognised."""

    def __init__(self, subjects: Sequence[Subject]) -> None:
        self.subjects = tuple(subjects)
        self.vocabulary = frozenset().union(*(s.vocabulary for s in subjects))
        self._beginning: dict[str, list[int]] = {}
        for place, subject in enumerate(subjects):
            for word in subject.first_words:
                self._beginning.setdefault(word, []).append(place)

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
        starts: list[set[int]] = [set() for _ in self.subjects]
        for word, tokens_there in chart.where.items():
            for place in self._beginning.get(word, ()):
                starts[place].update(tokens_there)
        for subject, there in zip(self.subjects, starts, strict=True):
            subject.apply(chart, folded, there)
        return chart
