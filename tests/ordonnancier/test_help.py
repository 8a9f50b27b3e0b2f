"""Every word the command line says by itself is in the user's language."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from ordonnancier.translation import _catalogue
from tests.ordonnancier.running import ENGLISH, FRENCH, environment, run_cli

COMMANDS = (
    (),
    ("read",),
    ("batch",),
    ("parse-table",),
    ("parse",),
    ("doctor",),
    ("demo",),
    ("synth",),
    ("evaluate",),
    ("register",),
    ("reference",),
    ("reference", "import"),
    ("reference", "status"),
    ("reference", "lookup"),
)
# What is typed stays the same in every language.
TYPED = re.compile(r"--?[a-z][a-z-]*|«[^»]*»|\"[^\"]*\"|\[[a-z|]+\]|^ +[a-z-]+ ", re.MULTILINE)


def words(text: str) -> set[str]:
    """The words of a help page that are not typed by the user."""
    return set(re.findall(r"[^\W\d_]+", TYPED.sub(" ", text).lower()))


ENGLISH_WORDS = words(
    "the and of to in is are with for this that it from by not nothing without usage show exit "
    "message file folder default required command commands help error try such missing write "
    "quiet choose"
)
FRENCH_WORDS = words(
    "le la les des du une un et dans sur avec sans pour est fichier dossier registre"
)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_is_whole_in_french_even_without_that_locale(command: tuple[str, ...]) -> None:
    shown = run_cli(*command, "--help", locale=FRENCH)
    assert (shown.status, shown.err) == (0, "")
    assert "Utilisation : ordonnancier" in shown.out
    assert not words(shown.out) & ENGLISH_WORDS


@pytest.mark.parametrize("command", [("synth",), ("register", "show")], ids=" ".join)
def test_the_kinds_of_values_are_named_in_the_users_language(command: tuple[str, ...]) -> None:
    french, english = (run_cli(*command, "--help", locale=each).out for each in (FRENCH, ENGLISH))
    assert "ENTIER" in french
    assert "INTEGER" not in french
    assert "INTEGER" in english


@pytest.mark.parametrize("columns", [60, 72, 80, 100])
def test_no_line_ends_between_guillemets_and_what_they_hold(columns: int) -> None:
    shown = subprocess.run(
        [sys.executable, "-c", ALL_OF_THE_REGISTER],
        capture_output=True,
        check=True,
        env=environment(FRENCH, columns),
        text=True,
    ).stdout
    told = b"Augmantin 1 cp matin\nDolipranne 1 cp matin\nTimoferol 1 le matin\n"
    table = run_cli("parse", "-", "--format", "table", stdin=told, locale=FRENCH, columns=columns)
    assert shown.count("«") > 5
    assert table.out.count("«") == 3
    for line in (*shown.splitlines(), *table.out.splitlines()):
        assert not line.rstrip().endswith("«")
        assert not line.lstrip().startswith("»")


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_is_whole_in_english(command: tuple[str, ...]) -> None:
    shown = run_cli(*command, "--help", locale=ENGLISH)
    assert (shown.status, shown.err) == (0, "")
    assert "Usage: ordonnancier" in shown.out
    assert not words(shown.out) & FRENCH_WORDS


ALL_OF_THE_REGISTER = """
import click
from ordonnancier.commands.register import register
from ordonnancier.cli import cli

def show(command, context):
    click.echo(command.get_help(context))
    for name in getattr(command, "commands", {}):
        verb = command.commands[name]
        show(verb, click.Context(verb, info_name=name, parent=context))

show(register, click.Context(register, info_name="register"))
"""


@pytest.mark.parametrize(("locale", "foreign"), [(FRENCH, ENGLISH_WORDS), (ENGLISH, FRENCH_WORDS)])
def test_every_verb_of_the_register_is_explained(locale: str, foreign: set[str]) -> None:
    shown = subprocess.run(
        [sys.executable, "-c", ALL_OF_THE_REGISTER],
        capture_output=True,
        check=True,
        env=environment(locale),
        text=True,
    ).stdout
    assert shown.count("--passphrase-fd") > 20
    # What the explanation calls by a name, the line that shows how to type it does too.
    usages = re.findall(r"(?:Utilisation :|Usage:) .*(?:\n {10,}.*)*", shown)
    assert any("DESTINATION" in usage for usage in usages)
    assert not [usage for usage in usages if re.search(r"\b(?:CHEMIN|PATH|TEXTE?)\b", usage)]
    shown = re.sub(r"(Utilisation :|Usage:) register.*", "", shown)
    assert not words(shown) & foreign


@pytest.mark.parametrize(
    ("arguments", "french"),
    [
        (["lire"], "La commande 'lire' n'existe pas."),
        (["read"], "Il manque l'argument 'FICHIER...'."),
        (["read", "--colour", "x"], "L'option '--colour' n'existe pas."),
        (
            ["read", "x", "--format", "xml"],
            "'xml' n'est pas parmi 'table', 'json', 'csv', 'jsonl'.",
        ),
        (["read", "x", "--out"], "L'option '--out' attend une valeur."),
        (["parse", "a", "b"], "Argument en trop (b)"),
        (["register", "restore", "x"], "Il manque l'option '--into'."),
        (["register", "export", "x"], "Dites quoi écrire"),
        (
            ["register", "list", "x", "--since", "hier"],
            "«\u00a0hier\u00a0» n'est pas une date : écrivez 2026-11-30 ou 30/11/2026.",
        ),
        (["synth", "--count", "dix"], "'dix' n'est pas un nombre qui convient."),
    ],
)
def test_a_wrong_command_is_explained_in_french(arguments: list[str], french: str) -> None:
    finished = run_cli(*arguments, locale=FRENCH)
    assert finished.status == 2
    assert french in finished.err
    assert "Erreur : " in finished.err
    assert not words(finished.err) & ENGLISH_WORDS


def test_every_sentence_of_click_has_its_french() -> None:
    untranslated = []
    for source in Path(click.__file__).parent.glob("*.py"):
        if source.stem.startswith("_") or source.stem in ("shell_completion", "utils"):
            continue
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            name = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
            table = {"_": "messages", "ngettext": "plurals"}.get(name)
            if table and isinstance(node, ast.Call) and isinstance(node.args[0], ast.Constant):
                sentence = node.args[0].value
                if sentence not in _catalogue()[table] and sentence not in FOR_PROGRAMMERS:
                    untranslated.append(sentence)
    assert untranslated == []


# Said only when the program itself misuses click.
FOR_PROGRAMMERS = {
    "Name '{name}' defined twice",
    "Boolean option {decl!r} cannot use the same flag for true/false.",
    "Could not determine name for option with declarations {decls!r}",
    "No options defined but a name was passed ({name}). Did you mean to declare an argument "
    "instead? Did you mean to pass '--{name}'?",
    "Arguments take exactly one parameter declaration, got {length}: {decls}.",
    "Choice({choices})",
    "Unknown color {colour!r}",
}
