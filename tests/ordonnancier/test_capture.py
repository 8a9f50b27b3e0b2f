"""From a file to its record: no word lost, the same in a worker process."""

import pickle
import subprocess
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from hashlib import sha256
from multiprocessing import get_context

from extraction.spelling.disputed import settle
from ocr.read import read_pages
from ordonnancier.capture import capture, capture_bytes, capture_text
from ordonnancier.demo import SAMPLE
from prescription.language import Fault
from prescription.record import Document
from storage.faults import MissingExtra
from tests.ordonnancier.archives import page


def words_of(document: Document) -> Counter[str]:
    """Every word the record holds, with how often."""
    texts: list[str] = []
    for draft in document.prescriptions:
        texts += (line.text for line in draft.medications)
        texts += (item.text for item in (*draft.other_items, *draft.header_items))
    return Counter(word for text in texts for word in text.split())


def test_no_word_of_the_sample_is_lost_or_invented() -> None:
    # A word that was read twice counts as the reading that was taken.
    pages = [settle(page) for page in read_pages(SAMPLE.read_bytes())]
    on_page = Counter(word.text for page in pages for line in page.lines for word in line.words)
    assert words_of(capture(SAMPLE)) == on_page


def test_no_word_of_a_text_is_lost_or_invented() -> None:
    text = "Doliprane 1 g\n1 cp x3/j\n\nKardegic 75 le midi\nBoire beaucoup d'eau ; xyz 42"
    document = capture_text(text, "note.txt")
    assert words_of(document) == Counter(text.split())
    assert document.source.name == "note.txt"
    assert document.source.sha256 == sha256(text.encode()).hexdigest()


def test_a_worker_process_gives_the_same_record() -> None:
    told: list[int] = []
    here = capture(SAMPLE, progress=lambda done, _: told.append(done))
    assert told == [1]
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as workers:
        assert workers.submit(capture, SAMPLE).result() == here


def test_what_travels_between_processes_pickles() -> None:
    for thing in (capture, capture_bytes, capture_text, capture_text("Doliprane 1 g x3/j")):
        assert pickle.loads(pickle.dumps(thing)) == thing  # noqa: S301 - made here
    for fault in (Fault(fr="Non.", en="No."), MissingExtra("Parquet", "research")):
        came = pickle.loads(pickle.dumps(fault))  # noqa: S301 - made here
        assert (type(came), came.fr, came.en, str(came)) == (
            type(fault),
            fault.fr,
            fault.en,
            str(fault),
        )


def test_readings_at_the_same_time_do_not_touch_each_other() -> None:
    files = [page(number) for number in range(4)]
    alone = [capture_bytes(file, "page.png") for file in files]
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(capture_bytes, files, ["page.png"] * len(files)))
    assert together == alone
    assert len({document.source.sha256 for document in alone}) == len(files)


_NO_FILE_OPENED = """
import sys
from ordonnancier.capture import capture_text
from synthetic.lines import make_lines

texts = [line.text for line in make_lines(120, 30111)]
for text in texts[:60]:
    capture_text(text)
opened = []
sys.addaudithook(lambda event, told: opened.append(told[0]) if event == "open" else None)
for text in texts[60:]:
    capture_text(text)
sys.exit(f"opened: {set(opened)}" if opened else 0)
"""


def test_lines_after_the_first_are_read_without_opening_a_file() -> None:
    # Rules read again for each line once took more than half of its time.
    run = subprocess.run(
        [sys.executable, "-c", _NO_FILE_OPENED], check=False, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr
