"""Words that no rule used, and whether they could change the meaning."""

from collections.abc import Iterable, Sequence

from extraction.drugs.vocabulary import is_listed_word
from extraction.grammar.chart import Chart, Node
from extraction.grammar.cover import TELLING_SIGNS, Cover
from extraction.posology.groups import SILENT
from extraction.posology.outside import Assembled
from extraction.spelling.words import load_words

NEGATIONS = frozenset(
    {"ne", "pas", "sauf", "sans", "arret", "stop", "jamais", "ni", "non", "hors", "excepte"}
    | {"arreter", "interdit", "aucun", "aucune", "plus", "suspendre", "interrompre", "ou", "max"}
    | {"maxi", "maximum", "minimum", "mini", "moins", "augmenter", "diminuer", "reduire"}
    | {"majorer", "baisser", "puis", "ensuite"}
    | {"arrete", "supprimer", "supprime", "sauter", "saute", "omettre", "retirer", "enlever"}
    | {"eventuellement", "eventuel", "eventuelle", "evt"}
    | {"deja", "vs", "versus", "hier", "derniere", "dernier", "donne", "recu", "chez", "reste"}
    | {"si", "ssi", "oeil", "œil", "yeux", "narine", "narines", "oreille", "oreilles"}
    | {"annule", "annulee", "raye", "rayee", "barre", "barree", "supprime", "supprimee", "erreur"}
    | {"epouse", "epoux", "mari", "femme", "conjoint", "conjointe", "partenaire", "fils", "soeur"}
)
"""Words that turn a meaning round, limit it, leave a choice, name a place, or who takes it."""
NEUTRAL = frozenset(
    {"et", "de", "d", "le", "la", "les", "l", "a", "au", "aux", "en", "des", "du", "pour", "par"}
    | {"sur", "dans"}
)
OPENERS = frozenset({"pendant", "durant", "pdt", "pend", "jusqu", "jusque", "avant", "apres"})
"""Words a length or a moment follows: one that ends what was read tells that it was lost."""
_EVERY = frozenset({"par", "chaque", "tous", "toutes", "ttes"}) | OPENERS
"""Words that a unit of time, a moment or an event follows."""
SUPPLY = frozenset({"ar", "renouveler", "renouvelable", "renouvellement", "renouv", "renouvele"})
SUPPLY |= {"renouvellements", "renouvelables", "renouvelee", "qsp"}
"""Words of how much is handed over, and how often: what follows them was not read."""
FORMER = ("au lieu d", "a la place d")
"""How words about the dose before begin: `au lieu de`, `à la place de`."""
MISREAD_IF = frozenset({"sl", "st", "sf"})
NUMERIC = frozenset({"mass", "unit", "number", "timeunit"})
_OFTEN = frozenset({"interval", "per", "rhythm", "daily", "events", "once", "days", "month_day"})
_WHEN = frozenset({"moments", "clock", "condition", "as_needed", "cycle", "stage"})
_COUNTED = frozenset({"dose", "quantity", "count", "times_dose", "slots"})
_FEW = 2
_FIRST_WORDS = 5
"""Words that tell whether others begin as those of a former dose do."""
_PARTS = frozenset({",", ".", ";", "-", "("})
TELLING = ("doseAndRate", "timing.repeat", "maxDosePerPeriod")

Span = tuple[int, int]
Leftovers = list[tuple[Span, bool]]
"""Runs of tokens, each with whether it matters."""


def leftovers(chart: Chart, cover: Cover, used: Sequence[Node], result: Assembled) -> Leftovers:
    """Runs of tokens no used piece covers, as token spans, each with whether it matters."""
    covered = [False] * len(chart.tokens)
    light = [False] * len(chart.tokens)
    for node in used:
        span = slice(node.start, node.end)
        covered[span] = [True] * (node.end - node.start)
        light[span] = [node.kind in SILENT] * (node.end - node.start)
    kept = {(n.start, n.end) for n in used}
    refused = {i for n in cover if (n.start, n.end) not in kept for i in range(n.start, n.end)}
    light = [known or t.text in NEUTRAL for known, t in zip(light, chart.tokens, strict=True)]
    beside, bare = _beside(_telling(result), light), _bare_strengths(chart, result)
    return [
        (
            run,
            _is_cut_off(chart, run)
            or _is_torn(chart, run)
            or _tears_route(chart, run, used)
            or _is_announced(chart, run, used)
            or _leads_on(chart, run, used)
            or _opens_unknown(chart, run)
            or (run[0] in bare and _stands_for_unit(chart, run))
            or (
                not _tells_the_past(chart, run, used)
                and any(
                    _matters(chart, i, refused, beside - _bracketed(chart, run))
                    for i in range(*run)
                )
            ),
        )
        for run in _runs(covered)
        if any(_is_word(chart.tokens[i].text) for i in range(*run))
    ]


def _tells_the_past(chart: Chart, run: Span, used: Sequence[Node]) -> bool:
    """`(au lieu de 2)`: in brackets of its own, behind what is taken now."""
    words = " ".join(
        chart.tokens[i].text for i in range(run[0], min(run[1], run[0] + _FIRST_WORDS))
    )
    if not words.startswith(FORMER) or not _bracketed(chart, run):
        return False
    return any(n.end <= run[0] and n.kind in ("dose", "daily", "slots") for n in used)


def _is_cut_off(chart: Chart, run: Span) -> bool:
    """`par narine pendant`, and the row ends; `au long cours AR lois`: how long was not read."""
    words = [chart.tokens[i].text for i in range(*run) if _is_word(chart.tokens[i].text)]
    told = [word for word in words if word not in NEUTRAL]
    return bool(told) and (told[-1] in OPENERS or not SUPPLY.isdisjoint(told))


def _is_torn(chart: Chart, run: Span) -> bool:
    """`AR 1O`: a letter that touches the number before it is a digit, or a unit, misread."""
    start = run[0]
    if not start:
        return False
    number, letter = chart.tokens[start - 1], chart.tokens[start]
    return number.text.isdecimal() and letter.text.isalpha() and number.end == letter.start


def _tears_route(chart: Chart, run: Span, used: Sequence[Node]) -> bool:
    """`dose po ids`: the two letters of a route are what a word begins with that is cut in two."""
    start, tokens = run[0], chart.tokens
    route = next((n for n in used if n.end == start and n.kind in ("route", "site")), None)
    if route is None or route.end - route.start > 1 or len(tokens[route.start].text) > _FEW:
        return False
    left = tokens[start].text
    known = is_listed_word(left) or left in load_words().classes
    return left.isalpha() and not known and tokens[start].line == tokens[route.start].line


def _opens_unknown(chart: Chart, run: Span) -> bool:
    """`par nnois`, `tous les jvurs`, `par` before `5 emaine`: no known word tells how often."""
    texts = [chart.tokens[i].text for i in range(*run)]
    if _EVERY.isdisjoint(texts):
        return False
    for i, text in enumerate(texts):
        if text not in _EVERY:
            continue
        told = next((t for t in texts[i + 1 :] if t not in NEUTRAL), None)
        if told is None:
            return (
                text == "par" and run[1] < len(chart.tokens) and chart.tokens[run[1]].text.isdigit()
            )
        if told.isalnum() and not is_listed_word(told) and told not in load_words().classes:
            return True
    return False


def _bare_strengths(chart: Chart, result: Assembled) -> set[int]:
    """The tokens right behind strengths that end in a number."""
    ends = {node.end for field, node in result.evidence if field == "medication.strength"}
    return {end for end in ends if chart.tokens[end - 1].text.isdecimal()}


def _stands_for_unit(chart: Chart, run: Span) -> bool:
    """`LANTUS 100 Utimi stylo`: an unknown word right behind a strength that has no unit."""
    token, words = chart.tokens[run[0]], load_words()
    known = is_listed_word(token.text) or token.text in words.classes | words.devices
    return token.text.isalpha() and not known and token.line == chart.tokens[run[0] - 1].line


def _is_announced(chart: Chart, run: Span, used: Sequence[Node]) -> bool:
    """`une fois par an : dépistage`: the rhythm before the colon is that of other words.

    So is a moment or a need that begins a sentence: `, avant les repas : lavage des mains`.
    """
    start, tokens = run[0], chart.tokens
    if start < 2 or tokens[start - 1].text != ":":
        return False
    label = next((n for n in used if n.end == start - 1 and n.kind in _OFTEN | _WHEN), None)
    return label is not None and (label.kind in _OFTEN or _begins_sentence(chart, label.start))


def _leads_on(chart: Chart, run: Span, used: Sequence[Node]) -> bool:
    """`, transport assis 3 fois par semaine`, `. Urgences si malaise`: a sentence of other words.

    How often, or the need, stands in it, and may be told of them.
    """
    start, end = run
    dosed = any(n.start < start and n.kind in _COUNTED for n in used)
    if not dosed or not _begins_sentence(chart, start) or not _is_named(chart, run):
        return False
    if end < len(chart.tokens) and chart.tokens[end].text == ",":
        # `, plaquettes, 2x/sem`
        end += 1
    while (node := next((n for n in used if n.start == end), None)) is not None:
        if node.kind in _OFTEN | _WHEN | {"duration"}:
            return True
        if node.kind not in ("note", "vague"):
            return False
        end = node.end
    return False


def _is_named(chart: Chart, run: Span) -> bool:
    words = [chart.tokens[i].text for i in range(*run)]
    told = [word for word in words if word.isalpha() and len(word) > _FEW and word not in NEUTRAL]
    return any(word not in load_words().classes for word in told)


def _begins_sentence(chart: Chart, at: int) -> bool:
    before, here = chart.tokens[at - 1] if at else None, chart.tokens[at]
    return before is None or before.text in _PARTS or before.line != here.line


def _bracketed(chart: Chart, run: Span) -> set[int]:
    """`(infection ORL)`: words that stand in brackets of their own speak of something else."""
    start, end = run
    if start == 0 or end >= len(chart.tokens):
        return set()
    own = chart.tokens[start - 1].text == "(" and chart.tokens[end].text == ")"
    return set(range(start, end)) if own else set()


def light_tokens(chart: Chart, cover: Cover) -> list[bool]:
    """Which tokens are words that only link others: no sign, nothing with a meaning of its own."""
    light = [token.text in NEUTRAL for token in chart.tokens]
    for node in cover:
        if node.kind == "filler":
            light[node.start : node.end] = [True] * (node.end - node.start)
    return light


def _is_word(text: str) -> bool:
    return text[0].isalnum() or text in TELLING_SIGNS


def _runs(covered: Sequence[bool]) -> list[Span]:
    runs: list[Span] = []
    for i, done in enumerate(covered):
        if done:
            continue
        if runs and runs[-1][1] == i:
            runs[-1] = (runs[-1][0], i + 1)
        else:
            runs.append((i, i + 1))
    return runs


def _telling(result: Assembled) -> list[Node]:
    """Pieces that say how much or how often; a form too, where nothing behind it is a dose.

    In `1000 mg cpr lep si douleur` the strength is taken for the dose: the word is `1cp`.
    """
    nodes = [node for field, node in result.evidence if field.endswith(TELLING)]
    doses = [node.end for field, node in result.evidence if field.endswith("doseAndRate")]
    forms = [node for field, node in result.evidence if field == "medication.form"]
    return nodes + [form for form in forms if all(end <= form.start for end in doses)]


def _beside(nodes: Iterable[Node], light: Sequence[bool]) -> set[int]:
    """The first telling tokens before and after each node."""
    places: set[int] = set()
    for node in nodes:
        before, after = node.start - 1, node.end
        while before >= 0 and light[before]:
            before -= 1
        while after < len(light) and light[after]:
            after += 1
        places |= {before, after}
    return places


def _matters(chart: Chart, i: int, refused: set[int], beside: set[int]) -> bool:
    text = chart.tokens[i].text
    if i in refused or text[0].isnumeric() or text in NEGATIONS or text in TELLING_SIGNS:
        return True
    if text in load_words().turning:
        return True
    if i and chart.tokens[i - 1].text in MISREAD_IF and text.isalpha() and text not in NEUTRAL:
        # `sl douleur` is `si douleur` through bad ink, and no route.
        return True
    if not NUMERIC.isdisjoint(chart.at[i]):
        return True
    told = text[0].isalpha() and text not in NEUTRAL
    return i in beside and told and text not in load_words().classes
