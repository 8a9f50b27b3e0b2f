"""Lines written by people who never saw the grammar: what passes as sure is right."""

from pathlib import Path

import pytest

from ordonnancier.evaluation.run import measure
from ordonnancier.evaluation.samples import load_samples

SETS = Path(__file__).parent / "blind"
MOST_SILENT = 0.0075
MOST_LOST = 0.01
FEWEST_RIGHT = 0.88


@pytest.mark.parametrize("name", sorted(file.name for file in SETS.glob("*.jsonl")))
def test_what_other_authors_wrote_is_read_or_asked(name: str) -> None:
    samples = load_samples(SETS / name, as_text=True)
    results = [result for one in samples for result in measure("ordonnancier", one).results]
    silent = [r.found.text for r in results if r.silent_error and r.found]
    assert len(silent) <= MOST_SILENT * len(results), silent
    assert sum(r.entirely_right for r in results) >= FEWEST_RIGHT * len(results)
    lost = [r.expected.text for r in results if r.lost and r.expected]
    assert len(lost) <= MOST_LOST * len(results), lost
