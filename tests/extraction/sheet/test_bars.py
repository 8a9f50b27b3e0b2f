"""Tables typed with bars: their rows are read like any other, their empty cells are asked."""

import pytest

from prescription.dosage import EventTiming
from tests.extraction.reading import line, read, reasons

TABLE = """\
Dr Jean MARCHAL
Le 12/11/2026

| Traitement | Matin | Midi | Soir | Coucher | Durée |
{rule}| Lasilix 40 mg | 1 | 1 | 0 | 0 | 1 mois |
| Zopiclone 7,5 mg | - | - | - | 1 | 1 mois |
"""


@pytest.mark.parametrize("rule", ["", "|---|---|---|---|---|---|\n", "|:--|:-:|--:|---|---|---|\n"])
def test_rows_between_bars_are_medications(rule: str) -> None:
    draft = read(TABLE.format(rule=rule))
    told = [
        [dosage.timing.repeat.when for dosage in one.dosage_instruction if dosage.timing]
        for one in draft.medications
    ]
    morning, noon, bed = EventTiming.MORN, EventTiming.NOON, EventTiming.HS
    assert [one.medication.name for one in draft.medications] == ["Lasilix", "zopiclone"]
    assert sorted(when for one in told[0] for when in one) == sorted([morning, noon])
    assert told[1] == [(bed,)]
    assert draft.other_items == ()


@pytest.mark.parametrize(
    "text",
    [
        "Zopiclone 7,5 mg | - | - | - | 1 | 1 mois",
        "| Lasilix 40 mg | 1 | - | - | 1 mois |",
        "| Lasilix 40 mg | 1 | | 1 | 1 mois |",
    ],
)
def test_empty_cells_without_titles_are_asked(text: str) -> None:
    assert ("dosageInstruction", "ambiguous-posology") in reasons(line(text))


def test_one_dash_in_a_table_asks_nothing() -> None:
    assert not line("Lasilix 40 mg | 1 cp le matin | - | 1 mois").review
