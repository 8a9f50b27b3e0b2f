"""Every rule reads the phrases it promises from end to end, and none of those it must not read."""

import pytest

from extraction.grammar.rule import AnyRule
from extraction.grammar.tokens import fold
from extraction.rules import french

RULES = [rule for subject in french().subjects for rule in subject.rules]


def reads_whole(rule: AnyRule, phrase: str) -> bool:
    chart = french().parse(phrase)
    end = len(chart.tokens) - (chart.tokens[-1].text == ".")
    return any(
        node.rule == rule.name and node.start == 0 and node.end == end
        for node in chart.nodes(rule.kind)
    )


@pytest.mark.parametrize(
    ("rule", "phrase"),
    [(rule, phrase) for rule in RULES for phrase in rule.reads],
    ids=lambda value: value if isinstance(value, str) else value.name,
)
def test_rule_reads(rule: AnyRule, phrase: str) -> None:
    assert reads_whole(rule, phrase)


@pytest.mark.parametrize(
    ("rule", "phrase"),
    [(rule, phrase) for rule in RULES for phrase in rule.must_not_read],
    ids=lambda value: value if isinstance(value, str) else value.name,
)
def test_rule_does_not_read(rule: AnyRule, phrase: str) -> None:
    assert not reads_whole(rule, phrase)


def test_every_rule_shows_what_it_reads_and_what_not() -> None:
    for rule in RULES:
        assert rule.reads, rule.name
        assert rule.must_not_read, rule.name


def test_rule_names_are_unique() -> None:
    names = [rule.name for rule in RULES]
    assert len(names) == len(set(names))


def test_folding_keeps_offsets() -> None:
    text = "½ cp à l’ŒIL – Été\u00a0× İ"
    assert len(fold(text)) == len(text)
