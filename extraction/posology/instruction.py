"""What a doctor wrote after the drug's name, as FHIR dosages with the evidence of every field."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extraction.drugs.marketed import marketed_number
from extraction.drugs.product import Presentation, ProductFacts
from extraction.grammar.chart import Chart, Node
from extraction.grammar.cover import Cover, best_covers
from extraction.posology.assembly import assemble, is_mixed
from extraction.posology.dashed_times import LIKELY_TIMES, dashed_times
from extraction.posology.groups import SILENT, Choices
from extraction.posology.leftovers import Leftovers, leftovers, light_tokens
from extraction.posology.outside import Assembled
from extraction.posology.timetable import split_timetables
from extraction.rules import PIECES, french
from extraction.rules.glued import cut_glued
from extraction.values import value
from prescription.dosage import CodeableConcept, Dosage, Ratio
from prescription.french import describe_dosages
from prescription.record import DispenseRequest, Substitution

__all__ = [
    "Branch",
    "Evidence",
    "InstructionReading",
    "Presentation",
    "ProductFacts",
    "Unread",
    "explain",
    "read_instruction",
]

LONGEST_READ = 5_000
"""Characters of one instruction: beyond, it is no instruction and stays unread."""
MOST_READINGS = 8
MOST_WHOLE = 10
"""From here on a whole number before a fraction counts no tablets."""


@value
class Unread:
    """Words no rule used: offsets into the text as given. A dosage beside keeps them word for word.

    `matters` when they could change the meaning: a number, a unit, a negation, an unknown word
    beside a dose.
    """

    start: int
    end: int
    matters: bool


@value
class Evidence:
    """The words a field was read from: `field` is a dotted path in the record's JSON names."""

    field: str
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Branch:
    """A rule and the words it used, with the rules it was built on."""

    rule: str
    kind: str
    start: int
    end: int
    children: tuple["Branch", ...] = ()


@value
class InstructionReading:
    """The meaning of one instruction; offsets are offsets into the text as given.

    `alternatives` is non-empty when several readings are equally good: it then holds every one of
    them, the first being `dosages`. `share_read` is the share of letters and digits, 0 to 1, that
    rules used.
    """

    text: str
    strength: tuple[Ratio, ...] = ()
    form: str | None = None
    dosages: tuple[Dosage, ...] = ()
    dispense_request: DispenseRequest | None = None
    substitution: Substitution | None = None
    unread: tuple[Unread, ...] = ()
    alternatives: tuple[tuple[Dosage, ...], ...] = ()
    evidence: tuple[Evidence, ...] = ()
    share_read: float = 0.0
    pieces: tuple[Node, ...] = field(default=(), compare=False, repr=False)
    chart: Chart | None = field(default=None, compare=False, repr=False)

    @property
    def tree(self) -> tuple[Branch, ...]:
        """The rules that were used, each with the words it used and the rules it is built on."""
        chart = self.chart
        return () if chart is None else tuple(_branch(chart, piece) for piece in self.pieces)


def read_instruction(text: str, product: ProductFacts | None = None) -> InstructionReading:
    """Read what follows the drug's name: strength, form, posology, duration, renewals, quantity.

    `text` may hold newlines between printed lines. Never raises on any text.
    """
    if not text.strip():
        return InstructionReading(text)
    if len(text) > LONGEST_READ:
        return InstructionReading(text, unread=(Unread(0, len(text), matters=True),))
    facts = product or ProductFacts()
    chart = french().parse(text, cut_glued)
    covers = [split_timetables(cover) for cover in best_covers(chart, PIECES)]
    readings = [r for cover in covers for r in _readings(chart, cover, facts)]
    cover, first = readings[0]
    if first.mixed_first is not None:
        other = _without_mixed(chart, first.mixed_first, facts)
        # Where the whole number is a strength that is sold, half a tablet of it comes first.
        readings = other + readings if other and facts.strengths else readings + other
        if other and facts.strengths and _is_never_taken(first.mixed_first):
            readings = other
    readings = _with_times(chart, readings, facts)
    cover, first = readings[0]
    left = [leftovers(chart, cover, _used(cover, result), result) for cover, result in readings]
    alternatives = _different(
        [_dosages(chart, *reading, spans) for reading, spans in zip(readings, left, strict=True)]
    )
    return _reading(chart, cover, first, left[0], alternatives)


def _different(readings: Sequence[tuple[Dosage, ...]]) -> tuple[tuple[Dosage, ...], ...]:
    """Readings that differ in more than the words they quote."""
    if len(readings) == 1:
        return (readings[0],)
    found: dict[tuple[Dosage, ...], tuple[Dosage, ...]] = {}
    for dosages in readings:
        found.setdefault(tuple(replace(d, text=None) for d in dosages), dosages)
    return tuple(found.values())


def _readings(chart: Chart, cover: Cover, facts: ProductFacts) -> list[tuple[Cover, Assembled]]:
    """The meaning of a cover, and the others where it can be taken in two ways."""
    choices = Choices()
    found = [(cover, assemble(chart, cover, choices, facts))]
    for place in choices.met[:MOST_READINGS]:
        other = assemble(chart, cover, Choices(place), facts)
        found.append((cover, other))
    return found


def _without_mixed(chart: Chart, mixed: Node, facts: ProductFacts) -> list[tuple[Cover, Assembled]]:
    """`Cortancyl 5 1/2 cp`: five and a half tablets, or half of the 5 mg one."""
    amount = mixed.value.times if mixed.kind == "daily" else mixed.value
    whole = amount.low // 1
    if facts.strengths and marketed_number(whole, facts.strengths) is None:
        return []
    found = best_covers(chart, PIECES, lambda n: n.start == mixed.start and is_mixed(n))
    cover = split_timetables(found[0])
    return _readings(chart, cover, facts)[:1]


def _with_times(
    chart: Chart, readings: list[tuple[Cover, Assembled]], facts: ProductFacts
) -> list[tuple[Cover, Assembled]]:
    """`1 cp x 3 - 7 jours`: three times a day, or a range of days; both are told."""
    lengths = dashed_times(chart, readings[0][0])
    if not lengths:
        return readings
    starts = {node.start for node in lengths}
    found = best_covers(chart, PIECES, lambda n: n.kind == "duration" and n.start in starts)
    other = _readings(chart, split_timetables(found[0]), facts)[:1]
    likely = all(node.value.low <= LIKELY_TIMES for node in lengths)
    return other + readings if likely else readings + other


def _is_never_taken(mixed: Node) -> bool:
    """`Valium 10 1/4 matin`: nobody takes ten tablets and a quarter."""
    amount = mixed.value.times if mixed.kind == "daily" else mixed.value
    return bool(amount.low >= MOST_WHOLE)


def _used(cover: Cover, result: Assembled) -> list[Node]:
    refused = {(n.start, n.end) for n in result.refused}
    return [n for n in cover if (n.start, n.end) not in refused and n.kind != "vague"]


def _dosages(chart: Chart, cover: Cover, result: Assembled, left: Leftovers) -> tuple[Dosage, ...]:
    """The dosages, with the words no rule used kept word for word in the one they stand in."""
    kept: list[set[tuple[int, int]]] = [set() for _ in result.dosages]
    for (start, end), matters in left:
        places = [i for i, first in enumerate(result.starts) if first <= start]
        if kept and (matters or places):
            kept[places[-1] if places else 0].add((start, end))
    light = light_tokens(chart, cover)
    return tuple(
        replace(dosage, additional_instruction=_notes(chart, spans | notes, light))
        if spans or notes or dosage.additional_instruction
        else dosage
        for dosage, spans, notes in zip(result.dosages, kept, result.notes, strict=True)
    )


def _notes(
    chart: Chart, spans: set[tuple[int, int]], light: Sequence[bool]
) -> tuple[CodeableConcept, ...]:
    """Instructions in the order written; pieces with only link words between are one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and all(light[merged[-1][1] : start]):
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    words = (chart.words(Node(start, end, "", None, "")) for start, end in merged)
    return tuple(CodeableConcept(text.strip(" ,;:-.")) for text in words)


def _reading(
    chart: Chart,
    cover: Cover,
    result: Assembled,
    left: Leftovers,
    alternatives: tuple[tuple[Dosage, ...], ...],
) -> InstructionReading:
    used = _used(cover, result)
    letters = [t.end - t.start if t.text[0].isalnum() else 0 for t in chart.tokens]
    read = sum([sum(letters[node.start : node.end]) for node in used])
    return InstructionReading(
        text=chart.given,
        strength=result.strength,
        form=result.form,
        dosages=alternatives[0],
        dispense_request=result.dispense_request,
        substitution=result.substitution,
        unread=tuple(
            Unread(chart.tokens[a].start, chart.tokens[b - 1].end, matters)
            for (a, b), matters in left
        ),
        alternatives=alternatives if len(alternatives) > 1 else (),
        evidence=_evidence(chart, result),
        share_read=read / sum(letters) if any(letters) else 0.0,
        pieces=tuple(used),
        chart=chart,
    )


def _evidence(chart: Chart, result: Assembled) -> tuple[Evidence, ...]:
    return tuple(Evidence(field, *chart.span(node), node.rule) for field, node in result.evidence)


def _branch(chart: Chart, node: Node) -> Branch:
    children = tuple([_branch(chart, child) for child in node.children]) if node.children else ()
    return Branch(node.rule, node.kind, *chart.span(node), children)


def explain(reading: InstructionReading) -> str:
    """The tree of rules with the words each used, one a line, then what stayed unread."""
    lines: list[str] = []
    waiting = [(branch, 0) for branch in reversed(reading.tree) if branch.kind not in SILENT]
    while waiting:
        branch, depth = waiting.pop()
        words = " ".join(reading.text[branch.start : branch.end].split())
        lines.append(f"{'  ' * depth}{branch.rule} : « {words} »")
        waiting += [(child, depth + 1) for child in reversed(branch.children)]
    for left in reading.unread:
        words = " ".join(reading.text[left.start : left.end].split())
        lines.append(f"non lu{' (à relire)' if left.matters else ''} : « {words} »")
    for number, dosages in enumerate(reading.alternatives, 1):
        lines.append(f"lecture possible {number} : {describe_dosages(dosages)}")
    return "\n".join(lines)
