"""A column of texts in a Parquet file, each read as `parse` does, beside the table's columns."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from ordonnancier.batch.distinct import Answers, Distinct, Place, gather
from ordonnancier.batch.lanes import serve_parent
from ordonnancier.capture import capture_text, prepare
from ordonnancier.files import fault_of, named, naming
from ordonnancier.messages import bug_fault
from ordonnancier.text import MAX_TEXT_BYTES
from prescription.language import Fault, Language, chosen_language, speak
from prescription.record import Draft
from storage.export.nested import nested_type, nested_value
from storage.export.parquet import need_pyarrow
from storage.files import write_replacing

ROWS = 2000
"""Of one group of rows in the result."""
RECORDS, ERRORS = "prescriptions", "error"


@dataclass(slots=True)
class Counts:
    """Rows read so far, those without a text, those that could not be read; `has_bug` of ours."""

    rows: int = 0
    empty: int = 0
    failed: int = 0
    has_bug: bool = False


def read_table(
    source: Path, column: str, out: Path, workers: int, progress: Callable[[int, int], None]
) -> Counts:
    """Write the table with two columns more: the prescriptions, nested, and each text's fault.

    `progress` is told the rows done, of how many. Raises Fault; `out` appears whole or not at all.
    """
    pa = need_pyarrow()
    from pyarrow import parquet

    counts = Counts()
    with naming(named(source)):
        table = _open(source)
        _check(table.schema_arrow, column)
    more = [pa.field(RECORDS, nested_type(tuple[Draft, ...])), pa.field(ERRORS, pa.string())]
    schema = pa.schema([*table.schema_arrow, *more])
    with write_replacing(out) as stream, parquet.ParquetWriter(stream, schema) as writer:
        batches = table.iter_batches(batch_size=ROWS)
        for batch, answers in _read_batches(batches, column, workers):
            records, errors, has_bug = answers
            counts.rows += len(errors)
            counts.empty += sum(text is None for text in batch.column(column).to_pylist())
            counts.failed += sum(error is not None for error in errors)
            counts.has_bug = counts.has_bug or has_bug
            added = [pa.array(records, more[0].type), pa.array(errors, pa.string())]
            writer.write_batch(pa.RecordBatch.from_arrays([*batch.columns, *added], schema=schema))
            progress(counts.rows, table.metadata.num_rows)
    return counts


def read_texts(texts: Sequence[str], language: Language = "en") -> Answers:
    """The prescriptions of texts as an Arrow array, their faults, whether one is a defect of ours.

    Picklable, without a state.
    """
    pa = need_pyarrow()
    speak(language)
    answers = [_read(text) for text in texts]
    records = pa.array([answer[0] for answer in answers], nested_type(tuple[Draft, ...]))
    return records, [answer[1] for answer in answers], any(answer[2] for answer in answers)


def _read(text: str) -> tuple[Any, str | None, bool]:
    if len(text) > MAX_TEXT_BYTES:
        return None, str(_TOO_LONG), False
    try:
        return nested_value(capture_text(text))[RECORDS], None, False
    except Fault as fault:
        return None, str(fault), False
    except Exception as error:
        return None, str(bug_fault(type(error).__name__)), True


def _begin() -> None:
    serve_parent()
    prepare()


def _read_batches(
    batches: Iterator[Any], column: str, workers: int
) -> Iterator[tuple[Any, Answers]]:
    """Each batch with its answers, in order, few of them in memory; each text is read once."""
    read = partial(read_texts, language=chosen_language())
    kind = nested_type(tuple[Draft, ...])
    if workers == 1:
        prepare()
        here = Distinct(lambda texts: _done(read(texts)))
        for batch in batches:
            yield batch, gather(here.places_of(batch.column(column).to_pylist()), kind)
        return
    pool = ProcessPoolExecutor(workers, get_context("spawn"), initializer=_begin)
    distinct = Distinct(partial(pool.submit, read))
    waiting: deque[tuple[Any, list[Place | None]]] = deque()
    try:
        for batch in batches:
            waiting.append((batch, distinct.places_of(batch.column(column).to_pylist())))
            if len(waiting) > workers:
                first, places = waiting.popleft()
                yield first, gather(places, kind)
        while waiting:
            first, places = waiting.popleft()
            yield first, gather(places, kind)
    except BrokenProcessPool:
        raise Fault(
            fr="Un processus de lecture s'est arrêté (mémoire insuffisante ?).",
            en="A reading process ended (not enough memory?).",
        ) from None
    finally:
        pool.shutdown(cancel_futures=True)


def _done(answers: Answers) -> Future[Answers]:
    future: Future[Answers] = Future()
    future.set_result(answers)
    return future


def _open(source: Path) -> Any:
    pa = need_pyarrow()
    from pyarrow import parquet

    try:
        return parquet.ParquetFile(source)
    except pa.ArrowInvalid:
        raise Fault(fr="Ce fichier n'est pas du Parquet.", en="This file is not Parquet.") from None
    except OSError as error:
        raise fault_of(error) from None


def _check(schema: Any, column: str) -> None:
    names = ", ".join(schema.names)
    if column not in schema.names:
        raise Fault(
            fr=f"Il n'y a pas de colonne « {column} » ; au choix : {names}.",
            en=f'There is no column "{column}"; choose among: {names}.',
        )
    kind = schema.field(column).type
    # A column of few different texts may be a dictionary of them (pandas: `category`).
    if str(getattr(kind, "value_type", kind)) not in ("string", "large_string", "string_view"):
        raise Fault(
            fr=f"La colonne « {column} » ne contient pas du texte.",
            en=f'The column "{column}" does not hold text.',
        )
    for taken in (RECORDS, ERRORS):
        if taken in schema.names:
            raise Fault(
                fr=f"La table a déjà une colonne « {taken} » : renommez-la.",
                en=f'The table already has a column "{taken}": rename it.',
            )


_TOO_LONG = Fault(
    fr="Le texte dépasse 1 Mo : donnez une ordonnance à la fois.",
    en="The text is larger than 1 MB: give one prescription at a time.",
)
