"""Work shared between processors: the same words, sooner."""

from threading import Event

import numpy as np
import pytest

from ocr.files.sheets import Sheet
from ocr.sheet_reading import read_sheet
from ocr.threads import begin, most_threads
from tests.ocr.drawn import draw_page

LINES = ("DOLIPRANE 1000 mg", "1 comprimé matin, midi et soir", "KARDEGIC 75 mg", "1 sachet à midi")


@pytest.mark.parametrize("threads", ["0", "1", "2"])
def test_a_page_reads_the_same_however_many_processors_read_it(
    threads: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ORDONNANCIER_THREADS", threads)
    page = read_sheet(Sheet(np.asarray(draw_page(LINES))), 1)
    assert [line.text for line in page.lines] == list(LINES)


def test_what_was_begun_goes_on_beside_the_caller(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORDONNANCIER_THREADS", "2")
    told = Event()
    result = begin(lambda: told.wait(30))
    told.set()
    assert result()


def test_one_thread_does_it_when_the_result_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORDONNANCIER_THREADS", "1")
    done: list[int] = []
    result = begin(lambda: done.append(1))
    assert not done
    result()
    result()
    assert done == [1]


@pytest.mark.parametrize("threads", ["1", "2"])
def test_a_fault_reaches_who_asks_for_the_result(
    threads: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ORDONNANCIER_THREADS", threads)
    result = begin(lambda: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        result()


def test_what_is_no_number_of_threads_leaves_all_processors(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("ORDONNANCIER_THREADS", raising=False)
    every = most_threads()
    monkeypatch.setenv("ORDONNANCIER_THREADS", "many")
    assert most_threads() == every
