"""Each step that `make ablation-ocr` leaves out is still there to be left out."""

from pkgutil import resolve_name

import pytest

from tests.ocr.bench_pages import STEPS


@pytest.mark.parametrize("step", STEPS)
def test_a_step_names_what_it_replaces(step: str) -> None:
    for place in STEPS[step]:
        module, _, name = place.rpartition(".")
        assert hasattr(resolve_name(module), name), place
