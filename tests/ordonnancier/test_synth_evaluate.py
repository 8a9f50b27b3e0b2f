"""`synth` makes prescriptions, `evaluate` finds the faults planted in their truth."""

import json
import re
import resource
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.ordonnancier.running import COMMAND, FRENCH, environment, run_cli

COUNT = "2"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two clean prescriptions of a simple layout."""
    folder = tmp_path_factory.mktemp("corpora") / "corpus"
    made = run_cli(
        "synth", "--count", COUNT, "--seed", "9", "--out", folder,
        "--layout", "simple", "--degradation", "clean",
    )  # fmt: skip
    assert made.status == 0, made.err
    return folder


def figures(corpus: Path, *options: str) -> Any:
    """What `evaluate` prints of all pages."""
    finished = run_cli("evaluate", corpus, "--format", "json", *options)
    assert finished.status == 0, finished.err
    return json.loads(finished.out)["ordonnancier"]["all"]


def change_truth(corpus: Path, change: Callable[[list[Any]], None], copy: Path) -> Path:
    """A copy of the corpus whose first prescription has other medications in its truth."""
    copy.mkdir()
    for file in corpus.rglob("*"):
        target = copy / file.relative_to(corpus)
        if file.is_dir():
            target.mkdir(parents=True, exist_ok=True)
        elif file.suffix in (".json", ".jsonl", ".png", ".jpg", ".tif"):
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.read_bytes())
    truth = copy / "truth" / "000001.json"
    value = json.loads(truth.read_text())
    change(value["document"]["prescriptions"][0]["medications"])
    truth.write_text(json.dumps(value))
    return copy


def tenfold_dose(lines: list[Any]) -> None:
    for amount in lines[0]["dosageInstruction"][0]["doseAndRate"]:
        for quantity in amount.values():
            for part in quantity.values() if "low" in quantity else [quantity]:
                part["value"] *= 10


def turned_moment(lines: list[Any]) -> None:
    for dosage in lines[0]["dosageInstruction"]:
        dosage.setdefault("timing", {"repeat": {}})["repeat"]["when"] = ["NIGHT"]


@pytest.mark.parametrize(
    ("change", "column", "field"),
    [(tenfold_dose, "wrong", "dose"), (turned_moment, ("wrong", "missed"), "moments")],
)
def test_an_altered_field_shows_in_its_column(
    corpus: Path,
    tmp_path: Path,
    change: Callable[[list[Any]], None],
    column: str | tuple[str, ...],
    field: str,
) -> None:
    before = figures(corpus, "--text")["fields"][field]
    altered = change_truth(corpus, change, tmp_path / "altered")
    after = figures(altered, "--text")["fields"][field]
    columns = (column,) if isinstance(column, str) else column
    assert sum(after[c] for c in columns) > sum(before[c] for c in columns)


def dropped_line(lines: list[Any]) -> None:
    del lines[0]


def added_line(lines: list[Any]) -> None:
    lines.append({**lines[0], "text": "ZZZZ 9876 KK", "medication": {"text": "ZZZZ"}})


@pytest.mark.parametrize(
    ("change", "column", "other"),
    [
        # What the truth no longer names was invented by whoever reads it on the page.
        (dropped_line, "inventedLines", "lostLines"),
        (added_line, "lostLines", "inventedLines"),
    ],
)
def test_a_line_dropped_or_added_shows_in_its_column(
    corpus: Path, tmp_path: Path, change: Callable[[list[Any]], None], column: str, other: str
) -> None:
    before = figures(corpus, "--workers", "2")
    after = figures(change_truth(corpus, change, tmp_path / "changed"), "--workers", "2")
    assert after[column] == before[column] + 1
    assert after[other] == before[other]


def test_a_zone_is_measured_under_its_heading(tmp_path: Path) -> None:
    text = "CRESTOR 10 mg 1 cp le soir"
    rows: list[dict[str, Any]] = [
        {
            "id": zone,
            "text": text,
            "prescriptions": [
                {
                    "medications": [
                        {
                            "text": text,
                            "zone": zone,
                            "medication": {"text": "CRESTOR"},
                            "dosageInstruction": [],
                        }
                    ]
                }
            ],
        }
        for zone in ("ald", "intercurrent")
    ]
    lines = tmp_path / "lines.jsonl"
    lines.write_text("\n".join(json.dumps(row) for row in rows))
    assert figures(lines)["fields"]["zone"]["right"] == 2


def test_a_bizone_page_as_text_keeps_its_zones(tmp_path: Path) -> None:
    folder = tmp_path / "bizone"
    made = run_cli(
        "synth", "--count", "2", "--seed", "3", "--out", folder, "--dpi", "72",
        "--layout", "bizone", "--degradation", "clean",
    )  # fmt: skip
    assert made.status == 0, made.err
    zones = figures(folder, "--text")["fields"]["zone"]
    assert zones["right"] > 2
    assert zones["wrong"] == zones["missed"] == 0


def test_the_report_opens_without_a_network(corpus: Path, tmp_path: Path) -> None:
    report = tmp_path / "worst.html"
    wrong = change_truth(corpus, tenfold_dose, tmp_path / "wrong")
    assert run_cli("evaluate", wrong, "--report", report, "--format", "json").status == 0
    html = report.read_text()
    assert "data:image/png;base64," in html
    assert "http" not in html
    assert "dose" in html


def test_another_command_is_measured_beside_ours(corpus: Path) -> None:
    finished = run_cli(
        "evaluate", corpus, "--against", "tesseract-plain", "--against", "false", "--format", "json"
    )
    assert finished.status == 0
    readers = json.loads(finished.out)
    assert set(readers) == {"ordonnancier", "tesseract-plain", "false"}
    assert readers["false"]["all"]["failedPages"] == int(COUNT)
    assert readers["tesseract-plain"]["all"]["failedPages"] == 0


def test_the_tables_are_french_in_french(corpus: Path) -> None:
    shown = run_cli("evaluate", corpus, locale=FRENCH).out
    words = set(re.findall(r"^ ?(\w+) ", shown, re.MULTILINE))
    assert {"toutes", "médicament", "dosage", "fréquence", "durée"} <= words
    assert not {"all", "drug", "strength", "frequency"} & words
    assert re.search(r"\d,\d", shown)
    assert not re.search(r"\d\.\d", shown)


MAKE_ONE = ("synth", "--count", "1", "--seed", "9", "--workers", "1", "--layout", "simple")


def test_where_no_corpus_can_be_written_the_place_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    out = tmp_path / "new"
    refused = run_cli(*MAKE_ONE, "--out", out, locale=FRENCH, as_user=True)
    tmp_path.chmod(0o755)
    assert refused.status == 1
    assert refused.sentences == [
        f"Impossible d'écrire dans le dossier {tmp_path} : il en faut le droit."
    ]


def _allow_files_of(size: int) -> None:
    # As on a full disk: the system refuses to make any file longer.
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def test_a_corpus_on_a_full_disk_leaves_nothing(tmp_path: Path) -> None:
    finished = subprocess.run(
        [*COMMAND, *MAKE_ONE, "--out", tmp_path / "new"],
        capture_output=True,
        check=False,
        env=environment(FRENCH),
        preexec_fn=lambda: _allow_files_of(3000),
        text=True,
    )
    assert finished.returncode == 1
    assert finished.stderr == (
        f"Le disque de {tmp_path / 'new'} est plein ou en panne : rien n'a été enregistré.\n"
    )
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_no_corpus_gets_a_sentence(tmp_path: Path) -> None:
    finished = run_cli("evaluate", tmp_path)
    assert finished.status == 1
    assert "Traceback" not in finished.err
    assert str(tmp_path) in finished.err.replace("\n", "")
