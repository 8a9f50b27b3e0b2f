"""`parse`: text to records."""

import json
import os
import subprocess
import threading
from pathlib import Path

import pytest

from ordonnancier.text import MAX_TEXT_BYTES
from tests.ordonnancier.running import COMMAND, ENGLISH, FRENCH, environment, run_cli

DOLIPRANE = (
    "DOLIPRANE 1000 mg cp : 1 cp matin, midi et soir si douleur pendant 5 jours, max 3/j. AR 1 fois"
)


def test_the_example_of_the_readme() -> None:
    finished = run_cli("parse", "--format", "json", stdin=DOLIPRANE.encode())
    assert (finished.status, finished.err) == (0, "")
    (document,) = json.loads(finished.out)
    assert document["source"]["name"] == "-"
    (line,) = document["prescriptions"][0]["medications"]
    (dosage,) = line["dosageInstruction"]
    assert line["medication"]["name"] == "Doliprane"
    assert line["medication"]["strength"] == [{"numerator": {"value": 1000, "unit": "mg"}}]
    assert dosage["doseAndRate"] == [{"doseQuantity": {"value": 1, "unit": "comprimé"}}]
    assert dosage["timing"]["repeat"]["when"] == ["MORN", "NOON", "EVE"]
    assert dosage["timing"]["repeat"]["boundsDuration"] == {"value": 5, "unit": "d"}
    assert dosage["asNeededCodeableConcept"] == {"text": "si douleur"}
    assert dosage["maxDosePerPeriod"] == {
        "numerator": {"value": 3, "unit": "comprimé"},
        "denominator": {"value": 1, "unit": "d"},
    }
    assert line["dispenseRequest"]["numberOfRepeatsAllowed"] == 1


def test_a_file_in_the_encodings_of_windows_is_read_and_said(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_bytes("Paracétamol 1 g le matin".encode("cp1252"))
    finished = run_cli("parse", path, "--format", "jsonl")
    assert finished.status == 0
    assert finished.sentences == [f"{path}: read as Windows-1252, for it is not UTF-8."]
    assert "Paracétamol 1 g le matin" in finished.out
    assert run_cli("parse", path, "--quiet").err == ""
    path.write_bytes("Paracétamol 1 g le matin".encode("utf-16"))
    assert "Paracétamol 1 g le matin" in run_cli("parse", path, "--format", "jsonl").out


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b" \n\t", "The text is empty."),
        (b"\xff\xfe\x00bad", "This is no text"),
        (bytes(range(1, 32)) * 20, "This is no text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", 'This is no text: for an image or a PDF, use "ordonnancier'),
        (b"a" * (MAX_TEXT_BYTES + 1), "The text is larger than 1 MB"),
    ],
)
def test_what_is_no_prescription_text_gives_a_sentence(content: bytes, sentence: str) -> None:
    finished = run_cli("parse", stdin=content)
    assert (finished.status, finished.out) == (1, "")
    (said,) = finished.sentences
    assert said.startswith(f"standard input: {sentence}")


def test_explain_tells_which_rule_read_which_words() -> None:
    finished = run_cli("parse", "--explain", stdin=DOLIPRANE.encode(), locale=FRENCH)
    assert finished.status == 0
    assert "matin" in finished.out


def test_lines_are_answered_in_order_with_their_id() -> None:
    questions = [
        {"id": 7, "text": DOLIPRANE},
        {"id": "é", "text": "KARDEGIC 75\n1 sachet par jour"},
        {"id": 0, "text": ""},
    ]
    finished = run_cli("parse", "--jsonl", stdin="\n".join(map(json.dumps, questions)).encode())
    assert (finished.status, finished.err) == (0, "")
    answers = [json.loads(line) for line in finished.out.splitlines()]
    assert [answer["id"] for answer in answers] == [7, "é", 0]
    assert all(set(answer) == {"id", "source", "prescriptions"} for answer in answers)
    (kardegic,) = answers[1]["prescriptions"][0]["medications"]
    assert kardegic["medication"]["name"] == "Kardégic"


def test_a_malformed_line_is_told_and_keeps_its_place() -> None:
    lines = [
        b'{"id": 1, "text": "Doliprane 1 g"}',
        b"",
        b"not json",
        b'{"id": "b"}',
        b'{"id": [1], "text": "x"}',
        b'{"id": 4, "text": "\\ud800"}',
        b'{"id": 5, "text": "\xff"}',
        b'{"id": 6, "text": "' + b"x" * MAX_TEXT_BYTES + b'"}',
        b"[" * 100_000,
        b'{"id": 8, "text": "Doliprane 1 g"}',
    ]
    finished = run_cli("parse", "--jsonl", stdin=b"\n".join(lines))
    answers = [json.loads(line) for line in finished.out.splitlines()]
    assert finished.status == 1
    assert [answer["id"] for answer in answers] == [1, None, "b", None, None, None, None, None, 8]
    assert ["error" in answer for answer in answers] == [False, *[True] * 7, False]
    named = [sentence.partition(":")[0] for sentence in finished.sentences]
    assert named == [f"standard input, line {number}" for number in range(3, 10)]


def test_every_answer_leaves_before_the_next_question_comes() -> None:
    with subprocess.Popen(
        [*COMMAND, "parse", "--jsonl"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment(ENGLISH),
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        watchdog = threading.Timer(60, process.kill)
        watchdog.start()
        for number in range(3):
            process.stdin.write(b'{"id": %d, "text": "Doliprane 1 g"}\n' % number)
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == number
        process.stdin.close()
        assert process.wait() == 0
        watchdog.cancel()


def test_more_lines_take_no_more_memory() -> None:
    few, many = (
        run_cli(
            "parse",
            "--jsonl",
            stdin=b"".join(
                b'{"id": %d, "text": "Doliprane %d mg 1 cp matin note %d"}\n' % (n, n, n)
                for n in range(count)
            ),
        )
        for count in (200, 2000)
    )
    assert many.out.count("\n") == 2000
    assert many.peak_bytes < few.peak_bytes + 20 * 2**20


def test_a_reader_that_leaves_ends_the_run_quietly() -> None:
    read_end, write_end = os.pipe()
    with subprocess.Popen(
        [*COMMAND, "parse", "--jsonl"],
        stdin=subprocess.PIPE,
        stdout=write_end,
        stderr=subprocess.PIPE,
        env=environment(ENGLISH),
    ) as process:
        os.close(write_end)
        os.close(read_end)
        _, err = process.communicate(b'{"id": 1, "text": "Doliprane 1 g"}\n' * 3)
    assert (process.returncode, err) == (141, b"")


def test_a_full_disk_is_one_sentence() -> None:
    with Path("/dev/full").open("wb") as full:
        process = subprocess.run(
            [*COMMAND, "parse", "--format", "json"],
            input=DOLIPRANE.encode(),
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            env=environment(ENGLISH),
        )
    assert process.returncode == 1
    assert process.stderr.decode() == (
        "The disk that the result goes to is full: the result is not whole.\n"
    )


def test_lines_and_another_format_do_not_go_together() -> None:
    for option in (("--explain",), ("--format", "csv")):
        finished = run_cli("parse", "--jsonl", *option)
        assert finished.status == 2
        assert "--jsonl always gives JSON lines" in finished.err


def test_a_folder_in_the_place_of_the_result_is_called_one(tmp_path: Path) -> None:
    finished = run_cli("parse", "-", "--out", tmp_path, stdin=b"Doliprane 1 g", locale=FRENCH)
    assert finished.status == 1
    assert finished.sentences == [
        f"{tmp_path} est un dossier : donnez à --out le nom d'un fichier."
    ]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="a folder that takes no file")
def test_a_folder_that_takes_no_file_is_not_called_missing() -> None:
    finished = run_cli("parse", "-", "--out", "/proc/x.csv", stdin=b"Doliprane 1 g")
    assert finished.status == 1
    (sentence,) = finished.sentences
    assert sentence.startswith("Nothing can be written to the folder /proc: ")
