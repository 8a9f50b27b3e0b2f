"""The grammar engine: rules over words and recognised meanings. It knows no French.

After facebook/duckling: a rule is a readable name, a pattern and a production; each node keeps its
span, its children and its rule, so that a parse explains itself. Unlike duckling the rules are
stratified: a rule sees only what earlier subjects recognised, so no parse is exponential. Subjects
that do not see each other are put on one level, whose rules pass over the tokens once together.

A pattern is a line of words and `{kind}` references: `"{number} fois par jour"`. `(a|b)` is a
choice, `[s]` may be missing, attached to a word or on its own, `‹ ›` are written brackets. Case,
accents, apostrophes, hyphens between letters and the dot after an abbreviation do not matter.
"""

import re
from collections.abc import Callable, Iterable, Sequence, Set
from operator import attrgetter

from extraction.grammar.chart import MOST_NODES, Chart, Node
from extraction.grammar.patterns import Network, State, pattern_tokens
from extraction.grammar.phrases import extend
from extraction.grammar.rule import AnyRule, Chain, Phrase, Rule, Scan, used_kinds
from extraction.grammar.tokens import Token, fold, tokenize

_value_of = attrgetter("value")
_Way = tuple[int, State, tuple[Node, ...]]
"""The token reached, the state there, the meanings passed on the way."""


class Subject:
    """The rules of one subject, in the order in which they are tried."""

    def __init__(self, name: str, rules: Sequence[AnyRule]) -> None:
        self.name = name
        self.rules = tuple(rules)


class _Level:
    """Rules none of which uses what another recognises, compiled to be followed together.

    Patterns that begin alike share their beginning; one pass over the tokens serves them all.
    """

    def __init__(self, rules: Sequence[AnyRule]) -> None:
        self._network = Network()
        for entry in rules:
            if isinstance(entry, Rule):
                for pattern, produce in entry.patterns:
                    self._network.add(pattern, entry, produce)
            elif isinstance(entry, Chain):
                for separator in entry.separators:
                    self._network.vocabulary.update(pattern_tokens(separator))
        self._scans = [entry for entry in rules if isinstance(entry, Scan)]
        self._chains = [entry for entry in rules if isinstance(entry, Chain)]
        self._phrases = [entry for entry in rules if isinstance(entry, Phrase)]
        self.vocabulary = frozenset(self._network.vocabulary)
        self._root = self._network.state(self._network.closure([self._network.root]))
        if self._root.ends:
            raise ValueError(f"{self._root.ends[0][1].name}: a pattern may be empty")

    @property
    def first_words(self) -> Iterable[str]:
        """The words that patterns of this level begin with."""
        return self._root.words.keys()

    def apply(self, chart: Chart, folded: str, signs: Set[str], starts: set[int]) -> None:
        """Add to the chart what these rules recognise.

        `signs` are the characters of the folded text, `starts` the places of the first words.
        """
        for scan in self._scans:
            if not scan.needs or not scan.needs.isdisjoint(signs):
                _scan(scan, chart, folded)
        begun = chart.begun
        for kind in self._root.awaited:
            if kind in begun:
                starts |= begun[kind]
        for node in self._follow(chart, sorted(starts)) if starts else ():
            chart.add(node)
        for chain in self._chains:
            if chain.item in begun:
                _link(chain, chart)
        for phrase in self._phrases:
            if phrase.opening in begun:
                extend(phrase, chart)

    def _follow(self, chart: Chart, starts: Iterable[int]) -> list[Node]:
        """What the patterns give from these tokens on; ways not yet followed wait on a stack."""
        texts, at, dotted, size = chart.texts, chart.at, chart.dotted, len(chart.tokens)
        root, ways_from, resolve = self._root, self._ways, self._network.follow
        found: list[Node] = []
        for start in starts:
            # Most starts lead nowhere: the first step is taken without making anything.
            leads = not root.awaited.isdisjoint(at[start])
            waiting = ways_from(chart, start, root, ()) if leads else []
            if texts[start] in root.words:
                waiting.append((start + 1, resolve(root.words, texts[start]), ()))
            while waiting:
                here, state, children = waiting.pop()
                while True:
                    for _, entry, produce in state.ends:
                        value = produce(*map(_value_of, children))
                        if value is not None:
                            found.append(Node(start, here, entry.kind, value, entry.name, children))
                    if dotted[here - 1] and here < size - 1:
                        # After an abbreviation its dot may be passed over.
                        waiting += ways_from(chart, here + 1, state, children)
                        if texts[here + 1] in state.words:
                            onward = resolve(state.words, texts[here + 1])
                            waiting.append((here + 2, onward, children))
                    if not state.awaited.isdisjoint(at[here]):
                        waiting += ways_from(chart, here, state, children)
                    reached = state.words.get(texts[here])
                    if reached is None:
                        break
                    if isinstance(reached, list):
                        reached = resolve(state.words, texts[here])
                    state, here = reached, here + 1
        return found

    def _ways(
        self, chart: Chart, here: int, state: State, children: tuple[Node, ...]
    ) -> list[_Way]:
        """Where what was recognised at a token leads, the last first: a stack gives it back last.

        A way is left out that the token behind it ends before any pattern is complete.
        """
        ways: list[_Way] = []
        texts, at, dotted, kinds = chart.texts, chart.at, chart.dotted, state.kinds
        for kind in reversed(at[here]):
            target = kinds.get(kind)
            if target is None:
                continue
            if isinstance(target, list):
                target = self._network.follow(kinds, kind)
            complete, words, awaited = target.ends, target.words, target.awaited
            for node in reversed(at[here][kind]):
                end = node.end
                goes_on = complete or texts[end] in words or dotted[end - 1]
                if goes_on or not awaited.isdisjoint(at[end]):
                    ways.append((end, target, (*children, node)))
        return ways


def _matches(entry: Scan, chart: Chart, folded: str) -> Iterable[re.Match[str]]:
    if not entry.numeric:
        return entry.expression.finditer(folded)
    found: list[re.Match[str]] = []
    passed = 0
    for start in chart.numbers:
        if start >= passed and (match := entry.expression.match(folded, start)):
            found.append(match)
            passed = match.end()
    return found


def _scan(entry: Scan, chart: Chart, folded: str) -> None:
    for match in _matches(entry, chart, folded):
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


class Grammar:
    """Subjects in order: each sees what the earlier ones recognised."""

    def __init__(self, subjects: Sequence[Subject]) -> None:
        self.subjects = tuple(subjects)
        self._levels = tuple(_Level(rules) for rules in _leveled(subjects))
        self.vocabulary = frozenset().union(*(level.vocabulary for level in self._levels))
        self._beginning: dict[str, list[int]] = {}
        for place, level in enumerate(self._levels):
            for word in level.first_words:
                self._beginning.setdefault(word, []).append(place)

    def parse(self, text: str, split: Callable[[Token], Sequence[Token]] | None = None) -> Chart:
        """Everything recognised in the text. `split` may cut a word that is not in the vocabulary.

        Time is linear in the length of the text.
        """
        folded = fold(text)
        tokens = tokenize(folded)
        if split is not None:
            tokens = self._split(tokens, split)
        chart = Chart(text, tokens)
        starts: list[set[int]] = [set() for _ in self._levels]
        for word, tokens_there in chart.where.items():
            for place in self._beginning.get(word, ()):
                starts[place].update(tokens_there)
        signs = frozenset(folded)
        for level, there in zip(self._levels, starts, strict=True):
            level.apply(chart, folded, signs, there)
        return chart

    def _split(
        self, tokens: Sequence[Token], split: Callable[[Token], Sequence[Token]]
    ) -> tuple[Token, ...]:
        pieces: list[Token] = []
        for token in tokens:
            if token.text in self.vocabulary:
                pieces.append(token)
            else:
                pieces += split(token)
        return tuple(pieces)


def _leveled(subjects: Sequence[Subject]) -> list[list[AnyRule]]:
    """The rules of the subjects, as few levels as give what one subject after another gives.

    A subject stands above every earlier one of which it uses a kind, or whose kinds it adds to,
    or that uses a kind of its own.
    """
    levels: list[list[AnyRule]] = []
    placed: list[tuple[int, frozenset[str], frozenset[str]]] = []
    for subject in subjects:
        makes = frozenset(entry.kind for entry in subject.rules)
        uses = frozenset(kind for entry in subject.rules for kind in used_kinds(entry))
        place = 0
        for level, made, used in placed:
            if not made.isdisjoint(uses | makes) or not used.isdisjoint(makes):
                place = max(place, level + 1)
        placed.append((place, makes, uses))
        if place == len(levels):
            levels.append([])
        levels[place] += subject.rules
    return levels
