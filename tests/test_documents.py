"""What the documents show is there: files they link to, commands they name, targets of make."""

import re
import shlex
from pathlib import Path

import click
import pytest

from desktop.guard.clipboard_watch import KEPT
from desktop.guard.idle_watch import LIMIT
from ordonnancier.cli import cli
from tests.conftest import ROOT
from tests.test_house import tracked

DOCUMENTS = tracked("*.md")
LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]+)(?:#[^)]*)?\)")
PLACE = re.compile(
    r"`((?:desktop|docs|extraction|ocr|ordonnancier|packaging|prescription|resources|storage"
    r"|synthetic|tests)/[\w./-]*\w/?)[`:]"
)
TARGET = re.compile(r"`make ([a-z-]+)|^make ([a-z-]+)", re.MULTILINE)
RUN = re.compile(r"(?:^|[`|]\s*|sudo |bin/)(ordonnancier(?: [^`|\n]*)?)(?=[`|\n])", re.MULTILINE)


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_links_lead_somewhere(document: Path) -> None:
    lost = [
        link
        for link in LINK.findall(document.read_text(encoding="utf-8"))
        if not (document.parent / link).exists()
    ]
    assert not lost


def test_no_document_is_hidden_from_who_reads_the_readme() -> None:
    linked = LINK.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    assert {name(path) for path in tracked("docs/*.md") if path.parent.name == "docs"} <= {*linked}


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_files_and_rooms_that_are_named_are_there(document: Path) -> None:
    named = [ROOT / path for path in PLACE.findall(document.read_text(encoding="utf-8"))]
    assert [
        path for path in named if not path.exists() and not path.with_suffix(".py").exists()
    ] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_targets_of_make_exist(document: Path) -> None:
    known = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {a or b for a, b in TARGET.findall(document.read_text(encoding="utf-8"))}
    assert named <= known


def unknown(line: str) -> str | None:
    """The first word of a command line that the program does not know; None when it knows all."""
    command: click.Command = cli
    for word in shlex.split(line.partition("#")[0].replace("…", "").replace("'", ""))[1:]:
        if word.endswith(","):  # a sentence or a row of a table goes on
            return None
        if word.startswith("--"):
            known = {option for p in command.params for option in p.opts} | {"--help", "--version"}
            if word.partition("=")[0] not in known:
                return word
        elif isinstance(command, click.Group) and re.fullmatch("[a-z][a-z-]+", word):
            if word not in command.commands:
                return word
            command = command.commands[word]
    return None


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_commands_and_their_options_exist(document: Path) -> None:
    lines = RUN.findall(document.read_text(encoding="utf-8"))
    assert [(line, word) for line in lines if (word := unknown(line))] == []


def test_a_command_that_does_not_exist_would_be_found() -> None:
    (line,) = RUN.findall("`ordonnancier read --farmat json`\n")
    assert unknown(line) == "--farmat"
    assert unknown("ordonnancier raed page.png") == "raed"


TOLD = tracked("resources/*/README.md", "docs/adr/README.md")


@pytest.mark.parametrize("readme", TOLD, ids=name)
def test_a_folder_of_data_or_decisions_tells_each_of_its_files(readme: Path) -> None:
    text = readme.read_text(encoding="utf-8")
    shown = {".csv", ".toml", ".txt", ".json", ".png", ".npz", ".ts", ".md"}
    files = [path.name for path in readme.parent.iterdir() if path.suffix in shown]
    assert [file for file in files if file != readme.name and file not in text] == []


def test_every_folder_of_data_stands_in_the_table_of_folders() -> None:
    text = (ROOT / "resources" / "README.md").read_text(encoding="utf-8")
    folders = {path.parent.name for path in tracked("resources/*/*")}
    assert [folder for folder in folders if f"`{folder}/`" not in text] == []


@pytest.mark.parametrize("package", ["extraction", "desktop"])
def test_every_test_of_a_package_in_rooms_stands_in_its_table(package: str) -> None:
    text = (ROOT / "tests" / "README.md").read_text(encoding="utf-8")
    files = [path.stem for path in tracked(f"tests/{package}/test_*.py", f"tests/{package}/*/*.py")]
    files = [file for file in files if file.startswith("test_")]
    assert [file for file in files if f"`{file}`" not in text] == []


NUMBERS = {"deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "dix": 10, "trente": 30, "soixante": 60}


def test_the_guide_tells_how_soon_the_window_locks_and_the_clipboard_is_cleared() -> None:
    guide = " ".join((ROOT / "docs" / "guide.fr.md").read_text(encoding="utf-8").split())
    told = re.search(r"se verrouille aussi d'elle-même après (\w+) minutes", guide)
    cleared = re.search(r"quitte le presse-papiers après (\w+) secondes", guide)
    assert told
    assert cleared
    assert NUMBERS[told[1]] * 60 == LIMIT
    assert NUMBERS[cleared[1]] * 1000 == KEPT
