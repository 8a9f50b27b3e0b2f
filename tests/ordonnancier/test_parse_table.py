"""`ordonnancier parse-table`: the table comes back whole, each text read as `parse` reads it."""

from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet

from ordonnancier.capture import capture_text
from prescription.json import to_json
from synthetic.lines import make_lines
from tests.ordonnancier.running import run_cli

TEXTS = [line.text for line in make_lines(1100, 5)]


def pruned(value: Any) -> Any:
    """Without what is empty, which the record's JSON leaves out."""
    if isinstance(value, dict):
        kept = {name: pruned(item) for name, item in value.items()}
        return {name: item for name, item in kept.items() if item not in (None, [], {})}
    return [pruned(item) for item in value] if isinstance(value, list) else value


def make_table(path: Path, texts: list[str | None], **more: list[Any]) -> Path:
    """A table of texts, each with its number."""
    columns = {"number": list(range(len(texts))), "posology": texts, **more}
    parquet.write_table(pa.table(columns), path)
    return path


@pytest.mark.parametrize("workers", ["1", "2"])
def test_each_text_has_the_record_that_parse_gives(tmp_path: Path, workers: str) -> None:
    texts: list[str | None] = [*TEXTS[:20], None, *TEXTS]
    table = make_table(tmp_path / "in.parquet", texts)
    typed = ("parse-table", table, "--column", "posology", "--workers", workers)
    done = run_cli(*typed, "--out", tmp_path / "out.parquet")
    assert done.status == 0
    assert "1121 rows read, 1 without a text, 0 failed." in done.err
    assert "not encrypted" in done.err
    rows = parquet.read_table(tmp_path / "out.parquet").to_pylist()
    assert [row["posology"] for row in rows] == texts
    assert [row["number"] for row in rows] == list(range(len(texts)))
    assert rows[20]["prescriptions"] is None
    for row in (*rows[:20], rows[-1]):
        expected = to_json(capture_text(row["posology"]).prescriptions)
        assert pruned(row["prescriptions"]) == pruned(expected)


@pytest.mark.parametrize("workers", ["1", "2"])
def test_rows_that_repeat_a_text_have_the_same_record(tmp_path: Path, workers: str) -> None:
    draw = Random(9)  # noqa: S311 - no secret
    some = [*TEXTS[:600], None, "x" * 2_000_000]
    texts = draw.choices(some, k=5000)
    table = make_table(tmp_path / "in.parquet", texts)
    typed = ("parse-table", table, "--column", "posology", "--workers", workers)
    run_cli(*typed, "--out", tmp_path / "out.parquet")
    rows = parquet.read_table(tmp_path / "out.parquet").to_pylist()
    assert [row["posology"] for row in rows] == texts
    once: dict[str | None, tuple[Any, Any]] = {}
    for row in rows:
        said = row["prescriptions"], row["error"]
        assert once.setdefault(row["posology"], said) == said
    assert once[None] == (None, None)
    for text in some[:10]:
        assert text
        expected = to_json(capture_text(text).prescriptions)
        assert pruned(once[text][0]) == pruned(expected)


def test_a_column_of_categories_is_read_as_its_texts(tmp_path: Path) -> None:
    texts = pa.array([TEXTS[0], TEXTS[1], TEXTS[0], None]).dictionary_encode()
    parquet.write_table(pa.table({"posology": texts}), tmp_path / "in.parquet")
    typed = ("parse-table", tmp_path / "in.parquet", "--column", "posology")
    assert run_cli(*typed, "--out", tmp_path / "out.parquet").status == 0
    rows = parquet.read_table(tmp_path / "out.parquet").to_pylist()
    assert [row["posology"] for row in rows] == texts.to_pylist()
    assert rows[0]["prescriptions"] == rows[2]["prescriptions"] != rows[1]["prescriptions"]
    assert rows[3]["prescriptions"] is None


def test_a_column_without_a_text_comes_back_whole(tmp_path: Path) -> None:
    table = tmp_path / "in.parquet"
    parquet.write_table(pa.table({"posology": pa.nulls(3, pa.string())}), table)
    done = run_cli("parse-table", table, "--column", "posology", "--out", tmp_path / "out.parquet")
    assert done.status == 0
    assert "3 without a text" in done.err
    rows = parquet.read_table(tmp_path / "out.parquet").to_pylist()
    assert rows == [{"posology": None, "prescriptions": None, "error": None}] * 3


def test_a_text_that_is_none_gets_its_sentence(tmp_path: Path) -> None:
    table = make_table(tmp_path / "in.parquet", [TEXTS[0], "x" * 2_000_000])
    done = run_cli("parse-table", table, "--column", "posology", "--out", tmp_path / "out.parquet")
    assert done.status == 1
    first, second = parquet.read_table(tmp_path / "out.parquet").to_pylist()
    assert first["error"] is None
    assert first["prescriptions"]
    assert "larger than 1 MB" in second["error"]


@pytest.mark.parametrize(
    ("column", "said"),
    [
        ("missing", 'There is no column "missing"; choose among: number, posology.'),
        ("number", 'The column "number" does not hold text.'),
    ],
)
def test_a_wrong_column_is_one_sentence(tmp_path: Path, column: str, said: str) -> None:
    table = make_table(tmp_path / "in.parquet", list(TEXTS[:1]))
    wrong = run_cli("parse-table", table, "--column", column, "--out", tmp_path / "out.parquet")
    assert wrong.status == 1
    assert wrong.sentences[-1].endswith(said)
    assert not (tmp_path / "out.parquet").exists()


def test_another_kind_of_file_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "in.parquet").write_text("no table")
    wrong = run_cli(
        "parse-table", tmp_path / "in.parquet", "--column", "a", "--out", tmp_path / "out"
    )
    assert wrong.status == 1
    assert wrong.sentences[-1].endswith("This file is not Parquet.")
